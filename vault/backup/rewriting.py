"""Rewriting old snapshots without the clients whose records were disposed of; needs no secret.

Each gets new records under a new key beside the old ones, and with them a key bag and a manifest of
their own; then the header is replaced, which is the commit point, then the old files are destroyed.
The new key is in the register before that: whatever stops the program, the snapshot opens with one
of two keys that the register has, and the next rewriting ends what this one began.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from vault.backup import (
    fates,
    files,
    finding,
    freshness,
    kept_keys,
    leftovers,
    rewrite_rows,
    rows,
    set_lock,
    unnamed,
)
from vault.backup.manifest import Manifest
from vault.backup.model import Destination, RewriteReport, Snapshot
from vault.backup.pacing import StandingBack
from vault.backup.resealing import passphrase_slot
from vault.backup.rewrite_rows import Cleaning
from vault.backup.snapshot import Step
from vault.backup.snapshot_copy import Emptied, Ways, rewrite
from vault.changes import Kind
from vault.errors import DamagedSnapshot, DestinationGone, StorageFailed, VaultError, VaultFileError
from vault.progress import Progress
from vault.session import Session
from vault.store import bundle, removal
from vault.store.bundle import SNAPSHOT_FORMAT
from vault.store.database_key import DatabaseKey
from vault.store.switch import new_database_key
from vault.store.unit_of_work import Transaction

_FINE = 1000
"""Parts that the progress of each snapshot is told in."""
_SHARES = {"copy": (0.0, 0.6), "index": (0.6, 0.25), "verify": (0.85, 0.15)}


@dataclass(slots=True, kw_only=True, eq=False)
class _Waiting:
    """A snapshot that may hold what is to be gone, and what was found out about it."""

    snapshot: Snapshot
    keys: tuple[DatabaseKey, ...] = field(repr=False)
    key: DatabaseKey | None = field(default=None, repr=False)
    """The one of ``keys`` that opens it now."""
    new_key: DatabaseKey = field(default_factory=new_database_key, repr=False)
    clients: frozenset[int] = frozenset()
    """Ids, in that snapshot, of those who are to be gone."""
    held: frozenset[int] = frozenset()
    """The tombstones of these."""
    carried: frozenset[int] = frozenset()
    """The tombstones that are in it."""
    manifest: Manifest | None = None
    """What it said that it holds, when it was looked into."""
    rewritten: Emptied | None = None

    @property
    def was_rewritten(self) -> bool:
        """Whether it is without them by a rewriting: this one, or one that was stopped."""
        return self.rewritten is not None or self._was_stopped

    @property
    def _was_stopped(self) -> bool:
        return self.key in self.keys[1:]

    @property
    def is_clean(self) -> bool:
        """Whether it opened and holds none of them."""
        return self.key is not None and not self.clients

    def cleanings(self, stones: Iterable[int], now: datetime) -> list[Cleaning]:
        """Return for which of ``stones`` it was rewritten, as soon as it holds none of them.

        One rewriting may serve two disposals, of which it held but one.
        """
        clean_to = self.snapshot.clean_to
        known = [one for one in self.snapshot.cleanings if one[0] <= clean_to]
        pending = sorted(stone for stone in stones if stone > clean_to)
        return [*known, *((stone, self._cleaned_at(stone, now)) for stone in pending)]

    def _cleaned_at(self, stone: int, now: datetime) -> datetime | None:
        if stone in self.held:
            return now
        noted = dict(self.snapshot.cleanings)  # before a rewriting that was stopped since
        if stone in noted:
            return noted[stone]
        return now if self._was_stopped and stone in self.carried else None


class RewriteRun:
    """Rewrites a destination's snapshots without anybody who was disposed of: do its ``steps``.

    Stopped at any point, every snapshot opens as before or as after. A snapshot that is damaged,
    or opens with no key of the register, is told in the ``report`` and stays pending.
    """

    def __init__(self, session: Session, destination: Destination, progress: Progress) -> None:
        opened = session.opened
        self._session = session
        self._destination = destination
        self._progress = progress
        self._place = freshness.place(session, destination)
        self._set = self._place.backup_set
        self._live = opened.header
        self._ways = Ways(
            bag=opened.bag,
            live=opened.header,
            instance_id=destination.instance_id,
            passphrase=passphrase_slot(opened.folder, opened.header),
            stones=tuple(rows.tombstones(opened.rows)),
            now=session.now,
        )
        self._stones = rewrite_rows.stones(opened.rows)
        self._clean_to = max(self._stones.values(), default=0)
        unclean = rewrite_rows.unclean(opened.rows, self._clean_to)
        mine = [one for one in unclean if one.destination_id == destination.id]
        self._waiting = [
            _Waiting(snapshot=one, keys=rows.database_keys(opened.rows, one.id)) for one in mine
        ]
        known = rows.snapshots(opened.rows, destination.id)
        self._known = frozenset(one.number for one in known)
        self._awaited = fates.awaited(known)
        self._wanted = unnamed.awaited(known)
        self._swept: frozenset[int] = frozenset()
        self._there: frozenset[int] = frozenset()
        self._failed: set[int] = set()
        self._stand_back = StandingBack(opened.rows.right_of_way)
        self.report: RewriteReport | None = None

    def __repr__(self) -> str:
        return f"RewriteRun({len(self._waiting)})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order; nothing where all is as it should be."""
        if not self._waiting:
            return ()
        return (
            Step(name="look", needs_session=False, work=self._look),
            Step(name="register", needs_session=True, work=self._register),
            Step(name="rewrite", needs_session=False, work=self._rewrite),
            Step(name="confirm", needs_session=True, work=self._confirm),
        )

    def _look(self) -> None:
        """Find out which key opens each, and whom it holds; end what a stop left half done."""
        with self._held():
            self._swept = leftovers.sweep(self._set, self._awaited) & self._awaited
            self._there = frozenset(self._set.numbers())
            for one in self._present():
                self._progress("look", 0, 0)
                with self._told(one):
                    self._look_into(one)

    @contextmanager
    def _held(self) -> Iterator[None]:
        if not files.is_there(self._set.folder):
            raise DestinationGone()
        self._place.require()
        with files.at(self._destination.path), set_lock.held(self._set):
            yield

    def _present(self) -> list[_Waiting]:
        return [
            one
            for one in self._waiting
            if one.snapshot.number in self._there and one.snapshot.number not in self._failed
        ]

    @contextmanager
    def _told(self, one: _Waiting) -> Iterator[None]:
        """What is wrong with one snapshot does not keep the others from being rewritten."""
        try:
            yield
        except (VaultFileError, DamagedSnapshot, StorageFailed) as error:
            if not files.is_there(self._set.folder):
                raise DestinationGone() from error
            self._failed.add(one.snapshot.number)

    def _look_into(self, one: _Waiting) -> None:
        folder = self._set.snapshot(one.snapshot.number)
        header, held = finding.snapshot_header(folder, self._live, self._destination.instance_id)
        leftovers.remove_stale(folder, header)
        records, key = kept_keys.open_records(folder, header, self._ways.bag, one.keys)
        try:
            here = rewrite_rows.held(records, self._stones)
            carried = rewrite_rows.stones(records)
        finally:
            records.close()
        one.clients, one.held = frozenset(here), frozenset(here.values())
        one.carried = frozenset(self._stones[uid] for uid in carried if uid in self._stones)
        one.key, one.manifest = key, held

    def _register(self) -> None:
        """Keep the keys to come, before anything is under them."""
        todo = [one for one in self._present() if one.clients]
        if not todo:
            return
        with self._session.begin("backup.rewrite_begin") as tx:
            for one in todo:
                if one.key is not None:
                    rewrite_rows.write_key(tx.rows, one.snapshot.id, one.key)
                rewrite_rows.set_next_key(tx.rows, one.snapshot.id, one.new_key)
                # once it is rewritten nobody finds out any more what it never held
                found = one.cleanings(self._stones.values(), tx.now)
                told = [cleaning for cleaning in found if cleaning[0] not in one.held]
                rewrite_rows.set_cleanings(tx.rows, one.snapshot.id, told)
            tx.audit(destination=self._destination.uid, snapshots=len(todo))

    def _rewrite(self) -> None:
        with self._held():
            todo = [one for one in self._present() if one.clients]
            for place, one in enumerate(todo):
                with self._told(one):
                    self._rewrite_one(one, self._far(place, len(todo)))
            self._destroy_unnamed()

    def _far(self, place: int, count: int) -> Progress:
        """Return what one snapshot's part of the whole is told by."""

        def tell(name: str, done: int, total: int) -> None:
            begin, share = _SHARES.get(name, (1.0, 0.0))
            part = begin + share * (done / total if total else 0.0)
            self._stand_back()
            self._progress("rewrite", int((place + part) * _FINE), count * _FINE)

        return tell

    def _rewrite_one(self, one: _Waiting, progress: Progress) -> None:
        folder = self._set.snapshot(one.snapshot.number)
        if one.key is None:
            raise RuntimeError("the steps of a rewriting are done in their order")
        try:
            done = rewrite(folder, self._ways, one.key, one.new_key, one.clients, progress)
        except BaseException:
            self._clear_away(folder)
            raise
        one.rewritten = done

    def _clear_away(self, folder: Path) -> None:
        """Of the two sides keep that which the header names; the next rewriting looks again."""
        with suppress(VaultError, OSError):
            leftovers.remove_stale(folder, bundle.read_header(folder, SNAPSHOT_FORMAT))

    def _destroy_unnamed(self) -> None:
        """Destroy documents that no snapshot names any more.

        Where one was not read, nobody knows what it names: only those of the clients who are
        gone go then.
        """
        instance_id = self._destination.instance_id
        found, is_sure = unnamed.unnamed(self._set, self._live, instance_id, self._wanted)
        left_out = {uid for one in self._waiting if one.rewritten for uid in one.rewritten.left_out}
        names = [bundle.attachment_file(uid) for uid in found if is_sure or uid in left_out]
        removal.destroy_all(self._set.folder, names)

    def _confirm(self) -> None:
        clean = [one for one in self._present() if one.is_clean]
        done = [one for one in self._present() if one.rewritten is not None]
        ids = [slot.id for slot in self._ways.bag.slots]
        with self._session.begin("backup.rewrite") as tx:
            for one in (*clean, *done):
                self._mark_clean(tx, one)
            for one in done:
                rows.mark_recipients(tx.rows, one.snapshot.id, ids)
            returned = fates.follow(
                tx.rows, self._destination.id, self._there, tx.now, swept=self._swept
            )
            report = self._reported(clean, done, returned)
            tx.audit(
                destination=self._destination.uid,
                rewritten=len(report.rewritten),
                clean=len(report.clean),
                failed=len(report.failed),
            )
            tx.changed(Kind.COPIES)
        self.report = report

    def _mark_clean(self, tx: Transaction, one: _Waiting) -> None:
        key = one.key if one.rewritten is None else one.new_key
        held = one.manifest if one.rewritten is None else one.rewritten.manifest
        if key is None or held is None:
            raise RuntimeError("the steps of a rewriting are done in their order")
        cleanings = one.cleanings(self._stones.values(), tx.now)
        rewrite_rows.mark_clean(tx.rows, one.snapshot.id, key, self._clean_to, cleanings)
        if one.was_rewritten:
            rewrite_rows.mark_rewritten(tx.rows, one.snapshot, held)

    def _reported(
        self, clean: list[_Waiting], done: list[_Waiting], returned: tuple[int, ...]
    ) -> RewriteReport:
        found = self._there | self._swept  # what was swept is gone
        return RewriteReport(
            rewritten=_numbers(done),
            clean=_numbers(clean),
            failed=tuple(sorted(self._failed)),
            absent=_numbers([w for w in self._waiting if w.snapshot.number not in found]),
            unknown=tuple(sorted(self._there - self._known)),
            returned=returned,
        )


def _numbers(found: list[_Waiting]) -> tuple[int, ...]:
    return tuple(sorted(one.snapshot.number for one in found))
