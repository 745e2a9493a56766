"""What stands in which part: every row of every table that is sealed, and nobody else's."""

import base64
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import resources
from tests.exports.samples import add_client
from tests.records.clients.samples import mark_disposed
from tests.sealing.contents_fixtures import (
    ALTERNATES,
    DISPOSED,
    NOBODYS,
    NOTES_APART,
    OWN,
    Opened,
    Sealable,
    parts,
    sealable,
)
from tests.vault_fixtures import open_session
from vault.errors import Cancelled, NotFound
from vault.notes import service as notes
from vault.sealing import contents, documents_text, rows_text
from vault.sealing.part_model import Part
from vault.session import Session
from vault.store import registry
from vault.store.connection import Value
from vault.store.registry import Sealed, Table

__all__ = ["parts", "sealable"]

Parts = Mapping[Part, Opened]
BY_SEALED = {Sealed.RECORDS: Part.RECORDS, Sealed.PSYCHOTHERAPY: Part.PSYCHOTHERAPY}
SEALED = [one for one in registry.TABLES if one.sealed is not Sealed.NO]
NOT_SEALED = [one for one in registry.TABLES if one.sealed is Sealed.NO]
HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b", "sha3_256")
CHAIN = {"audit_event", "audit_checkpoint", "audit_erasure", "clock_jump", "audit_detail"}


def _rows_of(part: Opened) -> dict[str, list[tuple[str, str | None, tuple[Value, ...]]]]:
    """Return every row by its table: the file, whose it is, its values."""
    found: dict[str, list[tuple[str, str | None, tuple[Value, ...]]]] = {}
    for path, content in part.files.items():
        if not path.endswith(("rows.json", "audit.json")):
            continue
        head, rows = rows_text.read(io.BytesIO(content))
        for row in rows:
            found.setdefault(row.table, []).append((path, head.client, row.values))
    return found


def _uid_of_row(session: Session, table: Table) -> dict[tuple[Value, ...], str | None]:
    """Return all rows of a table as they stand in the vault, and whose each is."""
    path = table.client_path or "NULL"
    rows = session.rows.all(
        f"SELECT (SELECT c.uid FROM client AS c WHERE c.id = ({path})), {table.name}.*"
        f" FROM {table.name}"
    )
    return {tuple(row)[1:]: row[0] for row in rows}


@pytest.mark.parametrize("table", SEALED, ids=lambda table: table.name)
def test_each_row_that_is_sealed_stands_where_it_belongs(
    table: Table, sealable: Sealable, parts: Parts
) -> None:
    contents_ = [BY_SEALED[table.sealed]] if table.name != "audit_detail" else [*BY_SEALED.values()]
    clients = sealable.clients
    of_part = {"": (clients.full.client_id, clients.markup), "apart-": (clients.alternates,)}
    in_vault, found = _uid_of_row(sealable.session, table), 0
    for front, ids in of_part.items():
        uids = {_uid(sealable, client_id) for client_id in ids} | {None}
        expected = {values: uid for values, uid in in_vault.items() if uid in uids}
        holding = [_rows_of(parts[Part(f"{front}{one}")]) for one in contents_]
        told = [row for rows in holding for row in rows.get(table.name, [])]
        found += len(told)

        assert {values: uid for _, uid, values in told} == expected
        assert len(told) == len(expected)
    assert found, "the practice of this test lacks a row of this table"


@pytest.mark.parametrize("table", sorted(CHAIN))
def test_the_chain_stands_in_a_file_of_its_own(table: str, parts: Parts) -> None:
    told = _rows_of(parts[Part.RECORDS])[table]

    assert {path for path, uid, _ in told if uid is None} == {"data/practice/audit.json"}


@pytest.mark.parametrize("table", NOT_SEALED, ids=lambda table: table.name)
def test_a_table_that_is_not_sealed_is_nowhere(table: Table, parts: Parts) -> None:
    assert not any(table.name in _rows_of(part) for part in parts.values())


@pytest.mark.parametrize("table", SEALED, ids=lambda table: table.name)
def test_a_table_of_one_part_is_in_no_other(table: Table, parts: Parts) -> None:
    of_both = {*BY_SEALED.values()} if table.name == "audit_detail" else set()
    own = BY_SEALED[table.sealed]
    holding = {part.content for part, opened in parts.items() if table.name in _rows_of(opened)}

    assert holding <= {own} | of_both


