"""Copying records into a new database under a new key: what is not copied is gone."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vault.errors import DamagedVault
from vault.store import atomic, registry, schema
from vault.store.connection import Connection, DatabaseKey, Row, create_database, open_database

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much is done, and of how much; may raise ``Cancelled``."""


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

_BATCH = 500
# 8 MB while building: larger values make later saves stall (measured), then back to the default
_BUILDING_HASH_SIZE = 8 << 20
_DEFAULT_HASH_SIZE = 1 << 20


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
    names; a row of somebody else that leads to one of them makes the copy fail its check.
    ``finish`` may change the copy (a migration) before it is verified. The file is fsynced,
    then read back and compared. Raises ``DamagedVault`` where it does not verify, ``DiskFull``,
    ``StorageFailed``, or what ``progress`` raises; the caller removes the file then.
    """
    chosen = _chosen(source, left_out)
    counts = {table: source.value(f"SELECT count(*) {rest}") for table, rest in chosen.items()}
    new = create_database(target, key)
    try:
        _fill(source, new, chosen, counts, progress)
        _require_counts(new, counts)
        finish(new)
        counts = _counts(new)
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
        return {table: f'FROM "{table}"' for table in tables}
    known = {table.name: table for table in registry.copied_tables()}
    return {name: f'FROM "{name}"{_where(known[name], left_out)}' for name in tables}


def _where(table: registry.Table, left_out: LeftOut) -> str:
    conditions = []
    if left_out.clients and table.client_path is not None:
        conditions.append(f"coalesce({table.client_path}, 0) NOT IN ({_ids(left_out.clients)})")
    if rows := left_out.rows.get(table.name):
        conditions.append(f'"{table.name}".rowid NOT IN ({_ids(rows)})')
    return " WHERE " + " AND ".join(conditions) if conditions else ""


def _ids(numbers: frozenset[int]) -> str:
    return f"SELECT value FROM json_each('{json.dumps(sorted(map(int, numbers)))}')"


def _fill(
    source: Connection,
    new: Connection,
    chosen: dict[str, str],
    counts: dict[str, int],
    progress: Progress,
) -> None:
    # nobody reads the file before it is whole and fsynced: no journal, no sync per page
    for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        new.all(f"PRAGMA {setting}")
    new.run("BEGIN")
    for row in _schema(source, "table"):
        new.run(row["sql"])
    done, total = 0, sum(counts.values())
    for table, rest in chosen.items():
        for batch in _batches(source, rest):
            _insert(new, table, batch)
            done += len(batch)
            progress("copy", done, total)
    for kind in ("index", "view"):
        for row in _schema(source, kind):
            new.run(row["sql"])
    new.run("COMMIT")
    _build_indexes(source, new, progress)
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


def _counts(source: Connection) -> dict[str, int]:
    tables = [row["name"] for row in _schema(source, "table")]
    return {table: source.value(f'SELECT count(*) FROM "{table}"') for table in tables}


def _batches(source: Connection, rest: str) -> Iterator[list[tuple[object, ...]]]:
    batch: list[tuple[object, ...]] = []
    for row in source.each(f"SELECT * {rest}"):  # names from the schema, numbers of ours
        batch.append(tuple(row))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _insert(new: Connection, table: str, batch: list[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * len(batch[0]))
    new.many(f'INSERT INTO "{table}" VALUES ({marks})', batch)  # type: ignore[arg-type]  # values as SQLite gave them


def _build_indexes(source: Connection, new: Connection, progress: Progress) -> None:
    indexes = [
        row
        for row in source.all("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        if _kinds(source).get(row["name"]) == "virtual"
    ]
    for done, row in enumerate(indexes):
        progress("index", done, len(indexes))
        new.run("BEGIN")
        new.run(row["sql"])
        _command(new, row["name"], "hashsize", _BUILDING_HASH_SIZE)
        _command(new, row["name"], "rebuild")
        _command(new, row["name"], "optimize")
        _command(new, row["name"], "hashsize", _DEFAULT_HASH_SIZE)
        new.run("COMMIT")


def _command(new: Connection, index: str, command: str, value: int | None = None) -> None:
    if value is None:
        new.run(f'INSERT INTO "{index}" ("{index}") VALUES (?)', (command,))
    else:
        new.run(f'INSERT INTO "{index}" ("{index}", rank) VALUES (?, ?)', (command, value))


def verify_copy(target: Path, key: DatabaseKey, counts: dict[str, int], progress: Progress) -> None:
    """Read ``target`` back: pages, b-trees, foreign keys, indexes, and the count of every table.

    Raises ``DamagedVault``.
    """
    progress("verify", 0, 1)
    copy = open_database(target, key)
    try:
        copy.check()
        for name, kind in _kinds(copy).items():
            if kind == "virtual":
                _command(copy, name, "integrity-check", 1)
        _require_counts(copy, counts)
    finally:
        copy.close()
    progress("verify", 1, 1)


def _require_counts(copy: Connection, counts: dict[str, int]) -> None:
    if _counts(copy) != counts:
        raise DamagedVault("copy")


def all_rows(connection: Connection) -> list[object]:
    """Return every row of every ordinary table, to compare two databases by."""
    tables = [row["name"] for row in _schema(connection, "table")]
    return [
        [tuple(row) for batch in _batches(connection, f'FROM "{table}"') for row in batch]
        for table in tables
    ]
