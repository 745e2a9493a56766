"""The notes of a client: the timeline, the small dialogs, psychotherapy notes apart."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.notes.bench import Bench, the
from tests.ui.unlocked import Desk, on_worker
from tests.vault_fixtures import StoppedClock
from ui.notes.body_view import BodyView
from ui.notes.dialogs import AddendumDialog, ErrorDialog
from ui.notes.note_card import NoteCard
from ui.notes.quick_dialogs import NoShowDialog, PhoneCallDialog
from ui.notes.timeline import PAGE
from vault.clients import care_sessions
from vault.clients.model import CareSession, CareSessionDetails, CareSessionStatus
from vault.ids import NoteId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.session import Session


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk) -> Bench:
    return Bench(qtbot, desk)


def write(bench: Bench, *texts: str, is_signed: bool = True) -> list[NoteId]:
    """Write a note for each text, the last one today, the others a day earlier each."""

    def job(session: Session) -> list[NoteId]:
        written = []
        for back, text in enumerate(reversed(texts)):
            day = session.today() - timedelta(days=back)
            head = NoteHead(client_id=bench.client_id, occurred_on=day)
            body = Body.of((Section(heading="", text=text),))
            written.append(notes.start(session, head, body))
            if is_signed:
                notes.sign(session, head.shelf, written[-1])
        return written

    found = on_worker(bench.qtbot, bench.desk, job)
    bench.open()
    return found


def shown(card: NoteCard) -> str:
    return "\n".join(body.toPlainText() for body in card.findChildren(BodyView))


def cards(bench: Bench) -> list[NoteCard]:
    return bench.panel.timeline.cards


def test_an_empty_timeline_says_what_belongs_here(bench: Bench) -> None:
    assert cards(bench) == []
    assert bench.panel.timeline.empty.isVisible()


def test_notes_stand_newest_first(bench: Bench) -> None:
    write(bench, "first", "second", "third")
    assert [shown(card) for card in cards(bench)] == ["third", "second", "first"]


def test_fifty_are_loaded_and_more_as_one_scrolls(bench: Bench) -> None:
    write(bench, *(f"note {number}" for number in range(PAGE + 20)))
    assert len(cards(bench)) == PAGE
    bar = bench.panel.scroll_bar
    bar.setValue(bar.maximum())
    bench.settle()
    assert len(cards(bench)) == PAGE + 20
    assert shown(cards(bench)[-1]) == "note 0"


def test_a_note_far_down_is_loaded_when_it_is_asked_for(bench: Bench) -> None:
    written = write(bench, *(f"note {number}" for number in range(PAGE + 20)))
    bench.panel.reveal(written[-1])
    bench.settle()
    card = bench.panel.window().focusWidget()
    assert isinstance(card, NoteCard)
    assert card.note.id == written[-1]


def test_cards_that_did_not_change_stay(bench: Bench) -> None:
    (written,) = write(bench, "stays")
    before = cards(bench)[0]
    on_worker(
        bench.qtbot,
        bench.desk,
        lambda session: notes.start(
            session, NoteHead(client_id=bench.client_id, occurred_on=session.today())
        ),
    )
    bench.qtbot.waitUntil(lambda: len(cards(bench)) == 2)
    assert before in cards(bench)
    assert before.note.id == written


def test_nothing_in_a_note_is_loaded(bench: Bench) -> None:
    write(bench, "<img src='file:///etc/hostname'> **bold**")
    assert shown(cards(bench)[0]) == "<img src='file:///etc/hostname'> bold"
    loaded = the(cards(bench)[0], BodyView).loadResource(2, "file:///etc/hostname")
    # not None: Qt would look for the file by itself
    assert isinstance(loaded, QImage) and loaded.size() == QSize(1, 1)


def test_a_very_long_note_shows_its_beginning_first(bench: Bench) -> None:
    write(bench, "word " * 20_000)
    card = cards(bench)[0]
    begun = len(shown(card))
    assert begun < 7_000
    card.more_button.click()
    assert len(shown(card)) > 90_000


def test_an_addendum_stands_below_its_note(bench: Bench) -> None:
    (written,) = write(bench, "The letter is of 2018.")
    card = cards(bench)[0]
    card.addendum_requested.emit(card.note)
    dialog = the(bench.panel, AddendumDialog)
    QTest.keyClicks(dialog.field, "It is of 2019.")
    dialog.act_button.click()
    bench.qtbot.waitUntil(lambda: "It is of 2019." in shown(cards(bench)[0]))
    assert bench.note(written).addenda[0].text == "It is of 2019."


@pytest.mark.parametrize(("act", "kind"), [(0, AddendumDialog), (-1, ErrorDialog)])
def test_after_an_act_on_a_note_the_keys_are_on_that_note_again(
    bench: Bench, act: int, kind: type[AddendumDialog | ErrorDialog]
) -> None:
    (written, _) = write(bench, "The letter is of 2018.", "The letter is of 2017.")
    card = cards(bench)[0]
    card.menu_button.setFocus()
    card.menu_button.menu().actions()[act].trigger()
    dialog = the(bench.panel, kind)
    bench.qtbot.waitUntil(dialog.field.hasFocus)
    QTest.keyClicks(dialog.field, "It is of 2019.")
    with bench.qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.act_button, Qt.Key.Key_Space)

    def is_there_again() -> bool:
        card = cards(bench)[0]
        is_changed = card.note.error is not None or bool(card.note.addenda)
        # Of the window: this platform does not make it the active one again by itself.
        return is_changed and bench.panel.window().focusWidget() is card

    bench.qtbot.waitUntil(is_there_again)
    assert cards(bench)[0].note.id == written


def test_an_addendum_being_typed_is_kept_as_a_draft_when_the_vault_locks(bench: Bench) -> None:
    write(bench, "Signed.")
    card = cards(bench)[0]
    card.addendum_requested.emit(card.note)
    QTest.keyClicks(the(bench.panel, AddendumDialog).field, "Half a sent")
    bench.desk.context.about_to_lock.emit()
    bench.settle()
    kept = [note for note in bench.notes() if not note.is_signed]
    assert [note.body.sections[0].text for note in kept] == ["Half a sent"]


def test_entered_in_error_is_struck_through_and_keeps_its_text(bench: Bench) -> None:
    write(bench, "About another client.")
    card = cards(bench)[0]
    card.error_requested.emit(card.note)
    dialog = the(bench.panel, ErrorDialog)
    QTest.keyClicks(dialog.field, "Wrong record")
    dialog.act_button.click()
    bench.qtbot.waitUntil(lambda: cards(bench)[0].note.error is not None)
    card = cards(bench)[0]
    assert shown(card) == "About another client."
    assert "line-through" in the(card, BodyView).toHtml()


def test_an_error_without_a_reason_is_refused_in_place(bench: Bench) -> None:
    write(bench, "x")
    card = cards(bench)[0]
    card.error_requested.emit(card.note)
    dialog = the(bench.panel, ErrorDialog)
    dialog.act_button.click()
    bench.settle()
    assert "reason" in dialog.notice.text
    assert dialog.isVisible()


def test_the_signature_is_checked(bench: Bench) -> None:
    write(bench, "Signed.")
    card = cards(bench)[0]
    card.check_requested.emit(card.note)
    bench.settle()
    assert [title for title, _ in bench.desk.dialogs.told] == ["The signature holds"]


def test_return_on_a_draft_goes_on_with_it(bench: Bench) -> None:
    (written,) = write(bench, "Begun", is_signed=False)
    card = cards(bench)[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.panel.editor is not None)
    assert bench.editor.note.id == written
    assert not card.isVisible()


def test_a_phone_call_is_one_small_dialog(bench: Bench) -> None:
    bench.panel.call_button.click()
    dialog = the(bench.panel, PhoneCallDialog)
    QTest.keyClicks(dialog.said, "Moved Thursday.")
    dialog.minutes.setValue(12)
    dialog.act_button.click()
    bench.qtbot.waitUntil(lambda: len(cards(bench)) == 1)
    (note,) = bench.notes()
    assert note.is_signed
    assert note.head.kind is NoteKind.CONTACT
    assert [section.text for section in note.body.sections] == [
        "Phone, 12 min",
        "Moved Thursday.",
        "",
    ]


def test_an_empty_phone_call_is_no_note(bench: Bench) -> None:
    bench.panel.call_button.click()
    dialog = the(bench.panel, PhoneCallDialog)
    dialog.act_button.click()
    bench.settle()
    assert dialog.isVisible()
    assert bench.notes() == []


def test_a_no_show_says_so_of_its_session(bench: Bench) -> None:
    session_id = on_worker(
        bench.qtbot,
        bench.desk,
        lambda session: care_sessions.add(
            session, bench.client_id, CareSessionDetails(day=session.today())
        ),
    )
    bench.open()
    bench.panel.no_show_button.click()
    the(bench.panel, NoShowDialog).act_button.click()
    bench.qtbot.waitUntil(lambda: len(cards(bench)) == 1)
    (note,) = bench.notes()
    assert note.head.care_session_id == session_id
    (held,) = on_worker(
        bench.qtbot, bench.desk, lambda session: care_sessions.list_for(session, bench.client_id)
    )
    assert held.details.status is CareSessionStatus.NO_SHOW


def session_of(bench: Bench, days_ahead: int = 0) -> CareSession:
    """Plan a session and return it; of another day than today it is not today's."""

    def plan(session: Session) -> CareSession:
        day = session.today() + timedelta(days=days_ahead)
        care_sessions.add(session, bench.client_id, CareSessionDetails(day=day))
        return care_sessions.list_for(session, bench.client_id)[0]

    return on_worker(bench.qtbot, bench.desk, plan)


