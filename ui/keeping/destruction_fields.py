"""How paper was destroyed: the day, how, and by whom."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.clients.typed_fields import line_field
from ui.widgets.layouts import field_row, row
from ui.widgets.typed_day import DayField


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


class DestructionFields:
    """Three fields that a dialog lays out with ``add_to``, and names by ``fields``."""

    def __init__(self) -> None:
        self.disposed_on = DayField("disposed_on")
        self.method = line_field("", _tr("Cross-cut shredding, pulping, burning …"))
        self.vendor = line_field("")
        self.fields: dict[str, QWidget] = {
            "disposed_on": self.disposed_on,
            "method": self.method,
            "vendor": self.vendor,
        }

    def add_to(self, content: QVBoxLayout) -> None:
        """Put the fields below what is there already."""
        how = row(
            field_row(_tr("Destroyed &on"), self.disposed_on),
            field_row(_tr("&How"), self.method),
            gap=12,
        )
        how.setStretch(1, 1)
        content.addLayout(how)
        content.addLayout(field_row(_tr("&By whom, if a vendor"), self.vendor))

    def typed(self) -> tuple[str, str]:
        """Return method and vendor."""
        return self.method.text().strip(), self.vendor.text().strip()
