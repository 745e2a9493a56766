"""Messages that are longer than the screen, and questions that Return answers with nothing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from ui.backup.lost_dialog import lost_text
from ui.dialogs import Question, WindowDialogs
from ui.widgets.message import MessageDialog
from vault.backup.model import LostDocument


def _lost(count: int) -> str:
    return lost_text(
        [
            LostDocument(
                uid=f"{number:032x}",
                record_number=f"{number // 10:04d}",
                title=f"Consent {number}",
                is_damaged=False,
            )
            for number in range(count)
        ]
    )


def _opened(parent: QWidget, question: Question, done: list[int]) -> MessageDialog:
    WindowDialogs().confirm(parent, question, lambda: done.append(1))
    dialog = parent.findChildren(MessageDialog)[-1]
    QApplication.processEvents()
    return dialog


def _parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


def test_a_text_longer_than_the_screen_scrolls_and_leaves_the_buttons(qtbot: QtBot) -> None:
    parent, text = _parent(qtbot), _lost(60)
    dialog = _opened(parent, Question(title="Lost", text=text, act="Dismiss"), [])
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    for one in (dialog.act_button, dialog.cancel_button):
        assert dialog.rect().contains(one.geometry())
    assert dialog.body.height() >= dialog.body.heightForWidth(dialog.body.width())
    assert dialog.body.visibleRegion().boundingRect().height() < dialog.body.height()
    QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.body.visibleRegion().boundingRect().top() > 0
    for _ in range(20):
        QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.body.visibleRegion().boundingRect().bottom() == dialog.body.rect().bottom()
    QTest.keyClick(dialog, Qt.Key.Key_PageUp)
    assert dialog.body.visibleRegion().boundingRect().bottom() < dialog.body.rect().bottom()
    assert_accessible(dialog)


def test_a_short_text_does_not_scroll(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    dialog = _opened(parent, Question(title="Lost", text=_lost(3), act="Dismiss"), [])
    assert dialog.body.visibleRegion().boundingRect() == dialog.body.rect()


def test_return_does_what_changes_nothing_where_a_question_says_so(qtbot: QtBot) -> None:
    parent, done = _parent(qtbot), list[int]()
    question = Question(title="Lost", text=_lost(3), act="Dismiss this list", stay="Close")
    dialog = _opened(parent, question, done)
    assert dialog.cancel_button.text() == "Close"
    assert dialog.cancel_button.isDefault()
    assert_accessible(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert (done, dialog.isVisible()) == ([], False)
    _opened(parent, question, done).act_button.click()
    assert done == [1]
