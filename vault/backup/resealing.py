"""Sealing old snapshots anew where the vault's ways in have changed; that needs no secret.

In a snapshot only the small files change: a new key bag is written beside the old one, then the
header is replaced, which is the commit point, then the old bag goes.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vault.backup import files, finding, freshness, kept_keys, leftovers, rows, set_lock
from vault.backup.freshness import unlike_today
from vault.backup.model import Destination, Fate, ResealReport, Snapshot
from vault.backup.snapshot import Step
from vault.changes import Kind
from vault.errors import DamagedSnapshot, DestinationGone, VaultFileError
from vault.session import Session
from vault.store import atomic, bundle
from vault.store.bundle import SNAPSHOT_FORMAT, Header
from vault.store.database_key import DatabaseKey


class ResealRun:
    """Seals a destination's snapshots to the slots of today: do its ``steps`` in their order.

    Stopped at any point, every snapshot opens as before or as after. The ``report`` names those
    that stay as they are.
    """

    def __init__(self, session: Session, destination: Destination) -> None:
        opened = session.opened
        self._session = session
        self._destination = destination
        self._place = freshness.place(session, destination)
        self._set = self._place.backup_set
        self._bag, self._live = opened.bag, opened.header
        self._passphrase = passphrase_slot(opened.folder, opened.header)
        waiting = unlike_today(session, rows.snapshots(opened.rows, destination.id))
        self._waiting = [(one, rows.database_keys(session.rows, one.id)) for one in waiting]
        self._done: list[Snapshot] = []
        self._damaged: list[Snapshot] = []
        self._absent: list[Snapshot] = []
        self._keyless: list[Snapshot] = []
        self.report: ResealReport | None = None

    def __repr__(self) -> str:
        return f"ResealRun({len(self._waiting)})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order; nothing where all is as it should be."""
        if not self._waiting:
            return ()
        return (
            Step(name="reseal", needs_session=False, work=self._seal),
            Step(name="confirm", needs_session=True, work=self._confirm),
        )

    def _seal(self) -> None:
        if not files.is_there(self._set.folder):
            raise DestinationGone()
        self._place.require()
        with files.at(self._destination.path), set_lock.held(self._set):
            there = self._set.numbers()
            for one, keys in self._waiting:
                if one.number not in there:
                    self._absent.append(one)
                elif not keys:
                    self._keyless.append(one)
                else:
                    self._try_one(one, keys)

    def _try_one(self, one: Snapshot, keys: Sequence[DatabaseKey]) -> None:
        try:
            self._seal_one(self._set.snapshot(one.number), keys)
        except (VaultFileError, DamagedSnapshot):
            self._damaged.append(one)
        else:
            self._done.append(one)

    def _seal_one(self, folder: Path, keys: Sequence[DatabaseKey]) -> None:
        instance_id = self._destination.instance_id
        old, _ = finding.snapshot_header(folder, self._live, instance_id)
        # a bag with a key that opens nothing would take the snapshot from everybody
        records, key = kept_keys.open_records(folder, old, self._bag, keys)
        records.close()
        number = bundle.next_number(folder, old.keys + 1)
        bag = replace(self._bag, database_key=key, records=old.records, keys=number)
        sealed, passphrase = bag.seal(), self._passphrase
        atomic.write_whole(folder / bundle.keys_file(number), sealed)
        if passphrase is not None:
            atomic.write_whole(folder / bundle.passphrase_file(number), passphrase)
        header = replace(
            self._live,
            form=SNAPSHOT_FORMAT,
            instance_id=instance_id,
            records=old.records,
            keys=number,
            keys_sha256=bundle.sha256(sealed),
            passphrase_sha256=None if passphrase is None else bundle.sha256(passphrase),
        )
        bundle.write_header(folder, header, bag.signing_key)
        leftovers.remove_stale(folder, header)

    def _confirm(self) -> None:
        lost = [one for one in self._absent if one.fate is Fate.KEPT and not one.is_going]
        if self._done or lost:  # what is tried every hour in vain leaves no trace
            self._write_down(lost)
        self.report = ResealReport(
            damaged=_numbers(self._damaged),
            absent=_numbers(self._absent),
            keyless=_numbers(self._keyless),
        )

    def _write_down(self, lost: Sequence[Snapshot]) -> None:
        ids = [slot.id for slot in self._bag.slots]
        with self._session.begin("backup.reseal") as tx:
            for one in self._done:
                rows.mark_recipients(tx.rows, one.id, ids)
            for one in lost:
                rows.mark_fate(tx.rows, one.id, Fate.MISSING, tx.now)
            tx.audit(destination=self._destination.uid, snapshots=len(self._done))
            tx.changed(Kind.COPIES)


def _numbers(found: Sequence[Snapshot]) -> tuple[int, ...]:
    return tuple(sorted(one.number for one in found))


def passphrase_slot(folder: Path, header: Header) -> bytes | None:
    """Return the vault's passphrase slot; ``None`` where it has none. Raises ``DamagedVault``."""
    if header.passphrase_sha256 is None:
        return None
    name = bundle.passphrase_file(header.keys)
    return bundle.read_part(folder, name, header.passphrase_sha256, "passphrase slot")
