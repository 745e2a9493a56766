"""Parts of a sealed export in memory, as ``vault.sealing`` writes them and an opener reads them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZipFile

from vault import clock
from vault.audit import service as audit
from vault.sealing import contents
from vault.sealing.model import SealFacts
from vault.sealing.part_model import Part
from vault.sealing.statement_model import Checkpoint, SealKind, StatementFacts
from vault.session import Session
from vault.store import atomic
from vault.unsealing.model import Fault, NumberVerdict, PartVerdict, SignatureState

EXPORT_ID = "e" * 32


@dataclass(slots=True)
class MadePart:
    """A part as it is when opened; its documents' files lie in the vault's own folder."""

    part: Part
    statement: StatementFacts
    manifest_sha256: str
    archive: ZipFile
    files: Path
    signature: SignatureState = SignatureState.GOOD
    is_whole: bool = True
    faults: tuple[Fault, ...] = ()

    @property
    def number(self) -> NumberVerdict:
        """As it is found where nothing is wrong."""
        told = self.statement
        whole = PartVerdict(
            part=self.part,
            is_whole=True,
            is_there=True,
            threshold=2,
            holders=(1, 2),
            openings=((1, 2),),
            size=0,
        )
        return NumberVerdict(
            number=told.number,
            statement=told,
            signature=self.signature,
            fingerprint="",
            manifest_sha256=self.manifest_sha256,
            faults=self.faults,
            parts=(replace(whole, is_whole=self.is_whole),),
            documents=0,
            is_quick=False,
        )

    @property
    def names(self) -> Sequence[str]:
        """The names of the part's entries."""
        return self.archive.namelist()

    def open(self, name: str) -> BinaryIO:
        """Open an entry."""
        return cast(BinaryIO, self.archive.open(name))

    def open_file(self, name: str) -> BinaryIO:
        """Open a file beside the part. Raises ``OSError``."""
        file = atomic.open_plain(self.files / name)
        if file is None:
            raise FileNotFoundError(name)
        return file


def sealed(session: Session, number: int, *parts: Part) -> list[MadePart]:
    """Return parts of the next number, sealed now."""
    audit.checkpoint(session, "seal")
    facts = contents.plan_facts(session)
    statement = _statement(facts, number)
    return [_part(session, part, facts, statement) for part in parts]


def of_another_practice(part: MadePart) -> MadePart:
    """Return a part that says to be of somebody else."""
    return replace(part, statement=replace(part.statement, vault_id="0" * 32))


def _part(session: Session, part: Part, facts: SealFacts, statement: StatementFacts) -> MadePart:
    sink = io.BytesIO()
    contents.write_part(part, facts, sink, lambda job: job(session))
    return MadePart(
        part=part,
        statement=statement,
        manifest_sha256=f"{statement.number:064x}",
        archive=ZipFile(sink),
        files=session.opened.folder,
    )


def _statement(facts: SealFacts, number: int) -> StatementFacts:
    point = facts.checkpoint
    assert point is not None
    return StatementFacts(
        export_id=EXPORT_ID,
        vault_id=facts.vault_id,
        number=number,
        kind=SealKind.STANDING,
        month="2026-11",
        public_key=facts.public_key,
        parts=(),
        holders=(),
        attachments=0,
        checkpoint=Checkpoint(
            seq=point.seq,
            head=point.head.hex(),
            at=clock.to_text(point.at),
            reason=point.reason,
            signature=point.signature,
        ),
        previous="",
    )
