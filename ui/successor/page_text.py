"""A page of an export as the reader shows it: its own words, in the program's look."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ui.theme import LIGHT, Theme

# Each is looked for once from front to back: a page may be made so that a search never ends.
_BEGINS = re.compile(r"<(?:style|script)\b", re.I)
_ENDS = re.compile(r"</(?:style|script)\s*>", re.I)
_ASKING = re.compile(r"<(?:meta|link|img|base)\b[^<>]*>?", re.I)
_PAGES = (".html",)
_TOKENS = ("muted", "accent", "attention", "danger", "tint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a link leads: a name in the part, or beside it, and a place on that page."""

    name: str
    anchor: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is a page to be read."""
        return self.name.endswith(_PAGES)


def shown(content: bytes) -> str:
    """Return a page without what would be loaded, or dress it otherwise.

    What remains of a tag that was taken apart may not become another: a blank takes its place.
    """
    return _ASKING.sub(" ", _undressed(content.decode("utf-8", "replace")))


def _undressed(page: str) -> str:
    kept, at = list[str](), 0
    while (begins := _BEGINS.search(page, at)) is not None:
        kept += (page[at : begins.start()], " ")
        ends = _ENDS.search(page, begins.end())
        at = len(page) if ends is None else ends.end()
    return "".join((*kept, page[at:]))


def place_of(link: str, page: str) -> Place | None:
    """Return where a link on ``page`` leads; ``None`` for what is outside of the export."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    if not parts.path:
        return Place(name=page, anchor=unquote(parts.fragment))
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if name.startswith(".."):
        return None
    return Place(name=name, anchor=unquote(parts.fragment))


def on_screen(theme: Theme) -> str:
    """Return the style sheet of a page, in the theme's colors."""
    return _style({name: theme.color(name).name() for name in _TOKENS}, theme.base_px)


def on_paper(base_px: int) -> str:
    """Return the style sheet of a page that is printed, whatever the screen has."""
    return _style({name: getattr(LIGHT, name) for name in _TOKENS}, base_px)


def _style(color: dict[str, str], base: int) -> str:
    return (
        f"h1 {{ font-size: {round(base * 1.5)}px; font-weight: 600; margin: 0 0 8px 0; }}"
        f"h2 {{ font-size: {round(base * 1.15)}px; font-weight: 600; margin: 24px 0 8px 0; }}"
        f"h3, h4 {{ font-size: {base}px; font-weight: 600; margin: 16px 0 2px 0; }}"
        f"p {{ margin: 4px 0 4px 0; }} dl {{ margin: 4px 0 4px 0; }}"
        f"a {{ color: {color['accent']}; }}"
        f"dt, th, .quiet, .marks, .made {{ color: {color['muted']}; }}"
        f"dd, .text, .what {{ white-space: pre-wrap; }}"
        f"th {{ text-align: left; font-weight: 600; }} td, th {{ padding: 4px 16px 4px 0; }}"
        f".caution {{ color: {color['attention']}; font-weight: 600; }}"
        f".risk .what, .struck {{ color: {color['danger']}; font-weight: 600; }}"
        f".first {{ background-color: {color['tint']}; }}"
    )
