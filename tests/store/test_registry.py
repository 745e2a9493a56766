"""Every table is registered, and every entry is true of its table."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.store import registry, schema
from vault.store.connection import Connection, create_database
from vault.store.database_key import DatabaseKey
from vault.store.registry import BackedUp, Disposed, Exported, Sealed, Shown

REGISTERED = {table.name: table for table in registry.TABLES}
SHADOWS = ("config", "content", "data", "docsize", "idx")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    key = DatabaseKey(secrets.token_bytes(32), secrets.token_bytes(16))
    connection = create_database(tmp_path / "records.db", key)
    schema.migrate(connection)
    yield connection
    connection.close()


def _tables(connection: Connection) -> dict[str, str]:
    """Return the kind of each table that is ours: 'table' or 'virtual', no FTS5 shadows."""
    rows = connection.all("PRAGMA table_list")
    return {
        row["name"]: row["type"]
        for row in rows
        if row["type"] in ("table", "virtual") and not row["name"].startswith("sqlite_")
    }


def _has_stable_rows(connection: Connection, table: str) -> bool:
    """Whether rows keep their keys when copied: an INTEGER PRIMARY KEY, or WITHOUT ROWID."""
    if connection.value("SELECT wr FROM pragma_table_list WHERE name = ?", (table,)):
        return True
    keys = [row["type"] for row in connection.all(f"PRAGMA table_info({table})") if row["pk"]]
    return keys == ["INTEGER"]


def _complaints(connection: Connection) -> list[str]:
    live = _tables(connection)
    found = [f"{name} is not registered" for name in live.keys() - REGISTERED.keys()]
    found += [f"{name} does not exist" for name in REGISTERED.keys() - live.keys()]
    ordinary = [name for name, kind in live.items() if kind == "table"]
    found += [f"{n} has no stable keys" for n in ordinary if not _has_stable_rows(connection, n)]
    return found


def _leads_to_client(connection: Connection, table: str) -> bool:
    """Whether a foreign key leads from ``table`` to a client, over other tables too."""
    targets = {row["table"] for row in connection.all(f"PRAGMA foreign_key_list({table})")}
    return "client" in targets or any(_leads_to_client(connection, name) for name in targets)


def test_the_schema_and_the_registry_agree(database: Connection) -> None:
    assert _complaints(database) == []


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("CREATE TABLE rogue (id INTEGER PRIMARY KEY)", "rogue is not registered"),
        ("CREATE VIRTUAL TABLE rogue USING fts5 (a)", "rogue is not registered"),
        ("DROP TABLE intent", "intent does not exist"),
        ("CREATE TABLE rogue (id TEXT PRIMARY KEY)", "rogue has no stable keys"),
        ("CREATE TABLE rogue (id INTEGER)", "rogue has no stable keys"),
        ("CREATE TABLE rogue (a INTEGER, b INTEGER, PRIMARY KEY (a, b))", "no stable keys"),
    ],
)
def test_a_schema_that_disagrees_is_seen(database: Connection, sql: str, complaint: str) -> None:
    database.run(sql)
    assert any(complaint in found for found in _complaints(database))


def test_a_table_without_rowid_has_stable_keys(database: Connection) -> None:
    database.run("CREATE TABLE rogue (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID")
    assert _complaints(database) == ["rogue is not registered"]


def test_no_table_is_registered_twice() -> None:
    assert len(REGISTERED) == len(registry.TABLES)


def test_copied_are_the_ordinary_tables(database: Connection) -> None:
    live = _tables(database)
    copied = {table.name for table in registry.copied_tables()}
    rebuilt = {table.name for table in registry.indexes()}
    assert copied == {name for name, kind in live.items() if kind == "table"}
    assert rebuilt == {name for name, kind in live.items() if kind == "virtual"}
    assert not any(name.endswith(SHADOWS) for name in copied)


def test_referenced_tables_are_copied_before_those_that_refer(database: Connection) -> None:
    places = {table.name: place for place, table in enumerate(registry.copied_tables())}
    for name, place in places.items():
        for row in database.all(f"PRAGMA foreign_key_list({name})"):
            assert places[row["table"]] < place, f"{name} refers to {row['table']}"


def test_whatever_leads_to_a_client_is_left_out_with_them(database: Connection) -> None:
    for table in registry.copied_tables():
        is_theirs = table.name == "client" or _leads_to_client(database, table.name)
        assert table.holds_client_data == is_theirs, table.name
        assert (table.client_path is not None) == is_theirs, table.name
        assert (table.disposed is Disposed.LEFT_OUT) == is_theirs, table.name


def test_client_paths_name_the_client_of_each_row(database: Connection) -> None:
    for seed in (1, 2):
        _fill(database, seed)
    for table in registry.copied_tables():
        if table.client_path is None:
            continue
        rows = database.all(f"SELECT {table.client_path} FROM {table.name} ORDER BY 1")
        assert [row[0] for row in rows] == [1, 2], table.name


def _fill(database: Connection, client_id: int) -> None:
    """Give one client one row in every table that can hold their data; ids differ by table."""
    client = {"i": client_id, "e": client_id + 20}
    database.run(
        "INSERT INTO client (id, uid, record_number, legal_name, status, audit_key, created_at,"
        " changed_at) VALUES (:i, :i, :i, 'name', 'active', x'00', '', '')",
        client,
    )
    database.run(
        "INSERT OR IGNORE INTO custody_source VALUES (1, '', 1, '', '', '[]', 1, x'', '{}', '')"
    )
    for table, columns, values in _CHILDREN:
        database.run(f"INSERT INTO {table} (client_id, {columns}) VALUES (:i, {values})", client)
    _fill_shelf(database, "note", {"i": client_id, "n": client_id + 10})
    _fill_shelf(database, "psychotherapy", {"i": client_id, "n": client_id + 30})
    _fill_import(database, client)
    database.run("INSERT INTO audit_event VALUES (:e, '', '', x'', x'', x'', x'')", client)
    database.run("INSERT INTO audit_detail VALUES (:e, :i, '', x'')", client)
    database.run("INSERT INTO inherited_event VALUES (:e, '', '', x'', x'', x'', x'')", client)
    database.run("INSERT INTO inherited_detail VALUES (:e, :i, 1, '', x'')", client)


_CHILDREN = (
    ("contact_method", "kind, value", "'phone', '1'"),
    ("related_person", "role, name", "'other', 'name'"),
    ("diagnosis", "description", "'d'"),
    ("episode", "opened_on", "'2026-01-01'"),
    ("care_session", "status, day", "'held', '2026-01-01'"),
    ("form_draft", "form, fields, saved_at", "'session', '{}', ''"),
    ("retention_override", "until, reason, at", "'2040-01-01', 'r', ''"),
    ("hold", "kind, reason, placed_by, starts_on, placed_at", "'other', 'r', '', '', ''"),
    ("disposal_notice", "method, sent_on, wait_until, at", "'mail', '', '', ''"),
    ("paper_record", "description, entered_at", "'a folder', ''"),
    ("transfer", "uid, recipient, basis, packet_sha256, made_at", ":i, 'r', 'b', '', ''"),
    ("kept_apart", "audience, reason, at", "'nobody', 'r', ''"),
    ("inherited_client", "source_id", "1"),
    ("inherited_row", "table_name, source_row, row", "'note', 1, 1"),
    ("custodian_note", "body, at", "'b', ''"),
    ("custodian_task", "code", "'own'"),
    ("contact_attempt", "at, method, outcome", "'', 'phone', 'reached'"),
)


def _fill_import(database: Connection, client: dict[str, int]) -> None:
    database.run(
        "INSERT INTO document (id, uid, client_id, identity, kind, title, file_name, media_type,"
        " size, sha256, sealed_size, sealed_sha256, added_at)"
        " VALUES (:e, printf('%032d', :i), :i, '', 'other', '', '', '', 1, '', 1, '', '')",
        client,
    )
    database.run("INSERT INTO import_batch VALUES (:i, :i, 'notes', '', '', 0, '{}', NULL)", client)
    database.run(
        "INSERT INTO import_made (batch_id, client_id, table_name, row_id)"
        " VALUES (:i, :i, 'document', :e)",
        client,
    )
    database.run("INSERT INTO imported_note VALUES (:i + 10, :e, 'chosen')", client)


def _fill_shelf(database: Connection, shelf: str, client: dict[str, int]) -> None:
    note = "note" if shelf == "note" else f"{shelf}_note"
    database.run(
        f"INSERT INTO {note} (id, uid, client_id, kind, occurred_on, search_key, body, layout,"
        " created_at, edited_at) VALUES (:n, :n, :i, 'progress', '2026-01-01', :n, 'text', '[]',"
        " '', '')",
        client,
    )
    database.run(f"INSERT INTO {shelf}_draft VALUES (:n, '', '[]', '')", client)
    database.run(
        f"UPDATE {note} SET signed_at = '', signature = '', content_hash = x'' WHERE id = :n",
        client,
    )
    database.run(
        f"INSERT INTO {shelf}_addendum (uid, note_id, body, signed_at, signer, content_hash,"
        " signature) VALUES (:n, :n, '', '', '', x'', '')",
        client,
    )
    database.run(f"INSERT INTO {shelf}_error VALUES (:n, '', 'wrong client')", client)


def test_psychotherapy_notes_are_apart_everywhere() -> None:
    apart = [table for table in registry.TABLES if table.name.startswith("psychotherapy")]
    assert len(apart) == 5
    for table in apart:
        assert table.shown is Shown.AFTER_STEP_UP
        assert table.exported in (Exported.APART, Exported.NO)
        assert table.sealed in (Sealed.PSYCHOTHERAPY, Sealed.NO)


def test_indexes_are_rebuilt_and_never_leave_the_vault() -> None:
    for table in registry.indexes():
        assert table.backed_up is BackedUp.REBUILT
        assert table.disposed is Disposed.REBUILT
        assert (table.exported, table.sealed) == (Exported.NO, Sealed.NO)


@pytest.mark.parametrize(
    "table", [one for one in registry.TABLES if one.client_path], ids=lambda table: table.name
)
def test_the_rows_of_a_client_are_found_without_reading_the_table(
    table: registry.Table, database: Connection
) -> None:
    sql = f"EXPLAIN QUERY PLAN SELECT * FROM {table.name} WHERE {table.of_client}"
    steps = [row["detail"] for row in database.all(sql, {"client": 1})]

    assert steps
    assert not [step for step in steps if step.startswith("SCAN")]
