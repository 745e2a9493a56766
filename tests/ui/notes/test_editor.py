"""Typing a note: it is saved as it is typed, signed by a key, and never lost."""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.notes.bench import Bench
from tests.ui.unlocked import Desk, on_worker
from ui.context import ClientTarget
from vault.errors import EmptyNote
from vault.ids import CareSessionId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Privilege, Section

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk) -> Bench:
    return Bench(qtbot, desk)


def test_a_new_note_has_its_template_and_the_cursor_in_its_first_field(bench: Bench) -> None:
    editor = bench.new_note()
    headings = [field.accessibleName() for field in editor.fields]
    assert headings == ["Subjective", "Objective", "Assessment", "Plan"]
    assert bench.panel.window().focusWidget() is editor.fields[0]


def test_what_is_typed_is_on_disk_within_two_seconds(bench: Bench, tmp_path: Path) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[0], "Sleeps better.")
    typed_at = time.monotonic()
    bench.qtbot.waitUntil(lambda: not editor.saver.is_waiting, timeout=4_000)
    assert time.monotonic() - typed_at < 2
    assert "Saved" in editor.saved_label.text()
    crashed = bench.after_a_crash(tmp_path, editor.note.id)
    assert crashed.latest.sections[0].text == "Sleeps better."


def test_a_draft_that_was_broken_off_opens_as_it_was_typed(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[1], "Calm.")
    editor.save_now()
    bench.settle()
    bench.panel.edit(editor.note.head.shelf, editor.note.id)
    bench.open()
    bench.panel.edit(editor.note.head.shelf, editor.note.id)
    bench.qtbot.waitUntil(lambda: bench.panel.editor is not None)
    assert bench.editor.fields[1].text == "Calm."


def test_ctrl_return_signs_what_stands_there(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[3], "Continue.")
    QTest.keyClick(editor.fields[3], Qt.Key.Key_Return, CTRL)
    bench.qtbot.waitUntil(lambda: bench.panel.editor is None)
    (note,) = bench.notes()
    assert note.is_signed
    assert note.body.sections[3].text == "Continue."
    assert bench.actions()[-2:] == ["note.start", "note.sign"]


