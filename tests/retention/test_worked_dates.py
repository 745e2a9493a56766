"""The worked dates of the specification, each with its trace: "7 years after … = …, citation"."""

from datetime import date

import pytest

from tests.retention.facts import decide, facts, rules, trace
from vault.retention.engine import POLICY_CITATION
from vault.retention.model import License, Question, RecordClass

CARE = "2026-09-01"
BIRTHDAY_18 = ("majority", "2028-05-20")

WORKED = [
    # rule, license, the day, its trace, the citation
    (
        "ca-clinicians",
        License.SOCIAL_WORKER,
        "2035-05-20",
        [("termination", CARE, 7, "2033-09-01"), (*BIRTHDAY_18, 7, "2035-05-20")],
        "BPC 4993",
    ),
    (
        "tx-social-worker",
        License.SOCIAL_WORKER,
        "2033-09-01",
        [("termination", CARE, 7, "2033-09-01"), (*BIRTHDAY_18, 5, "2033-05-20")],
        "22 TAC 781.309",
    ),
    (
        "tx-counselor",
        License.LPC,
        "2033-09-01",
        [("termination", CARE, 7, "2033-09-01"), (*BIRTHDAY_18, 5, "2033-05-20")],
        "22 TAC 681.36",
    ),
    (
        "nj-social-worker",
        License.SOCIAL_WORKER,
        "2035-05-20",
        [("last_entry", CARE, 7, "2033-09-01"), ("birth", "2010-05-20", 25, "2035-05-20")],
        "13:44G-12.1",
    ),
    (
        "fl-clinicians",
        License.LMFT,
        "2033-09-01",
        [("last_contact", CARE, 7, "2033-09-01")],
        "64B4-9.001",
    ),
    (
        "pa-social-worker",
        License.SOCIAL_WORKER,
        "2031-09-01",
        [("last_entry", CARE, 5, "2031-09-01")],
        "49 Pa. Code 47.78",
    ),
    (
        "pa-therapist-counselor",
        License.LPC,
        "2031-09-01",
        [("last_entry", CARE, 5, "2031-09-01")],
        "49 Pa. Code 48.78, 49.78",
    ),
    (
        "az-providers",
        License.SOCIAL_WORKER,
        "2032-09-01",
        [("last_service", CARE, 6, "2032-09-01"), (*BIRTHDAY_18, 3, "2031-05-20")],
        "ARS 12-2297",
    ),
    (
        "md-providers",
        License.SOCIAL_WORKER,
        "2035-05-20",
        [("last_entry", CARE, 7, "2033-09-01"), (*BIRTHDAY_18, 7, "2035-05-20")],
        "Health-Gen. 4-403",
    ),
    (
        "mi-licensees",
        License.SOCIAL_WORKER,
        "2033-09-01",
        [("last_service", CARE, 7, "2033-09-01")],
        "MCL 333.16213",
    ),
    (
        "me-social-worker",
        License.SOCIAL_WORKER,
        "2033-09-01",
        [("last_service", CARE, 7, "2033-09-01")],
        "02-416 ch. 17 § 2",
    ),
    (
        "ny-clinical-social-worker",
        License.SOCIAL_WORKER,
        "2032-09-01",
        [("last_entry", CARE, 6, "2032-09-01"), ("majority", "2031-05-20", 1, "2032-05-20")],
        "8 NYCRR 29.2",
    ),
    (
        "co-social-worker",
        License.SOCIAL_WORKER,
        "2033-09-01",
        [("termination", CARE, 7, "2033-09-01"), ("last_contact", CARE, 7, "2033-09-01")],
        "4 CCR 726-1.16",
    ),
]


