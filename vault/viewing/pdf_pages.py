"""PDF, by pdfium: built without a JavaScript engine, and given no file but the bytes."""

import math
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from vault.viewing.broken_words import whole_words
from vault.viewing.model import MOST_PAGES, MOST_PDF_CHARACTERS, PageSize, Pixels, ViewKind
from vault.viewing.pages import Protected, TooLarge, Unshowable, bounded_scale

_PIXELS_PER_POINT = 96 / 72
# The largest page that the format itself allows is 14,400 units of up to 75,000 points.
_LONGEST_POINTS = 2_000_000


class PdfPages:
    """Forms are drawn as they were filled in."""

    kind = ViewKind.PDF

    def __init__(self, data: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            is_protected = error.err_code == pdfium.FPDF_ERR_PASSWORD
            raise (Protected if is_protected else Unshowable) from error
        self._document.init_forms()
        self._count = min(len(self._document), MOST_PAGES)

    def __len__(self) -> int:
        """Return how many pages can be shown."""
        return self._count

    def size(self, page: int) -> PageSize:
        """Return a page's size at 96 pixels an inch."""
        width, height = self._loaded(page).get_size()
        if not all(math.isfinite(side) and side > 0 for side in (width, height)):
            raise Unshowable
        if max(width, height) > _LONGEST_POINTS:
            raise TooLarge
        return PageSize(width=width * _PIXELS_PER_POINT, height=height * _PIXELS_PER_POINT)

    def draw(self, page: int, scale: float, rotation: int) -> Pixels:
        """Draw a page on white."""
        scale = bounded_scale(self.size(page), scale) * _PIXELS_PER_POINT
        bitmap = self._loaded(page).render(
            scale=scale,
            rotation=rotation,
            force_bitmap_format=pdfium.FPDFBitmap_BGRA,
            rev_byteorder=True,
        )
        return Pixels(width=bitmap.width, height=bitmap.height, data=_rows(bitmap))

    def text(self, page: int) -> str:
        """Return the text that stands on a page."""
        words = self._loaded(page).get_textpage()
        count = min(words.count_chars(), MOST_PDF_CHARACTERS)
        return whole_words(words.get_text_range(0, count))

    def _loaded(self, page: int) -> Any:
        try:
            return self._document[page]
        except pypdfium2.PdfiumError as error:
            raise Unshowable from error


def _rows(bitmap: Any) -> bytes:
    data, row = bytes(bitmap.buffer), bitmap.width * 4
    if bitmap.stride == row:
        return data
    starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
    return b"".join(data[start : start + row] for start in starts)
