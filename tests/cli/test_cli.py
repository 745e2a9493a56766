"""The command line as a script uses it: a real process, a real keyring, files for secrets."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Call, as_program, in_process
from tests.keyring_daemon import KeyringDaemon
from tests.vault_fixtures import STRONG


class Shell:
    """Runs ``casekeep`` and keeps what it left."""

    def __init__(self, folder: Path, call: Call = as_program) -> None:
        self.call = call
        self.folder = folder
        self.vault = folder / "practice.casekeep"
        self.secret = folder / "secret.txt"
        self.sheet = folder / "sheet.txt"
        self.secret.write_text("1234\n", encoding="utf-8")

    def run(self, verb: str, *arguments: str, secret: Path | None = None) -> tuple[int, Any]:
        """Run a verb with ``--json``; return its exit code and what it printed."""
        said = ["--json", "--secret-file", str(secret or self.secret)]
        return self.call([verb, str(self.vault), *arguments, *said])

    def create(self, *arguments: str) -> tuple[int, Any]:
        """Create the vault; its sheet's lines go to ``sheet``."""
        names = ("--practitioner", "Robin Keller", "--sheet-out", str(self.sheet))
        return self.run("create", *names, *arguments)


@pytest.fixture
def shell(tmp_path: Path, real_keyring: KeyringDaemon) -> Shell:
    """A shell with a real keyring and no vault yet."""
    return Shell(tmp_path)


def test_a_vault_from_creation_to_audit(shell: Shell) -> None:
    code, made = shell.create("--jurisdiction", "ca")
    assert code == 0
    assert len(made["vault_id"]) == 32
    assert shell.sheet.stat().st_mode & 0o777 == 0o600

    code, opened = shell.run("unlock-check")
    assert (code, opened["warnings"]) == (0, [])
    assert {slot["kind"] for slot in opened["slots"]} == {"keyring_passphrase", "sheet"}

    code, counts = shell.run("import-demo", "--years", "1", "--seed", "7")
    assert code == 0
    assert counts["clients"] > 10
    assert counts["notes"] > 100

    code, found = shell.run("search", "sleep")
    assert code == 0
    assert found["note"]

    code, turned = shell.run("rotate")
    assert (code, turned) == (0, {"records": 2, "keys": 2})

    code, checked = shell.run("verify-vault", "--way", "sheet", secret=shell.sheet)
    assert code == 0
    assert checked["broken_signatures"] == []
    assert checked["signatures"] > 100

    code, log = shell.run("audit", "--limit", "5")
    assert code == 0
    assert len(log["event"]) == 5


def test_a_wrong_place_for_a_vault_is_warned_of(shell: Shell) -> None:
    shell.call = in_process
    shell.vault = shell.folder / "Dropbox" / "practice.casekeep"
    shell.vault.parent.mkdir()
    assert shell.create()[1]["warnings"] == ["synced_folder"]
    assert shell.run("unlock-check")[1]["warnings"] == ["synced_folder"]
    said = ["unlock-check", str(shell.vault), "--secret-file", str(shell.secret)]
    code, told = in_process(said)
    assert code == 0
    assert "put a backup there instead" in told


def test_without_a_keyring(shell: Shell, real_keyring: KeyringDaemon) -> None:
    real_keyring.kill()
    assert shell.create()[0] == 7
    assert not shell.vault.exists()
    shell.secret.write_text(STRONG, encoding="utf-8")
    assert shell.create("--way", "passphrase")[0] == 0
    assert shell.run("unlock-check")[0] == 0


@pytest.mark.parametrize(("name", "content", "code"), [("wrong", "4321", 3), ("empty", "", 3)])
def test_a_wrong_secret(shell: Shell, name: str, content: str, code: int) -> None:
    shell.create()
    wrong = shell.folder / name
    wrong.write_text(content, encoding="utf-8")
    assert shell.run("unlock-check", secret=wrong)[0] == code


def test_a_mistyped_sheet_says_which_line(shell: Shell) -> None:
    shell.create()
    lines = shell.sheet.read_text(encoding="ascii").splitlines()
    lines[1] = lines[1].replace(lines[1][0], "P" if lines[1][0] != "P" else "Q", 1)
    shell.sheet.write_text("\n".join(lines), encoding="ascii")
    code, said = shell.run("unlock-check", "--way", "sheet", secret=shell.sheet)
    assert code == 3
    assert said["detail"] == "line 2"


def test_exit_codes_of_damage(shell: Shell) -> None:
    assert shell.run("unlock-check")[0] == 5
    shell.create()
    assert shell.create()[0] == 9
    records = shell.vault / "records-1.db"
    content = records.read_bytes()
    records.write_bytes(b"")
    assert shell.run("unlock-check")[0] == 4
    assert records.read_bytes() == b""
    records.write_bytes(content)
    assert shell.run("unlock-check")[0] == 0
    header = shell.vault / "vault.json"
    header.write_bytes(header.read_bytes().replace(b'\\"records\\": 1', b'\\"records\\": 2'))
    assert shell.run("unlock-check")[0] == 4


def test_usage_is_code_2(shell: Shell) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vault.cli", "nonsense"], capture_output=True, check=False
    )
    assert done.returncode == 2
