"""The real dialogs: they do not wait, and a grave act is never one key away."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from ui.dialogs import Question, WindowDialogs
from ui.widgets.message import MessageDialog
from ui.widgets.progress import SHOWN_AFTER_MS, ProgressDialog
from vault.errors import WrongPassphrase


def _opened(parent: QWidget) -> MessageDialog:
    return parent.findChildren(MessageDialog)[-1]


def _parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


def test_an_error_is_shown_in_words(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    WindowDialogs().show_error(parent, WrongPassphrase())
    dialog = _opened(parent)
    assert dialog.body.text().startswith("That passphrase does not open this vault.")
    assert_accessible(dialog)


def test_yes_runs_the_act(qtbot: QtBot) -> None:
    parent, done = _parent(qtbot), list[int]()
    question = Question(title="Sign", text="It cannot be changed then.", act="Sign the note")
    WindowDialogs().confirm(parent, question, lambda: done.append(1))
    _opened(parent).act_button.click()
    assert done == [1]


def test_all_of_a_long_text_has_room(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    text = "It will lie at\n\n/a/folder\n\n" + "Whoever opens that folder can read it. " * 6
    WindowDialogs().confirm(parent, Question(title="Save", text=text, act="Save"), lambda: None)
    body = _opened(parent).body
    assert body.height() >= body.heightForWidth(body.width())


def test_return_does_not_destroy(qtbot: QtBot) -> None:
    parent, done = _parent(qtbot), list[int]()
    question = Question(
        title="Discard", text="It is gone then.", act="Discard the draft", is_destructive=True
    )
    WindowDialogs().confirm(parent, question, lambda: done.append(1))
    QTest.keyClick(_opened(parent), Qt.Key.Key_Return)
    assert done == []


def test_a_typed_word_is_asked_for(qtbot: QtBot) -> None:
    parent, done = _parent(qtbot), list[int]()
    question = Question(
        title="Dispose", text="For good.", act="Dispose", is_destructive=True, must_type="0417"
    )
    WindowDialogs().confirm(parent, question, lambda: done.append(1))
    dialog = _opened(parent)
    dialog.typed.setText("0418")
    assert not dialog.act_button.isEnabled()
    dialog.typed.setText("0417")
    assert_accessible(dialog)
    dialog.act_button.click()
    assert done == [1]


def test_progress_shows_after_a_while_and_names_step_and_count(qtbot: QtBot) -> None:
    parent, cancelled = _parent(qtbot), list[int]()
    dialog = ProgressDialog(parent, "Changing the keys", lambda: cancelled.append(1))
    dialog.step("Copying rows", 1200, 40000)
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.isVisible, timeout=SHOWN_AFTER_MS * 4)
    assert dialog.step_text == "Copying rows: 1,200 of 40,000"
    assert_accessible(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert cancelled == [1]
    assert dialog.isVisible(), "it stays until the work has ended"
    dialog.end()
    assert not dialog.isVisible()


def test_progress_of_something_quick_is_never_seen(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    ProgressDialog(parent, "Quick").end()
    deadline = QTimer()
    with qtbot.waitSignal(deadline.timeout):
        deadline.start(SHOWN_AFTER_MS + 100)
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, ProgressDialog)]
    assert not any(one.isVisible() for one in shown)
