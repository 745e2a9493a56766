"""Words of the ceremony: parts, holders and what is known of their cards and keys."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from ui import wording
from vault.sealing.part_model import Part
from vault.succession import service
from vault.succession.model import Ceremony, Holder, HolderKind


def _tr(text: str) -> str:
    return QCoreApplication.translate("ceremony", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is known of a card or key: a word for the chip, its color, and a sentence."""

    word: str
    kind: str
    text: str
    act: str


def part_name(part: Part) -> str:
    """Return what a part is called."""
    return {
        Part.CASELOAD: _tr("Caseload"),
        Part.RECORDS: _tr("Records"),
        Part.PSYCHOTHERAPY: _tr("Psychotherapy notes"),
        Part.APART_CASELOAD: _tr("Caseload, for the alternate"),
        Part.APART_RECORDS: _tr("Records, for the alternate"),
        Part.APART_PSYCHOTHERAPY: _tr("Psychotherapy notes, for the alternate"),
    }[part]


def part_about(part: Part) -> str:
    """Return what stands in a part."""
    about = {
        Part.CASELOAD: _tr("Whom to call first: who is at risk, who is booked, how to reach them."),
        Part.RECORDS: _tr("Every client’s record with its documents."),
        Part.PSYCHOTHERAPY: _tr("The notes that are kept apart from the records."),
    }[part.content]
    return about + " " + _tr("Of clients kept from the successor.") if part.is_apart else about


def kind_name(kind: HolderKind) -> str:
    """Return what a holder opens with."""
    names = {HolderKind.CARD: _tr("Printed card"), HolderKind.OWN_KEY: _tr("Key of their own")}
    return names[kind]


def rule(threshold: int, labels: list[str]) -> str:
    """Return who opens a part: "2 of Successor, Lawyer, Family"."""
    if threshold == len(labels) == 1:
        return _tr("%1 alone").replace("%1", labels[0])
    if threshold == 1:
        return _tr("any one of %1").replace("%1", ", ".join(labels))
    if threshold == len(labels):
        return _tr("only all together: %1").replace("%1", ", ".join(labels))
    said = _tr("any %1 of %2").replace("%1", str(threshold))
    return said.replace("%2", ", ".join(labels))


def part_rules(ceremony: Ceremony) -> list[str]:
    """Return a line for each part of a ceremony."""
    lines = []
    for part in ceremony.parts:
        labels = [ceremony.holder(place).label for place in part.holders]
        lines.append(f"{part_name(part.part)}: {rule(part.threshold, labels)}")
    return lines


def holder_state(holder: Holder, drill_before: date) -> State:
    """Return what is known of a holder; ``drill_before`` is the day of a year ago."""
    if holder.is_pending:
        return State(
            word=_tr("not shown yet"),
            kind="attention",
            text=_waiting(holder) or _tr("Nobody has read this card or used this key so far."),
            act=_act(holder, _tr("Ask now…")),
        )
    if not holder.is_proved:
        return State(
            word=_tr("did not fit"),
            kind="danger",
            text=_tr("The last answer was wrong: another card or key, or none. Ask again."),
            act=_act(holder, _tr("Ask now…")),
        )
    shown = _tr("Shown on %1.").replace("%1", _day(holder.proved_at))
    is_old = holder.proved_at is not None and _local(holder.proved_at) <= drill_before
    return State(
        word=_tr("drill due") if is_old else _tr("shown"),
        kind="attention" if is_old else "good",
        text=" ".join(filter(None, (shown, _waiting(holder)))),
        act=_act(holder, _tr("Ask again…")),
    )


def _act(holder: Holder, words: str) -> str:
    return words if holder.open_challenge is None else _tr("New question…")


def _waiting(holder: Holder) -> str:
    if holder.open_challenge is None:
        return ""
    if holder.kind is HolderKind.OWN_KEY:
        return _tr("A question file is out; its code is awaited.")
    return _tr("Asked for two lines of the card; the answer is awaited.")


def drill_words(due: date, today: date) -> tuple[str, bool]:
    """Return when the holders are asked again, and whether that is now."""
    if due > today:
        return _tr("The next yearly drill is due on %1.").replace(
            "%1", wording.long_day(due)
        ), False
    said = _tr("The yearly drill was due on %1: ask every holder to show the card or key again.")
    return said.replace("%1", wording.long_day(due)), True


def waiting_words(ceremony: Ceremony) -> str:
    """Return which parts wait for holders to show a card or key; empty where none does."""
    missing = [
        _lacking_words(part, count) for part, count in service.lacking(ceremony).items() if count
    ]
    if not missing:
        return ""
    said = _tr("Before an export keeps itself current, these have to show a card or key: %1.")
    return said.replace("%1", "; ".join(missing))


def _lacking_words(part: Part, missing: int) -> str:
    """Return how many holders of a part have still to show that they can open it."""
    if missing == 1:
        return _tr("%1: one more holder").replace("%1", part_name(part))
    said = _tr("%1: %2 more holders").replace("%1", part_name(part))
    return said.replace("%2", str(missing))


def _day(at: datetime | None) -> str:
    return "" if at is None else wording.long_day(_local(at))


def _local(at: datetime) -> date:
    return at.astimezone().date()
