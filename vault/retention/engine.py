"""From facts and rules to dates, each with its arithmetic. Pure: nobody asks what day it is.

A date is the first day on which disposal is allowed. Every minimum binds; what is missing or
contradicts itself becomes a question and never a date.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from vault.clients.model import AGE_OF_MAJORITY, MAJORITY_BY_STATE, age
from vault.retention import telling
from vault.retention.model import (
    DEFAULT_RULE,
    OVERRIDE_RULE,
    Anchor,
    Facts,
    License,
    MinorRule,
    Outcome,
    Override,
    Policy,
    Question,
    RecordClass,
    Rule,
    RuleStatus,
    Step,
)

POLICY_CITATION = "practice policy"

_MISSING = {
    Anchor.LAST_ENTRY: Question.NO_ENTRY,
    Anchor.LAST_CONTACT: Question.NO_CONTACT,
    Anchor.LAST_SERVICE: Question.NO_SERVICE,
    Anchor.TERMINATION: Question.NO_CLOSING_DATE,
    Anchor.DEATH: Question.NO_DEATH_DATE,
}
_OF_CARE = (Anchor.LAST_ENTRY, Anchor.LAST_CONTACT, Anchor.LAST_SERVICE, Anchor.TERMINATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worked:
    """What one rule says of one client."""

    rule: Rule
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]

    @property
    def day(self) -> date | None:
        """The rule's own first day; ``None`` while a fact is missing."""
        return None if self.questions else max(step.day for step in self.steps)

    def uncounted(self) -> "_Worked":
        """The same for show: something else stands in its place."""
        steps = tuple(replace(step, is_counted=False) for step in self.steps)
        return replace(self, steps=steps)


def decide(
    facts: Facts, rules: Iterable[Rule], policy: Policy, override: Override | None
) -> Outcome:
    """Return the dates that the ``rules``, which are those switched on, and the policy give.

    The policy's own rule joins where no minimum for the record applies or the practice chose it, or
    stands in place of all (``is_instead``). An override settles every question but an open episode
    and a notice not sent. An episode that was open when the practice ended is nobody's to close: a
    minimum then counts from that end, for what was done since the export was sealed is not known.
    """
    if facts.is_active and facts.practice_ended is None:
        return _without_date(facts, override, Question.STILL_ACTIVE)
    own = [one for rule in applying(facts, rules, policy) if (one := _worked(facts, rule))]
    counted = _with_policy(facts, own, policy)
    aside = [one for one in own if one not in counted]
    if override is None:
        outcome = _decided(facts, counted, aside)
    else:
        outcome = _overridden(facts, [*aside, *counted], override)
    return _told_first(facts, outcome, own)


def applying(facts: Facts, rules: Iterable[Rule], policy: Policy) -> list[Rule]:
    """Return the rules that bind for where the client or the practice is, and the licenses."""
    if not facts.has_come:
        return []
    return [
        rule
        for rule in rules
        if rule.jurisdiction in facts.jurisdictions and rule.licenses & policy.licenses
    ]


@cache
def default_rule(policy: Policy, has_come: bool = True) -> Rule:
    """Return the practice's own rule; from the last entry for somebody who never came."""
    return Rule(
        id=DEFAULT_RULE,
        jurisdiction="",
        licenses=frozenset(License),
        record_class=RecordClass.RECORD,
        anchors=(Anchor.TERMINATION if has_come else Anchor.LAST_ENTRY,),
        years=policy.years,
        minor=MinorRule(years=policy.minor_years),
        is_maximum=False,
        is_unclear=False,
        effective_from=None,
        effective_to=None,
        citation=POLICY_CITATION,
        status=RuleStatus.VERIFIED,
        remark="",
    )


def years_after(day: date, years: int) -> tuple[date, bool]:
    """Return the same day ``years`` later, and whether 1 March stands for a missing 29 February."""
    year = min(day.year + years, date.max.year)
    try:
        return day.replace(year=year), False
    except ValueError:
        return date(year, 3, 1), True


def _without_date(facts: Facts, override: Override | None, question: Question) -> Outcome:
    return Outcome(
        client_id=facts.client_id,
        by_class={RecordClass.RECORD: None},
        eligible_on=None,
        no_later_than=None,
        steps=(),
        questions=(question,),
        override=override,
    )


