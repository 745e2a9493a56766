"""Word processors' files: all that was written comes back, by the real child."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from vault.errors import DocumentTooLarge, DocumentUnshowable
from vault.viewing import service
from vault.viewing.model import WORD_TYPES

DOCX, RTF = WORD_TYPES
BROKEN = [b"", b"PK\3\4", rb"{\rtf1 \u99999999999999?", b"\0" * 99]


def docx_bytes(*paragraphs: str) -> bytes:
    """Return a DOCX with these paragraphs, a table, and a tracked insertion and deletion."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Mood", "low"
    tracked = document.add_paragraph("Kept ")
    for xml in (
        "<w:ins {0}><w:r><w:t>inserted</w:t></w:r></w:ins>",
        "<w:del {0}><w:r><w:delText>deleted</w:delText></w:r></w:del>",
    ):
        tracked._p.append(parse_xml(xml.format(nsdecls("w"))))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _text(data: bytes, media_type: str) -> str:
    with service.open_document(data, media_type) as document:
        return "".join(document.text(page) for page in range(document.pages))


def test_a_docx_with_a_table_and_tracked_changes() -> None:
    text = _text(docx_bytes("She said “نعم”.", "Second 😀 line."), DOCX)
    lines = [line.rstrip() for line in text.splitlines()]
    assert lines[:2] == ["She said “نعم”.", "Second 😀 line."]
    assert "Mood" in text
    assert "Kept inserted" in text
    assert "deleted" not in text


def test_an_rtf_with_letters_of_other_scripts() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 \u1575?\b bold\b0\par Second}"
    text = _text(rtf, RTF)
    assert text.splitlines()[0].startswith("Café ا")
    assert "Second" in text


@pytest.mark.parametrize("media_type", WORD_TYPES)
@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_file_is_refused_or_empty(data: bytes, media_type: str) -> None:
    with suppress(DocumentUnshowable):
        assert len(_text(data, media_type)) < 100


def test_a_zip_bomb_ends_with_the_child() -> None:
    stream = BytesIO(_with_footnotes(docx_bytes("x")))
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/footnotes.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(2000):
            part.write(bytes(1 << 20))
    with pytest.raises((DocumentUnshowable, DocumentTooLarge)):
        _text(stream.getvalue(), DOCX)


def _with_footnotes(data: bytes) -> bytes:
    """Make the document refer to its footnotes, so that they are read."""
    source, stream = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            with source.open(name) as part, archive.open(name, "w") as copy:
                while block := part.read(1 << 20):
                    if name == "word/_rels/document.xml.rels":
                        block = block.replace(
                            b"</Relationships>",
                            b'<Relationship Id="rId99" Target="footnotes.xml" Type="http://'
                            b"schemas.openxmlformats.org/officeDocument/2006/relationships/"
                            b'footnotes"/></Relationships>',
                        )
                    copy.write(block)
    return stream.getvalue()


def test_headers_and_footers_come_with_the_text_once_each() -> None:
    document = Document(BytesIO(docx_bytes("A heron, she said.")))
    first, second = document.sections[0], document.add_section()
    first.different_first_page_header_footer = True
    first.header.paragraphs[0].text = "Osei, Amara – session of March 5"
    first.first_page_header.paragraphs[0].text = "In confidence"
    first.footer.paragraphs[0].text = "Suicide risk: see page 2"
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Osei, Amara – session of March 5"
    stream = BytesIO()
    document.save(stream)
    lines = _text(stream.getvalue(), DOCX).splitlines()
    assert lines[0] == "A heron, she said."
    for said in ("Osei, Amara – session of March 5", "In confidence", "Suicide risk: see page 2"):
        assert lines.count(said) == 1


def test_an_rtf_with_signs_beyond_sixteen_bits() -> None:
    text = _text(rb"{\rtf1\ansi a \u-10179?\u-8704? b \u55357?\u56832? c \u-10179? d}", RTF)
    assert text == "a 😀 b 😀 c \ufffd d"


def test_an_rtf_with_headers_footers_footnotes_and_comments() -> None:
    rtf = (
        rb"{\rtf1\ansi\headery720{\header\pard Osei, Amara\par}{\headerf First}"
        rb"{\footerr Risk: high}"
        rb"\pard A heron{\super\chftn}{\footnote\pard {\super\chftn} A night heron}, she said."
        rb"{\*\atnid X}{\*\annotation{\*\atnref 1}Ask again}\par C:\\header\par"
        rb"{\*\generator hidden}{\info{\author hidden}}}"
    )
    text = _text(rtf, RTF)
    said = ("Osei, Amara", "First", "Risk: high", "A heron", "A night heron", ", she said.")
    for one in (*said, "Ask again", "C:\\header"):
        assert one in text
    assert "hidden" not in text
