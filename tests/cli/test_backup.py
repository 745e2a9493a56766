"""Backup and restore on the command line: to a stick, and back on a computer without a keyring."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.backup.forging import make_newer
from tests.cli.calling import as_program, in_process
from tests.cli.test_cli import Shell
from tests.keyring_daemon import KeyringDaemon
from tests.vault_fixtures import STRONG


@pytest.fixture
def shell(tmp_path: Path, real_keyring: KeyringDaemon) -> Shell:
    """A vault with a made-up practice, and a real keyring."""
    made = Shell(tmp_path, in_process)
    assert made.create()[0] == 0
    assert made.run("import-demo", "--years", "1")[0] == 0
    (tmp_path / "stick").mkdir()
    (tmp_path / "strong.txt").write_text(STRONG)
    return made


def _restore(
    shell: Shell, *arguments: str, secret: Path | None = None
) -> tuple[int, dict[str, Any]]:
    vault, shell.vault = shell.vault, shell.folder / "stick"
    try:
        return shell.run("restore", *arguments, secret=secret or shell.sheet)
    finally:
        shell.vault = vault


def test_there_and_back(shell: Shell) -> None:
    shell.call = as_program
    code, made = shell.run("backup", "--to", str(shell.folder / "stick"))
    assert (code, made["backup"][0]["number"]) == (0, 1)
    shell.call = in_process
    code, made = shell.run("backup")
    assert (code, made["backup"][0]["number"]) == (0, 2)
    code, listed = shell.run("backup", "--list")
    assert [one["fate"] for one in listed["snapshot"]] == ["kept", "kept"]
    assert shell.run("backup", "--drill")[0] == 0
    _, before = shell.run("search", "client")
    shutil.rmtree(shell.vault)
    code, found = _restore(shell, "--list")
    assert [one["number"] for one in found["snapshot"]] == [2, 1]
    again = shell.folder / "again.casekeep"
    shell.call = as_program
    code, report = _restore(
        shell,
        *("--into", str(again), "--daily", "passphrase"),
        *("--daily-secret-file", str(shell.folder / "strong.txt")),
    )
    assert (code, report["number"]) == (0, 2)
    shell.call = in_process
    shell.vault = again
    code, verified = shell.run(
        "verify-vault", "--way", "passphrase", secret=shell.folder / "strong.txt"
    )
    assert (code, verified["warnings"]) == (0, [])
    _, after = shell.run("search", "client", secret=shell.folder / "strong.txt")
    assert after == before


def test_wrong_ground_has_exit_codes_of_its_own(shell: Shell) -> None:
    assert shell.run("backup", "--to", str(shell.vault))[0] == 8
    assert shell.run("backup", "--to", str(shell.folder / "nothing"))[0] == 8
    shell.call = as_program
    assert _restore(shell, "--list")[0] == 5
    assert shell.run("backup")[0] == 9


@pytest.fixture
def two(tmp_path: Path, real_keyring: KeyringDaemon) -> Shell:
    """An empty vault's two backups on a stick."""
    made = Shell(tmp_path, in_process)
    assert made.create()[0] == 0
    stick = tmp_path / "stick"
    stick.mkdir()
    (tmp_path / "strong.txt").write_text(STRONG)
    assert made.run("backup", "--to", str(stick))[0] == 0
    assert made.run("backup")[0] == 0
    return made


def _snapshot(shell: Shell, number: int) -> Path:
    return next((shell.folder / "stick").glob("*.backup")) / "snapshots" / str(number)


def _again(shell: Shell, *more: str) -> tuple[int, dict[str, Any]]:
    daily = ("--daily", "passphrase", "--daily-secret-file", str(shell.folder / "strong.txt"))
    return _restore(shell, "--into", str(shell.folder / "again.casekeep"), *daily, *more)


def test_where_all_are_damaged_it_says_what_is_there(two: Shell) -> None:
    (_snapshot(two, 1) / "snapshot.json").write_text("{}")
    next(_snapshot(two, 2).glob("records-*.db")).write_bytes(b"short")
    code, told = _again(two)
    assert (code, told["error"]) == (4, "NoSoundSnapshot")
    assert told["words"].startswith("There are 2 backups here; both are damaged: ")
    assert "number 2 (its records)" in told["words"]
    assert "number 1 (its list of files)" in told["words"]


def test_a_newer_one_is_not_passed_over_without_a_word(two: Shell) -> None:
    make_newer(_snapshot(two, 2))
    code, told = _again(two)
    assert (code, told["error"]) == (5, "NewerSnapshot")
    assert told["words"].startswith("Backup 2 was made by a newer Casekeep.")
    assert "update Casekeep" in told["words"]
    assert "--older to restore number 1" in told["words"]
    assert not (two.folder / "again.casekeep").exists()
    code, report = _again(two, "--older")
    assert (code, report["number"]) == (0, 1)
    assert report["skipped"] == [{"number": 2, "why": "newer"}]


def test_where_all_are_newer_it_says_so(two: Shell) -> None:
    make_newer(_snapshot(two, 1))
    make_newer(_snapshot(two, 2))
    for more in ((), ("--older",)):
        code, told = _again(two, *more)
        assert (code, told["error"]) == (5, "NewerSnapshot")
        assert told["words"].startswith("Backups 2, 1 were made by a newer Casekeep.")
        assert "--older" not in told["words"]


def test_an_empty_folder_is_no_new_stick_unless_it_is_called_one(two: Shell) -> None:
    stick = two.folder / "stick"
    stick.rename(two.folder / "drawer")
    stick.mkdir()
    assert two.run("backup", "--to", str(stick))[0] == 8
    assert list(stick.iterdir()) == []
    code, told = two.run("backup", "--to", str(stick), "--label", "Second")
    assert (code, told["backup"][0]["number"], told["backup"][0]["unknown"]) == (0, 1, [])
    _, listed = two.run("backup", "--list")
    assert [one["is_reachable"] for one in listed["place"]] == [False, True]
    stick.rename(two.folder / "second")
    (two.folder / "drawer").rename(stick)
    assert two.run("backup", "--to", str(stick))[1]["backup"][0]["number"] == 3
