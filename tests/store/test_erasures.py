"""Erasures: what waits, what is forgotten with it, and what must never keep a record in."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.conftest import CLIENT
from tests.store.drawer import DrawerKeyring
from tests.store.test_registry import _fill
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId
from vault.keys import service as keys
from vault.session import Session
from vault.store import bundle, copying, erasures, registry, schema, ties
from vault.store.connection import Connection, create_database, open_database
from vault.store.copying import LeftOut
from vault.store.database_key import DatabaseKey

GOES, STAYS = 1, 2


def _key() -> DatabaseKey:
    return DatabaseKey(secrets.token_bytes(32), secrets.token_bytes(16))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    """Two clients with a row in every table, and no triggers: nothing is too wrong to write."""
    connection = create_database(tmp_path / "records.db", _key())
    schema.migrate(connection)
    for client in (GOES, STAYS):
        _fill(connection, client)
    connection.run("INSERT INTO vault (id, vault_id, records) VALUES (1, 'x', 1)")
    for row in connection.all("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        connection.run(f"DROP TRIGGER {row['name']}")
    yield connection
    connection.close()


def _row_of(database: Connection, table: registry.Table, client: int) -> int:
    sql = f"SELECT {table.name}.rowid FROM {table.name} WHERE {table.client_path} = ?"
    found: int = database.value(sql, (client,))
    return found


def _knot(database: Connection) -> list[tuple[ties.Tie, int]]:
    """Let every row that stays lead to what goes, wherever it can without changing hands."""
    knotted = []
    for tie in ties.all_ties(database):
        if tie.table.client_path == f"{tie.table.name}.{tie.column}":
            continue  # this column says whose the row is
        row, goal = _row_of(database, tie.table, STAYS), _row_of(database, tie.goal, GOES)
        database.run(f"UPDATE {tie.table.name} SET {tie.column} = {goal} WHERE rowid = {row}")
        knotted.append((tie, row))
    return knotted


def test_nothing_that_leads_to_a_record_keeps_it_in(database: Connection, tmp_path: Path) -> None:
    knotted, key = _knot(database), _key()
    assert len(knotted) >= 9, [tie.column for tie, _ in knotted]
    counts = {
        table.name: database.value(f"SELECT count(*) FROM {table.name}")
        for table in registry.copied_tables()
    }
    left_out = LeftOut(clients=frozenset({GOES}))
    copying.copy_records(
        database, tmp_path / "new.db", key, lambda name, done, total: None, left_out=left_out
    )
    copy = open_database(tmp_path / "new.db", key)
    for tie, row in knotted:
        sql = f"SELECT {tie.column} FROM {tie.table.name} WHERE rowid = {row}"
        assert copy.all(sql)[0][0] is None, (tie.table.name, tie.column)
    for table in registry.copied_tables():
        gone = 1 if table.client_path else 0
        left = copy.value(f"SELECT count(*) FROM {table.name}")
        assert left == counts[table.name] - gone, table.name
    copy.check()
    copy.close()


def test_every_reference_is_one_that_can_be_cut_or_goes_along(database: Connection) -> None:
    """What cannot be cut says whose the row is: the row and its goal go together."""
    known = {table.name: table for table in registry.copied_tables()}
    cut = {(tie.table.name, tie.column) for tie in ties.all_ties(database)}
    for table in known.values():
        for row in database.all(f"PRAGMA foreign_key_list({table.name})"):
            goal = known[row["table"]]
            if goal.client_path is None or (table.name, row["from"]) in cut:
                continue
            assert table.client_path is not None
            assert f"{table.name}.{row['from']}" in table.client_path, table.name


# --- begun, waiting, ended ---


def _begin(session: Session, client: ClientId, reason: str, *files: str) -> int:
    with session.begin("test.begin") as tx:
        stone = tx.rows.run(
            "INSERT INTO tombstone (client_uid, record_number, at)"
            " SELECT uid, record_number, '' FROM client WHERE id = ?",
            (client,),
        )
        erasures.begin(tx, [client], files, reason, stone)
        tx.audit()
    return stone


def test_all_that_waits_is_one(session: Session) -> None:
    first = CLIENT
    second = clients.add(session, ClientDetails(legal_name="Bo"))
    assert erasures.pending(session.rows).is_nothing
    _begin(session, first, "one", "attachments/aa/1.age")
    _begin(session, second, "two", "attachments/bb/2.age")
    found = erasures.pending(session.rows)
    assert found.clients == {first, second}
    assert found.files == ("attachments/aa/1.age", "attachments/bb/2.age")
    assert found.reasons == ("one", "two")


def test_a_copy_is_clean_up_to_what_still_waits(session: Session, drawer: DrawerKeyring) -> None:
    assert erasures.clean_to(session.rows) == 0
    first = _begin(session, CLIENT, "one")
    assert erasures.clean_to(session.rows) == first - 1
    keys.erase(session, "1234", drawer)
    assert erasures.clean_to(session.rows) == first
    second = _begin(session, clients.add(session, ClientDetails(legal_name="Bo")), "two")
    assert (second, erasures.clean_to(session.rows)) == (first + 1, first)


def test_a_switch_without_new_records_ends_nothing(session: Session, drawer: DrawerKeyring) -> None:
    uid = "ab" * 16
    file = session.opened.folder / bundle.attachment_file(uid)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"sealed")
    _begin(session, CLIENT, "one", bundle.attachment_file(uid))
    strong = "marble otter canyon velvet thirty lanterns"
    keys.add_passphrase(session, "1234", strong, drawer)  # the first: the records stay
    assert not erasures.pending(session.rows).is_nothing
    assert file.exists()
    keys.add_passphrase(session, "1234", f"{strong} again", drawer)
    assert erasures.pending(session.rows).is_nothing
    assert not file.exists()
    assert session.rows.value("SELECT count(*) FROM client") == 0
    reasons = session.rows.all("SELECT DISTINCT reason FROM audit_erasure")
    assert [row["reason"] for row in reasons] == ["one"]
