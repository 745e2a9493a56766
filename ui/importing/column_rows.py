"""One column of the table: its header, some of its values, what it is taken for."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ui.importing.words import field_name
from ui.widgets.elided import ElidedLabel, subtitle_label
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder, row
from vault.importers.table_model import Column, Field

_COMBO_PX = 250
_MOST_SEEN = 18


class ColumnRow(QWidget):
    """``chosen``: it shall be taken for ``field``; ``order_chosen``: its dates are so meant."""

    chosen = Signal()
    order_chosen = Signal()

    def __init__(self, one: Column, samples: str, fields: Sequence[Field]) -> None:
        super().__init__()
        self.position = one.position
        self.combo = QComboBox()
        self.order = QComboBox()
        header = " ".join(one.header.split())
        shown = header or self.tr("Column %1").replace("%1", str(one.position + 1))
        self._fill(one, shown, fields)
        name = ElidedLabel(1.0)
        name.say(shown)
        values = subtitle_label(samples or self.tr("empty"))
        said = column(row(name, None), row(values, None), gap=2)
        line = row(said, self.combo)
        line.setStretch(0, 1)
        self.setLayout(column(line, self._build_order(shown), gap=4))
        self.combo.activated.connect(lambda _: self.chosen.emit())
        self.order.activated.connect(lambda _: self.order_chosen.emit())

    def _fill(self, one: Column, shown: str, fields: Sequence[Field]) -> None:
        self.combo.setFixedWidth(_COMBO_PX)
        self.combo.setMaxVisibleItems(_MOST_SEEN)
        self.combo.setAccessibleName(self.tr("%1 is taken for").replace("%1", shown))
        self.combo.addItem(field_name(None), None)
        for field in fields:
            self.combo.addItem(field_name(field), field)
        self.combo.setCurrentIndex(0 if one.field is None else 1 + list(fields).index(one.field))

    def _build_order(self, shown: str) -> QWidget:
        self.order.setFixedWidth(_COMBO_PX)
        self.order.setAccessibleName(self.tr("Dates of %1").replace("%1", shown))
        self.order.addItem(self.tr("3/4 is 4 March"), False)
        self.order.addItem(self.tr("3/4 is 3 April"), True)
        words = self.tr("Nothing here proves which number is the month.")
        self.order_line = holder(row(label(words, "attention"), None, self.order))
        self.order_line.hide()
        return self.order_line

    @property
    def field(self) -> Field | None:
        """What the column is taken for; ``None`` is kept in a note."""
        chosen = self.combo.currentData()
        return None if chosen is None else Field(chosen)

    @property
    def is_day_first(self) -> bool:
        """Whether 3/4 means 3 April."""
        return bool(self.order.currentData())

    def ask_order(self, *, is_open: bool) -> None:
        """Ask for the order of day and month, or do not."""
        self.order_line.setVisible(is_open)
