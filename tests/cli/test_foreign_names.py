"""Files and folders whose names are no UTF-8, as an old disk or stick brings them."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.calling import as_program
from tests.cli.test_cli_documents import folder, run

__all__ = ["folder"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
BAD = os.fsdecode(b"Pe\xf1a \xff.txt")
FOLDER = os.fsdecode(b"Stick \xff")


def test_notes_with_such_names_come_in_under_readable_ones(folder: Path) -> None:
    (notes := folder.parent / "notes" / FOLDER).mkdir(parents=True)
    (notes / BAD).write_text("A nightjar, she said.", encoding="utf-8")
    code, dry = run("import", folder, str(notes.parent), "--kind", "notes", call=as_program)
    assert (code, dry["file"][0]["file"]) == (0, f"{FOLDER}/{BAD}")
    whose = ["--match", f"{FOLDER}=0001", "--commit"]
    code, done = run(
        "import", folder, str(notes.parent), "--kind", "notes", *whose, call=as_program
    )
    assert (code, done["notes"], done["documents"]) == (0, 1, 1)
    (listed,) = run("document list", folder, "--client", "0001")[1]["document"]
    assert (listed["file_name"], listed["title"]) == ("Pe\ufffda \ufffd.txt",) * 2


def test_a_document_with_such_a_name_comes_in_under_a_readable_one(folder: Path) -> None:
    (path := folder.parent / BAD).write_bytes(b"content")
    code, added = run("document add", folder, str(path), "--client", "0001", call=as_program)
    assert (code, added["document"][0]["file_name"]) == (0, "Pe\ufffda \ufffd.txt")
    out = ["--out", str(folder.parent / FOLDER)]
    code, told = run("document export", folder, str(added["document"][0]["id"]), *out)
    assert (code, told["file"]) == (0, out[1])


@pytest.mark.parametrize("as_json", [True, False])
def test_an_export_goes_to_such_a_place(folder: Path, as_json: bool) -> None:
    out = folder.parent / FOLDER
    whose = ["--client", "0001", "--form", "json", "--out", str(out), "--plain"]
    secret = ["--secret-file", str(folder.parent / "secret.txt")]
    code, told = as_program(
        ["export", str(folder), *whose, *secret, *(["--json"] if as_json else [])]
    )
    assert code == 0
    assert out.is_file()
    assert told["file"] == str(out) if as_json else "file: " in told


def test_such_a_place_is_refused_for_backups_in_words(folder: Path) -> None:
    (stick := folder.parent / FOLDER).mkdir()
    code, told = run("backup", folder, "--to", str(stick), call=as_program)
    assert (code, told["error"]) == (8, "DestinationUnnameable")
    assert "letters" in told["words"]
    assert list(stick.iterdir()) == []


def test_a_label_that_no_row_can_keep_is_refused(folder: Path) -> None:
    (stick := folder.parent / "stick").mkdir()
    code, told = run("backup", folder, "--to", str(stick), "--label", FOLDER, call=as_program)
    assert (code, told["error"]) == (9, "InvalidValue")
