"""What stands beside the rules: notices that count, a policy that was chosen, a practice's end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.retention.facts import (
    ENDED,
    MARYLAND,
    NOTICE,
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
    NOTICE_RULE,
    Anchor,
    Notice,
    Override,
    Question,
    RecordClass,
)


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
    assert {one.rule_id for one in shown} == {NOTICE_RULE}


def test_among_notices_the_newest_that_suits_is_the_rules_and_all_are_kept() -> None:
    notices = (letter(date(2019, 3, 1)), letter(ENDED), letter(date(2029, 12, 1), "email"))
    outcome = decide(facts("MD", notices=notices), *MARYLAND, override=overridden(date(2026, 9, 3)))
    shown = [
        (one.rule_id, one.day)
        for one in outcome.steps
        if one.anchor is Anchor.NOTICE and one.is_counted
    ]
    assert shown == [
        ("md-providers", date(2026, 10, 1)),
        (NOTICE_RULE, date(2019, 3, 31)),
        (NOTICE_RULE, date(2029, 12, 31)),
    ]
    assert (outcome.questions, outcome.eligible_on) == ((), date(2029, 12, 31))


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


# --- what a client was told is kept, whatever the rules say ---


@pytest.mark.parametrize("override", [None, overridden(date(2033, 2, 1))])
def test_nothing_goes_before_the_waiting_time_that_was_told(override: Override | None) -> None:
    """No rule of Utah's asks for it: the client was told so."""
    told = letter(date(2033, 8, 20), "email")
    outcome = decide(facts("UT", notices=(told,)), rule(), override=override)
    assert (outcome.questions, outcome.eligible_on) == ((), date(2033, 9, 19))
    assert outcome.by_class == {RecordClass.RECORD: date(2033, 9, 19)}
    last = outcome.steps[-1]
    assert (last.anchor, last.rule_id, last.is_counted) == (Anchor.NOTICE, NOTICE_RULE, True)
    assert (last.anchor_day, last.days, last.day) == (date(2033, 8, 20), 30, date(2033, 9, 19))


def test_a_waiting_time_that_is_over_changes_no_date() -> None:
    outcome = decide(facts("UT", notices=(letter(),)), rule())
    assert outcome.eligible_on == date(2033, 9, 1)
    assert outcome.steps[-1].day == date(2030, 3, 31)


def test_a_promise_beyond_a_maximum_is_asked_about() -> None:
    longest = rule(id="longest", is_maximum=True, years=7)
    known = facts("UT", notices=(letter(date(2033, 8, 20)),))
    for override in (None, overridden(date(2033, 9, 1))):
        outcome = decide(known, rule(), longest, override=override)
        assert outcome.questions == (Question.NOTICE_AFTER_MAXIMUM,)
        assert (outcome.eligible_on, outcome.no_later_than) == (None, date(2033, 9, 1))
    # who decides a later day knows what it passes
    outcome = decide(known, rule(), longest, override=overridden(date(2033, 9, 2)))
    assert (outcome.questions, outcome.eligible_on) == ((), date(2033, 9, 19))


def test_a_notice_under_a_wrong_clock_counts_for_nothing_until_it_is_entered_anew() -> None:
    """Neither as what a rule asks for nor as a promise: nobody knows when it was sent."""
    unsure = replace(letter(), is_under_wrong_clock=True)
    early, maryland = overridden(date(2030, 1, 1)), facts("MD", notices=(unsure,))
    for outcome in (
        decide(maryland, *MARYLAND, override=early),
        decide(facts("UT", notices=(unsure,)), rule()),
    ):
        assert outcome.questions == (Question.NOTICE_UNDER_WRONG_CLOCK,)
        assert outcome.eligible_on is None
        last = outcome.steps[-1]
        assert (last.anchor, last.is_counted) == (Anchor.NOTICE, False)
    anew = replace(letter(date(2030, 2, 25)), id=2)
    known = facts("MD", notices=(anew, unsure))
    outcome = decide(known, *MARYLAND, override=early)
    assert (outcome.questions, outcome.eligible_on) == ((), date(2030, 3, 27))


# --- a day that was decided, and care that came after ---

LATER = date(2030, 6, 1)
ANOTHER_STAY = {"last_service": LATER, "last_contact": LATER, "termination": LATER}


