"""Imports as one unit: committed whole or not at all, taken back whole."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.importers.test_calendars import event, planned
from tests.store.conftest import CLIENT, TEXT
from tests.store.drawer import DrawerKeyring
from vault.audit import service as audit
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import (
    CareSessionDetails,
    CareSessionStatus,
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
)
from vault.errors import (
    Cancelled,
    Held,
    ImportInUse,
    ImportStale,
    InvalidValue,
    NotFound,
    RecordNumberTaken,
    WrongPassphrase,
)
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import NoteId
from vault.importers import service
from vault.importers.batch_model import ImportCounts, ImportKind, Source
from vault.importers.model import (
    Choice,
    ClientImport,
    Duplicate,
    Extra,
    Likeness,
    PlannedClient,
    PlannedSession,
    SessionImport,
    Verdict,
)
from vault.notes import service as notes
from vault.notes.model import NoteHead, Shelf
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store import copying

FILE = Source(kind=ImportKind.CLIENTS, sha256="ab" * 32)
CALENDAR = Source(kind=ImportKind.CALENDAR, sha256="cd" * 32)
KEPT = CLIENT


def _planned(line: int, name: str, **others: object) -> PlannedClient:
    values: dict[str, object] = {
        "line": line,
        "verdict": Verdict.TAKEN,
        "findings": (),
        "details": ClientDetails(legal_name=name),
    }
    return PlannedClient(**(values | others))  # type: ignore[arg-type]  # keyword arguments by name


LIST = ClientImport(
    rows=(
        _planned(2, "Bo Lindqvist", extras=(Extra(header="Insurance", value="Wisteria Mutual"),)),
        _planned(
            3,
            "نور الهدى",
            opened_on=date(2024, 3, 1),
            closed_on=date(2025, 3, 1),
            closing_reason="Moved away",
        ),
        _planned(4, "Held", verdict=Verdict.HELD),
        _planned(5, "Skipped", choice=Choice.SKIP),
    )
)


def _state(vault: Session) -> list[object]:
    """All rows but the audit's and the counters, which grow with every act."""
    growing = {"audit_event", "audit_detail", "audit_erasure", "audit_checkpoint", "import_batch"}
    names = [
        row[0]
        for row in vault.rows.all("SELECT name FROM pragma_table_list WHERE type = 'table'")
        if row[0] not in growing | {"vault"} and not row[0].startswith("sqlite")
    ]
    return [(n, [tuple(r) for r in vault.rows.all(f"SELECT * FROM {n}")]) for n in sorted(names)]


def test_a_list_comes_in(session: Session) -> None:
    batch = service.commit_clients(session, LIST, FILE)
    assert batch.counts == ImportCounts(clients=2, episodes=1, notes=1, skipped=2)
    ids = clients.list_ids(session, "Lindqvist")
    assert clients.get(session, ids[0]).record_number == "0002"
    other = clients.list_ids(session, "نور")[0]
    episode = episodes.list_episodes(session, other)[0]
    assert (episode.opened_on, episode.closing_reason) == (date(2024, 3, 1), "Moved away")
    assert audit.verify(session).is_sound


def test_unknown_columns_are_found_in_a_note_that_nobody_signed(session: Session) -> None:
    service.commit_clients(session, LIST, FILE)
    hit = search.find(session, Query(text="wisteria")).notes[0]
    note = notes.get(session, Shelf.RECORD, hit.note_id)
    assert "Insurance: Wisteria Mutual" in note.body.text
    assert (note.is_imported, note.is_signed, note.is_final) == (True, False, True)
    assert notes.drafts(session) == []


def test_cancelled_or_failed_nothing_of_it_remains(session: Session) -> None:
    before = copying.all_rows(session.rows)

    def stop(step: str, done: int, total: int) -> None:
        if done == 1:
            raise Cancelled()

    with pytest.raises(Cancelled):
        service.commit_clients(session, LIST, FILE, stop)
    broken = replace(LIST, rows=(*LIST.rows, _planned(9, " ")))
    with pytest.raises(InvalidValue):
        service.commit_clients(session, broken, FILE)
    taken = replace(LIST, rows=(*LIST.rows, _planned(9, "X", record_number="0001")))
    with pytest.raises(RecordNumberTaken):
        service.commit_clients(session, taken, FILE)
    gone = _planned(9, "X", choice=Choice.MERGE, into=Duplicate(likeness=Likeness.NAME, line=77))
    with pytest.raises(ImportStale):
        service.commit_clients(session, replace(LIST, rows=(*LIST.rows, gone)), FILE)
    assert copying.all_rows(session.rows) == before


