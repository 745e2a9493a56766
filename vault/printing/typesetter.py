"""Lines that Inter alone cannot draw: other fonts, other directions, letters that join."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from fpdf import FPDF

from vault.printing import bidi
from vault.printing.fallback import family_for, font, has_spaces, is_shaped
from vault.printing.shaping import Shaped, shape

UNDRAWABLE = "\u25a1"
"""What stands in for a character that no bundled font can draw."""

# They say how neighbors join and which way they run, and draw nothing themselves.
_JOINERS = frozenset("\u200c\u200d")
_CONTROLS = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_UNDRAWN = dict.fromkeys(map(ord, _JOINERS | _CONTROLS))
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MOST_KEPT = 50_000
_TOKEN = re.compile("[^ ]+|[ ]+")


class Face(NamedTuple):
    """A family of the document's fonts and a size in points."""

    family: str
    size: float


class Part(NamedTuple):
    """What one font draws of a line: text, or else operators; and how wide it is, in mm."""

    face: Face
    text: str
    operators: str
    width: float


class Laid(NamedTuple):
    """A line worked out: its parts from left to right."""

    parts: tuple[Part, ...]

    @property
    def width(self) -> float:
        """How wide it is, in mm."""
        return sum(part.width for part in self.parts)


class _Piece(NamedTuple):
    text: str
    family: str
    is_rtl: bool