def _made_of_notes_apart(session: Session) -> set[str]:
    """Return everything by which a guess at a psychotherapy note could be tried out."""
    texts = set[bytes]()
    rows = session.rows.all("SELECT uid, body, layout FROM psychotherapy_note")
    rows += session.rows.all("SELECT uid, body, '' FROM psychotherapy_addendum")
    for row in rows:
        texts |= {str(value).encode() for value in row if value}
    digests = {hashlib.new(name, text).digest() for name in HASHES for text in texts}
    for table in ("psychotherapy_note", "psychotherapy_addendum"):
        signed = f"SELECT content_hash, signature FROM {table} WHERE signed_at IS NOT NULL"
        for row in session.rows.all(signed):
            digests |= {row[0], hashlib.sha256(row[1].encode()).digest()}
            texts.add(row[1].encode())
    told = {text.decode() for text in texts}
    for one in digests:
        coded = base64.b64encode(one).decode()
        told |= {one.hex(), one.hex().upper(), coded.rstrip("=")}
        told.add(base64.urlsafe_b64encode(one).decode().rstrip("="))
    return told


@pytest.mark.parametrize("content", [Part.CASELOAD, Part.RECORDS])
def test_nothing_made_of_psychotherapy_notes_is_in_another_part(
    content: Part, sealable: Sealable, parts: Parts
) -> None:
    made = _made_of_notes_apart(sealable.session)
    assert len(made) > 50
    for part, opened in parts.items():
        if part.content is content:
            assert [one for one in made if one in opened.everything] == []


def test_what_was_done_with_psychotherapy_notes_is_told_with_them(parts: Parts) -> None:
    def told(part: Part) -> list[Any]:
        place = 2  # seq, client_id, detail, salt
        found = _rows_of(parts[part])["audit_detail"]
        return [json.loads(str(values[place])) for _, _, values in found]

    with_them = told(Part.PSYCHOTHERAPY)
    assert {"content", "kind", "note_id"} in [one.keys() for one in with_them]
    assert {one["kind"] for one in with_them} == {"psychotherapy"}
    assert not any("psychotherapy" in one.values() for one in told(Part.RECORDS))


def _uid(sealable: Sealable, client_id: int) -> str:
    return str(sealable.session.rows.value("SELECT uid FROM client WHERE id = ?", (client_id,)))


def test_clients_kept_apart_are_in_the_parts_apart_alone(parts: Parts) -> None:
    holding = {part for part, opened in parts.items() if ALTERNATES in opened.everything}

    assert holding == {part for part in Part if part.is_apart}


def test_the_successors_clients_are_in_no_part_apart(parts: Parts) -> None:
    holding = {part for part, opened in parts.items() if OWN in opened.everything}

    assert holding == {part for part in Part if not part.is_apart}


@pytest.mark.parametrize("canary", [NOBODYS, DISPOSED])
def test_nobody_s_clients_and_those_disposed_of_are_nowhere(
    canary: str, sealable: Sealable, parts: Parts
) -> None:
    who = {NOBODYS: sealable.clients.nobodys, DISPOSED: sealable.clients.disposed}[canary]
    uid = _uid(sealable, who)

    for opened in parts.values():
        assert canary not in opened.everything
        assert uid not in opened.everything


def test_psychotherapy_notes_are_in_their_own_part_alone(parts: Parts) -> None:
    holding = {part for part, opened in parts.items() if NOTES_APART in opened.everything}

    assert holding == {Part.PSYCHOTHERAPY}


def test_a_part_has_the_keys_of_its_own_documents_alone(sealable: Sealable, parts: Parts) -> None:
    found = sealable.session.rows.all("SELECT client_id, uid, identity FROM document")
    clients = sealable.clients
    whose: dict[Part, set[int]] = {part: set() for part in Part}
    whose[Part.RECORDS] = {clients.full.client_id, clients.markup}
    whose[Part.APART_RECORDS] = {clients.alternates}

    for part, opened in parts.items():
        own = {row["uid"] for row in found if row["client_id"] in whose[part]}
        assert {one.uid for one in opened.account.documents} == own
        for row in found:
            assert (row["identity"] in opened.everything) is (row["uid"] in own)


