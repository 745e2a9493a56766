"""Custody in words: tasks by their stage, attempts to reach a client, notes. Needs no window."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.keeping.presenter import Entry
from ui.wording import counted
from vault.custody.model import (
    ContactAttempt,
    ContactOutcome,
    ContactWay,
    CustodianNote,
    Custody,
    CustodyTask,
    InheritedChain,
    Stage,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("custody", text)


def stage_words(stage: Stage) -> str:
    """Return the heading over the tasks of a stage."""
    words = {
        Stage.AUTHORITY: _tr("Before anything else"),
        Stage.FIRST_DAY: _tr("The first 24 hours"),
        Stage.CLIENTS: _tr("The clients"),
        Stage.OTHERS: _tr("Others to be told"),
        Stage.REFERRALS: _tr("Handing on"),
        Stage.PUBLIC: _tr("The public"),
        Stage.YEARS: _tr("Through the years"),
        Stage.OWN: _tr("Tasks of your own"),
    }
    return words[stage]


def way_words(way: ContactWay) -> str:
    """Return how a client was approached."""
    words = {
        ContactWay.PHONE: _tr("By phone"),
        ContactWay.EMAIL: _tr("By email"),
        ContactWay.LETTER: _tr("By letter"),
        ContactWay.IN_PERSON: _tr("In person"),
        ContactWay.OTHER: _tr("Another way"),
    }
    return words[way]


def outcome_words(outcome: ContactOutcome) -> str:
    """Return what came of an attempt."""
    words = {
        ContactOutcome.REACHED: _tr("Reached"),
        ContactOutcome.NOT_REACHED: _tr("Not reached"),
        ContactOutcome.LEFT_MESSAGE: _tr("Message left"),
        ContactOutcome.RETURNED: _tr("Came back"),
    }
    return words[outcome]


def due_words(task: CustodyTask, today: date) -> tuple[str, str]:
    """Return the chip of a task, and its kind: done, due, overdue, or nothing."""
    if task.is_done:
        return _tr("done"), "good"
    if task.due_on is None:
        return "", ""
    days = (task.due_on - today).days
    if days < 0:
        return _tr("since %1").replace("%1", wording.short_day(task.due_on)), "attention"
    if days == 0:
        return _tr("today"), "attention"
    if days == 1:
        return _tr("tomorrow"), ""
    return _tr("until %1").replace("%1", wording.short_day(task.due_on)), ""


def task_entry(task: CustodyTask, today: date) -> Entry:
    """Return a task as its card shows it."""
    chip, kind = due_words(task, today)
    asides = [task.remark] if task.remark else []
    if task.done_at is not None:
        asides.append(_tr("Done %1").replace("%1", wording.instant(task.done_at)))
    explanation = () if task.is_done or not task.explanation else (task.explanation,)
    return Entry(
        heading=task.title, lines=explanation, asides=tuple(asides), chip=chip, chip_kind=kind
    )


def contact_entry(one: ContactAttempt) -> Entry:
    """Return an attempt to reach a client."""
    is_good = one.outcome in (ContactOutcome.REACHED, ContactOutcome.RETURNED)
    return Entry(
        heading=f"{wording.instant(one.at)} · {way_words(one.way)}",
        lines=(one.remark,) if one.remark else (),
        chip=outcome_words(one.outcome),
        chip_kind="good" if is_good else "",
    )


def note_entry(one: CustodianNote) -> Entry:
    """Return a custodian's note."""
    return Entry(heading=wording.instant(one.at), lines=(one.body,))


def whose_words(kept: Custody) -> str:
    """Return whose records these are, in one line."""
    theirs = kept.practice
    name = theirs.practitioner
    if theirs.practice_name and theirs.practice_name != name:
        name = f"{name}, {theirs.practice_name}"
    return _tr("You keep the records of %1").replace("%1", name)


def since_words(kept: Custody) -> str:
    """Return since when, and how the records stand."""
    newest = max(kept.sources, key=lambda one: (one.month, one.number), default=None)
    since = _tr("In your custody since %1.").replace("%1", wording.instant(kept.began_at))
    if newest is None:
        return since
    said = _tr("%1 Newest export: number %2 of %3.").replace("%1", since)
    return said.replace("%2", str(newest.number)).replace("%3", wording.month_of_year(newest.month))


def open_words(tasks: Sequence[CustodyTask]) -> str:
    """Return how much is left to do."""
    count = sum(not one.is_done for one in tasks)
    if not count:
        return _tr("Everything on the list is done.")
    return counted(count, _tr("1 thing is left to do."), _tr("%1 things are left to do."))


def chain_words(found: InheritedChain) -> tuple[str, str]:
    """Return what walking the practitioner's chain found, and the kind of the notice."""
    if found.is_sound:
        said = _tr(
            "The practitioner's log is whole: %1 and %2 over it agree. Your own log goes on from"
            " it."
        )
        events = counted(found.events, _tr("1 event"), _tr("%1 events"))
        signed = counted(found.checkpoints, _tr("1 signature"), _tr("%1 signatures"))
        return said.replace("%1", events).replace("%2", signed), "good"
    if found.first_broken is not None:
        said = _tr(
            "The practitioner's log is broken at event %1. What stands before it agrees. Compare"
            " it with the export."
        )
        return said.replace("%1", f"{found.first_broken:,}"), "danger"
    said = _tr("%1 of %2 signatures over the practitioner's log do not agree.")
    text = said.replace("%1", f"{found.bad_checkpoints:,}")
    return text.replace("%2", f"{found.checkpoints:,}"), "danger"
