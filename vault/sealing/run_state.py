"""What is known and written so far of a number that is being sealed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from vault.ids import SealedExportId
from vault.sealing import attachments
from vault.sealing.export_folder import SoundNumber
from vault.sealing.model import PartAccount, SealFacts
from vault.sealing.part_model import Part
from vault.sealing.places_model import ExportFate, SealedExport, SealReport
from vault.sealing.register_rows import Announcement
from vault.sealing.writing import Written
from vault.succession.model import SealedPart

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class State:
    """What is known and written so far."""

    sound: list[SoundNumber] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    number: int = 0
    export_id: SealedExportId | None = None
    clean_to: int = 0
    apart_since: int = 0
    facts: SealFacts | None = None
    parts: tuple[SealedPart, ...] = ()
    unsealed: tuple[Part, ...] = ()
    accounts: list[PartAccount] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    copied: attachments.Copied = field(default_factory=attachments.Copied)
    announced: Announcement | None = None
    removed: tuple[int, ...] = ()
    earlier: list[SealedExport] = field(default_factory=list)
    old_removed: list[SealedExport] = field(default_factory=list)

    def may_stay(self, one: SoundNumber, known: SealedExport) -> bool:
        """Whether the number before may be kept: not where it holds what this one may not hold.

        That is who was disposed of, who is kept apart since, and a part that the plan has dropped.
        """
        is_clean = known.clean_to >= self.clean_to
        is_later = known.audit_seq >= self.apart_since
        parts = {part.part for part in self.parts}
        return is_clean and is_later and all(line.part in parts for line in one.statement.parts)

    def note_removed(self, export_id: str, numbers: Collection[int]) -> None:
        """Note that an export of earlier holders is not here any more: ``numbers`` had files.

        What was missing or destroyed, and had none, may lie elsewhere.
        """
        self.old_removed += [
            one
            for one in self.earlier
            if one.export_id == export_id
            and (one.fate is ExportFate.SUPERSEDED or one.number in numbers)
        ]

    def report(self) -> SealReport:
        """Return what was sealed, as far as it has come since it was announced."""
        found = present(self.announced)
        return SealReport(
            export_id=present(self.export_id),
            number=self.number,
            clients=found.clients,
            documents=found.documents,
            copied=len(self.copied.new),
            copied_bytes=attachments.size_of(self.copied.new),
            size=found.size,
            lost=tuple(self.copied.lost),
            unsealed=self.unsealed,
            removed=self.removed,
            old_removed=bool(self.old_removed),
        )


def present(value: T | None) -> T:
    """Return what a step before has found. Raises ``RuntimeError`` where it was left out."""
    if value is None:
        raise RuntimeError("the steps of a sealing are done in their order")
    return value
