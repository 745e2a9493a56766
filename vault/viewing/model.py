"""What can be looked at, and the bounds within which it is drawn."""

from dataclasses import dataclass, field
from enum import StrEnum

MOST_BYTES = 256 * 1024 * 1024
"""Larger documents are not shown: the child holds the whole file in memory."""
MOST_PIXELS = 120_000_000
"""Of a picture as it declares itself, before anything is decoded: a camera's largest."""
MOST_SHOWN_PIXELS = 24_000_000
"""Of one answer (96 MB): what is asked for larger comes smaller."""
LONGEST_SIDE = 30_000
"""Of one answer, in pixels: Qt paints nothing beyond 32,767."""
MOST_PAGES = 5_000
"""Of one document: what lies behind is not shown."""
MOST_CHARACTERS = 25_000
"""Of one page of a text: a longer text has pages, each laid out in less than 50 ms."""
MOST_LINES = 400
"""Of one page of Markdown: a line that is an item of a list costs a layout of its own."""
MOST_PDF_CHARACTERS = 100_000
"""Of the text that stands on one page of a PDF; the rest is not told."""


class ViewKind(StrEnum):
    """How a document is shown."""

    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    MARKDOWN = "markdown"

    @property
    def is_text(self) -> bool:
        """Whether pages are texts; else they are pictures."""
        return self in (ViewKind.TEXT, ViewKind.MARKDOWN)


# A media type and, for pictures, the one reader that is let near the file.
PICTURE_READERS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "image/heic": "HEIF",
    "image/heif": "HEIF",
}
# Their text is shown, not how they look.
WORD_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/rtf",
)
_OTHERS = {
    **dict.fromkeys(WORD_TYPES, ViewKind.TEXT),
    "application/pdf": ViewKind.PDF,
    "text/markdown": ViewKind.MARKDOWN,
    # Shown as they were typed, with all their marks.
    "text/plain": ViewKind.TEXT,
    "text/csv": ViewKind.TEXT,
    "text/tab-separated-values": ViewKind.TEXT,
    "text/calendar": ViewKind.TEXT,
    "text/vcard": ViewKind.TEXT,
    "message/rfc822": ViewKind.TEXT,
    "application/json": ViewKind.TEXT,
}


def view_kind(media_type: str) -> ViewKind | None:
    """Return how a media type is shown; ``None`` if it is not shown here."""
    if media_type in PICTURE_READERS:
        return ViewKind.PICTURE
    return _OTHERS.get(media_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """One drawn page: 4 bytes a pixel (red, green, blue, opacity), row after row, no padding."""

    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """A page at scale 1, in pixels: of a picture its own, of a PDF 96 an inch."""

    width: float
    height: float

    def turned(self, rotation: int) -> "PageSize":
        """Return the size after a rotation by 0, 90, 180 or 270 degrees."""
        if rotation % 180 == 0:
            return self
        return PageSize(width=self.height, height=self.width)
