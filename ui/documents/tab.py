"""A client's documents: the list, adding to it, and the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHeaderView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui.bus import kinds
from ui.clients.opened_client import OpenedClient
from ui.clients.record_table import RecordModel
from ui.context import AppContext
from ui.documents import presenter
from ui.documents.adding_panel import AddingPanel
from ui.documents.bringing import Bringing, files_of
from ui.documents.copying import save_copy
from ui.documents.dialogs import DocumentErrorDialog, FactsDialog
from ui.documents.left_out_panel import LeftOutPanel
from ui.widgets.buttons import button, open_or_shut, primary, tinted
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import muted
from ui.widgets.layouts import column, holder
from ui.widgets.notice import Notice
from ui.widgets.table import dense_table
from ui.worker import Token
from vault.changes import Kind
from vault.documents import service as documents
from vault.documents.model import Document
from vault.ids import DocumentId
from vault.session import Session

if TYPE_CHECKING:
    from ui.documents.look_page import LookPage

_TITLE, _MARKS, _SIZE, _FROM = 1, 2, 4, 5
_ROOMY_PX = 600
"""Where there is less, the title needs the room; a document that is looked at says the rest."""
_WIDTHS = (92, 160, 112, 88, 86, 72)


class DocumentsTab(QWidget):
    """Loaded when it is looked at. Files and folders can be dropped anywhere on it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._opened: OpenedClient | None = None
        self._documents: Sequence[Document] = ()
        self._damaged: set[DocumentId] = set()
        self._is_checked = False
        self._wanted: DocumentId | None = None
        """What shall be looked at as soon as the list has it."""
        self._token = Token()
        self.adder = context.adder
        self.left_out = LeftOutPanel(context)
        self.bringing = Bringing(context, self, self.adder)
        self.panel = AddingPanel(context, self.adder)
        self._look: LookPage | None = None
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        headings = (
            self.tr("Day"),
            self.tr("Title"),
            self.tr("Marks"),
            self.tr("Kind"),
            self.tr("Size"),
            self.tr("From"),
        )
        self.model = RecordModel(headings)
        self.table = dense_table(
            self.model, self.tr("Documents"), _WIDTHS, self._context.preferences, "client_documents"
        )
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self._empty = muted(
            self.tr(
                "No documents yet. Signed consents, letters, scans and photographs stand here, "
                "each sealed by itself. Add them with the button, or drop files on this page."
            ),
            wrap=True,
        )
        self._stack = QStackedWidget()
        self._list_page = holder(self._build_list())
        self._stack.addWidget(self._list_page)
        self.notice = Notice(self._context.theme)
        self.setLayout(column(self.notice, self._stack))

    def _build_list(self) -> QVBoxLayout:
        acts = FlowLayout()
        for one in self._build_buttons():
            acts.addWidget(one)
        layout = column(acts, self.left_out, self.panel, self._empty, self.table)
        layout.setStretch(4, 1)
        layout.addStretch(0)
        layout.setContentsMargins(0, 12, 0, 16)
        return layout

    def _build_buttons(self) -> tuple[QWidget, ...]:
        self.add_button = primary(self.tr("Add"))
        tinted(self.add_button, self._context.theme, "plus", "on_accent")
        self.add_button.setMenu(self._build_menu())
        self.open_button = button(self.tr("Open"), self._on_open)
        self.facts_button = button(self.tr("Facts…"), self._on_facts)
        self.copy_button = button(self.tr("Save a copy…"), self._on_copy)
        self.error_button = button(self.tr("In error…"), self._on_error)
        self._error_hint = self.tr("Mark as entered in error")
        self.error_button.setAccessibleName(self.tr("Mark as entered in error…"))
        self._of_chosen = (self.open_button, self.facts_button, self.copy_button)
        return (self.add_button, *self._of_chosen, self.error_button)

    def _build_menu(self) -> QMenu:
        menu, bringing = QMenu(self), self.bringing
        entries: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("file-plus", self.tr("Files…"), bringing.choose_files),
            ("folder-plus", self.tr("The files of a folder…"), bringing.choose_folder),
            ("clipboard-paste", self.tr("The copied picture\tCtrl+V"), bringing.paste),
        )
        for icon, words, act in entries:
            entry = menu.addAction(self._context.theme.icon(icon), words)
            entry.triggered.connect(lambda _=False, act=act: act())
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(bringing.paste)
        return menu

    def _connect(self) -> None:
        self.table.activated.connect(lambda _: self._on_open())
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.panel.emptied.connect(self._focus_list)
        self.left_out.dismissed.connect(self._focus_list)
        self._context.bus.subscribe(self, kinds(Kind.DOCUMENTS), self._reload)

    @property
    def look(self) -> LookPage:
        """Where a document is looked at; its code loads with the first."""
        if self._look is None:
            from ui.documents.look_page import LookPage

            self._look = LookPage(self._context)
            self._stack.addWidget(self._look)
            self._look.left.connect(self.show_list)
            self._look.copy_requested.connect(self._on_copy)
            self._look.facts_requested.connect(self._on_facts)
            self._look.damage_found.connect(self._on_damage)
            self._look.recovered.connect(self._on_recovered)
        return self._look

    def show_client(self, opened: OpenedClient) -> None:
        """Show this client's documents; what was looked at of another is forgotten."""
        is_another = self._opened is None or self._opened.client.id != opened.client.id
        self._opened = opened
        self.bringing.client_id, self.bringing.today = opened.client.id, opened.today
        self.panel.show_client(opened.client.id)
        if is_another:
            self._take([])
            self.show_list()
            self.left_out.show_client(opened.client.id)
        self._reload()

    def open_document(self, document_id: DocumentId) -> None:
        """Look at a document of the client shown, when the list has come."""
        self._wanted = document_id
        self._open_wanted()

    def _open_wanted(self) -> None:
        found = next((one for one in self._documents if one.id == self._wanted), None)
        if found is not None:
            self._wanted = None
            self._look_at(found)

    def forget(self) -> None:
        """Forget what is shown: another record is being opened, or another tab looked at."""
        self._wanted = None
        self._token.cancel()
        self.notice.say("")
        self._leave_look()

    def show_list(self) -> None:
        """Go back from a document to the list."""
        self.notice.say("")
        self._leave_look()
        self._focus_list()

    def _focus_list(self) -> None:
        if self.isVisible():
            (self.table if self._documents else self.add_button).setFocus()

    def _leave_look(self) -> None:
        if self._look is not None:
            self._look.forget()
        self._stack.setCurrentWidget(self._list_page)

    def _reload(self) -> None:
        if self._opened is None:
            return
        client_id, is_checked = self._opened.client.id, self._is_checked
        self._token.cancel()
        self._token = Token()

        def read(session: Session) -> tuple[list[Document], set[DocumentId]]:
            listed = documents.list_documents(session, client_id)
            if is_checked:
                return listed, set()
            report = documents.check_files(session)
            return listed, {*report.missing, *report.altered}

        def take(found: tuple[list[Document], set[DocumentId]]) -> None:
            self._is_checked = True
            self._damaged |= found[1]
            self._take(found[0])

        self._context.ask(self, read, take, token=self._token)

    def _take(self, listed: Sequence[Document]) -> None:
        chosen = self._chosen()
        self._documents = listed
        self.model.show_rows(
            [presenter.cells(one, is_damaged=one.id in self._damaged) for one in listed]
        )
        self._empty.setVisible(not listed)
        self.table.setVisible(bool(listed))
        self.table.setColumnHidden(_MARKS, not any(row[_MARKS] for row in self.model.rows))
        for one in (*self._of_chosen, self.error_button):
            one.setVisible(bool(listed))
        ids = [one.id for one in listed]
        if chosen is not None and chosen.id in ids:
            self.table.selectRow(ids.index(chosen.id))
        self._on_row_changed(self.table.currentIndex())
        if self._look is not None and self._seen is not None and self._seen.id in ids:
            self._look.show_facts(listed[ids.index(self._seen.id)])
        self._open_wanted()

    @property
    def _seen(self) -> Document | None:
        """The document that is looked at now."""
        return self._look.document if self._look is not None else None

    def _chosen(self) -> Document | None:
        if self._seen is not None:
            return self._seen
        at = self.table.currentIndex().row()
        return self._documents[at] if 0 <= at < len(self._documents) else None

    def _on_row_changed(self, _: QModelIndex) -> None:
        chosen = self._chosen()
        why = presenter.why_unchangeable(chosen) if chosen is not None else ""
        open_or_shut(self.facts_button, why)
        open_or_shut(self.error_button, why, self._error_hint)
        for one in (self.open_button, self.copy_button):
            one.setEnabled(chosen is not None)
        if chosen is None:
            self.facts_button.setEnabled(False)
        if chosen is None or chosen.is_error:
            self.error_button.setEnabled(False)

    def _on_open(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._look_at(chosen)

    def _look_at(self, document: Document) -> None:
        self.notice.say("")
        self._stack.setCurrentWidget(self.look)
        self.look.look_at(document)
        if document.id in self._damaged:
            self.look.offer_recovery()

    def _on_facts(self) -> None:
        chosen = self._chosen()
        if chosen is not None and not chosen.is_inherited:
            FactsDialog(self._context, self, chosen).open()

    def _on_copy(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            damaged = partial(self._on_copy_damaged, chosen)
            copied = partial(self._on_copied, chosen)
            save_copy(self._context, self, chosen, copied, damaged)

    def _on_copied(self, document: Document, words: str) -> None:
        if self._opened is not None and self._opened.client.id == document.client_id:
            self.notice.say(words, "good")

    def _on_error(self) -> None:
        chosen = self._chosen()
        if chosen is not None and not chosen.is_inherited:
            DocumentErrorDialog(self._context, self, chosen).open()

    def _on_damage(self) -> None:
        if self._seen is not None:
            self._damaged.add(self._seen.id)
            self._reload()

    def _on_copy_damaged(self, document: Document) -> None:
        self._damaged.add(document.id)
        self._reload()
        if self._seen is not None and self._seen.id == document.id:
            self.look.offer_recovery()

    def _on_recovered(self, document: Document) -> None:
        self._damaged.discard(document.id)
        self._reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out size and source where the page is narrow."""
        super().resizeEvent(event)
        for at in (_SIZE, _FROM):
            self.table.setColumnHidden(at, event.size().width() < _ROOMY_PX)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped; the files stay where they were."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.bringing.bring(files_of(event.mimeData()))
