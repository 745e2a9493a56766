"""Paper: a PDF in memory goes to the printer page by page, without a file on the way."""

from collections.abc import Callable

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

DPI = 300
_POINTS_PER_INCH = 72


def open_print_dialog(parent: QWidget, pdf: bytes, on_printed: Callable[[], None]) -> None:
    """Ask for a printer, print, then call ``on_printed``."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)

    def print_now() -> None:
        print_on(printer, pdf)
        on_printed()

    dialog.accepted.connect(print_now)
    dialog.finished.connect(dialog.deleteLater)
    # The overload without a slot stands in the base class alone.
    QDialog.open(dialog)


def print_on(printer: QPrinter, pdf: bytes) -> None:
    """Draw every page of ``pdf`` on the printer, at its true size, from the top left."""
    printer.setFullPage(True)
    printer.setResolution(DPI)
    painter = QPainter(printer)
    try:
        for number, image in enumerate(images(pdf, DPI)):
            if number:
                printer.newPage()
            painter.drawImage(_target(printer, image), image)
    finally:
        painter.end()


def images(pdf: bytes, dpi: int) -> list[QImage]:
    """Return the pages of ``pdf`` as pictures of ``dpi`` dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_image(page, dpi) for page in document]
    finally:
        document.close()


def _image(page: pypdfium2.PdfPage, dpi: int) -> QImage:
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True)
    shades = bytes(bitmap.buffer)
    image = QImage(
        shades, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8
    )
    # Qt does not copy the bytes it is given.
    return image.copy()


def _target(printer: QPrinter, image: QImage) -> QRectF:
    """Keep the size, unless the paper is smaller: then shrink to fit."""
    paper = printer.pageLayout().fullRectPixels(DPI)
    factor = min(1.0, paper.width() / image.width(), paper.height() / image.height())
    return QRectF(0, 0, image.width() * factor, image.height() * factor)
