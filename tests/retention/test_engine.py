"""Calendar arithmetic, missing and contradicting facts, several rules, overrides and notices."""

from datetime import date
from typing import Any

import pytest

from tests.retention.facts import (
    BORN,
    ENDED,
    MARYLAND,
    MINOR_7,
    decide,
    facts,
    letter,
    overridden,
    rule,
    rules,
    trace,
)
from vault.retention.model import (
    DEFAULT_RULE,
    OVERRIDE_RULE,
    Anchor,
    License,
    MinorRule,
    NoticeRule,
    Question,
    RecordClass,
    RuleStatus,
    Verdict,
)
from vault.retention.one_rule import years_after
from vault.retention.rules import shipped

LEAP = date(2008, 2, 29)


# --- the calendar ---


@pytest.mark.parametrize(
    ("day", "years", "sum_", "is_moved"),
    [
        (LEAP, 18, date(2026, 3, 1), True),
        (LEAP, 20, date(2028, 2, 29), False),
        (LEAP, 92, date(2100, 3, 1), True),
        (date(2026, 2, 28), 7, date(2033, 2, 28), False),
        (date(2026, 3, 1), 2, date(2028, 3, 1), False),
        (date(2026, 12, 31), 7, date(2033, 12, 31), False),
        (date(9990, 2, 28), 20, date(9999, 2, 28), False),
    ],
)
def test_years_are_added_by_the_calendar(day: date, years: int, sum_: date, is_moved: bool) -> None:
    assert years_after(day, years) == (sum_, is_moved)


def test_who_was_born_on_29_february_comes_of_age_on_1_march() -> None:
    outcome = decide(facts(birth_date=LEAP, termination=date(2024, 2, 29), last_service=None))
    assert trace(outcome) == [
        ("termination", "2024-02-29", 7, "2031-03-01"),
        ("majority", "2026-03-01", 7, "2033-03-01"),
    ]
    assert [step.is_moved for step in outcome.steps] == [True, False]
    assert outcome.eligible_on == date(2033, 3, 1)


def test_until_25_of_a_29_february_is_a_1_march() -> None:
    outcome = decide(facts("NJ", birth_date=LEAP, last_entry=LEAP), *rules("nj-social-worker"))
    assert outcome.eligible_on == date(2033, 3, 1)
    assert outcome.steps[1].is_moved


@pytest.mark.parametrize(
    ("state", "majority"), [("AL", 19), ("NE", 19), ("MS", 21), ("UT", 18), ("CA", 18)]
)
def test_majority_is_that_of_the_state(state: str, majority: int) -> None:
    day = date(BORN.year + majority, BORN.month, BORN.day)
    for outcome in (
        decide(facts(state), minor_years=10),
        decide(facts(state), rule(jurisdiction=state, minor=MinorRule(years=10))),
    ):
        assert outcome.steps[-1].age == majority
        assert outcome.eligible_on == day.replace(year=day.year + 10)


def test_an_age_that_a_rule_names_stands_in_every_state() -> None:
    outcome = decide(facts("MS"), rule(jurisdiction="MS", minor=MinorRule(age=18, years=7)))
    assert outcome.eligible_on == date(2035, 5, 20)


def test_where_client_and_practice_differ_the_later_majority_counts() -> None:
    known = facts(jurisdictions=frozenset({"UT", "MS"}))
    assert decide(known).eligible_on == date(2038, 5, 20)


def test_who_was_of_age_when_care_began_has_no_minors_date() -> None:
    outcome = decide(facts(first_day=date(2028, 5, 20)), years=1, minor_years=50)
    assert trace(outcome) == [("termination", "2026-09-01", 1, "2027-09-01")]
    # a day earlier is another matter, and so is a first day that nobody knows
    for first_day in (date(2028, 5, 19), None):
        assert len(decide(facts(first_day=first_day)).steps) == 2


# --- which rules bind ---


def test_rules_bind_by_place_and_license() -> None:
    both = rules("tx-social-worker", "tx-counselor")
    assert {one.rule_id for one in decide(facts("TX"), *both).steps} == {"tx-social-worker"}
    assert {one.rule_id for one in decide(facts("CA"), *both).steps} == {DEFAULT_RULE}
    assert {one.rule_id for one in decide(facts("TX"), *both, license=License.LMFT).steps} == {
        DEFAULT_RULE
    }


def test_rules_of_client_and_practice_both_bind() -> None:
    known = facts(jurisdictions=frozenset({"TX", "CA"}))
    outcome = decide(known, *rules("tx-social-worker", "ca-clinicians"))
    assert {one.rule_id for one in outcome.steps} == {"tx-social-worker", "ca-clinicians"}
    assert outcome.eligible_on == date(2035, 5, 20)


