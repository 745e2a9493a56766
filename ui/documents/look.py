"""One look at a document: opened, drawn and ended away from the GUI thread.

Pages that were drawn stay for a while, in memory alone.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QImage

from vault.errors import Cancelled
from vault.viewing import service as viewing
from vault.viewing.model import PageSize, Pixels, ViewKind
from vault.viewing.service import ViewedDocument

MOST_KEPT_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A page as it is wanted. ``scale`` counts pixels of the screen; a turn is 90 degrees."""

    page: int
    scale: float
    turns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is known of a document once its child has it."""

    kind: ViewKind
    pages: int


class Look:
    """The methods but ``end`` take their time: call them in jobs. ``end`` may come at any time."""

    def __init__(self) -> None:
        self._viewed: ViewedDocument | None = None
        self._is_over = False
        self._lock = threading.Lock()
        self._kept = Kept()

    def open(self, load: Callable[[], bytes], media_type: str) -> Opened:
        """Load a document and hand it to its child. Raises what ``load`` and viewing raise."""
        viewed = viewing.open_document(load(), media_type)
        with self._lock:
            self._viewed = viewed
            is_over = self._is_over
        if is_over:
            viewed.close()
            raise Cancelled
        return Opened(kind=viewed.kind, pages=viewed.pages)

    def size(self, page: int) -> PageSize:
        """Return a page's size at scale 1."""
        return self._document().size(page)

    def draw(self, wanted: Drawing) -> QImage:
        """Return a page as a picture, kept or drawn anew."""
        found = self._kept.get(wanted)
        if found is None:
            pixels = self._document().page(wanted.page, wanted.scale, 90 * wanted.turns)
            found = _image(pixels)
            self._kept.put(wanted, found)
        return found

    def thumbnail(self, page: int, longest: int) -> QImage:
        """Return a small picture of a page."""
        return _image(self._document().thumbnail(page, longest))

    def text(self, page: int) -> str:
        """Return a page's text."""
        return self._document().text(page)

    def end(self) -> None:
        """End the child and forget all there was; a job under way fails."""
        with self._lock:
            self._is_over = True
            viewed = self._viewed
        if viewed is not None:
            viewed.close()
        self._kept.clear()

    def _document(self) -> ViewedDocument:
        with self._lock:
            if self._viewed is None or self._is_over:
                raise Cancelled
            return self._viewed


class Kept:
    """The pictures drawn last, up to a number of bytes; the one used longest ago goes first."""

    def __init__(self, most: int = MOST_KEPT_BYTES) -> None:
        self._most = most
        self._images: OrderedDict[Drawing, QImage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, drawing: Drawing) -> QImage | None:
        """Return a picture that is kept."""
        with self._lock:
            found = self._images.get(drawing)
            if found is not None:
                self._images.move_to_end(drawing)
            return found

    def put(self, drawing: Drawing, image: QImage) -> None:
        """Keep a picture."""
        with self._lock:
            self._images[drawing] = image
            while len(self._images) > 1 and self._bytes() > self._most:
                self._images.popitem(last=False)

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._images.clear()

    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._images.values())


def _image(pixels: Pixels) -> QImage:
    drawn = QImage(
        pixels.data, pixels.width, pixels.height, 4 * pixels.width, QImage.Format.Format_RGBA8888
    )
    # A copy, in the form that is painted fastest: Qt does not copy the bytes it is given.
    return drawn.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
