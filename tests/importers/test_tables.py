"""CSV in all its dialects and encodings; and what is no table."""

import csv
import io
import itertools
import os
from pathlib import Path

import pytest

from tests.importers.tabling import table
from vault.errors import (
    Cancelled,
    ImportFileEmpty,
    ImportFileError,
    ImportFileTooLarge,
    ImportFileUnreadable,
    NotATable,
    SpreadsheetUnreadable,
)
from vault.importers import headers, tables
from vault.importers.table_model import TableForm

PLAIN = "Name,Phone\r\nAna Díaz,555\r\n"


def cells(text: str, encoding: str = "utf-8") -> list[tuple[str, ...]]:
    return [row.cells for row in table(text, encoding).rows]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp1252", "windows-1252"),
    ],
)
def test_an_encoding_is_found_out(encoding: str, said: str) -> None:
    read = table(PLAIN, encoding)
    assert (read.headers, read.encoding) == (("Name", "Phone"), said)
    assert read.rows[0].cells == ("Ana Díaz", "555")


def test_lines_of_two_encodings_are_read_each_as_its_own() -> None:
    data = b"Name,City\n" + "Ana Díaz,Łódź\n".encode() + "Bo Muñoz – x,Köln\n".encode("cp1252")
    read = tables.table_of(data)
    assert read.encoding == "mixed"
    assert [row.cells for row in read.rows] == [("Ana Díaz", "Łódź"), ("Bo Muñoz – x", "Köln")]


def test_bytes_without_a_meaning_in_windows_1252_stay() -> None:
    read = tables.table_of(b"Name,City\nAna\x81\xe9,K\n")
    assert read.rows[0].cells == ("Ana\x81é", "K")


VALUES = ("Smith, John", 'say "hi"', "two\nlines", "semi; colon", "a|b", "plain", "", "12/03/1990")


@pytest.mark.parametrize(
    ("delimiter", "end", "quoting", "width"),
    list(
        itertools.product(
            ",;\t|", ("\n", "\r\n", "\r"), (csv.QUOTE_MINIMAL, csv.QUOTE_ALL), (2, 3, 5, 9)
        )
    ),
)
def test_a_dialect_is_found_out(delimiter: str, end: str, quoting: int, width: int) -> None:
    # Python 3.11 writes a line feed without quotes where lines end otherwise.
    turning = itertools.cycle([one for one in VALUES if end != "\r" or "\n" not in one])
    rows = [[f"x{row}", *(next(turning) for _ in range(width - 1))] for row in range(12)]
    out = io.StringIO()
    names = [f"Column {chr(97 + place)}" for place in range(width)]
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=end,
        quoting=quoting,  # type: ignore[arg-type]  # one of csv's four numbers
    )
    writer.writerows([names, *rows])
    read = table(out.getvalue())
    assert read.delimiter == delimiter
    assert read.headers == tuple(names)
    assert [list(row.cells) for row in read.rows] == rows


def test_a_line_that_tells_the_separator_is_believed() -> None:
    read = table("sep=|\nName|Phone\na,b,c,d|5;5;5\n")
    assert (read.delimiter, read.headers) == ("|", ("Name", "Phone"))
    assert (read.rows[0].cells, read.rows[0].line) == (("a,b,c,d", "5;5;5"), 3)


def test_blanks_between_comma_and_quote_do_not_break_a_cell() -> None:
    assert cells('Name, Phone\n"Smith, John", "555, 556"\n') == [("Smith, John", "555, 556")]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    read = table('Clients\n\nName,Phone\n"A\nB",1\n\n , \nC,2\n')
    assert [(row.line, row.cells) for row in read.rows] == [(4, ("A\nB", "1")), (8, ("C", "2"))]
    assert [row.cells for row in read.preamble] == [("Clients",)]


