"""The restored vault's records and documents: copied under a new key, checked, and counted."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from vault import clock
from vault.audit import rows as audit_rows
from vault.backup import adoption, files, layout, rows
from vault.backup.adoption import Found
from vault.backup.layout import BackupSet
from vault.backup.model import LostDocument, RestoreReport, SealedDocument
from vault.backup.source import Source
from vault.errors import DiskFull
from vault.keys.bag import KeyBag
from vault.store import atomic, bundle, copying, schema, unit_of_work
from vault.store.atomic import Batch
from vault.store.connection import Connection, open_database
from vault.store.copying import LeftOut, Progress

_ERASED = "tombstone"
_ROOM_FACTOR = 1.1


def fill(
    built: Path, found: Source, bag: KeyBag, now: clock.Clock, progress: Progress
) -> RestoreReport:
    """Fill the folder of a vault to be with what a snapshot holds; ``bag`` has the new key.

    Clients that were disposed of after the snapshot was made do not come back: every newer
    snapshot that the same secret opens is asked. Raises ``DiskFull``, ``StorageFailed``,
    ``DamagedVault`` or what ``progress`` raises.
    """
    _require_room(built, found)
    others = _of_the_same_set(found)
    stones = _tombstones(found, others)
    gone = rows.client_ids(found.rows, [stone[0] for stone in stones])
    path = built / bundle.records_file(bag.records)

    def finish(copy: Connection) -> None:
        schema.migrate(copy)
        schema.number_records(copy, bag.records)
        audit_rows.explain_erasures(copy, now(), _ERASED if gone else "")

    copying.copy_records(
        found.rows, path, bag.database_key, progress, finish, LeftOut(clients=gone)
    )
    copy = open_database(path, bag.database_key)
    try:
        lost = _copy_documents(built, found, rows.sealed_documents(copy), progress)
        return _settle_in(copy, found, others, stones, gone, lost, now)
    finally:
        copy.close()


def _require_room(built: Path, found: Source) -> None:
    try:
        free = shutil.disk_usage(built).free
    except OSError as error:
        raise atomic.storage_error(error) from error
    if free < found.manifest.size * _ROOM_FACTOR:
        raise DiskFull("restore")


def _of_the_same_set(found: Source) -> list[tuple[Path, Found]]:
    """Return all snapshots beside this one that its secret opens, itself included."""
    if found.folder.parent.name != layout.SNAPSHOTS:
        return []
    try:
        return adoption.openable(layout.set_around(found.folder), found.secret)
    except OSError as error:
        raise atomic.storage_error(error) from error


Stone = tuple[str, str, str, str]


def _tombstones(found: Source, others: Sequence[tuple[Path, Found]]) -> list[Stone]:
    stones = {stone[0]: stone for stone in rows.tombstones(found.rows)}
    for folder, one in others:
        if one.manifest.number > found.manifest.number:
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
    others: Sequence[tuple[Path, Found]],
    stones: Sequence[Stone],
    gone: frozenset[int],
    lost: dict[str, bool],
    now: clock.Clock,
) -> RestoreReport:
    """Make the copy a vault of its own, with the audit event that says where it came from."""
    with unit_of_work.transaction("vault.restore", copy, now) as tx:
        rows.drop_intents(copy)
        for stone in stones:
            rows.add_tombstone(copy, stone)
        root = layout.set_around(found.folder).folder.parent
        adoption.enter(copy, root, [one for _, one in others], tx.now)
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
        lost=_told(copy, lost),
        skipped=(),
    )


def _told(copy: Connection, lost: dict[str, bool]) -> tuple[LostDocument, ...]:
    found = [rows.lost_document(copy, uid, is_damaged=is_bad) for uid, is_bad in lost.items()]
    return tuple(sorted(found, key=lambda one: (one.record_number, one.uid)))
