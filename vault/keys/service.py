"""Opening a vault, and what may be done with its keys while it is open.

All of it may take seconds (scrypt is meant to) and runs on the worker. Nothing here ever
creates, resets or deletes anything because a keyring failed.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from vault import clock
from vault.audit import service as audit
from vault.changes import Kind
from vault.errors import (
    KeyringError,
    NoSuchSlot,
    SecretNotEnough,
    SheetOfAnotherVault,
    TooFewSlots,
    VaultError,
)
from vault.keys import anchor, creation, proof, secret, slot_changes, unlocking
from vault.keys.creation import FirstWay, SheetPlan
from vault.keys.model import Slot, SlotKind, SwitchProgress, VaultSummary, VaultWarning
from vault.keys.os_keyring import KeyStore
from vault.keys.secret import PinnedSecret
from vault.session import Session
from vault.store import bundle, network_drives, surroundings
from vault.store.copying import LeftOut
from vault.store.opening import OpenedVault
from vault.store.switch import Change, switch

OnProgress = Callable[[SwitchProgress], None]

FROM_ANCHOR = (VaultWarning.OLDER_THAN_ANCHOR, VaultWarning.ANCHOR_UNREADABLE)


def describe(folder: Path) -> VaultSummary:
    """Return what the signed header says of a locked vault.

    Raises ``NotAVault``, ``NewerVault``, ``DamagedVault`` or ``UntrustedVault``.
    """
    return creation.summary(folder, bundle.read_header(folder))


def instance_id(session: Session) -> str:
    """Return the random identifier of this copy of the vault; a restored one has its own."""
    return session.opened.header.instance_id


def is_copied(folder: Path, last: Path) -> bool:
    """Return whether ``last``, another folder, has the same copy of the vault as ``folder``.

    Both would use one keyring item and one set of backups. ``last`` may be on a drive that
    hangs: not for the worker.
    """
    try:
        if folder.samefile(last):
            return False
        here, there = bundle.read_header(folder), bundle.read_header(last)
    except (OSError, VaultError):
        return False
    return here.instance_id == there.instance_id


def is_synced(folder: Path) -> bool:
    """Return whether ``folder`` is a sync service's: a place for backups, not for a vault."""
    return surroundings.is_synced(folder)


def is_on_network(folder: Path) -> bool:
    """Return whether ``folder`` lies on another computer's drive: for backups, not for a vault."""
    return network_drives.is_on_network(folder)


def ground_warnings(folder: Path) -> list[VaultWarning]:
    """Return what speaks against ``folder``, which need not exist, as the place of a vault."""
    return surroundings.ground_warnings(folder)


def probe_keyring(summary: VaultSummary, keyring: KeyStore) -> None:
    """Look whether the keyring has this vault's secret; raises the ``KeyringError`` that fits."""
    keyring.get(proof.keyring_hint(summary.hints).keyring_item)


def unlock_with_keyring(
    folder: Path, typed: str | None, keyring: KeyStore, *, now: clock.Clock = clock.utc_now
) -> Session:
    """Unlock with the keyring's item and, where one belongs to it, the typed secret.

    Raises a ``KeyringError``, ``WrongPassphrase``, or what ``opening.open_vault`` raises.
    """
    found = proof.from_keyring(bundle.read_header(folder), typed, keyring)
    return unlocking.unlocked(folder, found, keyring, now)


def unlock_with_passphrase(
    folder: Path, typed: str, keyring: KeyStore, *, now: clock.Clock = clock.utc_now
) -> Session:
    """Unlock with the strong passphrase; needs no keyring. Raises ``WrongPassphrase``."""
    found = proof.from_passphrase_file(folder, bundle.read_header(folder), typed)
    return unlocking.unlocked(folder, found, keyring, now)


def unlock_with_sheet(
    folder: Path, lines: Sequence[str], keyring: KeyStore, *, now: clock.Clock = clock.utc_now
) -> Session:
    """Unlock with the lines of the recovery sheet; needs no keyring.

    Raises ``SheetLineError`` (which line), or ``SheetOfAnotherVault``.
    """
    found = proof.from_sheet(bundle.read_header(folder), lines)
    try:
        return unlocking.unlocked(folder, found, keyring, now)
    except NoSuchSlot as error:
        raise SheetOfAnotherVault() from error


