"""How long inherited records are kept: by the practitioner's state, licenses and clock."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.backup.papers import add_document
from tests.custody.conftest import CUSTODIAN, Custodian
from tests.custody.made_parts import sealed
from tests.disposal.conftest import World
from tests.disposal.filled import fill
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientDetails, ClientStatus
from vault.custody import service
from vault.errors import PolicyTooShort
from vault.ids import ClientId
from vault.practice import service as practice
from vault.progress import no_progress
from vault.retention import service as retention
from vault.retention.model import (
    Anchor,
    ClockState,
    License,
    Policy,
    Question,
    RetentionLine,
    Verdict,
)
from vault.sealing.part_model import Part
from vault.session import Session

NUMBER = "0009"


def _closed(session: Session, day: date, jurisdiction: str = "") -> ClientId:
    """Enter a client whose only session was held on ``day``, and whose care ended then."""
    details = ClientDetails(
        legal_name="Wren Abbot", birth_date=date(1970, 3, 9), jurisdiction=jurisdiction
    )
    client_id = clients.add(session, details, NUMBER)
    episode = episodes.open_episode(session, client_id, day)
    care = CareSessionDetails(day=day, status=CareSessionStatus.HELD)
    care_sessions.add(session, client_id, care)
    episodes.close_episode(session, episode, day, "done")
    clients.change(session, client_id, replace(details, status=ClientStatus.CLOSED))
    return client_id


def _line(session: Session) -> RetentionLine:
    return retention.line(session, clients.with_number(session, NUMBER))


def _psychologist_in_maine(session: Session) -> None:
    practice.save(session, replace(practice.get(session), jurisdiction="ME"))
    chosen = Policy(licenses=frozenset({License.PSYCHOLOGIST}))
    retention.set_policy(session, chosen)


# --- whose rules bind ---


def test_the_custodians_own_state_takes_no_rule_away(world: World, custodian: Custodian) -> None:
    """02-415 ch. 9 §2: the summary of an adult's record for fifteen years."""
    _psychologist_in_maine(world.session)
    _closed(world.session, date(2014, 6, 1))
    before = _line(world.session)
    assert before.outcome.eligible_on == date(2029, 6, 1)
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    assert practice.get(kept).jurisdiction == CUSTODIAN.jurisdiction
    assert (_line(kept).verdict, _line(kept).outcome.steps) == (
        Verdict.LATER,
        before.outcome.steps,
    )
    practice.save(kept, replace(practice.get(kept), jurisdiction=""))
    assert _line(kept).outcome.steps == before.outcome.steps


def test_the_custodians_own_license_takes_no_rule_away(world: World, custodian: Custodian) -> None:
    _psychologist_in_maine(world.session)
    _closed(world.session, date(2014, 6, 1))
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    with pytest.raises(PolicyTooShort):  # Maine's seven years, which her own license leaves out
        retention.set_policy(kept, Policy(years=6))
    retention.set_policy(kept, Policy(years=7))
    assert retention.policy(kept).licenses == {License.SOCIAL_WORKER}
    assert _line(kept).outcome.eligible_on == date(2029, 6, 1)


def test_a_license_that_was_never_said_binds_as_the_policy_that_ships(
    world: World, custodian: Custodian
) -> None:
    """22 TAC 781.309: a social worker's record for seven years."""
    practice.save(world.session, replace(practice.get(world.session), jurisdiction="TX"))
    _closed(world.session, date(2020, 6, 1))
    before = _line(world.session).outcome
    assert before.eligible_on == date(2027, 6, 1)
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    hers = frozenset({License.PSYCHOLOGIST})
    with pytest.raises(PolicyTooShort):
        retention.set_policy(kept, Policy(licenses=hers, years=5))
    retention.set_policy(kept, Policy(licenses=hers))
    assert before.steps[0] in _line(kept).outcome.steps
    assert _line(kept).outcome.eligible_on == before.eligible_on


def test_the_custodians_own_state_makes_it_never_earlier(
    world: World, custodian: Custodian
) -> None:
    """Arizona's six years bind her too, and stand beside the seven that held without a rule."""
    practice.save(world.session, replace(practice.get(world.session), jurisdiction="UT"))
    _closed(world.session, date(2020, 6, 1))
    assert _line(world.session).outcome.eligible_on == date(2027, 6, 1)
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    practice.save(kept, replace(practice.get(kept), jurisdiction="AZ"))
    outcome = _line(kept).outcome
    assert {step.citation for step in outcome.steps} == {"practice policy", "ARS 12-2297"}
    assert outcome.eligible_on == date(2027, 6, 1)
    practice.save(kept, replace(practice.get(kept), jurisdiction="NJ"))
    assert _line(kept).outcome.eligible_on == date(2027, 6, 1)


