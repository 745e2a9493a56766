"""The dry run: which rows are shown, what is chosen for one and for all like it."""

import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QRadioButton

from tests.ui.importing.guide import CALENDAR, CLIENT_LIST, REPORT, Guide, note_folder
from tests.ui.small_practice import SmallPractice
from ui.importing import summary
from ui.importing.client_preview import ClientPreview
from ui.importing.columns_step import ColumnsStep
from ui.importing.matching_step import MatchingStep
from ui.importing.note_preview import NotePreview
from ui.importing.session_preview import SessionPreview
from ui.importing.summary_step import SummaryStep
from ui.widgets.typed_day import DayField
from vault.importers.batch_model import ImportKind
from vault.importers.model import Choice
from vault.importers.note_model import DayFrom
from vault.importers.table_model import Field

_MANY = 1_500
_BLOCK_S = 0.1
"""How long the window may keep a key waiting when the preview opens; a tenth of a second is
what people notice."""


def _to_clients(guide: Guide, tmp_path: Path, text: str = CLIENT_LIST) -> ClientPreview:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, text)
    guide.next()
    return guide.at(ClientPreview)


def test_the_held_ones_are_shown_apart(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    preview = _to_clients(guide, tmp_path)
    said = [one.text() for one in preview.sieves.buttons]
    assert said == ["All  5", "Coming in  2", "Held back  1", "Refused  2"]
    preview.sieves.choose(2)
    assert [preview.plan.rows[key].line for key in preview.model.keys] == [2]
    preview._choose(preview.plan.rows[0], Choice.NEW, None)
    assert list(preview.model.keys) == [0], "what was decided stays in sight"
    assert preview.model.index(0, 3).data() == "New client"


def test_the_panel_offers_who_it_may_be(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    preview = _to_clients(guide, tmp_path)
    radios = [one for one in preview.panel.findChildren(QRadioButton) if one.isVisible()]
    assert [one.text() for one in radios][1] == "Merge with Amara Osei · 0001"
    assert not any(one.isChecked() for one in radios), "a held entry is not decided beforehand"
    radios[1].click()
    assert preview.plan.rows[0].fate is Choice.MERGE


def test_a_choice_for_all_like_this(guide: Guide, practice: SmallPractice, tmp_path: Path) -> None:
    text = "Name\nAmara Osei\nBo Lindqvist\nCamila Reyes\nNobody Known\n"
    preview = _to_clients(guide, tmp_path, text)
    preview._choose(preview.plan.rows[2], Choice.SKIP, None)
    row = preview.plan.rows[0]
    preview._choose(row, Choice.MERGE, row.duplicates[0])
    preview._choose_all(preview.plan.rows[0])
    guide.settle()
    fates = [one.fate for one in preview.plan.rows]
    assert fates == [Choice.MERGE, Choice.MERGE, Choice.SKIP, Choice.NEW], "the third by hand"
    assert {one.into.client_id for one in preview.plan.rows if one.into} == set(
        practice.clients[:2]
    )


def test_a_column_taken_for_something_else_changes_the_plan(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    preview = _to_clients(guide, tmp_path)
    assert preview.plan.rows[4].extras
    guide.back()
    columns = guide.at(ColumnsStep)
    shoes = columns.rows[-1].combo
    shoes.setCurrentIndex(shoes.findData(Field.RECORD_NUMBER))
    shoes.activated.emit(shoes.currentIndex())
    guide.settle()
    guide.next()
    assert guide.at(ClientPreview).plan.rows[4].record_number == "41"


def test_the_order_of_dates_is_asked_where_it_is_open(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, "Name,DOB\nWren Ito,4/3/1990\n")
    row = guide.at(ColumnsStep).rows[1]
    assert row.order_line.isVisible()
    row.order.setCurrentIndex(1)
    row.order.activated.emit(1)
    guide.next()
    details = guide.at(ClientPreview).plan.rows[0].details
    assert details is not None and str(details.birth_date) == "1990-03-04"


def test_a_long_list_does_not_keep_the_window_waiting(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    rows = "\n".join(f"First{n} Last{n},{n % 12 + 1}/28/1980,555 {n:04}" for n in range(_MANY))
    guide.bring_text(ImportKind.CLIENTS, tmp_path, f"Name,DOB,Phone\n{rows}\n")
    guide.next()
    preview = guide.at(ClientPreview)
    assert preview.count == _MANY
    taken: list[float] = []
    for act in (
        preview.enter,
        preview.table.scrollToBottom,
        lambda: preview.sieves.choose(1),
        lambda: preview.table.go_to(_MANY // 2),
        lambda: preview._choose(preview.plan.rows[7], Choice.SKIP, None),
    ):
        began = time.thread_time()  # of this thread alone: others share the machine
        act()
        QApplication.processEvents()
        taken.append(time.thread_time() - began)
    assert max(taken) < _BLOCK_S, taken
    assert len(preview.model._made) < 200, "rows that nobody saw were made"


def _matched(guide: Guide, practice: SmallPractice) -> SessionPreview:
    """Say whose the two names of a calendar are, and go on to the preview."""
    guide.next()
    matching = guide.at(MatchingStep)
    for client_id in practice.clients[:2]:
        matching._decide(client_id)
    guide.next()
    return guide.at(SessionPreview)


def test_a_session_that_is_held_back_comes_in_when_a_person_says_so(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.CALENDAR, tmp_path, CALENDAR)
    preview = _matched(guide, practice)
    assert preview.model.index(1, 4).data() == "Held back"
    preview.table.go_to(1)
    preview._choose([preview.rows[1]], is_taken=True)
    assert preview.model.index(1, 4).data() == "Comes in: planned"
    guide.next()
    assert guide.wizard.next_button.text() == "Bring in 2 sessions"


def test_of_an_event_that_repeats_one_session_may_come_in(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    text = CALENDAR.replace("SUMMARY:Holiday", "SUMMARY:Bo\nRRULE:FREQ=WEEKLY;COUNT=3")
    guide.bring_text(ImportKind.CALENDAR, tmp_path, text)
    preview = _matched(guide, practice)
    preview._choose([preview.rows[2]], is_taken=True)
    fates = [preview.model.index(row, 4).data() for row in range(4)]
    assert fates == ["Comes in: planned", "Held back", "Comes in: planned", "Held back"]
    guide.next()
    guide.next()
    batch = guide.answers.batch
    assert batch is not None
    assert (batch.counts.sessions, batch.counts.skipped) == (2, 2)


def test_sessions_that_came_before_are_held_the_second_time(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    for is_second in (False, True):
        guide.bring_text(ImportKind.APPOINTMENTS, tmp_path, REPORT)
        guide.next()
        guide.next()
        matching = guide.at(MatchingStep)
        matching._decide(practice.clients[0])
        matching._decide(practice.clients[1])
        guide.next()
        preview = guide.at(SessionPreview)
        if is_second:
            assert preview.model.index(0, 4).data() == "Held back"
            preview._choose([preview.rows[0]], is_taken=True)
        guide.next()
        guide.next()
        batch = guide.answers.batch
        assert batch is not None
        assert batch.counts.sessions == (1 if is_second else 3)
        guide.wizard.close()
        guide = Guide(guide.qtbot, guide.desk)


def test_a_day_and_a_client_of_one_file(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring(ImportKind.NOTES, note_folder(tmp_path))
    guide.at(MatchingStep)
    guide.next()
    preview = guide.at(NotePreview)
    names = [file.name for file in guide.answers.files]
    preview.table.go_to(names.index("loose.txt"))
    preview._choose(guide.answers.files[names.index("loose.txt")], practice.clients[1])
    field = preview.panel.findChildren(DayField)[-1]
    field.setText("2024-05-06")
    field.editingFinished.emit()
    [choice] = guide.answers.note_choices()
    assert (choice.client_id, str(choice.file.day)) == (practice.clients[1], "2024-05-06")
    assert choice.file.day_from is DayFrom.CHOSEN
    for unusable in ("2224-05-06", "0224-05-06"):
        field.setText(unusable)
        field.editingFinished.emit()
        assert preview.notice.text and str(guide.answers.days["loose.txt"]) == "2024-05-06"


def test_a_file_that_its_client_has_comes_again_only_by_choice(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    root = note_folder(tmp_path)
    copy = "Amara/2024-03-05 session, copy.txt"
    (root / copy).write_text("A kingfisher at the weir.", encoding="utf-8")
    _notes_of_amara(guide, practice, root)
    assert guide.answers.sift_files().had.there == {"Amara/2024-03-05 session.txt"}
    guide.next()
    guide.next()
    batch = guide.answers.batch
    assert batch is not None and batch.counts.notes == 2
    guide.wizard.close()

    guide = Guide(guide.qtbot, guide.desk)
    preview = _notes_of_amara(guide, practice, root)
    said = [one.text() for one in preview.sieves.buttons]
    assert said[1] == "Coming in  0" and "There already  3" in said
    preview.table.go_to(0)
    assert preview.model.index(0, 3).data() == "Left out"
    assert "has this very file already" in preview.model.index(0, 5).data()
    assert summary.left_out_lines(guide.answers)[-1] == "3 files are there already."
    assert summary.left_out_lines(guide.answers)[0] == "3 files have no client."
    radios = [one for one in preview.panel.findChildren(QRadioButton) if one.isVisible()]
    radios[0].click()
    [choice] = guide.answers.note_choices()
    assert choice.file.name == guide.answers.files[0].name
    assert preview.model.index(0, 3).data() == "Note and original"


def test_two_alike_of_different_days_both_come_in_with_a_remark(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    root = note_folder(tmp_path)
    (root / "Amara/2024-04-09.txt").write_text("A kingfisher at the weir.", encoding="utf-8")
    preview = _notes_of_amara(guide, practice, root)
    coming = [choice.file.name for choice in guide.answers.note_choices()]
    assert len(coming) == 3 and "Amara/2024-04-09.txt" in coming
    at = [file.name for file in guide.answers.files].index("Amara/2024-04-09.txt")
    assert preview.model.index(at, 3).data() == "Note and original"
    assert "a file like it, of another day" in preview.model.index(at, 5).data()
    preview.table.go_to(at)
    field = preview.panel.findChildren(DayField)[-1]
    field.setText("2024-03-05")
    field.editingFinished.emit()
    assert preview.model.index(at, 3).data() == "Left out"
    assert "Coming in  2" in [one.text() for one in preview.sieves.buttons]
    assert preview.panel.findChildren(QRadioButton)


def _notes_of_amara(guide: Guide, practice: SmallPractice, root: Path) -> NotePreview:
    guide.bring(ImportKind.NOTES, root)
    matching = guide.at(MatchingStep)
    guide.answers.owners["Amara"] = practice.clients[0]
    matching.changed.emit()
    guide.next()
    return guide.at(NotePreview)


def test_nothing_chosen_is_nothing_to_bring_in(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.APPOINTMENTS, tmp_path, REPORT)
    for _ in range(4):
        guide.next()
    guide.at(SummaryStep)
    assert not guide.wizard.next_button.isEnabled()


def test_what_is_in_no_entry_is_said_on_every_page(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    text = "Caseload of A. Stone\nNo calls to Ana's mother\nName,DOB\nAna Diaz,1980-05-20\n"
    guide.bring_text(ImportKind.CLIENTS, tmp_path, text)
    above = guide.at(ColumnsStep).above
    assert above.isVisible() and "No calls to Ana's mother" in above.text()
    guide.next()
    remarks = guide.at(ClientPreview).remarks
    assert remarks.isVisible()
    assert remarks.text().splitlines()[1] == (
        "Belongs to no entry; left out. “No calls to Ana's mother”"
    )
    guide.next()
    assert summary.left_out_lines(guide.at(SummaryStep).answers) == [
        "2 × Belongs to no entry; left out."
    ]


def test_a_file_without_remarks_has_no_line_for_them(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, "Name,Phone\nAna Diaz,555\n")
    assert not guide.at(ColumnsStep).above.isVisible()
    guide.next()
    assert not guide.at(ClientPreview).remarks.isVisible()
