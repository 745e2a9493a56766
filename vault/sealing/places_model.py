"""Places for sealed exports, the numbers that were sealed there, and what became of them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from vault.ids import CeremonyId, ExportPlaceId, SealedExportId
from vault.sealing.part_model import Part
from vault.sealing.statement_model import SealKind


class ExportFate(StrEnum):
    """What became of a number of an export."""

    KEPT = "kept"
    SUPERSEDED = "superseded"
    REMOVED = "removed"
    MISSING = "missing"
    DAMAGED = "damaged"
    ATTESTED_DESTROYED = "attested_destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlace:
    """A folder where exports are kept, or a ZIP file that was made of one.

    ``is_standing`` says that the export there is kept current by itself; ``resumed_seq`` after
    which audit event the practitioner said last that the practice goes on, or -1.
    """

    id: ExportPlaceId
    uid: str
    path: Path = field(repr=False)
    label: str = field(repr=False)
    is_synced: bool
    is_standing: bool
    added_at: datetime
    removed_at: datetime | None = None
    resumed_seq: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedExport:
    """A number of an export as the register knows it. ``size`` counts the bytes of all its files.

    ``verified_at`` is when it was announced, read back whole from its medium. ``audit_seq`` is the
    newest event that it knows of, ``clean_to`` the tombstone up to which it holds nothing of those
    clients; ``is_of_now`` says that those who hold cards today open it.
    """

    id: SealedExportId
    place_id: ExportPlaceId
    ceremony_id: CeremonyId
    export_id: str
    is_of_now: bool
    number: int
    kind: SealKind
    begun_at: datetime
    verified_at: datetime | None
    manifest_sha256: str
    clients: int
    documents: int
    size: int
    audit_seq: int
    clean_to: int
    fate: ExportFate
    fate_at: datetime | None
    statement: str = field(repr=False)

    @property
    def is_gone(self) -> bool:
        """Whether it exists no more, as far as the register knows."""
        return self.fate in (ExportFate.REMOVED, ExportFate.ATTESTED_DESTROYED)

    @property
    def is_announced(self) -> bool:
        """Whether it was read back whole, and is kept."""
        return self.verified_at is not None and self.fate is ExportFate.KEPT

    @property
    def is_awaited(self) -> bool:
        """Whether it was read back whole, and is where it was sealed: by today's cards or not."""
        kept = (ExportFate.KEPT, ExportFate.SUPERSEDED)
        return self.verified_at is not None and self.fate in kept


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredExport:
    """A number and its place. ``is_clean``: nothing in it of any record that was disposed of."""

    export: SealedExport
    place: ExportPlace
    is_clean: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFreshness:
    """How old the newest announced number at a place is.

    ``is_bare``: the folder is there, and the export that was sealed in it is not. ``is_kept``: it
    is kept current by itself, and enough holders have shown that they can open it.
    ``is_due``: a new number is wanted now. ``is_unclean``: records that were disposed of may be in
    a number there; ``can_be_cleaned``: a new number takes it away. ``is_closed``: a closing export
    is the last there. ``is_final``: and nothing asks for another in its place.
    """

    place: ExportPlace
    newest: SealedExport | None
    age_days: int | None
    is_reachable: bool
    is_bare: bool
    is_kept: bool
    is_due: bool
    is_unclean: bool
    can_be_cleaned: bool
    is_closed: bool
    is_final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LostAttachment:
    """A document whose file is missing or damaged in the vault itself: it is in no export."""

    uid: str
    is_damaged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SealReport:
    """What was sealed. ``size`` and ``copied_bytes`` are bytes, ``copied`` counts attachments.

    ``lost`` documents are in no export; ``unsealed`` are parts that the plan wants and that
    nobody's card opens, for they were not in the ceremony. ``removed`` are numbers that went;
    ``old_removed`` says that an export of earlier holders went from this place too.
    """

    export_id: SealedExportId
    number: int
    clients: int
    documents: int
    copied: int
    copied_bytes: int
    size: int
    lost: tuple[LostAttachment, ...]
    unsealed: tuple[Part, ...]
    removed: tuple[int, ...]
    old_removed: bool
