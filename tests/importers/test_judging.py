"""What the vault says of planned sessions: they are there already, or cannot be."""

from datetime import date

import pytest

from tests.importers.test_appointments import planned
from tests.store.conftest import CLIENT
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.clients.model import CareSessionStatus, ClientDetails
from vault.errors import NotFound
from vault.ids import ClientId
from vault.importers import service
from vault.importers.batch_model import ImportCounts, ImportKind, Source
from vault.importers.model import Reason, SessionImport
from vault.session import Session

REPORT = Source(kind=ImportKind.APPOINTMENTS, sha256="ab" * 32)
ANA = CLIENT
MATCHES = {"Ana": ANA, "Diaz, Ana": ANA}
ONCE = "Client,Date,Type,Status\nAna,2026-01-05 10:00,Individual,Held\n"


def _reasons(session: Session, plan: SessionImport) -> list[set[Reason]]:
    rows = service.judge_sessions(session, plan, MATCHES).rows
    return [{one.reason for one in row.findings} for row in rows]


@pytest.mark.parametrize("at", [" 10:00", ""], ids=["at one hour", "without a time"])
def test_a_second_row_of_the_same_client_and_time_is_held_and_can_come_in(
    session: Session, at: str
) -> None:
    plan = planned(
        f"Client,Date,Type,Status\nAna,2026-01-05{at},Individual,Held\n"
        f'"Diaz, Ana",2026-01-05{at},Group,No show\nBo,2026-01-05{at},Group,Held\n'
    )
    assert _reasons(session, plan) == [set(), {Reason.SESSION_REPEATED}, set()]
    batch = service.commit_sessions(session, plan, MATCHES, REPORT, frozenset({3}))
    assert batch.counts == ImportCounts(sessions=2, skipped=1)
    came = {(one.details.kind, one.details.status) for one in care_sessions.list_for(session, ANA)}
    assert came == {
        ("individual", CareSessionStatus.HELD),
        ("group", CareSessionStatus.NO_SHOW),
    }


def test_what_was_brought_before_is_there_and_stays_out(session: Session) -> None:
    plan = planned(ONCE)
    service.commit_sessions(session, plan, MATCHES, REPORT)
    assert _reasons(session, plan) == [{Reason.SESSION_THERE}]
    again = service.commit_sessions(session, plan, MATCHES, REPORT)
    assert again.counts == ImportCounts(skipped=1)


def test_another_status_than_the_session_there_has_is_said(session: Session) -> None:
    service.commit_sessions(session, planned(ONCE), MATCHES, REPORT)
    missed = planned(ONCE.replace("Held", "No show"))
    assert _reasons(session, missed) == [{Reason.SESSION_DIFFERS}]
    batch = service.commit_sessions(session, missed, MATCHES, REPORT, frozenset({2}))
    assert batch.counts.sessions == 1


def test_a_session_before_birth_is_refused_and_the_others_come_in(session: Session) -> None:
    clients.change(session, ANA, ClientDetails(legal_name="Ana", birth_date=date(2020, 5, 1)))
    plan = planned("Client,Date\nAna,2020-04-15 10:00\nAna,2026-01-05 10:00\n")
    assert _reasons(session, plan)[0] >= {Reason.BEFORE_BIRTH}
    batch = service.commit_sessions(session, plan, MATCHES, REPORT, frozenset({2, 3}))
    assert batch.counts == ImportCounts(sessions=1, skipped=1)


def test_what_was_said_of_one_client_is_not_said_of_another(session: Session) -> None:
    service.commit_sessions(session, planned(ONCE), MATCHES, REPORT)
    bo = clients.add(session, ClientDetails(legal_name="Bo"))
    judged = service.judge_sessions(session, planned(ONCE), MATCHES)
    assert service.judge_sessions(session, judged, {"Ana": bo}) == planned(ONCE)


def test_what_many_clients_have_is_asked_in_two_statements(session: Session) -> None:
    service.commit_sessions(session, planned(ONCE), MATCHES, REPORT)
    names = [f"Bo {number}" for number in range(5)]
    others = {name: clients.add(session, ClientDetails(legal_name=name)) for name in names}
    plan = planned(ONCE + "".join(f"{name},2026-01-05 10:00,Individual,Held\n" for name in names))
    statements: list[str] = []
    session.rows._raw.set_trace_callback(statements.append)
    try:
        owners = service.session_owners(session, plan, MATCHES | others)
    finally:
        session.rows._raw.set_trace_callback(None)
    assert len(statements) == 2
    assert {one for one, owner in owners.items() if owner.had} == {ANA}
    assert len(owners) == 6


def test_sessions_of_a_client_who_is_not_there_are_not_judged(session: Session) -> None:
    with pytest.raises(NotFound):
        service.session_owners(session, planned(ONCE), {"Ana": ClientId(99)})
