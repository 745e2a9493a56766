"""What one rule says of one client: its days, each with its arithmetic. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vault.clients.model import AGE_OF_MAJORITY, MAJORITY_BY_STATE, age
from vault.retention.model import Anchor, Facts, MinorRule, Question, Rule, Step

_MISSING = {
    Anchor.LAST_ENTRY: Question.NO_ENTRY,
    Anchor.LAST_CONTACT: Question.NO_CONTACT,
    Anchor.LAST_SERVICE: Question.NO_SERVICE,
    Anchor.TERMINATION: Question.NO_CLOSING_DATE,
    Anchor.DEATH: Question.NO_DEATH_DATE,
}
_OF_CARE = (Anchor.LAST_ENTRY, Anchor.LAST_CONTACT, Anchor.LAST_SERVICE, Anchor.TERMINATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What one rule says of one client."""

    rule: Rule
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]

    @property
    def day(self) -> date | None:
        """The rule's own first day; ``None`` while a fact is missing."""
        return None if self.questions else max(step.day for step in self.steps)

    def uncounted(self) -> "Worked":
        """The same for show: something else stands in its place."""
        steps = tuple(replace(step, is_counted=False) for step in self.steps)
        return replace(self, steps=steps)


def work_out(facts: Facts, rule: Rule) -> Worked | None:
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
    return Worked(rule=rule, steps=tuple(steps), questions=tuple(questions))


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
            ends = (facts.practice_ended, facts.last_entry)
            yield Anchor.PRACTICE_ENDED, max(day for day in ends if day is not None)
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


def years_after(day: date, years: int) -> tuple[date, bool]:
    """Return the same day ``years`` later, and whether 1 March stands for a missing 29 February."""
    year = min(day.year + years, date.max.year)
    try:
        return day.replace(year=year), False
    except ValueError:
        return date(year, 3, 1), True
