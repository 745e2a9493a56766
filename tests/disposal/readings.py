"""Every question that can be put to an unlocked vault, asked about one client and about all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vault.audit import export_service
from vault.audit import service as audit
from vault.audit.model import AuditEvent
from vault.backup import freshness
from vault.backup import service as backup
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, ClientStatus
from vault.custody import service as custody
from vault.disposal import service as disposal
from vault.documents import checking as documents_checking
from vault.documents import service as documents
from vault.exports import service as exports
from vault.exports.model import ByPassphrase, ExportRequest, Form, Part
from vault.forms import service as forms
from vault.forms.model import FormKey
from vault.holds import service as holds
from vault.ids import (
    ClientId,
    DocumentId,
    HoldId,
    ImportId,
    NoteId,
    PaperRecordId,
    TransferId,
)
from vault.importers import origin_service
from vault.importers import service as importers
from vault.importers.model import PlannedSession, SessionImport, Verdict
from vault.importers.note_model import DayFrom, NoteFile
from vault.notes import checking, templates
from vault.notes import service as notes
from vault.notes.model import Shelf
from vault.paper import service as paper
from vault.practice import service as practice
from vault.retention import clock_service, policy_service
from vault.retention import service as retention
from vault.sealing import preflight
from vault.search import service as search
from vault.search.model import Order, Query
from vault.session import Session
from vault.store.connection import Connection
from vault.succession import plan_service, will_service
from vault.succession.plan_model import LetterCode
from vault.transfers import service as transfers

STRONG = ByPassphrase(text="lantern velvet otter marble thirty canyons")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A client, everything of theirs that has a number, and words that only they have."""

    client: ClientId
    present: ClientId
    """Somebody whose record stays."""
    numbers: dict[str, list[int]]
    word: str
    name: str
    record_number: str
    folder: Path
    until: int
    """The newest event of the audit that is looked at: later ones are of the looking itself."""

    def all_of(self, table: str) -> list[int]:
        """Return the numbers of one table."""
        return self.numbers[table]


_NUMBERED = (
    "episode",
    "care_session",
    "note",
    "psychotherapy_note",
    "document",
    "hold",
    "paper_record",
    "transfer",
)


def about(rows: Connection, client: ClientId, word: str, name: str, folder: Path) -> About:
    """Return what there is of a client while it can be looked up."""
    numbers = {
        table: [r[0] for r in rows.all(f"SELECT id FROM {table} WHERE client_id = ?", (client,))]
        for table in _NUMBERED
    }
    present = (
        "SELECT id FROM client WHERE status <> 'disposed' AND id <> ? ORDER BY id DESC LIMIT 1"
    )
    return About(
        client=client,
        present=ClientId(rows.value(present, (client,))),
        numbers=numbers,
        word=word,
        name=name,
        record_number=rows.value("SELECT record_number FROM client WHERE id = ?", (client,)),
        folder=folder,
        until=rows.value("SELECT max(seq) FROM audit_event"),
    )


Ask = Callable[[Session, About], Any]


def _each(table: str, ask: Callable[[Session, int], Any]) -> list[Ask]:
    """Ask once for each number of a table; a place past the end is an ``IndexError`` always."""

    return _each_told(table, lambda s, one, _: ask(s, one))


def _each_told(table: str, ask: Callable[[Session, int, About], Any]) -> list[Ask]:
    """As ``_each``, of more than the number."""

    def at(place: int) -> Ask:
        return lambda s, a: ask(s, a.all_of(table)[place], a)

    return [at(place) for place in range(4)]


def _every_file(session: Session) -> list[NoteFile]:
    """Return files with the contents of all documents, as somebody who has them brings them in."""
    found = session.rows.all("SELECT DISTINCT sha256 FROM document ORDER BY 1")
    return [
        NoteFile(
            name="a.txt",
            size=1,
            sha256=row["sha256"],
            media_type="text/plain",
            text="",
            day=date(2026, 1, 2),
            day_from=DayFrom.CHOSEN,
        )
        for row in found
    ]


