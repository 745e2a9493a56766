"""``documents.json``: what is written is read back, and nothing else is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import ExportUnreadable, NewerExport
from vault.sealing import documents_text
from vault.sealing.documents_text import DocumentLine

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def _line(title: str = "Letter", name: str = "a.pdf") -> DocumentLine:
    return DocumentLine(
        id="ab" * 16,
        client="cd" * 16,
        title=title,
        file_name=name,
        media_type="application/pdf",
        size=5,
        sha256="0" * 64,
        file=f"attachments/ab/{'ab' * 16}.age",
        sealed_size=900,
        sealed_sha256="1" * 64,
        identity="AGE-SECRET-KEY-PQ-1TEST",
        path="documents/client-1/a.pdf",
    )


def _written(lines: list[DocumentLine]) -> bytes:
    return b"".join(documents_text.to_pieces(map(documents_text.to_line, lines)))


def _read(data: bytes) -> list[DocumentLine]:
    return list(documents_text.read(data.splitlines(keepends=True)))


@given(st.lists(st.builds(_line, TEXTS, TEXTS), max_size=4))
def test_documents_come_back_as_they_were(lines: list[DocumentLine]) -> None:
    data = _written(lines)

    assert _read(data) == lines
    assert len(json.loads(data)["documents"]) == len(lines)


WHOLE = _written([_line(), _line("Another")])


@given(st.integers(0, len(WHOLE) - 2))
def test_a_list_cut_short_is_refused(size: int) -> None:
    with pytest.raises(ExportUnreadable):
        _read(WHOLE[:size])


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ExportUnreadable):
        _read(WHOLE.replace(b'"Another"', b'"\\ud800"'))


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_a_value(place: int, byte: int) -> None:
    try:
        found = _read(WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :])
    except (ExportUnreadable, NewerExport):
        return
    assert len(found) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"size":5', b'"size":"5"'),
        (b'"size":5,', b""),
        (b'"size":5', b'"size":5.0'),
        (b'"size":5', b'"size":5,"more":1'),
        (b"casekeep-documents", b"casekeep-rows"),
        (b"]}\n", b"]}\n{}\n"),
        (b"},\n", b"}\n"),
    ],
)
def test_what_is_never_written_is_refused(before: bytes, after: bytes) -> None:
    assert before in WHOLE
    with pytest.raises(ExportUnreadable):
        _read(WHOLE.replace(before, after, 1))


def test_a_newer_version_says_so() -> None:
    with pytest.raises(NewerExport):
        _read(WHOLE.replace(b'"version":1', b'"version":2'))
