"""Who opened and changed a record, and when: the client's part of the audit."""

from PySide6.QtWidgets import QWidget

from ui import wording
from ui.audit.entries import lines
from ui.audit.presenter import AuditLine
from ui.clients.opened_client import OpenedClient
from ui.clients.record_table import RecordModel
from ui.context import AppContext
from ui.widgets.buttons import link
from ui.widgets.labels import muted
from ui.widgets.layouts import column, row
from ui.widgets.table import dense_table
from ui.worker import Token
from vault.clients import service as clients

_PAGE = 200
_WIDTHS = (144,)


class AccessTab(QWidget):
    """Loaded when it is looked at, 200 events at a time."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._opened: OpenedClient | None = None
        self._token = Token()
        self._oldest: int | None = None
        self.last_opened = muted()
        headings = (self.tr("When"), self.tr("What"))
        self.model = RecordModel(headings)
        self.table = dense_table(
            self.model,
            self.tr("Access log"),
            _WIDTHS,
            context.preferences,
            "client_access_log",
        )
        self.more_button = link(self.tr("Show earlier events"), self._load_more)
        layout = column(self.last_opened, self.table, row(self.more_button, None))
        layout.setContentsMargins(0, 12, 0, 16)
        self.setLayout(layout)

    def show_client(self, opened: OpenedClient) -> None:
        """Show this client's log, from the newest event."""
        self._opened = opened
        self._token.cancel()
        self._token = Token()
        self._oldest = None
        self.model.show_rows([])
        self.last_opened.setText(self._last_opened_words(opened))
        self._load_more()

    def _last_opened_words(self, opened: OpenedClient) -> str:
        if opened.last_opened is None:
            return self.tr("Opened for the first time.")
        words = self.tr("Before this, the record was opened last on %1.")
        return words.replace("%1", wording.instant(opened.last_opened))

    def _load_more(self) -> None:
        opened, oldest = self._opened, self._oldest
        if opened is not None:
            client_id = opened.client.id
            self._context.ask(
                self,
                lambda session: lines(
                    session, clients.access_log(session, client_id, oldest, _PAGE)
                ),
                self._take,
                token=self._token,
            )

    def _take(self, found: list[AuditLine]) -> None:
        self.model.extend([(one.when, one.whole) for one in found])
        if found:
            self._oldest = found[-1].seq
        self.more_button.setVisible(len(found) == _PAGE)
