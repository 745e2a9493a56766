"""The clients page: the list on the left, the page of one client on the right."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.clients.client_list import ClientList
from ui.context import AppContext
from ui.theme import grown
from ui.turns import Steps, loaded, take_turns
from ui.widgets.buttons import button, tinted
from ui.widgets.labels import muted, section
from ui.widgets.layouts import column, holder, row
from vault.ids import ClientId, DocumentId, NoteId
from vault.notes.model import Shelf

if TYPE_CHECKING:
    from ui.clients.client_view import ClientView

_LIST_PX, _LARGE_LIST_PX = 272, 216
"""The second is to be grown: with large letters the record needs the room."""


class ClientsPage(QWidget):
    """Leaving a client saves what is typed first; where that fails the page stays."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.list = ClientList(context)
        self._view: ClientView | None = None
        self._making = self._make_view()
        self._is_making = False
        self._awaited: Callable[[], None] | None = None
        self._right = QStackedWidget()
        self._right.addWidget(holder(self._build_empty()))
        self._build()
        self.list.chosen.connect(self.open_client)
        self.list.add_requested.connect(self._on_add)
        self.list.import_requested.connect(self.bring_in)
        context.records_leaving.connect(self._let_go)
        self._bind_keys()

    @property
    def view(self) -> ClientView:
        """The page of one client, with all that writes notes; made for the first who is opened."""
        for _ in self._making if self._view is None else ():
            pass  # who asks cannot wait
        assert self._view is not None
        return self._view

    @property
    def has_view(self) -> bool:
        """Whether the page of a client stands."""
        return self._view is not None

    def _make_view(self) -> Steps:
        yield from loaded("ui.clients.client_view")
        from ui.clients.client_view import ClientView

        view = ClientView(self._context, self._right)
        yield
        self._right.addWidget(view)
        self._view = view

    def _with_view(self, then: Callable[[], None]) -> None:
        """Call ``then`` once the page of a client stands; who asks last is heard."""
        if self._view is not None:
            then()
            return
        self._awaited = then
        if not self._is_making:
            self._is_making = True
            take_turns(self, self._make_and_go_on())

    def _make_and_go_on(self) -> Steps:
        try:
            yield from self._making
        finally:  # what could not be made is tried again
            self._is_making = False
            self._making = self._make_view()
        if self._awaited is not None:
            then, self._awaited = self._awaited, None
            then()

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self._right)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        list_px = max(_LIST_PX, grown(_LARGE_LIST_PX))
        splitter.setSizes([list_px, 4 * list_px])
        self._context.preferences.restore_splitter(splitter, "clients")
        self.setLayout(column(splitter))

    def _build_empty(self) -> QVBoxLayout:
        self._add_button = button(self.tr("Add a client…"), self._on_add)
        tinted(self._add_button, self._context.theme, "user-plus")
        words = muted(
            self.tr("A client's notes, details, sessions and access log open here."), wrap=True
        )
        heading = section(self.tr("Choose a client in the list"))
        self.import_button = button(self.tr("Bring in records…"), self.bring_in)
        tinted(self.import_button, self._context.theme, "download")
        acts = row(self._add_button, self.import_button, None)
        if self._context.is_in_custody:
            self._add_button.hide()
            self.import_button.hide()
        stack = column(heading, words, acts, gap=8)
        stack.setContentsMargins(32, 0, 32, 0)
        return column(None, stack, None, None)

    def _bind_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+N", self._on_new_note),
            ("Ctrl+S", self._on_save),
            ("Ctrl+F", self.list.filter.setFocus),
            ("Ctrl+Shift+N", self._on_add),
        )
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def open_client(
        self,
        client_id: ClientId,
        note_id: NoteId | None = None,
        shelf: Shelf | None = None,
        document_id: DocumentId | None = None,
        *,
        shows_documents: bool = False,
    ) -> None:
        """Show this client, at a note, a document or the list of documents if that is meant."""

        def then() -> None:
            if note_id is not None:
                self.view.show_note(note_id, shelf or Shelf.RECORD)
            if document_id is not None:
                self.view.show_document(document_id)
            elif shows_documents:
                self.view.show_documents()

        def go() -> None:
            self._right.setCurrentWidget(self.view)
            self.list.mark(client_id)
            self.view.open(client_id, then)

        def begin() -> None:
            if client_id == self.view.client_id:
                then()
            else:
                self.flush(go)

        self._with_view(begin)

    show_client = open_client

    def flush(self, then: Callable[[], None]) -> None:
        """Save what is typed, take it into its note, then go on. Stays where saving failed."""
        if self._view is None:
            then()
        else:
            self._view.notes.flush(then)

    def _let_go(self, clients: Collection[ClientId]) -> None:
        """A record that is open goes, or is gone: nothing shows or asks for it after."""
        view = self._view
        if view is not None and view.client_id in clients:
            self._view, self._making = None, self._make_view()
            self._right.removeWidget(view)
            view.hide()
            view.deleteLater()
            self._right.setCurrentIndex(0)

    def _on_save(self) -> None:
        if self._view is not None:
            self._view.notes.save_now()

    def _on_new_note(self) -> None:
        if self._view is not None and self._view.client_id is not None:
            self._view.tabs.setCurrentIndex(0)
            self._view.notes.new_note()

    def bring_in(self) -> None:
        """Open the wizard that brings in records from elsewhere."""
        from ui.importing.wizard import open_import  # its code loads when somebody imports

        if self._context.is_in_custody:
            return

        def go() -> None:
            open_import(self._context, self)

        self.flush(go)

    def _on_add(self) -> None:
        from ui.clients.client_form import ClientForm

        if self._context.is_in_custody:
            return
        ClientForm(self._context, self, on_saved=self.open_client).open()
