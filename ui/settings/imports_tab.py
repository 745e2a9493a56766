"""The imports there were: what each brought, and taking one back."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bus import kinds
from ui.clients.record_table import RecordModel
from ui.context import AppContext
from ui.importing import summary
from ui.importing.in_use_dialog import InUseDialog
from ui.importing.words import kind_name
from ui.settings.key_dialog import KeyDialog, Report
from ui.widgets.buttons import button, danger, open_or_shut, tinted
from ui.widgets.labels import muted, section
from ui.widgets.layouts import PAGE_MARGIN, column, row
from ui.widgets.notice import Notice
from ui.widgets.table import dense_table
from ui.wording import instant
from vault.changes import Kind
from vault.clients import service as clients
from vault.clients.model import ClientLine
from vault.importers import service as imports
from vault.importers.batch_model import Batch
from vault.keys import service as keys
from vault.keys.model import Slot, SwitchProgress
from vault.session import Session

_WIDTHS = (168, 152, 320)


class ImportsTab(QWidget):
    """Newest first. What was taken back stays in the list, and says so."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._batches: Sequence[Batch] = ()
        self._slots: Sequence[Slot] = ()
        self.notice = Notice(context.theme, parent=self)
        headings = (self.tr("When"), self.tr("What"), self.tr("Brought in"), self.tr("Taken back"))
        self.model = RecordModel(headings)
        self.table = dense_table(
            self.model, self.tr("Imports"), _WIDTHS, context.preferences, "imports"
        )
        self.bring_button = button(self.tr("Bring in records…"), self._on_bring)
        tinted(self.bring_button, context.theme, "download")
        if context.is_in_custody:
            why = self.tr("Inherited records are read; what is brought in would stand among them.")
            open_or_shut(self.bring_button, why)
        self.undo_button = danger(self.tr("Take back…"), self._on_undo)
        self._empty = muted(
            self.tr(
                "Nothing was imported yet. Client lists, contacts, appointments, calendars and"
                " folders of notes come in here; each import can be taken back whole."
            ),
            wrap=True,
        )
        self.setLayout(self._build())
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        context.bus.subscribe(self, kinds(Kind.IMPORTS), self.refresh)
        self.refresh()

    def _build(self) -> QVBoxLayout:
        lead = muted(
            self.tr("An import is one unit: what it brought can be taken back as a whole."),
            wrap=True,
        )
        acts = row(self.bring_button, self.undo_button, None)
        head = column(section(self.tr("Imports")), lead, gap=4)
        layout = column(self.notice, head, acts, self._empty, self.table, gap=12)
        layout.setStretch(4, 1)
        layout.addStretch(0)
        layout.setContentsMargins(0, 20, 12, PAGE_MARGIN)
        return layout

    def refresh(self) -> None:
        """Read the imports anew."""

        def read(session: Session) -> tuple[list[Batch], list[Slot]]:
            return imports.batches(session), keys.slots(session)

        self._context.ask(self, read, self._on_read)

    def _on_read(self, found: tuple[list[Batch], list[Slot]]) -> None:
        self._batches, self._slots = found
        self.model.show_rows([_cells(one) for one in self._batches])
        self._empty.setVisible(not self._batches)
        self.table.setVisible(bool(self._batches))
        if self._batches:
            self.table.selectRow(0)
        self._on_row(self.table.currentIndex())

    def _chosen(self) -> Batch | None:
        at = self.table.currentIndex().row()
        return self._batches[at] if 0 <= at < len(self._batches) else None

    def _on_row(self, _: QModelIndex) -> None:
        chosen = self._chosen()
        self.undo_button.setEnabled(chosen is not None and chosen.undone_at is None)
        self.undo_button.setVisible(bool(self._batches))

    def _on_bring(self) -> None:
        from ui.importing.wizard import open_import  # its code loads when somebody imports

        open_import(self._context, self)

    def _on_undo(self) -> None:
        """Look first who stands in the way; nobody types a secret for nothing."""
        batch = self._chosen()
        if batch is None:
            return

        def look(session: Session) -> list[ClientLine]:
            return clients.lines(session, sorted(imports.used_clients(session, batch.id)))

        def looked(used: list[ClientLine]) -> None:
            if used:
                InUseDialog(self._context, self, used).open()
            else:
                self._ask_proof(batch)

        self._context.ask(self, look, looked)

    def _ask_proof(self, batch: Batch) -> None:
        leave = self._context.worker.report_to(self, self._context.records_leaving.emit)

        def undo(session: Session, typed: str, _: str, report: Report) -> None:
            def tell(name: str, done: int, total: int) -> None:
                report(SwitchProgress(name=name, done=done, total=total))

            imports.undo(session, typed, batch.id, self._context.keyring, tell, leave)

        when = instant(batch.at)
        dialog = KeyDialog(
            self._context,
            self,
            title=self.tr("Take an import back"),
            text=summary.undo_words(batch),
            act=self.tr("Take back the import of %1").replace("%1", when),
            slots=self._slots,
            change=undo,
            is_destructive=True,
        )
        self.notice.say("")
        said = self.tr("The import of %1 was taken back. Nothing of it is in this vault.")
        dialog.accepted.connect(lambda: self.notice.say(said.replace("%1", when), "good"))
        dialog.open()


def _cells(batch: Batch) -> tuple[str, ...]:
    undone = instant(batch.undone_at) if batch.undone_at else ""
    return instant(batch.at), kind_name(batch.kind), summary.counts_words(batch.counts), undone
