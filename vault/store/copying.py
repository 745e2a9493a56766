"""Copying records into a new database under a new key: what is not copied is gone."""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from vault.errors import DamagedVault
from vault.progress import Progress
from vault.store import atomic, indexing, registry, schema, ties
from vault.store.connection import Connection, Row, create_database, open_database
from vault.store.database_key import DatabaseKey


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a copy shall not hold: all rows of some clients, and single rows of some tables.

    ``rows`` maps a table to the integer primary keys of its rows.
    """

    clients: frozenset[int] = frozenset()
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether everything is copied."""
        return not self.clients and not any(self.rows.values())


NOTHING = LeftOut()

# Nobody reads the file before it is whole and fsynced: no journal, no sync per page. Written pages
# leave the cache once it is full; else those that are read would leave it (twice as many reads).
UNREAD = (
    *("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"),
    *("cache_size = -8000", "cache_spill = 1"),
)
_BATCH = 5_000
_BEFORE_ALL = -(1 << 63)


def copy_records(
    source: Connection,
    target: Path,
    key: DatabaseKey,
    progress: Progress,
    finish: Callable[[Connection], None] = lambda copy: None,
    left_out: LeftOut = NOTHING,
) -> None:
    """Write the rows of ``source`` into a new database ``target``, indexes rebuilt, triggers last.

    Of the clients and rows in ``left_out`` nothing is written, in any table that the registry
    names. Where a row of somebody else leads to one of such a client, it leads nowhere now; where
    it leads to a single row left out, the copy fails its check.
    ``finish`` may change the copy (a migration) before it is verified. The file is fsynced,
    then read back and compared. Raises ``DamagedVault`` where it does not verify, ``DiskFull``,
    ``StorageFailed``, or what ``progress`` raises; the caller removes the file then.
    """
    chosen = _chosen(source, left_out)
    counts = {table: source.value(f"SELECT count(*) {rest}") for table, rest in chosen.items()}
    _make_tables(source, target, key)
    with source.writing_copy(target, key):
        _copy_rows(source, chosen, counts, progress)
    new = open_database(target, key, is_gated=False)
    try:
        set_unread(new)
        ties.cut(source, new, left_out.clients)
        _build(source, new, progress)
        _require_counts(new, counts)
        finish(new)
        counts = row_counts(new)
    finally:
        new.close()
    try:
        with target.open("rb+") as file:
            atomic.sync_file(file)
    except OSError as error:
        raise atomic.storage_error(error) from error
    verify_copy(target, key, counts, progress)


def _chosen(source: Connection, left_out: LeftOut) -> dict[str, str]:
    """Return for each table the FROM and WHERE of the rows that are copied."""
    tables = [row["name"] for row in _schema(source, "table")]
    if left_out.is_nothing:
        return {table: f'FROM main."{table}" WHERE true' for table in tables}
    known = {table.name: table for table in registry.copied_tables()}
    return {name: f'FROM main."{name}"{_where(known[name], left_out)}' for name in tables}


def _where(table: registry.Table, left_out: LeftOut) -> str:
    conditions = ["true"]
    if left_out.clients and table.client_path is not None:
        conditions.append(f"coalesce({table.client_path}, 0) NOT IN ({_ids(left_out.clients)})")
    if rows := left_out.rows.get(table.name):
        conditions.append(f'"{table.name}".rowid NOT IN ({_ids(rows)})')
    return " WHERE " + " AND ".join(conditions)


def _ids(numbers: frozenset[int]) -> str:
    return f"SELECT value FROM json_each('{json.dumps(sorted(map(int, numbers)))}')"


def _make_tables(source: Connection, target: Path, key: DatabaseKey) -> None:
    new = create_database(target, key)
    try:
        set_unread(new)
        new.run("BEGIN")
        # indexes too: each made after the rows would read its whole table once more
        for kind in ("table", "index"):
            for row in _schema(source, kind):
                new.run(row["sql"])
        new.run("COMMIT")
    finally:
        new.close()


