"""A practice with a row in every table, clients of every kind, and its parts, written once each.

The words in ``CANARIES`` stand in one record each: where one is found tells whose record that is.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import cached_property
from typing import Any, TypeVar

import pytest

from tests.exports.samples import ALIVE, Record, add_document, fill, mark_letter, write_note
from tests.records.clients.samples import mark_disposed
from tests.succession import plans
from tests.vault_fixtures import StoppedClock, open_session
from vault.audit import service as audit
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, ClientDetails, ContactKind, ContactMethod
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import ClientId
from vault.notes import service as notes
from vault.notes.model import NoteHead, NoteKind, Shelf
from vault.paper import service as paper
from vault.retention import service as retention
from vault.retention.model import Policy
from vault.sealing import contents
from vault.sealing.model import PartAccount, SealFacts
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service
from vault.succession.plan_model import Audience
from vault.transfers import rows as transfer_rows

T = TypeVar("T")
Run = Callable[[Callable[[Session], Any]], Any]

RTL = "\u05e9\u05d9\u05e8\u05d4 \u05d1\u05df-\u05e2\u05de\u05d9 \U0001f469\u200d\U0001f9bd"
MARKUP = '<script>alert(1)</script> & "Sons" {{ 7*7 }}'
FORMULA = '=HYPERLINK("http://example.org","x")'
OWN, ALTERNATES, NOBODYS, DISPOSED = (
    "ownpelican",
    "alternatepelican",
    "nobodypelican",
    "gonepelican",
)
NOTES_APART = "The dream of the letter."


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """Who is in the practice."""

    full: Record
    markup: ClientId
    alternates: ClientId
    nobodys: ClientId
    disposed: ClientId


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A part that was written: its account, its bytes, its files."""

    account: PartAccount
    content: bytes = field(repr=False)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its path."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def everything(self) -> str:
        """All that can be read in it."""
        return "\n".join(text.decode("utf-8") for text in self.files.values())

    def text(self, path: str) -> str:
        return self.files[path].decode("utf-8")

    def json(self, path: str) -> Any:
        return json.loads(self.files[path])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealable:
    """A practice of which any part can be written."""

    session: Session
    facts: SealFacts
    clients: Clients

    def write(self, part: Part, run: Run | None = None) -> Opened:
        sink = io.BytesIO()
        account = contents.write_part(part, self.facts, sink, run or self.at_once)
        return Opened(account=account, content=sink.getvalue())

    def at_once(self, job: Callable[[Session], T]) -> T:
        return job(self.session)


def fill_practice(session: Session) -> Clients:
    """Enter a row into every table that is sealed; the session is stepped up after it."""
    full = fill(session, replace(ALIVE, legal_name=f"{RTL} {OWN}"))
    mark_letter(session, full)  # the sealed export is whole: what was in error travels in it
    _of_office(session, full)
    found = Clients(
        full=full,
        markup=_markup(session),
        alternates=_client(session, ALTERNATES),
        nobodys=_client(session, NOBODYS),
        disposed=_client(session, DISPOSED),
    )
    plan_service.save(session, plans.FULL)
    plan_service.keep_apart(session, found.alternates, Audience.ALTERNATE, "her own cousin")
    plan_service.keep_apart(session, found.nobodys, Audience.NOBODY, "asked for it")
    _of_practice(session)
    mark_disposed(session, found.disposed)
    audit.checkpoint(session, "seal")
    return found


