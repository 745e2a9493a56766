"""What every platform's keyring does: one suite, run on the real ones and the fakes alike."""

import pytest

from tests.keys.keyring_rigs import GnomeRig, KWalletRig, MacosRig, Rig, WindowsRig
from vault.errors import KeyringItemMissing, KeyringWrongValue
from vault.keys.os_keyring import LONGEST_SECRET, KeyStore, OsKeyring

SECRET = "ck1." + "A" * 440


@pytest.fixture(params=["gnome", "kwallet", "windows", "macos"])
def rig(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Rig:
    match request.param:
        case "windows":
            return WindowsRig(monkeypatch)
        case "macos":
            return MacosRig(monkeypatch)
        case "kwallet":
            return KWalletRig(request.getfixturevalue("kwallet"))
        case _:
            request.getfixturevalue("real_keyring")
            return GnomeRig()


def test_gives_back_what_it_was_given(rig: Rig) -> None:
    rig.keyring.put("a", SECRET)
    assert rig.keyring.get("a") == SECRET


def test_replaces_in_place(rig: Rig) -> None:
    rig.keyring.put("a", SECRET)
    rig.keyring.put("a", "another")
    assert rig.keyring.get("a") == "another"


def test_items_do_not_disturb_each_other(rig: Rig) -> None:
    for item in ("a", "b", "c"):
        rig.keyring.put(item, f"secret of {item}")
    rig.keyring.put("b", "new secret of b")
    rig.keyring.remove("c")
    assert rig.keyring.get("a") == "secret of a"
    assert rig.keyring.get("b") == "new secret of b"
    with pytest.raises(KeyringItemMissing):
        rig.keyring.get("c")


def test_missing_item_has_its_own_error(rig: Rig) -> None:
    with pytest.raises(KeyringItemMissing):
        rig.keyring.get("never written")


def test_removing_leaves_nothing(rig: Rig) -> None:
    before = rig.items()
    rig.keyring.put("a", SECRET)
    rig.keyring.put("a", "another")
    rig.keyring.remove("a")
    assert rig.items() == before
    rig.keyring.remove("a")


def test_keeps_the_longest_secret_every_platform_takes(rig: Rig) -> None:
    longest = "x" * LONGEST_SECRET
    rig.keyring.put("a", longest)
    assert rig.keyring.get("a") == longest


@pytest.mark.parametrize("secret", ["", "two\nlines", "é", "tab\t", "nul\0", "x" * 1_281])
def test_refuses_what_some_platform_would_spoil(rig: Rig, secret: str) -> None:
    before = rig.items()
    with pytest.raises(ValueError, match="one line of ASCII"):
        rig.keyring.put("a", secret)
    assert rig.items() == before


@pytest.mark.parametrize("text", ["", "é", "two\nlines", "x" * 1_281])
def test_a_value_that_is_not_ours_is_a_wrong_value(rig: Rig, text: str) -> None:
    rig.plant("a", text)
    with pytest.raises(KeyringWrongValue):
        rig.keyring.get("a")


def test_bytes_that_are_no_text_are_a_wrong_value(rig: Rig) -> None:
    rig.plant_garbage("a")
    with pytest.raises(KeyringWrongValue):
        rig.keyring.get("a")


def test_a_wrong_value_can_be_removed(rig: Rig) -> None:
    rig.plant_garbage("a")
    rig.keyring.remove("a")
    with pytest.raises(KeyringItemMissing):
        rig.keyring.get("a")


def test_probe_writes_nothing(rig: Rig) -> None:
    before = rig.items()
    rig.keyring.probe()
    assert rig.items() == before


@pytest.mark.parametrize("item", ["", "é", "two\nlines"])
def test_an_item_has_a_plain_name(rig: Rig, item: str) -> None:
    for act in (rig.keyring.get, rig.keyring.remove, lambda name: rig.keyring.put(name, "x")):
        with pytest.raises(ValueError, match="one line of ASCII"):
            act(item)


def test_is_a_key_store() -> None:
    store: KeyStore = OsKeyring()
    assert store
