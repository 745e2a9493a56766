"""Which rows of a dry run are shown: all, or those that are held, refused, coming in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ui.importing.presenter import Sieve
from ui.widgets.layouts import GAP

_BUTTON_PX = 32


class SieveBar(QWidget):
    """One of them is down. ``changed`` says that other rows shall be shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QToolButton] = []
        self._sieves: Sequence[Sieve] = ()
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP // 2)
        self._row.addStretch(1)
        self._group.idClicked.connect(lambda _: self.changed.emit())

    @property
    def keys(self) -> Sequence[int]:
        """The rows to be shown."""
        at = max(self._group.checkedId(), 0)
        return self._sieves[at].keys if self._sieves else ()

    def show_sieves(self, sieves: Sequence[Sieve]) -> None:
        """Offer these, with their counts; the one that was down stays so."""
        self._sieves = sieves
        while len(self.buttons) < len(sieves):
            self._add()
        for at, sieve in enumerate(sieves):
            self.buttons[at].setText(sieve.words)
            self.buttons[at].setAccessibleName(self.tr("Show: %1").replace("%1", sieve.words))

    def choose(self, at: int) -> None:
        """Press one of them."""
        self.buttons[at].click()

    def _add(self) -> None:
        made = QToolButton()
        made.setCheckable(True)
        made.setMinimumHeight(_BUTTON_PX)
        self._group.addButton(made, len(self.buttons))
        made.setChecked(not self.buttons)
        self._row.insertWidget(len(self.buttons), made)
        self.buttons.append(made)
