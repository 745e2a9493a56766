"""The switch: the one path for every change of keys, slots or schema.

Nothing is overwritten. New files are written beside the old ones, verified, and opened once from
scratch; then the header is replaced, which is the commit point; then the old files go.
"""

import secrets
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from vault import clock
from vault.audit import rows as audit_rows
from vault.errors import DiskFull, VaultError
from vault.keys.bag import KeyBag
from vault.keys.model import Slot, SlotHint
from vault.keys.os_keyring import KeyStore
from vault.keys.secret import PinnedSecret
from vault.progress import Progress, no_progress
from vault.store import atomic, bundle, copying, erasures, intents, opening, schema
from vault.store.bundle import Header
from vault.store.connection import Connection
from vault.store.copying import LeftOut
from vault.store.database_key import DatabaseKey
from vault.store.intents import Intent
from vault.store.opening import OpenedVault

_ROOM_FACTOR = 1.5
"""Free space asked for before records are copied, as a multiple of the database's size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the vault should be after the switch. What did not change keeps its value.

    ``left_out`` is gone after it, and so are ``old_attachments`` (paths below the folder);
    ``erasure_reason`` is what the audit chain says of the details that went with them. Where
    records are made anew, so is all that an erasure has named before.
    """

    kind: str
    slots: tuple[Slot, ...]
    hints: tuple[SlotHint, ...]
    passphrase_sealed: bytes | None = field(default=None, repr=False)
    new_item: tuple[str, str] | None = field(default=None, repr=False)
    old_items: tuple[str, ...] = ()
    new_records: bool = True
    left_out: LeftOut = copying.NOTHING
    old_attachments: tuple[str, ...] = ()
    erasure_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A change with its numbers, its bag and its header."""

    change: Change
    bag: KeyBag
    header: Header
    sealed_bag: bytes = field(repr=False)
    intent: Intent


def new_database_key() -> DatabaseKey:
    """Return a random key and salt."""
    return DatabaseKey(secrets.token_bytes(32), secrets.token_bytes(16))


def switch(
    opened: OpenedVault,
    change: Change,
    opener: PinnedSecret,
    keyring: KeyStore,
    *,
    now: clock.Clock = clock.utc_now,
    progress: Progress = no_progress,
) -> None:
    """Carry out ``change``; ``opened`` is the new vault when this returns.

    ``opener`` must open the vault after the change; it does so once, before the commit point.
    On any error the vault is as it was, and what had been made is removed now or at the next
    unlock. Only where the new header may or may not be durable is ``opened`` closed: the next
    unlock finds one whole side or the other. Raises ``DiskFull``, ``StorageFailed``,
    ``DamagedVault``, a ``KeyringError`` or what ``progress`` raises.
    """
    intents.decide(opened)
    _settle_if_possible(opened, keyring, now)  # an old file that stays must stop no later change
    plan = _plan(opened, _with_erasures(opened, change))
    _require_room(opened, plan)
    intents.commit(opened.rows, plan.intent, now)
    try:
        _make(opened, plan, keyring, progress, now)
        new_rows = _open_once(opened, plan, opener)
    except BaseException:
        _settle_if_possible(opened, keyring, now)
        raise
    try:
        _replace_header(opened, plan)
    except BaseException:
        if new_rows is not opened.rows:
            new_rows.close()
        _settle_if_possible(opened, keyring, now)
        raise
    _adopt(opened, plan, new_rows)
    _settle_if_possible(opened, keyring, now)


def _replace_header(opened: OpenedVault, plan: _Plan) -> None:
    """The commit point. Returns only when the new header is durable.

    The replacement may have happened although its fsync failed. Then neither side may be
    written to or removed before the next unlock has looked: the vault is closed.
    """
    try:
        bundle.write_header(opened.folder, plan.header, plan.bag.signing_key)
    except BaseException:
        if _is_surely_old(opened):
            raise
        try:
            atomic.sync_folder(opened.folder)
        except BaseException:
            opened.close()
            raise
        if not _is_in_place(opened.folder, plan):
            opened.close()
            raise


def _is_surely_old(opened: OpenedVault) -> bool:
    try:
        return bundle.read_header(opened.folder).keys == opened.header.keys
    except VaultError:
        return False


def _is_in_place(folder: Path, plan: _Plan) -> bool:
    try:
        return bundle.read_header(folder).keys == plan.header.keys
    except VaultError:
        return False


def _with_erasures(opened: OpenedVault, change: Change) -> Change:
    """Whatever a switch with new records is for, it also ends the erasures that wait."""
    waiting = erasures.pending(opened.rows)
    if waiting.is_nothing or not change.new_records:
        return change
    reasons = (*waiting.reasons, change.erasure_reason)
    return replace(
        change,
        left_out=replace(change.left_out, clients=change.left_out.clients | waiting.clients),
        old_attachments=(*change.old_attachments, *waiting.files),
        erasure_reason="; ".join(filter(None, reasons)),
    )


def _plan(opened: OpenedVault, change: Change) -> _Plan:
    old = opened.header
    pending = [number for i in intents.pending(opened.rows) for number in (i.keys, i.records)]
    keys = bundle.next_number(opened.folder, max([old.keys, *pending]) + 1)
    records = max(keys, old.records + 1) if change.new_records else old.records
    key = new_database_key() if change.new_records else opened.bag.database_key
    bag = replace(opened.bag, keys=keys, records=records, database_key=key, slots=change.slots)
    sealed = bag.seal()
    passphrase = change.passphrase_sealed
    header = replace(
        old,
        keys=keys,
        records=records,
        keys_sha256=bundle.sha256(sealed),
        passphrase_sha256=None if passphrase is None else bundle.sha256(passphrase),
        hints=change.hints,
    )
    intent = Intent(
        kind=change.kind,
        records=records,
        keys=keys,
        new_files=_files(header, with_records=change.new_records),
        old_files=(*_files(old, with_records=change.new_records), *change.old_attachments),
        new_items=() if change.new_item is None else (change.new_item[0],),
        old_items=change.old_items,
    )
    return _Plan(change=change, bag=bag, header=header, sealed_bag=sealed, intent=intent)


def _files(header: Header, *, with_records: bool) -> tuple[str, ...]:
    names = [bundle.keys_file(header.keys), bundle.passphrase_file(header.keys)]
    if with_records:
        records = bundle.records_file(header.records)
        names += [records, f"{records}-journal"]
    return tuple(names)


def _require_room(opened: OpenedVault, plan: _Plan) -> None:
    if not plan.change.new_records:
        return
    try:
        size = (opened.folder / bundle.records_file(opened.header.records)).stat().st_size
        free = shutil.disk_usage(opened.folder).free
    except OSError as error:
        raise atomic.storage_error(error) from error
    if free < size * _ROOM_FACTOR:
        raise DiskFull("switch")


def _make(
    opened: OpenedVault, plan: _Plan, keyring: KeyStore, progress: Progress, now: clock.Clock
) -> None:
    folder, header = opened.folder, plan.header
    if plan.change.new_records:
        path = folder / bundle.records_file(header.records)

        def finish(copy: Connection) -> None:
            schema.migrate(copy)
            schema.number_records(copy, header.records)
            erasures.end(copy, now(), _ended(opened, plan))
            audit_rows.explain_erasures(copy, now(), plan.change.erasure_reason)

        copying.copy_records(
            opened.rows, path, plan.bag.database_key, progress, finish, plan.change.left_out
        )
    atomic.write_whole(folder / bundle.keys_file(header.keys), plan.sealed_bag)
    if plan.change.passphrase_sealed is not None:
        name = bundle.passphrase_file(header.keys)
        atomic.write_whole(folder / name, plan.change.passphrase_sealed)
    if plan.change.new_item is not None:
        keyring.put(*plan.change.new_item)


def _ended(opened: OpenedVault, plan: _Plan) -> erasures.Ended:
    return erasures.Ended(
        change=plan.change.kind,
        old_records=opened.header.records,
        new_records=plan.header.records,
        old_key=opened.bag.database_key.salt.hex(),
        new_key=plan.bag.database_key.salt.hex(),
    )


def _open_once(opened: OpenedVault, plan: _Plan, opener: PinnedSecret) -> Connection:
    """Open the new files from scratch, as the next unlock will; return the new records.

    They stay open until the switch adopts them, so that adopting cannot fail.
    """
    header = Header.from_signed(plan.header.signed(plan.bag.signing_key))
    bag = opening.open_bag(opened.folder, header, opener)
    if not plan.change.new_records:
        return opened.rows
    return opening.open_records(opened.folder, header, bag)


def _settle_if_possible(opened: OpenedVault, keyring: KeyStore, now: clock.Clock) -> None:
    if opened.is_closed:
        return
    try:
        intents.settle(opened, keyring, now)
    except VaultError:
        # a full or failing disk: the intent stands and the next unlock ends it
        return


def _adopt(opened: OpenedVault, plan: _Plan, new_rows: Connection) -> None:
    """Go on with the new files; nothing here can fail half-way."""
    old = opened.rows
    opened.header, opened.bag, opened.rows = plan.header, plan.bag, new_rows
    if old is not new_rows:
        old.close()
