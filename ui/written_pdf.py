"""Texts on paper: black on white, made in memory and written nowhere."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import QFont, QPageLayout, QPdfWriter, QTextDocument

from ui.blank_resource import blank

_LETTER_MARGIN_MM, _PAGE_MARGIN_MM = 25, 18
_POINTS = 11
_DOTS_PER_INCH = 150


def letter_pdf(text: str) -> bytes:
    """Return a letter as PDF, exactly as it was typed."""
    paper = QTextDocument()
    font = QFont()
    font.setPointSize(_POINTS)
    paper.setDefaultFont(font)
    paper.setPlainText(text)
    return _pdf(paper, _LETTER_MARGIN_MM)


class _Paper(QTextDocument):
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, whatever a page may ask for."""
        return blank(kind)


def page_pdf(html: str, style: str) -> bytes:
    """Return a page in HTML as PDF, dressed by ``style``; nothing that it asks for is loaded."""
    paper = _Paper()
    paper.setDefaultStyleSheet(style)
    paper.setHtml(html)
    return _pdf(paper, _PAGE_MARGIN_MM)


def _pdf(paper: QTextDocument, margin_mm: float) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    margins = QMarginsF(margin_mm, margin_mm, margin_mm, margin_mm)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    paper.print_(writer)
    del writer  # it ends the file
    return bytes(buffer.data().data())
