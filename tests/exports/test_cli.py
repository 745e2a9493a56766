"""``casekeep export`` as a script uses it, within this process, with a real keyring."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from tests.exports.samples import fill
from tests.keyring_daemon import KeyringDaemon
from tests.vault_fixtures import STRONG, open_session
from vault import cli_exports
from vault.age import ScryptPassphrase, unseal_bytes
from vault.errors import FileNameTaken, NotFound


class Program:
    """The verb, with the vault of the tests and its passphrase."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.vault = folder / "test.casekeep"
        self.out = out
        session = open_session(folder)
        fill(session)
        session.close()
        self.parser = argparse.ArgumentParser()
        verbs = self.parser.add_subparsers(dest="verb")
        cli_exports.add_parsers(verbs, self._add)

    def _add(self, verbs: Any, name: str, explanation: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = verbs.add_parser(name, help=explanation)
        parser.add_argument("folder", type=Path)
        parser.add_argument("--way", default="passphrase")
        return parser

    def run(self, *arguments: str) -> tuple[dict[str, Any], bool]:
        parsed = self.parser.parse_args(["export", str(self.vault), *arguments])
        return cli_exports.export(parsed, lambda question: STRONG)


@pytest.fixture
def program(tmp_path: Path, out: Path, real_keyring: KeyringDaemon) -> Program:
    return Program(tmp_path, out)


def test_plain_with_a_warning(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    file = program.out / "r.json"
    told, is_sound = program.run(
        "--client", "0001", "--form", "json", "--out", str(file), "--plain"
    )
    assert is_sound
    assert told["clients"] == 1 and told["notes"] == 3 and told["bytes"] == file.stat().st_size
    assert told["not_inside"][0].startswith("Psychotherapy notes.")
    assert json.loads(file.read_bytes())["client"]["record_number"] == "0001"
    said = capsys.readouterr().err
    assert f"readable by whoever has the file, which will lie at: {file}" in said
    assert "restrictions are written down" in said


def test_all_under_a_passphrase(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    secret = program.out / "secret.txt"
    secret.write_text("marble otter canyon velvet go\n", encoding="utf-8")
    file = program.out / "all.zip.age"
    arguments = ["--all", "--form", "html", "--out", str(file), "--documents"]
    told, _ = program.run(*arguments, "--passphrase-file", str(secret))
    assert told["documents"] == 1
    key = ScryptPassphrase(b"marble otter canyon velvet go")
    assert unseal_bytes([key], file.read_bytes()).startswith(b"PK")
    assert "readable by" not in capsys.readouterr().err


def test_psychotherapy_notes_alone(program: Program) -> None:
    file = program.out / "p.html"
    arguments = ["--client", "0001", "--form", "html", "--out", str(file), "--plain"]
    file.write_bytes(b"mine")
    with pytest.raises(FileNameTaken):
        program.run(*arguments)
    program.run(*arguments, "--psychotherapy", "--overwrite")
    assert b"The dream of the letter." in file.read_bytes()
    assert b"Slept through" not in file.read_bytes()


@pytest.mark.parametrize("number", ["9999", "000", "", "' OR 1"])
def test_a_record_that_is_not_there(program: Program, number: str) -> None:
    with pytest.raises(NotFound):
        program.run("--client", number, "--form", "pdf", "--out", str(program.out / "x"), "--plain")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--all", "--form", "pdf", "--plain"],
        ["--all", "--form", "docx", "--out", "x", "--plain"],
        ["--form", "pdf", "--out", "x", "--plain"],
        ["--all", "--client", "1", "--form", "pdf", "--out", "x", "--plain"],
        ["--all", "--form", "pdf", "--out", "x"],
        ["--all", "--form", "pdf", "--out", "x", "--plain", "--to", "age1"],
        ["--all", "--form", "pdf", "--out", "x", "--passphrase-file", "not-there"],
    ],
)
def test_wrong_usage(
    program: Program, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        program.run(*arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err