def _with_policy(facts: Facts, own: list[_Worked], policy: Policy) -> list[_Worked]:
    has_minimum = any(_binds_record(one.rule) for one in own)
    if has_minimum and not (policy.is_instead or policy.is_chosen):
        return own
    default = _worked(facts, default_rule(policy, facts.has_come))
    laws = [one for one in own if not policy.is_instead or one.rule.is_maximum]
    return [*laws, *([default] if default else [])]


def _binds_record(rule: Rule) -> bool:
    return not rule.is_maximum and rule.record_class is RecordClass.RECORD


# --- one rule ---


def _worked(facts: Facts, rule: Rule) -> _Worked | None:
    """Return what ``rule`` says, or ``None`` where it does not bind for this client."""
    was_minor = rule.minor is not None and _may_have_been_minor(facts, rule)
    anchors = rule.anchors
    if was_minor and rule.minor is not None and facts.birth_date is not None:
        anchors = rule.minor.anchors or anchors
    if not anchors and not was_minor:
        return None
    found = dict(_anchored(facts, rule, anchors))
    if not _is_in_force(rule, [day for day in found.values() if day is not None]):
        return None
    steps = [_step(rule, one, day) for one, day in found.items() if day is not None]
    questions = [_MISSING[one] for one, day in found.items() if day is None]
    if was_minor and rule.minor is not None:
        if facts.birth_date is None:
            questions.append(Question.NO_BIRTH_DATE)
        else:
            steps.append(_minor_step(facts, rule, rule.minor, facts.birth_date))
    if not steps and not questions:
        return None
    return _Worked(rule=rule, steps=tuple(steps), questions=tuple(questions))


def _anchored(
    facts: Facts, rule: Rule, anchors: Sequence[Anchor]
) -> Iterator[tuple[Anchor, date | None]]:
    days = {
        Anchor.LAST_ENTRY: facts.last_entry,
        Anchor.LAST_CONTACT: facts.last_contact,
        Anchor.LAST_SERVICE: facts.last_service,
        Anchor.TERMINATION: facts.termination,
        Anchor.DEATH: facts.death,
    }
    for anchor in anchors:
        if anchor is Anchor.DEATH and not facts.is_deceased:
            continue
        if anchor is Anchor.TERMINATION and facts.termination is None and facts.death is not None:
            yield Anchor.DEATH, facts.death  # death ends care, also where nobody closed it
        elif _ended_with_practice(facts, rule, anchor):
            yield Anchor.PRACTICE_ENDED, facts.practice_ended
        else:
            yield anchor, days[anchor]


def _ended_with_practice(facts: Facts, rule: Rule, anchor: Anchor) -> bool:
    """Whether the end of the practice stands for a day of care; for a maximum only where none is.

    Of a client in care nobody knows what followed the last day that the export tells.
    """
    if facts.practice_ended is None or facts.death is not None or anchor not in _OF_CARE:
        return False
    is_unknown = anchor is Anchor.TERMINATION and facts.termination is None
    return is_unknown or (facts.is_active and not rule.is_maximum)


def _may_have_been_minor(facts: Facts, rule: Rule) -> bool:
    if facts.birth_date is None or facts.first_day is None:
        return True
    return age(facts.birth_date, facts.first_day) < _majority(facts, rule)


def _majority(facts: Facts, rule: Rule) -> int:
    places = {rule.jurisdiction} if rule.jurisdiction else facts.jurisdictions
    return max(
        (MAJORITY_BY_STATE.get(one, AGE_OF_MAJORITY) for one in places), default=AGE_OF_MAJORITY
    )


def _is_in_force(rule: Rule, days: Sequence[date]) -> bool:
    if not days:
        return True  # nobody knows yet: what is missing is asked for
    starts = rule.effective_from is None or rule.effective_from <= max(days)
    ends = rule.effective_to is None or max(days) <= rule.effective_to
    return starts and ends


def _step(rule: Rule, anchor: Anchor, anchor_day: date, years: int | None = None) -> Step:
    counted = rule.years if years is None else years
    day, is_moved = years_after(anchor_day, counted)
    return Step(
        rule_id=rule.id,
        record_class=rule.record_class,
        is_maximum=rule.is_maximum,
        anchor=anchor,
        anchor_day=anchor_day,
        years=counted,
        day=day,
        citation=rule.citation,
        is_moved=is_moved,
    )


def _minor_step(facts: Facts, rule: Rule, minor: MinorRule, born: date) -> Step:
    years_old = minor.age if minor.age is not None else _majority(facts, rule)
    if not minor.years:
        return _step(rule, Anchor.BIRTH, born, years_old)
    birthday, _ = years_after(born, years_old)
    return replace(_step(rule, Anchor.MAJORITY, birthday, minor.years), age=years_old)


