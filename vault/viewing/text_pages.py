"""Texts, cut into pages that a window can lay out at once."""

import codecs

from vault.viewing.model import MOST_CHARACTERS, MOST_LINES, MOST_PAGES, PageSize, Pixels, ViewKind
from vault.viewing.pages import Unshowable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of the names in a zip file, and of an RTF's letters from another country.
_OF_WORD_FILES = (
    *("cp437", "cp850", "cp932", "cp936", "cp949", "cp950", "mac_roman"),
    *(f"cp{number}" for number in range(1250, 1259)),
)
# Windows' own letters, which read any bytes; five of them stand for nothing.
_LAST_RESORT = "cp1252"


def load_encodings() -> None:
    """Load what reads texts, while files can still be opened; pdfium's are in UTF-16."""
    for name in ("utf-8-sig", "utf-16", "utf-16-le", _LAST_RESORT, *_OF_WORD_FILES):
        codecs.lookup(name)


class TextPages:
    """Plain text and Markdown. How it is shown is the window's affair."""

    def __init__(self, text: str, kind: ViewKind) -> None:
        self.kind = kind
        self._text = text
        self._starts = _starts(text, MOST_LINES if kind is ViewKind.MARKDOWN else len(text))

    def __len__(self) -> int:
        """Return how many pages can be shown; an empty text has one."""
        return min(len(self._starts), MOST_PAGES)

    def size(self, page: int) -> PageSize:
        """Refuse: a text has no size of its own."""
        raise Unshowable

    def draw(self, page: int, scale: float, rotation: int) -> Pixels:
        """Refuse: a text is not a picture."""
        raise Unshowable

    def text(self, page: int) -> str:
        """Return one page."""
        ends = [*self._starts[1:], len(self._text)]
        return self._text[self._starts[page] : ends[page]]


def decoded(data: bytes) -> str:
    """Return the text of a file without marks of its own. Raises ``Unshowable`` for none."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(_LAST_RESORT, errors="replace")
    if "\0" in text:
        raise Unshowable
    return text


def _starts(text: str, most_lines: int) -> list[int]:
    """Return where each page begins: after the last line that has room, else in the line."""
    starts = [0]
    while (cut := _cut(text, starts[-1], most_lines)) < len(text):
        starts.append(cut)
    return starts


def _cut(text: str, start: int, most_lines: int) -> int:
    """Return where the page that begins at ``start`` ends."""
    most = min(start + MOST_CHARACTERS, len(text))
    end = start
    for _ in range(most_lines):
        after = text.find("\n", end, most) + 1
        if not after:
            return most if most == len(text) or end == start else end
        end = after
    return end
