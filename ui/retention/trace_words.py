"""How a date came about, in words: the arithmetic and its citation. Needs no window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.wording import counted
from vault.retention.model import (
    DEFAULT_RULE,
    NOTICE_RULE,
    OVERRIDE_RULE,
    Anchor,
    Outcome,
    Question,
    RecordClass,
    Step,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("retention", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """What is missing: in a word for the table, in a sentence, and what to do."""

    short: str
    full: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """A line of the arithmetic. ``state``: "decides", "known", "latest", "earlier" or "aside"."""

    text: str
    citation: str
    state: str


def trace_lines(outcome: Outcome) -> tuple[TraceLine, ...]:
    """Return the arithmetic, the line that decides first."""
    lines = [
        TraceLine(text=step_words(one), citation=citation_words(one), state=_state(one, outcome))
        for one in outcome.steps
    ]
    order = ("decides", "known", "latest", "earlier", "aside")
    return tuple(sorted(lines, key=lambda line: order.index(line.state)))


def _state(step: Step, outcome: Outcome) -> str:
    if not step.is_counted:
        return "aside"
    if step.is_maximum:
        return "latest"
    if outcome.eligible_on is None:
        return "known"
    return "decides" if step.day == outcome.eligible_on else "earlier"


def state_words(state: str) -> str:
    """Return what a line of the arithmetic does."""
    words = {
        "decides": _tr("Decides"),
        "known": _tr("As far as known"),
        "earlier": _tr("Earlier than that"),
        "aside": _tr("Not counted"),
        "latest": _tr("No later than"),
    }
    return words[state]


def step_words(step: Step) -> str:
    """Return "Last entry 1 September 2026 + 7 years = 1 September 2033."."""
    start = f"{_anchor_words(step)} {wording.long_day(step.anchor_day)}"
    if step.record_class is RecordClass.SUMMARY:
        start = _tr("Summary: %1").replace("%1", start)
    if not step.years and not step.days:
        return f"{start}."
    length = _length(step)
    said = f"{start} + {length} = {wording.long_day(step.day)}."
    if step.is_moved:
        said += " " + _tr("That year has no 29 February, so 1 March stands for it.")
    if step.anchor is Anchor.PRACTICE_ENDED:
        said += " " + _tr(
            "Care was open then, and nobody can close it now. The day is the latest it can have"
            " been: that of the last entry, or on which the records were taken into custody."
        )
    return said


def _length(step: Step) -> str:
    if step.days:
        return counted(step.days, _tr("1 day"), _tr("%1 days"))
    return counted(step.years, _tr("1 year"), _tr("%1 years"))


def _anchor_words(step: Step) -> str:
    if step.anchor is Anchor.MAJORITY and step.age is not None:
        return _tr("Age %1 on").replace("%1", str(step.age))
    words = {
        Anchor.LAST_ENTRY: _tr("Last entry"),
        Anchor.LAST_CONTACT: _tr("Last contact"),
        Anchor.TERMINATION: _tr("End of care"),
        Anchor.LAST_SERVICE: _tr("Last service"),
        Anchor.DEATH: _tr("Death"),
        Anchor.MAJORITY: _tr("Coming of age"),
        Anchor.BIRTH: _tr("Birth"),
        Anchor.OVERRIDE: _tr("Decided for this record: not before"),
        Anchor.NOTICE: _tr("Notice to the client"),
        Anchor.PRACTICE_ENDED: _tr("The practice ended"),
    }
    return words[step.anchor]


def citation_words(step: Step) -> str:
    """Return where a line of the arithmetic comes from."""
    if step.rule_id == DEFAULT_RULE:
        return _tr("The practice's own policy")
    if step.rule_id == OVERRIDE_RULE:
        return step.citation or _tr("Your decision")
    if step.rule_id == NOTICE_RULE:
        return _tr("What the client was told")
    return step.citation


def rule_in_short(outcome: Outcome) -> str:
    """Return the rule that decides, as the table has room for it."""
    deciding = [one for one in outcome.steps if _state(one, outcome) == "decides"]
    if not deciding:
        return ""
    step = deciding[0]
    if step.anchor is Anchor.OVERRIDE:
        return _tr("Decided for this record")
    said = _tr("%1: %2 after %3").replace("%1", citation_words(step))
    return said.replace("%2", _length(step)).replace("%3", _short_anchor(step))


def _short_anchor(step: Step) -> str:
    if step.anchor is Anchor.MAJORITY and step.age is not None:
        return _tr("age %1").replace("%1", str(step.age))
    words = _anchor_words(step)
    return words[0].lower() + words[1:]


def day_words(outcome: Outcome) -> str:
    """Return from when a record may go, or that it cannot be told."""
    if outcome.eligible_on is None:
        return _tr("No date can be told yet.")
    said = _tr("May be disposed of from %1 on.")
    return said.replace("%1", wording.long_day(outcome.eligible_on))


def latest_words(outcome: Outcome) -> str:
    """Return by when a record must go; nothing where no rule says so."""
    if outcome.no_later_than is None:
        return ""
    said = _tr("A rule wants it gone no later than %1.")
    return said.replace("%1", wording.long_day(outcome.no_later_than))


def class_words(outcome: Outcome) -> Sequence[str]:
    """Return a line for each part of the record, where rules speak of more than one."""
    names = {RecordClass.RECORD: _tr("The record"), RecordClass.SUMMARY: _tr("The summary")}
    known = [(names[one], day) for one, day in outcome.by_class.items() if day is not None]
    if len(outcome.by_class) < 2:
        return []
    said = _tr("%1: from %2 on")
    return [said.replace("%1", name).replace("%2", wording.long_day(day)) for name, day in known]


def question_words(question: Question) -> QuestionWords:
    """Return what is missing, or contradicts itself, and what to do about it."""
    short, full, remedy = _QUESTIONS[question]
    return QuestionWords(short=_tr(short), full=_tr(full), remedy=_tr(remedy))


_QUESTIONS: dict[Question, tuple[str, str, str]] = {
    Question.STILL_ACTIVE: (
        "Care goes on",
        "An episode of care is open, or the client counts as active.",
        "Close the episode",
    ),
    Question.NO_BIRTH_DATE: (
        "No birth date",
        "Without the birth date nobody can say whether a rule for minors applies.",
        "Enter the birth date",
    ),
    Question.NO_CLOSING_DATE: (
        "No closing date",
        "A rule counts from the end of care, and no episode has been closed.",
        "Close the episode",
    ),
    Question.NO_CONTACT: (
        "No contact",
        "A rule counts from the last contact, and there is no session or note.",
        "Enter the last session",
    ),
    Question.NO_SERVICE: (
        "No session",
        "A rule counts from the last service, and no session was held.",
        "Enter the last session",
    ),
    Question.NO_ENTRY: (
        "No entry",
        "A rule counts from the last entry, and the record has none.",
        "Open the record",
    ),
    Question.NO_DEATH_DATE: (
        "No date of death",
        "The client is marked as deceased, and the date is not entered.",
        "Enter the date of death",
    ),
    Question.SERVICE_AFTER_CLOSING: (
        "Session after closing",
        "A session was held after the last episode was closed.",
        "Look at the dates",
    ),
    Question.SERVICE_AFTER_DEATH: (
        "Session after death",
        "A session was held after the date of death.",
        "Look at the dates",
    ),
    Question.BORN_AFTER_CARE: (
        "Born after care began",
        "The birth date lies after the first day of care.",
        "Correct the birth date",
    ),
    Question.MINIMUM_AFTER_MAXIMUM: (
        "Rules contradict",
        "One rule keeps the record for longer than another allows.",
        "Decide a date for this record",
    ),
    Question.MAXIMUM_UNCLEAR: (
        "Maximum unclear",
        "A rule does not say clearly from which day its maximum counts.",
        "Decide a date for this record",
    ),
    Question.ENTRIES_UNDER_WRONG_CLOCK: (
        "Wrong clock",
        "Entries were made while the computer's clock was wrong; they count for nothing.",
        "Decide a date for this record",
    ),
    Question.DECIDED_BEFORE_CARE: (
        "Decided before later care",
        "The date for this record was decided before the newest care or note. It spoke of another"
        " record and does not count any more.",
        "Decide a date for this record",
    ),
    Question.NOTICE_NOT_SENT: (
        "Notice to be sent",
        "The date is earlier than a rule's, which wants the client told first.",
        "Enter the notice that was sent",
    ),
    Question.NOTICE_TOO_EARLY: (
        "Notice too early",
        "The notice to the client was sent before the last service or note that the rule counts"
        " from. It spoke of another record.",
        "Enter a later notice",
    ),
    Question.NOTICE_ANOTHER_WAY: (
        "Notice sent otherwise",
        "The client was told, but not in the way that the rule asks for.",
        "Enter the notice as the rule wants it",
    ),
    Question.NOTICE_UNDER_WRONG_CLOCK: (
        "Notice under a wrong clock",
        "The last notice was entered while the computer's clock was wrong, so nobody can say when"
        " its time is over.",
        "Enter the notice anew",
    ),
    Question.NOTICE_AFTER_MAXIMUM: (
        "Notice beyond a maximum",
        "The client was promised more time than a rule allows the record to be kept.",
        "Decide a date for this record",
    ),
}
DECIDED_HERE = frozenset(
    {
        Question.MINIMUM_AFTER_MAXIMUM,
        Question.MAXIMUM_UNCLEAR,
        Question.ENTRIES_UNDER_WRONG_CLOCK,
        Question.DECIDED_BEFORE_CARE,
        Question.NOTICE_AFTER_MAXIMUM,
    }
)
"""What no entry on the client's page settles: an override does."""
ABOUT_NOTICES = frozenset(
    {
        Question.NOTICE_NOT_SENT,
        Question.NOTICE_TOO_EARLY,
        Question.NOTICE_ANOTHER_WAY,
        Question.NOTICE_UNDER_WRONG_CLOCK,
    }
)
"""What a notice that is entered settles."""
