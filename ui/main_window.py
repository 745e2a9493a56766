"""The main window: navigation, nothing else. Its title never has a client's name."""

from collections.abc import Callable, Mapping
from typing import Protocol

import shiboken6
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from ui.context import AppContext, ClientTarget
from ui.sidebar import Entry, Sidebar
from ui.turns import Steps, loaded, paint_in_next_turn, take_turns
from ui.widgets.labels import set_role
from vault.ids import ClientId, DocumentId, NoteId
from vault.notes.model import Shelf

PageFactory = Callable[[AppContext], QWidget]
FindFactory = Callable[[AppContext, QWidget], QWidget]

SIZE = (1280, 800)
SMALLEST = (960, 640)
_CODE = {
    "home": "ui.home.page",
    "clients": "ui.clients.page",
    "retention": "ui.retention.page",
    "succession": "ui.succession.page",
    "audit": "ui.audit.page",
    "settings": "ui.settings.page",
    "find": "ui.find.dialog",
}
"""What a page loads, in turns."""
_CUSTODY_CODE = {"home": "ui.custody.home_page", "succession": "ui.custody.succession_page"}
"""What is another in a custodian's vault."""
_NAME = "main"
_FRAME = 32
"""What a window manager may put around, in pixels."""


class OpensClients(Protocol):
    """What the clients page can do besides being a widget."""

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


class ShowsTabs(Protocol):
    """What the settings, and the page Succession, can do besides being a widget."""

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""


class MainWindow(QMainWindow):
    """Makes a page when it is first wanted, by the factories it was given."""

    leave_requested = Signal()

    def __init__(
        self, context: AppContext, pages: Mapping[str, PageFactory], find: FindFactory
    ) -> None:
        super().__init__()
        self._context = context
        self._factories = pages
        self._find = find
        self._made: dict[str, QWidget] = {}
        self._found: QWidget | None = None
        self._finding: Steps | None = None
        """What is left of opening Find."""
        self._stack = QStackedWidget()
        set_role(self._stack, "page")
        self.sidebar = Sidebar(context, self._page_entries(), self._act_entries())
        self._build()
        self._connect()
        self._bind_keys()
        last = context.preferences.last_page
        self._wanted = last if last in pages else next(iter(pages))
        self._put_in_front(self._wanted)

    def _page_entries(self) -> tuple[Entry, ...]:
        return (
            Entry(name="home", text=self.tr("Home"), icon="house"),
            Entry(name="clients", text=self.tr("Clients"), icon="users"),
            Entry(name="retention", text=self.tr("Retention"), icon="archive"),
            Entry(name="succession", text=self.tr("Succession"), icon="handshake"),
            Entry(name="audit", text=self.tr("Audit"), icon="list-checks"),
            Entry(name="settings", text=self.tr("Settings"), icon="settings"),
        )

    def _act_entries(self) -> tuple[Entry, ...]:
        return (
            Entry(name="find", text=self.tr("Find"), icon="search", shortcut="Ctrl+K"),
            Entry(
                name="shield",
                text=self.tr("Shield"),
                icon="eye-off",
                shortcut="Ctrl+Shift+H",
                is_switch=True,
            ),
            Entry(name="lock", text=self.tr("Lock"), icon="lock", shortcut="Ctrl+L"),
            Entry(name="quit", text=self.tr("Quit for the day"), icon="power", shortcut="Ctrl+Q"),
        )

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Casekeep"))
        self.setMinimumSize(*SMALLEST)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(central)
        if not self._context.preferences.restore_window(self, _NAME):
            room = self.screen().availableGeometry().adjusted(0, 0, -_FRAME, -_FRAME)
            self.resize(QSize(*SIZE).boundedTo(room.size()))

    def _connect(self) -> None:
        context = self._context
        self.sidebar.page_chosen.connect(self.show_page)
        self.sidebar.act_chosen.connect(self._on_act)
        self.sidebar.switched.connect(lambda _, is_on: context.set_shielded(is_on))
        context.page_requested.connect(self.show_page)
        context.client_requested.connect(self._on_client)
        context.settings_requested.connect(lambda tab: self._show_tab("settings", tab))
        context.succession_requested.connect(lambda tab: self._show_tab("succession", tab))
        context.find_requested.connect(self._on_find)
        context.waiting_counted.connect(self.sidebar.show_count)
        context.shield_changed.connect(self._on_shield)

    def _bind_keys(self) -> None:
        for entry in self._act_entries():
            shortcut = QShortcut(QKeySequence(entry.shortcut), self)
            shortcut.activated.connect(lambda name=entry.name: self._on_act(name))
        for number, name in enumerate(self._factories, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda name=name: self.show_page(name))

    def page(self, name: str) -> QWidget:
        """Return a page, made now if it is wanted for the first time."""
        if name not in self._made:
            self._made[name] = self._factories[name](self._context)
            self._stack.addWidget(self._made[name])
        return self._made[name]

    def show_page(self, name: str) -> None:
        """Put a page in front; one that is made now comes to the front a turn of the loop later."""
        if name in self._factories:
            self._wanted = name
            take_turns(self, self._turn_to(name))

    def _turn_to(self, name: str) -> Steps:
        if name in self._made:
            self._put_in_front(name)
            return
        yield from loaded(self._code(name))
        self.page(name)
        yield
        if name == self._wanted:
            paint_in_next_turn(self._stack)
            self._put_in_front(name)

    def _code(self, name: str) -> str:
        own = _CUSTODY_CODE if self._context.is_in_custody else {}
        return own.get(name, _CODE[name])

    def _put_in_front(self, name: str) -> None:
        page = self.page(name)
        self._stack.setCurrentWidget(page)
        self.sidebar.show_page(name)
        # A page says by its focus proxy where one begins to work; else the way on is here.
        (page if page.focusProxy() is not None else self.sidebar.buttons[name]).setFocus()
        self._context.preferences.last_page = name

    def _on_client(self, target: ClientTarget) -> None:
        self.show_page("clients")
        clients: OpensClients = self.page("clients")  # type: ignore[assignment]  # by contract
        clients.open_client(
            target.client_id,
            target.note_id,
            target.shelf,
            target.document_id,
            shows_documents=target.shows_documents,
        )

    def _show_tab(self, name: str, tab: str) -> None:
        self.show_page(name)
        page: ShowsTabs = self.page(name)  # type: ignore[assignment]  # by contract
        page.show_tab(tab)

    def _on_act(self, name: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "find": self._on_find,
            "shield": lambda: self._context.set_shielded(not self._context.is_shielded),
            "lock": self._context.lock,
            "quit": self._context.quit,
        }
        acts[name]()

    def _on_find(self) -> None:
        """Open Find, or bring the one that is open to the front."""
        if self._finding is None:
            self._finding = self._make_and_show_find()
            take_turns(self, self._finding)

    def _make_and_show_find(self) -> Steps:
        try:
            if self._found is None or not shiboken6.isValid(self._found):
                yield from loaded(_CODE["find"])
                self._found = self._find(self._context, self)
                yield
        finally:  # what could not be made is tried again
            self._finding = None
        self._found.show()
        self._found.raise_()
        self._found.activateWindow()

    def _on_shield(self, is_shielded: bool) -> None:
        self.sidebar.buttons["shield"].setChecked(is_shielded)

    def keep_place(self) -> None:
        """Remember where the window stands and which page was in front."""
        self._context.preferences.keep_window(self, _NAME)
        self._context.preferences.sync()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window saves and closes the vault first; the program ends after that."""
        self.keep_place()
        event.ignore()
        self.leave_requested.emit()