def drop_anchor(session: Session, keyring: KeyStore) -> None:
    """Write down outside the folder how far the vault has come. Raises a ``KeyringError``.

    An anchor that has warned is not lowered until somebody accepted what it said.
    """
    if any(warning in FROM_ANCHOR for warning in session.warnings):
        return
    anchor.drop(session.rows, session.opened.header.instance_id, keyring)


def accept_older(session: Session, keyring: KeyStore) -> None:
    """Go on from an older state on purpose (a backup put back): said once, kept in the audit.

    Raises a ``KeyringError``.
    """
    with session.begin("vault.accept_older") as tx:
        tx.audit()
    session.warnings = tuple(w for w in session.warnings if w not in FROM_ANCHOR)
    anchor.drop(session.rows, session.opened.header.instance_id, keyring)


def _drop_anchor_if_possible(session: Session, keyring: KeyStore) -> None:
    try:
        drop_anchor(session, keyring)
    except KeyringError:
        return  # no anchor is no warning; the vault itself is whole


def lock(session: Session, keyring: KeyStore, reason: str) -> None:
    """Sign the audit chain as it stands, drop the anchor, close the file.

    The file is closed whatever fails before; a keyring that does not answer is no reason to
    stay open.
    """
    try:
        audit.checkpoint(session, reason)
        _drop_anchor_if_possible(session, keyring)
    finally:
        session.close()


def slots(session: Session) -> list[Slot]:
    """Return the ways into the vault."""
    return list(session.opened.bag.slots)


def plan_sheet(session: Session) -> SheetPlan:
    """Return a new sheet; it opens nothing until ``replace_sheet``."""
    return creation.new_sheet(session.vault_id, session.opened.signing_key)


def rotate_keys(
    session: Session, typed: str, keyring: KeyStore, progress: OnProgress | None = None
) -> None:
    """Put the records under a new key, in new files. Sheet and passphrase stay as they are.

    Raises a ``SecretError`` for the step-up, and what ``switch`` raises; the vault is then as
    it was.
    """
    found = proof.proven(session.opened, typed, keyring)
    _switch(
        session, slot_changes.unchanged(session.opened, "keys.rotate"), found, keyring, progress
    )


def erase(
    session: Session, typed: str, keyring: KeyStore, progress: OnProgress | None = None
) -> None:
    """Put the records under a new key without those whose erasure was begun.

    Raises what ``rotate_keys`` raises; the erasure waits then, and the next unlock ends it.
    """
    found = proof.proven(session.opened, typed, keyring)
    _switch(session, slot_changes.erasing(session.opened), found, keyring, progress)


def leave_out(
    session: Session,
    typed: str,
    keyring: KeyStore,
    *,
    kind: str,
    reason: str,
    left_out: LeftOut,
    old_attachments: Sequence[str] = (),
    progress: OnProgress | None = None,
) -> None:
    """Put the records under a new key without some of them, which are gone then for good.

    ``reason`` is what the audit chain says of the details that go. ``old_attachments`` are the
    paths of documents' files below the folder. Raises what ``rotate_keys`` raises, and
    ``DamagedVault`` where something that stays leads to something that goes.
    """
    found = proof.proven(session.opened, typed, keyring)
    change = replace(
        slot_changes.unchanged(session.opened, kind),
        left_out=left_out,
        old_attachments=tuple(old_attachments),
        erasure_reason=reason,
    )
    _switch(session, change, found, keyring, progress)


def renew(
    session: Session,
    typed: str,
    plan: SheetPlan,
    passphrase: str | None,
    keyring: KeyStore,
    progress: OnProgress | None = None,
) -> None:
    """Make every way in anew, in one switch: no secret of before opens what is written after.

    ``plan`` is the new recovery sheet, ``passphrase`` the new strong one, ``None`` where the vault
    has none. The keyring's item is new too, under the typed secret that it had, which must be
    ``typed``. Raises ``WeakPassphrase``, ``SecretNotEnough`` where a way in cannot be made anew
    from what was given, a ``KeyringError``, or what ``rotate_keys`` raises.
    """
    proof.proven(session.opened, typed, keyring)
    change = slot_changes.unchanged(session.opened, "keys.renew")
    kinds = {slot.kind for slot in change.slots}
    if (SlotKind.PASSPHRASE in kinds) != (passphrase is not None):
        raise SecretNotEnough()
    _, change = slot_changes.with_new(change, SlotKind.SHEET, session.now, plan.identity)
    opener = PinnedSecret.for_vault(plan.identity, session.public_key)
    if passphrase is not None:
        change, opener = slot_changes.with_new_passphrase(session, change, passphrase)
    for kind in (SlotKind.KEYRING_PASSPHRASE, SlotKind.KEYRING):
        if kind in kinds:
            change, opener = slot_changes.with_new_keyring_item(
                session, change, kind, typed, keyring
            )
    _switch(session, change, opener, keyring, progress)


