"""Building full-text indexes from the rows of a database that nobody uses yet.

Rows go in by batches, in the order of their keys: FTS5 writes a segment each time the keys turn
back. Segments are merged once, at the end, and not again and again on the way there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vault.progress import Progress
from vault.store.connection import Connection

_BATCH = 5_000
_LEAST = 250
_BATCHES = 6
"""At least so many, or a batch is smaller than it is worth."""
_FIRST_LEVELS = 4
_START_OF_A_MERGE = -1
"""Pages to write. Less than zero: of all segments, one level further from where saves write."""

_WHILE_BUILDING = {"hashsize": 8 << 20, "automerge": 0, "crisismerge": 1_000}
_AFTERWARDS = {"hashsize": 1 << 20, "automerge": 4, "crisismerge": 16}
"""FTS5's own values."""

_CONTENT = re.compile(r"content = '(\w+)', content_rowid = '(\w+)'")
_BEFORE_ALL = -(1 << 63)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """A full-text table, the table or view that has its words, and the key of that."""

    name: str
    content: str
    key: str
    columns: tuple[str, ...]


def statements(source: Connection) -> Mapping[str, str]:
    """Return for each full-text table the statement that makes it, in the order of their making."""
    found = source.all("PRAGMA table_list")
    virtual = {row["name"] for row in found if row["type"] == "virtual"}
    made = source.all("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return {row["name"]: row["sql"] for row in made if row["name"] in virtual}


def build(new: Connection, progress: Progress) -> None:
    """Fill the empty full-text tables of a new database, one transaction each.

    Afterwards each is one segment, so far from where saves write that no save has to merge it.
    """
    found = [_index(new, name, sql) for name, sql in statements(new).items()]
    rows = {one.name: int(new.value(f"SELECT count(*) FROM {one.content}")) for one in found}
    done, total = 0, sum(rows.values())
    progress("index", done, total)
    for one in found:
        new.run("BEGIN")
        _set(new, one, _WHILE_BUILDING)
        for number, written in enumerate(_insert(new, one, rows[one.name])):
            done += written
            progress("index", done, total)
            if number < _FIRST_LEVELS:
                # begun, not done: what a merge has begun lies a level further each time, and
                # a large segment near the saves would be merged within one of them (seconds)
                command(new, one.name, "merge", _START_OF_A_MERGE)
        command(new, one.name, "optimize")
        _set(new, one, _AFTERWARDS)
        new.run("COMMIT")


def check(copy: Connection) -> None:
    """Compare every full-text table with the rows it is made of. Raises ``DamagedVault``."""
    # FTS5 checks by an INSERT; its commit would want the file for itself, while others read it
    copy.run("BEGIN")
    for name in statements(copy):
        command(copy, name, "integrity-check", 1)
    copy.run("ROLLBACK")


def command(connection: Connection, index: str, name: str, value: int | None = None) -> None:
    """Give a full-text table one of FTS5's special commands."""
    if value is None:
        connection.run(f'INSERT INTO "{index}" ("{index}") VALUES (?)', (name,))
    else:
        connection.run(f'INSERT INTO "{index}" ("{index}", rank) VALUES (?, ?)', (name, value))


def _index(new: Connection, name: str, sql: str) -> _Index:
    content = _CONTENT.search(sql)
    if content is None:
        raise RuntimeError(f"{name} does not say where its words are")
    columns = tuple(row["name"] for row in new.all(f'PRAGMA table_info("{name}")'))
    return _Index(name=name, content=content[1], key=content[2], columns=columns)


def _set(new: Connection, index: _Index, values: Mapping[str, int]) -> None:
    for name, value in values.items():
        command(new, index.name, name, value)


def _insert(new: Connection, index: _Index, rows: int) -> Iterator[int]:
    """Insert all rows of an index; yield after each batch how many it had."""
    columns, key = ", ".join(index.columns), index.key
    size = min(_BATCH, max(_LEAST, rows // _BATCHES + 1))
    last = _BEFORE_ALL
    while (end := _end_of_batch(new, index, last, size)) is not None:
        yield new.count(
            f"INSERT INTO {index.name} (rowid, {columns}) SELECT {key}, {columns}"
            f" FROM {index.content} WHERE {key} > ? AND {key} <= ? ORDER BY {key}",
            (last, end),
        )
        last = end


def _end_of_batch(new: Connection, index: _Index, after: int, size: int) -> int | None:
    """Return the last key of the next rows; ``None`` where there are no more."""
    found = new.value(
        f"SELECT max(key) FROM (SELECT {index.key} AS key FROM {index.content}"
        f" WHERE {index.key} > ? ORDER BY {index.key} LIMIT ?)",
        (after, size),
    )
    return None if found is None else int(found)