def statuses(bench: Bench) -> list[CareSessionStatus]:
    found = on_worker(
        bench.qtbot, bench.desk, lambda session: care_sessions.list_for(session, bench.client_id)
    )
    return [one.details.status for one in found]


@pytest.mark.parametrize("how", ["new note", "note of the session"])
def test_the_note_of_a_planned_session_marks_it_held_and_that_can_be_undone(
    bench: Bench, how: str
) -> None:
    planned = session_of(bench)
    if how == "new note":
        bench.new_note()
    else:
        bench.panel.write_note_of(planned)
        bench.qtbot.waitUntil(lambda: bench.panel.editor is not None)
    bench.settle()
    assert bench.editor.note.head.care_session_id == planned.id
    assert statuses(bench) == [CareSessionStatus.HELD]
    assert bench.panel.held_line.isVisible()
    assert "24 Nov 2026 is marked as held" in bench.panel.held_line.notice.text
    bench.panel.held_line.undo_button.click()
    bench.settle()
    assert statuses(bench) == [CareSessionStatus.PLANNED]
    assert not bench.panel.held_line.isVisible()


def test_a_session_held_already_is_left_and_the_line_goes_with_the_editor(bench: Bench) -> None:
    session_of(bench)
    bench.new_note()
    note_id = bench.editor.note.id
    assert bench.panel.held_line.isVisible()
    bench.panel.flush(lambda: None)
    bench.settle()
    assert not bench.panel.held_line.isVisible()
    bench.panel.edit(Shelf.RECORD, note_id)
    bench.settle()
    assert not bench.panel.held_line.isVisible()
    assert bench.actions().count("session.change") == 1