def _agenda(day: date) -> Ask:
    return lambda s, a: care_sessions.agenda(s, day)


def _notes(ask: Callable[[Session, Shelf, NoteId], Any]) -> list[Ask]:
    return [
        *_each("note", lambda s, one: ask(s, Shelf.RECORD, NoteId(one))),
        *_each("psychotherapy_note", lambda s, one: ask(s, Shelf.PSYCHOTHERAPY, NoteId(one))),
    ]


def _csv(session: Session, who: ClientId | None, a: About) -> list[str]:
    export_service.write_csv(session, a.folder / "log.csv", who)
    lines = (a.folder / "log.csv").read_text().splitlines()[1:]
    return [line for line in lines if int(line.partition(",")[0]) <= a.until]


def _page(session: Session, who: ClientId | None, a: About) -> list[AuditEvent]:
    return [one for one in audit.page(session, who, limit=10_000) if one.seq <= a.until]


def _queries(a: About) -> list[Query]:
    texts = (a.word, f'"{a.name}"', a.record_number, a.word[:3])
    return [
        Query(text=text, shelf=shelf, order=order, client_id=whose)
        for text in texts
        for shelf in Shelf
        for order in Order
        for whose in (None, a.client)
    ]


def _export(*, is_of_all: bool, part: Part = Part.RECORD, form: Form = Form.JSON) -> Ask:
    def ask(s: Session, a: About) -> Any:
        whose = None if is_of_all else a.client
        request = ExportRequest(client_id=whose, part=part, form=form, protection=STRONG)
        return exports.plan(s, request)

    return ask


_PLANNED = SessionImport(
    rows=(
        PlannedSession(
            line=2,
            verdict=Verdict.TAKEN,
            findings=(),
            client_text="x",
            details=CareSessionDetails(day=date(2020, 1, 2)),
        ),
    )
)
DAYS = (date(2008, 2, 4), date(2009, 5, 6), date(2026, 11, 24))

