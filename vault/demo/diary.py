"""When a client is seen: a weekly hour, with what life does to it."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from vault.clients.model import CareSessionDetails, CareSessionStatus, Modality

_WEEK = timedelta(days=7)
_HOURS = (8, 9, 10, 11, 13, 14, 15, 16, 17, 18)
_PLANNED_AHEAD = timedelta(days=21)
_VIDEO_SINCE = date(2020, 3, 15)
_WEEKLY_SESSIONS = 26
_OUTCOMES = {
    CareSessionStatus.HELD: 87,
    CareSessionStatus.CANCELLED: 8,
    CareSessionStatus.NO_SHOW: 5,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of the week; Monday is 0."""

    weekday: int
    hour: int


class Diary:
    """Gives each client an hour that nobody else has at that time, while there is one."""

    def __init__(self) -> None:
        self._taken: dict[Slot, list[tuple[date, date]]] = {
            Slot(weekday, hour): [] for weekday in range(5) for hour in _HOURS
        }

    def book(self, rng: Random, start: date, wanted: int) -> Slot:
        """Return an hour that is free for a course of ``wanted`` sessions; any where none is."""
        end = start + _longest(wanted)
        free = [
            slot
            for slot, spans in self._taken.items()
            if all(until < start or end < since for since, until in spans)
        ]
        slot = rng.choice(free or list(self._taken))
        self._taken[slot].append((start, end))
        return slot


def _longest(wanted: int) -> timedelta:
    """Return how long a course may last, with what is cancelled and the holidays."""
    weekly = min(wanted, _WEEKLY_SESSIONS)
    return (weekly + 2 * (wanted - weekly)) * _WEEK * 1.25 + 3 * _WEEK


def sessions(
    rng: Random, slot: Slot, start: date, wanted: int, today: date, kind: str
) -> list[CareSessionDetails]:
    """Return the sessions from ``start`` until ``wanted`` were held, or to what is planned now.

    The first is always held: without it there would be no client.
    """
    found: list[CareSessionDetails] = []
    day, held = start + timedelta(days=(slot.weekday - start.weekday()) % 7), 0
    while held < wanted and day <= today + _PLANNED_AHEAD:
        if not found or not _is_away(rng, day):
            status = _status(rng, day, today, is_first=not found)
            found.append(_session(rng, slot, day, status, kind))
            held += status in (CareSessionStatus.HELD, CareSessionStatus.PLANNED)
        day += _WEEK if held < _WEEKLY_SESSIONS else 2 * _WEEK
    return found


def _is_away(rng: Random, day: date) -> bool:
    is_holiday = (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 2)
    is_summer = day.month == 8 and day.day <= 16
    return is_holiday or is_summer or rng.random() < 0.04


def _status(rng: Random, day: date, today: date, *, is_first: bool) -> CareSessionStatus:
    status = rng.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0]
    if day >= today:
        return CareSessionStatus.PLANNED
    return CareSessionStatus.HELD if is_first else status


def _session(
    rng: Random, slot: Slot, day: date, status: CareSessionStatus, kind: str
) -> CareSessionDetails:
    return CareSessionDetails(
        day=day,
        starts_at=time(slot.hour, 0),
        minutes=80 if kind == "couple" else 50,
        status=status,
        modality=_modality(rng, day),
        kind=kind,
        remark="Cancelled the day before" if status is CareSessionStatus.CANCELLED else "",
    )


def _modality(rng: Random, day: date) -> Modality:
    chance = rng.random()
    if day >= _VIDEO_SINCE and chance < 0.35:
        return Modality.VIDEO
    return Modality.PHONE if chance > 0.97 else Modality.IN_PERSON
