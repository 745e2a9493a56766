"""The JSON form: valid by its schema, complete by the registry, enough to check signatures."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import resources
from tests.exports.samples import Record, export, mark_letter, request
from vault import clock
from vault.exports import json_form
from vault.exports.model import Part
from vault.keys.signing import NOTE, PublicKey
from vault.notes import canonical
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Privilege, Shelf
from vault.session import Session
from vault.store import registry
from vault.store.registry import Exported


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(resources.read("exports/record.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def read(content: bytes) -> Any:
    found = json.loads(content)
    validator().validate(found)
    return found


@pytest.fixture
def everything(session: Session, record: Record, out: Path) -> Any:
    mark_letter(session, record)
    asked = request(record.client_id, with_drafts=True, with_access_log=True)
    return read(export(session, asked, out / "record.json")[0])


# Where each column of a client's tables stands; the first row of each table is looked up.
_PLACES = {
    "client": "client.{}",
    "contact_method": "client.contacts.0.{}",
    "related_person": "client.people.0.{}",
    "diagnosis": "client.diagnoses.0.{}",
    "episode": "episodes.0.{}",
    "care_session": "sessions.0.{}",
    "note": "notes.1.{}",
    "note_draft": "notes.3.draft.{}",
    "note_addendum": "notes.1.addenda.0.{}",
    "note_error": "notes.2.error.{}",
    "document": "documents.0.{}",
    "imported_note": "notes.0.imported.{}",
}
_SIGNING = {
    "signed_at": "signing.at",
    "signer": "signing.signer",
    "content_hash": "signing.content_sha256",
    "signature": "signing.signature",
}
_RENAMED = {
    "note": {
        **_SIGNING,
        "template_key": "template",
        "care_session_id": "session_id",
        "body": "body.text",
        "layout": "body.layout",
    },
    "note_draft": {"body": "text"},
    "note_addendum": {**_SIGNING, "body": "text"},
    "document": {"error_at": "error.at", "error_reason": "error.reason"},
    "imported_note": {"document_id": "document_uid"},
}
_NUMBERS_OF_ROWS = {"id", "client_id", "note_id"}


def _at(found: Any, path: str) -> Any:
    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else found[step]
    return found


def _exported_columns(session: Session) -> list[tuple[str, str]]:
    tables = [one.name for one in registry.TABLES if one.exported is Exported.WITH_CLIENT]
    return [
        (table, row["name"])
        for table in tables
        for row in session.rows.all(f"PRAGMA table_info({table})")
        if row["name"] not in _NUMBERS_OF_ROWS and (table, row["name"]) not in json_form.LEFT_OUT
    ]


def test_every_column_of_a_clients_tables_stands_in_the_file(
    session: Session, record: Record, everything: Any
) -> None:
    for table, column in _exported_columns(session):
        assert table in _PLACES, f"{table} is exported with the client and not in the file"
        name = _RENAMED.get(table, {}).get(column, column)
        place = _PLACES[table].format(name)
        stored = _stored(session, table, column, record)
        assert _same(_at(everything, place), stored), f"{table}.{column} at {place}"


def _stored(session: Session, table: str, column: str, record: Record) -> Any:
    where = f"WHERE id = {record.signed}" if table == "note" else ""
    found = session.rows.value(f"SELECT {column} FROM {table} {where} ORDER BY rowid LIMIT 1")
    return record.letter.uid if column == "document_id" else found


def _same(found: Any, stored: Any) -> bool:
    if isinstance(stored, bytes):
        return bool(found == stored.hex())
    if isinstance(found, list):
        return bool(found == json.loads(stored))
    return bool(found == stored)


def test_what_is_left_out_exists(session: Session) -> None:
    for table, column in json_form.LEFT_OUT:
        names = [row["name"] for row in session.rows.all(f"PRAGMA table_info({table})")]
        assert column in names


def test_the_access_log_says_nothing_of_psychotherapy_notes(
    session: Session, record: Record, out: Path
) -> None:
    export(session, request(record.client_id, part=Part.PSYCHOTHERAPY), out / "apart.json")
    notes.timeline_ids(session, record.client_id, Shelf.PSYCHOTHERAPY)
    content, _ = export(session, request(record.client_id, with_access_log=True), out / "r.json")
    log = json.loads(content)["access_log"]
    signed = session.rows.value("SELECT content_hash FROM psychotherapy_note").hex()
    assert signed.encode() not in content
    assert {"note.sign", "note.addendum"} <= {one["action"] for one in log}
    assert "psychotherapy" not in json.dumps(log)


def test_the_secrets_are_nowhere(session: Session, record: Record, out: Path) -> None:
    content, _ = export(session, request(record.client_id, with_access_log=True), out / "r.json")
    identity = session.rows.value("SELECT identity FROM document")
    audit_key = session.rows.value("SELECT audit_key FROM client")
    assert identity.encode() not in content
    assert audit_key.hex().encode() not in content
    assert b"AGE-SECRET" not in content


def test_the_signatures_can_be_checked_from_the_file_alone(everything: Any) -> None:
    note = everything["notes"][1]
    head = NoteHead(
        client_id=0,  # type: ignore[arg-type]  # no part of what is signed
        kind=NoteKind(note["kind"]),
        template_key=note["template"],
        occurred_on=date.fromisoformat(note["occurred_on"]),
        about_whom=note["about_whom"],
        privilege=Privilege(note["privilege"]),
        late_reason=note["late_reason"],
        shelf=Shelf(note["shelf"]),
        origin=note["origin"],
    )
    layout = tuple((heading, start, end) for heading, start, end in note["body"]["layout"])
    content = canonical.note_content(
        vault_id=everything["vault"]["id"],
        client_uid=everything["client"]["uid"],
        uid=note["uid"],
        head=head,
        body=Body(text=note["body"]["text"], layout=layout),
        signer=note["signing"]["signer"],
        signed_at=clock.from_text(note["signing"]["at"]),
    )
    key = PublicKey.from_text(everything["vault"]["public_key"])
    key.verify(content, note["signing"]["signature"], NOTE)
    assert canonical.content_hash(content).hex() == note["signing"]["content_sha256"]


def test_the_states_of_signatures(everything: Any) -> None:
    states = [note["signature_state"] for note in everything["notes"]]
    assert states == ["not_signed_here", "valid", "valid", "unsigned"]


def test_a_forged_note_is_said_to_be_one(session: Session, record: Record, out: Path) -> None:
    session.rows.run("UPDATE client SET uid = ?", ("0" * 32,))  # no signature names that client
    content, written = export(session, request(record.client_id), out / "r.json")
    states = [note["signature_state"] for note in read(content)["notes"]]
    assert states == ["not_signed_here", "invalid", "invalid"]
    assert written.broken_signatures == 2


def test_drafts_and_the_access_log_are_left_out_and_said_to_be(
    session: Session, record: Record, out: Path
) -> None:
    found = read(export(session, request(record.client_id), out / "r.json")[0])
    assert len(found["notes"]) == 3
    assert found["access_log"] is None
    missing = {one["what"]: one["count"] for one in found["not_inside"]}
    assert missing == {
        "psychotherapy_notes": None,
        "unsigned_drafts": 1,
        "documents": 1,
        "access_log": None,
        "kept_by_the_practice": None,
    }


def test_psychotherapy_notes_stand_alone(session: Session, record: Record, out: Path) -> None:
    asked = request(record.client_id, part=Part.PSYCHOTHERAPY)
    found = read(export(session, asked, out / "p.json")[0])
    assert [note["shelf"] for note in found["notes"]] == ["psychotherapy"]
    assert not found["sessions"] and not found["documents"] and not found["episodes"]
    ordinary = export(session, request(record.client_id), out / "r.json")[0]
    assert b"dream" not in ordinary


def test_the_schema_knows_every_kind_of_note() -> None:
    schema = json.loads(resources.read("exports/record.schema.json"))
    kinds = schema["$defs"]["note"]["properties"]["kind"]["enum"]
    assert kinds == [kind.value for kind in NoteKind]


def test_a_schema_that_is_broken_is_seen(everything: Any) -> None:
    everything["notes"][1]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(everything)
