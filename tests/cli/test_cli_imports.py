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


def test_sessions_that_are_there_come_again_only_if_asked_to(folder: Path) -> None:
    path = folder.parent / "report.csv"
    path.write_text(REPORT, encoding="utf-8")
    told = [str(path), "--kind", "appointments", "--match", "Ortiz, Ana=0001"]
    run("import", folder, *told, "--commit")
    dry = run("import", folder, *told)[1]
    assert (2, "session_there") in [(one["line"], one["reason"]) for one in dry["held"]]
    code, again = run("import", folder, *told, "--take-held", "--commit")
    assert (code, again.get("sessions", 0), again["skipped"]) == (0, 0, 2)
    assert run("import", folder, *told, "--duplicates", "new", "--commit")[1]["sessions"] == 1


def test_of_an_event_that_repeats_only_what_is_new_comes_the_second_time(folder: Path) -> None:
    path = folder.parent / "calendar.ics"
    event = "UID:1\nSUMMARY:Ana\nDTSTART:20260105T100000\nRRULE:FREQ=WEEKLY;COUNT={}\n"
    told = [str(path), "--kind", "calendar", "--match", "Ana=0001", "--commit"]
    found = []
    for count in (2, 3):
        text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event.format(count)}END:VEVENT\nEND:VCALENDAR\n"
        path.write_text(text, encoding="utf-8")
        done = run("import", folder, *told)[1]
        found.append((done["sessions"], done.get("skipped", 0)))
    assert found == [(2, 0), (1, 2)]


def test_a_record_number_alone_merges_nobody(folder: Path) -> None:
    path = folder.parent / "clients.csv"
    path.write_text("Name,Client ID\nSomebody Else,0001\n", encoding="utf-8")
    told = [str(path), "--kind", "clients", "--commit", "--duplicates"]
    code, done = run("import", folder, *told, "merge")
    assert (code, done.get("merged", 0), done["skipped"]) == (0, 0, 1)
    code, done = run("import", folder, *told, "new")
    assert (code, done["clients"], done["notes"]) == (0, 1, 1)


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


def test_notes_that_are_there_come_again_only_if_asked_to(folder: Path) -> None:
    notes = folder.parent / "notes"
    notes.mkdir()
    for name in ("2024-03-05.txt", "copy of 2024-03-05.txt"):
        (notes / name).write_text("A nightjar, she said.", encoding="utf-8")
    told = [str(notes), "--kind", "notes", "--client", "0001"]
    code, done = run("import", folder, *told, "--commit")
    assert (code, done["notes"], done["there"]) == (0, 1, ["copy of 2024-03-05.txt"])
    dry = run("import", folder, *told)[1]
    assert [one["is_there"] for one in dry["file"]] == [True, True]
    code, again = run("import", folder, *told, "--commit")
    assert (code, again.get("notes", 0), len(again["there"])) == (0, 0, 2)
    assert run("import", folder, *told, "--duplicates", "new", "--commit")[1]["notes"] == 2


def test_short_notes_alike_come_in_each_for_its_day(folder: Path) -> None:
    notes = folder.parent / "notes"
    notes.mkdir()
    told = [str(notes), "--kind", "notes", "--client", "0001"]
    for name in ("2024-01-05.txt", "2024-02-09.txt"):
        (notes / name).write_text("No show. Left a voicemail.", encoding="utf-8")
    code, done = run("import", folder, *told, "--commit")
    assert (code, done["notes"], done["there"]) == (0, 2, [])
    (notes / "2024-03-08.txt").write_text("No show. Left a voicemail.", encoding="utf-8")
    dry = run("import", folder, *told)[1]["file"]
    assert [(one["is_there"], one["is_alike"]) for one in dry] == [
        (True, False),
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_table_is_refused(
    folder: Path, real_keyring: KeyringDaemon, content: bytes
) -> None:
    path = folder.parent / "clients.csv"
    path.write_bytes(content)
    told = [str(path), "--kind", "clients", "--commit"]
    assert run("import", folder, *told, call=as_program)[0] == 9
