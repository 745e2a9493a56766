"""What stands on a page where there is nothing yet: what it is for, and how to begin."""

from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.labels import label, section
from ui.widgets.layouts import column, holder, row

_WIDEST_PX = 560


def invitation(heading: str, text: str, begin: QPushButton) -> QWidget:
    """Return a heading, what the page is for, and the button that begins."""
    said = label(text, wrap=True)
    result = holder(column(section(heading), said, row(begin, None), gap=12))
    result.setMaximumWidth(_WIDEST_PX)
    return result
