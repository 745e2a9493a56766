"""A client's sessions, newest first: planned, held, cancelled, not come to."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from ui.bus import kinds
from ui.clients import presenter
from ui.clients.opened_client import OpenedClient
from ui.clients.record_table import RecordModel
from ui.clients.session_dialog import SessionDialog, SessionPlace
from ui.context import AppContext
from ui.widgets.buttons import button, tinted
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import muted
from ui.widgets.layouts import column
from ui.widgets.table import dense_table
from ui.wording import care_session_status
from vault.changes import Kind
from vault.clients import care_sessions
from vault.clients.model import CareSession, CareSessionStatus

_WIDTHS = (192, 92)


class SessionsTab(QWidget):
    """Return or a double click changes a session."""

    note_requested = Signal(object)
    """A ``CareSession`` whose note shall be written."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._opened: OpenedClient | None = None
        self._sessions: Sequence[CareSession] = ()
        self.add_button = button(self.tr("Enter a session…"), self._on_add)
        tinted(self.add_button, context.theme, "plus")
        self.change_button = button(self.tr("Change…"), self._on_change)
        self.note_button = button(self.tr("Write its note"), self._on_note)
        self._empty = muted(
            self.tr("No sessions yet. Sessions that are planned or were held stand here."),
            wrap=True,
        )
        headings = (self.tr("When"), self.tr("State"), self.tr("What"))
        self.model = RecordModel(headings)
        self.table = dense_table(
            self.model, self.tr("Sessions"), _WIDTHS, context.preferences, "client_sessions"
        )
        acts = FlowLayout()
        for one in (self.add_button, self.change_button, self.note_button):
            acts.addWidget(one)
        layout = column(acts, self._empty, self.table)
        layout.setStretch(2, 1)
        layout.setContentsMargins(0, 12, 0, 16)
        self.setLayout(layout)
        for writing in (self.add_button, self.change_button, self.note_button):
            writing.setHidden(context.is_in_custody)
        self.table.activated.connect(lambda _: self._on_change())
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        context.bus.subscribe(self, kinds(Kind.CARE_SESSIONS), self._reload)

    def show_client(self, opened: OpenedClient) -> None:
        """Show this client's sessions."""
        self._opened = opened
        self._reload()

    def _reload(self) -> None:
        if self._opened is not None:
            client_id = self._opened.client.id
            self._context.ask(
                self, lambda session: care_sessions.list_for(session, client_id), self._take
            )

    def _take(self, sessions: list[CareSession]) -> None:
        if sessions and self._opened and sessions[0].client_id != self._opened.client.id:
            return
        row_before = self.table.currentIndex().row()
        self._sessions = sessions
        self.model.show_rows([self._row(one) for one in sessions])
        self._empty.setVisible(not sessions)
        self.table.setVisible(bool(sessions))
        if 0 <= row_before < len(sessions):
            self.table.selectRow(row_before)
        self._on_row_changed(self.table.currentIndex())

    def _row(self, one: CareSession) -> tuple[str, ...]:
        when, what = presenter.session_words(one)
        return when, care_session_status(one.details.status), what

    def _chosen(self) -> CareSession | None:
        at = self.table.currentIndex().row()
        return self._sessions[at] if 0 <= at < len(self._sessions) else None

    def _on_row_changed(self, _: QModelIndex) -> None:
        chosen = self._chosen()
        self.change_button.setEnabled(chosen is not None)
        self.note_button.setEnabled(chosen is not None and self._may_have_note(chosen))

    def _may_have_note(self, one: CareSession) -> bool:
        """Held, or planned for a day that has come: writing its note marks it as held."""
        is_due = self._opened is not None and one.details.day <= self._opened.today
        is_planned = one.details.status is CareSessionStatus.PLANNED
        return one.details.status is CareSessionStatus.HELD or (is_planned and is_due)

    def _on_add(self) -> None:
        self._open(None)

    def _on_change(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._open(chosen)

    def _open(self, given: CareSession | None) -> None:
        if self._context.is_in_custody:
            return
        opened = self._opened
        if opened is not None:
            place = SessionPlace(client_id=opened.client.id, today=opened.today, given=given)
            SessionDialog(self._context, self, place).open()

    def _on_note(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.note_requested.emit(chosen)
