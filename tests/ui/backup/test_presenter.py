"""Backups in words."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ui.backup.home_words import home_line, state_words
from ui.backup.medium_words import age_words
from ui.backup.presenter import drill_kind, drill_words, place_view, snapshot_cells
from ui.backup.runner import Task, Work
from ui.backup.task_words import result_words, step_words
from vault.backup.model import (
    BackupReport,
    Destination,
    DrillResult,
    Fate,
    Freshness,
    LostDocument,
    ResealReport,
    Snapshot,
)
from vault.errors import Cancelled, DestinationFull
from vault.ids import CopyId, DestinationId

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
BLUE = Destination(
    id=DestinationId(1),
    uid="u",
    instance_id="i",
    path=Path("/media/blue"),
    label="Blue",
    is_synced=False,
    added_at=AT,
)
NEWEST = Snapshot(
    id=CopyId(1),
    destination_id=BLUE.id,
    number=4,
    made_at=AT,
    recipients=frozenset(),
    commits=1,
    documents=12,
    size=4_300_000,
    verified_at=AT,
    drilled_at=None,
    drill=None,
    fate=Fate.KEPT,
)
FRESH = Freshness(
    destination=BLUE,
    newest=NEWEST,
    age_days=3,
    is_reachable=True,
    is_due=True,
    is_drill_due=False,
)


def _task(work: Work = Work.BACKUP) -> Task:
    return Task(work=work, place=BLUE)


def test_ages() -> None:
    assert [age_words(days) for days in (0, 1, 3)] == ["from today", "1 day old", "3 days old"]


def test_home_says_the_age_of_the_newest_and_what_is_away() -> None:
    away = replace(
        FRESH,
        destination=replace(BLUE, id=DestinationId(2), label="Safe"),
        age_days=40,
        is_reachable=False,
    )
    line = home_line([FRESH, away], None, {})
    assert line.text == "Newest backup is 3 days old"
    assert line.about == "“Safe” is not reachable, its newest is 40 days old"
    assert (state_words(line), line.act) == ("Up to date", "back_up")


def test_home_says_a_failure_and_forgets_it_with_the_next_success() -> None:
    task = _task()
    task.error = DestinationFull()
    line = home_line([FRESH], None, {BLUE.id: task})
    assert line.kind == "danger"
    assert "no room left" in line.about
    assert home_line([FRESH], None, {BLUE.id: _task()}).kind == "good"


def test_home_is_not_up_to_date_while_documents_are_lost() -> None:
    drill = DrillResult(documents=12, damaged=("a",), missing=("b",))
    checked = replace(NEWEST, number=3, drill=drill, drilled_at=AT)
    line = home_line([replace(FRESH, checked=checked)], None, {})
    assert line.about == "“Blue”, backup 3: 2 of 12 documents would not come back."
    assert (line.kind, state_words(line)) == ("danger", "Not whole")
    lacking = replace(NEWEST, missing=2)
    line = home_line([replace(FRESH, newest=lacking)], None, {})
    assert line.about.startswith("“Blue”, backup 4: 2 documents are missing or damaged in")
    assert (line.kind, state_words(line)) == ("danger", "Not whole")
    assert place_view(replace(FRESH, newest=lacking)).newest_kind == "danger"


def test_what_a_backup_was_never_given_is_said_once() -> None:
    drill = DrillResult(documents=12, missing=("b",))
    known = replace(NEWEST, missing=1, drill=drill, drilled_at=AT)
    line = home_line([replace(FRESH, newest=known, checked=known)], None, {})
    assert "would not come back" not in line.about


def test_a_backup_that_is_not_there_any_more_is_said_so() -> None:
    said, kind = result_words(
        Task(work=Work.DRILL, place=BLUE, drilled=DrillResult(documents=0, damage="absent"))
    )
    assert said.startswith("“Blue”: the newest backup is not there any more.")
    assert kind == "danger"


def test_a_drill_names_what_would_not_come_back() -> None:
    result = DrillResult(documents=12, damaged=("a",), missing=("b",))
    assert drill_words(result) == "2 of 12 documents would not come back."
    assert drill_words(DrillResult(documents=1)) == "the records and 1 document came back whole."
    assert drill_words(DrillResult(documents=0)) == "the records came back whole."
    assert "its records" in drill_words(DrillResult(documents=0, damage="records"))


def test_a_drill_of_a_newer_format_says_whose_it_is_and_nothing_of_damage() -> None:
    newer = DrillResult(documents=0, damage="newer")
    assert drill_words(newer).startswith("made by a newer Casekeep")
    damaged = DrillResult(documents=0, damage="records")
    kinds = [drill_kind(one) for one in (DrillResult(documents=1), newer, damaged)]
    assert kinds == ["good", "attention", "danger"]
    task = Task(work=Work.DRILL, place=BLUE, drilled=newer)
    said, kind = result_words(task)
    assert "damaged" not in said
    assert "Make a new backup" not in said
    assert kind == "attention"


def test_a_place_says_all_of_its_newest() -> None:
    shown = place_view(replace(FRESH, is_drill_due=True))
    assert "number 4" in shown.newest
    assert "12 documents" in shown.newest
    assert shown.drill.startswith("To be checked")
    assert place_view(replace(FRESH, newest=None, age_days=None)).newest_kind == "attention"


def test_a_backup_without_some_documents_names_their_records() -> None:
    task = _task()
    lost = LostDocument(uid="x", record_number="0417", title="Consent", is_damaged=True)
    task.report = BackupReport(
        copy_id=CopyId(1),
        number=5,
        documents=11,
        copied=1,
        copied_bytes=1,
        lost=(lost, lost),
        unknown=(9,),
    )
    text, kind = result_words(task)
    assert kind == "danger"
    assert "2 documents are missing or damaged" in text
    assert text.count("record 0417") == 1
    assert "Consent" not in text
    assert "1 backup there is not in this vault's list" in text


def test_what_was_not_sealed_anew_is_named() -> None:
    done = [
        ResealReport(),
        ResealReport(absent=(1,)),
        ResealReport(damaged=(2,), absent=(1,), keyless=(3, 4)),
    ]
    tasks = [Task(work=Work.RESEAL, place=BLUE, resealed=one) for one in done]
    told = [result_words(task) for task in tasks]
    assert [kind for _, kind in told] == ["good", "attention", "danger"]
    assert "now open with today's ways" in told[0][0]
    assert "sealed anew: not there: 1. They open with the old sheet" in told[1][0]
    assert "damaged: 2; not there: 1; there again, though said to be gone: 3, 4." in told[2][0]
    assert "“Enter unknown backups…”" in told[2][0]


def test_stopped_is_no_failure() -> None:
    task = _task()
    task.error = Cancelled()
    assert result_words(task) == ("Stopped. Nothing half done was left at “Blue”.", "info")


def test_a_step_names_its_count() -> None:
    task = _task()
    task.step, task.done, task.total = "records", 640, 2048
    assert step_words(task) == "Copying the records: 640 of 2,048 pages"
    task.step, task.total = "announce", 0
    assert step_words(task) == "Finishing the backup"


def test_a_row_says_what_became_of_a_backup() -> None:
    cells = snapshot_cells(replace(NEWEST, fate=Fate.MISSING, verified_at=None))
    assert (cells[0], cells[2], cells[4], cells[6]) == ("4", "12", "No", "Missing")


def test_a_backup_from_a_day_to_come_says_that_the_clock_is_behind() -> None:
    assert age_words(0) == "from today"
    assert "clock is behind" in age_words(-1)
    view = place_view(replace(FRESH, age_days=-1))
    assert (view.newest_kind, "clock is behind" in view.newest) == ("attention", True)


def test_what_was_entered_and_what_another_place_has_is_said() -> None:
    said, kind = result_words(Task(work=Work.ADOPT, place=BLUE, adopted=(3,)))
    assert (said, kind) == ("1 backup on “Blue” was entered in the list of copies.", "good")
    said, kind = result_words(Task(work=Work.ADOPT, place=BLUE, adopted=(3, 4), copied=(16,)))
    assert "2 backups on “Blue” were entered" in said
    assert "Copied there by hand from another place, and not entered a second time: 16." in said
    assert kind == "attention"
