"""``casekeep import`` as a script uses it: a dry run, then a commit, then taken back."""

from pathlib import Path

import pytest

from tests.cli.calling import as_program
from tests.cli.test_cli_documents import folder, run
from tests.keyring_daemon import KeyringDaemon

__all__ = ["folder"]

LIST = "First Name*;Last Name;DOB;Insurance\nBo;Lindqvist;03/04/1990;Wisteria\nAna;Ortiz;;\n;;;\n"
REPORT = (
    "Date of Service,Client,Charge,Paid,Charge\r\n"
    '11/02/2026 09:00,"Ortiz, Ana",120,120,0\r\n11/03/2026 10:00,"Who, Doctor",120,0,120\r\n'
)


def test_a_list_is_planned_committed_and_taken_back(folder: Path) -> None:
    path = folder.parent / "clients.csv"
    path.write_text(LIST, encoding="cp1252")
    code, dry = run("import", folder, str(path), "--kind", "clients")
    assert code == 0
    assert (dry["entries"], dry["new"], dry["skip"]) == (2, 1, 1)
    assert run("imports", folder)[1] == {"import": []}
    told = [str(path), "--kind", "clients", "--commit"]
    code, done = run("import", folder, *told, call=as_program)
    assert (code, done["clients"], done["skipped"]) == (0, 1, 1)
    assert len(run("search", folder, "Lindqvist")[1]["client"]) == 1
    assert run("import-undo", folder, str(done["batch"]))[0] == 0
    assert run("search", folder, "Lindqvist")[1]["client"] == []
    assert run("verify-vault", folder)[0] == 0
    assert run("imports", folder)[1]["import"][0]["undone_at"]


def test_sessions_come_to_the_client_who_was_named(folder: Path) -> None:
    path = folder.parent / "report.csv"
    path.write_text(REPORT, encoding="utf-8")
    told = ["--kind", "appointments", "--past-status", "held"]
    code, dry = run("import", folder, str(path), *told)
    assert code == 0
    assert {one["text"]: one["is_matched"] for one in dry["client"]} == {
        "Ortiz, Ana": False,
        "Who, Doctor": False,
    }
    match = ["--match", "Ortiz, Ana=0001", "--commit"]
    code, done = run("import", folder, str(path), *told, *match)
    assert (code, done["sessions"], done["skipped"]) == (0, 1, 1)


def test_notes_come_with_their_originals(folder: Path) -> None:
    notes = folder.parent / "notes"
    notes.mkdir()
    (notes / "2024-03-05.txt").write_text("A nightjar, she said.", encoding="utf-8")
    code, dry = run("import", folder, str(notes), "--kind", "notes")
    assert code == 0
    assert dry["file"][0]["day"] == "2024-03-05"
    nobody = run("import", folder, str(notes), "--kind", "notes", "--commit")
    assert nobody[0] == 9
    whose = ["--client", "0001", "--commit"]
    code, done = run("import", folder, str(notes), "--kind", "notes", *whose)
    assert (code, done["notes"], done["documents"]) == (0, 1, 1)
    assert len(run("search", folder, "nightjar")[1]["note"]) == 1
    assert len(run("document list", folder, "--client", "0001")[1]["document"]) == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_table_is_refused(
    folder: Path, real_keyring: KeyringDaemon, content: bytes
) -> None:
    path = folder.parent / "clients.csv"
    path.write_bytes(content)
    told = [str(path), "--kind", "clients", "--commit"]
    assert run("import", folder, *told, call=as_program)[0] == 9
