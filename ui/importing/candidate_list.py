"""Who may be meant: offered in order, none of them chosen before a person chose."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.importing.answers import Owner
from ui.widgets.labels import set_role

_OWNER = Qt.ItemDataRole.UserRole


class CandidateList(QListWidget):
    """The cursor stands nowhere until Down or a click puts it somewhere."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        set_role(self, "results")

    def add(self, words: str, owner: Owner) -> None:
        """Offer somebody, or nobody."""
        item = QListWidgetItem(words)
        item.setData(_OWNER, owner)
        self.addItem(item)

    def mark(self, decided: Owner) -> None:
        """Put the cursor on whom a person chose."""
        for at in range(self.count()):
            if self.item(at).data(_OWNER) == decided:
                self.setCurrentRow(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt would put the cursor on the first by itself, and Return would choose it."""
        super().focusInEvent(event)
        if not self.selectedItems():
            self.selectionModel().clearCurrentIndex()


def owner_of(item: QListWidgetItem) -> Owner:
    """Return whom a line stands for."""
    owner: Owner = item.data(_OWNER)
    return owner
