"""The page of one client: a head that stays, and tabs for what there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.bus import kinds
from ui.clients.header import ClientHeader
from ui.clients.opened_client import OpenedClient, open_client, read_again
from ui.context import AppContext
from ui.notes.panel import NotesPanel
from ui.turns import Steps, loaded, take_turns
from ui.widgets.labels import muted, rule, set_role
from ui.widgets.layouts import column, holder
from ui.worker import Token
from vault.changes import Kind
from vault.clients.model import CareSession
from vault.ids import ClientId, DocumentId, NoteId
from vault.notes.model import Shelf

if TYPE_CHECKING:
    from ui.clients.access_tab import AccessTab
    from ui.clients.details_tab import DetailsTab
    from ui.clients.sessions_tab import SessionsTab
    from ui.custody.client_tab import CustodyTab
    from ui.documents.tab import DocumentsTab
    from ui.keeping.tab import KeepingTab

T = TypeVar("T", bound=QWidget)

_CODE = {
    "documents": "ui.documents.tab",
    "details": "ui.clients.details_tab",
    "sessions": "ui.clients.sessions_tab",
    "access": "ui.clients.access_tab",
    "keeping": "ui.keeping.tab",
    "custody": "ui.custody.client_tab",
}
"""What a part loads, in turns."""


class ClientView(QWidget):
    """Opening a record is audited once; what changes in it is read again without that."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._opened: OpenedClient | None = None
        self._has_details = False
        self._token = Token()
        self._typing_in: QWidget | None = None
        """Where the cursor was when the shield went up."""
        self._parts: dict[str, Callable[[], QWidget]] = {
            "notes": lambda: self.notes,
            "documents": lambda: self.documents,
            "details": lambda: self.details,
            "sessions": lambda: self.sessions,
            "access": lambda: self.access,
            "keeping": lambda: self.keeping,
        }
        if context.is_in_custody:
            self._parts["custody"] = lambda: self.custody
        self._places: dict[str, QVBoxLayout] = {name: column() for name in self._parts}
        self._build()
        # In their places last: with all that stands on it, a widget is slow to move.
        self.header = ClientHeader(context)
        self._head.addWidget(self.header)
        self.notes = self._placed("notes", NotesPanel(context))
        self._connect()

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Parts of the record"))
        if self._context.is_in_custody:
            set_role(self.tabs, "close")  # one more than elsewhere, and all of them in sight
        self._pages = QStackedWidget()
        words = {
            "notes": self.tr("Notes"),
            "documents": self.tr("Documents"),
            "details": self.tr("Details"),
            "sessions": self.tr("Sessions"),
            "access": self.tr("Access"),
            "keeping": self.tr("Keeping"),
            "custody": self.tr("Custody"),
        }
        for name, place in self._places.items():
            self.tabs.addTab(words[name])
            self._pages.addWidget(holder(place))
        self._covered = QStackedWidget()
        self._covered.addWidget(holder(self._build_record()))
        self._covered.addWidget(holder(self._build_shield()))
        self._head = column()
        layout = column(self._head, self._covered, gap=8)
        layout.setStretch(1, 1)
        layout.setContentsMargins(24, 16, 16, 0)
        self.setLayout(layout)

    def _placed(self, name: str, part: T) -> T:
        self._places[name].addWidget(part)
        return part

    def _build_record(self) -> QVBoxLayout:
        layout = column(self.tabs, rule(), self._pages, gap=0)
        layout.setStretch(2, 1)
        return layout

    def _build_shield(self) -> QVBoxLayout:
        said = self.tr("The privacy shield is up. Ctrl+Shift+H shows the record again.")
        words = muted(said, wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return column(None, words, None)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.notes.original_requested.connect(self.show_document)
        self.notes.export_requested.connect(lambda: self._export("psychotherapy"))
        self.header.export_requested.connect(lambda: self._export("record"))
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

    @cached_property
    def documents(self) -> DocumentsTab:
        """The client's documents. Each part but the notes is made when it is first looked at."""
        from ui.documents.tab import DocumentsTab

        return self._placed("documents", DocumentsTab(self._context))

    @cached_property
    def details(self) -> DetailsTab:
        """All that is known of the client."""
        from ui.clients.details_tab import DetailsTab

        return self._placed("details", DetailsTab(self._context))

    @cached_property
    def sessions(self) -> SessionsTab:
        """The client's sessions."""
        from ui.clients.sessions_tab import SessionsTab

        made = self._placed("sessions", SessionsTab(self._context))
        made.note_requested.connect(self._on_note_requested)
        if self._opened is not None:
            made.show_client(self._opened)
        return made

    @cached_property
    def access(self) -> AccessTab:
        """Who opened and changed the record."""
        from ui.clients.access_tab import AccessTab

        return self._placed("access", AccessTab(self._context))

    def _is_made(self, name: str) -> bool:
        return name in vars(self)

    @cached_property
    def keeping(self) -> KeepingTab:
        """What bears on keeping the record."""
        from ui.keeping.tab import KeepingTab

        return self._placed("keeping", KeepingTab(self._context))

    @cached_property
    def custody(self) -> CustodyTab:
        """What a custodian does for the client; there is none in a practitioner's own vault."""
        from ui.custody.client_tab import CustodyTab

        return self._placed("custody", CustodyTab(self._context))

    @property
    def client_id(self) -> ClientId | None:
        """Whose page is open."""
        return self._opened.client.id if self._opened else None

    def open(self, client_id: ClientId, then: Callable[[], None]) -> None:
        """Open a record, which the audit keeps; ``then`` runs when its notes stand there."""
        self._token.cancel()
        self._token = token = Token()

        def show(opened: OpenedClient) -> None:
            if token.is_cancelled():
                return
            self.tabs.setCurrentIndex(0)
            if self._is_made("documents"):
                self.documents.forget()
            if self._is_made("keeping"):
                self.keeping.forget()
            if self._is_made("custody"):
                self.custody.forget()
            self._show(opened)
            self.notes.open(client_id, then)

        def take(opened: OpenedClient) -> None:
            # While it came, an editor may have been opened on the page that still stood there.
            self.notes.flush(lambda: show(opened))

        self._context.ask(self, lambda session: open_client(session, client_id), take, token=token)

    def show_note(self, note_id: NoteId, shelf: Shelf) -> None:
        """Go to a note of the client whose page is open."""
        self.tabs.setCurrentIndex(0)
        self.notes.show_note(note_id, shelf)

    def show_document(self, document_id: DocumentId) -> None:
        """Go to a document of the client whose page is open."""
        self.show_documents()
        self.documents.open_document(document_id)

    def show_documents(self) -> None:
        """Go to the list of documents of the client whose page is open."""
        self.tabs.setCurrentIndex(list(self._parts).index("documents"))

    def _show(self, opened: OpenedClient) -> None:
        self._opened = opened
        self._has_details = False
        self.header.show_client(opened.client, opened.episodes, opened.today)
        if self._is_made("sessions"):
            self.sessions.show_client(opened)
        self._show_on(list(self._parts)[self._pages.currentIndex()], opened)

    def _show_on(self, name: str, opened: OpenedClient) -> None:
        """Show the client on a part that is seen: to build the others would keep this waiting."""
        if name == "access":
            self.access.show_client(opened)
        elif name == "documents":
            self.documents.show_client(opened)
        elif name == "keeping":
            self.keeping.show_client(opened)
        elif name == "custody":
            self.custody.show_client(opened)
        elif name == "details" and not self._has_details:
            self._has_details = True
            self.details.show_client(opened)

    def _read_again(self) -> None:
        before = self._opened
        if before is None:
            return

        def take(opened: OpenedClient) -> None:
            if opened.client.id == self.client_id:  # another record may have come in between
                self._show(opened)

        self._context.ask(
            self, lambda session: read_again(session, before), take, token=self._token
        )

    def _on_tab(self, at: int) -> None:
        take_turns(self, self._turn_to(at))

    def _turn_to(self, at: int) -> Steps:
        """Put a part in front, made in turns of its own if it is the first time."""
        name, make = list(self._parts.items())[at]
        if not self._is_made(name):
            yield from loaded(_CODE[name])
            make()
            yield
        if self.tabs.currentIndex() != at:
            return
        if self._opened is not None:
            # Before it is in front: nobody shall see another client's facts there.
            self._show_on(name, self._opened)
        self._pages.setCurrentIndex(at)

    def _export(self, part: str) -> None:
        """Open the wizard that exports the record, or the notes kept apart from it."""
        from ui.exporting.answers import ExportScope
        from ui.exporting.wizard import open_export
        from vault.exports.model import Part

        if self._opened is not None:
            self.notes.save_now()
            client = self._opened.client
            number = client.record_number
            scope = ExportScope(client_id=client.id, record_number=number, part=Part(part))
            open_export(self._context, self, scope)

    def _on_note_requested(self, care_session: CareSession) -> None:
        self.tabs.setCurrentIndex(0)
        self.notes.write_note_of(care_session)
