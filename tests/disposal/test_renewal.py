"""Every way in made anew in one switch, and a keyring that fails at each step of it."""

from datetime import timedelta

import pytest

from tests.disposal.conftest import TYPED, World
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import STRONG
from vault.backup import service as backup
from vault.disposal import service
from vault.errors import (
    DisposalUnfinished,
    KeyringError,
    KeyringItemMissing,
    KeyringLocked,
    KeyringNotKept,
    SecretError,
    SecretNotEnough,
    SheetOfAnotherVault,
    VaultError,
    WaysInNotRenewed,
    WeakPassphrase,
    WrongPassphrase,
)
from vault.keys import service as keys
from vault.keys.creation import SheetPlan
from vault.keys.model import SlotKind
from vault.session import Session

_MINUTE = timedelta(minutes=1)
NEW_STRONG = "quiet harbor lemon tractor seventeen violins"


class FailingKeyring(DrawerKeyring):
    """A keyring that fails at its n-th call, as an operating system's may; later ones work."""

    def __init__(self, items: dict[str, str], fails_at: int, error: KeyringError) -> None:
        super().__init__()
        self.items = dict(items)
        self.calls = 0
        self._fails_at = fails_at
        self._error = error

    def _count(self) -> bool:
        self.calls += 1
        return self.calls == self._fails_at

    def get(self, item: str) -> str:
        if self._count():
            raise self._error
        return super().get(item)

    def put(self, item: str, secret: str) -> None:
        if self._count():
            if isinstance(self._error, KeyringNotKept):
                self.items[item] = ""  # accepted, and something else is there
            raise self._error
        super().put(item, secret)

    def remove(self, item: str) -> None:
        if self._count():
            raise self._error
        super().remove(item)


def _plan(session: Session) -> tuple[SheetPlan, list[str]]:
    plan = keys.plan_sheet(session)
    return plan, [line.text for line in plan.sheet.lines]


def _renew(world: World, keyring: DrawerKeyring | None = None) -> list[str]:
    plan, lines = _plan(world.session)
    keys.renew(world.session, TYPED, plan, NEW_STRONG, keyring or world.drawer)
    return lines


def test_new_ways_open_and_old_ones_do_not(world: World) -> None:
    old_items, old_slots = dict(world.drawer.items), {s.id for s in keys.slots(world.session)}
    before = world.session.opened.header
    lines = _renew(world)
    assert world.session.opened.header.keys == before.keys + 1
    assert world.session.opened.header.records > before.records
    assert not old_slots & {slot.id for slot in keys.slots(world.session)}
    assert {slot.kind for slot in keys.slots(world.session)} == {
        SlotKind.SHEET,
        SlotKind.PASSPHRASE,
        SlotKind.KEYRING_PASSPHRASE,
    }
    world.session.close()
    folder, drawer = world.folder, world.drawer
    keys.unlock_with_sheet(folder, lines, drawer, now=world.clock).close()
    keys.unlock_with_passphrase(folder, NEW_STRONG, drawer, now=world.clock).close()
    keys.unlock_with_keyring(folder, TYPED, drawer, now=world.clock).close()
    with pytest.raises(SheetOfAnotherVault):
        keys.unlock_with_sheet(folder, world.sheet, drawer, now=world.clock)
    with pytest.raises(WrongPassphrase):
        keys.unlock_with_passphrase(folder, STRONG, drawer, now=world.clock)
    planted = DrawerKeyring()
    (new_item,) = [hint.keyring_item for hint in keys.describe(folder).hints if hint.keyring_item]
    (old_value,) = [value for value in old_items.values() if value.startswith("ck1.")]
    planted.items = {new_item: old_value}
    with pytest.raises(VaultError):
        keys.unlock_with_keyring(folder, TYPED, planted, now=world.clock)


def test_what_was_given_must_be_enough(world: World) -> None:
    plan, _ = _plan(world.session)
    header = world.session.opened.header.keys
    with pytest.raises(SecretNotEnough):  # there is a passphrase, and no new one
        keys.renew(world.session, TYPED, plan, None, world.drawer)
    with pytest.raises(SecretNotEnough):  # the passphrase proves who, but the item is under another
        keys.renew(world.session, STRONG, plan, NEW_STRONG, world.drawer)
    with pytest.raises(SecretError):
        keys.renew(world.session, "wrong", plan, NEW_STRONG, world.drawer)
    with pytest.raises(WeakPassphrase):
        keys.renew(world.session, TYPED, plan, "hello", world.drawer)
    assert world.session.opened.header.keys == header
    (passphrase,) = [s for s in keys.slots(world.session) if s.kind is SlotKind.PASSPHRASE]
    keys.remove_slot(world.session, TYPED, passphrase.id, world.drawer)
    with pytest.raises(SecretNotEnough):  # there is none to renew
        keys.renew(world.session, TYPED, plan, NEW_STRONG, world.drawer)
    keys.renew(world.session, TYPED, plan, None, world.drawer)