def test_title_lines_above_the_header_are_kept_apart() -> None:
    read = table(
        "Practice of A. Stone,,\nExported 2026-01-05,,\n,,\nFirst Name,Last Name,DOB\nA,B,\n"
    )
    assert read.headers == ("First Name", "Last Name", "DOB")
    assert [row.cells[0] for row in read.preamble] == [
        "Practice of A. Stone",
        "Exported 2026-01-05",
    ]


def test_a_later_row_that_looks_like_headers_costs_no_row() -> None:
    read = table(
        "Handle,Birthday,Group\nAna,1980-01-02,x\nBo,1981-01-02,y\nNote,Status,Phone\n"
        "Cy,1982-01-02,z\n"
    )
    assert (read.headers, read.preamble) == (("Handle", "Birthday", "Group"), ())
    assert [row.cells[0] for row in read.rows] == ["Ana", "Bo", "Note", "Cy"]


@pytest.mark.parametrize(
    "above",
    [
        "Name:,A. Stone,,\nDate:,01/05/2026,,\n",
        "Client list,Status: active,,\nExported,2026-01-05,by,A. Stone\n",
        "Report,Date,,\n",
        "Clients,Status,all,of them\nExported 2026-01-05,,,\n",
    ],
)
def test_lines_above_the_header_may_have_words_like_its(above: str) -> None:
    read = table(f"{above}First Name,Last Name,DOB,Phone\nA,B,1980-01-02,5\n")
    assert read.headers == ("First Name", "Last Name", "DOB", "Phone")
    assert len(read.preamble) == above.count("\n")


@pytest.mark.parametrize(
    "above",
    [
        "Provider,Date range,Status\nKeller,01/01/2026 - 06/30/2026,Active\n",
        "Practice,Phone,Email\nSunrise LLC,555-111-2222,a@b.example\n",
        "Practice,Phone,Email\n" + "Sunrise LLC,555-111-2222,a@b.example\n" * 3 + "\n",
        "Client,Practice,Status\nAll,Sunrise LLC,2026-01-01\n\n",
    ],
)
@pytest.mark.parametrize("entries", [1, 2])
def test_a_block_as_wide_as_the_table_above_it_is_no_table(above: str, entries: int) -> None:
    read = table(f"{above}Name,Date of birth,Phone\n" + "Ann,1980-01-01,555-111-2222\n" * entries)
    assert read.headers == ("Name", "Date of birth", "Phone")
    assert (read.preamble[1].line, len(read.rows)) == (2, entries)


def test_a_row_of_data_with_words_like_headers_is_no_header() -> None:
    read = table(
        "Handle,Birthday,Group\nAna,1980-01-02,x\nStatus,1981-01-02,Phone\n"
        + "Cy,1982-01-02,z\n" * 5
    )
    assert (read.headers, len(read.rows)) == (("Handle", "Birthday", "Group"), 7)


def test_repeated_headers_survive_by_place() -> None:
    read = table("Client,Charge,Paid,Unpaid,Charge,Paid,Unpaid\nA,1,2,3,4,5,6\n")
    assert read.headers == ("Client", "Charge", "Paid", "Unpaid", "Charge", "Paid", "Unpaid")
    assert read.rows[0].cells == ("A", "1", "2", "3", "4", "5", "6")


def test_columns_at_the_end_without_header_or_value_are_none() -> None:
    assert table("Name,Phone,,\nA,1,,\n").headers == ("Name", "Phone")
    assert table("Name,Phone,,\nA,1,,x\n").headers == ("Name", "Phone", "", "")


def test_ragged_rows_stay_ragged() -> None:
    assert cells("Name,Phone,City\nA\nB,1,C,D,E\n") == [("A",), ("B", "1", "C", "D", "E")]


def test_one_column_is_a_table_and_its_commas_are_commas() -> None:
    read = table("Client Name\nSmith, John\nDoe, Jane\n")
    assert read.headers == ("Client Name",)
    assert [row.cells for row in read.rows] == [("Smith, John",), ("Doe, Jane",)]


