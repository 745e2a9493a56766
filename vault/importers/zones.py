"""Zones of time as they stand behind a time in a table: "Z", "-08:00", "GMT-0800 (Pacific …)"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, timedelta, timezone, tzinfo
from enum import StrEnum

from vault.importers.dates import read_time

_LONGEST = 80
_HALF = r"[ap]\.?\s?m\.?"
_ZONE = re.compile(
    rf"(?:(?P<minute>:\d{{2}}(?:[.,]\d+)?)|\d|{_HALF})(?P<zone>\s*(?:\(?(?P<utc>z|utc|gmt)\)?"
    r"|\(?(?P<name>utc|gmt)?\s?(?P<sign>[-+−])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\)?)"
    r"(?:\s*[(\[][^)\]]*[)\]])?)$",
    re.IGNORECASE,
)
# What says a zone too, but not how far away it is. Letters of the US are the clock on the wall.
_LIKE_A_ZONE = re.compile(
    r"(?:\d:\d{2}|\d\s?[AaPp]\.?\s?[Mm]).*?(?:\b(?i:utc|gmt)|[A-Z][a-z]+/[A-Z]|\+\d[\d:]*\)?$"
    r"|\b(?:CE|EE|AE|AC|BR|NZ)[SD]T\b|\b(?:CES|EES|AWS|SAS)T\b|\b[CEW]ET\b|\b[BIJKN]ST\b|\bMSK\b)"
)
# "09:00-10:00" is a range unless the time before is written as programs write it.
_STAMP = re.compile(r"\dT\d|\d:\d{2}:\d{2}", re.IGNORECASE)
_PROVEN_STAMP = re.compile(r"\dT\d", re.IGNORECASE)
_CLOCK = re.compile(rf"\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?\s*(?:{_HALF})?$", re.IGNORECASE)
_FURTHEST_AHEAD = 14 * 60  # minutes: Kiribati
_FURTHEST_BEHIND = 12 * 60  # ships at sea
_AHEAD = (0, 30, 45)
_BEHIND = (0, 30)
_SEASON = 60  # minutes between winter and summer


class Behind(StrEnum):
    """What "-10:00" behind a time is in a column, where it may be two things."""

    ZONES = "zones"  # how far behind UTC
    RANGES = "ranges"  # where a range of times ends
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The zone that a text says, and the text before it; ``is_unknown``: it says one, but which?"""

    zone: tzinfo | None = None
    before: str = field(repr=False)
    is_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A time and what stands behind it, in minutes; ``at`` is ``None`` where it can't be read."""

    at: int | None
    behind: int
    is_possible: bool


def said_in(text: str, behind: Behind = Behind.ZONES) -> Said:
    """Return the zone that stands behind a time as UTC or as hours from it, if one does.

    ``behind`` is what ``behind_of`` says of the column. Letters like "EST" are the clock on the
    wall: summer and winter are written alike with them.
    """
    text = _plain(text)
    found = _found(text)
    if found is None:
        return Said(before=text, is_unknown=_LIKE_A_ZONE.search(text) is not None)
    zone = UTC if found["utc"] else _away(found)
    if _may_be_range(text, found):
        is_zone = bool(_STAMP.search(text)) and zone is not None
        if not is_zone or behind is not Behind.ZONES:
            return Said(before=text, is_unknown=is_zone and behind is Behind.OPEN)
    if zone is None:
        return Said(before=text, is_unknown=True)
    return Said(zone=zone, before=text[: found.start("zone")])


def behind_of(texts: Iterable[str]) -> Behind:
    """Return what may be hours behind UTC in this column, or where a range of times ends.

    A range ends after it begins. A program writes the same hours behind each time, or an hour
    more in winter than in summer, and no zone is further behind UTC than 12 hours.
    """
    found = [one for text in texts if (one := _open_in(_plain(text)))]
    is_range = any(not one.is_possible for one in found)
    if any(one.at and one.behind <= one.at for one in found):
        return Behind.OPEN if is_range else Behind.ZONES
    zones = [one.behind for one in found]
    if is_range or (zones and max(zones) - min(zones) > _SEASON):
        return Behind.RANGES
    return Behind.OPEN if any(one.at for one in found) else Behind.ZONES


def _plain(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _found(text: str) -> re.Match[str] | None:
    """Return the zone at the end of a text; its hours alone count behind minutes or a name."""
    found = _ZONE.search(text)
    if found is None or found["utc"] or found["name"]:
        return found
    is_whole = len(found["hours"]) == 2 and (found["minutes"] or found["minute"])
    return found if is_whole else None


def _away(found: re.Match[str]) -> tzinfo | None:
    """Return the zone that far from UTC, ``None`` where there can be none."""
    minutes = _minutes_of(found)
    if found["sign"] == "+":
        is_possible = minutes <= _FURTHEST_AHEAD and minutes % 60 in _AHEAD
        return timezone(timedelta(minutes=minutes)) if is_possible else None
    is_possible = minutes <= _FURTHEST_BEHIND and minutes % 60 in _BEHIND
    return timezone(-timedelta(minutes=minutes)) if is_possible else None


def _minutes_of(found: re.Match[str]) -> int:
    return int(found["hours"]) * 60 + int(found["minutes"] or 0)


def _may_be_range(text: str, found: re.Match[str]) -> bool:
    """Whether it is a text like "09:00:00-08:00", without a sign of its own for a zone."""
    if found["utc"] or found["name"] or found["sign"] == "+" or _PROVEN_STAMP.search(text):
        return False
    return bool(found["minutes"]) or not _STAMP.search(text)


def _open_in(text: str) -> _Open | None:
    found = _found(text)
    if found is None or not _may_be_range(text, found) or not _STAMP.search(text):
        return None
    clock = _CLOCK.search(text[: found.start("zone")])
    at = read_time(clock[0]) if clock else None
    return _Open(
        at=None if at is None else at.hour * 60 + at.minute,
        behind=_minutes_of(found),
        is_possible=_away(found) is not None,
    )
