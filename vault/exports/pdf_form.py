"""A record on paper: PDF/A-1b, its number and "page x of y" on every page."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from vault.exports.page import Block, Chapter, Entry, Page
from vault.printing.document import SANS, SANS_STRONG, Style
from vault.printing.flow import LEFT, Flow, OnPage, flowing

_TITLE = Style(SANS_STRONG, 20, line=10)
_LEAD = Style(SANS, 9.5, grey=60, line=4.8)
_CHAPTER = Style(SANS_STRONG, 13, line=7)
_ENTRY = Style(SANS_STRONG, 10.5, line=5.4)
_MARK = Style(SANS, 8.8, grey=70, line=4.4)
_HEADING = Style(SANS_STRONG, 9.6, grey=40, line=5)
_BODY = Style(SANS, 10, line=4.9)
_LABEL = Style(SANS, 9, grey=95, line=4.7)
_VALUE = Style(SANS, 9.6, line=4.7)
_VALUES_LEFT = LEFT + 42
_INDENT = 6.0
_ENTRY_HEIGHT = 22.0
_LOST = (
    "%N% characters of this record cannot be drawn with the fonts of this file and stand as □. "
    "The HTML and JSON forms hold them all."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A PDF, and how many characters stand in it as □."""

    pdf: bytes
    undrawable: int


def render(page: Page, made_on: date, on_page: OnPage) -> Drawn:
    """Return ``page`` as a PDF; ``on_page`` hears of each page begun and may raise."""
    with _flowing(page, made_on, on_page) as flow:
        _draw(flow, page, page.not_inside)
        lost = flow.undrawable
        if not lost:
            return Drawn(pdf=flow.finish(), undrawable=0)
    notice = _LOST.replace("%N%", str(lost))  # known only now, and to be said on the first page
    with _flowing(page, made_on, on_page) as flow:
        _draw(flow, page, (notice, *page.not_inside))
        return Drawn(pdf=flow.finish(), undrawable=lost)


def _flowing(page: Page, made_on: date, on_page: OnPage) -> AbstractContextManager[Flow]:
    title = f"{page.title} {page.record_number}"
    return flowing(title, f"{title} · Confidential", made_on, on_page)


def _draw(flow: Flow, page: Page, notices: tuple[str, ...]) -> None:
    flow.text(f"{page.title} {page.record_number}", _TITLE)
    flow.text(page.name, _ENTRY)
    flow.space(1)
    flow.text(page.made, _LEAD)
    flow.space(3)
    flow.text("Not in this file", _HEADING)
    for notice in notices:
        flow.text(f"–  {notice}", _LEAD)
    for chapter in page.chapters:
        _draw_chapter(flow, chapter)


def _draw_chapter(flow: Flow, chapter: Chapter) -> None:
    flow.space(6)
    flow.keep(_ENTRY_HEIGHT)
    flow.rule()
    flow.space(2.5)
    flow.text(chapter.title, _CHAPTER)
    flow.space(1)
    for label, value in chapter.facts:
        flow.fact(label, value, (_LABEL, _VALUE), _VALUES_LEFT)
    for line in chapter.lines:
        flow.text(line, _VALUE)
    for entry in chapter.entries:
        _draw_entry(flow, entry, LEFT)


def _draw_entry(flow: Flow, entry: Entry, left: float) -> None:
    is_struck = bool(entry.struck)
    flow.space(3)
    flow.keep(_ENTRY_HEIGHT)
    flow.text(entry.title, _ENTRY, left=left, is_struck=is_struck)
    flow.text(" · ".join(entry.marks), _MARK, left=left)
    if is_struck:
        flow.text(entry.struck, _HEADING, left=left)
    for label, value in entry.facts:
        flow.text(f"{label}: {value}", _MARK, left=left)
    for block in entry.blocks:
        _draw_block(flow, block, left, is_struck=is_struck)
    for addendum in entry.addenda:
        _draw_entry(flow, addendum, left + _INDENT)


def _draw_block(flow: Flow, block: Block, left: float, *, is_struck: bool) -> None:
    flow.space(1.5)
    if block.heading:
        flow.keep(_HEADING.line + _BODY.line)
        flow.text(block.heading, _HEADING, left=left)
    flow.text(block.text, _BODY, left=left, is_struck=is_struck)
