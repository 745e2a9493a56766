"""What is done in turns lets others come between, in one queue, and ends with its owner."""

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.turns import Steps, all_are_taken, loaded, paint_in_next_turn, take_turns


def _say(heard: list[str], *words: str) -> Steps:
    for word in words:
        heard.append(word)
        yield


def test_what_is_due_comes_between_two_steps(qtbot: QtBot) -> None:
    heard, owner = list[str](), QObject()
    QTimer.singleShot(0, lambda: heard.append("key"))
    take_turns(owner, _say(heard, "first", "second"))
    assert heard == ["first"]
    qtbot.waitUntil(all_are_taken)
    assert heard == ["first", "key", "second"]


def test_two_take_turns_with_each_other(qtbot: QtBot) -> None:
    heard, owner = list[str](), QObject()
    take_turns(owner, _say(heard, "a1", "a2", "a3"))
    take_turns(owner, _say(heard, "b1", "b2", "b3"))
    qtbot.waitUntil(all_are_taken)
    assert heard == ["a1", "b1", "a2", "b2", "a3", "b3"]


def test_it_ends_with_its_owner(qtbot: QtBot) -> None:
    heard, owner, other = list[str](), QObject(), QObject()
    take_turns(owner, _say(heard, "a1", "a2"))
    take_turns(other, _say(heard, "b1", "b2"))
    shiboken6.delete(owner)
    qtbot.waitUntil(all_are_taken)
    assert heard == ["a1", "b1", "b2"]


def test_who_cannot_wait_takes_the_rest(qtbot: QtBot) -> None:
    heard, owner = list[str](), QObject()
    steps = _say(heard, "first", "second", "third")
    take_turns(owner, steps)
    for _ in steps:
        pass
    qtbot.waitUntil(all_are_taken)
    assert heard == ["first", "second", "third"]


def test_a_widget_is_painted_in_a_later_turn(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    paint_in_next_turn(widget)
    assert not widget.updatesEnabled()
    qtbot.waitUntil(widget.updatesEnabled)


def test_what_is_loaded_takes_no_turn() -> None:
    assert list(loaded("sys", "ui.turns")) == []
