"""Paper: a PDF/A-1b document with the bundled fonts, made in memory and never as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from xml.sax.saxutils import escape

from fpdf import FPDF

import resources
from vault.printing.bidi import begins_rtl
from vault.printing.breaking import clusters
from vault.printing.typesetter import Face, Typesetter

SANS = "Inter"
SANS_STRONG = "Inter SemiBold"
MONO = "Plex Mono"
MONO_STRONG = "Plex Mono Medium"

_FONT_FILES = {
    SANS: "fonts/Inter-Regular.ttf",
    SANS_STRONG: "fonts/Inter-SemiBold.ttf",
    MONO: "fonts/IBMPlexMono-Regular.ttf",
    MONO_STRONG: "fonts/IBMPlexMono-Medium.ttf",
}
_PRODUCER = "Casekeep"

# fpdf2 writes all schemas into one description, which PDFBox's validator does not accept
# (tests/printing/test_sheet_pdf.py); and it writes the present time, which is not ours to tell.
_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{day}</xmp:CreateDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


@dataclass(frozen=True, slots=True)
class Style:
    """A font, its size in points, its grey from 0 (black) to 255, and its line height in mm."""

    font: str
    size: float
    grey: int = 0
    line: float = 4.4

    @property
    def face(self) -> Face:
        """The font and its size."""
        return Face(self.font, self.size)


def new_page(title: str, made_on: date, families: Iterable[str] = tuple(_FONT_FILES)) -> FPDF:
    """Return a PDF/A-1b document with one empty A4 page; measures are millimeters.

    ``made_on`` is the document's date, so that the same content gives the same bytes.
    ``families`` are the fonts it may use: each takes 40 ms to load and to embed.
    """
    pdf = FPDF(format="A4", enforce_compliance="PDF/A-1B")
    pdf.set_title(title)
    pdf.set_producer(_PRODUCER)
    pdf.set_lang("en-US")
    pdf.set_creation_date(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))
    day = f"{made_on.isoformat()}T00:00:00+00:00"
    pdf.set_xmp_metadata(_XMP.format(title=escape(title), producer=_PRODUCER, day=day))
    pdf.set_auto_page_break(auto=False)
    pdf.c_margin = 0
    for family in families:
        pdf.add_font(family, fname=resources.path(_FONT_FILES[family]))
    pdf.add_page()
    return pdf


def put(
    pdf: FPDF,
    at: tuple[float, float],
    text: str,
    style: Style,
    align: Literal["L", "R"] = "L",
    setter: Typesetter | None = None,
) -> float:
    """Write one line with its top at ``at`` (x, y); return its width in mm.

    With ``align="R"`` the line ends at x. ``text`` is such as ``drawable`` returns. ``setter`` is
    the document's own, for those who write many lines.
    """
    setter = setter or Typesetter(pdf)
    use(pdf, style)
    width = setter.width(text, style.face)
    left = at[0] - (width if align == "R" else 0)
    if setter.is_simple(text, style.font):
        pdf.set_xy(left, at[1])
        pdf.cell(width, style.line, text)
    else:
        baseline = at[1] + 0.5 * style.line + 0.3 * style.size / pdf.k  # as in a cell
        setter.draw((left, baseline), setter.lay(text, style.face, is_rtl=begins_rtl(text)))
    return width


def paragraph(pdf: FPDF, at: tuple[float, float], width: float, text: str, style: Style) -> float:
    """Write ``text`` in lines of at most ``width`` mm; return the y below it."""
    use(pdf, style)
    pdf.set_xy(*at)
    pdf.multi_cell(width, style.line, text, align="L", new_x="LEFT", new_y="NEXT")
    return float(pdf.get_y())


def use(pdf: FPDF, style: Style) -> None:
    """Make ``style`` the font and color of what follows."""
    pdf.set_font(style.font, size=style.size)
    pdf.set_text_color(style.grey)


def drawable(pdf: FPDF, text: str, style: Style, width: float) -> str:
    """Return ``text`` as the bundled fonts can draw it, cut with an ellipsis to ``width`` mm."""
    setter = Typesetter(pdf)
    one_line = setter.drawable(text, style.font).replace("\n", " ")
    shown = setter.simplified(one_line, style.font)
    if setter.width(shown, style.face) <= width:
        return shown
    kept = list(clusters(shown))
    while kept and setter.width("".join(kept) + "…", style.face) > width:
        kept.pop()
    return "".join(kept).rstrip() + "…"