def test_an_empty_note_is_not_signed(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClick(editor.fields[0], Qt.Key.Key_Return, CTRL)
    bench.settle()
    assert [type(error) for error in bench.desk.dialogs.errors] == [EmptyNote]
    assert bench.panel.editor is editor


def test_closing_takes_the_draft_into_the_note_with_one_event(bench: Bench) -> None:
    editor = bench.new_note()
    for word in ("One. ", "Two."):
        QTest.keyClicks(editor.fields[0], word)
        editor.save_now()
    bench.settle()
    QTest.keyClick(editor.fields[0], Qt.Key.Key_Escape)
    bench.qtbot.waitUntil(lambda: bench.panel.editor is None)
    (note,) = bench.notes()
    assert note.draft is None
    assert note.body.sections[0].text == "One. Two."
    assert bench.actions()[-2:] == ["note.start", "note.edit"]


def test_flush_saves_before_it_goes_on(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[0], "Last words")
    gone: list[bool] = []
    bench.panel.flush(lambda: gone.append(True))
    assert not gone
    bench.qtbot.waitUntil(lambda: bool(gone))
    assert bench.note(editor.note.id).body.sections[0].text == "Last words"


def test_what_is_typed_while_it_closes_is_saved_too(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[0], "Before")
    went_on: list[bool] = []
    bench.panel.flush(lambda: went_on.append(True))
    QTest.keyClicks(editor.fields[0], ", after")
    bench.qtbot.waitUntil(lambda: bool(went_on))
    note = bench.note(editor.note.id)
    assert note.draft is None
    assert note.body.sections[0].text == "Before, after"


def test_who_asks_twice_to_go_on_is_heard_twice(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[0], "Left in a hurry")
    went_on: list[str] = []
    bench.panel.flush(lambda: went_on.append("first"))
    bench.panel.flush(lambda: went_on.append("second"))
    bench.qtbot.waitUntil(lambda: bool(went_on))
    assert went_on == ["first", "second"]


def test_after_a_failure_between_two_closings_it_can_still_be_left(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[0], "Kept")
    head = editor.head_form.head
    unknown = replace(head, care_session_id=CareSessionId(404))
    editor.saver.close(unknown, lambda: None)
    QTest.keyClicks(editor.fields[0], " and left")
    editor.saver.close(head, lambda: None)
    bench.settle()
    assert len(bench.desk.dialogs.errors) == 1
    gone: list[bool] = []
    bench.panel.flush(lambda: gone.append(True))
    bench.qtbot.waitUntil(lambda: bool(gone))
    assert bench.note(editor.note.id).body.sections[0].text == "Kept and left"


def test_who_goes_on_while_it_is_signed_waits_for_that_alone(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[0], "Signed and left")
    QTest.keyClick(editor.fields[0], Qt.Key.Key_Return, CTRL)
    went_on: list[bool] = []
    bench.panel.flush(lambda: went_on.append(True))
    bench.qtbot.waitUntil(lambda: bool(went_on))
    assert bench.note(editor.note.id).is_signed
    assert bench.desk.dialogs.errors == []


def test_locking_saves_without_waiting(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[0], "Called away")
    bench.desk.context.about_to_lock.emit()
    bench.settle()
    assert bench.note(editor.note.id).body.sections[0].text == "Called away"


def test_what_cannot_be_saved_stays_and_is_tried_again(bench: Bench) -> None:
    editor = bench.new_note()
    worker = bench.desk.worker
    session, worker.session = worker.session, None
    QTest.keyClicks(editor.fields[0], "Kept")
    editor.save_now()
    bench.settle()
    assert "not saved yet" in editor.notice.text
    assert editor.saver.is_waiting
    went_on: list[bool] = []
    bench.panel.flush(lambda: went_on.append(True))
    bench.settle()
    assert not went_on
    assert bench.panel.editor is editor
    worker.session = session
    editor.save_now()
    bench.settle()
    assert not editor.notice.text
    assert bench.note(editor.note.id).latest.sections[0].text == "Kept"


def test_sign_and_next_opens_the_next_draft(bench: Bench) -> None:
    first, second = bench.new_note(), bench.new_note("dap")
    QTest.keyClicks(second.fields[0], "Done.")
    wanted: list[object] = []
    bench.desk.context.client_requested.connect(wanted.append)
    QTest.keyClick(second.fields[0], Qt.Key.Key_Return, CTRL | SHIFT)
    bench.qtbot.waitUntil(lambda: bool(wanted))
    assert wanted == [
        ClientTarget(
            client_id=first.note.head.client_id, note_id=first.note.id, shelf=first.note.head.shelf
        )
    ]


def test_discarding_asks_first(bench: Bench) -> None:
    bench.desk.dialogs.says_yes = False
    editor = bench.new_note()
    editor.discard_button.click()
    bench.settle()
    assert bench.panel.editor is editor
    bench.desk.dialogs.says_yes = True
    editor.discard_button.click()
    bench.qtbot.waitUntil(lambda: bench.panel.editor is None)
    assert bench.notes() == []
    assert bench.desk.dialogs.questions[0].is_destructive


def test_head_and_late_entry_are_kept(bench: Bench) -> None:
    editor = bench.new_note()
    form = editor.head_form
    assert not form.late.isVisible()
    day = bench.desk.session.today() - timedelta(days=3)
    form.day.setDate(QDate(day.year, day.month, day.day))
    assert form.late.isVisible()
    QTest.keyClicks(form.late, "Ill")
    QTest.keyClicks(form.about, "her sister")
    form.privilege.setCurrentIndex(list(Privilege).index(Privilege.WAIVED))
    QTest.keyClicks(editor.fields[0], "x")
    editor.sign_button.click()
    bench.qtbot.waitUntil(lambda: bench.panel.editor is None)
    (note,) = bench.notes()
    assert (note.head.occurred_on, note.head.late_reason) == (day, "Ill")
    assert (note.head.about_whom, note.head.privilege) == ("her sister", Privilege.WAIVED)


def test_the_last_plan_can_be_started_from(bench: Bench) -> None:
    def write(session: object) -> None:
        head = NoteHead(
            client_id=bench.client_id, template_key="soap", occurred_on=bench.desk.session.today()
        )
        body = Body.of((Section(heading="Plan", text="Revisit the letter."),))
        note_id = notes.start(bench.desk.session, head, body)
        notes.sign(bench.desk.session, head.shelf, note_id)

    on_worker(bench.qtbot, bench.desk, write)
    editor = bench.new_note()
    assert editor.plan_button.isVisible()
    editor.plan_button.click()
    assert editor.fields[3].text == "Revisit the letter."
    assert not editor.plan_button.isVisible()


def test_bold_by_its_key_acts_on_the_field_written_in(bench: Bench) -> None:
    editor = bench.new_note()
    editor.fields[1].setFocus()
    QTest.keyClick(editor.fields[1], Qt.Key.Key_B, CTRL)
    QTest.keyClicks(editor.fields[1], "calm")
    assert editor.fields[1].text == "**calm**"


def test_words_are_counted(bench: Bench) -> None:
    editor = bench.new_note()
    QTest.keyClicks(editor.fields[0], "three little words")
    bench.qtbot.waitUntil(lambda: editor.words_label.text() == "3 words")
