"""What a person would frown at where the window is small: covered, cut, or out of sight."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.ui.accessibility import name_of
from ui.widgets.elided import ElidedLabel

SMALL = (1024, 700)
_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
)
_MADE_OF_PARTS = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)


def faults(window: QWidget) -> list[str]:
    """Return a description of each control in ``window`` that is not wholly there."""
    found = [*_covered(window), *_cut(window), *_low(window), *_beyond(window), *_sideways(window)]
    return list(dict.fromkeys(found))


def _seen(window: QWidget) -> Iterator[QWidget]:
    for one in window.findChildren(QWidget):
        if isinstance(one, _CONTROLS) and one.isVisible() and not one.size().isEmpty():
            yield one


def _covered(window: QWidget) -> Iterator[str]:
    """Siblings lie beside each other; those of a field or a list are its own affair."""
    by_parent: dict[QWidget, list[QWidget]] = {}
    for one in _seen(window):
        parent = one.parentWidget()
        if parent is not None and not isinstance(parent, _MADE_OF_PARTS):
            by_parent.setdefault(parent, []).append(one)
    for siblings in by_parent.values():
        for one, other in combinations(siblings, 2):
            if one.geometry().intersects(other.geometry()):
                yield f"{_describe(one)} lies under {_describe(other)}"


def _cut(window: QWidget) -> Iterator[str]:
    for one in _seen(window):
        if isinstance(one, QAbstractButton) and one.text():
            if one.width() < one.sizeHint().width():
                yield f"{_describe(one)} is cut: {one.width()} of {one.sizeHint().width()} px"
        elif isinstance(one, QLabel) and _is_label_cut(one):
            yield f"{_describe(one)} is cut"


def _low(window: QWidget) -> Iterator[str]:
    """A row or a field has the height of its letters."""
    for one in _seen(window):
        letters = one.fontMetrics().height()
        if isinstance(one, QTableView) and one.verticalHeader().defaultSectionSize() < letters:
            yield f"{_describe(one)} has rows that are too low"
        is_button = isinstance(one, QPushButton) and bool(one.text())
        needed = one.sizeHint().height() if is_button else letters
        if (is_button or isinstance(one, QLineEdit | QComboBox)) and one.height() < needed:
            yield f"{_describe(one)} is too low"


def _is_label_cut(one: QLabel) -> bool:
    if isinstance(one, ElidedLabel) or not one.text():
        return False  # what gives way has all of it in its tooltip
    if one.wordWrap():
        return one.height() < one.heightForWidth(one.width())
    return one.width() < one.sizeHint().width()


def _beyond(window: QWidget) -> Iterator[str]:
    """What scrolls down is found there; to the side nothing is."""
    for one in _seen(window):
        place = _place(one, window)
        for around in _ancestors(one, window):
            there = _place(around, window)
            if place.left() < there.left() or place.right() > there.right():
                yield f"{_describe(one)} reaches beyond what it lies in"
                break


def _ancestors(one: QWidget, window: QWidget) -> Iterator[QWidget]:
    around = one.parentWidget()
    while around is not None and around is not window:
        yield around
        around = around.parentWidget()
    yield window


def _place(one: QWidget, window: QWidget) -> QRect:
    return QRect(one.mapTo(window, QPoint(0, 0)), one.size())


def _sideways(window: QWidget) -> Iterator[str]:
    for bar in window.findChildren(QScrollBar):
        if bar.orientation() is Qt.Orientation.Horizontal and bar.isVisible():
            yield f"{_describe(bar)} scrolls to the side"


def _describe(one: QWidget) -> str:
    parent = one.parentWidget()
    inside = type(parent).__name__ if parent is not None else "nothing"
    words = one.text() if isinstance(one, QAbstractButton | QLabel) else ""
    return f"{type(one).__name__} “{words[:60] or name_of(one)}” in {inside}"
