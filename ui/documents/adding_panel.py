"""Files on their way into the record: how far each is, and what waits for an answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.documents import presenter
from ui.documents.adder import Adder, Adding, Stage
from ui.widgets.buttons import button
from ui.widgets.elided import ElidedLabel
from ui.widgets.labels import label, muted, set_role
from ui.widgets.layouts import column, row
from vault.ids import ClientId

_MOST_SHOWN = 5


class AddingPanel(QFrame):
    """Hidden while there is nothing on its way."""

    emptied = Signal()
    """The last row went, and with it the button that had the focus."""

    def __init__(self, context: AppContext, adder: Adder) -> None:
        super().__init__()
        self._context = context
        self._adder = adder
        self._client_id: ClientId | None = None
        self.rows: list[AddingRow] = []
        set_role(self, "card")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._more = muted()
        self.cancel_all_button = button(self.tr("Cancel all"), self._on_cancel_all)
        foot = row(self._more, None, self.cancel_all_button)
        layout = column(self._rows, foot)
        layout.setContentsMargins(12, 8, 12, 8)
        self.setLayout(layout)
        adder.changed.connect(self._show)
        adder.progressed.connect(self._on_progressed)
        self.hide()

    def show_client(self, client_id: ClientId) -> None:
        """Show what is on its way into this client's record."""
        self._client_id = client_id
        self._show()

    def _show(self) -> None:
        listed = self._adder.listed(self._client_id) if self._client_id is not None else []
        # What waits for an answer first, then in order; a folder's thousands are a number.
        shown = sorted(listed, key=lambda one: one.stage in (Stage.WAITING, Stage.SEALING))
        wanted = [(one, one.stage) for one in shown[:_MOST_SHOWN]]
        if wanted != [(one.adding, one.stage) for one in self.rows]:
            self._rebuild([one for one, _ in wanted])
        rest = len(listed) - len(wanted)
        self._more.setText(self.tr("and %1 more").replace("%1", f"{rest:,}"))
        self._more.setVisible(rest > 0)
        self.cancel_all_button.setVisible(len(listed) > 1)
        self.setVisible(bool(listed))

    def _rebuild(self, wanted: list[Adding]) -> None:
        focused = self.window().focusWidget()
        had_focus = bool(focused) and any(old.isAncestorOf(focused) for old in self.rows)
        for old in self.rows:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [AddingRow(self._adder, one) for one in wanted]
        for new in self.rows:
            self._rows.addWidget(new)
        if had_focus and self.rows:
            self.rows[0].cancel_button.setFocus()
        elif had_focus:
            self.emptied.emit()

    def _on_progressed(self, adding: Adding) -> None:
        for one in self.rows:
            if one.adding is adding:
                one.tell()

    def _on_cancel_all(self) -> None:
        if self._client_id is not None:
            # The last first, so that none begins in between.
            for one in reversed(self._adder.listed(self._client_id)):
                self._adder.cancel(one)


class AddingRow(QWidget):
    """One file."""

    def __init__(self, adder: Adder, adding: Adding) -> None:
        super().__init__()
        self.adding = adding
        self.stage = adding.stage
        self._adder = adder
        self._name = ElidedLabel(1.0)
        self._name.say(adding.wanted.name)
        self._name.setMinimumWidth(80)
        self.words = self._words()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Adding %1").replace("%1", adding.wanted.name))
        self._bar.setVisible(self.stage is Stage.SEALING)
        self._bar.setMaximumWidth(160)
        self._build()
        self.tell()

    def _build(self) -> None:
        """One line; what waits for an answer has its words below, as wide as they need."""
        if self.stage in (Stage.TWIN, Stage.FAILED):
            self.setLayout(column(row(self._name, None, *self._buttons()), self.words, gap=0))
            return
        line = row(self._name, self.words, self._bar, *self._buttons())
        line.setStretch(1, 1)
        self.setLayout(line)

    def tell(self) -> None:
        """Show how far it is."""
        self._bar.setValue(self.adding.percent)

    def _words(self) -> QLabel:
        if self.stage is Stage.TWIN and self.adding.twin is not None:
            return label(presenter.twin_words(self.adding.twin), "attention", wrap=True)
        if self.stage is Stage.FAILED and self.adding.error is not None:
            words = self.tr("Not added. %1")
            why = presenter.failure_words(self.adding.error)
            return label(words.replace("%1", why), "danger", wrap=True)
        return muted(self.tr("waits") if self.stage is Stage.WAITING else "")

    def _buttons(self) -> list[QWidget]:
        cancel = {
            Stage.TWIN: self.tr("Leave it out"),
            Stage.FAILED: self.tr("Dismiss"),
        }.get(self.stage, self.tr("Cancel"))
        self.cancel_button = button(cancel, lambda: self._adder.cancel(self.adding))
        self.cancel_button.setAccessibleName(f"{cancel}: {self.adding.wanted.name}")
        self.anyway_button = button(
            self.tr("Add anyway"), lambda: self._adder.add_anyway(self.adding)
        )
        self.anyway_button.setVisible(self.stage is Stage.TWIN)
        is_twin = self.stage is Stage.TWIN
        return [self.anyway_button, self.cancel_button] if is_twin else [self.cancel_button]
