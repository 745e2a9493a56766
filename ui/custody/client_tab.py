"""The custodian's side of a client: whom she reached, her notes, tasks, and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.bus import kinds
from ui.clients.opened_client import OpenedClient
from ui.context import AppContext
from ui.custody import presenter
from ui.custody.dialogs import ContactDialog, NoteDialog, TaskDialog
from ui.custody.task_cards import TaskCards
from ui.keeping.parts import Part, entry_card
from ui.notes.body_view import reading_width
from ui.widgets.buttons import button
from ui.widgets.layouts import GROUP_GAP, column, holder, scrolling
from ui.worker import Token
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


class CustodyTab(QWidget):
    """Loaded when it is looked at; the client's page covers it while the shield is up."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._opened: OpenedClient | None = None
        self._token = Token()
        self._cards = TaskCards(context, self)
        self.contact_button = button(self.tr("Log an attempt…"), self._on_contact)
        self.letter_button = button(self.tr("Write a letter…"), self._on_letter)
        self.note_button = button(self.tr("Write a note…"), self._on_note)
        self.task_button = button(self.tr("Add a task…"), self._on_task)
        self._build()
        context.bus.subscribe(self, kinds(Kind.CUSTODY), self._on_changed)

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
        self.parts = (self.contacts, self.notes, self.tasks)
        body = column(*self.parts, None, gap=GROUP_GAP)
        body.setContentsMargins(0, 12, 12, 16)
        content = holder(body)
        content.setMaximumWidth(reading_width(self))
        self.setLayout(column(scrolling(content)))

    def show_client(self, opened: OpenedClient) -> None:
        """Show this client's; what stood here of another is forgotten at once."""
        if self._opened is None or self._opened.client.id != opened.client.id:
            self.forget()
        self._opened = opened
        self._reload()

    def forget(self) -> None:
        """Show nobody's."""
        self._token.cancel()
        self._opened = None
        for part in self.parts:
            part.show_cards([])

    def _on_changed(self) -> None:
        if self.isVisible():  # else it is read when it is looked at
            self._reload()

    def _reload(self) -> None:
        if self._opened is None:
            return
        client_id = self._opened.client.id
        self._token.cancel()
        self._token = Token()
        self._context.ask(
            self, lambda session: _read(session, client_id), self._take, token=self._token
        )

    def _take(self, found: _Found) -> None:
        if self._opened is None:
            return
        contacts = map(presenter.contact_entry, found.contacts)
        self.contacts.show_cards([entry_card(one) for one in contacts])
        notes = map(presenter.note_entry, found.notes)
        self.notes.show_cards([entry_card(one) for one in notes])
        self.tasks.show_cards(self._cards.of(found.tasks, self._opened.today))

    def _on_contact(self) -> None:
        if self._opened is not None:
            ContactDialog(self._context, self, self._opened.client.id).open()

    def _on_letter(self) -> None:
        from ui.custody.letter_dialog import LettersDialog  # loads what prints, for who writes

        if self._opened is not None:
            LettersDialog(self._context, self, self._opened.client.id).open()

    def _on_note(self) -> None:
        if self._opened is not None:
            NoteDialog(self._context, self, self._opened.client.id).open()

    def _on_task(self) -> None:
        if self._opened is not None:
            TaskDialog(self._context, self, self._opened.client.id).open()


def _read(session: Session, client_id: ClientId) -> _Found:
    """Read what the tab shows; runs on the worker."""
    return _Found(
        contacts=custody.contacts(session, client_id),
        notes=custody.notes(session, client_id),
        tasks=custody.tasks(session, client_id),
    )
