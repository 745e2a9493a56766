"""The keyring's many ways to fail, on a real gnome-keyring."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import secretstorage
from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy

from tests.keyring_daemon import DEADLINE_S, KeyringDaemon, PrivateBus
from tests.keys.keyring_rigs import default_collection
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


# --- prompts ---


def _answer(bus: DBusConnection, seen: list[str]) -> None:
    """Refuse every prompt, until the connection is told to stop."""
    while True:
        call = bus.receive(timeout=DEADLINE_S)
        member = call.header.fields.get(HeaderFields.member)
        if member == "Stop":
            return
        if call.header.message_type is MessageType.method_call:
            seen.append(member)
            bus.send(new_error(call, "org.freedesktop.DBus.Error.Failed"))


@contextmanager
def _prompter(daemon: KeyringDaemon) -> Iterator[list[str]]:
    seen: list[str] = []
    with daemon.connect() as bus, daemon.connect() as remote:
        assert Proxy(message_bus, bus).RequestName(PROMPTER)[0] == 1
        thread = threading.Thread(target=_answer, args=(bus, seen))
        thread.start()
        yield seen
        remote.send(new_method_call(DBusAddress("/", PROMPTER, "tests.Prompter"), "Stop"))
        thread.join(DEADLINE_S)


@pytest.fixture
def recorded_prompts(real_keyring: KeyringDaemon) -> Iterator[list[str]]:
    """What the desktop is asked to show; it dismisses all of it."""
    with _prompter(real_keyring) as seen:
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
    done = _python(program)
    assert (done.returncode, done.stdout) == (0, "timeout\n")


# --- nobody else's choice of backend ---


def _real_value(item: str) -> bytes | None:
    with default_collection() as collection:
        found = collection.search_items({"service": SERVICE, "username": item})
        return next((one.get_secret() for one in found), None)


@pytest.mark.parametrize(
    "backend",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "keyring.backends.chainer.ChainerBackend",
        "plain_text_backend.PlaintextKeyring",
    ],
)
@pytest.mark.parametrize("by", ["environment", "rc-file"])
def test_configured_backends_are_never_used(
    keyring: OsKeyring, real_keyring: KeyringDaemon, tmp_path: Path, backend: str, by: str
) -> None:
    folder = _third_party(tmp_path)
    environment = {"PYTHONPATH": str(folder)}
    if by == "environment":
        environment["PYTHON_KEYRING_BACKEND"] = backend
    else:
        _write_rc_file(real_keyring, folder, backend)
    done = _python(
        "import keyring\n"
        "from vault.keys.os_keyring import OsKeyring\n"
        "chosen = type(keyring.get_keyring())\n"
        "print(chosen.__module__ + '.' + chosen.__qualname__)\n"
        "OsKeyring().put('b', 'secret')\n"
        "print(OsKeyring().get('b'))\n",
        environment,
    )
    assert done.stdout.split() == [backend, "secret"], done.stderr
    assert _real_value("b") == b"secret"
    assert not (tmp_path / "passwords.txt").exists()


def _third_party(tmp_path: Path) -> Path:
    """Write a backend as plug-ins have it, the best of all by its own account."""
    folder = tmp_path / "third party"
    folder.mkdir()
    (folder / "plain_text_backend.py").write_text(
        "from pathlib import Path\n"
        "from keyring.backend import KeyringBackend\n"
        "class PlaintextKeyring(KeyringBackend):\n"
        "    priority = 100\n"
        "    def get_password(self, service, username):\n"
        "        return 'planted'\n"
        "    def set_password(self, service, username, password):\n"
        f"        Path({str(tmp_path / 'passwords.txt')!r}).write_text(password)\n"
    )
    return folder


def _write_rc_file(daemon: KeyringDaemon, folder: Path, backend: str) -> None:
    for place in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        rc_file = Path(daemon.environment[place]) / "python_keyring" / "keyringrc.cfg"
        rc_file.parent.mkdir()
        rc_file.write_text(f"[backend]\ndefault-keyring={backend}\nkeyring-path={folder}\n")


def test_properties_from_the_environment_are_never_used(
    keyring: OsKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY_SCHEME", "KeePassXC")
    monkeypatch.setenv("KEYRING_PROPERTY_GET_PASSWORD", "x")
    session = "/org/freedesktop/secrets/collection/session"
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", session)
    keyring.put("b", "secret")
    assert keyring.get("b") == "secret"
    assert _real_value("b") == b"secret"


# --- what is kept ---


def test_remove_takes_every_item_of_the_name(keyring: OsKeyring) -> None:
    with default_collection() as collection:
        place = {"service": SERVICE, "username": "a", "another": "program's"}
        collection.create_item("planted", place, b"planted")
    keyring.remove("a")
    with pytest.raises(KeyringItemMissing):
        keyring.get("a")


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


# --- cost ---


def test_importing_costs_nothing_until_the_first_call() -> None:
    done = _python(
        "import sys, vault.keys.os_keyring\n"
        "heavy = {'keyring', 'secretstorage', 'jeepney', 'cryptography'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    assert done.stdout == "[]\n", done.stderr


def _python(
    program: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``program`` in this process's environment and return what it printed."""
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
