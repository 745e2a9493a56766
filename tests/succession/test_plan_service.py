"""The succession plan: versions, who may change the successor, who is kept apart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.exports.samples import add_client
from tests.succession.plans import ALTERNATE, FULL, SUCCESSOR
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.errors import (
    ExportUnreadable,
    InvalidValue,
    NotFound,
    SecretInPlan,
    StepUpRequired,
)
from vault.ids import ClientId
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service as service
from vault.succession import plan_text
from vault.succession.plan_model import (
    Audience,
    ContactRole,
    Person,
    Psychotherapy,
    SuccessionPlan,
)

IDENTITY = "AGE-SECRET-KEY-PQ-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQQPZRY9X8GF2TVDW0S3JN54"


def save(session: Session, plan: SuccessionPlan = FULL) -> None:
    session.step_up(STEP_UP_SECRET)
    service.save(session, plan)


def test_a_plan_comes_back_whole_and_its_versions_stay(
    session: Session, heard: list[Changes]
) -> None:
    assert service.current(session) is None
    save(session)
    later = replace(FULL, authority="May sell the furniture too.")
    service.save(session, later)
    assert service.current(session) == later
    assert [one.plan for one in service.history(session)] == [later, FULL]
    assert heard == [frozenset({Kind.SUCCESSION, Kind.AUDIT})] * 2


def test_the_same_plan_makes_no_version(session: Session) -> None:
    save(session)
    service.save(session, FULL)
    assert len(service.history(session)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        replace(FULL, successor=replace(SUCCESSOR, name="Somebody Else")),
        replace(FULL, successor=None),
        replace(FULL, alternate=replace(ALTERNATE, organization="Elsewhere")),
        replace(FULL, alternate=None),
    ],
)
def test_another_successor_needs_a_step_up(
    session: Session, clock: StoppedClock, changed: SuccessionPlan
) -> None:
    save(session)
    clock.advance(timedelta(minutes=6))
    service.save(session, replace(FULL, successor=replace(SUCCESSOR, phone="+1 555 0143")))
    with pytest.raises(StepUpRequired):
        service.save(session, changed)
    assert len(service.history(session)) == 2


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (replace(FULL, successor=ALTERNATE), "successor"),
        (replace(FULL, contacts=(SUCCESSOR,)), "contacts"),
        (replace(FULL, referrals=(Person(name=" "),)), "referrals.0.name"),
        (replace(FULL, successor=replace(SUCCESSOR, phone="1\n2")), "successor.phone"),
        (replace(FULL, letters=FULL.letters * 2), "letters"),
        (replace(FULL, triggers=FULL.triggers * 2), "triggers"),
        (replace(FULL, authority="a\x00b"), "authority"),
    ],
)
def test_what_cannot_be_kept_is_named(session: Session, plan: SuccessionPlan, field: str) -> None:
    session.step_up(STEP_UP_SECRET)
    with pytest.raises(InvalidValue) as caught:
        service.save(session, plan)
    assert caught.value.args == (field,)


@pytest.mark.parametrize(
    "plan",
    [
        replace(FULL, where_things_are=f"It is {IDENTITY.lower()}"),
        replace(FULL, contacts=(Person(name="Safe", remark=IDENTITY),)),
        replace(FULL, notification_wishes="ck1." + "A" * 60),
        replace(FULL, letters=(replace(FULL.letters[0], title=IDENTITY),)),
    ],
)
def test_a_plan_holds_no_secret(session: Session, plan: SuccessionPlan) -> None:
    session.step_up(STEP_UP_SECRET)
    with pytest.raises(SecretInPlan):
        service.save(session, plan)


def test_a_plan_is_read_as_it_was_written_and_in_a_later_form() -> None:
    text = plan_text.to_text(FULL)
    assert plan_text.from_text(text) == FULL
    assert plan_text.from_text(text.replace('"authority"', '"new":1,"authority"')) == FULL
    for broken in ("", "[]", "{}", text.replace('"closure"', '"whim"'), text.replace("1", "x")):
        with pytest.raises(ExportUnreadable):
            plan_text.from_text(broken)


def test_the_review_is_due_on_the_day_named_or_a_year_on(
    session: Session, clock: StoppedClock
) -> None:
    assert service.review_due(session) is None
    save(session, replace(FULL, review_on=None))
    assert service.review_due(session) is None
    clock.advance(timedelta(days=365))
    assert service.review_due(session) == date(2027, 11, 24)
    service.save(session, replace(FULL, review_on=date(2027, 11, 25)))
    assert service.review_due(session) is None
    assert service.a_year_after(date(2028, 2, 29)) == date(2029, 3, 1)


@pytest.fixture
def client(session: Session) -> ClientId:
    """A client of their own."""
    return add_client(session, "Ana Ortiz")


def test_a_client_is_kept_apart_for_a_reason_and_no_longer(
    session: Session, client: ClientId, clock: StoppedClock
) -> None:
    service.keep_apart(session, client, Audience.NOBODY, "Related to the successor")
    with pytest.raises(StepUpRequired):
        service.keep_apart(session, client, Audience.ALTERNATE, "Her former supervisee")
    session.step_up(STEP_UP_SECRET)
    service.keep_apart(session, client, Audience.ALTERNATE, "Her former supervisee")
    (apart,) = service.kept_apart(session)
    assert (apart.client_id, apart.audience) == (client, Audience.ALTERNATE)
    assert apart.reason == "Her former supervisee"
    clock.advance(timedelta(hours=1))
    with pytest.raises(StepUpRequired):
        service.end_apart(session, client)
    session.step_up(STEP_UP_SECRET)
    service.end_apart(session, client)
    assert service.kept_apart(session) == []
    with pytest.raises(NotFound):
        service.end_apart(session, client)


def test_keeping_apart_says_why_and_of_whom(session: Session, client: ClientId) -> None:
    with pytest.raises(InvalidValue):
        service.keep_apart(session, client, Audience.NOBODY, " ")
    with pytest.raises(NotFound):
        service.keep_apart(session, ClientId(99), Audience.NOBODY, "x")


def test_the_audit_says_what_was_kept_without_the_words(session: Session, client: ClientId) -> None:
    save(session)
    service.keep_apart(session, client, Audience.NOBODY, "Related to the successor")
    apart, plan = audit.page(session, limit=2)
    assert (apart.action, apart.client_id) == ("succession.apart", client)
    assert apart.detail == {"audience": "nobody"}
    assert plan.detail == {"version": 1, "is_other_successor": True}


def test_the_parts_follow_the_plan(session: Session, client: ClientId) -> None:
    assert service.parts_wanted(session) == (Part.CASELOAD, Part.RECORDS)
    save(session)
    three = (Part.CASELOAD, Part.RECORDS, Part.PSYCHOTHERAPY)
    assert service.parts_wanted(session) == three
    service.keep_apart(session, client, Audience.NOBODY, "x")
    assert service.parts_wanted(session) == three
    service.keep_apart(session, client, Audience.ALTERNATE, "x")
    assert service.parts_wanted(session) == tuple(Part)
    service.save(session, replace(FULL, psychotherapy=Psychotherapy.DESTROY))
    assert service.parts_wanted(session) == (
        Part.CASELOAD,
        Part.RECORDS,
        Part.APART_CASELOAD,
        Part.APART_RECORDS,
    )


def test_everybody_of_a_plan_has_a_role_of_their_own() -> None:
    assert {one.role for one in FULL.contacts} == {
        role for role in ContactRole if role not in (ContactRole.SUCCESSOR, ContactRole.ALTERNATE)
    }
