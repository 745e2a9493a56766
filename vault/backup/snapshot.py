"""Making a snapshot, in steps: some need the session, and the long ones do not.

Nothing is announced before it was read back from its medium. A crash leaves a hidden folder, which
the next run removes, or a snapshot that the register knows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from vault.audit import service as audit
from vault.backup import files, layout, manifest, rows
from vault.backup.layout import BackupSet
from vault.backup.manifest import Manifest
from vault.backup.model import BackupReport, Destination, Fate, SealedDocument, Snapshot
from vault.backup.pacing import Pacing
from vault.changes import Kind
from vault.errors import BackupError, DamagedVault, DestinationGone
from vault.ids import CopyId
from vault.keys.anchor import Anchor
from vault.keys.bag import KeyBag
from vault.session import Session
from vault.store import atomic, bundle
from vault.store.atomic import Batch
from vault.store.bundle import SNAPSHOT_FORMAT, Header
from vault.store.connection import Connection, DatabaseKey, open_unchanging
from vault.store.copying import Progress
from vault.store.switch import new_database_key

T = TypeVar("T")

BetweenSteps = Callable[[], None]
"""Does what waits for the session, each job a whole transaction; cancels by raising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of a long job. ``needs_session`` says on which thread ``work`` may run."""

    name: str
    needs_session: bool
    work: Callable[[], None]


@dataclass(slots=True, kw_only=True)
class _Written:
    """What has been written so far."""

    number: int = 0
    taken: tuple[int, ...] = ()
    anchor: Anchor | None = None
    manifest: Manifest | None = None
    copied: list[SealedDocument] = field(default_factory=list)
    lost: dict[str, bool] = field(default_factory=dict)
    copy_id: CopyId | None = None


class BackupRun:
    """One backup under way: do its ``steps`` in their order; ``abandon`` it if one raises."""

    def __init__(
        self,
        session: Session,
        destination: Destination,
        between_steps: BetweenSteps,
        progress: Progress,
    ) -> None:
        opened = session.opened
        self._session = session
        self._destination = destination
        self._root = destination.path
        self._set = layout.set_of(self._root, opened.header.vault_id, opened.header.instance_id)
        self._source = opened.folder
        self._between_steps = between_steps
        self._progress = progress
        self._made_at = session.now()
        self._bag = replace(opened.bag, database_key=new_database_key())
        self._header, self._small = _small_files(opened.folder, opened.header, self._bag)
        known = rows.snapshots(opened.rows, destination.id)
        self._known = frozenset(one.number for one in known)
        self._is_begun = any(one.fate is Fate.KEPT for one in known)
        self._bad = _found_damaged(known)
        self._written = _Written()
        self.report: BackupReport | None = None

    def __repr__(self) -> str:
        return f"BackupRun({self._written.number})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order."""
        return (
            Step(name="prepare", needs_session=False, work=self._prepare),
            Step(name="records", needs_session=True, work=self._copy_records),
            Step(name="documents", needs_session=False, work=self._write),
            Step(name="register", needs_session=True, work=self._register),
            Step(name="announce", needs_session=False, work=self._announce),
            Step(name="confirm", needs_session=True, work=self._confirm),
        )

    def abandon(self) -> None:
        """Remove what was built, as far as the place is there; on the thread for files."""
        if self._written.number:
            try:
                with files.at(self._root):
                    _remove_if_there(self._building)
            except BackupError:
                return  # gone with its stick; the next run removes it

    @property
    def _is_the_place(self) -> bool:
        """An empty folder, where the stick is put otherwise, is not the stick."""
        begun = self._set.folder if self._is_begun else self._root
        return begun.is_dir()

    @property
    def _building(self) -> Path:
        return self._set.building(self._written.number)

    def _prepare(self) -> None:
        if not self._is_the_place:
            raise DestinationGone()
        files.require_writable(self._root)
        with files.at(self._root):
            self._set.make()
            sweep(self._set)
            self._written.taken = tuple(self._set.numbers())
            self._written.number = max([0, *self._known, *self._written.taken]) + 1
            layout.make_folder(self._building)

    def _copy_records(self) -> None:
        opened = self._session.opened
        path = self._building / self._records
        pacing = Pacing(path, self._between_steps)

        def between(done: int, total: int) -> None:
            self._progress("records", done, total)
            pacing.after(done)

        with files.at(self._root):
            opened.rows.backup_to(path, self._bag.database_key, between)
        self._written.anchor = Anchor.of(opened.rows)

    @property
    def _records(self) -> str:
        return bundle.records_file(self._header.records)

    def _write(self) -> None:
        path = self._building / self._records
        with files.written(self._root):
            make_durable(path)
            for name, content in self._small.items():
                atomic.write_whole(self._building / name, content)
            wanted = _read_back(path, self._bag.database_key, self._written.anchor)
            documents = self._copy_documents(wanted)
            size, digest = files.hash_of(path, lambda _: None)
            found = Manifest(
                number=self._written.number,
                made_at=self._made_at,
                vault_id=self._header.vault_id,
                instance_id=self._header.instance_id,
                anchor=_present(self._written.anchor),
                records=self._records,
                records_size=size,
                records_sha256=digest,
                documents=documents,
                missing=tuple(self._written.lost),
            )
            signed = found.signed(self._bag.signing_key)
            atomic.write_whole(self._building / layout.MANIFEST_FILE, signed)
            self._require_readable(found)
        self._written.manifest = found

    def _copy_documents(self, wanted: list[SealedDocument]) -> tuple[SealedDocument, ...]:
        """Copy those that are not there yet; return all that are there now."""
        there = self._set.attachments()
        new = [d for d in wanted if there.get(d.uid) != d.size or d.uid in self._bad]
        meter = _Meter(self._progress, 2 * sum(document.size for document in new))
        with Batch() as batch:
            for document in new:
                is_there = there.get(document.uid) == document.size
                self._copy_document(document, batch, meter, is_there=is_there)
        for document in self._written.copied:
            found = files.hash_of(self._set.attachment(document.uid), meter, is_from_medium=True)
            if found != (document.size, document.sha256):
                self._set.attachment(document.uid).unlink()
                raise DestinationGone()
        return tuple(d for d in wanted if d.uid not in self._written.lost)

    def _copy_document(
        self, document: SealedDocument, batch: Batch, meter: "_Meter", *, is_there: bool
    ) -> None:
        target = self._set.attachment(document.uid)
        layout.make_folder(target.parent)
        source = self._source / bundle.attachment_file(document.uid)
        try:
            files.copy_checked(source, target, document, batch, meter)
        except files.Unreadable as error:
            # a copy that may be damaged is no worse than none
            if not is_there:
                self._written.lost[document.uid] = not error.is_missing
        else:
            self._written.copied.append(document)

    def _require_readable(self, expected: Manifest) -> None:
        """Read the small files back as whoever restores will."""
        header = bundle.read_header(self._building, SNAPSHOT_FORMAT)
        bundle.read_part(
            self._building, bundle.keys_file(header.keys), header.keys_sha256, "key bag"
        )
        if manifest.read(self._building, header) != expected:
            raise DestinationGone()

    def _register(self) -> None:
        """Keep the key of the snapshot before anybody can find it."""
        with self._session.begin("backup.register") as tx:
            self._written.copy_id = rows.add_snapshot(
                tx.rows,
                self._destination.id,
                _present(self._written.manifest),
                self._bag.database_key,
                [slot.id for slot in self._bag.slots],
            )
            tx.audit(destination=self._destination.uid, number=self._written.number)
            tx.changed(Kind.COPIES)

    def _announce(self) -> None:
        with files.at(self._root):
            atomic.appear(self._building, self._set.snapshot(self._written.number))

    def _confirm(self) -> None:
        copy_id, made = _present(self._written.copy_id), _present(self._written.manifest)
        with self._session.begin("backup.make") as tx:
            rows.mark_verified(tx.rows, copy_id, tx.now)
            self._mark_missing(tx.rows, tx.now)
            tx.audit(
                destination=self._destination.uid,
                number=made.number,
                documents=len(made.documents),
                missing=len(made.missing),
            )
            tx.changed(Kind.COPIES)
        audit.checkpoint(self._session, "backup")
        self.report = self._reported(copy_id, made)

    def _mark_missing(self, connection: Connection, at: datetime) -> None:
        """A snapshot that the register keeps and the medium does not have is missing."""
        there = {*self._written.taken, self._written.number}
        for one in rows.snapshots(connection, self._destination.id):
            if one.fate is Fate.KEPT and one.number not in there:
                rows.mark_fate(connection, one.id, Fate.MISSING, at)

    def _reported(self, copy_id: CopyId, made: Manifest) -> BackupReport:
        lost = self._written.lost.items()
        connection = self._session.rows
        return BackupReport(
            copy_id=copy_id,
            number=made.number,
            documents=len(made.documents),
            copied=len(self._written.copied),
            copied_bytes=sum(document.size for document in self._written.copied),
            lost=tuple(rows.lost_document(connection, u, is_damaged=d) for u, d in lost),
            unknown=tuple(n for n in self._written.taken if n not in self._known),
        )