def set_unread(new: Connection) -> None:
    """Write without a journal; only to a new database that its maker checks in the end."""
    for setting in UNREAD:
        new.all(f"PRAGMA {setting}")


def _copy_rows(
    source: Connection, chosen: dict[str, str], counts: dict[str, int], progress: Progress
) -> None:
    done, total = 0, sum(counts.values())
    for table, rest in chosen.items():
        for copied in _copy_table(source, table, rest):
            done += copied
            progress("copy", done, total)


def _copy_table(source: Connection, table: str, rest: str) -> Iterator[int]:
    """Copy the rows of a table in the order of their keys, which they keep; yield how many."""
    last: int | None = _BEFORE_ALL
    while last is not None:
        copied = source.count(
            f'INSERT INTO copy."{table}" SELECT * {rest} AND "{table}".rowid > ?'  # by the schema
            f' ORDER BY "{table}".rowid LIMIT {_BATCH}',
            (last,),
        )
        yield copied
        last = None if copied < _BATCH else source.value(f'SELECT max(rowid) FROM copy."{table}"')


def _build(source: Connection, new: Connection, progress: Progress) -> None:
    """Make the views, the full-text indexes from the rows, and the triggers, last."""
    new.run("BEGIN")
    for row in _schema(source, "view"):
        new.run(row["sql"])
    for statement in indexing.statements(source).values():
        new.run(statement)
    new.run("COMMIT")
    indexing.build(new, progress)
    for row in _schema(source, "trigger"):
        new.run(row["sql"])
    new.run(f"PRAGMA user_version = {schema.version(source)}")


def _kinds(connection: Connection) -> dict[str, str]:
    """Return what SQLite says each table is: table, virtual, shadow or view."""
    return {row["name"]: row["type"] for row in connection.all("PRAGMA table_list")}


def _schema(source: Connection, kind: str) -> list[Row]:
    kinds = _kinds(source)
    rows = source.all(
        "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY rowid",
        (kind,),
    )
    unwanted = {"shadow", "virtual"} if kind == "table" else {"shadow"}
    return [row for row in rows if kinds.get(row["tbl_name"]) not in unwanted]


def row_counts(source: Connection) -> dict[str, int]:
    """Return how many rows each ordinary table has."""
    tables = [row["name"] for row in _schema(source, "table")]
    return {table: source.value(f'SELECT count(*) FROM "{table}"') for table in tables}


def verify_copy(target: Path, key: DatabaseKey, counts: dict[str, int], progress: Progress) -> None:
    """Read ``target`` back: pages, b-trees, foreign keys, indexes, and the count of every table.

    Raises ``DamagedVault``.
    """
    progress("verify", 0, 1)
    # each half takes as long as the other, and nobody writes meanwhile
    with ThreadPoolExecutor(max_workers=1) as beside:
        indexes = beside.submit(_check_indexes, target, key)
        _check_rows(target, key, counts)
        indexes.result()
    progress("verify", 1, 1)


def _check_rows(target: Path, key: DatabaseKey, counts: dict[str, int]) -> None:
    copy = open_database(target, key)
    try:
        copy.check_structure()
        _require_counts(copy, counts)
    finally:
        copy.close()


def _check_indexes(target: Path, key: DatabaseKey) -> None:
    copy = open_database(target, key)
    try:
        indexing.check(copy)
        copy.check_pages()
    finally:
        copy.close()


def _require_counts(copy: Connection, counts: dict[str, int]) -> None:
    if row_counts(copy) != counts:
        raise DamagedVault("copy")


def all_rows(connection: Connection) -> list[object]:
    """Return every row of every ordinary table, to compare two databases by."""
    tables = [row["name"] for row in _schema(connection, "table")]
    return [[tuple(row) for row in connection.each(f'SELECT * FROM "{table}"')] for table in tables]
