"""Keeps what is typed: at most two seconds after a keystroke, and at once when the page closes."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from vault.errors import VaultError
from vault.ids import NoteId
from vault.notes import service as notes
from vault.notes.model import Body, Note, NoteHead, Shelf
from vault.session import Session

AFTER_MS = 1_500
_AGAIN_AFTER_MS = 5_000


class Autosaver(QObject):
    """Saves the draft of one note. ``read`` returns what stands in the editor now."""

    saved = Signal(object)
    """The instant, a ``datetime``, of the newest save."""
    failed = Signal(object)
    """The ``VaultError``; what was typed is still on the screen and is tried again."""

    def __init__(
        self, context: AppContext, editor: QWidget, note: Note, read: Callable[[], Body]
    ) -> None:
        super().__init__(editor)
        self._context, self._editor, self._read = context, editor, read
        self._shelf: Shelf = note.head.shelf
        self._note_id: NoteId = note.id
        self._edits = 0
        self._saved_edits = 0
        self._is_signing = False
        self._closing = 0
        self._awaiting: list[Callable[[], None]] = []
        """What goes on once all is safe, in the order in which it was asked for."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)

    @property
    def is_waiting(self) -> bool:
        """Whether something typed is not saved yet."""
        return self._edits != self._saved_edits

    def touch(self) -> None:
        """Something was typed. The first keystroke since the last save starts the clock."""
        self._edits += 1
        if not self._timer.isActive():
            self._timer.start(AFTER_MS)

    def save(self) -> None:
        """Save now, if there is anything to save."""
        if self.is_waiting:
            self._ask(self._writing(), self._failed)

    def close(self, head: NoteHead, then: Callable[[], None]) -> None:
        """Save, take the draft into the note, then call ``then``, unless saving failed.

        A note that is being signed is safe once it is.
        """
        self._awaiting.append(then)
        if not self._is_signing and (not self._closing or self.is_waiting):
            self._close(head)

    def _close(self, head: NoteHead) -> None:
        self._closing += 1
        write = self._writing()
        shelf, note_id = self._shelf, self._note_id

        def job(session: Session) -> datetime | None:
            saved_at = write(session)
            notes.change_head(session, shelf, note_id, head)
            notes.close_editor(session, shelf, note_id)
            return saved_at

        def closed() -> None:
            self._closing = max(0, self._closing - 1)  # the one before may have failed
            if self.is_waiting:  # typed since
                self._close(head)
            else:
                self._go_on()

        self._ask(job, self._stay, closed)

    def _go_on(self) -> None:
        awaiting, self._awaiting = self._awaiting, []
        for then in awaiting:
            then()

    def _stay(self, error: VaultError) -> None:
        """Nothing is left that is not safe: who wanted to go on asks again."""
        self._is_signing, self._closing = False, 0
        self._awaiting.clear()
        self._failed_at_last(error)

    def sign(self, head: NoteHead, then: Callable[[Note], None]) -> None:
        """Save and sign what stands in the editor, then call ``then`` with the signed note."""
        write = self._writing()
        shelf, note_id = self._shelf, self._note_id

        def job(session: Session) -> Note:
            write(session)
            notes.change_head(session, shelf, note_id, head)
            return notes.sign(session, shelf, note_id)

        def signed(note: Note) -> None:
            self._is_signing = False
            then(note)
            self._go_on()

        self._timer.stop()
        self._is_signing = True
        self._context.ask(self._editor, job, signed, self._stay)

    def stop(self) -> None:
        """Save nothing more: the note was signed or discarded."""
        self._timer.stop()
        self._saved_edits = self._edits

    def _writing(self) -> Callable[[Session], datetime | None]:
        """Take what is typed now; the function returned writes it, on the worker's thread."""
        if not self.is_waiting:
            return lambda session: None
        self._timer.stop()
        shelf, note_id, body = self._shelf, self._note_id, self._read()
        return lambda session: notes.autosave(session, shelf, note_id, body)

    def _ask(
        self,
        job: Callable[[Session], datetime | None],
        on_error: Callable[[VaultError], None],
        then: Callable[[], None] | None = None,
    ) -> None:
        edits = self._edits

        def done(saved_at: datetime | None) -> None:
            self._saved_edits = max(self._saved_edits, edits)
            if saved_at is not None:
                self.saved.emit(saved_at)
            if then is not None:
                then()

        self._context.ask(self._editor, job, done, on_error)

    def _failed(self, error: VaultError) -> None:
        self.failed.emit(error)
        self._timer.start(_AGAIN_AFTER_MS)

    def _failed_at_last(self, error: VaultError) -> None:
        if self.is_waiting:
            self._failed(error)
        self._context.show_error(self._editor, error)
