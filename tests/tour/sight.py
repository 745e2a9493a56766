"""The robot's eyes: finds widgets by what a screen reader says of them. Inside the program."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

_MOST_ROWS = 300


class NotYet(Exception):
    """What was asked for is not there yet; the text says what is missing."""


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says first of a widget."""
    # Qt gives a combo box's value as its name on Linux, where readers use the label's relation.
    if widget.accessibleName():
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def fits(said: str, wanted: str) -> bool:
    """Return whether ``said`` is ``wanted``; a ``*`` at its end stands for any rest."""
    if wanted.endswith("*"):
        return said.startswith(wanted[:-1])
    return said == wanted


def front_window() -> QWidget:
    """Return the window that takes clicks now. Raises ``NotYet`` where there is none."""
    for window in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if window is not None and window.isVisible():
            return window
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
    if not shown:
        raise NotYet("no window is shown")
    active = QApplication.activeWindow()
    return active if active in shown else shown[-1]


def main_window() -> QWidget:
    """Return the window below every dialog that is open. Raises ``NotYet``."""
    window = front_window()
    while (below := window.parentWidget()) is not None:
        window = below.window()
    return window


def make_active(window: QWidget) -> None:
    """Have keys go to this window, as a window manager has after a dialog closed.

    Raises ``NotYet`` until they do; a menu takes them by itself.
    """
    if window is not QApplication.activePopupWidget() and not window.isActiveWindow():
        window.activateWindow()
        raise NotYet("the window in front is not active")


def find(wanted: str, kind: str = "", nth: int = 0, *, enabled: bool = True) -> QWidget:
    """Return the ``nth`` widget of the front window that is called ``wanted``.

    ``kind`` is a class of Qt or ours. Raises ``NotYet``.
    """
    window = front_window()
    found = [one for one in _shown(window) if _is_kind(one, kind) and fits(name_of(one), wanted)]
    # A field's label says the same as the field, and stands before it.
    found.sort(key=lambda one: isinstance(one, QLabel))
    if enabled:
        found = [one for one in found if one.isEnabled()]
    if len(found) <= nth:
        raise NotYet(f"no {'enabled ' if enabled else ''}{kind or 'widget'} called {wanted!r}")
    return found[nth]


def _shown(window: QWidget) -> list[QWidget]:
    return [one for one in window.findChildren(QWidget) if one.isVisibleTo(window)]


def _is_kind(widget: QWidget, kind: str) -> bool:
    return not kind or any(one.__name__ == kind for one in type(widget).__mro__)


def brought_into_sight(widget: QWidget) -> QPoint:
    """Scroll to a widget and return its middle, in its window. Raises ``NotYet`` if covered.

    What was just put on the page gets its place first: nobody can click what is not painted.
    """
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    window = widget.window()
    middle = widget.mapTo(window, widget.rect().center())
    hit = window.childAt(middle)
    is_hit = hit is not None and (hit is widget or widget.isAncestorOf(hit))
    if widget is not window and not is_hit:
        raise NotYet(f"{name_of(widget)!r} is covered by another widget")
    return middle


def row_of(view: QAbstractItemView, wanted: str) -> QModelIndex:
    """Return the row of a list or table that says ``wanted``. Raises ``NotYet``."""
    model = view.model()
    for row in range(model.rowCount()):
        for column in range(_columns(model)):
            index = model.index(row, column)
            said = str(index.data() or "")
            if fits(said, wanted) or (wanted.startswith("*") and wanted[1:] in said):
                return index
    raise NotYet(f"no row {wanted!r} in {name_of(view)!r}")


def value_of(widget: QWidget) -> str:
    """Return what stands in a field of one line."""
    return widget.text() if isinstance(widget, QLineEdit) else ""


def colors_of(widget: QWidget) -> int:
    """Return how many colors there are in every eighth line of a widget's picture."""
    image = widget.grab().toImage()
    lines = range(0, image.height(), 8)
    return len({image.pixel(x, y) for y in lines for x in range(image.width())})


def texts() -> list[str]:
    """Return every text of every widget there is, shown or hidden, in all windows."""
    found: list[str] = []
    for window in QApplication.topLevelWidgets():
        for widget in [window, *window.findChildren(QWidget)]:
            found += [text for text in _texts_of(widget) if text]
    return found


def shown_texts() -> list[str]:
    """Return the texts of what the front window shows."""
    window = front_window()
    return [text for one in [window, *_shown(window)] for text in _texts_of(one) if text]


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield widget.windowTitle()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    for getter in ("text", "title", "placeholderText"):
        read: Any = getattr(widget, getter, None)
        if callable(read):
            yield str(read())
    yield from _content_of(widget)


def _content_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield widget.currentText()
    # A table's headings are views of its model too: the rows are said once.
    if isinstance(widget, QHeaderView):
        return
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _rows_of(widget.model())


def _rows_of(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(_columns(model)):
            yield str(model.index(row, column).data() or "")


def _columns(model: QAbstractItemModel) -> int:
    # A list's model keeps this method to itself.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()
