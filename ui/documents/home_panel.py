"""Home's lines on files that were on their way into a record when the vault was locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.context import AppContext
from ui.home.lines import LineGroup
from ui.home.presenter import Line
from ui.worker import Token
from vault.errors import VaultError

if TYPE_CHECKING:
    from ui.documents.left_out import LeftOutOfRecord
    from vault.clients.model import Client
    from vault.session import Session

    Found = list[tuple[Client, LeftOutOfRecord]]


class LeftOutGroup(LineGroup):
    """A line for each record, hidden where there is none. It stands until it is dismissed there."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(QCoreApplication.translate("documents", "Files that did not get in"))
        self._context = context
        self._asked = Token()
        self.acted.connect(lambda line: context.open_documents(line.client_id))
        context.shield_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask whether there are any; an answer that is still on its way is not waited for."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _by_client, self._on_found, _leave_it, self._asked)

    def _on_found(self, found: Found) -> None:
        self.show_lines([self._line(*one) for one in found])

    def _line(self, client: Client, left: LeftOutOfRecord) -> Line:
        from ui import wording
        from ui.documents.left_out_words import count_words

        day = left.saved_at.astimezone().date()
        return Line(
            key=f"left-out-{client.id}",
            when=wording.short_day(day),
            who=wording.shown_name(client.name, self._context.is_shielded),
            record_number=client.record_number,
            about=count_words(len(left.files)),
            state=self.tr("Not added"),
            state_kind="attention",
            act=self.tr("Look"),
            client_id=client.id,
            occurred_on=day,
        )


def _by_client(session: Session) -> Found:
    from ui.documents import left_out

    return left_out.by_client(session)


def _leave_it(_: VaultError) -> None:
    """Home says nothing of it now; the next look asks again."""
