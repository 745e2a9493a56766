"""The fonts for characters that Inter lacks; each is loaded when a text first needs it."""

from bisect import bisect_right
from typing import NamedTuple

from fpdf import FPDF
from fpdf.fonts import TTFFont

import resources

_FILE = "fonts/{}-Regular.ttf"

_Range = tuple[int, int]
_EAST_ASIAN: tuple[_Range, ...] = (
    (0x1100, 0x11FF),
    (0x2E80, 0x312F),
    (0x3130, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFFEF),
)
_EMOJI = "Noto Emoji"
_SIGNS: tuple[_Range, ...] = ((0x203C, 0x203C), (0x2049, 0x2049), (0x20E3, 0x20E3))
# The languages spoken most in the United States, and those of smaller communities whose letters
# take little room. In each font's name, without spaces, its file lies in resources/fonts.
_RANGES: dict[str, tuple[_Range, ...]] = {
    "Noto Sans Armenian": ((0x0530, 0x058F), (0xFB13, 0xFB17)),
    "Noto Sans Hebrew": ((0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
    "Noto Sans Arabic": (
        (0x0600, 0x06FF),
        (0x0750, 0x077F),
        (0x08A0, 0x08FF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFE),
    ),
    "Noto Sans Syriac": ((0x0700, 0x074F),),
    "Noto Sans Devanagari": ((0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)),
    "Noto Sans Bengali": ((0x0980, 0x09FF),),
    "Noto Sans Gurmukhi": ((0x0A00, 0x0A7F),),
    "Noto Sans Gujarati": ((0x0A80, 0x0AFF),),
    "Noto Sans Oriya": ((0x0B00, 0x0B7F),),
    "Noto Sans Tamil": ((0x0B80, 0x0BFF),),
    "Noto Sans Telugu": ((0x0C00, 0x0C7F),),
    "Noto Sans Kannada": ((0x0C80, 0x0CFF),),
    "Noto Sans Malayalam": ((0x0D00, 0x0D7F),),
    "Noto Sans Sinhala": ((0x0D80, 0x0DFF),),
    "Noto Sans Thai": ((0x0E00, 0x0E7F),),
    "Noto Sans Lao": ((0x0E80, 0x0EFF),),
    "Noto Sans Myanmar": ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    "Noto Sans Georgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    "Noto Sans Ethiopic": ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    "Noto Sans Cherokee": ((0x13A0, 0x13FF), (0xAB70, 0xABBF)),
    "Noto Sans Khmer": ((0x1780, 0x17FF), (0x19E0, 0x19FF)),
    "Droid Sans Fallback": _EAST_ASIAN,
    _EMOJI: (*_SIGNS, (0x2139, 0x2BFF), (0x1F000, 0x1FAFF)),
}
FAMILIES = tuple(_RANGES)
"""All fallback fonts, by their names."""

# Their letters stand side by side as they come; in all others neighbors change each other.
_UNSHAPED = frozenset(
    {
        "Noto Sans Armenian",
        "Noto Sans Georgian",
        "Noto Sans Ethiopic",
        "Noto Sans Cherokee",
        "Droid Sans Fallback",
    }
)


class _Span(NamedTuple):
    first: int
    last: int
    family: str


_SPANS = sorted(_Span(*span, family) for family, spans in _RANGES.items() for span in spans)
_FIRSTS = [span.first for span in _SPANS]


def family_for(pdf: FPDF, code: int) -> str | None:
    """Return the family that draws the character ``code``, loaded into ``pdf``, if there is one."""
    place = bisect_right(_FIRSTS, code) - 1
    if place < 0 or code > _SPANS[place].last:
        return None
    family = _SPANS[place].family
    return family if code in font(pdf, family).cmap else None


def is_shaped(family: str) -> bool:
    """Return whether the letters of a family change with their neighbors."""
    return family in _RANGES and family not in _UNSHAPED


def has_spaces(family: str) -> bool:
    """Return whether a family's own spaces suit a text: those of the emoji are as wide as they."""
    return is_shaped(family) and family != _EMOJI


def font(pdf: FPDF, family: str) -> TTFFont:
    """Return the font of ``pdf`` named ``family``, loaded now if it is one of ours and is not."""
    if family.lower() not in pdf.fonts and family in _RANGES:
        pdf.add_font(family, fname=resources.path(_FILE.format(family.replace(" ", ""))))
    found = pdf.fonts[family.lower()]
    if not isinstance(found, TTFFont):
        raise TypeError("only bundled fonts are used")
    return found
