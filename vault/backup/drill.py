"""The restore drill: would the newest snapshot come back, every document of it?"""

from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from vault import digests
from vault.age import HybridIdentity, unseal
from vault.backup import files, finding, freshness, kept_keys, rows
from vault.backup.model import ABSENT, Destination, DrillResult, Fate, Snapshot
from vault.backup.snapshot import Step
from vault.changes import Kind
from vault.errors import (
    AgeError,
    DamagedSnapshot,
    DestinationGone,
    NoSnapshot,
    VaultFileError,
)
from vault.progress import Progress
from vault.session import Session
from vault.store.connection import Connection
from vault.store.unit_of_work import Transaction

Secrets = tuple[str, str, int, str]


class DrillRun:
    """A drill of one destination's newest snapshot: do its ``steps`` in their order.

    Nothing is written but its result; cancelled, it leaves nothing at all.
    """

    def __init__(self, session: Session, destination: Destination, progress: Progress) -> None:
        self._session = session
        self._destination = destination
        self._progress = progress
        self._newest = _newest(rows.snapshots(session.rows, destination.id))
        self._keys = rows.database_keys(session.rows, self._newest.id)
        if not self._keys:
            raise NoSnapshot()
        self._live, self._bag = session.opened.header, session.opened.bag
        self._place = freshness.place(session, destination)
        self._set = self._place.backup_set
        self.result: DrillResult | None = None

    def __repr__(self) -> str:
        return f"DrillRun({self._newest.number})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order."""
        return (
            Step(name="drill", needs_session=False, work=self._drill),
            Step(name="confirm", needs_session=True, work=self._confirm),
        )

    def _drill(self) -> None:
        if not files.is_there(self._set.folder):
            raise DestinationGone()
        self._place.require()
        self.result = self._judged()
        if not files.is_there(self._set.folder):
            raise DestinationGone()  # pulled out: what could not be read says nothing

    def _judged(self) -> DrillResult:
        with files.at(self._destination.path):
            is_there = self._newest.number in self._set.numbers()
        if not is_there:
            return DrillResult(documents=0, damage=ABSENT)
        try:
            return self._documents(self._set.snapshot(self._newest.number))
        except (VaultFileError, DamagedSnapshot) as error:
            return DrillResult(documents=0, damage=finding.damage_of(error))

    def _documents(self, folder: Path) -> DrillResult:
        header, found = finding.snapshot_header(folder, self._live, self._destination.instance_id)
        finding.require_present(folder, header, found)
        records, _ = kept_keys.open_records(folder, header, self._bag, self._keys)
        try:
            records.check()
            return self._try_each(records, found.size - found.records_size)
        finally:
            records.close()

    def _try_each(self, records: Connection, total: int) -> DrillResult:
        damaged, missing, count = [], [], 0
        done = 0

        def moved(size: int) -> None:
            nonlocal done
            done += size
            self._progress("drill", min(done, total), total)

        for document in rows.document_secrets(records):
            count += 1
            try:
                is_sound = comes_back(self._set.attachment(document[0]), document, moved)
            except FileNotFoundError:
                missing.append(document[0])
                continue
            if not is_sound:
                damaged.append(document[0])
        return DrillResult(documents=count, damaged=tuple(damaged), missing=tuple(missing))

    def _confirm(self) -> None:
        result = self.result
        if result is None:
            raise RuntimeError("the steps of a drill are done in their order")
        with self._session.begin("backup.drill") as tx:
            self._mark(tx, result)
            tx.audit(
                destination=self._destination.uid,
                number=self._newest.number,
                documents=result.documents,
                damage=result.damage,
                damaged=len(result.damaged),
                missing=len(result.missing),
            )
            tx.changed(Kind.COPIES)

    def _mark(self, tx: Transaction, result: DrillResult) -> None:
        if result.is_absent:  # nothing of it was checked, and it may turn up again
            rows.mark_fate(tx.rows, self._newest.id, Fate.MISSING, tx.now)
            return
        rows.mark_drilled(tx.rows, self._newest.id, result, tx.now)
        if result.damage and not result.is_newer:
            rows.mark_fate(tx.rows, self._newest.id, Fate.DAMAGED, tx.now)


def _newest(known: list[Snapshot]) -> Snapshot:
    """Return the newest that was announced: one that was not has no name to be found by."""
    kept = [one for one in known if one.fate is Fate.KEPT]
    if not kept:
        raise NoSnapshot()
    # by number: a clock may have run ahead
    return max(kept, key=lambda one: (one.is_verified, one.number))


def comes_back(path: Path, document: Secrets, moved: files.Moved) -> bool:
    """Return whether a document's file decrypts to exactly what was sealed.

    Raises ``FileNotFoundError``, or what ``moved`` raises.
    """
    _, identity, size, digest = document
    sink = _Sink(moved)
    try:
        with files.open_plain(path) as sealed:
            unseal([HybridIdentity.from_text(identity)], sealed, cast(BinaryIO, sink))
    except FileNotFoundError:
        raise
    except (AgeError, OSError):
        return False
    return (sink.size, sink.digest.hexdigest()) == (size, digest)


class _Sink(RawIOBase):
    """Takes a plaintext and keeps its size and hash alone."""

    def __init__(self, moved: files.Moved) -> None:
        super().__init__()
        self._moved = moved
        self.size = 0
        self.digest = digests.sha256()

    def write(self, data: bytes) -> int:  # type: ignore[override]  # only ever given bytes
        """Take a part."""
        self.digest.update(data)
        self.size += len(data)
        self._moved(len(data))
        return len(data)