def add_passphrase(session: Session, typed: str, passphrase: str, keyring: KeyStore) -> None:
    """Add a strong passphrase as a way in, or replace the one there is (new records then).

    Raises ``WeakPassphrase`` or what ``rotate_keys`` raises.
    """
    found = proof.proven(session.opened, typed, keyring)
    change = slot_changes.unchanged(session.opened, "slot.add")
    is_replacing = change.passphrase_sealed is not None
    change, pinned = slot_changes.with_new_passphrase(session, change, passphrase)
    change = replace(change, new_records=is_replacing)
    opener = pinned if _is_slot(session.opened, found, SlotKind.PASSPHRASE) else found
    _switch(session, change, opener, keyring)


def replace_sheet(session: Session, typed: str, plan: SheetPlan, keyring: KeyStore) -> None:
    """Make ``plan`` the recovery sheet; the old one opens nothing that is written from now on."""
    found = proof.proven(session.opened, typed, keyring)
    change = slot_changes.unchanged(session.opened, "sheet.replace")
    _, change = slot_changes.with_new(change, SlotKind.SHEET, session.now, plan.identity)
    pinned = PinnedSecret.for_vault(plan.identity, session.public_key)
    opener = pinned if _is_slot(session.opened, found, SlotKind.SHEET) else found
    _switch(session, change, opener, keyring)


def set_keyring_way(session: Session, typed: str, way: FirstWay, keyring: KeyStore) -> None:
    """Make the keyring's slot anew: another typed secret, or none, or the first one on a computer.

    Raises ``WeakPassphrase``, a ``KeyringError``, or what ``rotate_keys`` raises.
    """
    if not way.kind.needs_keyring:
        raise ValueError("not a way by the keyring")
    proof.proven(session.opened, typed, keyring)
    chosen = creation.require_usable(way)
    change = slot_changes.unchanged(session.opened, "slot.keyring")
    identity, change = slot_changes.with_new(change, way.kind, session.now)
    pinned = PinnedSecret.for_vault(identity, session.public_key)
    item = proof.keyring_hint(change.hints).keyring_item
    value = secret.to_keyring_value(pinned, chosen)
    _switch(session, replace(change, new_item=(item, value)), pinned, keyring)


def remove_slot(session: Session, typed: str, slot_id: str, keyring: KeyStore) -> None:
    """Remove a way in. Raises ``NoSuchSlot``, ``TooFewSlots``, or what ``rotate_keys`` raises."""
    found = proof.proven(session.opened, typed, keyring)
    change = slot_changes.unchanged(session.opened, "slot.remove")
    gone = [slot for slot in change.slots if slot.id == slot_id]
    if not gone:
        raise NoSuchSlot()
    left = slot_changes.without(change, gone)
    is_enough = len(left.slots) >= 2 and any(not s.kind.needs_keyring for s in left.slots)
    has_sheet = any(slot.kind is SlotKind.SHEET for slot in left.slots)
    if not is_enough or not has_sheet:
        raise TooFewSlots()
    if found.identity.recipient.to_text() == gone[0].recipient:
        raise TooFewSlots()  # prove another way first, so that one is known to be left
    _switch(session, left, found, keyring)


def _is_slot(opened: OpenedVault, found: PinnedSecret, kind: SlotKind) -> bool:
    mine = found.identity.recipient.to_text()
    return any(slot.recipient == mine and slot.kind is kind for slot in opened.bag.slots)


def _switch(
    session: Session,
    change: Change,
    opener: PinnedSecret,
    keyring: KeyStore,
    progress: OnProgress | None = None,
) -> None:
    def report(name: str, done: int, total: int) -> None:
        if progress is not None:
            progress(SwitchProgress(name=name, done=done, total=total))

    switch(session.opened, change, opener, keyring, now=session.now, progress=report)
    _drop_anchor_if_possible(session, keyring)
    session.publish(frozenset({Kind.SLOTS, Kind.AUDIT}))