class _Meter:
    """Adds up what was moved and tells it."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def __call__(self, size: int) -> None:
        self._done += size
        self._progress("documents", self._done, self._total)


def _present(value: T | None) -> T:
    if value is None:
        raise RuntimeError("the steps of a backup are done in their order")
    return value


def _small_files(folder: Path, live: Header, bag: KeyBag) -> tuple[Header, dict[str, bytes]]:
    """Return the snapshot's header, and its small files by name; the header is the last."""
    sealed = bag.seal()
    small = {bundle.keys_file(live.keys): sealed}
    if live.passphrase_sha256 is not None:
        name = bundle.passphrase_file(live.keys)
        small[name] = bundle.read_part(folder, name, live.passphrase_sha256, "passphrase slot")
    header = replace(live, form=SNAPSHOT_FORMAT, keys_sha256=bundle.sha256(sealed))
    return header, {**small, bundle.HEADER_FILE: header.signed(bag.signing_key)}


def _found_damaged(known: list[Snapshot]) -> frozenset[str]:
    """Return the documents that the newest drill found damaged: they are copied once more."""
    drills = [(one.drilled_at, one.drill) for one in known if one.drilled_at and one.drill]
    return frozenset(max(drills, key=itemgetter(0))[1].damaged) if drills else frozenset()


def sweep(backup_set: BackupSet) -> None:
    """Remove what a crash left half done, by names that only we give. Raises ``OSError``."""
    for folder in backup_set.unfinished():
        files.remove_tree(folder)
    for path in backup_set.half_copied():
        path.unlink()


def _remove_if_there(folder: Path) -> None:
    if folder.is_dir():
        files.remove_tree(folder)


def make_durable(path: Path) -> None:
    """Wait until a file is on its medium. Raises ``OSError``."""
    with path.open("rb+") as file:
        atomic.sync_file(file)
    atomic.sync_folder(path.parent)


def _read_back(path: Path, key: DatabaseKey, expected: Anchor | None) -> list[SealedDocument]:
    """Open the records from their medium and read every page; return the documents they name.

    Raises ``DamagedVault``.
    """
    files.forget_cached(path)
    copy = open_unchanging(path, key)
    try:
        copy.check()
        if Anchor.of(copy) != expected:
            raise DamagedVault("records")
        return rows.sealed_documents(copy)
    finally:
        copy.close()
