"""What people read: HTML and PDF of the same record."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest

from tests.exports.samples import (
    ALIVE,
    Record,
    export,
    fill,
    mark_letter,
    request,
    write_note,
)
from tests.printing.pdf_a import check_pdf_a
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.exports.model import Form, Written
from vault.session import Session

MANY_SCRIPTS = "Zoë 王小明 עברית خالد 👩‍👧 Ngô Thị Hoa"
NO_FONT = "བོད་"  # Tibetan


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.split()) for text in texts]


class _Seen(HTMLParser):
    """The text of a page, what is struck through, and every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.struck = ""
        self._is_struck = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._is_struck = self._is_struck or tag == "s"

    def handle_endtag(self, tag: str) -> None:
        self._is_struck = self._is_struck and tag != "s"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.struck += data if self._is_struck else ""


def seen(html: bytes) -> _Seen:
    parser = _Seen()
    parser.feed(html.decode("utf-8"))
    return parser


SAID = (
    "Zoë Marguerite D’Angelo-Núñez",
    "Plan: <b>continue</b>.",
    "her sister",
    "Power cut",
    "Privileged",
    "Signature verified when this was made",
    "Imported, not signed here",
    "from the file’s name",
    "The sister called back.",
    "Entered in error, marked 24 November 2026",
    "wrong client",
    "Of somebody else altogether.",
    "Grief after a move",
    "Late bus",
    "Do not bill",
    "Letter of 3 May",
    "scanned twice",
    "Psychotherapy notes. They are kept apart",
    "Unsigned drafts: 1.",
    "The content of documents: 1 listed",
    "The log of who opened",
    "What the practice notes about the keeping of the record",
    "Robin Keller, LCSW",
)


@pytest.mark.parametrize("form", [Form.HTML, Form.PDF])
def test_all_of_the_record_is_there(
    session: Session, record: Record, out: Path, form: Form
) -> None:
    mark_letter(session, record)
    content, _ = export(session, request(record.client_id, form), out / "r")
    text = seen(content).text if form is Form.HTML else " ".join(pages(content))
    plain = " ".join(text.split())
    for part in (*SAID, record.letter.sha256):
        assert part in plain, part
    for absent in ("dream", "Half a"):
        assert absent not in plain


def test_an_addendum_stands_under_its_note(session: Session, record: Record, out: Path) -> None:
    content, _ = export(session, request(record.client_id, Form.PDF), out / "r.pdf")
    text = " ".join(pages(content))
    places = [text.index(part) for part in ("Slept through", "The sister called", "altogether")]
    assert places == sorted(places)


def test_the_page_calls_nobody_and_runs_nothing(
    session: Session, record: Record, out: Path
) -> None:
    content, _ = export(session, request(record.client_id, Form.HTML), out / "r.html")
    found = seen(content)
    assert {tag for tag, _ in found.tags}.isdisjoint({"script", "link", "img", "iframe", "b"})
    for _, attributes in found.tags:
        assert not {"src", "href", "onload", "onclick"} & attributes.keys()
    assert b"url(" not in content and b"http://" not in content and b"https://" not in content


def test_text_in_error_is_struck_through(session: Session, record: Record, out: Path) -> None:
    content, _ = export(session, request(record.client_id, Form.HTML), out / "r.html")
    struck = seen(content).struck
    assert "Of somebody else altogether." in struck
    assert "Slept through" not in struck
    assert "wrong client" not in struck


def test_white_space_is_as_typed(session: Session, record: Record, out: Path) -> None:
    content, _ = export(session, request(record.client_id, Form.HTML), out / "r.html")
    assert "Slept through *three* nights.\n\tPlan:" in seen(content).text


def test_drafts_and_the_access_log_come_when_asked_for(
    session: Session, record: Record, out: Path
) -> None:
    asked = request(record.client_id, Form.HTML, with_drafts=True, with_access_log=True)
    text = seen(export(session, asked, out / "r.html")[0]).text
    assert "Half a thought" in text and "Draft, not signed" in text
    assert "note.sign" in text
    assert "Unsigned drafts" not in text and "The log of who opened" not in text


def test_it_is_pdf_a_1b(session: Session, out: Path) -> None:
    record = fill(session, replace(ALIVE, preferred_name=MANY_SCRIPTS))
    check_pdf_a(export(session, request(record.client_id, Form.PDF), out / "r.pdf")[0], out)


Export = Callable[[str], tuple[list[str], Written]]


@pytest.fixture
def export_text(session: Session, out: Path) -> Export:
    """Give what exports one note of that text as a PDF and returns the text of its pages."""

    def make(text: str) -> tuple[list[str], Written]:
        client_id = clients.add(session, ClientDetails(legal_name="Amara Osei"))
        write_note(session, client_id, text)
        content, written = export(session, request(client_id, Form.PDF), out / "r.pdf")
        return pages(content), written

    return make


def test_every_page_has_the_number_and_its_place(record: Record, export_text: Export) -> None:
    found, _ = export_text("\n".join(f"Line {number} of many." for number in range(400)))
    assert len(found) > 6
    for number, text in enumerate(found, 1):
        assert text.startswith("Record 0002 · Confidential")
        assert f"Page {number} of {len(found)}" in text
    whole = " ".join(found)
    assert all(f"Line {number} of many." in whole for number in range(400))


def test_what_cannot_be_drawn_is_counted_and_told(record: Record, export_text: Export) -> None:
    found, written = export_text(f"Zoë {NO_FONT} Ngô Thị Hoa")
    assert written.undrawable == 4  # a mark counts as what it stands on does
    assert "4 characters of this record cannot be drawn" in found[0]
    assert "Zoë □□□□ Ngô Thị Hoa" in found[0]


def test_nothing_is_told_where_nothing_is_lost(record: Record, export_text: Export) -> None:
    found, written = export_text(f"Zoë Ångström – „Großmann“, Łódź, Ωμέγα, Київ\n{MANY_SCRIPTS}")
    assert written.undrawable == 0
    assert "cannot be drawn" not in found[0]
    assert "Łódź, Ωμέγα, Київ" in found[0]


def test_nothing_runs_over_the_edge(record: Record, session: Session, out: Path) -> None:
    text = "Ŵ" * 3000 + "\n" + "word " * 500 + "\n" + " " * 400 + "x"
    write_note(session, record.client_id, text)
    content, _ = export(session, request(record.client_id, Form.PDF), out / "r.pdf")
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            picture = page.render(scale=1, grayscale=True).to_pil()
            box = picture.point(lambda grey: 255 if grey < 250 else 0).getbbox()
            assert box is not None
            left, top, right, bottom = (edge * 25.4 / 72 for edge in box)
            assert left > 15 and right < 210 - 15
            assert top > 9 + 6 and bottom < 279 - 9  # fits Letter too
    drawn = "".join(pages(content)).count("Ŵ")
    assert drawn == 3000


def test_a_note_of_ten_million_characters(record: Record, session: Session, out: Path) -> None:
    text = "Slept through three nights of this long week.\n" * 220_000
    write_note(session, record.client_id, text)
    content, _ = export(session, request(record.client_id, Form.PDF), out / "r.pdf")
    with pypdfium2.PdfDocument(content) as document:
        assert len(document) > 4000
