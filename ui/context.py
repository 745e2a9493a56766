"""What every page is given: how to ask the vault, hear of changes and go elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.file_work import FileWorker
from vault.errors import SessionClosed, StepUpRequired, VaultError

# Everything of the window imports this module: what only its types name loads with its own users.
if TYPE_CHECKING:
    from ui.backup.runner import Backups
    from ui.bus import Bus
    from ui.dialogs import Dialogs
    from ui.documents.adder import Adder
    from ui.preferences import Preferences
    from ui.theme import Theme
    from ui.worker import Failed, Token, Worker
    from vault.ids import ClientId, DocumentId, NoteId
    from vault.keys.os_keyring import KeyStore
    from vault.notes.model import Shelf
    from vault.session import Session

T = TypeVar("T")
StepUp = Callable[[QWidget, Callable[[], None]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTarget:
    """A client's page, and a note or a document on it if one is meant."""

    client_id: ClientId
    note_id: NoteId | None = None
    shelf: Shelf | None = None
    document_id: DocumentId | None = None
    shows_documents: bool = False
    """Whether the list of documents is meant."""


class AppContext(QObject):
    """The one thing that is handed to a page. Signals are what pages ask of the frame."""

    client_requested = Signal(object)
    """A ``ClientTarget``."""
    page_requested = Signal(str)
    settings_requested = Signal(str)
    """The name of a tab of the settings."""
    succession_requested = Signal(str)
    """The name of a tab of the page Succession."""
    find_requested = Signal()
    records_leaving = Signal(object)
    """Clients' ids whose records are about to go, or just went: whoever shows one lets go of it."""
    session_held = Signal(object)
    """A ``CareSession`` as it was before its note was started elsewhere, which marked it held."""
    lock_requested = Signal()
    quit_requested = Signal()
    """Back up to every place that is there, then end the program."""
    about_to_lock = Signal()
    """Connect to it to ask, at once and without waiting, for what must be saved before locking."""
    about_to_back_up = Signal()
    """Connect to it to ask, at once and without waiting, for what is typed and not saved yet."""
    waiting_counted = Signal(str, int)
    """A page's name and how many things wait there; the sidebar shows it."""
    shield_changed = Signal(bool)
    privacy_changed = Signal()
    """Settings of the shield or of screenshots were changed."""

    def __init__(
        self,
        *,
        worker: Worker,
        bus: Bus,
        preferences: Preferences,
        theme: Theme,
        dialogs: Dialogs,
        keyring: KeyStore,
        step_up: StepUp | None = None,
    ) -> None:
        super().__init__()
        self.worker = worker
        self.files = FileWorker("files", self)
        """For long work with files; it has no session."""
        self.copies = FileWorker("copies", self)
        """For what is done at places of backups and sealed exports: a slow stick keeps no file
        waiting that comes in. It alone writes there, one thing after the other."""
        self.views = FileWorker("views", self)
        """For looking at documents, beside the long work."""
        self.places = FileWorker("places", self)
        """For looking which places of backups are there; it may wait for one that hangs."""
        self.bus = bus
        self.preferences = preferences
        self.theme = theme
        self.dialogs = dialogs
        self.keyring = keyring
        self._step_up = step_up
        self.is_in_custody = False
        """Whether the vault keeps another practice's records: read, not written."""
        self._is_shielded = False
        self._backups: Backups | None = None
        self._adder: Adder | None = None

    @property
    def backups(self) -> Backups:
        """What makes backups beside the day's work."""
        if self._backups is None:
            from ui.backup.runner import Backups  # the lock window makes none

            self._backups = Backups(self)
        return self._backups

    @property
    def adder(self) -> Adder:
        """What brings files into the records beside the day's work."""
        if self._adder is None:
            from ui.documents.adder import Adder  # loads with the first page of documents

            self._adder = Adder(self)
        return self._adder

    @property
    def files_on_their_way(self) -> int:
        """How many files were given and are not in a record yet."""
        return 0 if self._adder is None else len(self._adder.left)

    def ask(
        self,
        widget: QWidget,
        job: Callable[[Session], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Failed | None = None,
        token: Token | None = None,
        *,
        is_alone: bool = False,
    ) -> None:
        """Run ``job`` with the session on the worker, then ``on_done`` in the GUI thread.

        ``on_done`` dies with ``widget``; a cancelled ``token`` silences both callbacks. Without
        ``on_error`` a missing step-up asks for it and tries again, every other ``VaultError``
        shows its words in a dialog. Never touch the session outside ``job``. A change of keys
        ``is_alone``: a backup gives way to it.
        """

        def again() -> None:
            self.ask(widget, job, on_done, on_error, token, is_alone=is_alone)

        def fail(error: VaultError) -> None:
            if isinstance(error, StepUpRequired):
                self.step_up(widget, again)
            else:
                self.show_error(widget, error)

        def work() -> T:
            return job(self._session())

        self.worker.ask(widget, work, on_done, on_error or fail, token, is_alone=is_alone)

    def _session(self) -> Session:
        if self.worker.session is None:
            raise SessionClosed()
        return self.worker.session

    def show_error(self, widget: QWidget, error: VaultError) -> None:
        """Show what happened, what is safe and what to do next."""
        self.dialogs.show_error(widget, error)

    def step_up(self, parent: QWidget, then: Callable[[], None]) -> None:
        """Ask for the typed secret once more; call ``then`` when it was right."""
        if self._step_up is None:
            raise RuntimeError("this context was made without a step-up dialog")
        self._step_up(parent, then)

    def open_client(
        self, client_id: ClientId, note_id: NoteId | None = None, shelf: Shelf | None = None
    ) -> None:
        """Go to a client's page, at a note if one is named."""
        target = ClientTarget(client_id=client_id, note_id=note_id, shelf=shelf)
        self.client_requested.emit(target)

    def open_document(self, client_id: ClientId, document_id: DocumentId) -> None:
        """Go to a document on a client's page."""
        self.client_requested.emit(ClientTarget(client_id=client_id, document_id=document_id))

    def open_documents(self, client_id: ClientId) -> None:
        """Go to the list of a client's documents."""
        self.client_requested.emit(ClientTarget(client_id=client_id, shows_documents=True))

    def open_page(self, name: str) -> None:
        """Go to "home", "clients", "retention", "succession", "audit" or "settings"."""
        self.page_requested.emit(name)

    def open_settings(self, tab: str) -> None:
        """Go to a tab of the settings: "backup"."""
        self.settings_requested.emit(tab)

    def open_succession(self, tab: str) -> None:
        """Go to a tab of the page Succession: "plan", "apart", "holders" or "export"."""
        self.succession_requested.emit(tab)

    def find(self) -> None:
        """Open Find over everything."""
        self.find_requested.emit()

    def lock(self) -> None:
        """Save drafts, close the vault, and start anew at the lock window."""
        self.lock_requested.emit()

    def quit(self) -> None:
        """Back up to every place that is there, close the vault, and end the program."""
        self.quit_requested.emit()

    def show_waiting(self, page: str, count: int) -> None:
        """Show ``count`` beside a page's name in the sidebar; 0 shows nothing."""
        self.waiting_counted.emit(page, count)

    @property
    def is_shielded(self) -> bool:
        """Whether names shall be initials and bodies hidden."""
        return self._is_shielded

    def set_shielded(self, is_shielded: bool) -> None:
        """Raise or lower the privacy shield; pages hear ``shield_changed``."""
        if is_shielded != self._is_shielded:
            self._is_shielded = is_shielded
            self.shield_changed.emit(is_shielded)
