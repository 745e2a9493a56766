"""The audit log: newest first, narrowed to one client, checked, exported."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, QStandardPaths
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLayout, QPushButton, QVBoxLayout, QWidget

from ui.audit import presenter
from ui.audit.client_picker import ClientPicker
from ui.audit.entries import lines
from ui.audit.entry_panel import EntryPanel
from ui.audit.presenter import AuditLine
from ui.audit.table import PAGE_ROWS, AuditModel, audit_table
from ui.bus import kinds
from ui.context import AppContext
from ui.dialogs import Question
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import muted, set_role, title
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, row
from ui.widgets.notice import Notice
from ui.widgets.progress import ProgressDialog
from ui.worker import Token
from vault.audit import service as audit
from vault.changes import Kind
from vault.errors import Cancelled, VaultError
from vault.ids import ClientId
from vault.notes import service as notes
from vault.session import Session

_PICKER_PX = 320

Check = Callable[[Session, Callable[[int, int], None], Token], tuple[str, str]]
"""Takes the session, how to tell progress, and the token; returns a notice and its kind."""


class AuditPage(QWidget):
    """What was done in this vault."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = Token()
        self._is_stale = False
        set_role(self, "page")
        self.setAccessibleName(self.tr("Audit"))
        self._build()
        context.bus.subscribe(self, kinds(*Kind), self._on_changed)
        self.model.start_over()

    def _build(self) -> None:
        self.model = AuditModel(self._load)
        self.picker = ClientPicker(self._context)
        self.picker.setMinimumWidth(_PICKER_PX)
        self.picker.chosen.connect(self._start_over)
        self.chain_button = button(self.tr("Check the chain"), self._on_check_chain)
        self.signatures_button = button(self.tr("Check all signatures"), self._on_check_signatures)
        self.documents_button = button(self.tr("Check all documents"), self._on_check_documents)
        self.export_button = button(self.tr("Export…"), self._on_export)
        self.inherited_button = button(self.tr("Check the practitioner's log"), self._on_inherited)
        self.theirs = QCheckBox(self.tr("Show the practitioner's log"))
        self.theirs.setMinimumHeight(32)
        self.theirs.toggled.connect(lambda _: self._start_over())
        self.notice = Notice(self._context.theme, parent=self)
        self.table = audit_table(self.model, self._context.preferences, self.tr("Audit log"))
        self.table.verticalScrollBar().valueChanged.connect(self._refresh_if_seen)
        self.entry = EntryPanel()
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        layout = column(
            self._build_head(), *self._build_tools(), self.notice, self.table, self.entry, gap=12
        )
        layout.setStretch(layout.indexOf(self.table), 1)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, PAGE_MARGIN - GAP)
        self.setLayout(layout)
        for inherited in (self.theirs, self.inherited_button):
            inherited.setHidden(not self._context.is_in_custody)

    def _build_head(self) -> QVBoxLayout:
        what = muted(
            self.tr("Every opening and every change, each linked to the one before."), wrap=True
        )
        return column(title(self.tr("Audit")), what, gap=4)

    def _build_tools(self) -> tuple[QLayout, QLayout]:
        """Return what is shown, and below it the checks: side by side they are too wide."""
        shown = row(self.picker, self.theirs, None, self.export_button, gap=16)
        checks = FlowLayout()
        for check in (
            self.chain_button,
            self.signatures_button,
            self.documents_button,
            self.inherited_button,
        ):
            checks.addWidget(check)
        return shown, checks

    def _on_row_changed(self, current: QModelIndex) -> None:
        # A log that is read anew takes the choice away, and not what is being read.
        if current.isValid():
            self.entry.show_line(self.model.lines[current.row()])

    def _start_over(self) -> None:
        """Show another part of the log."""
        self.entry.hide()
        self.model.start_over()

    def _load(self, before: int | None) -> None:
        """Ask for a page; with ``None`` for the newest, and forget what was asked before."""
        if before is None:
            self._asked.cancel()
            self._asked = Token()
        client_id = self.picker.client_id

        is_theirs = self.theirs.isChecked()

        def work(session: Session) -> list[AuditLine]:
            if is_theirs:
                return _theirs(session, client_id, before)
            return lines(session, audit.page(session, client_id, before, PAGE_ROWS))

        self._context.ask(self, work, self.model.append, token=self._asked)

    def _on_changed(self) -> None:
        self._is_stale = True
        self._refresh_if_seen()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was done while another page was in front."""
        super().showEvent(event)
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        # Whoever reads further down is not thrown back to the top.
        is_at_top = self.table.verticalScrollBar().value() == 0
        if self._is_stale and self.isVisible() and is_at_top:
            self._is_stale = False
            self.model.start_over()

    def _on_check_chain(self) -> None:
        self._check(
            self.chain_button,
            self.tr("Checking the chain"),
            self.tr("Events"),
            lambda session, tell, token: presenter.chain_words(
                audit.verify(session, tell, token.is_cancelled)
            ),
        )

    def _on_inherited(self) -> None:
        from ui.custody.presenter import chain_words  # only in a custodian's vault
        from vault.custody import service as custody

        self._check(
            self.inherited_button,
            self.tr("Checking the practitioner's log"),
            self.tr("Events"),
            lambda session, tell, token: chain_words(
                custody.verify_inherited_chain(session, tell, token.is_cancelled)
            ),
        )

    def _on_check_signatures(self) -> None:
        self._check(
            self.signatures_button,
            self.tr("Checking all signatures"),
            self.tr("Notes"),
            lambda session, tell, token: presenter.signature_words(
                notes.check_all(session, tell, token.is_cancelled)
            ),
        )

    def _on_check_documents(self) -> None:
        """Look for every file, then decrypt each, away from the session."""
        from ui.audit.document_check import DocumentCheck  # loads when somebody checks

        check = DocumentCheck(self._context, self)
        self.documents_button.setEnabled(False)

        def end(words: tuple[str, str] | None) -> None:
            self.documents_button.setEnabled(True)
            self.documents_button.setFocus()
            if words is not None:
                self.notice.say(*words)

        check.begin(end)

    def _check(self, pressed: QPushButton, name: str, counted: str, work: Check) -> None:
        """Run a check of the whole vault: it may take seconds, and says so after 0.4 of one."""
        token = Token()
        progress = ProgressDialog(self, name, token.cancel)
        tell = self._context.worker.report_to(
            self, lambda done, total: progress.step(counted, done, total)
        )
        pressed.setEnabled(False)

        def end() -> None:
            progress.end()
            pressed.setEnabled(True)
            pressed.setFocus()

        def on_done(words: tuple[str, str]) -> None:
            end()
            self.notice.say(*words)

        def on_error(error: VaultError) -> None:
            end()
            if not isinstance(error, Cancelled):
                self._context.show_error(self, error)

        # Without the token: a check that was cancelled has to end its dialog too.
        self._context.ask(self, lambda session: work(session, tell, token), on_done, on_error)

    def _on_export(self) -> None:
        question = Question(
            title=self.tr("Export the audit log"),
            text=self.tr(
                "The file will lie unprotected where you save it: anybody who finds it can read"
                " record numbers, times and what was done. It holds no names and no notes. Delete"
                " it when it has served its purpose."
            ),
            act=self.tr("Choose where to save"),
        )
        self._context.dialogs.confirm(self, question, self._choose_place)

    def _choose_place(self) -> None:
        folder = QStandardPaths.StandardLocation.DocumentsLocation
        name = f"casekeep-audit-{date.today().isoformat()}.csv"  # noqa: DTZ011 - the person's day
        start = Path(QStandardPaths.writableLocation(folder)) / name
        kind = self.tr("CSV file (*.csv)")
        self._context.dialogs.choose_save(
            self, self.tr("Export the audit log"), start, kind, self._export
        )

    def _export(self, path: Path) -> None:
        from vault.audit import export_service  # loads when somebody exports

        client_id: ClientId | None = self.picker.client_id
        target = path if path.suffix else path.with_suffix(".csv")
        self._context.ask(
            self,
            lambda session: export_service.write_csv(session, target, client_id),
            self._on_exported,
        )

    def _on_exported(self, events: int) -> None:
        text = self.tr("%1 events were exported. The file is not protected.")
        self.notice.say(text.replace("%1", f"{events:,}"), "attention")


def _theirs(session: Session, client_id: ClientId | None, before: int | None) -> list[AuditLine]:
    """Return a page of the practitioner's log; its notes have numbers of another vault."""
    from vault.custody import service as custody  # only in a custodian's vault

    events = custody.inherited_page(session, client_id, before, PAGE_ROWS)
    return [presenter.line(event) for event in events]