READINGS: dict[str, list[Ask]] = {
    "vault.audit.service.page": [
        lambda s, a: _page(s, None, a),
        lambda s, a: _page(s, a.client, a),
    ],
    "vault.audit.export_service.write_csv": [
        lambda s, a: _csv(s, None, a),
        lambda s, a: _csv(s, a.present, a),
    ],
    "vault.audit.service.verify": [lambda s, a: audit.verify(s).first_broken],
    "vault.backup.freshness.destinations": [lambda s, a: freshness.destinations(s)],
    "vault.backup.service.snapshots": [lambda s, a: backup.snapshots(s)],
    "vault.backup.service.copies_of": _each(
        "document", lambda s, one: backup.copies_of(s, DocumentId(one))
    ),
    "vault.clients.care_sessions.agenda": [_agenda(day) for day in DAYS],
    "vault.clients.care_sessions.held_without_note": [
        lambda s, a: care_sessions.held_without_note(s)
    ],
    "vault.clients.care_sessions.list_for": [lambda s, a: care_sessions.list_for(s, a.client)],
    "vault.clients.episodes.list_episodes": [lambda s, a: episodes.list_episodes(s, a.client)],
    "vault.clients.service.access_log": [lambda s, a: clients.access_log(s, a.client)],
    "vault.clients.service.get": [lambda s, a: clients.get(s, a.client)],
    "vault.clients.service.last_opened": [lambda s, a: clients.last_opened(s, a.client)],
    "vault.clients.service.lines": [lambda s, a: clients.lines(s, [a.client, a.present])],
    "vault.clients.service.list_ids": [
        lambda s, a: clients.list_ids(s),
        lambda s, a: clients.list_ids(s, a.word),
        lambda s, a: clients.list_ids(s, "@"),
        lambda s, a: clients.list_ids(s, statuses=frozenset(ClientStatus)),
        lambda s, a: clients.list_ids(s, statuses=frozenset({ClientStatus.DISPOSED})),
    ],
    "vault.clients.service.open_record": [lambda s, a: clients.open_record(s, a.client)],
    "vault.clients.service.with_number": [lambda s, a: clients.with_number(s, a.record_number)],
    "vault.disposal.beginning.may_be_mistake": [lambda s, a: disposal.may_be_mistake(s, a.client)],
    "vault.disposal.reviewing.review": [
        lambda s, a: disposal.review(s, [a.client]),
        lambda s, a: disposal.review(s, clients.list_ids(s)),
    ],
    "vault.custody.service.contacts": [
        lambda s, a: custody.contacts(s),
        lambda s, a: custody.contacts(s, a.client),
    ],
    "vault.custody.service.inherited_page": [
        lambda s, a: custody.inherited_page(s),
        lambda s, a: custody.inherited_page(s, a.client),
    ],
    "vault.custody.service.is_inherited": [lambda s, a: custody.is_inherited(s, a.client)],
    "vault.custody.service.letters": [lambda s, a: custody.letters(s, LetterCode.CLIENT, a.client)],
    "vault.custody.service.notes": [
        lambda s, a: custody.notes(s),
        lambda s, a: custody.notes(s, a.client),
    ],
    "vault.custody.service.tasks": [
        lambda s, a: custody.tasks(s),
        lambda s, a: custody.tasks(s, a.client),
    ],
    "vault.custody.service.verify_inherited_chain": [
        lambda s, a: custody.verify_inherited_chain(s)
    ],
    "vault.documents.checking.check_files": [lambda s, a: documents_checking.check_files(s)],
    "vault.documents.service.get": _each(
        "document", lambda s, one: documents.get(s, DocumentId(one))
    ),
    "vault.documents.service.list_documents": [lambda s, a: documents.list_documents(s, a.client)],
    "vault.documents.service.open_reading": _each(
        "document", lambda s, one: documents.open_reading(s, DocumentId(one))
    ),
    "vault.documents.service.record_copy_out": _each(
        "document", lambda s, one: documents.record_copy_out(s, DocumentId(one), Path("/out"))
    ),
    "vault.documents.service.readings": [
        lambda s, a: [one.document_id for one in documents.readings(s)],
        lambda s, a: documents.readings(s, [DocumentId(one) for one in a.all_of("document")]),
    ],
    "vault.documents.service.require_proof": _each_told(
        "document", lambda s, one, a: documents.require_proof(s, DocumentId(one), a.present)
    ),
    "vault.documents.service.same_content": [lambda s, a: documents.same_content(s, a.client, "x")],
    "vault.exports.service.plan": [
        _export(is_of_all=True),
        _export(is_of_all=False),
        _export(is_of_all=True, part=Part.PSYCHOTHERAPY),
        _export(is_of_all=True, form=Form.CSV),
    ],
    "vault.forms.service.newest": [
        lambda s, a: forms.newest(s, FormKey(form="session", client_id=a.client)),
        lambda s, a: forms.newest(s, FormKey(form="session")),
    ],
    "vault.forms.service.newest_by_client": [lambda s, a: forms.newest_by_client(s, "session")],
    "vault.holds.service.active": [lambda s, a: holds.active(s, a.client)],
    "vault.holds.service.all_active": [lambda s, a: holds.all_active(s)],
    "vault.holds.service.get": _each("hold", lambda s, one: holds.get(s, HoldId(one))),
    "vault.holds.service.held_clients": [lambda s, a: holds.held_clients(s)],
    "vault.holds.service.list_holds": [lambda s, a: holds.list_holds(s, a.client)],
    "vault.importers.origin_service.note_origins": [
        lambda s, a: origin_service.note_origins(s, a.client)
    ],
    "vault.importers.service.batches": [lambda s, a: importers.batches(s)],
    "vault.importers.service.gone_numbers": [lambda s, a: importers.gone_numbers(s)],
    "vault.importers.service.judge_sessions": [
        lambda s, a: importers.judge_sessions(s, _PLANNED, {"x": a.client})
    ],
    "vault.importers.service.session_owners": [
        lambda s, a: importers.session_owners(s, _PLANNED, {"x": a.client})
    ],
    "vault.importers.service.originals": [lambda s, a: importers.originals(s, _every_file(s))],
    "vault.importers.service.known_clients": [lambda s, a: importers.known_clients(s)],
    "vault.importers.service.used_clients": [lambda s, a: importers.used_clients(s, ImportId(1))],
    "vault.notes.checking.check_all": [lambda s, a: checking.check_all(s)],
    "vault.notes.checking.check_signature": _notes(checking.check_signature),
    "vault.notes.service.copy_plan": [lambda s, a: notes.copy_plan(s, a.client)],
    "vault.notes.service.days": _notes(lambda s, shelf, one: notes.days(s, [one])),
    "vault.notes.service.drafts": [lambda s, a: notes.drafts(s)],
    "vault.notes.service.get": _notes(notes.get),
    "vault.notes.service.next_draft": _notes(lambda s, shelf, one: notes.next_draft(s, one)),
    "vault.notes.service.notes": _notes(lambda s, shelf, one: notes.notes(s, shelf, [one])),
    "vault.notes.service.timeline_ids": [
        lambda s, a: notes.timeline_ids(s, a.client, Shelf.RECORD),
    ],
    "vault.notes.templates.all": [lambda s, a: templates.all(s)],
    "vault.paper.service.get": _each(
        "paper_record", lambda s, one: paper.get(s, PaperRecordId(one))
    ),
    "vault.paper.service.list_records": [lambda s, a: paper.list_records(s, a.client)],
    "vault.practice.service.get": [lambda s, a: practice.get(s)],
    "vault.retention.clock_service.clock_state": [lambda s, a: clock_service.clock_state(s)],
    "vault.retention.policy_service.binding_policy": [
        lambda s, a: policy_service.binding_policy(s)
    ],
    "vault.retention.policy_service.places": [lambda s, a: policy_service.places(s)],
    "vault.retention.policy_service.policy": [lambda s, a: policy_service.policy(s)],
    "vault.retention.policy_service.rules": [lambda s, a: policy_service.rules(s)],
    "vault.retention.policy_service.switched_on": [lambda s, a: policy_service.switched_on(s)],
    "vault.retention.service.ids": [lambda s, a: retention.ids(s)],
    "vault.retention.service.is_under_wrong_clock": [
        lambda s, a: retention.is_under_wrong_clock(s, a.client)
    ],
    "vault.retention.service.line": [lambda s, a: retention.line(s, a.client)],
    "vault.retention.service.lines": [lambda s, a: retention.lines(s, [a.client, a.present])],
    "vault.retention.service.notices": [lambda s, a: retention.notices(s, a.client)],
    "vault.retention.service.outcome": [lambda s, a: retention.outcome(s, a.client)],
    "vault.retention.service.overview": [lambda s, a: retention.overview(s)],
    "vault.retention.service.require_disposable": [
        lambda s, a: retention.require_disposable(s, [a.client])
    ],
    "vault.sealing.preflight.preflight": [lambda s, a: preflight.preflight(s)],
    "vault.search.service.find": [lambda s, a: [search.find(s, query) for query in _queries(a)]],
    "vault.succession.plan_service.kept_apart": [lambda s, a: plan_service.kept_apart(s)],
    "vault.succession.plan_service.parts_wanted": [lambda s, a: plan_service.parts_wanted(s)],
    "vault.succession.will_service.facts": [lambda s, a: will_service.facts(s)],
    "vault.succession.will_service.pdf": [lambda s, a: len(will_service.pdf(s))],
    "vault.transfers.service.get": _each(
        "transfer", lambda s, one: transfers.get(s, TransferId(one))
    ),
    "vault.transfers.service.list_transfers": [lambda s, a: transfers.list_transfers(s, a.client)],
}
