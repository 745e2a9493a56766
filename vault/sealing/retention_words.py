"""How long a record is kept and why, in words."""

from collections.abc import Iterator

from vault.disposal.certificate_words import ANCHORS, CLASSES, OWN_RULES
from vault.exports.page import Fact
from vault.exports.wording import day
from vault.retention.model import Anchor, Outcome, Policy, RetentionLine, Step
from vault.retention.wording import QUESTIONS


def may_go(line: RetentionLine) -> str:
    """Return from when a record may be disposed of, in a few words."""
    if line.holds:
        return "Not while a hold is in force"
    eligible = line.outcome.eligible_on
    if line.outcome.questions or eligible is None:
        return "No day can be told yet"
    return day(eligible)


def facts(line: RetentionLine) -> Iterator[Fact]:
    """Yield the day, what stands against it, and what was decided for this client."""
    outcome = line.outcome
    yield "May be disposed of from", may_go(line)
    if outcome.eligible_on is not None and line.holds:
        yield "Without the hold, from", day(outcome.eligible_on)
    if outcome.questions:
        yield "Why no day is told", "\n".join(QUESTIONS[one] for one in outcome.questions)
    if outcome.no_later_than is not None:
        yield "To be disposed of by", day(outcome.no_later_than)
    if outcome.override is not None:
        yield "Decided for this client", f"{day(outcome.override.until)}: {outcome.override.reason}"
    if outcome.notice is not None:
        told = f"by {outcome.notice.method.replace('_', ' ')}, {outcome.notice.days} days before"
        yield "The client is to be told first", told


def steps(outcome: Outcome) -> Iterator[str]:
    """Yield how the day came about, a line for each rule that was looked at."""
    return map(_step, outcome.steps)


def _step(step: Step) -> str:
    after = f"{step.days} days" if step.days else f"{step.years} years"
    anchor = ANCHORS[step.anchor] + (f" at {step.age}" if step.age is not None else "")
    sum_ = f"{after} after {anchor} ({day(step.anchor_day)})"
    if step.anchor is Anchor.OVERRIDE:
        sum_ = anchor
    what = "no later than" if step.is_maximum else "from"
    told = f"{CLASSES[step.record_class]}, {sum_}: {what} {day(step.day)}"
    told += ", in place of 29 February" if step.is_moved else ""
    told += "" if step.is_counted else "; shown, not counted"
    return f"{step.citation or OWN_RULES.get(step.rule_id, step.rule_id)}: {told}."


def policy(chosen: Policy) -> str:
    """Return the practice's own policy as a sentence."""
    years = f"{chosen.years} years after care ended"
    minors = f"for minors {chosen.minor_years} years after they came of age"
    how = "in place of all rules" if chosen.is_instead else _beside(chosen)
    why = f" ({chosen.reason})" if chosen.reason else ""
    return f"The practice’s own policy, {how}: {years}, {minors}{why}."


def _beside(chosen: Policy) -> str:
    return (
        "beside the rules, the later day counting" if chosen.is_chosen else "where no rule applies"
    )