class Typesetter:
    """Measures and draws single lines of any script on one document."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._own: dict[str, frozenset[str]] = {}
        self._shown: dict[str, _Shown] = {}
        self._families: dict[tuple[str, str, str], str | None] = {}
        self._widths: dict[tuple[Face, str], float] = {}
        self._shaped: dict[tuple[Face, bool, str], Shaped] = {}

    def drawable(self, text: str, family: str) -> str:
        """Return ``text`` with □ for each character that neither ``family`` nor another font has.

        Fonts that it needs are loaded.
        """
        shown = self._shown.get(family)
        if shown is None:
            shown = self._shown[family] = _Shown(self._pdf, family)
        return unicodedata.normalize("NFC", text).translate(shown)

    def simplified(self, text: str, family: str) -> str:
        """Return ``text`` without what draws nothing, where ``family`` alone can draw the rest."""
        if self.is_simple(text, family):
            return text
        bare = text.translate(_UNDRAWN)
        return bare if self.is_simple(bare, family) else text

    def is_simple(self, text: str, family: str) -> bool:
        """Return whether ``family`` has every character: it has none that join or turn around."""
        own = self._own.get(family)
        if own is None:
            own = frozenset(map(chr, font(self._pdf, family).cmap)) - _CONTROLS
            self._own[family] = own
        return own.issuperset(text)

    def width(self, text: str, face: Face) -> float:
        """Return how wide ``text`` is, in mm."""
        known = self._widths.get((face, text))
        if known is None:
            known = self._measured(text, face)
            if len(self._widths) >= _MOST_KEPT:
                self._widths.clear()
            self._widths[face, text] = known
        return known

    def lay(self, line: str, face: Face, *, is_rtl: bool) -> Laid:
        """Work out a line; ``is_rtl`` says that its paragraph begins at the right."""
        pieces = self._seen(line, face.family, is_rtl=is_rtl)
        return Laid(tuple(self._part(piece, Face(piece.family, face.size)) for piece in pieces))

    def draw(self, at: tuple[float, float], line: Laid) -> None:
        """Draw a line with its left end at ``at`` (x, baseline), in the color of the text."""
        x, y = at
        for part in line.parts:
            self._pdf.set_font(part.face.family, size=part.face.size)
            if part.operators:
                self._draw_shaped(x, y, part.operators)
            else:
                self._pdf.text(x, y, part.text)
            x += part.width

    def _measured(self, text: str, face: Face) -> float:
        if self.is_simple(text, face.family):
            return self._plain_width(text, face)
        return self.lay(text, face, is_rtl=bidi.begins_rtl(text)).width

    def _plain_width(self, text: str, face: Face) -> float:
        self._pdf.set_font(face.family, size=face.size)
        return float(self._pdf.get_string_width(text))

    def _part(self, piece: _Piece, face: Face) -> Part:
        if not is_shaped(face.family):
            text = bidi.seen(piece.text) if piece.is_rtl else piece.text
            return Part(face, text, "", self._plain_width(text, face))
        words = [self._word(word, face, is_rtl=piece.is_rtl) for word in _TOKEN.findall(piece.text)]
        operators = "".join(word.operators for word in (words[::-1] if piece.is_rtl else words))
        return Part(face, "", operators, sum(word.width for word in words) / float(self._pdf.k))

    def _word(self, word: str, face: Face, *, is_rtl: bool) -> Shaped:
        known = self._shaped.get((face, is_rtl, word))
        if known is None:
            known = shape(font(self._pdf, face.family), word, face.size, is_rtl=is_rtl)
            if len(self._shaped) >= _MOST_KEPT:
                self._shaped.clear()
            self._shaped[face, is_rtl, word] = known
        return known

    def _seen(self, line: str, family: str, *, is_rtl: bool) -> Iterator[_Piece]:
        """Yield the pieces of a line from left to right, each of one font and one direction."""
        for run in bidi.runs(line, is_rtl=is_rtl):
            pieces = list(self._by_font(run, family))
            yield from reversed(pieces) if run.is_rtl else pieces

    def _by_font(self, run: bidi.Run, family: str) -> Iterator[_Piece]:
        held, last = "", family
        for character in run.text:
            chosen = self._family(character, family, last)
            if chosen is None:
                continue
            if chosen != last and held:
                yield _Piece(held, last, run.is_rtl)
                held = ""
            last = chosen
            held += character
        if held:
            yield _Piece(held, last, run.is_rtl)

    def _family(self, character: str, family: str, last: str) -> str | None:
        known = self._families.get((character, family, last), "")
        if known == "":
            known = self._families[character, family, last] = self._chosen(character, family, last)
        return known

    def _chosen(self, character: str, family: str, last: str) -> str | None:
        """Return the font of a character behind one of ``last``; spaces and marks stay in that.

        None is what is not drawn there.
        """
        if character in _CONTROLS or (character in _JOINERS and not is_shaped(last)):
            return None
        is_own = self.is_simple(character, family)
        may_stay = has_spaces(last) if character == " " else not is_own
        may_stay = may_stay or bool(unicodedata.combining(character))
        if character in _JOINERS or (may_stay and ord(character) in font(self._pdf, last).cmap):
            return last
        return family if is_own else family_for(self._pdf, ord(character))

    def _draw_shaped(self, x: float, y: float, operators: str) -> None:
        # fpdf2 has no public way to draw glyphs; this is what its own text() does with letters.
        pdf = self._pdf
        if not pdf.current_font_is_set_on_page and pdf.current_font is not None:
            pdf._out(pdf._set_font_for_page(pdf.current_font, pdf.font_size_pt))
        shown = f"BT {x * pdf.k:.2f} {(pdf.h - y) * pdf.k:.2f} Td {operators}ET"
        if pdf.fill_color != pdf.text_color and pdf.text_color is not None:
            shown = f"q {pdf.text_color.serialize().lower()} {shown} Q"
        pdf._out(shown)


class _Shown(dict[int, str]):
    """For ``str.translate``: what each character is drawn as, worked out once."""

    def __init__(self, pdf: FPDF, family: str) -> None:
        super().__init__({ord("\n"): "\n", ord("\r"): "\n", ord("\u2028"): "\n"})
        self._pdf = pdf
        self._known = frozenset(font(pdf, family).cmap)

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code in self._known or character in _JOINERS or character in _CONTROLS:
            shown = character
        elif unicodedata.category(character) == "Cf" or _VARIATION.match(character):
            shown = ""
        elif family_for(self._pdf, code) is not None:
            shown = character
        else:
            shown = UNDRAWABLE
        self[code] = shown
        return shown
