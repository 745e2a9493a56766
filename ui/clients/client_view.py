"""The page of one client: a head that stays, and tabs for what there is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

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
from vault.ids import ClientId, NoteId
from vault.notes.model import Shelf


class ClientView(QWidget):
    """Opening a record is audited once; what changes in it is read again without that."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._opened: OpenedClient | None = None
        self._token = Token()
        self.header = ClientHeader(context)
        self.notes = NotesPanel(context)
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
        changed = kinds(Kind.CLIENTS, Kind.EPISODES)
        self._context.bus.subscribe(self, changed, self._read_again)
        self._context.shield_changed.connect(self._show_shield)
        self._show_shield(self._context.is_shielded)

    def _show_shield(self, is_shielded: bool) -> None:
        self._covered.setCurrentIndex(1 if is_shielded else 0)

    @property
    def client_id(self) -> ClientId | None:
        """Whose page is open."""
        return self._opened.client.id if self._opened else None

    def open(self, client_id: ClientId, then: Callable[[], None]) -> None:
        """Open a record, which the audit keeps; ``then`` runs when its notes stand there."""
        self._token.cancel()
        self._token = Token()

        def take(opened: OpenedClient) -> None:
            self._show(opened)
            self.tabs.setCurrentIndex(0)
            self.notes.open(client_id, then)

        self._context.ask(
            self, lambda session: open_client(session, client_id), take, token=self._token
        )

    def show_note(self, note_id: NoteId, shelf: Shelf) -> None:
        """Go to a note of the client whose page is open."""
        self.tabs.setCurrentIndex(0)
        self.notes.show_note(note_id, shelf)

    def _show(self, opened: OpenedClient) -> None:
        self._opened = opened
        self.header.show_client(opened.client, opened.episodes, opened.today)
        self.details.show_client(opened)
        self.sessions.show_client(opened)
        if self._pages.currentWidget() is self.access:
            self.access.show_client(opened)

    def _read_again(self) -> None:
        before = self._opened
        if before is not None:
            self._context.ask(
                self, lambda session: read_again(session, before), self._show, token=self._token
            )

    def _on_tab(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        if self._pages.currentWidget() is self.access and self._opened is not None:
            self.access.show_client(self._opened)

    def _on_note_requested(self, care_session: CareSession) -> None:
        self.tabs.setCurrentIndex(0)
        self.notes.write_note_of(care_session)
