"""What the tabs of Settings share: a column of readable width that scrolls."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.layouts import PAGE_MARGIN, holder, row, scrolling

WIDTH_PX = 640


def tab_layout(content: QVBoxLayout, width: int = WIDTH_PX) -> QVBoxLayout:
    """Return the layout of a tab around its content."""
    content.setContentsMargins(0, 20, 12, PAGE_MARGIN)
    inner = holder(content)
    inner.setMaximumWidth(width)
    at_left: QHBoxLayout = row(inner, gap=0)
    at_left.addStretch(0)
    at_left.setStretch(0, 1)
    outer = QVBoxLayout()
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolling(holder(at_left)))
    return outer


def focus_if(field: QWidget | None) -> None:
    """Go to a field, if there is one for what is wrong."""
    if field is not None:
        field.setFocus()
