"""The dates and times of calendars (RFC 5545 §3.3.4-5), turned to the clock of the practice."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vault.importers import headers
from vault.importers.content_lines import ContentLine

_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?", re.ASCII)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?",
    re.ASCII,
)
_YEARS = range(1850, 2201)
_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, and a time unless it is meant whole; ``zone`` is ``None`` for the clock on the wall.

    ``is_zone_lost``: a zone is named that nobody here knows, and the time is taken as it stands.
    """

    day: date
    at: time | None = None
    zone: tzinfo | None = None
    is_zone_lost: bool = False

    @property
    def wall(self) -> datetime:
        """The moment as its own clock shows it, without a zone."""
        return datetime.combine(self.day, self.at or time())

    def on(self, day: date) -> "Moment":
        """The same time of another day."""
        return Moment(day=day, at=self.at, zone=self.zone, is_zone_lost=self.is_zone_lost)

    def at_home(self, home: tzinfo | None) -> tuple[date, time | None]:
        """Return day and time by the clock of ``home``; ``None`` is this computer's."""
        if self.at is None or self.zone is None:
            return self.day, self.at
        try:
            local = self.wall.replace(tzinfo=self.zone).astimezone(home)
        except (OSError, OverflowError):  # some systems know no local time before 1970
            return self.day, self.at
        return local.date(), local.time().replace(second=0, microsecond=0)

    def minutes_to(self, later: "Moment") -> int:
        """Return the whole minutes from this moment to ``later``."""
        if self.zone is None or later.zone is None:
            return (later.wall - self.wall) // timedelta(minutes=1)
        start = self.wall.replace(tzinfo=self.zone).astimezone(UTC)
        return (later.wall.replace(tzinfo=later.zone).astimezone(UTC) - start) // timedelta(
            minutes=1
        )


def zone(name: str) -> ZoneInfo | None:
    """Return the time zone of this name, an office program's too, or ``None``."""
    known = headers.zone_name(name.strip().strip('"').removeprefix("/"))
    if not _ZONE_NAME.fullmatch(known):
        return None
    try:
        return ZoneInfo(known)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


def is_of_a_place(known: ZoneInfo) -> bool:
    """Whether people live by this zone; ``UTC`` and its other names are clocks of no place."""
    area, _, place = known.key.partition("/")
    is_named = bool(place) and area != "Etc"
    seasons = (datetime(2026, month, 1, tzinfo=known).utcoffset() for month in (1, 7))
    return is_named or any(seasons)


def read(line: ContentLine) -> Moment | None:
    """Return the moment of a DTSTART, DTEND, RECURRENCE-ID …, or ``None`` for no such."""
    return of_text(line.value, line.parameter("TZID"))


def of_text(value: str, zone_name: str = "") -> Moment | None:
    """Return the moment that ``value`` writes, in the zone of that name if it has none itself."""
    found = _MOMENT.fullmatch(value.strip())
    if found is None or int(found[1]) not in _YEARS:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        at = time(int(found[4]), int(found[5])) if found[4] else None
    except ValueError:
        return None
    if at is None:
        return Moment(day=day)
    if found[7]:
        return Moment(day=day, at=at, zone=UTC)
    known = zone(zone_name) if zone_name else None
    return Moment(day=day, at=at, zone=known, is_zone_lost=bool(zone_name) and known is None)


def duration(value: str) -> int | None:
    """Return the minutes of a DURATION, or ``None`` for what is none or runs backwards."""
    found = _DURATION.fullmatch(value.strip().upper())
    if found is None or found[1] == "-":
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    return ((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds // 60
