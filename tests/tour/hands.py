"""The robot's hands: real mouse and key events, sent to the window as the system sends them."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QTabBar, QWidget

from tests.tour import sight
from tests.tour.sight import NotYet

_NONE = Qt.KeyboardModifier.NoModifier


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click a widget in its middle, or at ``place`` in its window; Qt finds what lies there."""
    where = sight.brought_into_sight(widget) if place is None else place
    handle = widget.window().windowHandle()
    if handle is None:
        raise NotYet("the window is not on the screen")
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, _NONE, where)


def type_into(widget: QWidget, text: str, *, over: bool = False) -> None:
    """Click a field and type; ``over`` replaces what stands in it."""
    click(widget)
    focus = QApplication.focusWidget()
    if focus is None or (focus is not widget and not widget.isAncestorOf(focus)):
        raise NotYet(f"{sight.name_of(widget)!r} did not take the focus")
    if over:
        QTest.keyClick(focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(focus, text)


def type_text(widget: QWidget, text: str) -> None:
    """Type text: keys for what a keyboard has, an input method's event for all else."""
    for part in _parts(text):
        if part == "\n":
            QTest.keyClick(widget, Qt.Key.Key_Return)
        elif part.isascii():
            QTest.keyClicks(widget, part)
        else:
            event = QInputMethodEvent()
            event.setCommitString(part)
            QApplication.sendEvent(widget, event)


def _parts(text: str) -> list[str]:
    """Cut a text where the way of typing it changes."""
    parts: list[str] = []
    for character in text:
        is_alone = character == "\n" or not parts or parts[-1] == "\n"
        if is_alone or parts[-1].isascii() != character.isascii():
            parts.append(character)
        else:
            parts[-1] += character
    return parts


def press(keys: str) -> None:
    """Press a key or a chord such as ``Ctrl+K`` where the focus is."""
    window = sight.front_window()
    chord = QKeySequence(keys)[0]  # type: ignore[index]  # the stub forgets it
    target = QApplication.focusWidget()
    if target is None or target.window() is not window:
        target = window
    QTest.keyClick(target, chord.key(), chord.keyboardModifiers())


def drop(widget: QWidget, files: Sequence[str]) -> None:
    """Drag files over a widget and let them go; Qt finds who takes them."""
    dragged, place = QMimeData(), widget.rect().center()
    dragged.setUrls([QUrl.fromLocalFile(one) for one in files])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(widget, QDragEnterEvent(place, copy, dragged, left, _NONE))
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), copy, dragged, left, _NONE))


def choose_row(view: QWidget, wanted: str) -> None:
    """Click the row of a list or table that says ``wanted``."""
    if not isinstance(view, QAbstractItemView):
        raise NotYet(f"{sight.name_of(view)!r} is no list")
    index = sight.row_of(view, wanted)
    view.scrollTo(index)
    middle = view.visualRect(index).center()
    click(view, view.viewport().mapTo(view.window(), middle))


def pick(box: QWidget, wanted: str) -> None:
    """Pick an entry of a combo box by its first letters, as the keyboard does; ``*`` as ever."""
    if not isinstance(box, QComboBox):
        raise NotYet(f"{sight.name_of(box)!r} is no combo box")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    type_text(box, wanted.removesuffix("*"))
    if not sight.fits(box.currentText(), wanted):
        raise NotYet(f"{sight.name_of(box)!r} stands at {box.currentText()!r}")


def choose_tab(wanted: str) -> None:
    """Click the tab that says ``wanted``."""
    for bar in sight.front_window().findChildren(QTabBar):
        for place in range(bar.count()):
            if bar.isVisible() and sight.fits(bar.tabText(place), wanted):
                click(bar, bar.mapTo(bar.window(), bar.tabRect(place).center()))
                return
    raise NotYet(f"no tab {wanted!r}")


def choose_action(wanted: str) -> None:
    """Click an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        raise NotYet("no menu is open")
    for action in menu.actions():
        said = action.text().replace("&", "").split("\t")[0]
        if action.isEnabled() and sight.fits(said, wanted):
            place = menu.actionGeometry(action).center()
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, _NONE, place)
            return
    raise NotYet(f"no entry {wanted!r} in the menu")
