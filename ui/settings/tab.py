"""What the tabs of Settings share: a column of readable width that scrolls."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.layouts import PAGE_MARGIN, at_left, column, scrolling

WIDTH_PX = 640


def tab_layout(content: QVBoxLayout, width: int = WIDTH_PX) -> QVBoxLayout:
    """Return the layout of a tab around its content."""
    content.setContentsMargins(0, 20, 12, PAGE_MARGIN)
    return column(scrolling(at_left(content, width)))


def focus_if(field: QWidget | None) -> None:
    """Go to a field, if there is one for what is wrong."""
    if field is not None:
        field.setFocus()
