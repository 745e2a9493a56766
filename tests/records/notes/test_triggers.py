"""The database refuses by itself, whatever the program above it does."""

import pytest

from tests.records.notes.conftest import body_of, write, write_signed
from vault.errors import RuleBroken
from vault.ids import ClientId
from vault.notes import service
from vault.notes.model import Shelf
from vault.notes.rows import TABLES
from vault.session import Session


def test_a_signed_note_is_final(session: Session, client_id: ClientId, shelf: Shelf) -> None:
    signed = write_signed(session, client_id, "text", shelf=shelf)
    unsigned = write(session, client_id, "other", shelf=shelf)
    service.add_addendum(session, shelf, signed, "added")
    service.mark_error(session, shelf, signed, "reason")
    before = service.get(session, shelf, signed)
    t = TABLES[shelf]
    for sql in (
        f"UPDATE {t.note} SET body = 'x' WHERE id = {signed}",
        f"UPDATE {t.note} SET signed_at = NULL, content_hash = NULL, signature = NULL",
        f"UPDATE {t.note} SET id = 77 WHERE id = {signed}",
        f"UPDATE OR IGNORE {t.note} SET client_id = client_id WHERE id = {signed}",
        f"UPDATE OR REPLACE {t.note} SET id = {signed} WHERE id = {unsigned}",
        f"UPDATE OR REPLACE {t.note} SET uid = '{before.uid}' WHERE id = {unsigned}",
        f"DELETE FROM {t.note} WHERE id = {signed}",
        f"DELETE FROM {t.note}",
        f"REPLACE INTO {t.note} SELECT * FROM {t.note} WHERE id = {signed}",
        f"INSERT INTO {t.note} SELECT * FROM {t.note} WHERE id = {signed}"
        " ON CONFLICT (id) DO UPDATE SET body = 'x'",
        f"INSERT INTO {t.draft} VALUES ({signed}, 'x', '[]', '')",
        f"REPLACE INTO {t.draft} VALUES ({signed}, 'x', '[]', '')",
        f"INSERT INTO {t.addendum} SELECT 99, 'u', {unsigned}, body, signed_at, signer,"
        f" content_hash, signature FROM {t.addendum}",
        f"UPDATE {t.addendum} SET body = 'x'",
        f"UPDATE {t.addendum} SET note_id = {unsigned}",
        f"DELETE FROM {t.addendum}",
        f"REPLACE INTO {t.addendum} SELECT * FROM {t.addendum}",
        f"INSERT INTO {t.error} VALUES ({unsigned}, '', 'reason')",
        f"UPDATE {t.error} SET reason = 'x'",
        f"DELETE FROM {t.error}",
        f"REPLACE INTO {t.error} VALUES ({signed}, '', 'other')",
    ):
        with pytest.raises(RuleBroken):
            session.rows.run(sql)
        assert service.get(session, shelf, signed) == before, sql
    assert service.get(session, shelf, unsigned).body == body_of("other")


def test_half_signed_is_refused(session: Session, client_id: ClientId) -> None:
    note_id = write(session, client_id, "text")
    for values in ("signed_at = ''", "signature = ''", "signed_at = '', signature = ''"):
        with pytest.raises(RuleBroken):
            session.rows.run(f"UPDATE note SET {values} WHERE id = {note_id}")


def test_an_unsigned_note_goes_with_its_draft(session: Session, client_id: ClientId) -> None:
    note_id = write(session, client_id, "text")
    service.autosave(session, Shelf.RECORD, note_id, body_of("typed"))
    session.rows.run("DELETE FROM note")
    assert session.rows.value("SELECT count(*) FROM note_draft") == 0


def test_the_index_follows_addenda(session: Session, client_id: ClientId, shelf: Shelf) -> None:
    note_id = write_signed(session, client_id, "plainword", shelf=shelf)
    service.add_addendum(session, shelf, note_id, "addedword")
    index = "note_index" if shelf is Shelf.RECORD else "psychotherapy_index"
    for word in ("plainword", "addedword"):
        found = session.rows.all(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (word,))
        assert len(found) == 1
    session.rows.run(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
