"""What Home says of succession. Needs no window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from ui import wording


def _tr(text: str) -> str:
    return QCoreApplication.translate("succession", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What of succession may wait. ``drill_due_on`` is ``None`` while none is due.

    ``outdated`` says what the plan wants otherwise than the last ceremony made it; ``misfits`` are
    the labels of those whose last answer was wrong, ``misfit_on`` is the day of the newest one.
    ``is_pending`` says that somebody never answered.
    """

    has_plan: bool
    review_due_on: date | None
    has_successor: bool = False
    has_holders: bool = False
    is_ready: bool = False
    drill_due_on: date | None = None
    outdated: str = ""
    misfits: tuple[str, ...] = ()
    misfit_on: date | None = None
    is_pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLine:
    """A line on Home: what waits, what its button says, and which tab that opens."""

    text: str
    about: str
    act: str
    tab: str


def home_lines(state: State) -> Sequence[HomeLine]:
    """Return what waits, the gravest first; nothing where all is as it should be."""
    found = (
        _plan(state),
        _misfits(state),
        _holders(state),
        _cards(state),
        _review(state),
        _drill(state),
    )
    return tuple(one for one in found if one is not None)


def _plan(state: State) -> HomeLine | None:
    if not state.has_plan:
        return HomeLine(
            text=_tr("No succession plan yet"),
            about=_tr("Nobody is named who looks after your clients if you no longer can."),
            act=_tr("Write it…"),
            tab="plan",
        )
    if not state.has_successor:
        return HomeLine(
            text=_tr("The succession plan names no successor"),
            about=_tr("A colleague who knows your work is the heart of it."),
            act=_tr("Name one…"),
            tab="plan",
        )
    return None


def _holders(state: State) -> HomeLine | None:
    if not state.has_successor:
        return None
    if not state.has_holders:
        return HomeLine(
            text=_tr("Nobody holds a card yet"),
            about=_tr("Without cards nobody can open a sealed export."),
            act=_tr("Choose…"),
            tab="holders",
        )
    if state.is_ready or (state.misfits and not state.is_pending):
        return None
    return HomeLine(
        text=_tr("Holders have not answered yet"),
        about=_tr("The sealed export keeps itself current once enough of them have."),
        act=_tr("Ask…"),
        tab="holders",
    )


def _misfits(state: State) -> HomeLine | None:
    if not state.misfits or state.misfit_on is None:
        return None
    text = wording.counted(
        len(state.misfits),
        _tr("A holder's card or key did not fit"),
        _tr("%1 holders' cards or keys did not fit"),
    )
    said = _tr("%1, when asked on %2. Ask again; if the right one is lost, make new cards.")
    about = wording.filled(said, ", ".join(state.misfits), wording.long_day(state.misfit_on))
    if not state.is_ready:
        about += " " + _tr("The sealed export waits until enough of them fit.")
    return HomeLine(text=text, about=about, act=_tr("Ask again…"), tab="holders")


def _cards(state: State) -> HomeLine | None:
    if not state.outdated:
        return None
    return HomeLine(
        text=_tr("The cards do not fit the plan any more"),
        about=state.outdated,
        act=_tr("Renew them…"),
        tab="holders",
    )


def _review(state: State) -> HomeLine | None:
    if state.review_due_on is None:
        return None
    said = _tr("Due since %1: names, numbers and wishes change in a year.")
    return HomeLine(
        text=_tr("The succession plan wants its yearly review"),
        about=said.replace("%1", wording.long_day(state.review_due_on)),
        act=_tr("Review it…"),
        tab="plan",
    )


def _drill(state: State) -> HomeLine | None:
    if state.drill_due_on is None:
        return None
    said = _tr("Due since %1: ask each holder whether the card or key is still at hand.")
    return HomeLine(
        text=_tr("The yearly drill of the holders is due"),
        about=said.replace("%1", wording.long_day(state.drill_due_on)),
        act=_tr("Begin it…"),
        tab="holders",
    )
