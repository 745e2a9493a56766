"""The custodian's side of a client: whom she reached, her notes, tasks, and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.bus import kinds
from ui.clients.opened_client import OpenedClient
from ui.context import AppContext
from ui.custody import presenter
from ui.custody.dialogs import ContactDialog, NoteDialog, TaskDialog
from ui.custody.task_cards import TaskCards
from ui.keeping.parts import Part, entry_card
from ui.keeping.parts_tab import PartsTab
from ui.widgets.buttons import button
from vault.changes import Kind
from vault.custody import service as custody
from vault.custody.model import ContactAttempt, CustodianNote, CustodyTask
from vault.ids import ClientId
from vault.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    contacts: Sequence[ContactAttempt]
    notes: Sequence[CustodianNote]
    tasks: Sequence[CustodyTask]


class CustodyTab(PartsTab[_Found]):
    """What the custodian writes herself; the inherited record stays as it was."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, _read)
        self._cards = TaskCards(context, self)
        self.contact_button = button(self.tr("Log an attempt…"), self._on_contact)
        self.letter_button = button(self.tr("Write a letter…"), self._on_letter)
        self.note_button = button(self.tr("Write a note…"), self._on_note)
        self.task_button = button(self.tr("Add a task…"), self._on_task)
        self._build()
        context.bus.subscribe(self, kinds(Kind.CUSTODY), self.on_changed)

    def _build(self) -> None:
        self.contacts = Part(
            self.tr("Whom you reached, and how"),
            self.tr("Nobody tried yet. Mind the contact rules above before you call or write."),
            self.contact_button,
            self.letter_button,
        )
        self.notes = Part(
            self.tr("Your notes"),
            self.tr("No note of yours. Inherited notes stay as the practitioner signed them."),
            self.note_button,
        )
        self.tasks = Part(
            self.tr("To do for this client"),
            self.tr("Nothing beyond the list on Home."),
            self.task_button,
        )
        self.arrange((self.contacts, self.notes, self.tasks))

    def take(self, found: _Found, opened: OpenedClient) -> None:
        """Show what was read."""
        contacts = map(presenter.contact_entry, found.contacts)
        self.contacts.show_cards([entry_card(one) for one in contacts])
        notes = map(presenter.note_entry, found.notes)
        self.notes.show_cards([entry_card(one) for one in notes])
        self.tasks.show_cards(self._cards.of(found.tasks, opened.today))

    def _on_contact(self) -> None:
        if self.opened is not None:
            ContactDialog(self.context, self, self.opened.client.id).open()

    def _on_letter(self) -> None:
        from ui.custody.letter_dialog import LettersDialog  # loads what prints, for who writes

        if self.opened is not None:
            LettersDialog(self.context, self, self.opened.client.id).open()

    def _on_note(self) -> None:
        if self.opened is not None:
            NoteDialog(self.context, self, self.opened.client.id).open()

    def _on_task(self) -> None:
        if self.opened is not None:
            TaskDialog(self.context, self, self.opened.client.id).open()


def _read(session: Session, client_id: ClientId) -> _Found:
    """Read what the tab shows; runs on the worker."""
    return _Found(
        contacts=custody.contacts(session, client_id),
        notes=custody.notes(session, client_id),
        tasks=custody.tasks(session, client_id),
    )
