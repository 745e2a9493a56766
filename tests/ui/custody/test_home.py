"""Home in a custodian's vault: whose records, whom to call, what to do."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.successor.hands import found, said
from tests.ui.successor.sealed import INSURER, NAME, RULE, Sealed, with_notes_apart
from tests.ui.unlocked import Desk, on_worker, settle
from ui.composition import PAGES
from ui.context import ClientTarget
from ui.custody.dialogs import DoneDialog, TaskDialog
from ui.custody.home_page import CustodyHomePage
from ui.custody.letter_dialog import LettersDialog
from ui.custody.merge_dialog import MergeDialog
from ui.custody.plan_dialog import InheritedPlanDialog
from ui.home.page import HomePage
from vault.custody import service as custody
from vault.ids import ClientId
from vault.sealing.part_model import Part
from vault.succession.plan_model import LetterCode

FIRST = "Show by what right you act"


def _shown(qtbot: QtBot, desk: Desk) -> CustodyHomePage:
    page = PAGES["home"](desk.context)
    assert isinstance(page, CustodyHomePage)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    settle(qtbot, desk)
    return page


def _press(page: QWidget, name: str) -> None:
    (pressed,) = (
        one
        for one in page.findChildren(QPushButton)
        if name in (one.accessibleName(), one.text()) and one.isVisible()
    )
    pressed.click()


def test_a_practitioners_own_home_stays_as_it_was(qtbot: QtBot, desk: Desk) -> None:
    page = PAGES["home"](desk.context)
    qtbot.addWidget(page)
    assert isinstance(page, HomePage)
    settle(qtbot, desk)


def test_home_says_whose_records_these_are_and_whom_to_call(qtbot: QtBot, keeping: Desk) -> None:
    page = _shown(qtbot, keeping)
    assert "You keep the records of Robin Keller, LCSW" in said(page)
    (call,) = page.calls.cards
    words = " ".join(one.text() for one in call.findChildren(QLabel))
    assert NAME in words
    assert "at risk" in words
    assert "Booked: today" in words
    assert "555 0111" in words
    assert RULE in words
    gone: list[ClientTarget] = []
    keeping.context.client_requested.connect(gone.append)
    found(call, QPushButton).click()
    assert [one.client_id for one in gone] == [1]
    assert_accessible(page)


def test_the_shield_hides_names(qtbot: QtBot, keeping: Desk) -> None:
    page = _shown(qtbot, keeping)
    keeping.context.set_shielded(True)
    settle(qtbot, keeping)
    assert NAME not in said(page)
    assert "A. R." in said(page)


def test_a_task_is_done_with_one_click_and_put_away(qtbot: QtBot, keeping: Desk) -> None:
    page = _shown(qtbot, keeping)
    assert "The first 24 hours" in said(page)
    before = page.left.text()
    _press(page, f"Done: {FIRST}")
    settle(qtbot, keeping)
    assert FIRST not in said(page)
    assert page.left.text() != before
    page.done_link.click()
    settle(qtbot, keeping)
    assert FIRST in said(page)
    _press(page, f"Not done yet: {FIRST}")
    settle(qtbot, keeping)
    assert page.left.text() == before


def test_what_has_time_is_not_seen_in_the_first_hour(qtbot: QtBot, keeping: Desk) -> None:
    page = _shown(qtbot, keeping)
    assert "Dispose of each record on its date" not in said(page)
    page.later_link.click()
    settle(qtbot, keeping)
    assert "Dispose of each record on its date" in said(page)


def test_a_remark_and_a_task_of_ones_own_are_kept(qtbot: QtBot, keeping: Desk) -> None:
    page = _shown(qtbot, keeping)
    _press(page, f"Done, with a remark: {FIRST}")
    done = found(page, DoneDialog)
    QTest.keyClicks(done.remark, "Letter of the court, 12 November")
    done.act_button.click()
    settle(qtbot, keeping)
    page.task_button.click()
    task = found(page, TaskDialog)
    QTest.keyClicks(task.what, "Fetch the keys")
    task.act_button.click()
    settle(qtbot, keeping)
    assert "Fetch the keys" in said(page)
    kept = on_worker(qtbot, keeping, custody.tasks)
    (first,) = (one for one in kept if one.title == FIRST)
    assert first.remark == "Letter of the court, 12 November"


def test_the_plan_that_was_left_says_whom_else_to_call(qtbot: QtBot, keeping: Desk) -> None:
    page = _shown(qtbot, keeping)
    page.plan_button.click()
    plan = found(page, InheritedPlanDialog)
    settle(qtbot, keeping)
    for text in ("Ines Calder", "555 0177", "Call first; write to the others."):
        assert text in said(plan)
    plan.accept()


def test_a_letter_is_filled_in_and_leaves_by_copy_paper_or_file(
    qtbot: QtBot, keeping: Desk
) -> None:
    page = _shown(qtbot, keeping)
    page.letters_button.click()
    letters = found(page, LettersDialog)
    settle(qtbot, keeping)
    assert letters.code is LetterCode.INSURER
    text = letters.text.toPlainText()
    assert "Robin Keller" in text
    assert "Imke Vandermeer" in text
    assert not text.startswith("To the professional liability insurer")
    assert NAME not in text
    assert f"To {INSURER.name}" in text
    assert letters.recipient.currentText() == f"Liability insurer: {INSURER.name}"
    assert INSURER.phone in letters.reach.text()
    assert letters.rules.isHidden(), "no client is written to"
    letters.recipient.setCurrentIndex(0)
    settle(qtbot, keeping)
    assert "To ______________" in letters.text.toPlainText()
    assert_accessible(letters)
    letters.recipient.setCurrentIndex(letters.recipient.findText("Lawyer: Ines Calder"))
    settle(qtbot, keeping)
    assert "To Ines Calder" in letters.text.toPlainText()
    text = letters.text.toPlainText()
    letters.copy_button.click()
    assert QApplication.clipboard().text() == text
    letters.print_button.click()
    assert keeping.dialogs.printed[0].startswith(b"%PDF")
    letters.accept()


def test_a_letter_that_was_written_in_is_not_filled_in_anew_unasked(
    qtbot: QtBot, keeping: Desk
) -> None:
    page = _shown(qtbot, keeping)
    page.letters_button.click()
    letters = found(page, LettersDialog)
    assert not letters.print_button.isEnabled()
    settle(qtbot, keeping)
    first = letters.recipient.currentIndex()
    QTest.keyClicks(letters.text, "Dear Ines, ")
    keeping.dialogs.says_yes = False
    letters.recipient.setCurrentIndex(0)
    letters.which.setCurrentIndex(1)
    settle(qtbot, keeping)
    assert [one.act for one in keeping.dialogs.questions] == ["Fill it in anew"] * 2
    assert (letters.which.currentIndex(), letters.recipient.currentIndex()) == (0, first)
    assert letters.text.toPlainText().startswith("Dear Ines, ")
    keeping.dialogs.says_yes = True
    letters.recipient.setCurrentIndex(0)
    assert not letters.print_button.isEnabled(), "the text is still the one before"
    settle(qtbot, keeping)
    assert letters.recipient.currentIndex() == 0
    assert "To ______________" in letters.text.toPlainText()
    assert letters.print_button.isEnabled()
    letters.accept()


def test_by_keyboard_a_recipient_is_reached_past_the_first(qtbot: QtBot, keeping: Desk) -> None:
    page = _shown(qtbot, keeping)
    page.letters_button.click()
    letters = found(page, LettersDialog)
    settle(qtbot, keeping)
    letters.recipient.setCurrentIndex(0)
    settle(qtbot, keeping)
    letters.recipient.setFocus()
    for at in (1, 2):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Down)
        settle(qtbot, keeping)
        assert letters.recipient.currentIndex() == at
    letters.accept()


def test_a_letter_to_a_client_repeats_how_they_may_be_reached(qtbot: QtBot, keeping: Desk) -> None:
    letters = LettersDialog(keeping.context, _shown(qtbot, keeping), ClientId(1))
    letters.open()
    settle(qtbot, keeping)
    assert letters.code is LetterCode.CLIENT
    assert not letters.recipient.isVisible()
    assert RULE in letters.rules.text
    letters.which.setCurrentIndex(1)
    settle(qtbot, keeping)
    assert letters.which.currentData() == LetterCode.REFERRAL
    assert letters.recipient.isVisible() and not letters.rules.isVisible()
    letters.reject()
    unruled = LettersDialog(keeping.context, _shown(qtbot, keeping), ClientId(2))
    unruled.open()
    settle(qtbot, keeping)
    assert "No rule for safe contact" in unruled.rules.text
    unruled.reject()


def _open_with_cards(qtbot: QtBot, desk: Desk, merge: MergeDialog, sealed: Sealed) -> None:
    """Choose the folder and type two cards."""
    desk.dialogs.chosen = [sealed.stick]
    merge.source.folder_button.click()
    settle(qtbot, desk)
    _go_on(qtbot, desk, merge, 1)
    for lines in sealed.cards[:2]:
        for number, line in enumerate(lines, start=1):
            QTest.keyClicks(merge.cards.entry.fields[number], line)
        merge.cards.add_button.click()
        settle(qtbot, desk)


def _go_on(qtbot: QtBot, desk: Desk, merge: MergeDialog, steps: int) -> None:
    for _ in range(steps):
        merge.next_button.click()
        settle(qtbot, desk)


def test_the_same_export_merges_without_a_double_and_locks(
    qtbot: QtBot, keeping: Desk, stick: Sealed
) -> None:
    page = _shown(qtbot, keeping)
    page.merge_button.click()
    merge = found(page, MergeDialog)
    _open_with_cards(qtbot, keeping, merge, stick)
    _go_on(qtbot, keeping, merge, 3)
    assert merge.step is merge.merging
    assert "2 clients are as before" in said(merge)
    assert_accessible(merge)
    held = merge.answers.held
    with qtbot.waitSignal(keeping.context.lock_requested):
        merge.next_button.click()
    held.close()


def test_psychotherapy_notes_are_merged_only_after_a_tick_beside_the_plans_wish(
    qtbot: QtBot, keeping: Desk, tmp_path: Path
) -> None:
    """The stick is another practice's, which the last step would refuse."""
    sealed = with_notes_apart(tmp_path)
    merge = MergeDialog(keeping.context, _shown(qtbot, keeping))
    merge.open()
    _open_with_cards(qtbot, keeping, merge, sealed)
    _go_on(qtbot, keeping, merge, 2)
    assert merge.step is merge.summary
    apart = merge.summary.psychotherapy
    assert apart.isVisible() and not apart.tick.isChecked()
    assert "stay sealed and unread" in apart.wish.text()
    assert set(merge.answers.taken) == {Part.RECORDS}
    apart.tick.click()
    assert set(merge.answers.taken) == {Part.RECORDS, Part.PSYCHOTHERAPY}
    merge.answers.held.close()
    merge.reject()


def test_succession_says_that_nothing_is_sealed_on(qtbot: QtBot, keeping: Desk) -> None:
    page = PAGES["succession"](keeping.context)
    qtbot.addWidget(page)
    page.show()
    assert "They are not sealed on from here." in said(page)
    assert_accessible(page)
