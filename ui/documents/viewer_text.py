"""Pages that are texts: selectable, and nothing that they ask for is loaded."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QTextBrowser

from ui.blank_resource import blank
from ui.context import AppContext
from ui.documents.look import Look
from ui.documents.viewer_picture import stepped
from ui.notes.body_view import READING_CHARACTERS
from ui.notes.markdown import to_html
from ui.theme import scaled as font_at
from ui.worker import Token
from vault.viewing.model import ViewKind

_MARGIN = 16
_LEAST, _MOST = 0.75, 3.0
_STYLE = "p { margin: 0; } ul, ol { margin: 2px 0; } h4 { margin: 8px 0 2px 0; }"


class TextPane(QTextBrowser):
    """Markdown as notes show theirs; any other text as it was typed."""

    shown = Signal()
    scaled = Signal(float, bool)
    failed = Signal(object)
    """The ``VaultError`` why this page is not shown."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._kind = ViewKind.TEXT
        self._scale = 1.0
        self._token = Token()
        self.setOpenLinks(False)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setDefaultStyleSheet(_STYLE)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, whatever a text may ask for."""
        return blank(kind)

    def show_page(self, look: Look, page: int, kind: ViewKind) -> None:
        """Show a page of a text."""
        self.forget()
        self._kind = kind
        self._context.views.ask(
            self, lambda: look.text(page), self._on_text, self.failed.emit, self._token
        )

    def forget(self) -> None:
        """Show nothing."""
        self._token.cancel()
        self._token = Token()
        self.clear()

    def zoom(self, step: int) -> None:
        """Show larger letters (1), smaller ones (-1), or the usual ones (0)."""
        self._scale = min(max(stepped(self._scale, step), _LEAST), _MOST)
        self._set_font()

    def _set_font(self) -> None:
        # The stylesheet's font wins over a widget's own, but not over a document's.
        self.document().setDefaultFont(font_at(self._scale))
        self._fit_column()
        self.scaled.emit(self._scale, False)

    def _fit_column(self) -> None:
        """Let lines end where the window does, or a reading column if that is narrower."""
        letter = QFontMetrics(self.document().defaultFont()).averageCharWidth()
        column = letter * READING_CHARACTERS + 2 * _MARGIN
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit_column()

    def _on_text(self, text: str) -> None:
        if self._kind is ViewKind.MARKDOWN:
            self.setHtml(to_html(text))
        else:
            self.setPlainText(text)
        self._set_font()
        self.shown.emit()
