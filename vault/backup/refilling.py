"""The restored vault's records and documents: copied under a new key, checked, and counted."""

import shutil
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from vault import clock
from vault.audit import rows as audit_rows
from vault.backup import adoption, files, layout, not_restored, rows
from vault.backup.adoption import Found
from vault.backup.layout import BackupSet
from vault.backup.model import RestoreReport, SealedDocument
from vault.backup.source import Source
from vault.errors import DestinationUnfit, DiskFull
from vault.keys.bag import KeyBag
from vault.progress import Progress
from vault.store import atomic, bundle, copying, erasures, intents, schema, unit_of_work
from vault.store.atomic import Batch
from vault.store.connection import Connection, open_database
from vault.store.copying import LeftOut

ERASED = "tombstone"
"""What the audit chain says of details that went because of a tombstone."""
_ROOM_FACTOR = 1.1


def fill(
    built: Path, found: Source, bag: KeyBag, now: clock.Clock, progress: Progress
) -> RestoreReport:
    """Fill the folder of a vault to be with what a snapshot holds; ``bag`` has the new key.

    Clients that were disposed of after the snapshot was made do not come back: every snapshot at
    the same place that the same secret opens is asked, whichever copy made it. Raises
    ``DiskFull``, ``StorageFailed``, ``DamagedVault`` or what ``progress`` raises.
    """
    _require_room(built, found)
    others = _at_the_same_place(found)
    stones = _tombstones(found, others)
    gone = rows.client_ids(found.rows, [stone[0] for stone in stones])
    path = built / bundle.records_file(bag.records)

    def finish(copy: Connection) -> None:
        schema.migrate(copy)
        schema.number_records(copy, bag.records)
        erasures.end(copy, now(), _ended(found, bag))
        audit_rows.explain_erasures(copy, now(), ERASED if gone else "")

    copying.copy_records(
        found.rows, path, bag.database_key, progress, finish, LeftOut(clients=gone)
    )
    copy = open_database(path, bag.database_key)
    try:
        lost = _copy_documents(built, found, rows.sealed_documents(copy), progress)
        return _settle_in(copy, found, others, stones, gone, lost, now)
    finally:
        copy.close()


def _ended(found: Source, bag: KeyBag) -> erasures.Ended:
    """A snapshot may be of a vault in which a disposal had begun; here it is over."""
    return erasures.Ended(
        change=erasures.RESTORE,
        old_records=found.header.records,
        new_records=bag.records,
        old_key=found.bag.database_key.salt.hex(),
        new_key=bag.database_key.salt.hex(),
    )


def _require_room(built: Path, found: Source) -> None:
    try:
        free = shutil.disk_usage(built).free
    except OSError as error:
        raise atomic.storage_error(error) from error
    if free < found.manifest.size * _ROOM_FACTOR:
        raise DiskFull("restore")


Sets = Sequence[list[tuple[Path, Found]]]


def _at_the_same_place(found: Source) -> Sets:
    """Return for each set of the vault there what the secret opens, this snapshot included."""
    if found.folder.parent.name != layout.SNAPSHOTS:
        return []
    own = layout.set_around(found.folder)
    around = layout.sets_of(own.folder.parent, found.header.vault_id)
    others = [one for one in around if one.folder != own.folder]
    try:
        return [adoption.openable(own, found.secret), *_readable(others, found)]
    except OSError as error:
        raise atomic.storage_error(error) from error


def _readable(others: Sequence[BackupSet], found: Source) -> Sets:
    sets = []
    for one in others:
        try:
            sets.append(adoption.openable(one, found.secret))
        except (NotADirectoryError, DestinationUnfit):
            continue  # a link, or a file of this name: nothing of ours
    return sets


Stone = tuple[str, str, str, str]


def _tombstones(found: Source, others: Sets) -> list[Stone]:
    """A tombstone is never taken back: what any snapshot says, whatever its number, holds."""
    stones = {stone[0]: stone for stone in rows.tombstones(found.rows)}
    for folder, one in chain.from_iterable(others):
        stones.update((stone[0], stone) for stone in adoption.tombstones(folder, one))
    return list(stones.values())


def _copy_documents(
    built: Path, found: Source, wanted: Sequence[SealedDocument], progress: Progress
) -> dict[str, bool]:
    """Copy what is there and whole; return the uids of the others, and whether damaged."""
    backup_set: BackupSet = layout.set_around(found.folder)
    lost: dict[str, bool] = {}
    done, total = 0, sum(document.size for document in wanted)

    def moved(size: int) -> None:
        nonlocal done
        done += size
        progress("documents", done, total)

    try:
        with Batch() as batch:
            for document in wanted:
                target = built / bundle.attachment_file(document.uid)
                layout.make_folder(target.parent)
                source = backup_set.attachment(document.uid)
                try:
                    files.copy_checked(source, target, document, batch, moved)
                except files.Unreadable as error:
                    lost[document.uid] = not error.is_missing
    except OSError as error:
        raise atomic.storage_error(error) from error
    return lost


def _settle_in(
    copy: Connection,
    found: Source,
    others: Sets,
    stones: Sequence[Stone],
    gone: frozenset[int],
    lost: dict[str, bool],
    now: clock.Clock,
) -> RestoreReport:
    """Make the copy a vault of its own, with the audit event that says where it came from."""
    with unit_of_work.transaction("vault.restore", copy, now) as tx:
        intents.leave_behind(copy)
        for stone in stones:
            rows.add_tombstone(copy, stone)
        root = layout.set_around(found.folder).folder.parent.resolve()
        for one_set in others:
            if not (opened := [one for _, one in one_set]):
                continue
            adoption.enter(copy, adoption.settle(copy, root, opened, tx.now), opened, tx.now)
        not_restored.enter(copy, lost, tx.now)
        tx.audit(
            instance=found.header.instance_id,
            number=found.manifest.number,
            left_out=len(gone),
            lost=len(lost),
        )
    return RestoreReport(
        folder=found.folder,
        number=found.manifest.number,
        made_at=found.manifest.made_at,
        clients=rows.client_count(copy),
        documents=len(rows.sealed_documents(copy)) - len(lost),
        left_out=len(gone),
        lost=not_restored.told(copy, lost.items()),
        skipped=(),
    )
