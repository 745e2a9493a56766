"""``casekeep verify-export`` and ``casekeep unseal`` as a custodian at a terminal uses them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unsealing.making import Making, make, packed
from vault import cli


@pytest.fixture(scope="module")
def made() -> Making:
    return make()


class Terminal:
    """An export, files of cards, and the command line."""

    def __init__(self, tmp_path: Path, made: Making, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.made = made
        self.export = tmp_path / "export"
        made.write(self.export, 6, 7)
        self.cards = [tmp_path / f"card{place}.txt" for place in (1, 2, 3)]
        for place, file in enumerate(self.cards, 1):
            file.write_text("\n".join(made.lines(place)), encoding="utf-8")
        self.out = tmp_path / "out"

    def run(self, verb: str, *arguments: object, cards: tuple[int, ...] = ()) -> tuple[int, Any]:
        """Return the exit code and what was printed, parsed."""
        words = [verb, *map(str, arguments), "--json"]
        for place in cards:
            words += ["--card", str(self.cards[place - 1])]
        code = cli.main(words)
        return code, json.loads(self._capsys.readouterr().out)


@pytest.fixture
def terminal(tmp_path: Path, made: Making, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, made, capsys)


def test_a_whole_export_is_said_to_be_whole(terminal: Terminal, tmp_path: Path) -> None:
    code, told = terminal.run("verify-export", terminal.export)
    assert (code, told["best"], told["fault"]) == (0, 7, [])
    assert [one["signature"] for one in told["number"]] == ["unpinned", "unpinned"]
    assert told["number"][0]["parts"]["records"] == {"is_whole": True, "needed": 2}
    path = packed(terminal.export, tmp_path / "one.zip")
    code, told = terminal.run("verify-export", path, cards=(1,))
    assert (code, told["is_zip"], told["number"][0]["signature"]) == (0, True, "good")


def test_a_fault_is_named(terminal: Terminal) -> None:
    (terminal.export / terminal.made.documents[0].file).write_bytes(b"x")
    (terminal.export / "records-7.age").unlink()
    code, told = terminal.run("verify-export", terminal.export)
    assert (code, told["best"]) == (1, 6)
    assert told["number"][0]["damaged_documents"] == 1
    assert told["fault"] == [
        {"file": terminal.made.documents[0].file, "fault": "changed"},
        {"file": "records-7.age", "fault": "missing"},
    ]
    code, told = terminal.run("verify-export", terminal.export, "--quick")
    assert [one["file"] for one in told["fault"]] == ["records-7.age"]


def test_what_the_cards_open_is_written(terminal: Terminal) -> None:
    code, told = terminal.run("unseal", terminal.export, terminal.out, cards=(2,))
    assert code == 0
    assert [one["part"] for one in told["unsealed"]] == ["caseload"]
    assert (terminal.out / "caseload-7" / "caseload.html").is_file()


def test_the_warning_stands_where_it_is_read(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = [word for file in terminal.cards[:2] for word in ("--card", str(file))]
    assert cli.main(["unseal", str(terminal.export), str(terminal.out), *cards]) == 0
    assert "readable by anybody" in capsys.readouterr().err
    assert (terminal.out / "records-7" / "documents" / "0001" / "document 3.txt").is_file()


def test_an_older_number_and_one_part_can_be_asked_for(terminal: Terminal) -> None:
    arguments = ("--part", "records", "--number", 6)
    code, told = terminal.run("unseal", terminal.export, terminal.out, *arguments, cards=(1, 3))
    assert (code, [(o["part"], o["number"]) for o in told["unsealed"]]) == (0, [("records", 6)])


def test_too_few_cards_write_nothing(terminal: Terminal) -> None:
    arguments = ("--part", "records")
    code, told = terminal.run("unseal", terminal.export, terminal.out, *arguments, cards=(1,))
    assert (code, told["error"]) == (3, "TooFewCards")
    assert not terminal.out.exists()


def test_with_the_records_broken_the_caseload_is_written(terminal: Terminal) -> None:
    for number in (6, 7):
        (terminal.export / f"records-{number}.age").write_bytes(b"age-encryption.org/v1\n")
    code, told = terminal.run("unseal", terminal.export, terminal.out, cards=(1, 2))
    assert (code, [one["part"] for one in told["unsealed"]]) == (1, ["caseload"])


@pytest.mark.parametrize(
    ("name", "content"), [("letter.txt", b"Dear all"), ("empty.zip", b""), ("x.zip", b"PK")]
)
def test_what_is_no_export_is_said_to_be_none(
    terminal: Terminal, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    code, told = terminal.run("verify-export", tmp_path / name)
    assert (code, told["error"]) == (5, "NotAnExport")


def test_a_folder_without_an_export_is_none(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    assert terminal.run("verify-export", tmp_path / "photos")[0] == 5
    assert terminal.run("verify-export", tmp_path / "nowhere")[0] == 5


def test_the_only_export_in_a_place_is_found(terminal: Terminal) -> None:
    assert terminal.run("verify-export", terminal.export.parent)[1]["best"] == 7


def test_no_card_stands_in_what_is_printed(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.cards[0].write_text(terminal.made.lines(1)[0][:-1], encoding="utf-8")
    code = cli.main(["verify-export", str(terminal.export), "--card", str(terminal.cards[0])])
    printed = capsys.readouterr()
    assert code == 3
    assert terminal.made.lines(1)[0][:9] not in printed.out + printed.err