def test_snapshots_wait_to_be_sealed_anew(world: World) -> None:
    place = world.place("blue")
    backup.make_backup(world.session, place)
    assert backup.copies_needing_reseal(world.session) == []
    _renew(world)
    assert [one.snapshot.number for one in backup.copies_needing_reseal(world.session)] == [1]
    backup.reseal(world.session, place)
    assert backup.copies_needing_reseal(world.session) == []


_ERRORS = [KeyringLocked, KeyringItemMissing, KeyringNotKept]


def _opens_somehow(world: World, lines: list[str], drawer: DrawerKeyring) -> str:
    """Return which sheet opens the vault: exactly one does, whatever happened."""
    opened = []
    for name, sheet in (("old", world.sheet), ("new", lines)):
        try:
            session = keys.unlock_with_sheet(world.folder, sheet, drawer, now=world.clock)
        except SheetOfAnotherVault:
            continue
        session.rows.check()
        session.close()
        opened.append(name)
    assert len(opened) == 1
    return opened[0]


@pytest.mark.parametrize("error", _ERRORS)
def test_a_keyring_that_fails_leaves_the_old_ways_or_the_new(
    world: World, error: type[KeyringError]
) -> None:
    # the keyring's way and the sheet are enough here, and a strong passphrase takes its time
    (passphrase,) = [s for s in keys.slots(world.session) if s.kind is SlotKind.PASSPHRASE]
    keys.remove_slot(world.session, TYPED, passphrase.id, world.drawer)
    outcomes = []
    for call in range(1, 9):
        keyring = FailingKeyring(world.drawer.items, call, error())
        plan, lines = _plan(world.session)
        try:
            keys.renew(world.session, TYPED, plan, None, keyring)
        except VaultError:
            outcomes.append("failed")
        else:
            outcomes.append("done")
        world.session.close()
        drawer = DrawerKeyring()
        drawer.items = keyring.items
        which = _opens_somehow(world, lines, drawer)
        assert which == ("new" if outcomes[-1] == "done" else "old")
        if which == "new":
            world.sheet = lines
        world.drawer = drawer
        world.session = keys.unlock_with_keyring(world.folder, TYPED, drawer, now=world.clock)
        if keyring.calls < call:
            break
    assert {"failed", "done"} <= set(outcomes)


@pytest.mark.parametrize("error", _ERRORS)
def test_an_erasure_with_a_keyring_that_fails(world: World, error: type[KeyringError]) -> None:
    disposal_id = world.begin(world.old)
    for call in range(1, 9):
        keyring = FailingKeyring(world.drawer.items, call, error())
        try:
            service.erase(world.session, disposal_id, TYPED, keyring)
        except VaultError:
            session = world.unlock_again()  # which ends it, with the keyring as it is again
            session.rows.check()
        assert service.list_disposals(world.session)[0].erased is not None or keyring.calls < call
        if keyring.calls < call:
            break


def test_a_renewal_is_what_the_vault_says_it_is(world: World) -> None:
    disposal_id = world.begin(world.old)
    with pytest.raises(DisposalUnfinished):
        service.record_renewal(world.session, disposal_id, is_sheet_destroyed=True)
    service.erase(world.session, disposal_id, TYPED, world.drawer)
    world.clock.advance(_MINUTE)
    with pytest.raises(WaysInNotRenewed):
        service.record_renewal(world.session, disposal_id, is_sheet_destroyed=True)
    (first,) = service.issue(world.session, disposal_id)
    _renew(world)
    renewal = service.record_renewal(world.session, disposal_id, is_sheet_destroyed=False)
    assert (renewal.at, renewal.is_sheet_destroyed) == (world.clock(), False)
    (second,) = service.issue(world.session, disposal_id)
    assert second.supplements == first.number
    assert '"method": "clear"' in second.document
    world.clock.advance(_MINUTE)
    service.record_renewal(world.session, disposal_id, is_sheet_destroyed=True)
    (third,) = service.issue(world.session, disposal_id)
    assert third.supplements == second.number
    assert '"method": "purge"' in third.document
    assert service.issue(world.session, disposal_id) == ()
