"""``rows.json``: rows of tables as they stand in the records, for a program to take over.

It is JSON, and a line holds one row, so that a table of any size can be read in constant memory::

    {"format":"casekeep-rows","version":1,"schema":8,"client":"<uid>","tables":{
    "client":{"columns":["id","uid"],"rows":[
    [7,"<uid>"]
    ]}
    }}

Numbers and texts are JSON's own, an absent value is ``null``, bytes are ``{"base64":"…"}``.
"""

import base64
import binascii
import json
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from vault.errors import ExportUnreadable, NewerExport
from vault.store.connection import Value

FORMAT = "casekeep-rows"
VERSION = 1
MOST_LINE_BYTES = 64 << 20
"""What one row may take: far more than any note."""

_LARGEST = 2**63 - 1
_OPENED = ',"tables":{'
_TABLE = re.compile(r'"([a-z_]+)":\{"columns":(\[.*\]),"rows":\[')
_TABLE_END, _END = ("]}", "]},"), "}}"
_WRONG = (ValueError, KeyError, TypeError, RecursionError, binascii.Error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """``schema`` is the number of migrations; ``client`` a uid, or ``None`` for the practice."""

    schema: int
    client: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A row of a table, and the names of its values in that order."""

    table: str
    columns: tuple[str, ...]
    values: tuple[Value, ...] = field(repr=False)


Rows = Iterable[Sequence[Value]]
Table = tuple[str, Sequence[str], Rows]
"""A table to be written: its name, its columns, its rows."""


def to_lines(head: Head, tables: Iterable[Table]) -> Iterator[bytes]:
    """Yield the file's lines in UTF-8, in pieces of a row each."""
    told = {"format": FORMAT, "version": VERSION, "schema": head.schema, "client": head.client}
    yield _line(_json(told)[:-1] + _OPENED)
    is_first = True
    for name, columns, rows in tables:
        opened = f'"{name}":{{"columns":{_json(list(columns))},"rows":['
        yield _line(opened if is_first else "]}," + "\n" + opened)
        is_first = False
        yield from _rows_of(rows)
    yield _line(_END if is_first else "]}\n" + _END)


def _rows_of(rows: Rows) -> Iterator[bytes]:
    before = ""
    for row in rows:
        if before:
            yield _line(before + ",")
        before = _json([_plain(value) for value in row])
    if before:
        yield _line(before)


def _line(text: str) -> bytes:
    return f"{text}\n".encode()


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def _plain(value: Value) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value


def read(lines: Iterable[bytes]) -> tuple[Head, Iterator[SourceRow]]:
    """Return what ``to_lines`` wrote: the head at once, the rows one by one as they are asked for.

    An opened file of a ZIP archive will do for ``lines``. Raises ``ExportUnreadable``, also in the
    midst of the rows, for anything that ``to_lines`` never writes, and ``NewerExport``.
    """
    texts = _texts(lines)
    head = _head(next(texts, ""))
    return head, _all_rows(texts)


def _texts(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        if len(line) > MOST_LINE_BYTES or not line.endswith(b"\n"):
            raise ExportUnreadable("rows")
        try:
            yield line[:-1].decode("utf-8")
        except UnicodeDecodeError as error:
            raise ExportUnreadable("rows") from error


def _head(text: str) -> Head:
    try:
        told = json.loads(text.removesuffix(_OPENED) + "}")
        if told["format"] != FORMAT:
            raise ExportUnreadable("rows")
        if told["version"] > VERSION:
            raise NewerExport()
        found = Head(schema=told["schema"], client=told["client"])
    except _WRONG as error:
        raise ExportUnreadable("rows") from error
    if type(found.schema) is not int or not isinstance(found.client, str | None):
        raise ExportUnreadable("rows")
    return found


def _all_rows(texts: Iterator[str]) -> Iterator[SourceRow]:
    text = next(texts, "")
    while text != _END:
        match = _TABLE.fullmatch(text)
        if match is None:
            raise ExportUnreadable("rows")
        columns = _columns(match[2])
        closing = yield from _table_rows(match[1], columns, texts)
        text = next(texts, "")
        if (closing == _TABLE_END[0]) is not (text == _END):
            raise ExportUnreadable("rows")
    if next(texts, None) is not None:
        raise ExportUnreadable("rows")


def _columns(text: str) -> tuple[str, ...]:
    found = _parsed(text)
    if not found or not all(isinstance(name, str) for name in found):
        raise ExportUnreadable("rows")
    return tuple(found)


def _table_rows(
    table: str, columns: tuple[str, ...], texts: Iterator[str]
) -> Generator[SourceRow, None, str]:
    """Yield the rows of one table; return the line that closes it."""
    is_last = False
    for text in texts:
        if text in _TABLE_END:
            return text
        if is_last:
            break
        is_last = not text.endswith(",")
        values = tuple(map(_value, _parsed(text.removesuffix(","))))
        if len(values) != len(columns):
            break
        yield SourceRow(table=table, columns=columns, values=values)
    raise ExportUnreadable("rows")


def _parsed(text: str) -> list[Any]:
    try:
        found = json.loads(text, parse_constant=_refused)
    except _WRONG as error:
        raise ExportUnreadable("rows") from error
    if not isinstance(found, list):
        raise ExportUnreadable("rows")
    return found


def _refused(name: str) -> None:
    raise ValueError("no number of JSON")


def _value(told: Any) -> Value:
    if isinstance(told, dict):
        try:
            ((key, encoded),) = told.items()
            if key != "base64":
                raise ExportUnreadable("rows")
            return base64.b64decode(encoded, validate=True)
        except _WRONG as error:
            raise ExportUnreadable("rows") from error
    if told is None or isinstance(told, str | float):
        return told
    if type(told) is int and abs(told) <= _LARGEST:
        return told
    raise ExportUnreadable("rows")
