"""What Home shows, from what the services say. Needs no window."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QCoreApplication

from ui import wording
from vault.clients.model import AgendaLine, CareSessionStatus
from vault.ids import CareSessionId, ClientId, NoteId
from vault.notes.model import DraftLine, NoteKind, Shelf

OLD_AFTER_DAYS = 7
_USUAL_KIND = "individual"


def _tr(text: str) -> str:
    return QCoreApplication.translate("home", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line and the one thing that its button does: ``note_id`` is opened, else begun."""

    key: str
    when: str
    who: str = field(repr=False)
    record_number: str
    about: str
    state: str = ""
    state_kind: str = ""
    act: str
    client_id: ClientId
    note_id: NoteId | None = None
    shelf: Shelf = Shelf.RECORD
    care_session_id: CareSessionId | None = None
    occurred_on: date
    starts_kind: NoteKind | None = None
    """The kind of note to begin; ``None`` where there is nothing to write."""

    @property
    def spoken(self) -> str:
        """What a screen reader says of the button."""
        return f"{self.act}: {self.who}, {self.when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """All of Home."""

    day: str
    sessions: tuple[Line, ...] = ()
    without_note: tuple[Line, ...] = ()
    drafts: tuple[Line, ...] = ()
    waiting: int = 0
    """How many things wait: held sessions without a note, those of today too, and drafts."""

    @property
    def is_calm(self) -> bool:
        """Whether there is nothing to show at all."""
        return not (self.sessions or self.without_note or self.drafts)


def view(
    today: date,
    agenda: Sequence[AgendaLine],
    without_note: Sequence[AgendaLine],
    drafts: Sequence[DraftLine],
    *,
    is_shielded: bool = False,
) -> HomeView:
    """Return Home. A session of today stands under today alone, with or without its note."""
    earlier = [line for line in without_note if line.session.details.day != today]
    return HomeView(
        day=wording.weekday_and_day(today),
        sessions=tuple(_session(line, is_shielded) for line in agenda),
        without_note=tuple(_unwritten(line, today, is_shielded) for line in earlier),
        drafts=tuple(_draft(line, today, is_shielded) for line in drafts),
        waiting=len(without_note) + len(drafts),
    )


def _session(line: AgendaLine, is_shielded: bool) -> Line:
    starts_at = line.session.details.starts_at
    when = _tr("No time") if starts_at is None else wording.clock_time(starts_at)
    state, kind = _state(line)
    return _agenda_line(line, f"session-{line.session.id}", when, state, kind, is_shielded)


def _unwritten(line: AgendaLine, today: date, is_shielded: bool) -> Line:
    day = line.session.details.day
    ago = wording.days_ago(day, today)
    kind = "attention" if _is_old(day, today) else ""
    key = f"unwritten-{line.session.id}"
    return _agenda_line(line, key, wording.short_day(day), ago, kind, is_shielded)


def _agenda_line(
    line: AgendaLine, key: str, when: str, state: str, state_kind: str, is_shielded: bool
) -> Line:
    details = line.session.details
    return Line(
        key=key,
        when=when,
        who=wording.shown_name(line.client_name, is_shielded),
        record_number=line.record_number,
        about=_about(line),
        state=state,
        state_kind=state_kind,
        act=_act(line),
        client_id=line.session.client_id,
        note_id=None if line.note_id is None else NoteId(line.note_id),
        care_session_id=line.session.id,
        occurred_on=details.day,
        starts_kind=_KIND_TO_START[details.status],
    )


_KIND_TO_START = {
    CareSessionStatus.PLANNED: NoteKind.PROGRESS,
    CareSessionStatus.HELD: NoteKind.PROGRESS,
    CareSessionStatus.NO_SHOW: NoteKind.NO_SHOW,
    CareSessionStatus.CANCELLED: None,
}


def _about(line: AgendaLine) -> str:
    details = line.session.details
    minutes = _tr("%1 min").replace("%1", str(details.minutes)) if details.minutes else ""
    # Nearly every session is individual: only what is not is worth a word.
    kind = "" if details.kind == _USUAL_KIND else details.kind
    return " · ".join(filter(None, (kind, minutes, wording.modality(details.modality))))


def _state(line: AgendaLine) -> tuple[str, str]:
    """Return the word and the color of a session of today."""
    if line.note_id is not None:
        return (_tr("Signed"), "good") if line.is_note_signed else (_tr("Draft"), "attention")
    status = line.session.details.status
    kind = "attention" if status is CareSessionStatus.HELD else ""
    return wording.care_session_status(status), kind


def _act(line: AgendaLine) -> str:
    if line.note_id is not None:
        return _tr("Open note") if line.is_note_signed else _tr("Open draft")
    if line.session.details.status is CareSessionStatus.CANCELLED:
        return _tr("Open record")
    return _tr("Write note")


def _draft(line: DraftLine, today: date, is_shielded: bool) -> Line:
    return Line(
        key=f"draft-{line.shelf}-{line.note_id}",
        when=wording.short_day(line.occurred_on),
        who=wording.shown_name(line.client_name, is_shielded),
        record_number=line.record_number,
        about=wording.note_kind(line.kind),
        state=wording.days_ago(line.occurred_on, today),
        state_kind="attention" if _is_old(line.occurred_on, today) else "",
        act=_tr("Open draft"),
        client_id=line.client_id,
        note_id=line.note_id,
        shelf=line.shelf,
        occurred_on=line.occurred_on,
    )


def _is_old(day: date, today: date) -> bool:
    return (today - day).days > OLD_AFTER_DAYS