@pytest.mark.parametrize(
    ("rule_id", "newer"),
    [
        ("ca-clinicians", ANOTHER_STAY),
        ("ca-clinicians", {"last_contact": LATER}),
        ("ca-clinicians", {"termination": LATER}),
        ("az-providers", {"last_service": LATER}),
        ("nj-social-worker", {"last_entry": LATER, "last_note": LATER}),
    ],
)
def test_a_day_decided_before_newer_care_counts_no_more(
    rule_id: str, newer: dict[str, Any]
) -> None:
    """Of another record: it stays in sight, and somebody decides anew."""
    (used,) = rules(rule_id)
    known, decided = facts(used.jurisdiction, **newer), overridden(date(2027, 1, 1))
    outcome = decide(known, used, override=decided)
    assert (outcome.eligible_on, outcome.override) == (None, decided)
    assert outcome.questions[0] is Question.DECIDED_BEFORE_CARE
    by_rules = decide(known, used)
    assert (outcome.by_class, outcome.steps[:-1]) == (by_rules.by_class, by_rules.steps)
    last = outcome.steps[-1]
    assert (last.anchor, last.day, last.is_counted) == (Anchor.OVERRIDE, decided.until, False)
    unsure = replace(decided, is_under_wrong_clock=True)
    asked = decide(facts(used.jurisdiction), used, override=unsure).questions
    assert asked == (Question.ENTRIES_UNDER_WRONG_CLOCK,)
    anew = overridden(date(2031, 1, 1), datetime(2030, 6, 1, 18, tzinfo=UTC))
    assert decide(known, used, override=anew).eligible_on == date(2031, 1, 1)


@pytest.mark.parametrize("rule_id", ["ca-clinicians", "nj-social-worker"])
def test_a_later_entry_that_is_no_care_leaves_the_day_as_it_was_decided(rule_id: str) -> None:
    """Whether the rule counts from it or not: a paper was filed, or an old note added to."""
    (used,) = rules(rule_id)
    filed = facts(used.jurisdiction, last_note=ENDED, last_entry=LATER)
    outcome = decide(filed, used, override=overridden(date(2031, 1, 1)))
    assert (outcome.questions, outcome.eligible_on) == ((), date(2031, 1, 1))


def test_what_is_filed_after_a_notice_takes_nothing_from_it() -> None:
    """Maryland counts from the last entry, and the proof of mailing is one."""
    used = replace(rule(anchors=(Anchor.LAST_ENTRY,)), notice=NOTICE)
    known = facts("UT", last_note=ENDED, last_entry=LATER, notices=(letter(date(2030, 3, 1)),))
    outcome = decide(known, used, override=overridden(date(2030, 1, 1)))
    assert (outcome.questions, outcome.eligible_on) == ((), date(2030, 3, 31))
    written = replace(known, last_note=LATER)
    anew = overridden(date(2030, 1, 1), datetime(2030, 6, 1, 18, tzinfo=UTC))
    assert decide(written, used, override=anew).questions == (Question.NOTICE_TOO_EARLY,)


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


def test_the_end_of_the_practice_is_newer_care_where_care_was_open() -> None:
    """The practitioner's decision stands for a record that was closed, though nobody wrote when."""
    decided, used = overridden(date(2029, 1, 1)), rules("ca-clinicians")
    ended = {"termination": None, "practice_ended": TAKEN}
    assert decide(facts("CA", **ended), *used, override=decided).eligible_on == decided.until
    in_care = decide(facts("CA", is_active=True, **ended), *used, override=decided)
    assert in_care.questions == (Question.DECIDED_BEFORE_CARE,)


def test_what_is_filed_after_the_practice_ended_is_no_care() -> None:
    """It moves what a minimum counts from; a note that came later undoes decision and notice."""
    day = TAKEN + timedelta(days=5)
    known = facts("MD", is_active=True, termination=None, practice_ended=TAKEN, last_note=ENDED)
    filed = replace(known, last_entry=day, notices=(letter(TAKEN),))
    early = overridden(date(2030, 1, 1), datetime(2027, 2, 4, 12, tzinfo=UTC))
    outcome = decide(filed, *MARYLAND, override=early)
    assert (outcome.questions, outcome.eligible_on) == ((), early.until)
    assert {one.anchor_day for one in outcome.steps if one.anchor is Anchor.PRACTICE_ENDED} == {day}
    written = decide(replace(filed, last_note=day), *MARYLAND, override=early)
    assert written.questions[0] is Question.DECIDED_BEFORE_CARE
    later = replace(early, at=datetime(2027, 3, 1, 12, tzinfo=UTC))
    asked = decide(replace(filed, last_note=day), *MARYLAND, override=later)
    assert asked.questions == (Question.NOTICE_TOO_EARLY,)


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
