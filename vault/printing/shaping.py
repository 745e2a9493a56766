"""Letters that change with their neighbors: joined Arabic, the conjuncts of India, marks in place.

HarfBuzz says which glyphs stand where; here they become operators of a PDF (PDF 1.4, 5.3.2).
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from fpdf.enums import TextDirection
from fpdf.fonts import TTFFont

# Whoever reads text out of a PDF turns what runs to the left around, letter by letter, and would
# take these ligatures for "alef, lam". Unicode has a character for each, which stays whole.
_LAM_ALEF: dict[tuple[int, ...], tuple[int, ...]] = {
    (0x0644, 0x0622): (0xFEF5,),
    (0x0644, 0x0623): (0xFEF7,),
    (0x0644, 0x0625): (0xFEF9,),
    (0x0644, 0x0627): (0xFEFB,),
    (0x0644, 0x0649): (0xFC43,),
}


class Shaped(NamedTuple):
    """A word as it is drawn: its width in points, and the operators between BT and ET."""

    width: float
    operators: str


class _Placed(NamedTuple):
    """A glyph: its code in the PDF, its width there, and where it stands; in 1/1000 em."""

    code: int
    width: float
    advance: float
    x: float
    y: float


def shape(font: TTFFont, word: str, size: float, *, is_rtl: bool) -> Shaped:
    """Return ``word`` in ``font`` at ``size`` points; the pen ends behind it."""
    glyphs = list(_glyphs(font, word, size, is_rtl=is_rtl))
    shown = "".join(_shown(font, glyphs, size))
    operators = shown if is_rtl or word.isspace() else f"{_actual_text(word)} BDC {shown}EMC "
    return Shaped(sum(glyph.advance for glyph in glyphs) * size / 1000, operators)


def _glyphs(font: TTFFont, word: str, size: float, *, is_rtl: bool) -> Iterator[_Placed]:
    direction = TextDirection.RTL if is_rtl else TextDirection.LTR
    # With no language named HarfBuzz takes the computer's, and the bytes would depend on it.
    wanted = {"features": {}, "fragment_direction": direction, "language": "en"}
    infos, positions = font.perform_harfbuzz_shaping(word, size, wanted)
    letters = _letters(word, [info.cluster for info in infos])
    for info, position in zip(infos, positions, strict=True):
        name = font.ttfont.getGlyphName(info.codepoint)
        width = round(font.scale * font.ttfont["hmtx"].metrics[name][0] + 0.001)
        stood_for = letters.pop(info.cluster, ())
        code = font.subset.pick_glyph(
            font.subset.get_glyph(
                glyph=info.codepoint,
                unicode=_LAM_ALEF.get(stood_for, stood_for),
                glyph_name=name,
                glyph_width=width,
            )
        )
        if code is not None:
            yield _Placed(
                code,
                width,
                position.x_advance * font.scale,
                position.x_offset * font.scale,
                position.y_offset * font.scale,
            )


def _letters(word: str, clusters: list[int]) -> dict[int, tuple[int, ...]]:
    """Return which characters each cluster stands for; a cluster is named by its first one."""
    firsts = sorted(set(clusters))
    ends = [*firsts[1:], len(word)]
    return {
        first: tuple(map(ord, word[first:end])) for first, end in zip(firsts, ends, strict=True)
    }


def _shown(font: TTFFont, glyphs: list[_Placed], size: float) -> Iterator[str]:
    """Yield an operator for each row of glyphs at one height; the last one ends on the line."""
    owed = 0.0  # how far the pen stands to the right of where it should, in 1/1000 em
    for y, row in groupby(glyphs, key=lambda glyph: glyph.y):
        parts, text = list[str](), ""
        for glyph in row:
            back = round(owed - glyph.x, 1)
            if back:
                parts += (f"({text})", str(back))
                text = ""
            text += font.escape_text(chr(glyph.code))
            owed = glyph.x + glyph.width - glyph.advance
        shown = f"[{' '.join(parts)}({text})] TJ "
        yield f"{y * size / 1000:.2f} Ts {shown}0 Ts " if y else shown
    if round(owed, 1):
        yield f"[{owed:.1f}] TJ "


def _actual_text(word: str) -> str:
    """Return what tells a reader the letters, where they don't stand in the order of the glyphs.

    Not for what runs to the left: readers turn it around, and this with it.
    """
    return f"/Span <</ActualText <FEFF{word.encode('utf-16-be').hex().upper()}>>>"