def test_a_session_to_come_stays_planned(bench: Bench) -> None:
    coming = session_of(bench, days_ahead=1)
    bench.new_note()
    assert bench.editor.note.head.care_session_id is None
    held = on_worker(
        bench.qtbot, bench.desk, lambda session: care_sessions.hold(session, coming.id)
    )
    assert held is None
    assert statuses(bench) == [CareSessionStatus.PLANNED]


def test_a_note_that_home_started_says_so_here(bench: Bench) -> None:
    planned = session_of(bench)

    def start(session: Session) -> NoteId:
        care_sessions.hold(session, planned.id)
        head = NoteHead(
            client_id=bench.client_id, occurred_on=session.today(), care_session_id=planned.id
        )
        return notes.start(session, head)

    note_id = on_worker(bench.qtbot, bench.desk, start)
    bench.desk.context.session_held.emit(planned)
    bench.panel.edit(Shelf.RECORD, note_id)
    bench.qtbot.waitUntil(bench.panel.held_line.isVisible)


def test_psychotherapy_notes_stand_behind_the_step_up(bench: Bench) -> None:
    bench.desk.step_up_secret = None
    bench.panel.shelf_button.click()
    bench.settle()
    assert bench.desk.step_up_asked == 1
    assert bench.panel.shelf is Shelf.RECORD
    bench.desk.step_up_secret = b"1234"
    bench.panel.shelf_button.click()
    bench.qtbot.waitUntil(lambda: bench.panel.shelf is Shelf.PSYCHOTHERAPY)
    assert "psychotherapy.open" in bench.actions()
    assert not bench.panel.call_button.isVisible()


def test_a_psychotherapy_note_is_written_on_its_own_shelf(bench: Bench) -> None:
    bench.panel.shelf_button.click()
    bench.qtbot.waitUntil(lambda: bench.panel.shelf is Shelf.PSYCHOTHERAPY)
    bench.panel.new_note()
    bench.qtbot.waitUntil(lambda: bench.panel.editor is not None)
    QTest.keyClicks(bench.editor.fields[0], "Apart.")
    bench.editor.sign_button.click()
    bench.qtbot.waitUntil(lambda: [shown(card) for card in cards(bench)] == ["Apart."])
    assert bench.notes() == []


def test_an_expired_step_up_goes_back_to_the_record(bench: Bench, clock: StoppedClock) -> None:
    bench.panel.shelf_button.click()
    bench.qtbot.waitUntil(lambda: bench.panel.shelf is Shelf.PSYCHOTHERAPY)
    clock.advance(timedelta(minutes=6))
    write_elsewhere = NoteHead(client_id=bench.client_id, occurred_on=clock().date())
    on_worker(bench.qtbot, bench.desk, lambda session: notes.start(session, write_elsewhere))
    bench.qtbot.waitUntil(lambda: bench.panel.shelf is Shelf.RECORD)
    assert bench.desk.step_up_asked == 1


def test_no_part_flashes_as_a_window_of_its_own(bench: Bench) -> None:
    write(bench, "One.", "Two.")
    bench.new_note("narrative")
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert windows == [bench.panel]
    assert QApplication.activeWindow() is bench.panel