@pytest.mark.parametrize(("rule_id", "license", "day", "steps", "citation"), WORKED)
def test_a_worked_date_comes_with_its_arithmetic(
    rule_id: str,
    license: License,
    day: str,
    steps: list[tuple[str, str, int, str]],
    citation: str,
) -> None:
    (rule,) = rules(rule_id)
    outcome = decide(facts(rule.jurisdiction), rule, license=license)
    assert outcome.eligible_on == date.fromisoformat(day)
    assert trace(outcome) == steps
    assert {step.citation for step in outcome.steps} == {citation}
    assert {step.rule_id for step in outcome.steps} == {rule_id}
    assert (outcome.questions, outcome.no_later_than) == ((), None)


def test_a_maine_psychologist_has_two_dates_and_the_later_one_counts() -> None:
    both = rules("me-psychologist", "me-psychologist-summary")
    outcome = decide(facts("ME"), *both, license=License.PSYCHOLOGIST)
    assert outcome.by_class == {
        RecordClass.RECORD: date(2033, 9, 1),
        RecordClass.SUMMARY: date(2043, 5, 20),
    }
    assert outcome.eligible_on == date(2043, 5, 20)
    assert trace(outcome) == [
        ("last_service", CARE, 7, "2033-09-01"),
        (*BIRTHDAY_18, 3, "2031-05-20"),
        ("last_service", CARE, 15, "2041-09-01"),
        (*BIRTHDAY_18, 15, "2043-05-20"),
    ]


@pytest.mark.parametrize(
    ("years", "day", "adult"), [(7, "2035-05-20", "2033-09-01"), (10, "2036-09-01", "2036-09-01")]
)
def test_the_default_of_7_and_of_10_years(years: int, day: str, adult: str) -> None:
    outcome = decide(facts("UT"), years=years)
    assert outcome.eligible_on == date.fromisoformat(day)
    assert trace(outcome) == [
        ("termination", CARE, years, adult),
        (*BIRTHDAY_18, 7, "2035-05-20"),
    ]
    assert {step.citation for step in outcome.steps} == {POLICY_CITATION}


def test_a_minors_file_closed_at_16_shows_both_dates() -> None:
    """Case 6: not before the later of the two, and both stand there with their arithmetic."""
    (rule,) = rules("ca-clinicians")
    outcome = decide(facts("CA"), rule)
    adult, minor = outcome.steps
    assert (adult.day, minor.day) == (date(2033, 9, 1), date(2035, 5, 20))
    assert (minor.age, minor.years) == (18, 7)
    assert outcome.verdict_on(date(2035, 5, 19), is_held=False) == "later"
    assert outcome.verdict_on(date(2035, 5, 20), is_held=False) == "eligible"
    assert outcome.verdict_on(date(2035, 5, 20), is_held=True) == "held"


def test_a_colorado_counselor_of_a_minor_is_asked() -> None:
    both = rules("co-counselor", "co-counselor-longest")
    outcome = decide(facts("CO"), *both, license=License.LPC)
    assert outcome.questions == (Question.MAXIMUM_UNCLEAR,)
    assert outcome.eligible_on is None
    assert outcome.by_class == {RecordClass.RECORD: date(2035, 5, 20)}
    # the earlier of both readings: 12 years after the last treatment, or after 18
    assert outcome.no_later_than == date(2038, 9, 1)
    assert trace(outcome) == [
        ("last_service", CARE, 7, "2033-09-01"),
        (*BIRTHDAY_18, 7, "2035-05-20"),
        ("last_service", CARE, 12, "2038-09-01"),
        (*BIRTHDAY_18, 12, "2040-05-20"),
    ]


def test_a_colorado_counselor_of_an_adult_counts_from_the_later_of_two() -> None:
    both = rules("co-counselor", "co-counselor-longest")
    known = facts("CO", birth_date=date(1980, 1, 1), last_contact=date(2027, 1, 5))
    outcome = decide(known, *both, license=License.LPC)
    assert (outcome.questions, outcome.no_later_than) == ((), None)
    assert outcome.eligible_on == date(2034, 1, 5)
    assert trace(outcome) == [
        ("termination", CARE, 7, "2033-09-01"),
        ("last_contact", "2027-01-05", 7, "2034-01-05"),
    ]
