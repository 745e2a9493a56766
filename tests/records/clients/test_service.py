"""Adding, changing and opening clients, and what the audit says of it."""

from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.records.clients.samples import FULL, PLAIN, mark_disposed
from tests.vault_fixtures import StoppedClock, open_session
from vault.audit import service as audit
from vault.audit.model import AuditEvent
from vault.changes import Changes, Kind
from vault.clients import rows, service
from vault.clients.model import ClientDetails, ClientStatus, ContactKind, ContactMethod
from vault.errors import InvalidValue, NotFound, RecordClosed, RecordNumberTaken, RuleBroken
from vault.ids import ClientId
from vault.session import Session

NAMES = (
    "e\u0301lodie",  # a combining accent stays apart
    "\u00c9lodie",
    "\u05d3\u05d5\u05d3 \u200fבן־גוריון",  # right to left, with a direction mark
    "محمد الأمين",
    "王小明",
    "Nguyễn Thị Ánh",
    "हिन्दी शर्मा",
    "🧑🏽‍🦱 Sam",  # joined with U+200D
    'O\'Brien "Bo" -- ; DROP TABLE client',
    "  two  spaces  ",
    "x" * 200,
)


def _last(session: Session) -> AuditEvent:
    return audit.page(session, limit=1)[0]


def _changed_fields(session: Session) -> object:
    return _last(session).detail["fields"]


def test_a_client_comes_back_as_entered(session: Session, clock: StoppedClock) -> None:
    client_id = service.add(session, FULL)
    client = service.get(session, client_id)
    assert client.details == FULL
    assert (client.id, client.record_number, client.name) == (client_id, "0001", "Max")
    assert client.created_at == client.changed_at == clock.instant
    assert len(client.uid) == 32


def test_the_full_sample_leaves_no_field_at_its_default() -> None:
    plain = ClientDetails(legal_name="")
    assert all(getattr(FULL, f.name) != getattr(plain, f.name) for f in fields(ClientDetails))


@pytest.mark.parametrize("name", NAMES)
def test_names_are_kept_exactly(session: Session, name: str) -> None:
    details = ClientDetails(legal_name=name, preferred_name=name)
    assert service.get(session, service.add(session, details)).details == details


def test_a_client_is_still_there_when_the_vault_is_opened_again(tmp_path: Path) -> None:
    first = open_session(tmp_path)
    client_id = service.add(first, FULL)
    first.close()
    second = open_session(tmp_path)
    assert service.get(second, client_id).details == FULL
    second.close()


def test_numbers_count_up_from_the_highest(session: Session) -> None:
    given = ["0417", None, "A-7", "0009", None, "99999", None, "9" * 30, None]
    ids = [service.add(session, PLAIN, number) for number in given]
    assert [service.get(session, i).record_number for i in ids] == [
        *("0417", "0418", "A-7", "0009", "0419", "99999", "100000", "9" * 30, "100001")
    ]


def test_a_number_is_given_once(session: Session) -> None:
    service.add(session, PLAIN, "0001")
    before = audit.page(session)
    with pytest.raises(RecordNumberTaken):
        service.add(session, PLAIN, "0001")
    assert audit.page(session) == before
    with pytest.raises(RuleBroken), session.begin("client.add") as tx:
        rows.insert(tx.rows, PLAIN, "0001", tx.now)


@pytest.mark.parametrize("number", ["", " ", " 7", "7\n", "7\0", "x" * 41, "\u200b", "\ud800"])
def test_a_number_is_a_short_line(session: Session, number: str) -> None:
    with pytest.raises(InvalidValue, match="record_number"):
        service.add(session, PLAIN, number)


def test_adding_is_audited_by_field_names_alone(session: Session, heard: list[Changes]) -> None:
    client_id = service.add(session, PLAIN)
    event = _last(session)
    assert (event.action, event.client_id) == ("client.add", client_id)
    assert event.detail == {"fields": "legal_name"}
    assert heard == [{Kind.CLIENTS, Kind.AUDIT}]


def test_what_is_refused_leaves_nothing(session: Session, heard: list[Changes]) -> None:
    with pytest.raises(InvalidValue, match="legal_name"):
        service.add(session, ClientDetails(legal_name="x" * 10_000_000))
    assert service.list_ids(session) == []
    assert heard == []


@pytest.mark.parametrize("field", [field.name for field in fields(ClientDetails)])
def test_each_field_can_change_by_itself(
    session: Session, clock: StoppedClock, heard: list[Changes], field: str
) -> None:
    # status and the date of death go together
    start = replace(PLAIN, status=ClientStatus.DECEASED) if field == "deceased_on" else PLAIN
    client_id = service.add(session, start)
    heard.clear()
    clock.advance(timedelta(hours=1))
    after = replace(start, **{field: getattr(FULL, field)})
    service.change(session, client_id, after)
    client = service.get(session, client_id)
    assert client.details == after
    assert client.changed_at - client.created_at == timedelta(hours=1)
    assert _last(session).action == "client.change"
    assert _last(session).detail == {"fields": field}
    assert heard == [{Kind.CLIENTS, Kind.AUDIT}]


