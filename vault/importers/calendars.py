"""A calendar (iCalendar, RFC 5545) to sessions. Whose they are, a person says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from vault.clients.model import CareSessionDetails, CareSessionStatus
from vault.clients.rules import MINUTES
from vault.errors import ImportFileTooLarge, NotACalendar
from vault.importers import content_lines, event_properties, file_bytes, moments, recurrence
from vault.importers.appointments import manner_remarks, status
from vault.importers.content_lines import Component
from vault.importers.gathering import Gathering, outside
from vault.importers.model import (
    Extra,
    Finding,
    PlannedSession,
    Reason,
    SessionImport,
    verdict_of,
)
from vault.importers.moments import Moment

AHEAD = timedelta(days=366)
MOST_OF_AN_EVENT = 2_000  # occurrences
MOST_SESSIONS = 50_000
# Days that all rules of a file may span: what a hostile one can ask for ends there.
_MOST_DAYS = 1_000_000
_STATES = {"CANCELLED": "cancelled", "TENTATIVE": "planned", "CONFIRMED": None}
# Office programs write it before the name.
_MARKED = re.compile(r"\s*(cancell?ed|no[ -]?show)\s*[:\-–]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the whole calendar is read with."""

    today: date
    until: date
    since: date | None
    home: tzinfo | None
    past: CareSessionStatus
    is_cancelled: bool


@dataclass(slots=True, kw_only=True)
class _Event:
    """A VEVENT, its start and who it stands in for."""

    component: Component = field(repr=False)
    uid: str = field(repr=False)
    start: Moment | None
    instead_of: Moment | None
    sequence: int
    extras: tuple[Extra, ...] = field(repr=False)
    cells: tuple[str, ...] = field(repr=False)

    def text(self, name: str) -> str:
        line = self.component.first(name)
        return line.text.strip() if line else ""


def plan(
    data: bytes,
    today: date,
    until: date | None = None,
    since: date | None = None,
    home: tzinfo | None = None,
    past_status: CareSessionStatus = CareSessionStatus.PLANNED,
) -> SessionImport:
    """Return the sessions of a calendar, recurring ones one by one until ``until`` (a year on).

    ``since`` leaves older occurrences of recurring events away. Times are turned to ``home``,
    else to the zone that the calendar calls its own (UTC is none), else to this computer's; a time
    without a zone, or with one that nobody knows, stands as it is. Raises ``NotACalendar``,
    ``ImportFileTooLarge`` and ``ImportFileEmpty``.
    """
    file_bytes.check_size(data)
    root = content_lines.components(data)
    calendars = [one for one in root.parts if one.name == "VCALENDAR"]
    if not calendars:
        raise NotACalendar()
    rows: list[PlannedSession] = []
    for one in calendars:
        asked = _Asked(
            today=today,
            until=until or today + AHEAD,
            since=since,
            home=home or _own_zone(one),
            past=past_status,
            is_cancelled=_said(one, "METHOD").upper() == "CANCEL",
        )
        rows += _sessions(one, asked)
        if len(rows) > MOST_SESSIONS:
            raise ImportFileTooLarge("entries")
    remarks = (*_others(calendars), *outside(root, *calendars), *manner_remarks(rows))
    return SessionImport(rows=tuple(rows), remarks=remarks)


def _said(component: Component, name: str) -> str:
    line = component.first(name)
    return line.value.strip() if line else ""


def _own_zone(calendar: Component) -> tzinfo | None:
    """Return the zone of the place a calendar is kept at; UTC is no place, but what programs write.

    ``None`` is this computer's.
    """
    known = moments.zone(_said(calendar, "X-WR-TIMEZONE"))
    return known if known is None or moments.is_of_a_place(known) else None


def _others(calendars: Sequence[Component]) -> tuple[Finding, ...]:
    """Tasks and journals are no sessions; that they are there is said."""
    known = ("VEVENT", "VTIMEZONE", "VALARM")
    return tuple(
        Finding(reason=Reason.NOT_A_SESSION, header=part.name, value="\n".join(part.raw()))
        for one in calendars
        for part in one.parts
        if part.name not in known
    )


