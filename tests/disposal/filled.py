"""Fills an old record with something in every table that the registry knows."""

from datetime import date
from itertools import repeat
from pathlib import Path

from tests import custody_rows
from tests.disposal.conftest import KINDS, TYPED, World
from vault.clients import service as clients
from vault.clients.model import (
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.exports.model import ByPassphrase
from vault.forms import service as forms
from vault.forms.model import FormKey
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import ClientId, NoteId
from vault.notes import drafting
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.paper import service as paper
from vault.retention import service as retention
from vault.store import registry
from vault.store.connection import Connection
from vault.succession import plan_service
from vault.succession.plan_model import Audience, SuccessionPlan
from vault.transfers import service as transfers

STRONG = "lantern velvet otter marble thirty canyons"


def fill(world: World, client: ClientId, word: str) -> None:
    """Give an old client a row in every table of theirs, with ``word`` wherever text can stand."""
    session = world.session
    session.step_up(TYPED.encode())
    before = clients.get(session, client).details
    clients.change(session, client, _details(before, word))
    for shelf in Shelf:
        _notes(world, client, shelf, word)
    forms.keep(session, FormKey(form="session", client_id=client, subject_id=0), {"remark": word})
    hold = holds.place(session, client, HoldKind.LEGAL, f"{word} v. him", date(2012, 1, 2))
    holds.release(session, hold.id, f"{word} settled")
    retention.override(session, client, date(2018, 1, 2), f"{word} was seen")
    retention.add_notice(session, client, "letter", date(2020, 1, 2), f"to {word} street")
    sheet = paper.add(session, client, f"{word} folder", f"{word} cabinet")
    paper.dispose(session, sheet.id, date(2020, 1, 2), "shredded", "Vendor")
    target = Path(world.folder.parent) / f"{word}.zip.age"
    sealed = ByPassphrase(text=STRONG)
    transfers.make(session, client, f"Dr. {word}", f"{word} asked", target, sealed)
    plan_service.save(session, SuccessionPlan())
    plan_service.keep_apart(session, client, Audience.NOBODY, f"{word} is my cousin")
    _import(session.rows, client, word)
    custody_rows.enter(session.rows, client, repeat(word))


def _details(before: ClientDetails, word: str) -> ClientDetails:
    return ClientDetails(
        legal_name=before.legal_name,
        preferred_name=f"{word} preferred",
        pronouns=f"{word}/self",
        birth_date=before.birth_date,
        status=ClientStatus.CLOSED,
        jurisdiction="CA",
        risk_flag=f"{word} risk",
        restrictions=f"{word} restriction",
        privilege_holders=f"{word} holder",
        contact_rules=(f"{word} rule",),
        referral=f"{word} referral",
        contacts=(
            ContactMethod(kind=ContactKind.PHONE, value=f"{word} 555", label=f"{word} phone"),
        ),
        people=(RelatedPerson(role=PersonRole.OTHER, name=f"{word} sister"),),
        diagnoses=(Diagnosis(description=f"{word} disorder", code=f"{word[:4]}41"),),
    )


def _notes(world: World, client: ClientId, shelf: Shelf, word: str) -> None:
    session = world.session
    head = NoteHead(
        client_id=client,
        kind=KINDS[shelf],
        shelf=shelf,
        occurred_on=date(2009, 5, 6),
        late_reason="was ill",
    )
    first = notes.timeline_ids(session, client, shelf)[0]
    notes.add_addendum(session, shelf, first, f"{word} addendum {shelf}")
    wrong = notes.start(
        session, head, Body.of((Section(heading="", text=f"{word} wrong {shelf}"),))
    )
    notes.sign(session, shelf, wrong)
    notes.mark_error(session, shelf, wrong, f"{word} error {shelf}")
    draft = notes.start(session, head)
    typed = Body.of((Section(heading="", text=f"{word} draft {shelf}"),))
    drafting.autosave(session, shelf, draft, typed)


def _import(rows: Connection, client: ClientId, word: str) -> None:
    """What an import would have made; the rows are all that matters here."""
    (document, *_) = rows.all("SELECT id FROM document WHERE client_id = ?", (client,))
    batch = rows.run(
        "INSERT INTO import_batch (uid, kind, source_sha256, at) VALUES (?, 'notes', 'x', ?)",
        ("ab" * 16, "2026-11-20T00:00:00.000000Z"),
    )
    note = rows.value("SELECT min(id) FROM note WHERE client_id = ?", (client,))
    rows.run("INSERT INTO imported_note VALUES (?, ?, 'chosen')", (note, document[0]))
    rows.run(
        "INSERT INTO import_made (batch_id, client_id, table_name, row_id, filled)"
        " VALUES (?, ?, 'client', ?, ?)",
        (batch, client, client, f'{{"pronouns": "{word}"}}'),
    )


def rows_of(rows: Connection, client: ClientId) -> dict[str, int]:
    """Return how many rows each table has of a client."""
    return {
        table.name: rows.value(
            f"SELECT count(*) FROM {table.name} WHERE {table.client_path} = ?", (client,)
        )
        for table in registry.copied_tables()
        if table.client_path is not None
    }


def texts_of(rows: Connection, client: ClientId) -> frozenset[str]:
    """Return every text that stands in this client's rows alone: names, bodies, uids, hashes."""
    mine, others = set[str](), set[str]()
    for table in registry.copied_tables():
        whose = table.client_path or "0"
        for row in rows.all(
            f"SELECT ({whose}) IS :client, {table.name}.* FROM {table.name}", {"client": client}
        ):
            texts = {value for value in tuple(row)[1:] if isinstance(value, str)}
            (mine if row[0] else others).update(texts)
    return frozenset(text for text in mine - others if len(text) > len("psychotherapy"))


def note_ids(rows: Connection, client: ClientId, table: str) -> list[NoteId]:
    """Return a client's notes, hidden or not."""
    found = rows.all(f"SELECT id FROM {table} WHERE client_id = ? ORDER BY id", (client,))
    return [NoteId(row[0]) for row in found]
