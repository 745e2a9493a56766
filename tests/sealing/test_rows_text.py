"""``rows.json``: what is written is read back, and nothing else is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import ExportUnreadable, NewerExport
from vault.sealing import rows_text
from vault.sealing.rows_text import Head, SourceRow
from vault.store.connection import Value

HEAD = Head(schema=8, client="ab" * 16)
VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.binary(),
)
TABLES = st.dictionaries(
    st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True),
    st.lists(st.tuples(VALUES, VALUES), max_size=4),
    max_size=4,
)


def _written(tables: dict[str, list[tuple[Value, ...]]], head: Head = HEAD) -> bytes:
    told = ((name, ("id", "b"), rows) for name, rows in tables.items())
    return b"".join(rows_text.to_lines(head, told))


def _read(data: bytes) -> tuple[Head, list[SourceRow]]:
    head, rows = rows_text.read(data.splitlines(keepends=True))
    return head, list(rows)


@given(TABLES)
def test_rows_come_back_as_they_were(tables: dict[str, list[tuple[Value, ...]]]) -> None:
    head, rows = _read(_written(tables))

    assert head == HEAD
    assert rows == [
        SourceRow(table=name, columns=("id", "b"), values=values)
        for name, of_table in tables.items()
        for values in of_table
    ]


@given(TABLES)
def test_it_is_json(tables: dict[str, list[tuple[Value, ...]]]) -> None:
    told = json.loads(_written(tables))

    assert told["format"] == "casekeep-rows"
    assert {name: len(table["rows"]) for name, table in told["tables"].items()} == {
        name: len(rows) for name, rows in tables.items()
    }


def test_a_row_is_a_line_whatever_stands_in_it() -> None:
    data = _written({"note": [(1, "a\nb\r\u2028\x00\x85"), (2, b"\n\r")]})

    assert data.count(b"\n") == 6
    assert data.splitlines()[3] == b'[2,{"base64":"Cg0="}]'


WHOLE = _written({"client": [(1, "x"), (2, None)], "note": [], "hold": [(3, b"\x00")]})


@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_short_is_refused(size: int) -> None:
    with pytest.raises(ExportUnreadable):
        _read(WHOLE[:size])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_a_value(place: int, byte: int) -> None:
    changed = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    try:
        _, rows = _read(changed)
    except (ExportUnreadable, NewerExport):
        return
    assert all(len(row.values) == len(row.columns) for row in rows)


@pytest.mark.parametrize(
    "row",
    [
        b"[1]",
        b"[1,2,3]",
        b"[1,true]",
        b"[1,[]]",
        b'[1,{"base64":"!"}]',
        b'[1,{"base64":"AA==","x":1}]',
        b'[1,{"file":"/etc/passwd"}]',
        b"[1,NaN]",
        b"[1,99999999999999999999]",
        b"{}",
        b"[1,2],\n[3,4]\n[5,6]",
        b"[1,2]\n[3,4]",
    ],
)
def test_a_row_that_is_never_written_is_refused(row: bytes) -> None:
    data = _written({"note": [(1, 2)]}).replace(b"[1,2]", row)

    with pytest.raises(ExportUnreadable):
        _read(data)


def test_a_newer_version_says_so() -> None:
    with pytest.raises(NewerExport):
        _read(WHOLE.replace(b'"version":1', b'"version":2'))


def test_rows_of_the_practice_name_no_client() -> None:
    head, _ = _read(_written({}, Head(schema=8, client=None)))

    assert head.client is None
