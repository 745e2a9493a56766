"""What stands outside the seal of a number: the statement, START-HERE, the opening files.

It names no client, and nobody else whom the plan does not let it name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from vault import clock
from vault.keys.signing import PublicKey
from vault.sealing import layout, manifest, start_here
from vault.sealing.model import SealedDocument, SealFacts
from vault.sealing.start_here import Opening, StartHereFacts
from vault.sealing.statement import Statement
from vault.sealing.statement_model import Checkpoint, HolderLine, PartLine, SealKind
from vault.sealing.writing import Written
from vault.store import bundle
from vault.succession.model import Ceremony, SealedPart

_BLUR_YEARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The small files of a number. ``sizes`` are the parts' files, in bytes, by their names;
    ``kept_until`` is the last day until which a record is to be kept, as far as days can be told;
    ``previous`` is the SHA-256 (hex) of the manifest before, or empty."""

    facts: SealFacts
    ceremony: Ceremony
    parts: tuple[SealedPart, ...]
    sizes: Mapping[str, int]
    number: int
    kind: SealKind
    attachments: int
    kept_until: date | None
    previous: str = field(repr=False)

    @property
    def files(self) -> dict[str, bytes]:
        """Content by path: all but the manifest and its signature."""
        found = {
            layout.opening_name(one.part, holders): content
            for one in self.parts
            for holders, content in one.openings.items()
        }
        told = self._start_here
        return {
            **found,
            layout.START_HTML: start_here.render_html(told),
            layout.START_TEXT: start_here.render_text(told),
            layout.statement_name(self.number): self.statement.to_text().encode("utf-8"),
        }

    @property
    def statement(self) -> Statement:
        """What the number holds."""
        return Statement(
            export_id=self.ceremony.uid,
            vault_id=self.facts.vault_id,
            number=self.number,
            kind=self.kind,
            month=f"{clock.local_day(self.facts.made_at):%Y-%m}",
            public_key=self.facts.public_key,
            parts=tuple(map(self._line, self.parts)),
            holders=self._holders,
            attachments=self.attachments,
            checkpoint=self._checkpoint,
            previous=self.previous,
        )

    @property
    def _holders(self) -> tuple[HolderLine, ...]:
        return tuple(HolderLine(place=o.place, label=o.label) for o in self.ceremony.holders)

    @property
    def _start_here(self) -> StartHereFacts:
        """What does not change with the number, so that both numbers agree on it."""
        return start_here.facts(
            self.facts.plan,
            self.facts.practice.practitioner,
            export_id=self.ceremony.uid,
            public_key=PublicKey.from_text(self.facts.public_key),
            openings=[
                Opening(part=one.part, holders=one.holders, threshold=one.threshold)
                for one in self.parts
            ],
            holders=self._holders,
            not_before=self._not_before,
        )

    @property
    def _not_before(self) -> int | None:
        """The year in steps: to the very one it would tell how young the youngest client is."""
        last = self.kept_until
        if last is None:
            return None
        year = last.year - last.year % _BLUR_YEARS
        return year if year > self.facts.today.year else None

    def _line(self, one: SealedPart) -> PartLine:
        name = layout.part_name(one.part, self.number)
        return PartLine(
            part=one.part,
            file=name,
            size=self.sizes[name],
            holders=one.holders,
            threshold=one.threshold,
        )

    @property
    def _checkpoint(self) -> Checkpoint:
        signed = self.facts.checkpoint
        if signed is None:
            raise RuntimeError("a sealing begins with a checkpoint")
        return Checkpoint(
            seq=signed.seq,
            head=signed.head.hex(),
            at=clock.to_text(signed.at),
            reason=signed.reason,
            signature=signed.signature,
        )

    def manifest(
        self, written: Iterable[Written], documents: Mapping[str, SealedDocument]
    ) -> bytes:
        """Return the manifest of these files and documents."""
        hashes = {one.name: one.sha256 for one in written}
        hashes |= {bundle.attachment_file(uid): one.sha256 for uid, one in documents.items()}
        return manifest.to_text(hashes).encode("ascii")
