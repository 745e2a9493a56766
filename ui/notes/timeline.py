"""A client's notes, newest first, loaded fifty at a time as the page is scrolled."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import AppContext
from ui.notes.note_card import CardLook, NoteCard
from ui.notes.presenter import Surroundings
from ui.widgets.buttons import link
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import column
from ui.worker import Token
from vault.errors import StepUpRequired, VaultError
from vault.ids import NoteId
from vault.notes import service as notes
from vault.notes.model import Note, Shelf

PAGE = 50


class Timeline(QWidget):
    """Cards of notes. The note that stands in the editor is left out."""

    edit_requested = Signal(object)
    addendum_requested = Signal(object)
    error_requested = Signal(object)
    check_requested = Signal(object)
    loaded = Signal()
    """Notes that were asked for stand there now."""
    closed_for_want_of_step_up = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        set_role(self, "plain")
        self._context = context
        self._shelf = Shelf.RECORD
        self._ids: list[NoteId] = []
        self._cards: dict[NoteId, NoteCard] = {}
        self._around: Surroundings | None = None
        self._wanted = PAGE
        self._hidden: NoteId | None = None
        self._token = Token()
        self.empty = muted("", wrap=True)
        self._more = link(self.tr("Show earlier notes"), self.load_more)
        self._cards_column = QVBoxLayout()
        self._cards_column.setSpacing(12)
        layout = column(self.empty, self._cards_column, self._more, gap=12)
        self.empty.hide()
        self._more.hide()
        self.setLayout(layout)

    @property
    def cards(self) -> list[NoteCard]:
        """The cards on the page, newest first."""
        return [self._cards[key] for key in self._ids if key in self._cards]

    @property
    def is_complete(self) -> bool:
        """Whether every note is on the page."""
        return self._wanted >= len(self._ids)

    def show_ids(self, shelf: Shelf, ids: Sequence[NoteId], around: Surroundings) -> None:
        """Show these notes; cards of the same notes stay where nothing about them changed."""
        is_other = shelf is not self._shelf or around != self._around
        self._shelf, self._ids, self._around = shelf, list(ids), around
        for key in list(self._cards):
            if is_other or key not in self._ids:
                self._drop(key)
        self.empty.setText(self._empty_words())
        self._load(self._ids[: self._wanted])

    def forget(self) -> None:
        """Show nothing; another client's page opens."""
        self._token.cancel()
        self._wanted, self._ids, self._hidden = PAGE, [], None
        for key in list(self._cards):
            self._drop(key)
        self.empty.hide()
        self._more.hide()

    def load_more(self) -> None:
        """Load the next fifty."""
        if not self.is_complete:
            first, self._wanted = self._wanted, self._wanted + PAGE
            self._load(self._ids[first : self._wanted])

    def reveal(self, note_id: NoteId, then: Callable[[NoteCard], None]) -> None:
        """Load as far as this note and call ``then`` with its card."""
        if note_id in self._cards:
            then(self._cards[note_id])
        elif note_id in self._ids:
            at = self._ids.index(note_id)
            self._wanted = max(self._wanted, (at // PAGE + 1) * PAGE)
            missing = [key for key in self._ids[: self._wanted] if key not in self._cards]
            self._load(missing, lambda: self._reveal_loaded(note_id, then))

    def _reveal_loaded(self, note_id: NoteId, then: Callable[[NoteCard], None]) -> None:
        if note_id in self._cards:
            then(self._cards[note_id])

    def hide_note(self, note_id: NoteId | None) -> None:
        """Leave out the note that stands in the editor."""
        self._hidden = note_id
        for key, card in self._cards.items():
            card.setVisible(key != note_id)
        self._show_ends()

    def _load(self, ids: Sequence[NoteId], then: Callable[[], None] | None = None) -> None:
        self._token.cancel()
        self._token = Token()
        shelf, wanted = self._shelf, list(ids)

        def take(found: list[Note]) -> None:
            for note in found:
                self._put(note)
            self._arrange()
            self.loaded.emit()
            if then is not None:
                then()

        self._context.ask(
            self,
            lambda session: notes.notes(session, shelf, wanted),
            take,
            self.on_failed,
            self._token,
        )

    def on_failed(self, error: VaultError) -> None:
        """Go back to the record for want of a step-up; show any other error."""
        if isinstance(error, StepUpRequired):
            self.closed_for_want_of_step_up.emit()
        else:
            self._context.show_error(self, error)

    def _put(self, note: Note) -> None:
        known = self._cards.get(note.id)
        if self._around is None or (known is not None and known.note == note):
            return
        if known is not None:
            self._drop(note.id)
        card = NoteCard(note, CardLook(theme=self._context.theme, around=self._around))
        card.edit_requested.connect(self.edit_requested)
        card.addendum_requested.connect(self.addendum_requested)
        card.error_requested.connect(self.error_requested)
        card.check_requested.connect(self.check_requested)
        self._cards[note.id] = card

    def _arrange(self) -> None:
        """Put the cards in order, each new one in its place and in its place for Tab."""
        for place, card in enumerate(self.cards):
            item = self._cards_column.itemAt(place)
            if item is None or item.widget() is not card:
                self._cards_column.insertWidget(place, card)
            if place:
                QWidget.setTabOrder(self.cards[place - 1], card)
            card.setVisible(card.note.id != self._hidden)
        self._show_ends()

    def _show_ends(self) -> None:
        self.empty.setVisible(not self._ids and self._hidden is None)
        self._more.setVisible(not self.is_complete)

    def _drop(self, key: NoteId) -> None:
        card = self._cards.pop(key)
        card.hide()
        card.setParent(None)
        card.deleteLater()

    def _empty_words(self) -> str:
        if self._shelf is Shelf.PSYCHOTHERAPY:
            return self.tr(
                "No psychotherapy notes. They are kept apart from the record, and never part of "
                "an ordinary release."
            )
        return self.tr(
            "No notes yet. Notes of this client stand here, newest first. "
            "“New note” starts the first one."
        )
