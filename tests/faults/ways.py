"""The ways into a vault besides its sheet, and what a fault must not have done to them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import STRONG
from vault.errors import VaultError
from vault.keys import proof
from vault.keys.model import SlotKind
from vault.keys.secret import PinnedSecret
from vault.session import Session
from vault.store import bundle, opening

EMPTY = DrawerKeyring()
_ITEM = "slot-"
"""What the keyring's items of a way in begin with; anchors are named otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What opens the vault: a passphrase, and what is typed with the keyring ("" for nothing)."""

    passphrase: str | None = None
    keyring: str | None = None

    @property
    def kinds(self) -> Counter[SlotKind]:
        """The kinds of slots that there are then, each once."""
        found = Counter([SlotKind.SHEET])
        if self.passphrase is not None:
            found[SlotKind.PASSPHRASE] = 1
        if self.keyring is not None:
            found[SlotKind.KEYRING_PASSPHRASE if self.keyring else SlotKind.KEYRING] = 1
        return found


FIRST = Ways(passphrase=STRONG)


def problems(session: Session, possible: Sequence[Ways], keyring: DrawerKeyring) -> list[str]:
    """Return, in words, why the vault's ways in are none of the ``possible``."""
    faults = [_fault(session, one, keyring) for one in possible]
    return [] if "" in faults else [f"a way in is lost or left: {'; '.join(faults)}"]


def _fault(session: Session, expected: Ways, keyring: DrawerKeyring) -> str:
    header, slots = session.opened.header, session.opened.bag.slots
    if Counter(slot.kind for slot in slots) != expected.kinds:
        return f"other slots: {sorted(slot.kind for slot in slots)}"
    if {(h.id, h.kind) for h in header.hints} != {(s.id, s.kind) for s in slots}:
        return "the header's hints are not the bag's slots"
    items = {name for name in keyring.items if name.startswith(_ITEM)}
    if items != {hint.keyring_item for hint in header.hints if hint.keyring_item}:
        return "the keyring has other items than the header names"
    return _of_passphrase(session, expected) or _of_keyring(session, expected, keyring)


def _of_passphrase(session: Session, expected: Ways) -> str:
    opened = session.opened
    path = opened.folder / bundle.passphrase_file(opened.header.keys)
    if path.exists() != (expected.passphrase is not None):
        return "the passphrase's file is lost or left"
    if expected.passphrase is None:
        return ""
    try:
        found = proof.from_passphrase_file(opened.folder, opened.header, expected.passphrase)
        return _of_found(session, found, SlotKind.PASSPHRASE)
    except VaultError as error:
        return f"the passphrase does not open it: {type(error).__name__}"


def _of_keyring(session: Session, expected: Ways, keyring: DrawerKeyring) -> str:
    if expected.keyring is None:
        return ""
    try:
        found = proof.from_keyring(session.opened.header, expected.keyring or None, keyring)
        return _of_found(session, found, proof.keyring_hint(session.opened.header.hints).kind)
    except VaultError as error:
        return f"the keyring does not open it: {type(error).__name__}"


def _of_found(session: Session, found: PinnedSecret, kind: SlotKind) -> str:
    """Open the key bag with a secret, which must be the one of its slot. Raises as it does."""
    opening.open_bag(session.opened.folder, session.opened.header, found)
    mine = found.identity.recipient.to_text()
    (slot,) = (slot for slot in session.opened.bag.slots if slot.kind is kind)
    return "" if slot.recipient == mine else f"{kind} opens another slot"
