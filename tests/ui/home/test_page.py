from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, on_worker, settle
from ui.context import ClientTarget
from ui.home.lines import MOST_SHOWN
from ui.home.page import HomePage
from vault.clients.model import CareSession, CareSessionStatus
from vault.notes import service as notes
from vault.notes.model import NoteKind, Shelf


@pytest.fixture
def opened(desk: Desk) -> list[ClientTarget]:
    targets: list[ClientTarget] = []
    desk.context.client_requested.connect(targets.append)
    return targets


def show(qtbot: QtBot, desk: Desk) -> HomePage:
    page = HomePage(desk.context)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    settle(qtbot, desk)
    return page


def test_an_empty_day_says_so_in_one_sentence(qtbot: QtBot, desk: Desk) -> None:
    page = show(qtbot, desk)
    assert page.calm.text() == "No session is planned for today, and no note waits for you."
    assert not (page.sessions.isVisible() or page.without_note.isVisible())
    assert not page.sign_button.isVisible()
    with qtbot.waitSignal(desk.context.page_requested) as asked:
        page.clients_link.click()
    assert asked.args == ["clients"]


def test_the_week_stands_in_its_three_groups_and_is_counted(
    qtbot: QtBot, desk: Desk, practice: SmallPractice
) -> None:
    counts: list[tuple[str, int]] = []
    desk.context.waiting_counted.connect(lambda page, count: counts.append((page, count)))
    page = show(qtbot, desk)
    assert [row.line.when for row in page.sessions.rows] == [
        "09:00",
        "10:00",
        "11:30",
        "14:00",
        "15:00",
        "16:00",
    ]
    assert len(page.without_note.rows) == 2
    assert len(page.drafts.rows) == 3
    assert counts[-1] == ("home", 6)


def test_return_on_a_session_begins_its_note_once_and_opens_it(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, opened: list[ClientTarget]
) -> None:
    page = show(qtbot, desk)
    row = page.sessions.rows[2]
    row.act_button.setFocus()
    QTest.keyClick(row.act_button, Qt.Key.Key_Space)
    QTest.keyClick(row.act_button, Qt.Key.Key_Space)
    settle(qtbot, desk)
    [target] = opened
    assert target.client_id == practice.clients[2]
    assert target.note_id is not None
    note_id = target.note_id
    note = on_worker(qtbot, desk, lambda session: notes.get(session, Shelf.RECORD, note_id))
    assert note.head.care_session_id == row.line.care_session_id
    assert note.head.kind is NoteKind.PROGRESS
    assert page.sessions.rows[2].line.act == "Open draft"


def test_the_note_of_a_planned_session_marks_it_held(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, opened: list[ClientTarget]
) -> None:
    page, heard = show(qtbot, desk), list[CareSession]()
    desk.context.session_held.connect(heard.append)
    row = next(one for one in page.sessions.rows if one.line.client_id == practice.clients[4])
    assert row.line.state == "Planned"
    QTest.keyClick(row.act_button, Qt.Key.Key_Space)
    settle(qtbot, desk)
    assert [one.id for one in heard] == [row.line.care_session_id]
    again = next(one for one in page.sessions.rows if one.line.client_id == practice.clients[4])
    assert again.line.state != "Planned"
    assert again.line.act == "Open draft"


def test_a_click_beside_the_button_means_the_button(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, opened: list[ClientTarget]
) -> None:
    page = show(qtbot, desk)
    row = page.sessions.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert [target.note_id for target in opened] == [row.line.note_id]


def test_signing_one_by_one_begins_with_the_oldest_and_signs_nothing_unread(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, opened: list[ClientTarget]
) -> None:
    page = show(qtbot, desk)
    oldest = on_worker(qtbot, desk, notes.drafts)[0]
    page.sign_button.click()
    assert [target.note_id for target in opened] == [oldest.note_id]
    assert len(on_worker(qtbot, desk, notes.drafts)) == 3


def test_home_hears_of_what_is_signed_elsewhere_and_keeps_its_focus(
    qtbot: QtBot, desk: Desk, practice: SmallPractice
) -> None:
    page = show(qtbot, desk)
    page.drafts.rows[1].act_button.setFocus()
    key, first = page.drafts.rows[1].line.key, page.drafts.rows[0].line
    assert first.note_id is not None
    note_id = first.note_id
    on_worker(qtbot, desk, lambda session: notes.sign(session, first.shelf, note_id))
    qtbot.waitUntil(lambda: len(page.drafts.rows) == 2)
    focused = [row.line.key for row in page.drafts.rows if row.act_button.hasFocus()]
    assert focused == [key]


def test_many_lines_are_shown_when_asked_for(qtbot: QtBot, desk: Desk) -> None:
    def fill(session: object) -> None:
        practice = SmallPractice(desk.session)
        for back in range(1, MOST_SHOWN + 4):
            day = practice.today - timedelta(days=back)
            practice.plan(0, day, time(9), CareSessionStatus.HELD)

    on_worker(qtbot, desk, fill)
    page = show(qtbot, desk)
    assert len(page.without_note.rows) == MOST_SHOWN
    page.without_note.show_rest.click()
    assert len(page.without_note.rows) == MOST_SHOWN + 3


def test_the_shield_hides_names_at_once(qtbot: QtBot, desk: Desk, practice: SmallPractice) -> None:
    page = show(qtbot, desk)
    desk.context.set_shielded(True)
    assert page.sessions.rows[0].line.who == "A. O."


def test_everything_has_a_name_and_a_way_by_keyboard(
    qtbot: QtBot, desk: Desk, practice: SmallPractice
) -> None:
    assert_accessible(show(qtbot, desk))


def test_behind_another_page_it_counts_on_and_is_right_when_it_is_seen(
    qtbot: QtBot, desk: Desk, practice: SmallPractice
) -> None:
    counts: list[tuple[str, int]] = []
    desk.context.waiting_counted.connect(lambda page, count: counts.append((page, count)))
    page = show(qtbot, desk)
    (_, before), rows = counts[-1], list(page.drafts.rows)
    page.hide()
    oldest = rows[0].line
    assert oldest.note_id is not None
    note_id, shelf = oldest.note_id, oldest.shelf
    on_worker(qtbot, desk, lambda session: notes.sign(session, shelf, note_id))
    qtbot.waitUntil(lambda: counts[-1] == ("home", before - 1))
    assert page.drafts.rows == rows
    page.show()
    assert [row.line.key for row in page.drafts.rows] == [row.line.key for row in rows[1:]]
