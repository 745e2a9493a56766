"""A client's notes, newest first, loaded fifty at a time as the page is scrolled.

A card takes milliseconds to build, so they are built one by one, and keys and clicks come between.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import AppContext
from ui.notes.note_card import CardLook, NoteCard
from ui.notes.presenter import Surroundings
from ui.turns import Steps, take_turns
from ui.widgets.buttons import link
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import column, holder
from ui.widgets.retiring import retire
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
    original_requested = Signal(object)
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
        self._sought: tuple[NoteId, Callable[[NoteCard], None]] | None = None
        self._token = Token()
        self.is_loading = False
        """Whether notes were asked for that do not stand on the page yet."""
        self._build()

    def _build(self) -> None:
        self.empty = muted("", wrap=True)
        self._more = link(self.tr("Show earlier notes"), self.load_more)
        self._cards_place = QVBoxLayout()
        self._start_stack()
        layout = column(self.empty, self._cards_place, self._more, gap=12)
        self.empty.hide()
        self._more.hide()
        self.setLayout(layout)

    def _start_stack(self) -> None:
        self._cards_column = column(gap=12)
        self._stack = holder(self._cards_column)
        self._cards_place.addWidget(self._stack)

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
        if is_other:
            self._drop_all()
        for key in self._cards.keys() - set(self._ids):
            self._drop(key)
        self.empty.setText(self._empty_words())
        self._load(self._ids[: self._wanted])

    def forget(self) -> None:
        """Show nothing; another client's page opens."""
        self._token.cancel()
        self._wanted, self._ids, self._hidden = PAGE, [], None
        self._sought, self.is_loading = None, False
        self._drop_all()
        self.empty.hide()
        self._more.hide()

    def load_more(self) -> None:
        """Load the next fifty, when those asked for before stand there."""
        if not self.is_loading and not self.is_complete:
            self._wanted += PAGE
            self._load_missing()

    def reveal(self, note_id: NoteId, then: Callable[[NoteCard], None]) -> None:
        """Load as far as this note and call ``then`` with its card."""
        if note_id in self._cards:
            then(self._cards[note_id])
        elif note_id in self._ids:
            at = self._ids.index(note_id)
            self._wanted = max(self._wanted, (at // PAGE + 1) * PAGE)
            self._sought = (note_id, then)
            self._load_missing()

    def _reveal_sought(self) -> None:
        if self._sought is not None and self._sought[0] in self._cards:
            (note_id, then), self._sought = self._sought, None
            then(self._cards[note_id])

    def hide_note(self, note_id: NoteId | None) -> None:
        """Leave out the note that stands in the editor."""
        self._hidden = note_id
        for key, card in self._cards.items():
            card.setVisible(key != note_id)
        self._show_ends()

    def _load_missing(self) -> None:
        self._load([key for key in self._ids[: self._wanted] if key not in self._cards])

    def _load(self, ids: Sequence[NoteId]) -> None:
        self._token.cancel()
        self._token = token = Token()
        self.is_loading = True
        shelf, wanted = self._shelf, list(ids)
        self._context.ask(
            self,
            lambda session: notes.notes(session, shelf, wanted),
            lambda found: self._on_found(found, token),
            self.on_failed,
            token,
        )

    def _on_found(self, found: list[Note], token: Token) -> None:
        news = [one for one in found if self._is_news(one)]
        take_turns(self, self._put_all(news, token))

    def _is_news(self, note: Note) -> bool:
        known = self._cards.get(note.id)
        return self._around is not None and (known is None or known.note != note)

    def _put_all(self, found: Sequence[Note], token: Token) -> Steps:
        """Put a card in each turn."""
        for note in found[:-1]:
            self._put(note)
            self._arrange()
            self._reveal_sought()
            yield
            if token.is_cancelled():
                return
        for note in found[-1:]:
            self._put(note)
        self._arrange()
        self._end_load()
        self._reveal_sought()

    def _end_load(self) -> None:
        self.is_loading = False
        self._show_ends()
        self.loaded.emit()

    def on_failed(self, error: VaultError) -> None:
        """Go back to the record for want of a step-up; show any other error."""
        self.is_loading = False
        if isinstance(error, StepUpRequired):
            self.closed_for_want_of_step_up.emit()
        else:
            self._context.show_error(self, error)

    def _put(self, note: Note) -> None:
        if self._around is None:
            return
        if note.id in self._cards:
            self._drop(note.id)
        look = CardLook(
            theme=self._context.theme,
            around=self._around,
            is_inherited=self._context.is_in_custody,
        )
        card = NoteCard(note, look)
        card.edit_requested.connect(self.edit_requested)
        card.addendum_requested.connect(self.addendum_requested)
        card.error_requested.connect(self.error_requested)
        card.check_requested.connect(self.check_requested)
        card.original_requested.connect(self.original_requested)
        self._cards[note.id] = card

    def _arrange(self) -> None:
        """Put the cards in order, each new one in its place and in its place for Tab."""
        cards = self.cards
        first_new = len(cards)
        for place, card in enumerate(cards):
            item = self._cards_column.itemAt(place)
            if item is None or item.widget() is not card:
                self._cards_column.insertWidget(place, card)
                card.setVisible(card.note.id != self._hidden)
                first_new = min(first_new, place)
        for before, after in pairwise(cards[max(0, first_new - 1) :]):
            QWidget.setTabOrder(before, after)

    def _show_ends(self) -> None:
        self.empty.setVisible(not self._ids and self._hidden is None)
        self._more.setVisible(not self.is_complete)

    def _drop(self, key: NoteId) -> None:
        card = self._cards.pop(key)
        card.hide()
        self._cards_column.removeWidget(card)
        card.deleteLater()

    def _drop_all(self) -> None:
        """Take all cards from the page in one go; they are deleted as there is time."""
        if self._cards:
            self._cards_place.removeWidget(self._stack)
            retire(self._stack, list(self._cards.values()))
            self._cards.clear()
            self._start_stack()

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
