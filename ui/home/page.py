"""Home: today. Every line opens the thing it speaks of."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.backup.home_panel import HomePanel
from ui.bus import kinds
from ui.context import AppContext
from ui.disposal.home_panel import DisposalPanel
from ui.documents.home_panel import LeftOutGroup
from ui.home.lines import LineGroup
from ui.home.presenter import HomeView, Line, view
from ui.home.starting import Started, start_note
from ui.retention.home_panel import OverduePanel
from ui.sealing.home_panel import SealedExportPanel
from ui.succession.home_panel import SuccessionHomePanel
from ui.widgets.buttons import link, primary
from ui.widgets.labels import muted, set_role, title
from ui.widgets.layouts import GROUP_GAP, PAGE_MARGIN, at_left, column, row, scrolling
from ui.worker import Token
from vault.changes import Kind
from vault.clients import care_sessions
from vault.clients.model import AgendaLine
from vault.errors import VaultError
from vault.ids import NoteId
from vault.notes import service as notes
from vault.notes.model import DraftLine
from vault.session import Session

_SHOWN_ON_HOME = kinds(
    Kind.CLIENTS, Kind.CARE_SESSIONS, Kind.NOTES, Kind.PSYCHOTHERAPY_NOTES, Kind.PRACTICE
)
_LONGEST_LIST = 200
_WIDEST_PX = 932
_MINUTE_MS = 60_000

Answer = tuple[date, list[AgendaLine], list[AgendaLine], list[DraftLine]]


class HomePage(QWidget):
    """What needs attention today."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._answer: Answer | None = None
        self._view: HomeView | None = None
        self._asked = Token()
        self._is_starting = False
        set_role(self, "page")
        self.setAccessibleName(self.tr("Home"))
        self._build()
        context.bus.subscribe(self, _SHOWN_ON_HOME, self.refresh)
        context.shield_changed.connect(self._show)
        self._minute = QTimer(self)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start(_MINUTE_MS)
        self.refresh()

    def _build(self) -> None:
        self.day = muted()
        self.calm = muted(wrap=True)
        self.clients_link = link(
            self.tr("Go to clients"), lambda: self._context.open_page("clients")
        )
        self.clients_link.hide()
        self.sign_button = primary(self.tr("Sign one by one"), self._on_sign)
        self.sign_button.setAccessibleDescription(
            self.tr("Opens the oldest draft; “Sign and next” there goes on to the one after it.")
        )
        self.sign_button.setToolTip(self.sign_button.accessibleDescription())
        self.sessions = LineGroup(self.tr("Today's sessions"))
        self.without_note = LineGroup(self.tr("Held without a note"))
        self.drafts = LineGroup(self.tr("Drafts to sign"), self.sign_button)
        self.left_out = LeftOutGroup(self._context)
        self.backup = HomePanel(self._context)
        self.disposal = DisposalPanel(self._context)
        self.overdue = OverduePanel(self._context)
        self.succession = SuccessionHomePanel(self._context)
        self.sealed_export = SealedExportPanel(self._context)
        for group in (self.sessions, self.without_note, self.drafts):
            group.acted.connect(self._on_acted)
        head = row(title(self.tr("Today")), self.day, None, gap=12)
        layout = column(head, scrolling(self._build_content()), gap=16)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        self.setLayout(layout)

    def _build_content(self) -> QWidget:
        calm = column(self.calm, row(self.clients_link, None), gap=4)
        groups: QVBoxLayout = column(
            calm,
            self.disposal,
            self.overdue,
            self.left_out,
            self.sessions,
            self.without_note,
            self.drafts,
            self.backup,
            self.succession,
            self.sealed_export,
            None,
            gap=GROUP_GAP,
        )
        groups.setContentsMargins(0, 0, 12, PAGE_MARGIN)
        last = groups.indexOf(self.backup)
        self.backup.urgency_changed.connect(
            lambda is_urgent: groups.insertWidget(0 if is_urgent else last, self.backup)
        )
        return at_left(groups, _WIDEST_PX)

    def refresh(self) -> None:
        """Ask the vault again; an answer that is still on its way is not waited for."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _ask, self._on_answer, token=self._asked)

    def showEvent(self, event: QShowEvent) -> None:
        """The day may have changed since Home was seen last."""
        super().showEvent(event)
        if self._answer is not None:
            self._show()
            self.refresh()
        self.backup.refresh()
        self.disposal.refresh()
        self.overdue.refresh()
        self.left_out.refresh()
        self.succession.refresh()
        self.sealed_export.refresh()

    def _on_minute(self) -> None:
        if self.isVisible():
            self.refresh()
            self.backup.refresh()

    def _on_answer(self, answer: Answer) -> None:
        self._answer = answer
        self._show()

    def _show(self) -> None:
        if self._answer is None:
            return
        shown = view(*self._answer, is_shielded=self._context.is_shielded)
        self._context.show_waiting("home", shown.waiting)
        # Behind another page nothing is built: who writes a note there would wait for it.
        if shown == self._view or not self.isVisible():
            return
        self._view = shown
        self.day.setText(shown.day)
        self.sessions.show_lines(shown.sessions)
        self.without_note.show_lines(shown.without_note)
        self.drafts.show_lines(shown.drafts)
        self.calm.setText(self._calm_words(shown))
        self.calm.setVisible(bool(self.calm.text()))
        self.clients_link.setVisible(shown.is_calm)

    def _calm_words(self, shown: HomeView) -> str:
        if shown.is_calm:
            return self.tr("No session is planned for today, and no note waits for you.")
        if not shown.sessions:
            return self.tr("No session is planned for today.")
        return "" if shown.waiting else self.tr("Nothing else waits for you.")

    def _on_sign(self) -> None:
        if self._view is not None and self._view.drafts:
            self._on_acted(self._view.drafts[0])

    def _on_acted(self, line: Line) -> None:
        if line.note_id is not None or line.starts_kind is None:
            self._open(line, line.note_id)
        elif not self._is_starting:
            # A second press before the first was answered would begin a second note.
            self._is_starting = True
            self._context.ask(
                self,
                lambda session: start_note(session, line),
                lambda started: self._on_started(line, started),
                self._on_not_started,
            )

    def _on_started(self, line: Line, started: Started) -> None:
        self._is_starting = False
        self._open(line, started.note_id)
        if started.held is not None:
            self._context.session_held.emit(started.held)

    def _on_not_started(self, error: VaultError) -> None:
        self._is_starting = False
        self._context.show_error(self, error)

    def _open(self, line: Line, note_id: NoteId | None) -> None:
        shelf = None if note_id is None else line.shelf
        self._context.open_client(line.client_id, note_id, shelf)


def _ask(session: Session) -> Answer:
    """Read what Home shows; runs on the worker."""
    today = session.today()
    unwritten: Sequence[AgendaLine] = care_sessions.held_without_note(session, _LONGEST_LIST)
    return today, care_sessions.agenda(session, today), list(unwritten), notes.drafts(session)
