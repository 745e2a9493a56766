"""What must hold for any facts and any rules: never early, monotone, more rules never earlier."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.retention.facts import facts, overridden, rule
from vault.ids import ClientId
from vault.retention.engine import decide
from vault.retention.model import (
    Anchor,
    Facts,
    License,
    MinorRule,
    Notice,
    Outcome,
    Override,
    Policy,
    Question,
    Rule,
)
from vault.retention.one_rule import years_after

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
PLAIN = (Anchor.LAST_ENTRY, Anchor.LAST_CONTACT, Anchor.TERMINATION, Anchor.LAST_SERVICE)
LATER = st.integers(min_value=0, max_value=9000).map(lambda days: timedelta(days=days))
FIELDS = {
    Anchor.LAST_ENTRY: "last_entry",
    Anchor.LAST_CONTACT: "last_contact",
    Anchor.TERMINATION: "termination",
    Anchor.LAST_SERVICE: "last_service",
}

minors = st.builds(
    MinorRule,
    years=st.integers(min_value=1, max_value=20),
    age=st.sampled_from([None, 18, 21, 25]),
)
minimums = st.builds(
    rule,
    id=st.text(alphabet="abcdef", min_size=1, max_size=8),
    anchors=st.sets(st.sampled_from(PLAIN), min_size=1).map(tuple),
    years=st.integers(min_value=1, max_value=30),
    minor=st.none() | minors,
)
maximums = st.builds(
    rule,
    id=st.just("longest"),
    is_maximum=st.just(True),
    anchors=st.sampled_from(PLAIN).map(lambda one: (one,)),
    years=st.integers(min_value=1, max_value=40),
)
notices = st.builds(
    lambda day, days: Notice(
        id=1,
        client_id=ClientId(1),
        method="email",
        sent_on=day,
        wait_until=day + timedelta(days=days),
    ),
    DAYS,
    st.integers(min_value=0, max_value=400),
)
told = st.lists(notices, max_size=3).map(tuple)
overrides = st.none() | DAYS.map(overridden)
sets_of_rules = st.lists(minimums, min_size=1, max_size=4)
policies = st.builds(
    Policy,
    licenses=st.just(frozenset(License)),
    years=st.integers(min_value=1, max_value=30),
    minor_years=st.integers(min_value=1, max_value=30),
    is_chosen=st.booleans(),
)


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    """Return facts without a contradiction: born, came, was seen, ended."""
    born = draw(st.dates(min_value=date(1950, 1, 1), max_value=date(1990, 1, 1)) | DAYS)
    days = sorted([max(born, draw(DAYS)) for _ in range(2)])
    return facts(
        draw(st.sampled_from(["UT", ""])),
        birth_date=born,
        first_day=days[0],
        last_service=days[0],
        last_contact=max(days[0], draw(DAYS)),
        last_entry=max(days[0], draw(DAYS)),
        last_note=days[0],
        termination=days[1],
        notices=draw(told),
    )


def last_day(outcome: Outcome) -> date:
    """Return the latest of all classes, also where a question keeps the date back."""
    return max(day for day in outcome.by_class.values() if day is not None)


@given(any_facts(), sets_of_rules, policies)
def test_never_earlier_than_any_minimum_that_applies(
    known: Facts, rules: list[Rule], policy: Policy
) -> None:
    outcome = decide(known, rules, policy, None)
    assert outcome.eligible_on is not None
    assert not outcome.questions
    counted = [step for step in outcome.steps if step.is_counted]
    assert outcome.eligible_on == max(step.day for step in counted)
    assert all(outcome.eligible_on >= one.wait_until for one in known.notices)
    if not known.jurisdictions:
        return
    for one in rules:  # asked of each rule itself, not of the trace
        for anchor in one.anchors:
            assert outcome.eligible_on >= years_after(_day(known, anchor), one.years)[0]
        if one.minor and _was_minor(known):
            of_age = years_after(_born(known), one.minor.age or 18)[0]
            assert outcome.eligible_on >= years_after(of_age, one.minor.years)[0]


def _day(known: Facts, anchor: Anchor) -> date:
    day: date = getattr(known, FIELDS[anchor])
    return day


def _born(known: Facts) -> date:
    assert known.birth_date is not None
    return known.birth_date


def _was_minor(known: Facts) -> bool:
    return known.first_day is not None and known.first_day < years_after(_born(known), 18)[0]


@given(any_facts(), sets_of_rules, policies, overrides, notices)
def test_one_more_notice_never_makes_it_earlier(
    known: Facts, rules: list[Rule], policy: Policy, override: Override | None, more: Notice
) -> None:
    before = decide(known, rules, policy, override)
    after = decide(replace(known, notices=(*known.notices, more)), rules, policy, override)
    assert after.questions == before.questions
    if after.eligible_on is not None and before.eligible_on is not None:
        assert after.eligible_on == max(before.eligible_on, more.wait_until)


@given(any_facts(), sets_of_rules, policies, DAYS, st.sampled_from(PLAIN), LATER)
def test_newer_care_never_leaves_an_override_an_earlier_day(
    known: Facts, rules: list[Rule], policy: Policy, until: date, anchor: Anchor, later: timedelta
) -> None:
    decided = overridden(until)
    changed: dict[str, Any] = {FIELDS[anchor]: _day(known, anchor) + later}
    moved = replace(known, **changed)
    before, after = decide(known, rules, policy, decided), decide(moved, rules, policy, decided)
    assert after.eligible_on in (None, before.eligible_on)
    if anchor is Anchor.LAST_ENTRY:  # filed: no note is newer
        assert (after.eligible_on, after.questions) == (before.eligible_on, before.questions)
    elif _day(moved, anchor) > decided.at.date():
        assert after.questions[0] is Question.DECIDED_BEFORE_CARE


@given(any_facts(), st.lists(minimums, max_size=4), policies, st.sampled_from(PLAIN), LATER)
def test_a_later_anchor_never_makes_it_earlier(
    known: Facts, rules: list[Rule], policy: Policy, anchor: Anchor, later: timedelta
) -> None:
    changed: dict[str, Any] = {FIELDS[anchor]: _day(known, anchor) + later}
    moved = replace(known, **changed)
    before, after = decide(known, rules, policy, None), decide(moved, rules, policy, None)
    assert last_day(after) >= last_day(before)


@given(any_facts(), st.lists(minimums, max_size=4), policies, LATER)
def test_a_later_birth_never_makes_it_earlier(
    known: Facts, rules: list[Rule], policy: Policy, later: timedelta
) -> None:
    younger = replace(known, birth_date=min(_born(known) + later, known.first_day or date.max))
    before, after = decide(known, rules, policy, None), decide(younger, rules, policy, None)
    assert last_day(after) >= last_day(before)


@given(any_facts(), sets_of_rules, minimums | maximums, policies)
def test_one_more_rule_never_makes_it_earlier(
    known: Facts, rules: list[Rule], more: Rule, policy: Policy
) -> None:
    before, after = decide(known, rules, policy, None), decide(known, [*rules, more], policy, None)
    assert last_day(after) >= last_day(before)
    if after.eligible_on is not None and before.eligible_on is not None:
        assert after.eligible_on >= before.eligible_on


@given(any_facts(), sets_of_rules, maximums, policies)
def test_a_date_is_never_after_the_last_one_allowed(
    known: Facts, rules: list[Rule], longest: Rule, policy: Policy
) -> None:
    outcome = decide(known, [*rules, longest], policy, None)
    if known.jurisdictions and outcome.eligible_on is not None:
        assert outcome.no_later_than is not None
        assert outcome.eligible_on <= outcome.no_later_than


@given(DAYS, st.integers(min_value=0, max_value=100))
def test_years_never_fall_short(day: date, years: int) -> None:
    later, is_moved = years_after(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) == ((3, 1) if is_moved else (day.month, day.day))
    assert is_moved == ((day.month, day.day) == (2, 29) and later.month == 3)
