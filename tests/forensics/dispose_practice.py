"""A practice with words in every kind of field of every table that holds clients' data."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from tests import custody_rows
from tests.forensics import client_fields
from vault.age import HybridIdentity
from vault.clients import service as clients
from vault.clients.model import CareSessionStatus, ClientStatus
from vault.documents import service as documents
from vault.documents.adding import add_stream
from vault.documents.model import DocumentFacts
from vault.exports.model import ToRecipient
from vault.forms import service as forms
from vault.forms.model import FormKey
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import ClientId
from vault.importers import note_files, note_staging
from vault.importers.batch_model import NoteChoice
from vault.notes import drafting
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.paper import service as paper
from vault.retention import service as retention
from vault.session import Session
from vault.store import registry
from vault.succession import plan_service
from vault.succession.plan_model import Audience
from vault.transfers import service as transfers

DAY = date(2010, 11, 2)
WORDS = 110
"""How many words one client may take; what is left over is not looked for."""
_PARAGRAPHS = 20
_REPEATED = 3_000

# What no word of a client's can stand in: codes, days, instants, hashes, what the program makes.
# fmt: off
NO_WORDS = frozenset({
    "uid", "kind", "status", "birth_date", "deceased_on", "jurisdiction", "audit_key",
    "created_at", "changed_at", "role", "authority_from", "authority_to", "since", "until",
    "opened_on", "closed_on", "day", "starts_at", "modality", "template_key",
    "occurred_on", "privilege", "origin", "edited_at", "signed_at", "signer",
    "content_hash", "signature", "saved_at", "at", "form", "identity", "source",
    "media_type", "dated_on", "sha256", "sealed_sha256", "added_at", "error_at",
    "table_name", "day_from", "ended_at", "placed_by", "starts_on", "placed_at",
    "released_at", "sent_on", "wait_until", "entered_at", "disposed_on", "packet_sha256",
    "made_at", "received_on", "salt", "audience", "code", "due_on", "done_at", "outcome",
    "digest",
})
# fmt: on
# What a certificate names on purpose, and it stays, or what is one of few words: none of the
# client's is put there.
KEPT = frozenset(
    {
        ("client", "record_number"),
        ("disposal_notice", "method"),
        ("paper_record", "method"),
        ("contact_attempt", "method"),
        ("paper_record", "vendor"),
        ("transfer", "recipient"),
    }
)


def enter(session: Session, words: Iterator[str], sources: Path) -> ClientId:
    """Enter one client with a word in every field, all of it long ago. Needs a step-up."""
    client = _client(session, words)
    _care(session, client, words)
    for shelf, kind in (
        (Shelf.RECORD, NoteKind.PROGRESS),
        (Shelf.PSYCHOTHERAPY, NoteKind.PSYCHOTHERAPY),
    ):
        _note(session, client, shelf, kind, words)
    for _ in range(2):
        _document(session, client, words)
    _imported(session, client, words, sources)
    _office(session, client, words, sources)
    return client


def add_more(session: Session, client: ClientId, words: Iterator[str]) -> None:
    """Write on, so that the next backup holds more than the one before."""
    head = NoteHead(client_id=client, occurred_on=DAY)
    note = notes.start(session, head, _body(next(words), next(words)))
    notes.sign(session, Shelf.RECORD, note)
    _document(session, client, words)


def _client(session: Session, words: Iterator[str]) -> ClientId:
    known = client_fields.details(words)
    closed = replace(known, birth_date=date(1971, 2, 3), status=ClientStatus.CLOSED)
    return clients.add(session, closed)


def _care(session: Session, client: ClientId, words: Iterator[str]) -> None:
    client_fields.care(session, client, DAY, words, CareSessionStatus.HELD)
    with session.begin("client.remark") as tx:  # what stands beside the chain, not in it
        tx.audit(client, remark=next(words))


def _note(
    session: Session, client: ClientId, shelf: Shelf, kind: NoteKind, words: Iterator[str]
) -> None:
    """One signed, with an addendum, in error; and one that is still a draft."""
    head = NoteHead(
        client_id=client,
        occurred_on=DAY,
        kind=kind,
        shelf=shelf,
        about_whom=next(words),
        late_reason=next(words),
    )
    note = notes.start(session, head, _body(next(words), next(words)))
    notes.sign(session, shelf, note)
    notes.add_addendum(session, shelf, note, next(words))
    notes.mark_error(session, shelf, note, next(words))
    typed = notes.start(session, head, _body(next(words), next(words)))
    drafting.autosave(session, shelf, typed, _body(next(words), next(words)))


def _body(heading: str, text: str) -> Body:
    """Return a body that fills more than one page of the file."""
    said = f"This was said of {text}, and more than once.\n" * _PARAGRAPHS
    return Body.of((Section(heading=heading, text=said * 6),))


def _document(session: Session, client: ClientId, words: Iterator[str]) -> None:
    facts = DocumentFacts(title=next(words), about_whom=next(words))
    content = BytesIO(f"{next(words)} ".encode() * _REPEATED)
    added = add_stream(session, client, content, f"{next(words)}.txt", facts)
    documents.mark_error(session, added.id, next(words))


def _imported(session: Session, client: ClientId, words: Iterator[str], sources: Path) -> None:
    """A note from a file, and what an import filled in."""
    folder = sources / f"notes-{client}"
    folder.mkdir(parents=True)
    (folder / f"2010-11-02 {next(words)}.txt").write_text(f"It was {next(words)}.\n" * 50, "utf-8")
    choices = [
        NoteChoice(file=one, client_id=client, path=folder / one.name)
        for one in note_files.scan(folder, session.today())
    ]
    batch = note_staging.import_notes(session, choices)
    with session.begin("import.fill") as tx:
        tx.rows.run(
            "UPDATE import_made SET filled = ? WHERE batch_id = ? AND client_id = ?",
            (f'{{"referral": "{next(words)}"}}', batch.id, client),
        )
        tx.audit(client)


def _office(session: Session, client: ClientId, words: Iterator[str], sources: Path) -> None:
    """What the practice notes about the keeping of the record."""
    forms.keep(session, FormKey(form="session", client_id=client), {"remark": next(words)})
    hold = holds.place(session, client, HoldKind.COMPLAINT, next(words), DAY)
    holds.release(session, hold.id, next(words))
    retention.override(session, client, date(2020, 1, 1), next(words))
    retention.add_notice(session, client, "first-class mail", DAY, next(words))
    folder = paper.add(session, client, next(words), next(words))
    paper.dispose(session, folder.id, date(2021, 5, 6), "shredding", "Paperless Inc.")
    transfers.make(
        session,
        client,
        "A colleague",
        next(words),
        sources / f"packet-{client}.age",
        ToRecipient(HybridIdentity.generate().recipient.to_text()),
    )
    plan_service.keep_apart(session, client, Audience.ALTERNATE, next(words))
    with session.begin("custody.enter") as tx:
        custody_rows.enter(tx.rows, client, words)
        tx.audit(client)


def without_words(session: Session, client: ClientId, words: list[str]) -> list[str]:
    """Return the fields in which no word of this client's stands, though one could."""
    complaints = []
    for table in registry.copied_tables():
        if table.client_path is None:
            continue
        rows = session.rows.all(
            f'SELECT * FROM "{table.name}" WHERE ({table.client_path}) = ?', (client,)
        )
        for column in _free(session, table.name):
            values = [str(row[column]) for row in rows]
            if not any(word in value for value in values for word in words):
                complaints.append(f"{table.name}.{column} holds no word of the client's")
    return complaints


