"""A field that narrows the log to one client: type a name or number, choose from the list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from ui import wording
from ui.context import AppContext
from ui.worker import Token
from vault.clients import service as clients
from vault.clients.model import ClientLine
from vault.ids import ClientId
from vault.session import Session

_MOST_OFFERED = 12


class ClientPicker(QLineEdit):
    """``client_id`` is the chosen client, ``None`` for all of them."""

    chosen = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._offered: Sequence[ClientLine] = ()
        self._asked = Token()
        self._line: ClientLine | None = None
        self.client_id: ClientId | None = None
        self.setPlaceholderText(self.tr("All records; type a name or number"))
        self.setAccessibleName(self.tr("Only this client"))
        self.setClearButtonEnabled(True)
        self._texts = QStringListModel(self)
        self.offers = QCompleter(self._texts, self)
        # The vault has filtered already.
        self.offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.offers.setMaxVisibleItems(_MOST_OFFERED)
        self.offers.setWidget(self)
        self.popup = QListView()
        self.popup.setAccessibleName(self.tr("Clients found"))
        self.offers.setPopup(self.popup)
        # Connected by hand: with setCompleter the field would complete as the list still loads.
        activated = self.offers.activated[QModelIndex]  # type: ignore[index]  # an overload
        activated.connect(self._on_activated)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)
        context.shield_changed.connect(self._show_chosen)

    def _on_changed(self, text: str) -> None:
        if not text.strip() and self.client_id is not None:
            self._choose(None)

    def _on_edited(self, text: str) -> None:
        self._asked.cancel()
        if not text.strip():
            self.popup.hide()
            return
        self._asked = Token()

        def work(session: Session) -> list[ClientLine]:
            ids = clients.list_ids(session, text, clients.NOT_DISPOSED)
            return clients.lines(session, ids[:_MOST_OFFERED])

        self._context.ask(self, work, self._on_lines, token=self._asked)

    def _on_lines(self, lines: list[ClientLine]) -> None:
        self._offered = lines
        self._texts.setStringList([self._text(line) for line in lines])
        if lines:
            self.offers.complete()
            self.popup.setCurrentIndex(self.offers.completionModel().index(0, 0))
        else:
            self.popup.hide()

    def _text(self, line: ClientLine) -> str:
        name = wording.shown_name(line.name, self._context.is_shielded)
        return f"{name} · {line.record_number}"

    def _on_activated(self, index: QModelIndex) -> None:
        line = self._offered[index.row()]
        self.setText(str(index.data(Qt.ItemDataRole.DisplayRole)))
        self._line = line
        self._choose(line.id)

    def _show_chosen(self) -> None:
        """Write the chosen client's name as the shield wants it."""
        if self.client_id is not None and self._line is not None:
            self.setText(self._text(self._line))

    def _choose(self, client_id: ClientId | None) -> None:
        self.client_id = client_id
        self.chosen.emit()
