"""The walk that every page and dialog must pass: names for screen readers, a way by Tab."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of ``widget``."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def focusable(window: QWidget) -> list[QWidget]:
    """Return the controls in ``window`` that a person can see and use now."""
    found = [window, *window.findChildren(QWidget)]
    return [widget for widget in found if _is_control(widget)]


def _is_control(widget: QWidget) -> bool:
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
        return False
    if not widget.isVisible() or not widget.isEnabled() or widget.isWindow():
        return False
    # The line inside a date or combo field, the scroll bars of a list: parts, not controls.
    parent = widget.parentWidget()
    is_part = isinstance(parent, (QAbstractSpinBox, QComboBox)) and isinstance(widget, QLineEdit)
    return not is_part and not isinstance(widget, (QAbstractSlider, QScrollArea))


def unnamed(window: QWidget) -> list[str]:
    """Return a description of each control without a name."""
    return [_describe(widget) for widget in focusable(window) if not name_of(widget)]


def unreachable(window: QWidget) -> list[str]:
    """Press Tab round the window and return each control that never had focus.

    Of a group of radio buttons one is enough: arrows move within the group.
    """
    wanted = [w for w in focusable(window) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    silent = [w for w in focusable(window) if not w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    visited = _tab_round(window, 2 * len(wanted) + 8)
    missing = [w for w in (*wanted, *filter(_is_clicked_only, silent)) if w not in visited]
    return [_describe(w) for w in missing if not _is_in_visited_group(w, visited)]


def _is_clicked_only(widget: QWidget) -> bool:
    """Controls that only a mouse reaches, except a button inside a field (it has a key)."""
    return isinstance(widget, QAbstractButton) and not isinstance(widget.parent(), QLineEdit)


def _tab_round(window: QWidget, presses: int) -> list[QWidget]:
    visited: list[QWidget] = []
    for _ in range(presses):
        focused = QApplication.focusWidget()
        target = focused if focused is not None else window
        # Ctrl+Tab leaves a text field in which Tab is a character.
        QTest.keyClick(target, Qt.Key.Key_Tab)
        reached = QApplication.focusWidget()
        if reached is not None and reached is focused:
            modifier = Qt.KeyboardModifier.ControlModifier
            QTest.keyClick(target, Qt.Key.Key_Tab, modifier)
            reached = QApplication.focusWidget()
        if reached is not None and reached not in visited:
            visited.append(reached)
    return visited


def _is_in_visited_group(widget: QWidget, visited: list[QWidget]) -> bool:
    if not isinstance(widget, QAbstractButton):
        return False
    group = cast("QButtonGroup | None", widget.group())  # the stubs forget that there may be none
    if group is not None and group.exclusive():
        return any(button in visited for button in group.buttons())
    parent = widget.parentWidget()
    siblings = parent.findChildren(QRadioButton) if parent is not None else []
    return isinstance(widget, QRadioButton) and any(one in visited for one in siblings)


def _describe(widget: QWidget) -> str:
    parent = widget.parentWidget()
    inside = type(parent).__name__ if parent is not None else "nothing"
    return f"{type(widget).__name__} “{name_of(widget)}” in {inside}"


def assert_accessible(window: QWidget) -> None:
    """Show ``window``'s controls to be named and reachable, or fail with what is not."""
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    without_name, without_way = unnamed(window), unreachable(window)
    assert not without_name, f"without a name: {without_name}"
    assert not without_way, f"not reached by Tab: {without_way}"
