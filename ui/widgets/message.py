"""A short message or question in a window of its own, without a nested event loop."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from ui.theme import grown
from ui.widgets.buttons import button, danger, primary
from ui.widgets.labels import section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, field_row, row
from ui.widgets.scrolled_text import ScrolledText

_WIDTH = 440
_MOST_OF_SCREEN = 0.85  # the window's frame, and what the system keeps, have the rest


class MessageDialog(QDialog):
    """Says something; with ``act`` asks before it, and ``accepted`` is the yes.

    A text longer than the screen scrolls: the buttons are always there. With ``stay`` for its
    words, the button that changes nothing is the one that Return means.
    """

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        text: str,
        act: str = "",
        is_destructive: bool = False,
        stay: str = "",
        is_error: bool = False,
        must_type: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        self.heading = section(title)
        self.heading.setWordWrap(True)
        self._width = grown(_WIDTH)
        self._text = ScrolledText(text, self._width - 2 * PAGE_MARGIN)
        self.body = self._text.label
        self.setAccessibleDescription(text)
        self._must_type = must_type
        self._layout = column(self.heading, self._text, gap=GAP)
        self._layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        if is_error:
            self.setAccessibleName(title)
        self._build_buttons(act, is_destructive, stay)
        self.setLayout(self._layout)
        self.setFixedWidth(self._width)

    def open(self) -> None:
        """Show the message at its size: Qt by itself takes two thirds of a screen at most."""
        self.ensurePolished()
        self.resize(self.sizeHint())
        super().open()

    def sizeHint(self) -> QSize:
        """As high as the text is at this width, Qt would measure it at another, and as fits."""
        room = int(self.screen().availableGeometry().height() * _MOST_OF_SCREEN)
        return QSize(self._width, min(self._layout.totalHeightForWidth(self._width), room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page through a long text: no button wants those keys."""
        if not self._text.page(event):
            super().keyPressEvent(event)

    def _build_buttons(self, act: str, is_destructive: bool, stay: str) -> None:
        if not act:
            self.close_button = primary(self.tr("Close"), self.accept)
            self._finish(row(None, self.close_button))
            self.close_button.setDefault(True)
            return
        plain = button if stay else primary
        self.act_button = (danger if is_destructive else plain)(act, self.accept)
        self.cancel_button = (primary if stay else button)(stay or self.tr("Cancel"), self.reject)
        if self._must_type:
            self._build_typed()
        buttons = (self.cancel_button, self.act_button)
        self._finish(row(None, *(reversed(buttons) if stay else buttons)))
        first = self.cancel_button if is_destructive or stay else self.act_button
        first.setDefault(True)
        (self.typed if self._must_type else first).setFocus()

    def _build_typed(self) -> None:
        self.typed = QLineEdit()
        self.act_button.setEnabled(False)
        self.typed.textChanged.connect(
            lambda text: self.act_button.setEnabled(text.strip() == self._must_type)
        )
        self._layout.addSpacing(GAP)
        self._layout.addLayout(
            field_row(self.tr("Type %1 to go on").replace("%1", self._must_type), self.typed)
        )

    def _finish(self, buttons: QHBoxLayout) -> None:
        self._layout.addSpacing(2 * GAP)
        self._layout.addLayout(buttons)
