"""The fixtures of ``tests.ui.unlocked`` for this folder."""

import pytest

from tests.ui.unlocked import clock, desk, practice

__all__ = ["clock", "desk", "practice"]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Qt's offscreen platform says this of every window with a smallest size."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))
