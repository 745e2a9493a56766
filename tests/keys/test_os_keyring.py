"""The keyring's many ways to fail, on a real gnome-keyring."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import secretstorage
from keyring.backends.SecretService import Keyring as SecretServiceKeyring

from tests.keyring_daemon import DEADLINE_S, KeyringDaemon, PrivateBus
from tests.keys.child_program import run_python
from tests.keys.keyring_rigs import default_collection
from tests.keys.refusing_service import refusing_service
from tests.tools import require
from vault.errors import (
    KeyringDenied,
    KeyringError,
    KeyringItemMissing,
    KeyringLocked,
    KeyringTimeout,
    KeyringUnavailable,
)
from vault.keys.os_keyring import SERVICE, OsKeyring

Act = Callable[[OsKeyring], object]
ACTS: dict[str, Act] = {
    "get": lambda keyring: keyring.get("a"),
    "put": lambda keyring: keyring.put("a", "new"),
    "remove": lambda keyring: keyring.remove("a"),
    "probe": lambda keyring: keyring.probe(),
}
PROMPTER = "org.gnome.keyring.SystemPrompter"


@pytest.fixture(params=ACTS)
def act(request: pytest.FixtureRequest) -> Act:
    return ACTS[request.param]


@pytest.fixture
def keyring(real_keyring: KeyringDaemon) -> OsKeyring:
    """A keyring that holds the item ``a``."""
    keyring = OsKeyring()
    keyring.put("a", "old")
    return keyring


def await_abandoned_calls() -> None:
    """Wait until the calls that timed out have come to their end."""
    for thread in threading.enumerate():
        if thread.name == "keyring-call":
            thread.join(DEADLINE_S)
            assert not thread.is_alive()


# --- states of the service ---


def test_locked(keyring: OsKeyring, real_keyring: KeyringDaemon, act: Act) -> None:
    real_keyring.lock()
    with pytest.raises(KeyringLocked):
        act(keyring)


def test_restarted_locked(keyring: OsKeyring, real_keyring: KeyringDaemon, act: Act) -> None:
    real_keyring.kill()
    real_keyring.start(None)
    with pytest.raises(KeyringLocked):
        act(keyring)


def test_login_password_changed(keyring: OsKeyring, real_keyring: KeyringDaemon, act: Act) -> None:
    real_keyring.kill()
    real_keyring.start("another password")
    with pytest.raises(KeyringLocked):
        act(keyring)


def test_killed(keyring: OsKeyring, real_keyring: KeyringDaemon, act: Act) -> None:
    real_keyring.kill()
    with pytest.raises(KeyringUnavailable):
        act(keyring)


def test_what_was_kept_survives_every_state(
    keyring: OsKeyring, real_keyring: KeyringDaemon
) -> None:
    real_keyring.lock()
    real_keyring.kill()
    for password in (None, "another password"):
        real_keyring.start(password)
        for act in ACTS.values():
            with pytest.raises(KeyringError):
                act(keyring)
        real_keyring.kill()
    real_keyring.start(real_keyring.password)
    assert keyring.get("a") == "old"


def test_no_bus(monkeypatch: pytest.MonkeyPatch, act: Act) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(KeyringUnavailable):
        act(OsKeyring())


@pytest.mark.parametrize(
    "address", ["unix:path=/nonexistent/bus", "tcp:host=localhost,port=1", "nonsense", ""]
)
def test_address_of_no_bus(monkeypatch: pytest.MonkeyPatch, act: Act, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(KeyringUnavailable):
        act(OsKeyring())


def test_bus_without_a_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Act) -> None:
    require("dbus-daemon", "apt-get install dbus")
    with PrivateBus(tmp_path) as bus:
        for name, value in bus.own_variables.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(KeyringUnavailable):
            act(OsKeyring())


def test_no_default_collection_opens_no_dialog(
    real_keyring: KeyringDaemon, act: Act, recorded_prompts: list[str]
) -> None:
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_collection_by_alias(bus, "default").delete()
    with pytest.raises(KeyringUnavailable):
        act(OsKeyring())
    assert recorded_prompts == []


def test_unknown_platform(act: Act) -> None:
    with pytest.raises(KeyringUnavailable):
        act(OsKeyring(platform="plan9"))


@pytest.mark.parametrize("name", ["org.freedesktop.secrets", "org.kde.kwalletd5"])
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("org.freedesktop.DBus.Error.AccessDenied", KeyringDenied),
        ("org.freedesktop.DBus.Error.Failed", KeyringUnavailable),
        ("org.freedesktop.DBus.Error.NoReply", KeyringUnavailable),
        ("org.freedesktop.DBus.Error.TimedOut", KeyringTimeout),
        ("org.freedesktop.DBus.Error.UnknownMethod", KeyringUnavailable),
        ("org.freedesktop.Secret.Error.IsLocked", KeyringLocked),
    ],
)
def test_answers_of_a_broken_service(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    answer: str,
    expected: type[KeyringError],
) -> None:
    require("dbus-daemon", "apt-get install dbus")
    with PrivateBus(tmp_path) as bus, refusing_service(bus, name, answer):
        for variable, value in bus.own_variables.items():
            monkeypatch.setenv(variable, value)
        for act in ACTS.values():
            with pytest.raises(expected):
                act(OsKeyring())


# --- prompts ---


@pytest.fixture
def recorded_prompts(real_keyring: KeyringDaemon) -> Iterator[list[str]]:
    """What the desktop is asked to show; it dismisses all of it."""
    with refusing_service(real_keyring, PROMPTER, "org.freedesktop.DBus.Error.Failed") as seen:
        yield seen


@pytest.mark.parametrize("name", ["get", "put", "remove"])
def test_dismissed_prompt_is_denied(
    keyring: OsKeyring, real_keyring: KeyringDaemon, recorded_prompts: list[str], name: str
) -> None:
    real_keyring.lock()
    with pytest.raises(KeyringDenied):
        ACTS[name](keyring)
    assert recorded_prompts == ["BeginPrompting"]


def test_probe_asks_nothing(
    keyring: OsKeyring, real_keyring: KeyringDaemon, recorded_prompts: list[str]
) -> None:
    real_keyring.lock()
    with pytest.raises(KeyringLocked):
        keyring.probe()
    assert recorded_prompts == []


# --- the limit ---


def test_frozen_service_meets_the_limit(
    keyring: OsKeyring, real_keyring: KeyringDaemon, act: Act
) -> None:
    real_keyring.freeze()
    begin = time.monotonic()
    with pytest.raises(KeyringTimeout):
        act(OsKeyring(timeout_s=0.2))
    assert time.monotonic() - begin < 1
    real_keyring.thaw()
    await_abandoned_calls()


def test_later_calls_work_after_the_thaw(keyring: OsKeyring, real_keyring: KeyringDaemon) -> None:
    impatient = OsKeyring(timeout_s=0.2)
    real_keyring.freeze()
    with pytest.raises(KeyringTimeout):
        impatient.get("a")
    real_keyring.thaw()
    assert keyring.get("a") == "old"
    keyring.put("a", "new")
    assert keyring.get("a") == "new"
    await_abandoned_calls()


@pytest.mark.parametrize("name", ["put", "remove"])
def test_abandoned_call_changes_nothing_after_the_thaw(
    keyring: OsKeyring, real_keyring: KeyringDaemon, name: str
) -> None:
    real_keyring.freeze()
    with pytest.raises(KeyringTimeout):
        ACTS[name](OsKeyring(timeout_s=0.2))
    real_keyring.thaw()
    await_abandoned_calls()
    assert keyring.get("a") == "old"


def test_process_ends_while_the_service_is_frozen(
    keyring: OsKeyring, real_keyring: KeyringDaemon
) -> None:
    program = (
        "from vault.errors import KeyringTimeout\n"
        "from vault.keys.os_keyring import OsKeyring\n"
        "try:\n    OsKeyring(timeout_s=0.2).get('a')\n"
        "except KeyringTimeout:\n    print('timeout')\n"
    )
    real_keyring.freeze()
    done = run_python(program)
    assert (done.returncode, done.stdout) == (0, "timeout\n")


# --- what is kept ---


def test_remove_takes_every_item_of_the_name(keyring: OsKeyring) -> None:
    with default_collection() as collection:
        place = {"service": SERVICE, "username": "a", "another": "program's"}
        collection.create_item("planted", place, b"planted")
    keyring.remove("a")
    with pytest.raises(KeyringItemMissing):
        keyring.get("a")


def test_items_are_keyring_s_own(real_keyring: KeyringDaemon) -> None:
    """Earlier versions wrote through keyring's class: its items are ours, and ours are its."""
    keyring_class: Any = SecretServiceKeyring  # it has no types
    theirs = keyring_class()
    theirs.set_password(SERVICE, "b", "from before")
    before = _items()
    assert OsKeyring().get("b") == "from before"
    OsKeyring().put("b", "new")
    assert _items() == before
    assert theirs.get_password(SERVICE, "b") == "new"
    OsKeyring().remove("b")
    assert theirs.get_password(SERVICE, "b") is None


def _items() -> list[tuple[str, dict[str, str]]]:
    """Return labels and attributes, without the one that the service adds when it saves."""
    with default_collection() as collection:
        found = [(item.get_label(), item.get_attributes()) for item in collection.get_all_items()]
    for _, attributes in found:
        attributes.pop("xdg:schema", None)
    return found


def test_the_service_keeps_it_encrypted(keyring: OsKeyring, real_keyring: KeyringDaemon) -> None:
    canary = "canary-wren-0193"
    keyring.put("b", canary)
    files = [path for path in real_keyring.base.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    for path in files:
        content = path.read_bytes()
        assert canary.encode() not in content
        assert canary.encode("utf-16-le") not in content


def test_errors_carry_no_secret(keyring: OsKeyring, real_keyring: KeyringDaemon) -> None:
    real_keyring.lock()
    with pytest.raises(KeyringError) as caught:
        keyring.put("name of the item", "canary-wren-0193")
    assert "canary" not in repr(caught.value)
    assert "name of the item" not in repr(caught.value)