# --- what the custodian files ---


def _seen_in_maryland(session: Session) -> None:
    """Enter a client who was seen once, and whose care nobody has ended."""
    practice.save(session, replace(practice.get(session), jurisdiction="MD"))
    details = ClientDetails(legal_name="Wren Abbot", birth_date=date(1970, 3, 9))
    client_id = clients.add(session, details, NUMBER)
    episodes.open_episode(session, client_id, date(2022, 6, 1))
    care = CareSessionDetails(day=date(2022, 6, 1), status=CareSessionStatus.HELD)
    care_sessions.add(session, client_id, care)


def test_a_proof_that_is_filed_undoes_neither_decision_nor_notice_of_who_was_in_care(
    world: World, custodian: Custodian
) -> None:
    """Nobody saw the client that day. The rule's own day, counted from every entry, moves on."""
    _seen_in_maryland(world.session)
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    retention.switch_rule(kept, "md-providers", True, "checked by counsel")
    custodian.clock.advance(timedelta(days=2))
    client, told_on = _line(kept).client_id, kept.today()
    retention.override(kept, client, told_on, "fetched by the client")
    retention.add_notice(kept, client, "first_class_mail", told_on)
    decided = _line(kept).outcome
    assert (decided.questions, decided.eligible_on) == ((), told_on + timedelta(days=30))
    custodian.clock.advance(timedelta(days=3))
    add_document(kept, client, b"proof of mailing", title="Proof of mailing")
    filed = _line(kept).outcome
    assert (filed.questions, filed.eligible_on) == ((), decided.eligible_on)
    ended = {one.anchor_day for one in filed.steps if one.anchor is Anchor.PRACTICE_ENDED}
    assert ended == {kept.today()}
    custodian.clock.advance(timedelta(days=1))
    retention.override(kept, client, told_on, "decided anew")
    assert _line(kept).outcome.eligible_on == decided.eligible_on


# --- when the practitioner's clock was wrong ---


def _work_under_a_wrong_clock(world: World) -> None:
    """The clock falls back to 2012, and somebody is seen and closed on the day that it shows."""
    world.clock.instant = world.clock.instant.replace(year=2012)
    _closed(world.session, world.session.today(), "CA")


def test_entries_under_the_practitioners_wrong_clock_are_asked_about(
    world: World, custodian: Custodian
) -> None:
    now = world.clock.instant
    _work_under_a_wrong_clock(world)
    retention.type_today(world.session, now.date())
    world.clock.instant = now + timedelta(hours=1)
    retention.type_today(world.session, now.date())
    assert Question.ENTRIES_UNDER_WRONG_CLOCK in _line(world.session).outcome.questions
    fill(world, world.old, "cassowary")  # so that numbers differ
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY))
    after = _line(kept)
    assert after.verdict is Verdict.ASK
    assert Question.ENTRIES_UNDER_WRONG_CLOCK in after.outcome.questions
    days = {step.anchor_day.year for step in after.outcome.steps}
    assert 2012 not in days
    others = [one for one in retention.overview(kept).lines if one.record_number != NUMBER]
    assert not any(Question.ENTRIES_UNDER_WRONG_CLOCK in o.outcome.questions for o in others)


def test_a_jump_that_nobody_spoke_of_is_asked_about(world: World, custodian: Custodian) -> None:
    """The practitioner never came to say what day it was."""
    now = world.clock.instant
    _work_under_a_wrong_clock(world)
    assert retention.clock_state(world.session) is ClockState.ASK
    custodian.clock.instant = now + timedelta(days=20)
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    assert Question.ENTRIES_UNDER_WRONG_CLOCK in _line(kept).outcome.questions


def test_what_a_later_export_tells_of_the_clock_counts(world: World, custodian: Custodian) -> None:
    """It was found out after the first one: a day that had never jumped was wrong."""
    _closed(world.session, date(2018, 6, 1), "CA")
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    assert _line(kept).verdict is Verdict.ELIGIBLE
    world.clock.advance(timedelta(hours=-2))
    retention.override(world.session, _line(world.session).client_id, date(2020, 1, 1), "early")
    retention.add_notice(world.session, _line(world.session).client_id, "email", date(2020, 1, 1))
    retention.type_today(world.session, date(2030, 1, 1))
    service.merge(kept, sealed(world.session, 2, Part.RECORDS), no_progress)
    questions = _line(kept).outcome.questions
    assert questions == (
        Question.ENTRIES_UNDER_WRONG_CLOCK,
        Question.NOTICE_UNDER_WRONG_CLOCK,
    )
    (notice,) = retention.notices(kept, _line(kept).client_id)
    assert notice.is_under_wrong_clock


