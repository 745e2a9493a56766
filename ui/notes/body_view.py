"""Shows a text with its light Markdown, and nothing else: no pictures, no links, no files."""

from html import escape

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QColor, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from ui.blank_resource import blank
from ui.notes.markdown import to_html

READING_CHARACTERS = 72


class BodyView(QTextBrowser):
    """As high as its text at the width it is given, so that the page scrolls and not the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("role", "body")
        self.document().setDocumentMargin(0)
        self.setMaximumWidth(reading_width(self))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, whatever a text may ask for."""
        return blank(kind)

    def show_sections(
        self, sections: list[tuple[str, str]], heading_color: QColor, *, is_struck: bool = False
    ) -> None:
        """Show each section under its heading; ``is_struck`` strikes all of it through."""
        parts = []
        for heading, text in sections:
            if heading:
                parts.append(f"<p class='heading' dir='auto'>{escape(heading)}</p>")
            parts.append(to_html(text))
        self.document().setDefaultStyleSheet(_style(heading_color.name(), is_struck))
        self.document().setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, "")
        self.setHtml("".join(parts))
        # Before it stands somewhere its width is a guess, and measuring a text is slow.
        if self.isVisible():
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text needs at this width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def sizeHint(self) -> QSize:
        """As wide as a reading column, as high as the text there."""
        return QSize(reading_width(self), self.height())

    def minimumSizeHint(self) -> QSize:
        """May become narrow; then it becomes higher."""
        return QSize(80, 0)

    def _fit(self) -> None:
        self.setFixedHeight(int(self.document().size().height()) + 1)


def reading_width(widget: QWidget) -> int:
    """Return the width in pixels of 72 characters of running text."""
    return widget.fontMetrics().averageCharWidth() * READING_CHARACTERS


def _style(heading_color: str, is_struck: bool) -> str:
    struck = "text-decoration: line-through;" if is_struck else ""
    return (
        f"p {{ margin: 0; {struck} }} li {{ {struck} }} ul, ol {{ margin: 2px 0; }}"
        f" h4 {{ margin: 4px 0 2px 0; font-size: medium; {struck} }}"
        f" p.heading {{ color: {heading_color}; margin-top: 8px; text-decoration: none; }}"
    )
