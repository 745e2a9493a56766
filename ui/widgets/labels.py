"""Labels by what they say. Plain text always: a name with ``<b>`` in it is shown as typed."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.theme import scaled
from ui.widgets.properties import set_named

TITLE, SECTION, ASIDE = 1.5, 1.15, 0.9


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return body text. ``role`` is "muted", "accent", "danger", "attention", "good" or nothing."""
    result = QLabel(text)
    set_named(result, textFormat="PlainText")
    result.setWordWrap(wrap)
    set_role(result, role)
    return result


def title(text: str = "") -> QLabel:
    """Return the title of a page."""
    return _sized(label(text, "title"), TITLE, QFont.Weight.DemiBold)


def section(text: str = "") -> QLabel:
    """Return the heading of a group."""
    return _sized(label(text, "section"), SECTION, QFont.Weight.DemiBold)


def strong(text: str = "", *, wrap: bool = False) -> QLabel:
    """Return body text that leads a line."""
    return _sized(label(text, "strong", wrap=wrap), 1.0, QFont.Weight.DemiBold)


def muted(text: str = "", *, wrap: bool = False) -> QLabel:
    """Return what is said beside."""
    return label(text, "muted", wrap=wrap)


def aside(text: str = "", *, wrap: bool = False) -> QLabel:
    """Return small print: 0.9 of body text."""
    return _sized(label(text, "aside", wrap=wrap), ASIDE, QFont.Weight.Normal)


def chip(text: str, kind: str = "") -> QLabel:
    """Return a state in a rounded box. ``kind`` is "attention", "good", "danger" or nothing."""
    return label(text, f"chip-{kind}" if kind else "chip")


def rule() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setFixedHeight(1)
    set_role(line, "rule")
    return line


def set_role(widget: QWidget, role: str) -> None:
    """Say what a widget is; the stylesheet answers at once, also for a widget already shown."""
    is_new = widget.property("role") is None and not widget.isVisible()
    widget.setProperty("role", role)
    # A new one is styled when it is first measured or shown; twice would cost twice.
    if not is_new and _is_styled(widget):
        restyle(widget)


def _is_styled(widget: QWidget) -> bool:
    from PySide6.QtCore import Qt  # as in ``set_named``: not before the first window stands

    return widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _sized(result: QLabel, factor: float, weight: QFont.Weight) -> QLabel:
    result.setFont(scaled(factor, weight))
    return result
