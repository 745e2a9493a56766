"""Light Markdown to HTML, for show only: bold, italic, lists and headings. Never back again.

All that was typed is escaped first, so no tag, link or picture in a note is ever more than text.
"""

import re
from collections.abc import Iterator
from html import escape

_HEADING = re.compile(r"(#{1,3})\s+(.*)")
_BULLET = re.compile(r"\s{0,3}[-*+]\s+(.*)")
_NUMBER = re.compile(r"\s{0,3}(\d{1,9})[.)]\s+(.*)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*])")
# Longer lines are shown as typed: no pattern may chew on them.
_MOST_STYLED = 4_000


def to_html(text: str) -> str:
    """Return ``text`` as HTML without links, pictures or styles of its own."""
    return "".join(_blocks(text.splitlines()))


def _blocks(lines: list[str]) -> Iterator[str]:
    open_list = ""
    for line in lines:
        tag, item = _list_item(line)
        if open_list and tag != open_list:
            yield f"</{open_list}>"
        if tag and tag != open_list:
            yield _list_start(tag, line)
        open_list = tag
        yield f"<li dir='auto'>{_inline(item)}</li>" if tag else _plain(line)
    if open_list:
        yield f"</{open_list}>"


def _list_item(line: str) -> tuple[str, str]:
    if found := _BULLET.fullmatch(line):
        return "ul", found[1]
    if found := _NUMBER.fullmatch(line):
        return "ol", found[2]
    return "", ""


def _list_start(tag: str, line: str) -> str:
    number = _NUMBER.fullmatch(line)
    return f"<ol start='{number[1]}'>" if tag == "ol" and number else f"<{tag}>"


def _plain(line: str) -> str:
    if found := _HEADING.fullmatch(line):
        return f"<h4>{_inline(found[2])}</h4>"
    return f"<p>{_inline(line) or '&nbsp;'}</p>"


def _inline(line: str) -> str:
    safe = escape(line)
    if len(safe) > _MOST_STYLED:
        return safe
    return _ITALIC.sub(r"<i>\2</i>", _BOLD.sub(r"<b>\1</b>", safe))
