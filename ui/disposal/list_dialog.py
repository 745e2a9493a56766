"""The disposals so far: how far each has come, and the way back into it or to its certificate."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from ui import wording
from ui.bus import kinds
from ui.context import AppContext
from ui.disposal import presenter
from ui.widgets.buttons import button, primary
from ui.widgets.labels import chip, label, muted, section, strong
from ui.widgets.layouts import PAGE_MARGIN, card, column, holder, row, scrolling
from vault.changes import Kind
from vault.disposal import service as disposal
from vault.disposal.model import Disposal, DisposalState

_SIZE = (640, 520)


class DisposalsDialog(QDialog):
    """Newest first. Opening one closes this."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Disposals"))
        self.setModal(True)
        self._context, self._parent = context, parent
        self.cards: list[QFrame] = []
        self._list = column(gap=8)
        none = self.tr(
            "No record has been disposed of yet. Choose one under “Eligible” and review it."
        )
        self.none = muted(none, wrap=True)
        self.none.hide()
        text = self.tr(
            "Certificates can be saved and printed again. Where a backup came back that could not"
            " be reached, opening the disposal treats it and issues a supplement."
        )
        close = primary(self.tr("Close"), self.accept)
        close.setDefault(True)
        body = holder(column(self._list, None))
        layout = column(
            section(self.tr("Disposals")),
            muted(text, wrap=True),
            self.none,
            scrolling(body),
            row(None, close),
            gap=12,
        )
        layout.setStretch(3, 1)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.resize(*_SIZE)
        context.bus.subscribe(self, kinds(Kind.DISPOSALS), self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self._context.ask(self, disposal.list_disposals, self._on_disposals)

    def _on_disposals(self, found: Sequence[Disposal]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        newest = sorted(found, key=lambda one: one.begun_at, reverse=True)
        self.cards = [self._card(one) for one in newest]
        for one in self.cards:
            self._list.addWidget(one)
        self.none.setVisible(not found)

    def _card(self, one: Disposal) -> QFrame:
        words = presenter.disposal_words(one)
        is_finished = one.state is DisposalState.FINISHED
        act = self.tr("Open…") if is_finished else self.tr("Finish it…")
        opening = button(act, partial(self._on_open, one))
        opening.setAccessibleName(f"{act.rstrip('…')}: {words}")
        said, kind = presenter.state_words(one)
        text = strong(words)
        text.setWordWrap(True)
        when = row(label(wording.instant(one.begun_at), "muted"), chip(said, kind), None, gap=12)
        line = row(column(text, when, gap=4), opening)
        line.setStretch(0, 1)
        return card(holder(line))

    def _on_open(self, one: Disposal) -> None:
        from ui.disposal.wizard import reopen

        self.accept()
        reopen(self._context, self._parent, one)