def _free(session: Session, table: str) -> list[str]:
    columns = session.rows.all(f'PRAGMA table_info("{table}")')
    return [
        row["name"]
        for row in columns
        if row["type"] != "INTEGER"
        and row["name"] not in NO_WORDS
        and (table, row["name"]) not in KEPT
    ]


def marks(session: Session, client: ClientId) -> set[bytes]:
    """Return what else is this client's alone: identities, hashes, keys, random ids."""
    return _values(session, client, _MARKS) - names(session, client)


def names(session: Session, client: ClientId) -> set[bytes]:
    """Return what names the client's sealed files, and their hashes as they lie.

    A snapshot's manifest has them in plain, so that it can be checked without a key. They say
    nothing of anybody; in files of today they are gone all the same.
    """
    rows = session.rows.all(
        "SELECT uid, sealed_sha256 FROM document WHERE client_id = ?", (client,)
    )
    return {_bytes(value) for row in rows for value in row}


_MARKS = frozenset(("uid", "audit_key", "content_hash", "identity", "sha256", "salt"))


def _values(session: Session, client: ClientId, columns: frozenset[str]) -> set[bytes]:
    """Return what stands in these columns of the client's rows; the tombstone keeps the uid."""
    found: set[bytes] = set()
    for table in registry.copied_tables():
        if table.client_path is None:
            continue
        for row in session.rows.all(
            f'SELECT * FROM "{table.name}" WHERE ({table.client_path}) = ?', (client,)
        ):
            found |= {_bytes(row[name]) for name in columns.intersection(row.keys()) if row[name]}
    kept = session.rows.value("SELECT uid FROM client WHERE id = ?", (client,))
    return found - {_bytes(kept)}


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8")