def test_a_list_is_taken_back_whole(session: Session, drawer: DrawerKeyring) -> None:
    before = _state(session)
    batch = service.commit_clients(session, LIST, FILE)
    clients.open_record(session, clients.list_ids(session, "Lindqvist")[0])
    service.undo(session, "1234", batch.id, drawer)
    assert _state(session) == before
    assert search.find(session, Query(text="Wisteria")).notes == ()
    assert audit.verify(session).is_sound
    assert audit.verify(session).erased > 0
    assert service.batches(session)[0].undone_at is not None
    with pytest.raises(NotFound):
        service.undo(session, "1234", batch.id, drawer)
    assert notes.get(session, Shelf.RECORD, NoteId(1)).body.text == TEXT


def test_what_people_entered_since_keeps_an_import(
    session: Session,
    drawer: DrawerKeyring,
) -> None:
    batch = service.commit_clients(session, LIST, FILE)
    client = clients.list_ids(session, "Lindqvist")[0]
    notes.start(session, NoteHead(client_id=client, occurred_on=date(2026, 11, 1)))
    with pytest.raises(ImportInUse) as error:
        service.undo(session, "1234", batch.id, drawer)
    assert error.value.clients == {client}
    assert len(clients.list_ids(session)) == 3


def test_a_changed_client_keeps_an_import(session: Session, drawer: DrawerKeyring) -> None:
    batch = service.commit_clients(session, LIST, FILE)
    client = clients.list_ids(session, "Lindqvist")[0]
    clients.change(session, client, ClientDetails(legal_name="Bo Lindqvist", pronouns="they"))
    with pytest.raises(ImportInUse):
        service.undo(session, "1234", batch.id, drawer)


def test_a_hold_keeps_what_an_import_gave_to_a_record(
    session: Session, drawer: DrawerKeyring
) -> None:
    batch = service.commit_sessions(session, SESSIONS, {"Osei, Amara": KEPT}, CALENDAR)
    hold = holds.place(session, KEPT, HoldKind.LEGAL, "Subpoena", date(2026, 1, 2))
    before = care_sessions.list_for(session, KEPT)
    with pytest.raises(Held) as error:
        service.undo(session, "1234", batch.id, drawer)
    assert error.value.clients == {KEPT}
    assert care_sessions.list_for(session, KEPT) == before != []
    holds.release(session, hold.id, "Settled")
    service.undo(session, "1234", batch.id, drawer)
    assert care_sessions.list_for(session, KEPT) == []


def test_the_wrong_secret_takes_nothing_back(session: Session, drawer: DrawerKeyring) -> None:
    batch = service.commit_clients(session, LIST, FILE)
    with pytest.raises(WrongPassphrase):
        service.undo(session, "4321", batch.id, drawer)
    assert len(clients.list_ids(session)) == 3


def _merging() -> ClientImport:
    details = ClientDetails(
        legal_name="Ana Maria",
        pronouns="she/her",
        birth_date=date(1990, 2, 28),
        contacts=(ContactMethod(kind=ContactKind.PHONE, value="555 0100"),),
        contact_rules=("No voicemail",),
    )
    into = Duplicate(likeness=Likeness.NAME, client_id=KEPT)
    return ClientImport(rows=(_planned(2, "", details=details, choice=Choice.MERGE, into=into),))


def test_a_merge_fills_what_is_empty_and_keeps_what_differs(session: Session) -> None:
    clients.change(session, KEPT, ClientDetails(legal_name="Ana", pronouns="ella"))
    batch = service.commit_clients(session, _merging(), FILE)
    details = clients.get(session, KEPT).details
    assert (details.legal_name, details.pronouns) == ("Ana", "ella")
    assert (details.birth_date, len(details.contacts)) == (date(1990, 2, 28), 1)
    assert batch.counts == ImportCounts(merged=1, notes=1)
    told = notes.get(
        session, Shelf.RECORD, search.find(session, Query(text="maria")).notes[0].note_id
    )
    assert "legal_name: Ana Maria" in told.body.text
    assert "pronouns: she/her" in told.body.text


