"""Lines of a list that are merged with a client, or with each other."""

from dataclasses import replace
from datetime import date

import pytest

from tests.importers import tabling
from tests.store.conftest import CLIENT
from tests.store.drawer import DrawerKeyring
from vault.clients import episodes
from vault.clients import service as clients
from vault.clients.model import (
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    PersonRole,
    RelatedPerson,
)
from vault.ids import ClientId
from vault.importers import choosing, service
from vault.importers.batch_model import ImportKind, Source
from vault.importers.model import (
    Choice,
    ClientImport,
    Duplicate,
    Likeness,
    PlannedClient,
    Verdict,
)
from vault.notes import service as notes
from vault.notes.model import Shelf
from vault.session import Session

LIST = Source(kind=ImportKind.CLIENTS, sha256="ab" * 32)
ANA = CLIENT


def _line(line: int, details: ClientDetails, into: Duplicate | None = None) -> PlannedClient:
    return PlannedClient(
        line=line,
        verdict=Verdict.TAKEN,
        findings=(),
        details=details,
        choice=None if into is None else Choice.MERGE,
        into=into,
    )


def _same(client_id: ClientId | None = None, line: int | None = None) -> Duplicate:
    return Duplicate(likeness=next(iter(Likeness)), client_id=client_id, line=line)


def test_two_lines_of_a_list_are_merged_with_one_client(session: Session) -> None:
    first = _line(2, ClientDetails(legal_name="Ana", pronouns="she/her"), _same(ANA))
    second = _line(3, ClientDetails(legal_name="Ana", risk_flag="x"), _same(ANA))
    service.commit_clients(session, ClientImport(rows=(first, second)), LIST)
    assert clients.get(session, ANA).details.risk_flag == "x"


def test_a_line_is_merged_with_the_line_before_it(session: Session) -> None:
    first = _line(2, ClientDetails(legal_name="Bo", pronouns="he/him"))
    second = _line(3, ClientDetails(legal_name="Bo", risk_flag="x"), _same(line=2))
    service.commit_clients(session, ClientImport(rows=(first, second)), LIST)


def test_a_later_merge_does_not_hide_what_was_typed(session: Session) -> None:
    made = _line(2, ClientDetails(legal_name="Bo"))
    batch = service.commit_clients(session, ClientImport(rows=(made,)), LIST)
    bo = clients.list_ids(session, "Bo")[0]
    clients.change(session, bo, replace(clients.get(session, bo).details, restrictions="typed"))
    merged = _line(2, ClientDetails(legal_name="Bo", pronouns="he/him"), _same(bo))
    service.commit_clients(session, ClientImport(rows=(merged,)), LIST)
    assert bo in service.used_clients(session, batch.id)


FULL = """Name,DOB,Status,Date of death,Emergency contact,Emergency contact phone,\
Emergency contact relationship,Phone (home),Start date,End date,Discharge reason,Client ID
Ana,1980-02-03,Deceased,2026-01-02,Bob Diaz,555-7777,brother,555 0100,2021-05-06,2025-06-07,\
Moved,OLD-9
""".replace("\\\n", "")


def _merged(session: Session, text: str) -> str:
    """Merge the only row with Ana; return the notes of her record, which begins without any."""
    before = set(notes.timeline_ids(session, ANA, Shelf.RECORD))
    plan = tabling.planned(text, *service.known_clients(session))
    plan = choosing.choose(plan, 2, Choice.MERGE, _same(ANA))
    service.commit_clients(session, plan, LIST)
    new = [one for one in notes.timeline_ids(session, ANA, Shelf.RECORD) if one not in before]
    return "\n".join(one.body.text for one in notes.notes(session, Shelf.RECORD, new))


def test_what_a_merge_does_not_fill_stands_in_the_note(session: Session) -> None:
    bob = RelatedPerson(role=PersonRole.EMERGENCY, name="Bob Diaz", phone="555-1111")
    phone = ContactMethod(kind=ContactKind.PHONE, value="555 0100", label="work")
    before = ClientDetails(legal_name="Ana", people=(bob,), contacts=(phone,))
    clients.change(session, ANA, before)
    episodes.open_episode(session, ANA, date(2020, 1, 1))
    told = _merged(session, FULL)
    for line in (
        "status: deceased",
        "deceased_on: 2026-01-02",
        "phone of Bob Diaz: 555-7777",
        "label of 555 0100: Phone (home)",
        "opened_on: 2021-05-06",
        "closed_on: 2025-06-07",
        "closing_reason: Moved",
        "record_number: OLD-9",
    ):
        assert line in told
    after = clients.get(session, ANA).details
    assert after.people == (replace(bob, relation="brother"),)
    assert (after.contacts, after.status) == ((phone,), ClientStatus.ACTIVE)


def test_parts_that_a_merge_filled_are_emptied_again(
    session: Session, drawer: DrawerKeyring
) -> None:
    bob = RelatedPerson(role=PersonRole.EMERGENCY, name="Bob Diaz")
    clients.change(session, ANA, ClientDetails(legal_name="Ana", people=(bob,)))
    before = clients.get(session, ANA).details
    _merged(session, FULL)
    assert clients.get(session, ANA).details.people[0].phone == "555-7777"
    service.undo(session, "1234", service.batches(session)[0].id, drawer)
    assert clients.get(session, ANA).details == before


def test_two_lines_that_fill_one_entry_are_taken_back_whole(
    session: Session, drawer: DrawerKeyring
) -> None:
    before = clients.get(session, ANA).details
    bob = RelatedPerson(role=PersonRole.EMERGENCY, name="Bob")
    first = _line(2, ClientDetails(legal_name="Ana", people=(bob,)), _same(ANA))
    full = replace(bob, phone="555")
    second = _line(3, ClientDetails(legal_name="Ana", people=(full,)), _same(ANA))
    batch = service.commit_clients(session, ClientImport(rows=(first, second)), LIST)
    assert clients.get(session, ANA).details.people == (full,)
    service.undo(session, "1234", batch.id, drawer)
    assert clients.get(session, ANA).details == before


@pytest.mark.parametrize(
    ("cell", "is_told"), [("Active", True), ("", False)], ids=["said", "not said"]
)
def test_a_status_that_the_file_says_is_told(session: Session, cell: str, is_told: bool) -> None:
    closed = ClientDetails(legal_name="Ana", status=ClientStatus.CLOSED)
    clients.change(session, ANA, closed)
    told = _merged(session, f"Name,Status,Pronouns\nAna,{cell},she/her\n")
    assert ("status: active" in told) is is_told


def test_what_the_rules_refuse_is_told_and_does_not_stop_the_import(session: Session) -> None:
    dead = ClientDetails(
        legal_name="Ana", status=ClientStatus.DECEASED, deceased_on=date(2010, 1, 1)
    )
    clients.change(session, ANA, dead)
    told = _merged(session, "Name,DOB,Start date,Pronouns\nAna,2011-01-01,2012-01-01,she/her\n")
    assert "birth_date: 2011-01-01" in told
    assert clients.get(session, ANA).details == replace(dead, pronouns="she/her")


def test_an_episode_before_birth_is_told(session: Session) -> None:
    clients.change(session, ANA, ClientDetails(legal_name="Ana", birth_date=date(2020, 1, 1)))
    told = _merged(session, "Name,Start date\nAna,2012-01-01\n")
    assert "opened_on: 2012-01-01" in told
    assert episodes.list_episodes(session, ANA) == []
