"""XLSX: values as text, the right sheet, and files that mean harm."""

import io
import zipfile
from datetime import date, datetime, time

import pytest

from tests.importers.tabling import workbook
from vault.errors import (
    ImportFileEmpty,
    ImportFileTooLarge,
    NotATable,
    SpreadsheetUnreadable,
)
from vault.importers import spreadsheets, tables
from vault.importers.table_model import TableForm


def test_values_are_read_as_a_person_sees_them() -> None:
    born, met = date(1990, 5, 20), datetime.combine(date(2026, 1, 5), time(14, 30))
    row: list[object] = ["Ana", born, met, 5551234567, 12.5, 3.0, True, time(9, 5), None, "007"]
    read = tables.table_of(workbook([["Name", *"bcdefghij"], row]))
    assert read.form is TableForm.XLSX
    assert read.rows[0].cells == (
        *("Ana", "1990-05-20", "2026-01-05 14:30", "5551234567", "12.5", "3"),
        *("yes", "09:05:00", "", "007"),
    )


def test_a_formula_is_what_it_came_to() -> None:
    data = _patched(
        workbook([["Name", "Age"], ["Ana", 7]]),
        "xl/worksheets/sheet1.xml",
        (b'<c r="B2" t="n"><v>7</v>', b'<c r="B2"><f>3+4</f><v>42</v>'),
    )
    assert tables.table_of(data).rows[0].cells == ("Ana", "42")


def test_the_sheet_with_known_headers_is_read_and_the_others_are_named() -> None:
    data = workbook([["Totals", 5]], [], [["First Name", "Last Name"], ["A", "B"]])
    read = tables.table_of(data)
    assert (read.sheet, read.other_sheets) == ("Sheet3", ("Sheet1", "Sheet2"))
    assert tables.table_of(data, "Sheet1").sheet == "Sheet1"
    with pytest.raises(NotATable):
        tables.table_of(data, "Sheet9")


def test_empty_cells_and_rows_keep_their_places() -> None:
    data = workbook([["Clients"], [], ["Name", "Phone", "City"], ["A"], [], ["B", None, "C"]])
    read = tables.table_of(data)
    assert [(row.line, row.cells) for row in read.rows] == [(4, ("A", "", "")), (6, ("B", "", "C"))]


def test_a_workbook_without_a_value_is_empty() -> None:
    with pytest.raises(ImportFileEmpty):
        tables.table_of(workbook([]))


def test_another_zip_file_is_no_table() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(NotATable):
        tables.table_of(out.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<w/>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(spreadsheets.MOST_UNPACKED // 2**20 + 1):
                part.write(bytes(2**20))
    with pytest.raises(ImportFileTooLarge):
        tables.table_of(out.getvalue())


@pytest.mark.parametrize("before", ["", f"<!--{' ' * 9_000}-->"], ids=["at once", "far in"])
@pytest.mark.parametrize("codec", ["ascii", "utf-16"])
def test_a_document_type_is_refused(codec: str, before: str) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    plain = workbook([["Name"], ["A"]])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        old = archive.read(sheet)
    new = (f"{before}<!DOCTYPE worksheet>" + old.decode()).encode(codec)
    with pytest.raises(SpreadsheetUnreadable):
        tables.table_of(_patched(plain, sheet, (old, new)))


def test_a_picture_with_a_document_type_is_not_read() -> None:
    out = io.BytesIO(workbook([["Name"], ["A"]]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/media/image1.svg", "<!DOCTYPE svg><svg/>")
    assert tables.table_of(out.getvalue()).rows[0].cells == ("A",)


def test_many_sheets_of_one_part_are_refused() -> None:
    rows: list[list[object]] = [["Name"], ["A"]]
    data = workbook(*[rows] * 5)
    for number in range(2, 6):
        part = f"/xl/worksheets/sheet{number}.xml".encode()
        rels = "xl/_rels/workbook.xml.rels"
        data = _patched(data, rels, (part, b"/xl/worksheets/sheet1.xml"))
    with pytest.raises(SpreadsheetUnreadable):
        tables.table_of(data)


def test_the_sheets_share_one_limit_of_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_CELLS", 10)
    rows: list[list[object]] = [["Name", "Phone", "City"], ["A", "B", "C"]]
    assert spreadsheets.read(workbook(rows)).rows
    with pytest.raises(ImportFileTooLarge):
        spreadsheets.read(workbook(rows, rows))


def test_a_cell_at_the_edge_of_the_sheet_is_refused() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    plain = workbook([["Name", "Phone"], ["A", 5]])
    far = _patched(plain, sheet, (b'<row r="2"', b'<row r="9000000"'))
    with pytest.raises(ImportFileTooLarge):
        tables.table_of(far)
    wide = _patched(plain, sheet, (b'r="B2"', b'r="XFD2"'))
    with pytest.raises(ImportFileTooLarge):
        tables.table_of(wide)


def test_every_cut_and_many_flips_of_a_workbook_are_refused_or_read() -> None:
    data = workbook([["Name", "Phone"], ["A", 5], ["B", date(1990, 1, 1)]])
    for at in range(0, len(data), 97):
        _read_or_refuse(data[:at])
        _read_or_refuse(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])


def _read_or_refuse(data: bytes) -> None:
    try:
        spreadsheets.read(data)  # as the child does, and without starting hundreds of them
    except (ImportFileEmpty, ImportFileTooLarge, NotATable, SpreadsheetUnreadable):
        return


def _patched(data: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    """The workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        assert name in old.namelist()
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                assert change[0] in content
                content = content.replace(*change, 1)
            new.writestr(part, content)
    return out.getvalue()
