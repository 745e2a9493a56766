"""Pages of an export that ask for more than is in it: nothing of this computer comes on them."""

from pathlib import Path
from time import monotonic

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ui.successor.page_text import shown
from ui.successor.reader import PageBrowser
from ui.written_pdf import page_pdf

RED = QColor(255, 0, 0)


def test_a_picture_on_this_computer_comes_on_no_page_and_no_paper(
    qtbot: QtBot, tmp_path: Path
) -> None:
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(RED)
    path = tmp_path / "here.png"
    picture.save(str(path))
    ways = (
        f"<img src='{path}'>",
        f"<im<img>g src='{path.as_uri()}'>",
        f"<table background='{path}' width='60'><tr><td>.</td></tr></table>",
        f"<p style=\"background-image: url('{path}')\">.</p>",
        f"<ul style=\"list-style-image: url('{path}')\"><li>.</li></ul>",
    )
    browser = PageBrowser()
    qtbot.addWidget(browser)
    browser.resize(400, 300)
    for way in ways:
        page = f"<body>{way}</body>"
        browser.setHtml(page)
        assert not _has_red(browser.grab().toImage()), way
        (paper,) = PdfDocument(page_pdf(page, ""))
        drawn = paper.render().to_pil().convert("RGB")
        assert bytes((255, 0, 0)) not in _pixels(drawn.tobytes()), way
        assert "<img" not in shown(page.encode())


@pytest.mark.parametrize("piece", [b"<style", b"<script>", b"<img ", b"</style ", b"<meta"])
def test_a_page_that_never_ends_is_gone_through_once(piece: bytes) -> None:
    begun = monotonic()
    shown(b"<p>first</p>" + piece * 200_000)
    assert monotonic() - begun < 5  # minutes, where each place begins the search anew


def test_a_page_keeps_its_words() -> None:
    page = b"<style>p { color: red }</style><p>One <b>two</b></p><SCRIPT>x()</script ><p>three</p>"
    assert shown(page).split() == ["<p>One", "<b>two</b></p>", "<p>three</p>"]


def _pixels(rgb: bytes) -> set[bytes]:
    return {rgb[place : place + 3] for place in range(0, len(rgb), 3)}


def _has_red(image: QImage) -> bool:
    return any(
        image.pixelColor(x, y) == RED for x in range(image.width()) for y in range(image.height())
    )
