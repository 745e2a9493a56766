"""What is done in turns lets others come between, in one queue, and ends with its owner."""

import sys
from pathlib import Path
from textwrap import dedent

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import ui
from ui import turns
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
    assert list(loaded("ui.turns")) == []


def test_what_a_module_imports_loads_before_it_in_turns_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in the house: by both kinds of import, and not what its types alone or its jobs name."""
    written = {
        "__init__": "",
        "tab": """\
            from __future__ import annotations
            import sys
            from typing import TYPE_CHECKING
            from ui.shelf import page, words
            if TYPE_CHECKING:
                from ui.shelf import of_types
            if sys.platform == "nowhere":
                import ui.shelf.of_a_platform
            import ui.shelf.model
            from ui.shelf.page import shown
            def job(): from ui.shelf import of_a_job
            """,
        "page": "from ui.shelf.words import said\nshown = 1",
        "words": "from ui.shelf import model\nsaid = 1",
        "model": "",
        **dict.fromkeys(("of_types", "of_a_platform", "of_a_job"), ""),
    }
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name, text in written.items():
        (folder / f"{name}.py").write_text(dedent(text))
    monkeypatch.setattr(ui, "__path__", [*ui.__path__, str(tmp_path)])
    monkeypatch.setattr(turns, "_LOADING_S", 0)
    loads = [_loaded_of("ui.shelf.") for _ in loaded("ui.shelf.tab")]
    assert loads == [
        ["model"],
        ["model", "words"],
        ["model", "page", "words"],
        ["model", "page", "tab", "words"],
    ]
    for name in [one for one in sys.modules if one.startswith("ui.shelf")]:
        del sys.modules[name]


def _loaded_of(package: str) -> list[str]:
    return sorted(name.removeprefix(package) for name in sys.modules if name.startswith(package))
