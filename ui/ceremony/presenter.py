"""Words of the ceremony: parts, holders and what is known of their cards and keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from ui import wording
from vault.sealing.part_model import Part
from vault.succession import service
from vault.succession.model import Answer, Ceremony, Holder, HolderKind


def _tr(text: str) -> str:
    return QCoreApplication.translate("ceremony", text)


_MOST_DAYS = 12


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
        Part.RECORDS: _tr("Every client's record with its documents."),
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
        said = _tr("%1 and %2, only together").replace("%1", ", ".join(labels[:-1]))
        return said.replace("%2", labels[-1])
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
            text=_waiting(holder) or _never_words(holder.kind),
            act=_act(holder, _tr("Ask now…")),
        )
    if not holder.is_proved:
        return State(
            word=_tr("did not fit"),
            kind="danger",
            text=_waiting(holder) or _tr("The last answer was of another card or key. Ask again."),
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


def _never_words(kind: HolderKind) -> str:
    if kind is HolderKind.CARD:
        return _tr("Nobody has read lines of this card back so far.")
    return _tr("Nobody has opened a question with this key so far.")


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


def drill_history(answers: Sequence[Answer]) -> list[str]:
    """Return a line for each day on which drills were answered, the newest first.

    ``answers`` come newest first. Days beyond the newest twelve are told of in one line.
    """
    by_day: dict[date, list[Answer]] = {}
    for one in answers:
        by_day.setdefault(_local(one.answered_at), []).append(one)
    lines = [_drill_day(day, found) for day, found in by_day.items()]
    if len(lines) > _MOST_DAYS:
        earlier = _tr("Earlier ones stand in the audit log.")
        lines = [*lines[:_MOST_DAYS], earlier]
    return lines


def _drill_day(day: date, answers: Sequence[Answer]) -> str:
    fits, misfits = (
        [one.label for one in reversed(answers) if one.is_proved is wanted]
        for wanted in (True, False)
    )
    said = []
    if misfits:
        said.append(_tr("did not fit: %1").replace("%1", ", ".join(misfits)))
    if fits:
        said.append(_tr("shown: %1").replace("%1", ", ".join(fits)))
    return f"{wording.long_day(day)} – {'; '.join(said)}"


def waiting_words(ceremony: Ceremony) -> str:
    """Return who can still show a card or key while too few have; empty once enough have."""
    lacking = {part for part, count in service.lacking(ceremony).items() if count}
    places = {place for one in ceremony.parts if one.part in lacking for place in one.holders}
    waiting = [one.label for one in ceremony.holders if one.place in places and not one.is_proved]
    if not waiting:
        return ""
    said = _tr(
        "An export keeps itself current once enough holders of every part have shown their card"
        " or key. Still to come: %1."
    )
    return said.replace("%1", ", ".join(waiting))


def outdated_words(ceremony: Ceremony, wanted: Iterable[Part], *, caseload_alone: bool) -> str:
    """Return what the plan wants otherwise than the last ceremony made it; empty for nothing."""
    said = []
    missing = [part_name(part) for part in wanted if ceremony.part(part) is None]
    if missing:
        words = _tr("The plan wants parts that these cards do not open: %1. No export holds them.")
        said.append(words.replace("%1", "; ".join(missing)))
    caseload = ceremony.part(Part.CASELOAD)
    if caseload is not None and caseload.threshold > 1 and caseload_alone:
        said.append(_tr("The plan lets the successor alone open the caseload; these cards do not."))
    if caseload is not None and caseload.threshold == 1 and not caseload_alone:
        said.append(
            _tr("The plan wants two holders together for the caseload; now one card opens it.")
        )
    if said:
        said.append(_tr("That takes a new ceremony: “Make new cards…”."))
    return " ".join(said)


def _day(at: datetime | None) -> str:
    return "" if at is None else wording.long_day(_local(at))


def _local(at: datetime) -> date:
    return at.astimezone().date()