@pytest.mark.parametrize(
    ("ended", "rule_id"),
    [
        (date(2014, 12, 31), DEFAULT_RULE),
        (date(2015, 1, 1), "ca-clinicians"),
        (date(2020, 1, 1), "ca-clinicians"),
    ],
)
def test_a_rule_binds_from_its_day_on(ended: date, rule_id: str) -> None:
    known = facts("CA", birth_date=date(1970, 1, 1), termination=ended, last_service=ended)
    outcome = decide(known, *rules("ca-clinicians"), years=10)
    assert {one.rule_id for one in outcome.steps} == {rule_id}


@pytest.mark.parametrize(
    ("last", "rule_id"), [(ENDED, "ut-made-up"), (date(2026, 8, 31), DEFAULT_RULE)]
)
def test_a_rule_binds_to_its_last_day(last: date, rule_id: str) -> None:
    outcome = decide(facts("UT"), rule(effective_to=last))
    assert {one.rule_id for one in outcome.steps} == {rule_id}


def test_a_rule_of_the_summary_alone_leaves_the_record_to_the_policy() -> None:
    outcome = decide(facts("UT"), rule(record_class=RecordClass.SUMMARY, years=20))
    assert outcome.by_class == {
        RecordClass.RECORD: date(2035, 5, 20),
        RecordClass.SUMMARY: date(2046, 9, 1),
    }


def test_a_maximum_alone_leaves_the_minimum_to_the_policy() -> None:
    outcome = decide(facts("UT"), rule(is_maximum=True, years=12))
    assert (outcome.eligible_on, outcome.no_later_than) == (date(2035, 5, 20), date(2038, 9, 1))


def test_who_never_came_is_kept_by_the_policy_from_the_last_entry() -> None:
    known = facts(
        "NJ", has_come=False, last_entry=date(2026, 3, 1), termination=None, last_service=None
    )
    outcome = decide(known, *rules("nj-social-worker"))
    assert trace(outcome)[0] == ("last_entry", "2026-03-01", 7, "2033-03-01")
    assert {one.rule_id for one in outcome.steps} == {DEFAULT_RULE}


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.id)
def test_only_verified_rules_are_verified(one: Any) -> None:
    """What ships switched on: nothing else may be marked so without reading it."""
    verified = {
        "az-providers",
        "ca-clinicians",
        "co-counselor",
        "co-counselor-longest",
        "fl-clinicians",
        "me-psychologist",
        "me-psychologist-summary",
        "nj-social-worker",
        "tx-social-worker",
        "tx-counselor",
    }
    assert (one.status is RuleStatus.VERIFIED) == (one.id in verified)


# --- what is missing, or contradicts itself ---

MISSING = [
    ({"is_active": True}, "ut-made-up", Question.STILL_ACTIVE),
    ({"birth_date": None}, "ca-clinicians", Question.NO_BIRTH_DATE),
    ({"termination": None}, "ca-clinicians", Question.NO_CLOSING_DATE),
    ({"last_contact": None}, "fl-clinicians", Question.NO_CONTACT),
    ({"last_contact": None}, "co-social-worker", Question.NO_CONTACT),
    ({"last_service": None}, "az-providers", Question.NO_SERVICE),
    ({"last_entry": None}, "nj-social-worker", Question.NO_ENTRY),
    ({"is_deceased": True}, "me-social-worker", Question.NO_DEATH_DATE),
    ({"last_service": date(2026, 9, 2)}, "ca-clinicians", Question.SERVICE_AFTER_CLOSING),
    (
        {"is_deceased": True, "death": date(2026, 8, 31)},
        "me-social-worker",
        Question.SERVICE_AFTER_DEATH,
    ),
    ({"birth_date": date(2024, 1, 9)}, "ca-clinicians", Question.BORN_AFTER_CARE),
    ({"has_entries_under_wrong_clock": True}, "", Question.ENTRIES_UNDER_WRONG_CLOCK),
]


@pytest.mark.parametrize(("changed", "rule_id", "question"), MISSING)
def test_what_is_missing_is_asked_for(
    changed: dict[str, Any], rule_id: str, question: Question
) -> None:
    used = [one for one in shipped() if one.id == rule_id]
    outcome = decide(facts(used[0].jurisdiction if used else "", **changed), *used)
    assert outcome.questions == (question,)
    assert outcome.eligible_on is None
    assert outcome.verdict_on(date(9999, 1, 1), is_held=False) is Verdict.ASK
    assert outcome.verdict_on(date(9999, 1, 1), is_held=True) is Verdict.HELD


def test_a_birth_date_that_no_rule_needs_is_not_asked_for() -> None:
    assert not decide(facts("FL", birth_date=None), *rules("fl-clinicians")).questions


def test_a_contact_after_the_closing_is_no_contradiction() -> None:
    known = facts("CO", last_contact=date(2027, 2, 1))
    outcome = decide(known, *rules("co-social-worker"))
    assert (outcome.questions, outcome.eligible_on) == ((), date(2034, 2, 1))


def test_death_counts_where_a_rule_says_so_and_ends_care() -> None:
    known = facts("ME", is_deceased=True, death=date(2026, 12, 24))
    outcome = decide(known, *rules("me-social-worker"))
    assert outcome.eligible_on == date(2033, 12, 24)
    open_file = facts("UT", is_deceased=True, death=date(2026, 12, 24), termination=None)
    assert trace(decide(open_file))[0] == ("death", "2026-12-24", 7, "2033-12-24")