# --- all rules together ---


def _decided(facts: Facts, counted: list[_Worked], aside: list[_Worked]) -> Outcome:
    by_class = _by_class(counted)
    questions = _questions(facts, counted, by_class)
    known = [day for day in by_class.values() if day is not None]
    return Outcome(
        client_id=facts.client_id,
        by_class=by_class,
        eligible_on=max(known) if known and not questions else None,
        no_later_than=_no_later_than(counted),
        steps=_steps([*(one.uncounted() for one in aside), *counted]),
        questions=questions,
        override=None,
    )


def _overridden(facts: Facts, worked: list[_Worked], override: Override) -> Outcome:
    own = Step(
        rule_id=OVERRIDE_RULE,
        record_class=RecordClass.RECORD,
        is_maximum=False,
        anchor=Anchor.OVERRIDE,
        anchor_day=override.until,
        years=0,
        day=override.until,
        citation="",
    )
    return Outcome(
        client_id=facts.client_id,
        by_class=dict.fromkeys(_by_class(worked), override.until),
        eligible_on=override.until,
        no_later_than=_no_later_than(worked),
        steps=(*_steps([one.uncounted() for one in worked]), own),
        questions=(),
        override=override,
    )


def _steps(worked: Iterable[_Worked]) -> tuple[Step, ...]:
    return tuple(dict.fromkeys(step for one in worked for step in one.steps))


def _by_class(counted: Iterable[_Worked]) -> Mapping[RecordClass, date | None]:
    days: dict[RecordClass, date | None] = {RecordClass.RECORD: None}
    for one in counted:
        if not one.rule.is_maximum:
            before = days.get(one.rule.record_class)
            known = [step.day for step in one.steps] + ([before] if before else [])
            days[one.rule.record_class] = max(known, default=None)
    return days


def _no_later_than(worked: Iterable[_Worked]) -> date | None:
    days = [step.day for one in worked if one.rule.is_maximum for step in one.steps]
    return min(days, default=None)


def _questions(
    facts: Facts, counted: list[_Worked], by_class: Mapping[RecordClass, date | None]
) -> tuple[Question, ...]:
    asked = [question for one in counted for question in one.questions]
    asked += _contradictions(facts, counted)
    for one in counted:
        minimum = by_class.get(one.rule.record_class)
        if one.rule.is_maximum and minimum is not None:
            asked += _against_maximum(one, minimum)
    if facts.has_entries_under_wrong_clock:
        asked.append(Question.ENTRIES_UNDER_WRONG_CLOCK)
    return tuple(dict.fromkeys(asked))


def _against_maximum(worked: _Worked, minimum: date) -> Iterator[Question]:
    if any(step.day < minimum for step in worked.steps):
        yield Question.MINIMUM_AFTER_MAXIMUM
    if worked.rule.is_unclear:
        yield Question.MAXIMUM_UNCLEAR


def _contradictions(facts: Facts, counted: list[_Worked]) -> Iterator[Question]:
    anchors = {step.anchor for one in counted for step in one.steps}
    if Anchor.TERMINATION in anchors and _is_after(facts.last_service, facts.termination):
        yield Question.SERVICE_AFTER_CLOSING
    if _is_after(facts.last_service, facts.death):
        yield Question.SERVICE_AFTER_DEATH
    if _is_after(facts.birth_date, facts.first_day):
        yield Question.BORN_AFTER_CARE


def _is_after(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


# --- earlier than a rule that wants the client told ---


def _told_first(facts: Facts, outcome: Outcome, own: list[_Worked]) -> Outcome:
    """Add the notice that a rule asks for where the record goes before that rule's own day."""
    early = [
        (one, notice)
        for one in own
        if (notice := one.rule.notice) is not None and _is_early(outcome.eligible_on, one)
    ]
    if not early:
        return outcome
    asking, wanted = max(early, key=lambda pair: pair[1].days)
    told = telling.told(facts, asking.rule, asking.steps)
    found = replace(outcome, notice=wanted, steps=(*outcome.steps, *told.steps))
    if told.day is None:
        return replace(found, eligible_on=None, questions=(told.question,))
    return replace(found, eligible_on=max(told.day, outcome.eligible_on or told.day))


def _is_early(eligible_on: date | None, worked: _Worked) -> bool:
    return eligible_on is not None and (worked.day is None or eligible_on < worked.day)
