"""Find: type and see at once, newest first. Return puts the best first, Return again opens it."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QListView, QWidget

from ui.context import AppContext
from ui.find.chips import Chips
from ui.find.presenter import FIRST_LIMIT, merged, queries, result_rows, summary
from ui.find.results import ResultDelegate, ResultModel
from ui.theme import grown_size
from ui.widgets.buttons import button, link
from ui.widgets.labels import aside, muted, set_role
from ui.widgets.layouts import GAP, column, row
from ui.worker import Token
from vault.errors import Cancelled, StepUpRequired, VaultError
from vault.ids import ClientId
from vault.search import service as search
from vault.search.model import Found, Order
from vault.session import Session

_WIDTH, _HEIGHT = 760, 560
_NOTHING = Found(clients=(), notes=(), is_complete=True)
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_WITHOUT_TEXT = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
) | Qt.KeyboardModifier.MetaModifier


class FindDialog(QDialog):
    """``client`` narrows the search to one record from the start."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget | None = None,
        client: tuple[ClientId, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Find"))
        self.setModal(True)
        self.setProperty("shields_itself", True)
        self._context = context
        self._order = Order.NEWEST
        self._limit = FIRST_LIMIT
        self._found = _NOTHING
        self._asked = Token()
        self._chooses_first = False
        self._build(client)
        size = grown_size(QSize(_WIDTH, _HEIGHT))
        self.resize(size if parent is None else size.boundedTo(parent.window().size()))
        context.shield_changed.connect(self._show)
        self._show()
        self.field.setFocus()

    def _build(self, client: tuple[ClientId, str] | None) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in notes, documents, names and record numbers"))
        self.field.setAccessibleName(self.tr("Find"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumHeight(40)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.chips = Chips(self._context, client)
        self.chips.changed.connect(self._ask)
        self._build_list()
        self.summary = muted()
        self.more = link(self.tr("Show more"), self._on_more)
        keys = aside(self.tr("Return: best first, then open   ·   ↓ choose   ·   Esc close"))
        close = button(self.tr("Close"), self.reject)
        layout = column(
            self.field,
            self.chips,
            self.list,
            row(self.summary, self.more, None),
            row(keys, None, close),
            gap=GAP,
        )
        layout.setStretch(2, 1)
        layout.setContentsMargins(16, 16, 16, 12)
        self.setLayout(layout)

    def _build_list(self) -> None:
        self.model = ResultModel()
        self.list = QListView()
        self.list.setModel(self.model)
        set_role(self.list, "results")
        # Kept here: a view does not own its delegate.
        self._delegate = ResultDelegate(self._context.theme)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._open)
        self.list.installEventFilter(self)

    def _on_typed(self) -> None:
        self._order, self._limit = Order.NEWEST, FIRST_LIMIT
        self._chooses_first = False
        self._ask()

    def _on_more(self) -> None:
        self._limit *= 4
        self._ask()

    def _rank(self) -> None:
        """Ask for the best first, and choose the first of them."""
        self._order = Order.BEST
        self._chooses_first = True
        self._ask()

    def _ask(self) -> None:
        """Ask at once: a query that still runs is taken back, so no keystroke waits for one."""
        self._asked.cancel()
        token = self._asked = Token()
        order, limit = self._order, self._limit
        asked = queries(self.field.text(), self.chips.filters, order, limit)

        def work(session: Session) -> Found:
            answers = [search.find(session, query, token.is_cancelled) for query in asked]
            return merged(answers, order, limit)

        self._context.ask(self, work, self._on_found, self._on_failed, token)

    def _on_found(self, found: Found) -> None:
        self._found = found
        self._show()
        clients = {hit.client_id: hit.name for hit in found.clients}
        clients |= {hit.client_id: hit.client_name for hit in found.notes}
        clients |= {hit.client_id: hit.client_name for hit in found.documents}
        self.chips.offer_clients(list(clients.items()))
        if self._chooses_first:
            self._chooses_first = False
            self._go_to_list()

    def _on_failed(self, error: VaultError) -> None:
        if isinstance(error, StepUpRequired):
            self.chips.forget_psychotherapy()
            self._ask()
        elif not isinstance(error, Cancelled):
            self._context.show_error(self, error)

    def _show(self) -> None:
        is_shielded = self._context.is_shielded
        rows = result_rows(self._found, self._order, is_shielded=is_shielded)
        self.model.show_rows(rows)
        self.list.scrollToTop()
        said = summary(self._found, self.field.text(), self._order)
        self.summary.setText(said)
        self.list.setAccessibleDescription(said)
        self.more.setVisible(not self._found.is_complete)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from the field to the list and back; letters typed in the list are words."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.field:
                return self._on_field_key(event)
            if watched is self.list:
                return self._on_list_key(event)
        return super().eventFilter(watched, event)

    def _on_field_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rank()
            return True
        if key in _TO_LIST:
            self._go_to_list()
            return True
        return False

    def _on_list_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.list.currentIndex())
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Backspace or (event.text().isprintable() and event.text()):
            return self._type_on(event)
        return False

    def _type_on(self, event: QKeyEvent) -> bool:
        if event.modifiers() & _WITHOUT_TEXT:
            return False
        self.field.setFocus()
        self.field.end(False)
        if event.key() == Qt.Key.Key_Backspace:
            self.field.backspace()
        else:
            self.field.insert(event.text())
        return True

    def _go_to_list(self) -> None:
        first = self.model.next_choice(0)
        if first.isValid():
            self.list.setCurrentIndex(first)
            self.list.setFocus()

    def _step(self, step: int) -> None:
        place = self.list.currentIndex().row() + step
        to = self.model.next_choice(place, step)
        if to.isValid():
            self.list.setCurrentIndex(to)
        elif step < 0:
            self.list.scrollToTop()
            self.field.setFocus()

    def _open(self, index: QModelIndex) -> None:
        chosen = self.model.row(index)
        if chosen is None or not chosen.can_be_chosen or chosen.client_id is None:
            return
        if chosen.document_id is not None:
            self._context.open_document(chosen.client_id, chosen.document_id)
        else:
            self._context.open_client(chosen.client_id, chosen.note_id, chosen.shelf)
        self.accept()

    def done(self, result: int) -> None:
        """Take the running query back when the window closes."""
        self._asked.cancel()
        super().done(result)