def test_a_merge_taken_back_empties_what_it_filled(
    session: Session,
    drawer: DrawerKeyring,
) -> None:
    before = clients.get(session, KEPT).details
    batch = service.commit_clients(session, _merging(), FILE)
    clients.change(
        session,
        KEPT,
        replace(clients.get(session, KEPT).details, pronouns="they", status=ClientStatus.CLOSED),
    )
    service.undo(session, "1234", batch.id, drawer)
    after = clients.get(session, KEPT).details
    assert after == replace(before, pronouns="they", status=ClientStatus.CLOSED)


SESSIONS = SessionImport(
    rows=tuple(
        PlannedSession(
            line=line,
            verdict=verdict,
            findings=(),
            client_text=who,
            details=CareSessionDetails(
                status=CareSessionStatus.HELD,
                day=date(2026, 10, line),
                starts_at=time(9, 0),
                minutes=50,
            ),
            extras=(Extra(header="Charge", value="120"), Extra(header="Charge", value="0")),
        )
        for line, verdict, who in (
            (2, Verdict.TAKEN, "Osei, Amara"),
            (3, Verdict.HELD, "Osei, Amara"),
            (4, Verdict.TAKEN, "Nobody"),
        )
    )
)


def test_sessions_come_to_the_client_that_a_person_chose(
    session: Session,
    drawer: DrawerKeyring,
) -> None:
    batch = service.commit_sessions(session, SESSIONS, {"Osei, Amara": KEPT}, CALENDAR)
    assert batch.counts == ImportCounts(sessions=1, skipped=2)
    held = care_sessions.list_for(session, KEPT)[0]
    assert held.details.remark == "Charge: 120\nCharge: 0"
    again = service.commit_sessions(
        session, SESSIONS, {"Osei, Amara": KEPT}, CALENDAR, taken_anyway=frozenset({3})
    )
    assert again.counts == ImportCounts(sessions=1, skipped=2)
    service.undo(session, "1234", batch.id, drawer)
    service.undo(session, "1234", again.id, drawer)
    assert care_sessions.list_for(session, KEPT) == []


def test_an_imported_session_with_a_note_stays(
    session: Session,
    drawer: DrawerKeyring,
) -> None:
    batch = service.commit_sessions(session, SESSIONS, {"Osei, Amara": KEPT}, CALENDAR)
    head = NoteHead(
        client_id=KEPT,
        occurred_on=date(2026, 10, 2),
        care_session_id=care_sessions.list_for(session, KEPT)[0].id,
    )
    notes.start(session, head)
    with pytest.raises(ImportInUse):
        service.undo(session, "1234", batch.id, drawer)


def test_after_an_undo_only_the_new_files_are_there(
    session: Session, drawer: DrawerKeyring
) -> None:
    batch = service.commit_clients(session, LIST, FILE)
    service.undo(session, "1234", batch.id, drawer)
    session.rows.check()
    names = {e.name for e in session.opened.folder.iterdir() if not e.name.endswith("-journal")}
    assert names == {"vault.json", "keys-2.age", "records-2.db", "lock", "attachments"}


def test_what_was_typed_into_an_imported_session_keeps_it(
    session: Session, drawer: DrawerKeyring
) -> None:
    batch = service.commit_sessions(session, SESSIONS, {"Osei, Amara": KEPT}, CALENDAR)
    held = care_sessions.list_for(session, KEPT)[0]
    care_sessions.change(session, held.id, replace(held.details, remark="She fell, she said."))
    with pytest.raises(ImportInUse):
        service.undo(session, "1234", batch.id, drawer)


@pytest.mark.parametrize("told", ["a line\x0banother", "x" * 20_001], ids=["vertical tab", "long"])
def test_one_invitation_does_not_stop_a_calendar(session: Session, told: str) -> None:
    row = event("UID:1", "DTSTART:19500301T100000", "SUMMARY:Ana", f"DESCRIPTION:{told}")
    plan = planned(row)
    everything = frozenset(row.line for row in plan.rows)
    batch = service.commit_sessions(session, plan, {"Ana": KEPT}, CALENDAR, everything)
    assert batch.counts.sessions == 1
