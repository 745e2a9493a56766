"""Making a snapshot, in steps: some need the session, and the long ones do not.

Nothing is announced before it was read back from its medium. A crash leaves a hidden folder, which
the next run removes, or a snapshot that the register knows.
"""

import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import NoReturn, TypeVar

from vault.audit import service as audit
from vault.backup import fates, files, freshness, layout, leftovers, manifest, rows, set_lock
from vault.backup.manifest import Manifest
from vault.backup.model import BackupReport, Destination, SealedDocument, Snapshot
from vault.backup.pacing import Pacing, StandingBack
from vault.backup.snapshot_keys import SnapshotKeys
from vault.changes import Kind
from vault.errors import (
    BackupError,
    Cancelled,
    DamagedVault,
    DestinationGone,
    RecordsUnsound,
)
from vault.ids import CopyId
from vault.keys.anchor import Anchor
from vault.progress import Progress
from vault.session import Session
from vault.store import atomic, bundle, erasures, opening
from vault.store.atomic import Batch
from vault.store.bundle import SNAPSHOT_FORMAT, Header
from vault.store.process_lock import ProcessLock
from vault.store.unit_of_work import Transaction

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
    swept: frozenset[int] = frozenset()
    anchor: Anchor | None = None
    manifest: Manifest | None = None
    clean_to: int = 0
    copied: list[SealedDocument] = field(default_factory=list)
    lost: dict[str, bool] = field(default_factory=dict)
    returned: tuple[int, ...] = ()
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
        self._place = freshness.place(session, destination)
        self._set = self._place.backup_set
        self._source = opened.folder
        self._between_steps = between_steps
        self._progress = progress
        self._made_at = session.now()
        self._keys: SnapshotKeys | None = None
        self._lock: ProcessLock | None = None
        known = rows.snapshots(opened.rows, destination.id)
        self._known = frozenset(one.number for one in known)
        self._awaited = fates.awaited(known)
        self._bad = _found_damaged(known)
        self._written = _Written()
        self._stand_back = StandingBack(opened.rows.right_of_way)
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
            Step(name="announce", needs_session=False, work=self._sweep),
        )

    def abandon(self) -> None:
        """Remove what was built, as far as the place is there; on the thread for files.

        What the register knows is left to the next run: it removes that, and tells the register.
        """
        try:
            if self._written.number and self._written.copy_id is None:
                with files.at(self._root):
                    _remove_if_there(self._building)
        except BackupError:
            return  # gone with its stick; the next run removes it
        finally:
            self._release()

    @property
    def _building(self) -> Path:
        return self._set.building(self._written.number)

    def _prepare(self) -> None:
        self._place.require()
        files.require_writable(self._root)
        with files.at(self._root):
            self._set.make()
            self._hold()
            self._written.swept = leftovers.sweep(self._set, self._awaited)
            self._written.taken = tuple(self._set.numbers())
            self._written.number = max([0, *self._known, *self._written.taken]) + 1
            layout.make_folder(self._building)

    def _hold(self) -> None:
        """Be the one writer of the set; a run that nobody ends gives the lock back as it goes."""
        lock = set_lock.take(self._set)
        if lock is not None:
            weakref.finalize(self, lock.release)
        self._lock = lock

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()

    def _copy_records(self) -> None:
        opened = self._session.opened
        # not before: whoever changes the keys meanwhile changes what the records say of them
        keys, source = SnapshotKeys.of(opened), opened.rows
        self._keys = keys
        path = self._building / keys.records
        pacing = Pacing(path, self._between_steps)

        def between(done: int, total: int) -> None:
            self._progress("records", done, total)
            pacing.after(done)
            if opened.rows is not source:
                raise Cancelled()  # the vault has other records now, and these are closed

        with files.at(self._root):
            source.backup_to(path, keys.bag.database_key, between, rows.forget_keys)
        self._written.anchor = Anchor.of(source)

    def _write(self) -> None:
        keys = _present(self._keys)
        path = self._building / keys.records
        with files.written(self._root):
            make_durable(path)
            for name, content in keys.small.items():
                atomic.write_whole(self._building / name, content)
            try:
                wanted = self._read_back(path, keys)
            except DamagedVault:
                if files.is_there(self._building):
                    return  # by the medium, or as it was: ``_register`` asks the vault
                raise
            documents = self._copy_documents(wanted)
            size, digest = files.hash_of(path, lambda _: self._stand_back())
            found = Manifest(
                number=self._written.number,
                made_at=self._made_at,
                vault_id=keys.header.vault_id,
                instance_id=keys.header.instance_id,
                anchor=_present(self._written.anchor),
                records=keys.records,
                records_size=size,
                records_sha256=digest,
                documents=documents,
                missing=tuple(self._written.lost),
            )
            signed = found.signed(keys.bag.signing_key)
            atomic.write_whole(self._building / layout.MANIFEST_FILE, signed)
            self._require_readable(found, keys.header)
        self._written.manifest = found

    def _read_back(self, path: Path, keys: SnapshotKeys) -> list[SealedDocument]:
        """Open the records from their medium and read every page; return the documents they name.

        They are opened as a restore opens them. Raises ``DamagedVault``.
        """
        files.forget_cached(path)
        copy = opening.open_records(self._building, keys.header, keys.bag)
        try:
            with copy.interrupted_by(self._stand_back):
                copy.check()
                if Anchor.of(copy) != self._written.anchor:
                    raise DamagedVault("records")
                # asked of what was written: an erasure may have begun while it was
                self._written.clean_to = erasures.clean_to(copy)
                return rows.sealed_documents(copy)
        finally:
            copy.close()

    def _copy_documents(self, wanted: list[SealedDocument]) -> tuple[SealedDocument, ...]:
        """Copy those that are not there yet; return all that are there now."""
        there = self._set.attachments()
        new = [d for d in wanted if there.get(d.uid) != d.size or d.uid in self._bad]
        total = 2 * sum(document.size for document in new)
        meter = _Meter(self._progress, self._stand_back, total)
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
        files.clear_name(target)
        source = self._source / bundle.attachment_file(document.uid)
        try:
            files.copy_checked(source, target, document, batch, meter)
        except files.Unreadable as error:
            # a copy that may be damaged is no worse than none
            if not is_there:
                self._written.lost[document.uid] = not error.is_missing
        else:
            self._written.copied.append(document)

    def _require_readable(self, expected: Manifest, announced: Header) -> None:
        """Read the small files back as whoever restores will."""
        header = bundle.read_header(self._building, SNAPSHOT_FORMAT)
        if header != announced:
            raise DestinationGone()
        bundle.read_part(
            self._building, bundle.keys_file(header.keys), header.keys_sha256, "key bag"
        )
        if manifest.read(self._building, header) != expected:
            raise DestinationGone()

    def _register(self) -> None:
        """Keep the key of the snapshot before anybody can find it."""
        if self._written.manifest is None:
            self._blame()
        keys = _present(self._keys)
        with self._session.begin("backup.register") as tx:
            self._written.copy_id = rows.add_snapshot(
                tx.rows,
                self._destination.id,
                _present(self._written.manifest),
                keys.bag.database_key,
                [slot.id for slot in keys.bag.slots],
                self._written.clean_to,
            )
            tx.audit(destination=self._destination.uid, number=self._written.number)
            tx.changed(Kind.COPIES)

    def _blame(self) -> NoReturn:
        """Say whose fault it is that the copy did not check out.

        Raises ``RecordsUnsound`` where the vault's own records do not either, else
        ``DestinationGone``.
        """
        try:
            self._session.rows.check()
        except DamagedVault as error:
            raise RecordsUnsound() from error
        raise DestinationGone()

    def _announce(self) -> None:
        with files.at(self._root):
            self._require_complete()
            atomic.appear(self._building, self._set.snapshot(self._written.number))
        self._release()

    def _require_complete(self) -> None:
        """Look once more, now that it gets its name, that what it names is there."""
        there = self._set.attachments()
        named = _present(self._written.manifest).documents
        if any(there.get(document.uid) != document.size for document in named):
            raise DestinationGone()

    def _confirm(self) -> None:
        copy_id, made = _present(self._written.copy_id), _present(self._written.manifest)
        with self._session.begin("backup.make") as tx:
            rows.mark_verified(tx.rows, copy_id, tx.now)
            self._written.returned = self._follow(tx)
            tx.audit(
                destination=self._destination.uid,
                number=made.number,
                documents=len(made.documents),
                missing=len(made.missing),
                returned=len(self._written.returned),
            )
            tx.changed(Kind.COPIES)
        audit.checkpoint(self._session, "backup")
        self.report = self._reported(copy_id, made)

    def _follow(self, tx: Transaction) -> tuple[int, ...]:
        there = frozenset((*self._written.taken, self._written.number))
        swept = self._written.swept
        return fates.follow(tx.rows, self._destination.id, there, tx.now, swept=swept)

    def _sweep(self) -> None:
        """Remove the empty folders of which the register has heard; or the next backup does it."""
        heard = self._awaited & self._written.swept
        if not heard:
            return
        with suppress(BackupError), files.at(self._root), set_lock.held(self._set):
            leftovers.sweep(self._set, self._awaited - heard)

    def _reported(self, copy_id: CopyId, made: Manifest) -> BackupReport:
        connection = self._session.rows
        # whose record went for good meanwhile lost nothing
        kept = {document.uid for document in rows.sealed_documents(connection)}
        lost = [(uid, bad) for uid, bad in self._written.lost.items() if uid in kept]
        return BackupReport(
            copy_id=copy_id,
            number=made.number,
            documents=len(made.documents),
            copied=len(self._written.copied),
            copied_bytes=sum(document.size for document in self._written.copied),
            lost=tuple(rows.lost_document(connection, u, is_damaged=d) for u, d in lost),
            unknown=tuple(n for n in self._written.taken if n not in self._known),
            returned=self._written.returned,
        )


class _Meter:
    """Adds up what was moved and tells it; lets who saves go first."""

    def __init__(self, progress: Progress, stand_back: StandingBack, total: int) -> None:
        self._progress = progress
        self._stand_back = stand_back
        self._total = total
        self._done = 0

    def __call__(self, size: int) -> None:
        self._done += size
        self._progress("documents", self._done, self._total)
        self._stand_back()


def _present(value: T | None) -> T:
    if value is None:
        raise RuntimeError("the steps of a backup are done in their order")
    return value


def _found_damaged(known: list[Snapshot]) -> frozenset[str]:
    """Return the documents that the newest drill found damaged: they are copied once more."""
    drills = [(one.number, one.drill) for one in known if one.drill]
    return frozenset(max(drills, key=itemgetter(0))[1].damaged) if drills else frozenset()


def _remove_if_there(folder: Path) -> None:
    if folder.is_dir():
        files.remove_tree(folder)


def make_durable(path: Path) -> None:
    """Wait until a file is on its medium. Raises ``OSError``."""
    with path.open("rb+") as file:
        atomic.sync_file(file)
    atomic.sync_folder(path.parent)