def test_documents_json_has_what_opens_each_document(sealable: Sealable, parts: Parts) -> None:
    opened = parts[Part.RECORDS]
    lines = list(documents_text.read(io.BytesIO(opened.files["data/documents.json"])))
    rows = sealable.session.rows.all("SELECT * FROM document")
    by_uid = {row["uid"]: row for row in rows}

    assert {one.id for one in lines} == {one.uid for one in opened.account.documents}
    for one in lines:
        row = by_uid[one.id]
        assert (one.identity, one.size, one.sha256) == (row["identity"], row["size"], row["sha256"])
        assert (one.sealed_size, one.sealed_sha256) == (row["sealed_size"], row["sealed_sha256"])
        assert one.file == f"attachments/{one.id[:2]}/{one.id}.age"


def test_paths_of_documents_are_safe_and_no_two_are_one(parts: Parts) -> None:
    content = parts[Part.RECORDS].files["data/documents.json"]
    paths = [one.path for one in documents_text.read(io.BytesIO(content))]

    assert len({path.casefold() for path in paths}) == len(paths)
    for path in paths:
        top, folder, name = path.split("/")
        assert top == "documents"
        assert folder.isascii()
        assert not name.startswith(".")
        assert not set(name) & set('<>:"\\|?*')
        assert name.partition(".")[0].casefold() != "con"


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("rows.json", "sealing/rows.schema.json"),
        ("audit.json", "sealing/rows.schema.json"),
        ("documents.json", "sealing/documents.schema.json"),
        ("plan.json", "sealing/plan.schema.json"),
        ("record.json", "exports/record.schema.json"),
    ],
)
def test_json_is_as_its_schema_says(path: str, schema: str, parts: Parts) -> None:
    check = jsonschema.Draft202012Validator(json.loads(resources.read(schema)))
    found = [
        (opened, name)
        for opened in parts.values()
        for name in opened.files
        if name.rpartition("/")[2] == path
    ]

    assert found
    for opened, name in found:
        check.validate(opened.json(name))
        assert f"data/schema/{schema.rpartition('/')[2]}" in opened.files


def test_the_account_counts_what_is_inside(sealable: Sealable, parts: Parts) -> None:
    account = parts[Part.RECORDS].account

    assert (account.clients, account.notes, account.broken_signatures) == (2, 5, 0)
    assert account.audit_events == sealable.facts.audit_seq
    assert parts[Part.CASELOAD].account.clients == 2
    assert parts[Part.PSYCHOTHERAPY].account.notes == 3
    assert all(len(one.content) == one.account.size for one in parts.values())


def test_no_part_tells_of_events_after_its_facts(sealable: Sealable) -> None:
    def later(job: Callable[[Session], Any]) -> Any:
        with sealable.session.begin("test.later") as tx:
            tx.audit(sealable.clients.markup)
        return job(sealable.session)

    rows = _rows_of(sealable.write(Part.RECORDS, later))

    last = sealable.facts.audit_seq
    assert {values[0] for _, _, values in rows["audit_event"]} == set(range(1, last + 1))
    assert not {values[0] for _, _, values in rows["audit_detail"]} - set(range(1, last + 1))


def test_a_client_who_goes_meanwhile_ends_the_writing(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    client_id = add_client(session, "Amara Osei")
    facts = contents.plan_facts(session)

    def going(name: str, done: int, total: int) -> None:
        if name == "clients" and not done:
            mark_disposed(session, client_id)

    with pytest.raises(NotFound):
        contents.write_part(Part.RECORDS, facts, io.BytesIO(), lambda job: job(session), going)
    session.close()


def test_writing_can_be_cancelled(sealable: Sealable) -> None:
    def cancel(name: str, done: int, total: int) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        contents.write_part(Part.RECORDS, sealable.facts, io.BytesIO(), sealable.at_once, cancel)


def test_drafts_stand_in_it_marked_as_such(sealable: Sealable, parts: Parts) -> None:
    page = parts[Part.RECORDS].text("data/clients/client-0001/record.html")

    assert "Draft, not signed" in page
    assert notes.drafts(sealable.session)