def _sessions(calendar: Component, asked: _Asked) -> Iterator[PlannedSession]:
    events = [_event(part) for part in calendar.parts if part.name == "VEVENT"]
    current = _current(events)
    replaced = _replaced(list(current.values()))
    budget = _MOST_DAYS
    for event in events:
        if current.get(_identity(event)) is not event:
            yield _planned(event, event.start, asked, Reason.EVENT_REPEATED)
            continue
        gone = replaced.get(event.uid, set()) if event.instead_of is None else set[datetime]()
        span = _span(event, asked)
        budget -= span
        if budget < 0 and span:
            yield _planned(event, event.start, asked, Reason.TOO_MANY_OCCURRENCES)
            continue
        yield from _occurrences(event, gone, asked)


def _replaced(events: list[_Event]) -> dict[str, set[datetime]]:
    """Return by UID which occurrences another event stands in for, by the clock of the series.

    The other event may have been moved to a clock of its own.
    """
    series = {event.uid: event.start for event in events if event.instead_of is None}
    found: dict[str, set[datetime]] = {}
    for event in events:
        if event.instead_of is not None:
            start = series.get(event.uid)
            found.setdefault(event.uid, set()).add(_key(event.instead_of, start))
    return found


def _event(component: Component) -> _Event:
    start, instead = component.first("DTSTART"), component.first("RECURRENCE-ID")
    sequence = _said(component, "SEQUENCE")
    return _Event(
        component=component,
        uid=_said(component, "UID"),
        start=moments.read(start) if start else None,
        instead_of=moments.read(instead) if instead else None,
        sequence=int(sequence) if re.fullmatch("[0-9]{1,9}", sequence) else 0,
        extras=event_properties.extras(component),
        cells=component.raw(),
    )


def _identity(event: _Event) -> tuple[str, object]:
    if not event.uid:
        return "", event.component.line
    return event.uid, event.instead_of.wall if event.instead_of else None


def _current(events: list[_Event]) -> dict[tuple[str, object], _Event]:
    """Of two events of one UID the later version counts."""
    current: dict[tuple[str, object], _Event] = {}
    for event in events:
        other = current.get(_identity(event))
        if other is None or event.sequence >= other.sequence:
            current[_identity(event)] = event
    return current


def _span(event: _Event, asked: _Asked) -> int:
    if event.component.first("RRULE") is None or event.start is None:
        return 0
    return max((asked.until - event.start.day).days, 0)


def _occurrences(event: _Event, gone: set[datetime], asked: _Asked) -> Iterator[PlannedSession]:
    start = event.start
    rule_line = event.component.first("RRULE")
    if start is None or event.instead_of is not None or (rule_line is None and not _added(event)):
        is_split = event.instead_of is not None and _is_split(event)
        yield _planned(event, start, asked, Reason.RULE_NOT_UNDERSTOOD if is_split else None)
        return
    rule = recurrence.parse(rule_line.value) if rule_line else None
    if rule_line is not None and (rule is None or len(event.component.all("RRULE")) > 1):
        yield _planned(event, start, asked, Reason.RULE_NOT_UNDERSTOOD)
        return
    found = _moments(event, rule, start, asked)
    without = gone | _excepted(event, start)
    left = [one for wall, one in sorted(found.items()) if wall not in without]
    if not found and rule is not None and start.day <= asked.until:
        yield _planned(event, start, asked, Reason.RULE_NOT_UNDERSTOOD)
    for one in left[:MOST_OF_AN_EVENT]:
        if asked.since is None or one.day >= asked.since:
            yield _planned(event, one, asked)
    if len(left) > MOST_OF_AN_EVENT:
        yield _planned(event, left[MOST_OF_AN_EVENT], asked, Reason.TOO_MANY_OCCURRENCES)


def _is_split(event: _Event) -> bool:
    line = event.component.first("RECURRENCE-ID")
    return line is not None and bool(line.parameter("RANGE"))


def _moments(
    event: _Event, rule: recurrence.Rule | None, start: Moment, asked: _Asked
) -> dict[datetime, Moment]:
    """Return the occurrences by the clock of the event."""
    found = {start.wall: start} if rule is None else {}
    last = _last(rule, start) if rule else None
    for day in recurrence.days(rule, start.day, asked.until) if rule else ():
        one = start.on(day)
        if last is not None and one.wall > last:
            break
        found[one.wall] = one
        if len(found) > MOST_OF_AN_EVENT + len(event.component.lines) * 100:
            break
    for one in _added(event):
        moment = start.on(one.day) if one.at is None else one
        found.setdefault(_key(moment, start), moment)
    return found