def test_a_minimum_after_a_maximum_is_asked_about() -> None:
    longest = rule(id="longest", is_maximum=True, years=8)
    assert decide(facts("UT"), rule(years=8), longest).eligible_on == date(2034, 9, 1)
    outcome = decide(facts("UT"), rule(years=9), longest)
    assert outcome.questions == (Question.MINIMUM_AFTER_MAXIMUM,)
    assert (outcome.eligible_on, outcome.no_later_than) == (None, date(2034, 9, 1))


def test_a_child_seen_early_in_colorado_has_a_minimum_after_the_maximum() -> None:
    early = date(2016, 3, 1)
    known = facts("CO", last_service=early, last_contact=early, termination=early)
    both = rules("co-counselor", "co-counselor-longest")
    outcome = decide(known, *both, license=License.LPC)
    assert set(outcome.questions) == {Question.MINIMUM_AFTER_MAXIMUM, Question.MAXIMUM_UNCLEAR}


# --- the practice's own policy, overrides, notices ---


def test_a_policy_in_place_of_the_rules_shows_them_all_the_same() -> None:
    outcome = decide(
        facts("NJ"), *rules("nj-social-worker"), years=5, minor_years=1, is_instead=True
    )
    assert outcome.eligible_on == date(2031, 9, 1)
    assert [one.is_counted for one in outcome.steps] == [False, False, True, True]


def test_an_override_decides_and_the_rules_stay_in_sight() -> None:
    decided = overridden(date(2030, 1, 1))
    outcome = decide(facts("CA"), *rules("ca-clinicians"), override=decided)
    assert (outcome.eligible_on, outcome.override) == (date(2030, 1, 1), decided)
    assert [(one.rule_id, one.is_counted) for one in outcome.steps] == [
        ("ca-clinicians", False),
        ("ca-clinicians", False),
        (OVERRIDE_RULE, True),
    ]
    assert outcome.steps[-1].anchor is Anchor.OVERRIDE


@pytest.mark.parametrize(("changed", "rule_id", "question"), MISSING[1:])
def test_an_override_settles_every_question_but_an_open_episode(
    changed: dict[str, Any], rule_id: str, question: Question
) -> None:
    used = [one for one in shipped() if one.id == rule_id]
    known = facts(used[0].jurisdiction if used else "", **changed)
    outcome = decide(known, *used, override=overridden(date(2040, 1, 1)))
    assert (outcome.questions, outcome.eligible_on) == ((), date(2040, 1, 1))


def test_an_override_does_not_close_an_episode() -> None:
    outcome = decide(facts(is_active=True), override=overridden(date(2040, 1, 1)))
    assert outcome.questions == (Question.STILL_ACTIVE,)


def test_earlier_than_maryland_the_client_is_told_and_has_30_days() -> None:
    early = overridden(date(2030, 1, 1))
    outcome = decide(facts("MD"), *MARYLAND, override=early)
    assert (outcome.questions, outcome.eligible_on) == ((Question.NOTICE_NOT_SENT,), None)
    assert outcome.notice == NoticeRule(method="first_class_mail", days=30)

    outcome = decide(facts("MD", notices=(letter(),)), *MARYLAND, override=early)
    assert (outcome.questions, outcome.eligible_on) == ((), date(2030, 3, 31))
    last = outcome.steps[-1]
    assert (last.anchor, last.anchor_day, last.days) == (Anchor.NOTICE, date(2030, 3, 1), 30)
    assert (last.day, last.citation) == (date(2030, 3, 31), "Health-Gen. 4-403")


def test_on_marylands_own_day_nobody_has_to_be_told() -> None:
    assert decide(facts("MD"), *MARYLAND).notice is None
    same = decide(facts("MD"), *MARYLAND, override=overridden(date(2035, 5, 20)))
    assert (same.notice, same.eligible_on) == (None, date(2035, 5, 20))
    # where Maryland's own day is not known, nobody can say that it is not early
    unknown = decide(facts("MD", birth_date=None), *MARYLAND, override=overridden(ENDED))
    assert unknown.questions == (Question.NOTICE_NOT_SENT,)


def test_a_shorter_policy_is_early_too() -> None:
    outcome = decide(facts("MD"), *MARYLAND, years=1, minor_years=1, is_instead=True)
    assert outcome.questions == (Question.NOTICE_NOT_SENT,)


def test_a_rule_for_minors_alone_says_nothing_of_adults() -> None:
    alone = rule(anchors=(), minor=MINOR_7)
    adult = decide(facts("UT", birth_date=date(1980, 1, 1)), alone)
    assert {one.rule_id for one in adult.steps} == {DEFAULT_RULE}
    assert {one.rule_id for one in decide(facts("UT"), alone).steps} == {"ut-made-up"}
