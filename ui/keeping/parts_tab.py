"""A tab of a client made of parts: read when it is looked at, forgotten with the client."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.clients.opened_client import OpenedClient
from ui.context import AppContext
from ui.keeping.parts import Part
from ui.notes.body_view import reading_width
from ui.widgets.layouts import GROUP_GAP, column, scrolling_column
from ui.worker import Token
from vault.ids import ClientId
from vault.session import Session

T = TypeVar("T")


class PartsTab(QWidget, Generic[T]):
    """Loaded when it is looked at; the client's page covers it while the shield is up.

    Subclasses ``arrange`` their parts and ``take`` what was read.
    """

    def __init__(self, context: AppContext, read: Callable[[Session, ClientId], T]) -> None:
        super().__init__()
        self.context = context
        self.opened: OpenedClient | None = None
        self.parts: Sequence[Part] = ()
        self._read = read
        self._token = Token()

    def arrange(self, parts: Sequence[Part], *above: QWidget) -> None:
        """Build the tab; ``above`` stands over the parts."""
        self.parts = parts
        body = column(*above, *parts, None, gap=GROUP_GAP)
        body.setContentsMargins(0, 12, 12, 16)
        self.setLayout(column(scrolling_column(body, reading_width(self))))

    def show_client(self, opened: OpenedClient) -> None:
        """Show this client's; what stood here of another is forgotten at once."""
        if self.opened is None or self.opened.client.id != opened.client.id:
            self.forget()
        self.opened = opened
        self._reload()

    def forget(self) -> None:
        """Show nobody's."""
        self._token.cancel()
        self.opened = None
        for part in self.parts:
            part.show_cards([])

    def on_changed(self) -> None:
        """Read it again, if anybody looks; else it is read when it is looked at."""
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        if self.opened is None:
            return
        client_id, read = self.opened.client.id, self._read
        self._token.cancel()
        self._token = Token()
        self.context.ask(
            self, lambda session: read(session, client_id), self._on_read, token=self._token
        )

    def _on_read(self, found: T) -> None:
        if self.opened is not None:
            self.take(found, self.opened)

    def take(self, found: T, opened: OpenedClient) -> None:
        """Show what was read of ``opened``; subclasses fill their parts."""
        raise NotImplementedError
