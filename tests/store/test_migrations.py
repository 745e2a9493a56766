"""A vault made by an earlier Casekeep keeps what it holds, and gets the tables of today."""

import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.errors import RuleBroken
from vault.store import schema
from vault.store.connection import Connection, create_database
from vault.store.database_key import DatabaseKey

# The first half of SHA-256. A migration that vaults have had never changes: add another.
APPLIED = {
    "0001_vault.sql": "4a6917078b4ca4f705c732c64e03f34e",
    "0002_records.sql": "6d3da2b008c8fd40968be80350662ab2",
    "0003_notes.sql": "4208b0616a187bbb5eba111e9738e860",
    "0004_search.sql": "7ea2faa5814f70f5c516d8b0de73b5af",
    "0005_form_drafts.sql": "3f72f9ec1e969baf5e4452c8f5545b17",
    "0006_documents.sql": "8b7ea738e23ca03377414c515dca9240",
    "0007_disposal.sql": "7345b5301e8fcf863212a29946ac8c37",
    "0008_succession.sql": "8c996db555903953e7c4ec5d0bc4b3db",
    "0009_closing.sql": "389c4ca508f1e29a6f4258b3f43f0879",
    "0010_second_reading.sql": "94e3b2eadcfaa55f1c404451fae78a28",
}
BEFORE_CLOSING = 8
REGISTER = """
INSERT INTO audit_event VALUES (5, '', 'seal.place_go_on', x'', x'', x'', x'05');
INSERT INTO audit_detail VALUES (5, NULL, '{"destination": "p"}', x'');
INSERT INTO ceremony (id, uid, at) VALUES (1, 'c', '2026-11-01T10:00:00Z');
INSERT INTO export_place (id, uid, path, label, added_at)
    VALUES (1, 'p', '/stick', 'Blue', '2026-11-01T10:00:00Z'),
           (2, 'q', '/other', 'Green', '2026-11-01T10:00:00Z');
INSERT INTO sealed_export
    (id, place_id, ceremony_id, number, kind, begun_at, commits, audit_seq, audit_head,
     is_read_whole)
    VALUES (1, 1, 1, 7, 'closure', '2026-11-02T10:00:00Z', 1, 1, x'00', 1);
"""
IMPORTED = """
INSERT INTO client
    (id, uid, record_number, legal_name, status, audit_key, created_at, changed_at)
    VALUES (1, 'c', '0001', 'Ana', 'active', zeroblob(32), '', '');
INSERT INTO note (id, uid, client_id, kind, occurred_on, search_key, body, layout, origin,
    created_at, edited_at)
    VALUES (1, 'a', 1, 'contact', '2026-11-01', 1, 'Shoe size: 38', '[]', 'imported', '', ''),
           (2, 'b', 1, 'progress', '2026-11-01', 2, 'Text', '[]', 'imported', '', ''),
           (3, 'c', 1, 'contact', '2026-11-01', 3, 'A call', '[]', 'here', '', '');
INSERT INTO imported_note (note_id, day_from) VALUES (1, 'chosen'), (2, 'content');
"""


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Connection]:
    """The records of a vault as they were before the migration of closing exports."""
    key = DatabaseKey(secrets.token_bytes(32), secrets.token_bytes(16))
    connection = create_database(tmp_path / "records.db", key)
    scripts = [script for _, script in schema.scripts()[:BEFORE_CLOSING]]
    connection.script("".join(scripts) + f"PRAGMA user_version = {BEFORE_CLOSING};")
    yield connection
    connection.close()


def test_no_migration_that_vaults_have_had_was_changed() -> None:
    found = {
        name: hashlib.sha256(script.encode()).hexdigest()[:32] for name, script in schema.scripts()
    }
    assert found == APPLIED


def test_the_register_of_exports_keeps_its_rows(older: Connection) -> None:
    older.script(REGISTER)
    schema.migrate(older)
    places = older.all("SELECT uid, resumed_seq FROM export_place ORDER BY id")
    assert [tuple(row) for row in places] == [("p", 4), ("q", -1)]
    assert older.value("SELECT number FROM sealed_export WHERE kind = 'closure'") == 7
    assert older.value("PRAGMA integrity_check") == "ok"


def test_its_triggers_still_stand(older: Connection) -> None:
    older.script(REGISTER)
    schema.migrate(older)
    found = older.all("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    assert {"export_place_stays", "sealed_export_stays"} <= {row["name"] for row in found}


def test_what_an_import_brought_beside_the_fields_is_no_contact_any_more(
    older: Connection,
) -> None:
    older.script(IMPORTED)
    schema.migrate(older)
    kinds = [row[0] for row in older.all("SELECT kind FROM note ORDER BY id")]
    assert kinds == ["imported_details", "progress", "contact"]
    with pytest.raises(RuleBroken):
        older.run("UPDATE note SET kind = 'contact' WHERE id = 1")
