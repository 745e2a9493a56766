"""The retention page in words: where each record stands, and in which year. Needs no window."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.retention.trace_words import question_words, rule_in_short
from ui.wording import counted
from vault.ids import ClientId
from vault.retention.model import ClockState, Override, RetentionLine, Verdict

_DAYS_OF_SOON = 365


def _tr(text: str) -> str:
    return QCoreApplication.translate("retention", text)


class Segment(StrEnum):
    """A part of the list."""

    ELIGIBLE = "eligible"
    SOON = "soon"
    LATER = "later"
    ASK = "ask"
    HELD = "held"


class Haste(IntEnum):
    """How near the last day is that a rule allows."""

    PAST = 0
    NEAR = 1
    NONE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table. ``day`` is the first on which disposal is allowed, as far as known.

    ``haste`` orders: records past the last day that a rule allows, then those near it.
    """

    client_id: ClientId
    record_number: str
    name: str = field(repr=False)
    day: date | None
    day_text: str
    about: str
    segment: Segment
    haste: Haste

    def cells(self, *, is_shielded: bool) -> tuple[str, str, str, str]:
        """Return what stands in the columns."""
        name = wording.shown_name(self.name, is_shielded)
        return self.record_number, name, self.day_text, self.about


def row(line: RetentionLine, today: date) -> Row:
    """Return a record's line in the table."""
    day = line.outcome.eligible_on
    return Row(
        client_id=line.client_id,
        record_number=line.record_number,
        name=line.name,
        day=day,
        day_text=_tr("Not known") if day is None else wording.short_day(day),
        about=" · ".join(filter(None, (_latest(line, today), _about(line)))),
        segment=segment(line, today),
        haste=haste(line, today),
    )


def haste(line: RetentionLine, today: date) -> Haste:
    """Return whether the last day that a rule allows is over, or within a year."""
    last = line.outcome.no_later_than
    if last is None:
        return Haste.NONE
    if last < today:
        return Haste.PAST
    return Haste.NEAR if (last - today).days <= _DAYS_OF_SOON else Haste.NONE


def _latest(line: RetentionLine, today: date) -> str:
    last = line.outcome.no_later_than
    words = {
        Haste.PAST: _tr("Overdue: to go by %1"),
        Haste.NEAR: _tr("To go by %1"),
        Haste.NONE: "",
    }
    said = words[haste(line, today)]
    return said if last is None else said.replace("%1", wording.short_day(last))


def segment(line: RetentionLine, today: date) -> Segment:
    """Return the part of the list that a record stands in."""
    if line.verdict is not Verdict.LATER:
        return Segment(line.verdict.value)
    day = line.outcome.eligible_on
    is_soon = day is not None and (day - today).days <= _DAYS_OF_SOON
    return Segment.SOON if is_soon else Segment.LATER


def _about(line: RetentionLine) -> str:
    if line.verdict is Verdict.HELD:
        return counted(line.holds, _tr("1 hold"), _tr("%1 holds"))
    if line.outcome.questions:
        return " · ".join(question_words(one).short for one in line.outcome.questions)
    return rule_in_short(line.outcome)


def segment_words(which: Segment) -> str:
    """Return what a part of the list is called."""
    words = {
        Segment.ELIGIBLE: _tr("Eligible"),
        Segment.SOON: _tr("Within a year"),
        Segment.LATER: _tr("Later"),
        Segment.ASK: _tr("To be asked"),
        Segment.HELD: _tr("Held"),
    }
    return words[which]


def empty_words(which: Segment) -> str:
    """Return what belongs in a part of the list that is empty."""
    words = {
        Segment.ELIGIBLE: _tr(
            "No record may be disposed of today. It stands here when its time is over; “Rules…”"
            " says how long that is."
        ),
        Segment.SOON: _tr("No record becomes eligible within a year."),
        Segment.LATER: _tr(
            "No record has a date that lies further off. Dates count from the day on which an"
            " episode of care is closed."
        ),
        Segment.ASK: _tr("Nothing is missing: every record has its date."),
        Segment.HELD: _tr(
            "No hold is active. “Place a hold…” stands on a client's page, under “Keeping”."
        ),
    }
    return words[which]


def lead_words(which: Segment) -> str:
    """Return what a part of the list means."""
    words = {
        Segment.ELIGIBLE: _tr("The time is over. Nothing goes unless you review and approve it."),
        Segment.SOON: _tr("These may be disposed of within the next 365 days."),
        Segment.LATER: _tr("These are to be kept for longer than a year from now."),
        Segment.ASK: _tr(
            "As things stand these are never disposed of: no date can be told until what the last"
            " column names is entered or decided."
        ),
        Segment.HELD: _tr(
            "These are never disposed of while a hold is active, whatever the date says. No rule"
            " keeps a record for ever; a hold has no end until it is released."
        ),
    }
    return words[which]


def overdue_words(rows: Sequence[Row]) -> str:
    """Return how many records are past the last day that a rule allows; nothing without any."""
    past = sum(one.haste is Haste.PAST for one in rows)
    if not past:
        return ""
    return counted(
        past,
        _tr("1 record is past the last day that a rule allows, and marked “Overdue”."),
        _tr("%1 records are past the last day that a rule allows, and marked “Overdue”."),
    )


def years(rows: Iterable[Row]) -> tuple[tuple[int, int], ...]:
    """Return each year in which records become eligible and how many, earliest first."""
    found = Counter(one.day.year for one in rows if one.day is not None)
    return tuple(sorted(found.items()))


def review_words(chosen: Sequence[Row]) -> str:
    """Return what the button that begins a review says."""
    if not chosen:
        return _tr("Review for disposal…")
    if len(chosen) == 1:
        return _tr("Review record %1…").replace("%1", chosen[0].record_number)
    return _tr("Review %1 records…").replace("%1", f"{len(chosen):,}")


def override_words(override: Override) -> str:
    """Return what was decided for one client."""
    said = _tr("Decided on %1 for this record: not before %2. %3")
    decided = wording.short_day(override.at.astimezone().date())
    said = said.replace("%1", decided).replace("%2", wording.long_day(override.until))
    return said.replace("%3", override.reason)


def clock_words(state: ClockState, today: date) -> str:
    """Return why nothing goes while the clock is in doubt; nothing where it is not."""
    words = {
        ClockState.OK: "",
        ClockState.ASK: _tr(
            "This computer's clock jumped since the vault was used before, and says that today is"
            " %1. Every date here is measured by it. Nothing is disposed of until you type what"
            " day it is."
        ),
        ClockState.WRONG: _tr(
            "This computer's clock says that today is %1, and you typed another day. Correct the"
            " clock in the system's settings, then type the date again. Nothing is disposed of"
            " until then."
        ),
    }
    return words[state].replace("%1", wording.long_day(today))