def _last(rule: recurrence.Rule, start: Moment) -> datetime | None:
    """Return the UNTIL of a rule by the clock of the event."""
    moment = moments.of_text(rule.until) if rule.until else None
    if moment is None:
        return None
    if moment.at is None:
        return datetime.combine(moment.day, datetime.max.time())
    return _key(moment, start)


def _key(moment: Moment, start: Moment | None) -> datetime:
    """Return ``moment`` by the clock of the event that it belongs to."""
    if start is None or start.zone is None or moment.zone is None or moment.at is None:
        at = start.at if start is not None and moment.at is None else moment.at
        return datetime.combine(moment.day, at or datetime.min.time())
    return moment.wall.replace(tzinfo=moment.zone).astimezone(start.zone).replace(tzinfo=None)


def _listed(event: _Event, name: str) -> list[Moment]:
    lines = event.component.all(name)
    said = [(one, line.parameter("TZID")) for line in lines for one in line.value.split(",")]
    found = (moments.of_text(value.partition("/")[0], zone) for value, zone in said)
    return [moment for moment in found if moment is not None]


def _added(event: _Event) -> list[Moment]:
    return _listed(event, "RDATE")


def _excepted(event: _Event, start: Moment) -> set[datetime]:
    return {_key(moment, start) for moment in _listed(event, "EXDATE")}


def _planned(
    event: _Event, moment: Moment | None, asked: _Asked, reason: Reason | None = None
) -> PlannedSession:
    one = Gathering()
    if reason is not None:
        one.find(reason, "", event.text("RRULE"))
    said = event.text("SUMMARY")
    client_text = one.line("SUMMARY", said)
    if not client_text:
        one.find(Reason.NO_CLIENT)
    details = _details(one, event, moment, asked)
    one.extras.extend(event.extras)
    one.keep_astray(event.component)
    return PlannedSession(
        line=event.component.line,
        verdict=verdict_of(tuple(one.findings)),
        findings=tuple(one.findings),
        client_text=client_text,
        details=details,
        status_text=event.text("STATUS"),
        uid=event.uid,
        extras=tuple(one.extras),
        cells=event.cells,
    )


def _details(
    one: Gathering, event: _Event, moment: Moment | None, asked: _Asked
) -> CareSessionDetails | None:
    if moment is None or event.start is None:
        one.find(Reason.NO_DAY, "DTSTART", event.text("DTSTART"))
        return None
    day, at = moment.at_home(asked.home)
    if at is None:
        one.find(Reason.ALL_DAY)
    if moment.is_zone_lost:
        one.find(Reason.TIME_ZONE_UNKNOWN, "DTSTART", str(_zone_said(event)))
    return CareSessionDetails(
        day=day,
        starts_at=at,
        minutes=_minutes(one, event) if at is not None else None,
        status=status(one, day, _known_status(event, asked), asked.past, asked.today),
        modality=event_properties.modality(event.component),
    )


def _zone_said(event: _Event) -> str:
    line = event.component.first("DTSTART")
    return line.parameter("TZID") if line else ""


def _known_status(event: _Event, asked: _Asked) -> str | None:
    marked = _MARKED.match(event.text("SUMMARY"))
    if marked:
        return "cancelled" if marked[1].lower().startswith("c") else "no_show"
    return "cancelled" if asked.is_cancelled else _STATES.get(event.text("STATUS").upper())


def _minutes(one: Gathering, event: _Event) -> int | None:
    ends, length = event.component.first("DTEND"), event.component.first("DURATION")
    until = moments.read(ends) if ends else None
    minutes = None
    if event.start is not None and until is not None:
        minutes = event.start.minutes_to(until)
    elif length is not None:
        minutes = moments.duration(length.value)
    if minutes in MINUTES:
        return minutes
    said = ends or length
    if said is not None:
        one.refuse(Reason.LENGTH_UNREADABLE, said.name, said.value)
    return None