def test_lists_that_did_not_change_keep_their_rows(session: Session) -> None:
    client_id = service.add(session, FULL)
    other = service.add(session, replace(FULL, contacts=()))  # so that no id is free again
    before = session.rows.all("SELECT id FROM related_person ORDER BY id")
    contact = ContactMethod(kind=ContactKind.EMAIL, value="max@example.org")
    service.change(session, client_id, replace(FULL, contacts=(contact,)))
    assert service.get(session, client_id).details.contacts == (contact,)
    assert session.rows.all("SELECT id FROM related_person ORDER BY id") == before
    assert session.rows.value("SELECT count(*) FROM contact_method") == 1
    assert len(service.get(session, other).details.people) == 2


def test_changing_nothing_does_nothing(session: Session, heard: list[Changes]) -> None:
    client_id = service.add(session, FULL)
    heard.clear()
    before = audit.page(session)
    service.change(session, client_id, FULL)
    assert audit.page(session) == before
    assert heard == []


def test_another_client_is_left_alone(session: Session) -> None:
    other = service.add(session, FULL)
    client_id = service.add(session, FULL)
    service.change(session, client_id, PLAIN)
    assert service.get(session, other).details == FULL


def test_no_value_reaches_the_audit(session: Session) -> None:
    client_id = service.add(session, replace(PLAIN, risk_flag="canary-one"))
    service.change(session, client_id, replace(PLAIN, legal_name="canary-two"))
    service.open_record(session, client_id)
    stored = session.rows.all(
        "SELECT action, detail FROM audit_event JOIN audit_detail USING (seq)"
    )
    assert "canary" not in str([tuple(row) for row in stored])
    assert "Osei" not in str([tuple(row) for row in stored])


def test_the_chain_holds_after_it_all(session: Session) -> None:
    client_id = service.add(session, FULL)
    service.change(session, client_id, PLAIN)
    service.open_record(session, client_id)
    assert audit.verify(session).is_sound


def test_reading_is_not_opening(session: Session, clock: StoppedClock) -> None:
    client_id = service.add(session, PLAIN)
    service.get(session, client_id)
    assert service.last_opened(session, client_id) is None
    clock.advance(timedelta(minutes=5))
    first = clock.instant
    assert service.open_record(session, client_id) == service.get(session, client_id)
    clock.advance(timedelta(minutes=5))
    service.open_record(session, client_id)
    assert service.last_opened(session, client_id) == clock.instant
    assert [event.at for event in service.access_log(session, client_id)][1] == first


def test_the_access_log_is_of_one_client_and_has_pages(session: Session) -> None:
    client_id, other = service.add(session, PLAIN), service.add(session, FULL)
    for opened in (client_id, other, client_id):
        service.open_record(session, opened)
    log = service.access_log(session, client_id)
    assert [event.action for event in log] == ["client.open", "client.open", "client.add"]
    assert service.access_log(session, client_id, limit=1) == log[:1]
    assert service.access_log(session, client_id, before=log[0].seq) == log[1:]


def test_a_disposed_client_takes_no_changes(session: Session, heard: list[Changes]) -> None:
    client_id = service.add(session, PLAIN)
    mark_disposed(session, client_id)
    heard.clear()
    with pytest.raises(RecordClosed):
        service.change(session, client_id, FULL)
    assert heard == []


def test_only_disposal_disposes(session: Session) -> None:
    disposed = replace(PLAIN, status=ClientStatus.DISPOSED)
    with pytest.raises(InvalidValue, match="status"):
        service.add(session, disposed)
    client_id = service.add(session, PLAIN)
    with pytest.raises(InvalidValue, match="status"):
        service.change(session, client_id, disposed)


def test_a_client_that_is_not_there(session: Session) -> None:
    nobody = ClientId(7)
    for act in (service.get, service.open_record):
        with pytest.raises(NotFound):
            act(session, nobody)
    with pytest.raises(NotFound):
        service.change(session, nobody, PLAIN)
    assert service.access_log(session, nobody) == []
    assert service.last_opened(session, nobody) is None


def test_today_is_not_the_future(session: Session) -> None:
    today = session.today()
    service.add(session, replace(PLAIN, birth_date=today))
    with pytest.raises(InvalidValue, match="birth_date"):
        service.add(session, replace(PLAIN, birth_date=today + timedelta(days=1)))


def test_a_leap_day_is_kept(session: Session) -> None:
    details = replace(PLAIN, birth_date=date(2008, 2, 29))
    client = service.get(session, service.add(session, details))
    assert client.details.birth_date == date(2008, 2, 29)
    assert client.is_minor_on(date(2026, 2, 28)) is True
    assert client.is_minor_on(date(2026, 3, 1)) is False
