"""What a change of the ways in comes to: the slots, hints and secrets that a switch carries out."""

from collections.abc import Sequence
from dataclasses import replace

from vault import clock
from vault.age import HybridIdentity
from vault.errors import SecretNotEnough, WrongPassphrase
from vault.keys import creation, passphrases, proof, secret
from vault.keys.creation import FirstWay
from vault.keys.model import Slot, SlotKind
from vault.keys.os_keyring import KeyStore
from vault.keys.secret import PinnedSecret
from vault.session import Session
from vault.store import bundle
from vault.store.opening import OpenedVault
from vault.store.switch import Change


def unchanged(opened: OpenedVault, kind: str) -> Change:
    """Return a change of ``kind`` that keeps every way in as it is."""
    header = opened.header
    sealed = None
    if header.passphrase_sha256 is not None:
        name = bundle.passphrase_file(header.keys)
        sealed = bundle.read_part(opened.folder, name, header.passphrase_sha256, "passphrase slot")
    return Change(kind=kind, slots=opened.bag.slots, hints=header.hints, passphrase_sealed=sealed)


def erasing(opened: OpenedVault) -> Change:
    """Return the change that is for nothing but the erasures that wait."""
    return unchanged(opened, "records.erase")


def without(change: Change, gone: Sequence[Slot]) -> Change:
    """Return ``change`` without these slots, their files and their keyring items."""
    ids = {slot.id for slot in gone}
    items = [h.keyring_item for h in change.hints if h.id in ids and h.keyring_item]
    has_passphrase = any(slot.kind is SlotKind.PASSPHRASE for slot in gone)
    return replace(
        change,
        slots=tuple(slot for slot in change.slots if slot.id not in ids),
        hints=tuple(hint for hint in change.hints if hint.id not in ids),
        passphrase_sealed=None if has_passphrase else change.passphrase_sealed,
        old_items=(*change.old_items, *items),
    )


def with_new(
    change: Change, kind: SlotKind, now: clock.Clock, identity: HybridIdentity | None = None
) -> tuple[HybridIdentity, Change]:
    """Return the change with a new slot in place of those of its kind; keyring kinds are one."""
    chosen = identity or HybridIdentity.generate()
    slot, hint = creation.new_slot(kind, chosen, now)
    same = [
        s for s in change.slots if s.kind is kind or (s.kind.needs_keyring and kind.needs_keyring)
    ]
    left = without(change, same)
    return chosen, replace(left, slots=(slot, *left.slots), hints=(hint, *left.hints))


def with_new_passphrase(
    session: Session, change: Change, passphrase: str
) -> tuple[Change, PinnedSecret]:
    """Return ``change`` with a new passphrase slot and its secret. Raises ``WeakPassphrase``."""
    chosen = creation.require_usable(FirstWay(kind=SlotKind.PASSPHRASE, typed=passphrase))
    identity, change = with_new(change, SlotKind.PASSPHRASE, session.now)
    pinned = PinnedSecret.for_vault(identity, session.public_key)
    sealed = secret.seal_with_passphrase(pinned, chosen or b"", secret.PASSPHRASE_WORK_FACTOR)
    return replace(change, passphrase_sealed=sealed), pinned


def with_new_keyring_item(
    session: Session, change: Change, kind: SlotKind, typed: str, keyring: KeyStore
) -> tuple[Change, PinnedSecret]:
    """Return ``change`` with a new item in the keyring under the same typed secret.

    Raises ``SecretNotEnough`` where ``typed`` is another, or a ``KeyringError``.
    """
    chosen = None
    if kind is SlotKind.KEYRING_PASSPHRASE:
        _require_keyring_secret(session.opened, typed, keyring)
        chosen = passphrases.normalize(typed)
    identity, change = with_new(change, kind, session.now)
    pinned = PinnedSecret.for_vault(identity, session.public_key)
    item = proof.keyring_hint(change.hints).keyring_item
    return replace(change, new_item=(item, secret.to_keyring_value(pinned, chosen))), pinned


def _require_keyring_secret(opened: OpenedVault, typed: str, keyring: KeyStore) -> None:
    """The item stays behind the secret that she types every day, so it is that which is needed."""
    try:
        proof.from_keyring(opened.header, typed, keyring)
    except WrongPassphrase as error:
        raise SecretNotEnough() from error