def _of_office(session: Session, full: Record) -> None:
    client_id, day = full.client_id, session.today()
    later = day + timedelta(days=2)
    details = CareSessionDetails(day=later, starts_at=time(14, 30), minutes=50)
    care_sessions.add(session, client_id, details)
    draft = notes.start(session, _apart_head(client_id))
    notes.autosave(
        session,
        Shelf.PSYCHOTHERAPY,
        draft,
        notes.get(session, Shelf.PSYCHOTHERAPY, full.apart).body,
    )
    notes.add_addendum(session, Shelf.PSYCHOTHERAPY, full.apart, "More of the dream.")
    wrong = write_note(
        session, client_id, "Another’s.", kind=NoteKind.PSYCHOTHERAPY, shelf=Shelf.PSYCHOTHERAPY
    )
    notes.mark_error(session, Shelf.PSYCHOTHERAPY, wrong, "wrong client")
    holds.place(session, client_id, HoldKind.LEGAL, "Subpoena of May", day)
    paper.add(session, client_id, "Two folders", "Blue cabinet")
    retention.add_notice(session, client_id, "first_class_mail", day, "sent twice")
    retention.override(session, client_id, date(2040, 1, 2), "Asked by the court")
    transfer_rows.insert(
        session.rows,
        {
            "uid": "e" * 32,
            "client_id": client_id,
            "recipient": "Dr. Rao",
            "basis": "Authorization of 3 May",
            "packet_sha256": "f" * 64,
            "made_at": "2026-11-24T12:00:00.000000Z",
        },
    )


def _apart_head(client_id: ClientId) -> NoteHead:
    return NoteHead(
        client_id=client_id,
        occurred_on=date(2026, 11, 4),
        kind=NoteKind.PSYCHOTHERAPY,
        shelf=Shelf.PSYCHOTHERAPY,
    )


def _markup(session: Session) -> ClientId:
    """A client whose every field is something else to a browser, or to a spreadsheet."""
    phone = ContactMethod(kind=ContactKind.PHONE, value=FORMULA, rule=MARKUP)
    details = ClientDetails(
        legal_name=MARKUP, preferred_name=FORMULA, contacts=(phone,), restrictions=MARKUP
    )
    client_id = clients.add(session, details, "A/../1")
    write_note(session, client_id, MARKUP)
    for name in ("../../etc/passwd", "con.txt", "\u05d0\u05d1 <b>.pdf", "x.pdf", "X.PDF"):
        add_document(session, client_id, name.encode(), name, title=name)
    return client_id


def _client(session: Session, name: str) -> ClientId:
    client_id = clients.add(session, ClientDetails(legal_name=name, risk_flag=f"risk {name}"))
    write_note(session, client_id, f"About {name}.")
    write_note(
        session,
        client_id,
        f"Apart about {name}.",
        kind=NoteKind.PSYCHOTHERAPY,
        shelf=Shelf.PSYCHOTHERAPY,
    )
    add_document(session, client_id, name.encode(), f"{name}.txt")
    return client_id


def _of_practice(session: Session) -> None:
    retention.set_policy(session, Policy(years=10, minor_years=10))
    rule = next(line for line in retention.rules(session) if not line.is_on)
    retention.switch_rule(session, rule.rule.id, True, "Checked by counsel")
    put = session.rows.run
    disposal = put(
        "INSERT INTO disposal (uid, kind, begun_at) VALUES (?, 'retention', '2026-01-01')", ("d",)
    )
    stone = put(
        "INSERT INTO tombstone (client_uid, record_number, at, disposal_id) VALUES (?, ?, ?, ?)",
        ("c" * 32, "0900", "2026-01-02", disposal),
    )
    put(
        "INSERT INTO certificate (number, tombstone_id, at, document, signature)"
        " VALUES ('C-1', ?, '2026-01-03', '{}', 'sig')",
        (stone,),
    )
    put("INSERT INTO audit_erasure (seq, at, reason) VALUES (1, '2026-01-04', 'disposal')")
    put("INSERT INTO import_batch (uid, kind, source_sha256, at) VALUES ('i', 'notes', '', '2026')")
    put("INSERT OR IGNORE INTO clock_jump (seq) VALUES (2)")


@pytest.fixture(scope="module")
def sealable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealable]:
    """A practice with everything in it; nobody changes it."""
    folder = tmp_path_factory.mktemp("sealable")
    session = open_session(folder, StoppedClock())
    found = fill_practice(session)
    yield Sealable(session=session, facts=contents.plan_facts(session), clients=found)
    session.close()


@pytest.fixture(scope="module")
def parts(sealable: Sealable) -> Mapping[Part, Opened]:
    """Every part of it."""
    return {part: sealable.write(part) for part in Part}
