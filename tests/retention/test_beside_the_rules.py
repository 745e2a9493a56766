"""What stands beside the rules: notices that count, a policy that was chosen, a practice's end."""

from dataclasses import replace
from datetime import date

import pytest

from tests.retention.facts import (
    ENDED,
    MARYLAND,
    decide,
    facts,
    letter,
    overridden,
    rule,
    rules,
    trace,
)
from vault.retention.model import DEFAULT_RULE, Anchor, Notice, Question


@pytest.mark.parametrize(
    ("notices", "question"),
    [
        ((letter(date(2019, 3, 1)),), Question.NOTICE_TOO_EARLY),
        ((letter(date(2026, 8, 31)),), Question.NOTICE_TOO_EARLY),
        ((letter(method="email"),), Question.NOTICE_ANOTHER_WAY),
        ((letter(method="email"), letter(date(2019, 3, 1))), Question.NOTICE_TOO_EARLY),
    ],
)
def test_a_notice_counts_as_the_rule_wants_it_and_after_the_last_entry_alone(
    notices: tuple[Notice, ...], question: Question
) -> None:
    """One of years ago spoke of another record; an email is no first-class mail."""
    early = overridden(date(2030, 1, 1))
    outcome = decide(facts("MD", notices=notices), *MARYLAND, override=early)
    assert (outcome.questions, outcome.eligible_on) == ((question,), None)
    shown = [one for one in outcome.steps if one.anchor is Anchor.NOTICE]
    assert [one.anchor_day for one in shown] == [one.sent_on for one in notices]
    assert not any(one.is_counted for one in shown)


def test_among_notices_the_newest_that_suits_counts() -> None:
    notices = (letter(date(2019, 3, 1)), letter(ENDED), letter(date(2029, 12, 1), "email"))
    outcome = decide(facts("MD", notices=notices), *MARYLAND, override=overridden(date(2026, 9, 3)))
    assert outcome.eligible_on == date(2026, 10, 1)
    shown = [one.is_counted for one in outcome.steps if one.anchor is Anchor.NOTICE]
    assert shown == [False, True, False]


def test_a_notice_in_words_of_an_older_vault_is_read() -> None:
    told = letter(method="First-class mail")
    early = overridden(date(2030, 1, 1))
    assert not decide(facts("MD", notices=(told,)), *MARYLAND, override=early).questions


def test_no_notice_waits_less_than_the_rule_says() -> None:
    """It may have been entered while another rule, with less time, was in use."""
    short = replace(letter(), wait_until=date(2030, 3, 2))
    outcome = decide(
        facts("MD", notices=(short,)), *MARYLAND, override=overridden(date(2030, 1, 1))
    )
    assert outcome.eligible_on == date(2030, 3, 31)


# --- a policy that the practice chose is a minimum too ---


@pytest.mark.parametrize(
    ("years", "minor_years", "day"),
    [(10, 7, date(2036, 9, 1)), (7, 12, date(2040, 5, 20)), (5, 1, date(2033, 9, 1))],
)
def test_of_rules_and_a_chosen_policy_the_latest_minimum_wins(
    years: int, minor_years: int, day: date
) -> None:
    """22 TAC 781.309 alone keeps it until 1 September 2033."""
    outcome = decide(
        facts("TX"),
        *rules("tx-social-worker"),
        years=years,
        minor_years=minor_years,
        is_chosen=True,
    )
    assert (outcome.eligible_on, outcome.questions) == (day, ())
    assert {one.rule_id for one in outcome.steps} == {"tx-social-worker", DEFAULT_RULE}
    assert all(one.is_counted for one in outcome.steps)


def test_the_policy_that_ships_is_no_minimum_beside_a_rule() -> None:
    outcome = decide(facts("TX"), *rules("tx-social-worker"), years=10)
    assert outcome.eligible_on == date(2033, 9, 1)


def test_a_chosen_policy_beyond_a_maximum_is_asked_about() -> None:
    longest = rule(id="longest", is_maximum=True, years=8)
    outcome = decide(facts("UT"), rule(years=8), longest, years=10, is_chosen=True)
    assert outcome.questions == (Question.MINIMUM_AFTER_MAXIMUM,)


# --- a practitioner who is no longer there ---

TAKEN = date(2027, 2, 3)


@pytest.mark.parametrize(
    "rule_id", ["ca-clinicians", "fl-clinicians", "nj-social-worker", "az-providers"]
)
def test_care_that_was_open_ended_with_the_practice(rule_id: str) -> None:
    """Whatever day of care a rule counts from: what followed the export is not known."""
    (used,) = rules(rule_id)
    known = facts(
        used.jurisdiction,
        birth_date=date(1970, 1, 1),
        is_active=True,
        termination=None,
        practice_ended=TAKEN,
    )
    outcome = decide(known, used)
    assert outcome.questions == ()
    assert trace(outcome) == [
        ("practice_ended", "2027-02-03", used.years, f"{2027 + used.years}-02-03")
    ]
    assert {one.citation for one in outcome.steps} == {used.citation}


def test_a_client_who_was_in_care_comes_of_age_all_the_same() -> None:
    known = facts("CA", is_active=True, termination=None, practice_ended=TAKEN)
    outcome = decide(known, *rules("ca-clinicians"))
    assert outcome.eligible_on == date(2035, 5, 20)


def test_closed_care_keeps_its_dates_in_custody() -> None:
    known = facts("CA", practice_ended=TAKEN)
    assert decide(known, *rules("ca-clinicians")) == decide(facts("CA"), *rules("ca-clinicians"))
    # without a closing that anybody could enter, care ended with the practice at the latest
    outcome = decide(facts("CA", termination=None, practice_ended=TAKEN), *rules("ca-clinicians"))
    assert trace(outcome)[0] == ("practice_ended", "2027-02-03", 7, "2034-02-03")
    dead = facts("UT", is_deceased=True, death=ENDED, termination=None, practice_ended=TAKEN)
    assert trace(decide(dead))[0] == ("death", "2026-09-01", 7, "2033-09-01")


def test_a_maximum_counts_from_the_days_that_are_known() -> None:
    known = facts("UT", is_active=True, termination=None, practice_ended=TAKEN)
    longest = rule(id="longest", is_maximum=True, years=12, anchors=(Anchor.LAST_SERVICE,))
    assert decide(known, rule(), longest).no_later_than == date(2038, 9, 1)
