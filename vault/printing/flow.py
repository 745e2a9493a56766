"""Text that runs over as many pages as it needs, each with the same head and "page x of y".

Lines are broken here and not by fpdf2, which takes minutes for a note of ten million characters.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from typing import Literal, NamedTuple

from fpdf import FPDF
from fpdf.fonts import TTFFont

from vault.printing import breaking
from vault.printing.bidi import begins_rtl
from vault.printing.document import SANS, SANS_STRONG, Style, new_page, put, use
from vault.printing.typesetter import UNDRAWABLE, Face, Typesetter

# Letter is 18 mm shorter than A4 and may be printed centered or from the top.
LEFT, RIGHT = 20.0, 190.0
_HEAD_Y, _TOP, _BOTTOM = 16.0, 26.0, 262.0
# How far below a line's top its letters stand, and where a stroke through them runs.
_BASELINE, _MIDDLE = 0.74, 0.5
_TAB = 4

_HEAD = Style(SANS, 8.5, grey=95, line=4.2)
# Longer ones are cut here: measured whole for each line of them, one of a megabyte takes forever.
_WORD = re.compile(r"[^ ]{1,1000}|[ ]+")

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


class _Line(NamedTuple):
    """A line, and whether its paragraph begins at the right."""

    text: str
    is_rtl: bool


class Flow:
    """A document being written from top to bottom; ``flowing`` makes one."""

    def __init__(self, pdf: FPDF, head: str, on_page: OnPage) -> None:
        self._pdf = pdf
        self._head = head
        self._on_page = on_page
        self._y = _TOP
        self._setter = Typesetter(pdf)
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
        """Write ``text`` in lines between ``left`` and the right margin, over pages as needed.

        Where it is more than a line, paragraphs in scripts that run to the left end at the right.
        """
        lines = self._lines(text, style, RIGHT - left)
        opening = list(islice(lines, 2))
        is_long = len(opening) > 1
        for line in chain(opening, lines):
            self.keep(style.line)
            self._draw(line, style, left, is_struck=is_struck, at_right=is_long and line.is_rtl)
            self._y += style.line

    def fact(self, label: str, value: str, styles: tuple[Style, Style], left: float) -> None:
        """Write a label and its value beside it at ``left``; below it where the label is long."""
        self.keep(2 * styles[1].line)
        shown = self._drawable(label)
        if self._setter.width(shown, styles[0].face) > left - LEFT or "\n" in shown:
            self.text(shown, styles[0])
        else:
            self._draw(_Line(shown, begins_rtl(shown)), styles[0], LEFT, is_struck=False)
        self.text(value, styles[1], left=left)

    def finish(self) -> bytes:
        """Write on each page which of how many it is; return the PDF."""
        pages = self._pdf.pages_count
        for number in range(1, pages + 1):
            self._pdf.page = number
            # what was set last was set on another page
            self._pdf.current_font_is_set_on_page = False
            self._put(RIGHT, f"Page {number} of {pages}", align="R")
        return bytes(self._pdf.output())

    def close(self) -> None:
        """Close the fonts' files, which fpdf2 reads from until it has embedded them."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def _drawable(self, text: str) -> str:
        given = text.replace("\r\n", "\n").expandtabs(_TAB)
        shown = self._setter.drawable(given, SANS)  # all weights have the same characters
        self.undrawable += shown.count(UNDRAWABLE) - given.count(UNDRAWABLE)
        return shown

    def _begin_page(self) -> None:
        self._pdf.add_page()
        self._y = _TOP
        self._draw_head()
        self._on_page(self._pdf.pages_count)

    def _draw_head(self) -> None:
        head = self._setter.simplified(self._setter.drawable(self._head, SANS), SANS)
        self._put(LEFT, head)

    def _put(self, x: float, head: str, align: Literal["L", "R"] = "L") -> None:
        put(self._pdf, (x, _HEAD_Y), head, _HEAD, align, self._setter)

    def _draw(
        self, line: _Line, style: Style, left: float, *, is_struck: bool, at_right: bool = False
    ) -> None:
        if not line.text.strip():
            return
        use(self._pdf, style)
        baseline = self._y + style.line * _BASELINE
        if self._setter.is_simple(line.text, style.font):
            self._pdf.text(left, baseline, line.text)
        else:
            laid = self._setter.lay(line.text, style.face, is_rtl=line.is_rtl)
            left = RIGHT - laid.width if at_right else left
            self._setter.draw((left, baseline), laid)
        if is_struck:
            self._pdf.set_draw_color(style.grey)
            middle = self._y + style.line * _MIDDLE
            self._pdf.line(left, middle, left + self._setter.width(line.text, style.face), middle)

    def _lines(self, text: str, style: Style, width: float) -> Iterator[_Line]:
        for paragraph in self._drawable(text).split("\n"):
            shown = self._setter.simplified(paragraph, style.font)
            if self._setter.is_simple(shown, style.font):
                is_rtl, words = False, _WORD.findall(shown)
            else:
                is_rtl, words = begins_rtl(shown), breaking.words(shown)
            for line in self._broken(words, style, width):
                yield _Line(line, is_rtl)

    def _broken(self, words: list[str], style: Style, width: float) -> Iterator[str]:
        """Break at spaces, which fall away there; a word wider than the line is cut."""
        parts, used, face = list[str](), 0.0, style.face
        for word in words:
            wide = self._setter.width(word, face)
            if used + wide > width and parts:
                yield "".join(parts).rstrip(" ")
                parts, used = [], 0.0
                if word.isspace():
                    continue
            while wide > width:
                fitting = self._fitting(word, face, width)
                yield word[:fitting]
                word = word[fitting:]
                wide = self._setter.width(word, face)
            parts.append(word)
            used += wide
        yield "".join(parts)

    def _fitting(self, word: str, face: Face, width: float) -> int:
        """Return how many characters of ``word`` fit, at least one."""
        used, place = 0.0, 0
        for cluster in breaking.clusters(word):
            used += self._setter.width(cluster, face)
            if used > width:
                break
            place += len(cluster)
        return place or 1
