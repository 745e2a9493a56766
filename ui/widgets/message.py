"""A short message or question in a window of its own, without a nested event loop."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from ui.theme import grown
from ui.widgets.buttons import button, danger, primary
from ui.widgets.labels import label, section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, field_row, row

_WIDTH = 440


class MessageDialog(QDialog):
    """Says something; with ``act`` asks before it, and ``accepted`` is the yes."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        text: str,
        act: str = "",
        is_destructive: bool = False,
        is_error: bool = False,
        must_type: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        self.heading = section(title)
        self.heading.setWordWrap(True)
        self.body = label(text, wrap=True)
        self.setAccessibleDescription(text)
        self._must_type = must_type
        self._layout = column(self.heading, self.body, gap=GAP)
        self._layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        if is_error:
            self.setAccessibleName(title)
        self._build_buttons(act, is_destructive)
        self.setLayout(self._layout)
        self._width = grown(_WIDTH)
        self.setFixedWidth(self._width)

    def sizeHint(self) -> QSize:
        """As high as the text is at this width: Qt would measure it at another."""
        return QSize(self._width, self._layout.totalHeightForWidth(self._width))

    def _build_buttons(self, act: str, is_destructive: bool) -> None:
        if not act:
            self.close_button = primary(self.tr("Close"), self.accept)
            self._finish(row(None, self.close_button))
            self.close_button.setDefault(True)
            return
        self.act_button = (danger if is_destructive else primary)(act, self.accept)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        if self._must_type:
            self._build_typed()
        self._finish(row(None, self.cancel_button, self.act_button))
        first = self.cancel_button if is_destructive else self.act_button
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
