"""One entry of the log, below the table: what was done, and what is kept of it."""

import re

from PySide6.QtWidgets import QWidget

from ui.audit.presenter import AuditLine
from ui.clients.facts_view import facts_grid
from ui.clients.presenter import Fact
from ui.widgets.buttons import link
from ui.widgets.labels import muted, strong
from ui.widgets.layouts import card, column, holder, row, scrolling

_HEIGHT_PX, _TECHNICAL_PX = 168, 264
_LONG_WORD = re.compile(r"(\S{40})(?=\S)")


class EntryPanel(QWidget):
    """Hidden until an entry is chosen. The technical details are shown when asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._line: AuditLine | None = None
        self._is_technical = False
        self.heading = strong()
        self.heading.setWordWrap(True)
        self.technical_button = link("", self._on_technical)
        self._place = column()
        head = row(self.heading, self.technical_button)
        head.setStretch(0, 1)
        self._frame = card(head, scrolling(holder(self._place)), gap=4)
        self.setLayout(column(self._frame))
        self.hide()

    def show_line(self, line: AuditLine) -> None:
        """Show an entry."""
        self._line = line
        self.heading.setText(line.what)
        self._fill()
        self.show()

    def _on_technical(self) -> None:
        self._is_technical = not self._is_technical
        self._fill()

    def _fill(self) -> None:
        line = self._line
        if line is None:
            return
        self._frame.setFixedHeight(_TECHNICAL_PX if self._is_technical else _HEIGHT_PX)
        hide, show = self.tr("Hide technical details"), self.tr("Technical details")
        self.technical_button.setText(hide if self._is_technical else show)
        while (item := self._place.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._place.addWidget(facts_grid(self._facts(line)))
        if not line.facts and not self._is_technical:
            self._place.addWidget(muted(self.tr("Nothing more is kept of this entry.")))
        self._place.addStretch(1)

    def _facts(self, line: AuditLine) -> tuple[Fact, ...]:
        record = (Fact(name=self.tr("Record"), text=line.record),) if line.record else ()
        shown = (Fact(name=self.tr("When"), text=line.when), *record, *line.facts)
        return (*shown, *map(_broken, line.technical)) if self._is_technical else shown


def _broken(fact: Fact) -> Fact:
    """Return a fact whose long words have breaks, for a label finds none in a hash."""
    return Fact(name=fact.name, text=_LONG_WORD.sub("\\1\n", fact.text))
