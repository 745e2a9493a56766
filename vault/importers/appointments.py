"""An appointments report to sessions. Whose they are, a person says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from vault.clients.model import CareSessionDetails, CareSessionStatus, Modality
from vault.clients.rules import MINUTES
from vault.importers import cells, dates, headers, names, zones
from vault.importers.cells import Cell, Cells, Reader
from vault.importers.dates import DateOrder
from vault.importers.gathering import Gathering
from vault.importers.model import Finding, PlannedSession, Reason, SessionImport, verdict_of
from vault.importers.moments import Moment
from vault.importers.table_model import Column, Field, Row, Table
from vault.importers.zones import Behind, Said

_LENGTH = re.compile(r"(\d{1,4}(?:\.\d+)?)\s*(h|hr|hrs|hours?|m|min|mins|minutes?)?\.?", re.I)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
_KINDS = ("couple", "family", "group")
_KIND = "individual"
_OF_TIMES = (Field.STARTS, Field.START_TIME, Field.ENDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What all rows are read with. ``has_times``: a zone's midnight is a time like others.

    ``behind`` says of columns by their places what "-10:00" is there behind a time.
    """

    reader: Reader
    past: CareSessionStatus
    home: tzinfo | None
    has_times: bool
    behind: Mapping[int, Behind]

    def zone(self, cell: Cell) -> Said:
        """Return the zone that a cell says."""
        return zones.said_in(cell.value, self.behind.get(cell.column.position, Behind.ZONES))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """When a session began, and its length where the row says one."""

    day: date | None = None
    at: time | None = None
    minutes: int | None = field(default=None)


def plan(
    table: Table,
    columns: Sequence[Column],
    today: date,
    orders: Mapping[int, DateOrder] | None = None,
    past_status: CareSessionStatus = CareSessionStatus.PLANNED,
    home: tzinfo | None = None,
) -> SessionImport:
    """Return a session for each row. Never raises for what stands in a table.

    ``columns`` come from ``headers.match(table.headers, Vocabulary.SESSIONS)``. ``past_status`` is
    what a person says of past sessions whose row says nothing of what became of them. A time with
    a zone of its own is turned to ``home``, else to this computer's.
    """
    reader = cells.reader_for(table, columns, orders, today)
    behind = {
        one.position: zones.behind_of(cells.values_at(table, one.position))
        for one in columns
        if one.field in _OF_TIMES
    }
    asked = _Asked(
        reader=reader,
        past=past_status,
        home=home,
        has_times=_has_times(table, columns, today, behind),
        behind=behind,
    )
    rows = tuple(_session(row, asked) for row in table.rows)
    return SessionImport(
        rows=rows,
        columns=tuple(columns),
        remarks=(*cells.remarks(reader, table), *manner_remarks(rows)),
    )


def manner_remarks(rows: Sequence[PlannedSession]) -> tuple[Finding, ...]:
    """Say that some sessions come in without a word of how they were held."""
    ways = {row.details.modality for row in rows if row.details}
    return (Finding(reason=Reason.MANNER_NOT_SAID),) if Modality.OTHER in ways else ()


def _has_times(
    table: Table, columns: Sequence[Column], today: date, behind: Mapping[int, Behind]
) -> bool:
    """Whether a stamp with a zone is not midnight: where all are, they are days alone."""
    stamps = (
        value
        for one in columns
        if one.field is Field.STARTS
        for value in cells.values_at(table, one.position)
        if zones.said_in(value, behind[one.position]).zone is not None
    )
    return any(
        dates.read(one, DateOrder.UNPROVEN, today).at not in (None, time()) for one in stamps
    )


def _session(row: Row, asked: _Asked) -> PlannedSession:
    one = Cells(row, asked.reader)
    client_text = _client(one)
    times = _times(one, asked)
    status_text = one.one(Field.SESSION_STATUS)
    details = _details(one, times, status_text, asked.past)
    one.keep_left()
    return PlannedSession(
        line=row.line,
        verdict=verdict_of(tuple(one.findings)),
        findings=tuple(one.findings),
        client_text=client_text,
        details=details,
        status_text=status_text.value.strip() if status_text else "",
        extras=tuple(one.extras),
        cells=row.cells,
    )


def _client(one: Cells) -> str:
    whole = one.one_line(Field.CLIENT)
    if not whole:
        whole = names.joined((one.one_line(Field.FIRST_NAME), one.one_line(Field.LAST_NAME)))
    if not whole:
        one.find(Reason.NO_CLIENT)
    return whole


def _times(one: Cells, asked: _Asked) -> _Times:
    cell, clock, end = one.one(Field.STARTS), one.one(Field.START_TIME), one.one(Field.END_TIME)
    ends, length = one.one(Field.ENDS), one.one(Field.MINUTES)
    if cell is None:
        one.find(Reason.NO_DAY)
        _keep(one, clock, end, ends, length)
        return _Times()
    found = one.reading(cell)
    if found.day is None or found.day.year < dates.EARLIEST_YEAR:
        one.refuse(Reason.NO_DAY, cell.header, cell.value)
        _keep(one, clock, end, ends, length)
        return _Times()
    zone = _zone(one, clock or cell, asked)
    at, until = _clock(one, clock, asked.zone(clock).before) if clock else (found.at, None)
    until = _clock(one, end, end.value)[0] if end else until
    if at == time() and not clock and (zone is None or not asked.has_times):
        at = None  # midnight is what a day without a time is written as
    start = Moment(day=found.day, at=at, zone=zone)
    minutes = (
        _length(one, length) or _until(one, ends, start, asked) or _between(found.day, at, until)
    )
    day, at = start.at_home(asked.home)
    return _Times(day=day, at=at, minutes=minutes)


