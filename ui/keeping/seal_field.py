"""What seals a packet: a strong passphrase, or the recipient's public key."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from ui.context import AppContext
from ui.exporting.answers import Way
from ui.exporting.key_field import KeyField
from ui.exporting.presenter import way_about
from ui.settings.new_secret import NewSecret
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row, holder
from vault.exports.model import ByPassphrase, ToRecipient
from vault.transfers.model import SealedBy

_WAYS = (Way.PASSPHRASE, Way.RECIPIENT)


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


class SealField(QWidget):
    """``changed`` says that ``is_complete`` may have."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.way_field = QComboBox()
        for words in (_tr("a strong passphrase"), _tr("the recipient's public key")):
            self.way_field.addItem(words)
        self.secret = NewSecret(context, must_be_strong=True)
        self.key_field = KeyField(context)
        self.key = self.key_field.key
        self._about = muted(wrap=True)
        self._below = QStackedWidget()
        self._build()

    def _build(self) -> None:
        self._below.addWidget(self.secret)
        self._below.addWidget(holder(column(self.key_field, None)))
        layout = column(field_row(_tr("S&ealed by"), self.way_field), self._about, self._below)
        self.setLayout(layout)
        self.way_field.currentIndexChanged.connect(self._on_way)
        self.secret.changed.connect(self.changed)
        self.key_field.changed.connect(self.changed)
        self._on_way(0)

    @property
    def _way(self) -> Way:
        return _WAYS[self.way_field.currentIndex()]

    @property
    def is_complete(self) -> bool:
        """Whether what was chosen can seal."""
        return self.key_field.is_good if self._way is Way.RECIPIENT else self.secret.is_complete

    @property
    def protection(self) -> SealedBy:
        """What was chosen."""
        if self._way is Way.RECIPIENT:
            return ToRecipient(self.key_field.text)
        return ByPassphrase(self.secret.typed.text())

    def forget(self) -> None:
        """Empty the fields of the passphrase."""
        self.secret.clear()

    def _on_way(self, at: int) -> None:
        self._below.setCurrentIndex(at)
        self._about.setText(way_about(self._way))
        self.changed.emit()
