"""Paper of a record that went: how it was destroyed, for the certificate's supplement."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.disposal import presenter
from ui.keeping.destruction_fields import DestructionFields
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row, row
from ui.widgets.number_field import number_field
from vault.disposal import service as disposal
from vault.disposal.model import Tombstone
from vault.errors import InvalidValue


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


class PaperLeftDialog(FormDialog):
    """The day, how, by whom, and how much of it where there is more than one."""

    def __init__(self, context: AppContext, parent: QWidget, stone: Tombstone) -> None:
        title = presenter.paper_title(stone)
        super().__init__(context, parent, title=title, act=_tr("Write it down"))
        self._stone = stone
        there = stone.detail.paper_left
        self.destruction = DestructionFields()
        self.count = number_field(1, there)
        self.count.setValue(there)
        self.destruction.add_to(self.content)
        if there > 1:
            many = _tr("How &many of the %1").replace("%1", f"{there:,}")
            self.content.addLayout(row(field_row(many, self.count), None))
        said = _tr(
            "The next certificate names day, method and vendor. Keep the vendor's own certificate"
            " with it: the record that it would have lain in is gone."
        )
        self.content.addWidget(label(said, "muted", wrap=True))
        self.fields = dict(self.destruction.fields)
        if there > 1:
            self.fields["count"] = self.count

    def submit(self) -> None:
        """Write it down."""
        try:
            day = self.destruction.disposed_on.filled
        except InvalidValue as error:
            self.show_error(error)
            return
        stone_id, count = self._stone.id, self.count.value()
        method, vendor = self.destruction.typed()
        self.run(
            lambda session: disposal.dispose_paper(session, stone_id, day, method, vendor, count)
        )
