"""The list of clients, with its filter."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QWidget

from ui.bus import kinds
from ui.clients.line_delegate import ClientLineDelegate
from ui.clients.presenter import spoken_line
from ui.clients.today import Today
from ui.context import AppContext
from ui.models.paged import PagedModel
from ui.widgets.buttons import icon_button, link
from ui.widgets.labels import muted, set_role, title
from ui.widgets.layouts import column, row
from ui.worker import Token
from vault.changes import Kind
from vault.clients import service as clients
from vault.clients.model import ClientLine, ClientStatus
from vault.ids import ClientId
from vault.session import Session

_LEAST_PX = 200
_FILTER_AFTER_MS = 120
_REFRESH_AFTER_MS = 250
_CURRENT = frozenset({ClientStatus.ACTIVE, ClientStatus.PROSPECTIVE})
_PAST = frozenset({ClientStatus.CLOSED, ClientStatus.DECEASED})


class ClientList(QWidget):
    """Choosing is clicking or Return; the arrows only move, for opening a record is audited."""

    chosen = Signal(object)
    """A ``ClientId``."""
    add_requested = Signal()
    import_requested = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._today = Today()
        self._token = Token()
        self._shown: ClientId | None = None
        self.model = PagedModel[ClientId, ClientLine](
            self._load, lambda line: line.id, self._spoken, self
        )
        self._build()
        self._filtering = QTimer(self, singleShot=True, interval=_FILTER_AFTER_MS)
        self._refreshing = QTimer(self, singleShot=True, interval=_REFRESH_AFTER_MS)
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.add_button = icon_button(
            self._context.theme, "user-plus", self.tr("Add a client"), self.add_requested.emit
        )
        self.add_button.setToolTip(self.tr("Add a client  (Ctrl+Shift+N)"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter by name or number"))
        self.filter.setAccessibleName(self.tr("Filter clients by name or number"))
        self.filter.setClearButtonEnabled(True)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Which clients"))
        self.scope.addItem(self.tr("Current clients"), _CURRENT)
        self.scope.addItem(self.tr("Closed and deceased"), _PAST)
        self.scope.addItem(self.tr("All clients"), None)
        self.empty = muted("", wrap=True)
        self.empty.setContentsMargins(4, 8, 16, 0)
        self.empty.hide()
        heading = row(title(self.tr("Clients")), None, self.add_button)
        tools = column(heading, self.filter, self.scope, self.empty, gap=8)
        tools.setContentsMargins(0, 0, 16, 0)
        self.view = self._build_view()
        self.import_button = link(self.tr("Bring in…"), self.import_requested.emit)
        self.import_button.setToolTip(self.tr("Bring in records from elsewhere"))
        self.export_button = link(self.tr("Export…"), self._on_export)
        self.export_button.setToolTip(self.tr("Save the clients listed here, or their records"))
        if self._context.is_in_custody:
            self.add_button.hide()
            self.import_button.hide()
        foot = row(self.import_button, self.export_button, None)
        foot.setContentsMargins(0, 0, 16, 8)
        layout = column(tools, self.view, foot, gap=10)
        layout.setContentsMargins(16, 16, 0, 0)
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        """Return room for some of a name, and for all of what stands on the buttons."""
        return super().minimumSizeHint().expandedTo(QSize(_LEAST_PX, 0))

    def _build_view(self) -> QListView:
        view = QListView()
        view.setAccessibleName(self.tr("Clients"))
        view.setModel(self.model)
        view.setItemDelegate(ClientLineDelegate(self._context, self._today, view))
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        set_role(view, "clients")
        return view

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filtering.start)
        self.filter.returnPressed.connect(self._choose_first)
        self.filter.installEventFilter(self)
        self.scope.currentIndexChanged.connect(self.reload)
        self._filtering.timeout.connect(self.reload)
        self._refreshing.timeout.connect(self.model.refresh)
        self.view.clicked.connect(self._on_chosen)
        self.view.activated.connect(self._on_chosen)
        bus = self._context.bus
        bus.subscribe(self, kinds(Kind.CLIENTS), self.reload)
        beside = kinds(Kind.NOTES, Kind.DRAFTS, Kind.CARE_SESSIONS, Kind.PSYCHOTHERAPY_NOTES)
        bus.subscribe(self, beside, self._refresh_soon)
        self._context.shield_changed.connect(lambda _: self.view.viewport().update())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the filter into the list."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Down or not self.model.ids:
            return False
        self._focus_list()
        return True

    def _focus_list(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus()

    def _refresh_soon(self) -> None:
        # Not restarted by each autosave, or the list would wait until nobody types.
        if not self._refreshing.isActive():
            self._refreshing.start()

    def reload(self) -> None:
        """Ask for the ids anew; the answer to an older question is dropped."""
        self._token.cancel()
        self._token = Token()
        text, statuses = self.filter.text(), self.scope.currentData()

        def job(session: Session) -> tuple[date, list[ClientId]]:
            return session.today(), clients.list_ids(session, text, statuses)

        self._context.ask(self, job, self._take, token=self._token)

    def _take(self, answer: tuple[date, list[ClientId]]) -> None:
        self._today.day, ids = answer
        self.model.set_ids(ids)
        self.empty.setText(self._empty_words())
        self.empty.setVisible(not ids)
        self.export_button.setEnabled(bool(ids))
        self.mark(self._shown)

    def _empty_words(self) -> str:
        if self.filter.text().strip():
            return self.tr("Nobody here has this name or number. “All clients” looks among all.")
        if self.scope.currentData() == _PAST:
            return self.tr("No closed records.")
        return self.tr(
            "No clients yet. The button above adds the first one; “Bring in…” below takes a list "
            "of them."
        )

    def mark(self, client_id: ClientId | None) -> None:
        """Show in the list whose page is open."""
        self._shown = client_id
        at = None if client_id is None else self.model.row_of(client_id)
        if at is None:
            self.view.clearSelection()
        else:
            self.view.setCurrentIndex(self.model.index(at))

    def _load(self, ids: Sequence[ClientId], take: Callable[[Sequence[ClientLine]], None]) -> None:
        wanted = list(ids)
        self._context.ask(self, lambda session: clients.lines(session, wanted), take)

    def _spoken(self, line: ClientLine) -> str:
        return spoken_line(line, self._today.day, self._context.is_shielded)

    def _on_export(self) -> None:
        from ui.exporting.answers import ExportScope  # its code loads when somebody exports
        from ui.exporting.wizard import open_export

        is_all = self.scope.currentData() is None and not self.filter.text().strip()
        among = None if is_all else tuple(self.model.ids)
        open_export(self._context, self, ExportScope(among=among))

    def _choose_first(self) -> None:
        if self.model.ids:
            self._on_chosen(self.model.index(0))

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.ids[index.row()])
