"""Text that runs over as many pages as it needs, each with the same head and "page x of y".

Lines are broken here and not by fpdf2, which takes minutes for a note of ten million characters.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from fpdf import FPDF
from fpdf.fonts import TTFFont

from vault.printing.document import SANS, SANS_STRONG, UNDRAWABLE, Style, new_page, put, use

# Letter is 18 mm shorter than A4 and may be printed centered or from the top.
LEFT, RIGHT = 20.0, 190.0
_HEAD_Y, _TOP, _BOTTOM = 16.0, 26.0, 262.0
# How far below a line's top its letters stand, and where a stroke through them runs.
_BASELINE, _MIDDLE = 0.74, 0.5
_TAB = 4
_MOST_WORDS_KEPT = 50_000

_HEAD = Style(SANS, 8.5, grey=95, line=4.2)
_WORD = re.compile(r"[^ ]+|[ ]+")
# Joiners and variation signs: they shape what stands beside them and draw nothing themselves.
_SHAPING = frozenset({"Cf"})
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

OnPage = Callable[[int], None]


@contextmanager
def flowing(
    title: str,
    head: str,
    made_on: date,
    on_page: OnPage,
    families: Iterable[str] = (SANS, SANS_STRONG),
) -> Iterator["Flow"]:
    """Give a document to write, ``head`` on each page; its fonts' files are closed at the end.

    ``on_page`` hears the number of each page begun and may raise. ``families`` are the fonts.
    """
    flow = Flow(new_page(title, made_on, families), head, on_page)
    try:
        yield flow
    finally:
        flow.close()


class Flow:
    """A document being written from top to bottom; ``flowing`` makes one."""

    def __init__(self, pdf: FPDF, head: str, on_page: OnPage) -> None:
        self._pdf = pdf
        self._head = head
        self._on_page = on_page
        self._y = _TOP
        self._widths: dict[tuple[Style, str], float] = {}
        self._shown = _Shown(_characters(self._pdf))  # all weights have the same characters
        self.undrawable = 0
        """How many characters were written as □ so far, for want of a font that has them."""
        self._draw_head()

    def space(self, height: float) -> None:
        """Leave ``height`` mm free, unless a new page begins."""
        self._y += height

    def keep(self, height: float) -> None:
        """Begin a new page unless ``height`` mm are left on this one."""
        if self._y + height > _BOTTOM:
            self._begin_page()

    def rule(self) -> None:
        """Draw a thin line from edge to edge."""
        self._pdf.set_draw_color(200)
        self._pdf.line(LEFT, self._y, RIGHT, self._y)

    def text(self, text: str, style: Style, *, left: float = LEFT, is_struck: bool = False) -> None:
        """Write ``text`` in lines between ``left`` and the right margin, over pages as needed."""
        for line in self._lines(text, style, RIGHT - left):
            self.keep(style.line)
            self._draw(line, style, left, is_struck=is_struck)
            self._y += style.line

    def fact(self, label: str, value: str, styles: tuple[Style, Style], left: float) -> None:
        """Write a label and its value beside it at ``left``; below it where the label is long."""
        self.keep(2 * styles[1].line)
        shown = self._drawable(label)
        if self._width(shown, styles[0]) > left - LEFT or "\n" in shown:
            self.text(shown, styles[0])
        else:
            self._draw(shown, styles[0], LEFT, is_struck=False)
        self.text(value, styles[1], left=left)

    def finish(self) -> bytes:
        """Write on each page which of how many it is; return the PDF."""
        pages = self._pdf.pages_count
        for number in range(1, pages + 1):
            self._pdf.page = number
            # what was set last was set on another page
            self._pdf.current_font_is_set_on_page = False
            put(self._pdf, (RIGHT, _HEAD_Y), f"Page {number} of {pages}", _HEAD, align="R")
        return bytes(self._pdf.output())

    def close(self) -> None:
        """Close the fonts' files, which fpdf2 reads from until it has embedded them."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def _drawable(self, text: str) -> str:
        composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).expandtabs(_TAB)
        shown = composed.translate(self._shown)
        self.undrawable += shown.count(UNDRAWABLE) - composed.count(UNDRAWABLE)
        return shown

    def _begin_page(self) -> None:
        self._pdf.add_page()
        self._y = _TOP
        self._draw_head()
        self._on_page(self._pdf.pages_count)

    def _draw_head(self) -> None:
        put(self._pdf, (LEFT, _HEAD_Y), self._head.translate(self._shown), _HEAD)

    def _draw(self, line: str, style: Style, left: float, *, is_struck: bool) -> None:
        if not line.strip():
            return
        use(self._pdf, style)
        self._pdf.text(left, self._y + style.line * _BASELINE, line)
        if is_struck:
            self._pdf.set_draw_color(style.grey)
            middle = self._y + style.line * _MIDDLE
            self._pdf.line(left, middle, left + self._width(line, style), middle)

    def _lines(self, text: str, style: Style, width: float) -> Iterator[str]:
        for line in self._drawable(text).split("\n"):
            yield from self._broken(line, style, width)

    def _broken(self, line: str, style: Style, width: float) -> Iterator[str]:
        """Break at spaces, which fall away there; a word wider than the line is cut."""
        parts, used = list[str](), 0.0
        for word in _WORD.findall(line):
            wide = self._width(word, style)
            if used + wide > width and parts:
                yield "".join(parts).rstrip(" ")
                parts, used = [], 0.0
                if word.isspace():
                    continue
            while wide > width:
                fitting = self._fitting(word, style, width)
                yield word[:fitting]
                word = word[fitting:]
                wide = self._width(word, style)
            parts.append(word)
            used += wide
        yield "".join(parts)

    def _fitting(self, word: str, style: Style, width: float) -> int:
        """Return how many characters of ``word`` fit, at least one."""
        used = 0.0
        for place, character in enumerate(word):
            used += self._width(character, style)
            if used > width:
                return max(1, place)
        return len(word)

    def _width(self, text: str, style: Style) -> float:
        known = self._widths.get((style, text))
        if known is None:
            use(self._pdf, style)
            known = float(self._pdf.get_string_width(text))
            if len(self._widths) >= _MOST_WORDS_KEPT:
                self._widths.clear()
            self._widths[style, text] = known
        return known


def _characters(pdf: FPDF) -> frozenset[int]:
    use(pdf, _HEAD)
    font = pdf.current_font
    if not isinstance(font, TTFFont):
        raise TypeError("only bundled fonts are used")
    return frozenset(font.cmap)


class _Shown(dict[int, str]):
    """For ``str.translate``: what each character is drawn as, worked out once."""

    def __init__(self, known: frozenset[int]) -> None:
        super().__init__({ord("\n"): "\n", ord("\r"): "\n", ord("\u2028"): "\n"})
        self._known = known

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code in self._known:
            shown = character
        elif unicodedata.category(character) in _SHAPING or _VARIATION.match(character):
            shown = ""
        else:
            shown = UNDRAWABLE
        self[code] = shown
        return shown