def _keep(one: Cells, *left: Cell | None) -> None:
    for cell in filter(None, left):
        one.keep(cell.header, cell.value)


def _zone(one: Cells, cell: Cell, asked: _Asked) -> tzinfo | None:
    """Return the zone of ``cell``, and say where it has one that is not understood."""
    said = asked.zone(cell)
    if said.is_unknown:
        one.find(Reason.TIME_ZONE_UNKNOWN, cell.header, cell.value)
    return said.zone


def _clock(one: Cells, cell: Cell, text: str) -> tuple[time | None, time | None]:
    """Return the time in ``text``, which is that of ``cell``, and the second one of a range."""
    parts = _RANGE.split(text.strip(), maxsplit=1)
    last = dates.read_time(parts[1]) if len(parts) > 1 else None
    half = re.search(r"[ap]\.?m\.?$", text.strip(), re.IGNORECASE)
    first = dates.read_time(parts[0])
    if first and last and half and first > last:
        first = None
    elif first and last and half and not re.search("[ap]", parts[0], re.IGNORECASE):
        # "1:00 - 1:50 pm": the afternoon is said once
        first = dates.read_time(f"{parts[0]} {half[0]}")
    if first is None:
        one.refuse(Reason.TIME_UNREADABLE, cell.header, cell.value)
    return first, last


def _length(one: Cells, cell: Cell | None) -> int | None:
    if cell is None:
        return None
    text = cell.value.strip()
    if found := _CLOCK.fullmatch(text):
        minutes = int(found[1]) * 60 + int(found[2])
    elif found := _LENGTH.fullmatch(text):
        is_hours = (found[2] or "m").lower().startswith("h")
        minutes = round(float(found[1]) * (60 if is_hours else 1))
    else:
        minutes = 0
    if minutes in MINUTES:
        return minutes
    one.refuse(Reason.LENGTH_UNREADABLE, cell.header, cell.value)
    return None


def _until(one: Cells, cell: Cell | None, start: Moment, asked: _Asked) -> int | None:
    if cell is None:
        return None
    found = one.reading(cell)
    minutes = None
    if found.day is not None and found.at is not None and start.at is not None:
        end = Moment(day=found.day, at=found.at, zone=_zone(one, cell, asked))
        minutes = start.minutes_to(end)
    if minutes in MINUTES:
        return minutes
    one.keep(cell.header, cell.value)
    return None


def _between(day: date, at: time | None, until: time | None) -> int | None:
    if at is None or until is None:
        return None
    span = datetime.combine(day, until) - datetime.combine(day, at)
    minutes = span // timedelta(minutes=1)
    return minutes if minutes in MINUTES else None


def _details(
    one: Cells, times: _Times, said: Cell | None, past: CareSessionStatus
) -> CareSessionDetails | None:
    place, kind = one.one(Field.PLACE), one.one(Field.SESSION_KIND)
    _keep(one, place, kind)
    if times.day is None:
        _keep(one, said)
        return None
    became = _became(one, said, times.day, past)
    modality = headers.modality(*(cell.value for cell in (place, kind) if cell))
    return CareSessionDetails(
        day=times.day,
        starts_at=times.at,
        minutes=times.minutes,
        status=became,
        modality=Modality(modality) if modality else Modality.OTHER,
        kind=_kind(kind.value if kind else ""),
    )


def _became(one: Cells, said: Cell | None, day: date, past: CareSessionStatus) -> CareSessionStatus:
    """A text that is not known says something: ``past`` is about rows that say nothing."""
    known = headers.session_status(said.value) if said else None
    if said and headers.words(said.value) != known:
        one.keep(said.header, said.value)
    if said and known is None:
        one.find(Reason.STATUS_UNKNOWN, said.header, said.value)
        return CareSessionStatus.PLANNED
    return status(one, day, known, past, one.reader.today)


def status(
    one: Gathering, day: date, known: str | None, past: CareSessionStatus, today: date
) -> CareSessionStatus:
    """Return what became of a session: what its text says, as far as its day allows."""
    found = CareSessionStatus(known) if known else None
    is_past = day < today
    if day > today and found in (CareSessionStatus.HELD, CareSessionStatus.NO_SHOW):
        one.find(Reason.STATUS_TOO_EARLY)
        return CareSessionStatus.PLANNED
    if is_past and found in (None, CareSessionStatus.PLANNED):
        one.find(Reason.PAST_WITHOUT_STATUS)
        return past
    return found or CareSessionStatus.PLANNED


def _kind(text: str) -> str:
    said = headers.words(text)
    return next((kind for kind in _KINDS if kind in said), _KIND)
