"""A spreadsheet is read by a process without keys: what it costs, and what it may say."""

import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.importers.tabling import workbook
from vault.errors import Cancelled, ImportFileTooLarge, NotATable, SpreadsheetUnreadable
from vault.importers import (
    confined_spreadsheets,
    sheet_frames,
    spreadsheet_parts,
    spreadsheets,
    tables,
)
from vault.importers.sheet_frames import Sheet
from vault.importers.table_model import Row

_SHEET = "xl/worksheets/sheet1.xml"
_PLAIN: list[list[object]] = [["Name", "Phone"], ["Ana", 5]]


def packed(sheet: str, part: str = _SHEET) -> bytes:
    """A workbook with ``sheet`` for its first sheet, or for another part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(_PLAIN))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, sheet if name == part else old.read(name))
    return out.getvalue()


def sheet_of(row: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    begin = f'<worksheet xmlns="{space}"><sheetData><row r="1">'
    return f"{begin}{row}</row></sheetData></worksheet>"


BOMBS = {
    "beside each other": packed(sheet_of("<a/>" * 3_000_000)),
    "in each other": packed(sheet_of("<a>" * 500_000 + "</a>" * 500_000)),
    "never ended": packed("<a>" * 500_000),
    "in the styles": packed(f"<styleSheet>{'<a/>' * 3_000_000}</styleSheet>", "xl/styles.xml"),
}
_PROGRAM = """
import resource, sys
from vault.importers import tables
from vault.errors import ImportFileError
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
data = sys.stdin.buffer.read()
before = peak()
try:
    print(len(tables.table_of(data).rows), end=" ")
except ImportFileError as error:
    print(type(error).__name__, end=" ")
print(peak() - before < 30, "openpyxl" in sys.modules)
"""


def apart(data: bytes) -> str:
    """What a process that imports ``data`` says, whether it grew by 30 MB, whether it parsed."""
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=data,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        timeout=60,
        check=True,
    )
    return ran.stdout.decode().strip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no peak")
@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_a_bomb_of_elements_costs_the_process_with_the_keys_nothing(data: bytes) -> None:
    assert len(data) < 50_000
    assert apart(data) == "ImportFileTooLarge True False"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no peak")
def test_a_workbook_is_read_without_its_reader() -> None:
    assert apart(workbook(_PLAIN)) == "1 True False"


def test_a_bomb_is_refused_before_the_reader_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet_parts, "MOST_DEPTH", 3)
    with pytest.raises(ImportFileTooLarge):
        spreadsheets.read(workbook(_PLAIN))


def test_one_text_in_every_cell_does_not_outgrow_the_pipe() -> None:
    rows = tuple(Row(line=line, cells=("A" * 90_000,) * 1_000) for line in range(2))
    with pytest.raises(ImportFileTooLarge):
        sheet_frames.to_bytes(Sheet(rows=rows, name="", others=()))


# The child, with something else in place of the reader.
_TRYING = """
import sys; sys.path.insert(0, {root!r})
from vault.errors import NotATable
from vault.importers import spreadsheet_child as child
def read(data, sheet):
    try:
        {what}
    except (OSError, MemoryError):
        raise NotATable
child.spreadsheets.read = read
child.main({parent})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize("what", ["open('/etc/hostname')", "bytearray(2 * 1024**3)"])
def test_the_child_is_confined(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(Path(__file__).parents[2])
    program = _TRYING.format(root=root, what=what, parent=os.getpid())
    line = [sys.executable, "-I", "-c", program]
    monkeypatch.setattr(confined_spreadsheets, "command", lambda *_: line)
    with pytest.raises(NotATable):
        confined_spreadsheets.read(b"PK")


def test_reading_can_be_called_off() -> None:
    asked = []

    def stop(name: str, done: int, total: int) -> None:
        asked.append(name)
        if len(asked) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        tables.table_of(BOMBS["beside each other"], progress=stop)


def test_a_sheet_comes_back_as_it_was() -> None:
    sheet = Sheet(
        rows=(Row(line=3, cells=("Ána", "", "two\nlines")), Row(line=70_000, cells=("🌻",))),
        name="Clients",
        others=("Totals", "x"),
    )
    assert sheet_frames.from_bytes(sheet_frames.to_bytes(sheet)) == sheet


def test_a_sign_between_cells_that_stands_in_one_parts_nothing() -> None:
    sheet = Sheet(rows=(Row(line=1, cells=("a\x1fb\x1ec", "\ud800")),), name="", others=())
    back = sheet_frames.from_bytes(sheet_frames.to_bytes(sheet))
    assert back.rows[0].cells == ("a b c", "?")


# Reads the question as the child does, and answers with this.
_TAKEN_OVER = """
import struct, sys
head, body = struct.unpack(">IQ", sys.stdin.buffer.read(12))
sys.stdin.buffer.read(head + body)
sys.stdout.buffer.write({answer!r})
"""


def frame(head: bytes, body: bytes = b"", said: int | None = None) -> bytes:
    return struct.pack(">IQ", len(head), len(body) if said is None else said) + head + body


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        frame(b"[]"),
        frame(b'{"refused": {"a": 1}}'),
        frame(b'{"too_large": ["x"]}'),
        frame(b"{}", said=1 << 40),
        frame(b"{}", b"S\x1eno number\x1fx"),
        frame(b"{}", b"S\x1e" + b"9" * 5_000 + b"\x1fx"),
        frame(b"{}", b"S\x1e" + "²".encode() + b"\x1fx"),
        frame(b"{}", b"S" + b"\x1e1" * 50_001),
        frame(b"{}", b"S\x1e1" + b"\x1f" * 1_001),
        frame(b"{}", b"S\x1e1\x1f" + b"x" * 100_001),
        frame(b"{}", b"S" + b"\x1f" * 1_001),
    ],
    ids=lambda answer: str(answer[12:40]),
)
def test_a_child_that_a_workbook_took_over(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    line = [sys.executable, "-I", "-c", _TAKEN_OVER.format(answer=answer)]
    monkeypatch.setattr(confined_spreadsheets, "command", lambda *_: line)
    with pytest.raises((SpreadsheetUnreadable, ImportFileTooLarge)):
        confined_spreadsheets.read(b"PK")


def test_a_child_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined_spreadsheets, "command", lambda *_: ["/nowhere/python"])
    with pytest.raises(SpreadsheetUnreadable):
        confined_spreadsheets.read(b"PK")


def test_a_frozen_program_is_the_child_by_its_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from ui.app import _was_child\n"
        f"assert _was_child([{confined_spreadsheets.FLAG!r}, '{os.getpid()}'])"
    )
    monkeypatch.setattr(
        confined_spreadsheets, "command", lambda *_: [sys.executable, "-c", program]
    )
    assert confined_spreadsheets.read(workbook(_PLAIN)).rows[1].cells == ("Ana", "5")
