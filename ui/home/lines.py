"""A group of lines on Home: a heading, and a card in which each line has its one button."""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.home.presenter import Line
from ui.theme import grown
from ui.widgets.buttons import LineButton, link
from ui.widgets.elided import ElidedLabel, subtitle_label
from ui.widgets.labels import chip, muted, rule, section, set_role
from ui.widgets.layouts import GAP, column, row

MOST_SHOWN = 8
_ROW_PX, _WHEN_PX, _NAME_PX, _LEAST_NAME_PX = 48, 96, 176, 120
_LARGE_WHEN_PX, _LARGE_NAME_PX = 80, 140
"""To be grown: with large letters there is less room to spare."""


class LineRow(QWidget):
    """One line. A click anywhere on it does what its button does."""

    def __init__(self, line: Line, on_act: Callable[[Line], None]) -> None:
        super().__init__()
        self.line = line
        self.act_button = LineButton(line.act, lambda: on_act(line))
        self.act_button.setAccessibleName(line.spoken)
        self.setLayout(self._build())
        self.setMinimumHeight(_ROW_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _build(self) -> QHBoxLayout:
        when = muted(self.line.when)
        when.setMinimumWidth(max(_WHEN_PX, grown(_LARGE_WHEN_PX), when.sizeHint().width()))
        who = _Name(1.0)
        set_role(who, "strong")
        who.say(self.line.who)
        who.setMinimumWidth(_LEAST_NAME_PX)
        about = subtitle_label(f"{self.line.record_number} · {self.line.about}")
        about.give_way()
        layout = row(when, who, about, gap=2 * GAP)
        layout.setStretch(2, 1)
        if self.line.state:
            state = chip(self.line.state, self.line.state_kind)
            layout.addWidget(state, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.act_button)
        layout.setContentsMargins(16, 6, 12, 6)
        return layout

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click beside the button means the button."""
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and is_inside:
            self.act_button.click()


class _Name(ElidedLabel):
    """As wide in every line, so that what comes after stands in a column."""

    def sizeHint(self) -> QSize:
        """Return the width of the column, which large letters may have to share."""
        return QSize(max(_NAME_PX, grown(_LARGE_NAME_PX)), super().sizeHint().height())


class LineGroup(QWidget):
    """Shows at most ``MOST_SHOWN`` lines until asked for all of them; hidden without any."""

    acted = Signal(object)
    """The ``Line`` whose button was pressed."""

    def __init__(self, heading: str, extra: QPushButton | None = None) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._is_whole = False
        self.rows: list[LineRow] = []
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._count = muted()
        self._rows = column(gap=0)
        self._card.setLayout(self._rows)
        head = row(section(heading), self._count, None)
        if extra is not None:
            head.addWidget(extra)
        self.setLayout(column(head, self._card, gap=GAP))
        self.hide()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines. Focus stays on the line that had it, if it is still there."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        self._fill()

    def _fill(self) -> None:
        focused = next((r.line.key for r in self.rows if r.act_button.hasFocus()), None)
        shown = self._lines if self._is_whole else self._lines[:MOST_SHOWN]
        # A line takes a millisecond to build: what did not change is only put in its new place.
        kept = {one.line: one for one in self.rows if one.line in shown}
        _empty(self._rows, keeping=kept.values())
        self.rows = [kept.get(line) or LineRow(line, self.acted.emit) for line in shown]
        for place, line_row in enumerate(self.rows):
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(line_row)
        for before, after in pairwise(self.rows):
            QWidget.setTabOrder(before.act_button, after.act_button)
        self._offer_rest(len(self._lines) - len(shown))
        self._count.setText(str(len(self._lines)))
        self.setVisible(bool(self._lines))
        self._focus(focused)

    def _offer_rest(self, left_out: int) -> None:
        if left_out > 0:
            self._rows.addWidget(rule())
            text = self.tr("Show %1 more").replace("%1", f"{left_out:,}")
            self.show_rest = link(text, self._show_whole)
            holder = row(self.show_rest, None)
            holder.setContentsMargins(12, 4, 12, 4)
            self._rows.addLayout(holder)

    def _show_whole(self) -> None:
        self._is_whole = True
        self._fill()
        self.rows[MOST_SHOWN].act_button.setFocus()

    def _focus(self, key: str | None) -> None:
        for line_row in self.rows:
            if key is not None and line_row.line.key == key:
                line_row.act_button.setFocus()


def _empty(layout: QVBoxLayout | QHBoxLayout, keeping: Collection[QWidget] = ()) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None and widget not in keeping:
            # Hidden at once: until the event loop deletes it, it would stand over the new lines.
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QHBoxLayout):
            _empty(inner)
            inner.deleteLater()
