"""The page of one client: a head that stays, and tabs for what there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.bus import kinds
from ui.clients.access_tab import AccessTab
from ui.clients.details_tab import DetailsTab
from ui.clients.header import ClientHeader
from ui.clients.opened_client import OpenedClient, open_client, read_again
from ui.clients.sessions_tab import SessionsTab
from ui.context import AppContext
from ui.notes.panel import NotesPanel
from ui.widgets.labels import muted, rule
from ui.widgets.layouts import column, holder
from ui.worker import Token
from vault.changes import Kind
from vault.clients.model import CareSession
from vault.exports.model import Part
from vault.ids import ClientId, DocumentId, NoteId
from vault.notes.model import Shelf

if TYPE_CHECKING:
    from ui.documents.tab import DocumentsTab


class ClientView(QWidget):
    """Opening a record is audited once; what changes in it is read again without that."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._opened: OpenedClient | None = None
        self._has_details = False
        self._token = Token()
        self._typing_in: QWidget | None = None
        """Where the cursor was when the shield went up."""
        self.header = ClientHeader(context)
        self.notes = NotesPanel(context)
        self._documents: DocumentsTab | None = None
        self._documents_place = holder(column())
        self.details = DetailsTab(context)
        self.sessions = SessionsTab(context)
        self.access = AccessTab(context)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Parts of the record"))
        self._pages = QStackedWidget()
        for name, page in (
            (self.tr("Notes"), self.notes),
            (self.tr("Documents"), self._documents_place),
            (self.tr("Details"), self.details),
            (self.tr("Sessions"), self.sessions),
            (self.tr("Access"), self.access),
        ):
            self.tabs.addTab(name)
            self._pages.addWidget(page)
        self._covered = QStackedWidget()
        self._covered.addWidget(holder(self._build_record()))
        self._covered.addWidget(holder(self._build_shield()))
        layout = column(self.header, self._covered, gap=8)
        layout.setStretch(1, 1)
        layout.setContentsMargins(24, 16, 16, 0)
        self.setLayout(layout)

    def _build_record(self) -> QVBoxLayout:
        layout = column(self.tabs, rule(), self._pages, gap=0)
        layout.setStretch(2, 1)
        return layout

    def _build_shield(self) -> QVBoxLayout:
        words = muted(self.tr("The privacy shield is up. Ctrl+Shift+H shows the record again."))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return column(None, words, None)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.sessions.note_requested.connect(self._on_note_requested)
        self.notes.original_requested.connect(self.show_document)
        self.notes.export_requested.connect(lambda: self._export(Part.PSYCHOTHERAPY))
        self.header.export_requested.connect(lambda: self._export(Part.RECORD))
        changed = kinds(Kind.CLIENTS, Kind.EPISODES)
        self._context.bus.subscribe(self, changed, self._read_again)
        self._context.shield_changed.connect(self._show_shield)
        self._show_shield(self._context.is_shielded)

    def _show_shield(self, is_shielded: bool) -> None:
        if is_shielded:
            focused = self.window().focusWidget()
            self._typing_in = focused if focused and self.isAncestorOf(focused) else None
        self._covered.setCurrentIndex(1 if is_shielded else 0)
        if not is_shielded and self._typing_in is not None and isValid(self._typing_in):
            self._typing_in.setFocus()

    @property
    def documents(self) -> DocumentsTab:
        """The page of documents; its code loads when it is first looked at."""
        if self._documents is None:
            from ui.documents.tab import DocumentsTab

            self._documents = DocumentsTab(self._context)
            place = self._documents_place.layout()
            assert place is not None
            place.addWidget(self._documents)
        return self._documents

    @property
    def client_id(self) -> ClientId | None:
        """Whose page is open."""
        return self._opened.client.id if self._opened else None

    def open(self, client_id: ClientId, then: Callable[[], None]) -> None:
        """Open a record, which the audit keeps; ``then`` runs when its notes stand there."""
        self._token.cancel()
        self._token = Token()

        def take(opened: OpenedClient) -> None:
            self.tabs.setCurrentIndex(0)
            if self._documents is not None:
                self._documents.forget()
            self._show(opened)
            self.notes.open(client_id, then)

        self._context.ask(
            self, lambda session: open_client(session, client_id), take, token=self._token
        )

    def show_note(self, note_id: NoteId, shelf: Shelf) -> None:
        """Go to a note of the client whose page is open."""
        self.tabs.setCurrentIndex(0)
        self.notes.show_note(note_id, shelf)

    def show_document(self, document_id: DocumentId) -> None:
        """Go to a document of the client whose page is open."""
        self.tabs.setCurrentIndex(self._pages.indexOf(self._documents_place))
        self.documents.open_document(document_id)

    def _show(self, opened: OpenedClient) -> None:
        self._opened = opened
        self._has_details = False
        self.header.show_client(opened.client, opened.episodes, opened.today)
        self.sessions.show_client(opened)
        self._show_on(self._pages.currentWidget(), opened)

    def _show_on(self, page: QWidget | None, opened: OpenedClient) -> None:
        """Show the client on a page that is seen: to build the others would keep this waiting."""
        if page is self.access:
            self.access.show_client(opened)
        elif page is self._documents_place:
            self.documents.show_client(opened)
        elif page is self.details and not self._has_details:
            self._has_details = True
            self.details.show_client(opened)

    def _read_again(self) -> None:
        before = self._opened
        if before is not None:
            self._context.ask(
                self, lambda session: read_again(session, before), self._show, token=self._token
            )

    def _on_tab(self, at: int) -> None:
        if self._opened is not None:
            # Before it is in front: nobody shall see another client's facts there.
            self._show_on(self._pages.widget(at), self._opened)
        self._pages.setCurrentIndex(at)

    def _export(self, part: Part) -> None:
        """Open the wizard that exports the record, or the notes kept apart from it."""
        from ui.exporting.answers import ExportScope
        from ui.exporting.wizard import open_export

        if self._opened is not None:
            self.notes.save_now()
            client = self._opened.client
            number = client.record_number
            scope = ExportScope(client_id=client.id, record_number=number, part=part)
            open_export(self._context, self, scope)

    def _on_note_requested(self, care_session: CareSession) -> None:
        self.tabs.setCurrentIndex(0)
        self.notes.write_note_of(care_session)