# --- a jump that nobody spoke of, settled by what followed ---


def _go_on(world: World, days: int = 36) -> None:
    """Be away for longer than a month, and work on afterwards; nobody says what day it is."""
    world.clock.advance(timedelta(days=days))
    for name in ("Juniper Ashdown", "Sorrel Pike"):
        clients.add(world.session, ClientDetails(legal_name=name))
        world.clock.advance(timedelta(days=20))


def _taken_after(world: World, custodian: Custodian, days: int = 5) -> RetentionLine:
    custodian.clock.instant = world.clock.instant + timedelta(days=days)
    return _line(custodian.take(sealed(world.session, 1, Part.RECORDS)))


def _is_asked(line: RetentionLine) -> bool:
    return Question.ENTRIES_UNDER_WRONG_CLOCK in line.outcome.questions


def test_a_long_holiday_leaves_the_work_after_it_as_it_was(
    world: World, custodian: Custodian
) -> None:
    _go_on(world)
    _go_on(world)  # and another
    _closed(world.session, world.session.today(), "CA")
    assert retention.clock_state(world.session) is ClockState.ASK
    here, there = _line(world.session).outcome, _taken_after(world, custodian).outcome
    assert here.eligible_on is not None
    assert (there.eligible_on, there.steps, there.questions) == (here.eligible_on, here.steps, ())


def test_a_clock_still_ahead_when_it_was_taken_in_is_asked_about(
    world: World, custodian: Custodian
) -> None:
    _go_on(world, days=2000)
    _closed(world.session, world.session.today(), "CA")
    assert _is_asked(_taken_after(world, custodian, days=-5))


def test_work_goes_on_after_a_dead_battery(world: World, custodian: Custodian) -> None:
    """What was entered in 2012 counts for nothing; what came when the clock was set right does."""
    now = world.clock.instant
    world.clock.instant = now.replace(year=2012)
    clients.add(world.session, ClientDetails(legal_name="Juniper Ashdown"), "0010")
    world.clock.instant = now + timedelta(days=3)
    _closed(world.session, world.session.today(), "CA")
    custodian.clock.instant = world.clock.instant + timedelta(days=5)
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    assert not _is_asked(_line(kept))
    assert _is_asked(retention.line(kept, clients.with_number(kept, "0010")))


def test_a_clock_set_on_and_not_far_enough_is_still_behind(
    world: World, custodian: Custodian
) -> None:
    _go_on(world)
    now = world.clock.instant
    for year in (2012, 2019):
        world.clock.instant = now.replace(year=year)
        clients.add(world.session, ClientDetails(legal_name="Juniper Ashdown"))
    _closed(world.session, world.session.today(), "CA")
    world.clock.instant = now
    assert _is_asked(_taken_after(world, custodian))


def test_a_clock_that_was_set_back_speaks_against_where_it_had_gone_on(
    world: World, custodian: Custodian
) -> None:
    """Nobody can say which of them was right: neither counts."""
    now = world.clock.instant
    world.clock.advance(timedelta(days=2000))
    _closed(world.session, world.session.today(), "CA")
    world.clock.instant = now + timedelta(days=3)
    clients.add(world.session, ClientDetails(legal_name="Juniper Ashdown"), "0010")
    custodian.clock.instant = now + timedelta(days=3000)
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    assert _is_asked(_line(kept))
    assert _is_asked(retention.line(kept, clients.with_number(kept, "0010")))


def test_where_the_clock_went_ahead_is_known_the_way_back_is_right(
    world: World, custodian: Custodian
) -> None:
    """Refuted by the practitioner, who set the clock right and never came to confirm it."""
    now = world.clock.instant
    world.clock.advance(timedelta(days=2000))
    clients.add(world.session, ClientDetails(legal_name="Juniper Ashdown"), "0010")
    retention.type_today(world.session, now.date())
    world.clock.instant = now + timedelta(days=3)
    _closed(world.session, world.session.today(), "CA")
    custodian.clock.instant = now + timedelta(days=3000)
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    assert not _is_asked(_line(kept))
    assert _is_asked(retention.line(kept, clients.with_number(kept, "0010")))
