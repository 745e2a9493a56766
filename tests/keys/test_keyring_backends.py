"""Which backend is used is nobody else's choice: not the environment's, not a plug-in's."""

from pathlib import Path

import pytest

from tests.keyring_daemon import KeyringDaemon
from tests.keys.child_program import run_python
from tests.keys.keyring_rigs import default_collection
from vault.keys.os_keyring import SERVICE, OsKeyring


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
    real_keyring: KeyringDaemon, tmp_path: Path, backend: str, by: str
) -> None:
    folder = _third_party(tmp_path)
    environment = {"PYTHONPATH": str(folder)}
    if by == "environment":
        environment["PYTHON_KEYRING_BACKEND"] = backend
    else:
        _write_rc_file(real_keyring, folder, backend)
    done = run_python(
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
    real_keyring: KeyringDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY_SCHEME", "KeePassXC")
    monkeypatch.setenv("KEYRING_PROPERTY_GET_PASSWORD", "x")
    session = "/org/freedesktop/secrets/collection/session"
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", session)
    OsKeyring().put("b", "secret")
    assert OsKeyring().get("b") == "secret"
    assert _real_value("b") == b"secret"


def test_importing_costs_nothing_until_the_first_call() -> None:
    done = run_python(
        "import sys, vault.keys.os_keyring\n"
        "heavy = {'keyring', 'secretstorage', 'jeepney', 'cryptography'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    assert done.stdout == "[]\n", done.stderr


def test_linux_needs_none_of_the_package(real_keyring: KeyringDaemon) -> None:
    """It would bring 5 MB into memory, and its plug-ins."""
    done = run_python(
        "import sys\n"
        "from vault.keys.os_keyring import OsKeyring\n"
        "OsKeyring().put('b', 'secret')\n"
        "print(OsKeyring().get('b'), 'keyring' in sys.modules)\n"
    )
    assert done.stdout == "secret False\n", done.stderr