def test_a_table_without_headers_keeps_its_first_row() -> None:
    read = table("Ana Diaz,5/1/1990,a@b.org\nBo Chu,6/1/1991,c@d.org\n")
    assert read.headers == ("", "", "")
    assert len(read.rows) == 2


def test_a_header_alone_is_a_table_without_rows() -> None:
    read = table("First Name,Last Name\n")
    assert (read.headers, read.rows) == (("First Name", "Last Name"), ())


def test_a_zero_byte_stays_in_its_cell() -> None:
    assert cells("Name,Phone\nA\0na,5\n") == [("A\0na", "5")]


def test_an_open_quote_is_seen() -> None:
    assert table('Name,Phone\nA,1\n"B,2\nC,3\n').unclosed_line == 3
    assert table('Name,Phone\nA,1\n"B",2\n').unclosed_line is None
    assert table('Name,Phone\nA,1\n"B" x,"2"').unclosed_line is None


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b",,\n,,\n"]
)
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFileEmpty):
        tables.table_of(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1,2,3\n",
        b"\x89PNG\r\n\x1a\n1,2,3",
        b"\xff\xd8\xff\xe0",
        b"RIFF\0\0\0\0WEBP",
        b"{\\rtf1 a,b}",
        b"<html><table><tr><td>Name",
        b"BEGIN:VCARD\nFN:A\nEND:VCARD\n",
        b"PK\x03\x04 nothing",
        bytes(range(256)) * 20,
        b"Dear Ana,\nit was good to see you. On Monday, as we said, I am away.\n\nYours, B.\n",
    ],
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises((NotATable, SpreadsheetUnreadable)):
        tables.table_of(data)


def test_an_old_or_protected_spreadsheet_is_refused() -> None:
    with pytest.raises(SpreadsheetUnreadable):
        tables.table_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"Name,Phone\n" + b"A" * 10_000_000 + b",5\n", "cell"),
        (b'Name,Phone\n"' + b"A,\n" * 3_000_000, "rows"),
        (b"Name,Phone\n" + b"A,5\n" * 50_001, "rows"),
        (b"Name,Phone\n" + b"x," * 1_001, "columns"),
        (b"x" * (50 * 1024 * 1024 + 1), "file"),
    ],
)
def test_what_is_too_large_is_refused_by_its_name(data: bytes, what: str) -> None:
    with pytest.raises(ImportFileTooLarge) as caught:
        tables.table_of(data)
    assert caught.value.what == what


def test_a_file_is_read_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_text(PLAIN, "utf-8")
    assert tables.read_table(tmp_path / "list.xlsx").form is TableForm.CSV


@pytest.mark.parametrize("name", ["gone.csv", ".", "nul\0.csv"])
def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportFileUnreadable):
        tables.read_table(tmp_path / name)


def test_every_refusal_is_of_one_family() -> None:
    kinds = (ImportFileEmpty, ImportFileTooLarge, ImportFileUnreadable, NotATable)
    assert all(issubclass(kind, ImportFileError) for kind in (*kinds, SpreadsheetUnreadable))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list.csv")
    with pytest.raises(ImportFileUnreadable):
        tables.read_table(tmp_path / "list.csv")


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_line_of_a_million_cells_is_refused_before_it_is_looked_at(
    delimiter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []

    def count(cell: str, kind: headers.Vocabulary) -> tuple[None, int]:
        looked_at.append(cell)
        return None, 0

    monkeypatch.setattr(headers, "meaning", count)
    row = delimiter.join(["x"] * 1_000_000)
    with pytest.raises(ImportFileTooLarge) as caught:
        table(f"{row}\n{row}\n")
    assert caught.value.what == "columns"
    assert len(looked_at) < 50_000


def test_reading_a_table_of_text_can_be_called_off() -> None:
    told = []

    def stop(name: str, done: int, total: int) -> None:
        told.append((done, total))
        if done > 5_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        tables.table_of(b"Name,Phone\n" + b"A,5\n" * 20_000, progress=stop)
    assert told[-1] == (6_000, 20_001)
