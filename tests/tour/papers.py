"""The papers that a client brings on the tour, as files on a stick."""

from dataclasses import dataclass, field
from pathlib import Path

from fpdf import FPDF
from PIL import Image, ImageDraw

from tests.tour.words import Words

STICK = "stick-of-papers"
"""The one folder in the tour's place where plaintext may lie: what came, and what was copied."""

_SIZE = (960, 720)
_PAPER, _GRASS, _WALL, _ROOF, _SUN = "#fbf7ee", "#7fa36b", "#e3c9a0", "#a4513f", "#e9b949"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Files below ``folder``, and bytes or words of each that must be nowhere else."""

    folder: Path
    consent: Path
    drawing: Path
    letter: Path
    needles: list[str | bytes] = field(repr=False)


def laid_out(base: Path, words: Words) -> Papers:
    """Write the three papers: a PDF whose streams are plain, a picture and a text."""
    folder = base / STICK
    folder.mkdir()
    consent = folder / f"{words.consent_title}.pdf"
    consent.write_bytes(_consent(words))
    drawing = folder / f"{words.drawing_title}.png"
    _drawing().save(drawing)
    letter = folder / f"{words.letter_title}.txt"
    letter.write_text(f"{words.letter}\n\n{_LETTER}", encoding="utf-8")
    inside = drawing.read_bytes()[200:264]
    return Papers(
        folder=folder,
        consent=consent,
        drawing=drawing,
        letter=letter,
        needles=[words.consent, words.letter, inside],
    )


def _consent(words: Words) -> bytes:
    document = FPDF()
    document.set_compression(False)
    document.set_margins(28, 28)
    _page(document, words.consent_title, words.consent, *_CONSENT)
    _page(document, "What it means", *_MEANING)
    _page(document, "Signature", "Signed in the office, with the original kept here.")
    return bytes(document.output())


def _page(document: FPDF, head: str, *paragraphs: str) -> None:
    document.add_page()
    document.set_font("Helvetica", "B", 18)
    document.multi_cell(0, 12, head, align="L", new_x="LMARGIN", new_y="NEXT")
    document.set_font("Helvetica", size=11)
    for text in paragraphs:
        document.ln(4)
        document.multi_cell(0, 6, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _drawing() -> Image.Image:
    """Return a child's drawing of a house."""
    picture = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 560, 960, 720), fill=_GRASS)
    pen.rectangle((300, 320, 640, 580), fill=_WALL, outline="#574632", width=6)
    pen.polygon(((260, 330), (470, 150), (680, 330)), fill=_ROOF, outline="#574632", width=6)
    pen.rectangle((430, 440, 520, 580), fill="#6d4a34")
    for left in (340, 560):
        pen.rectangle((left, 370, left + 50, 420), fill="#9cc3d5", outline="#574632", width=4)
    pen.ellipse((770, 60, 890, 180), fill=_SUN)
    return picture


_CONSENT = (
    "Sessions take place in a room where nobody else can listen, on both sides. If the connection"
    " breaks, the practice calls the number that stands on the first page of the record.",
    "This consent can be taken back at any time, in writing or by word of mouth.",
)
_MEANING = (
    "The link to the session is made anew each time and is not kept. Nothing is recorded by"
    " either side.",
    "In an emergency the practice calls the local service for the address given at the start of"
    " the session.",
)
_LETTER = """\
We have noticed that the mornings are easier since the schedule was changed.
The first lesson now begins at nine, and the quiet room is free whenever it
is needed.

Please let us know if there is anything else that the school can do.

The counselor's office
"""
