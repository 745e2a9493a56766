"""The whole practice on paper: who came when, and what waits to be done today."""

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientStatus
from vault.demo import course, people
from vault.demo.diary import Diary, sessions
from vault.demo.model import Entry, Plan, PlannedClient, PlannedEpisode
from vault.demo.people import Person
from vault.demo.words import pick, table, weighted

CLIENTS_A_YEAR = 50
_RECENT = timedelta(days=14)
_NEW_CLIENTS = 2
_TODAY_HOURS = (9, 10, 11, 14, 15)
_A_DAY = 5
_EVERY_NINTH = 9


def plan(years: int, seed: int, today: date, jurisdiction: str) -> Plan:
    """Return a practice of ``years`` years that ends today; the same for the same arguments."""
    planner = _Planner(years, seed, today, jurisdiction)
    planner.fill()
    return Plan(clients=tuple(planner.clients), entries=_finished(planner, today))


class _Planner:
    def __init__(self, years: int, seed: int, today: date, jurisdiction: str) -> None:
        self._rng = Random(f"casekeep demo {years} {seed}")
        self._wanted = years * CLIENTS_A_YEAR
        self._days = round(years * 365.25)
        self._today = today
        self._jurisdiction = jurisdiction
        self._diary = Diary()
        self.clients: list[PlannedClient] = []
        self.entries: list[Entry] = []

    def fill(self) -> None:
        while len(self.clients) < self._wanted:
            start = self._start()
            if len(self.clients) + 1 < self._wanted and self._rng.random() < 0.05:
                self._add_couple(start)
            else:
                problem = weighted(self._rng, table("problems"))
                self._add(people.person(self._rng), problem, start, people.address(self._rng))

    def _start(self) -> date:
        """Return when the next client comes first: the last few only next week."""
        if self._wanted - len(self.clients) <= _NEW_CLIENTS:
            return self._today + timedelta(days=1)
        gone = self._days * len(self.clients) // self._wanted
        return self._today - timedelta(days=self._days - gone)

    def _add_couple(self, start: date) -> None:
        """Two clients with one address and one hour; each has a record of their own."""
        rng, place = self._rng, people.address(self._rng)
        one = people.person(rng)
        other = people.person(rng, relative_of=one if rng.random() < 0.6 else None)
        dates = self._dates(start, "couple")
        for who in (one, other):
            self._add_courses(who, "couple", place, [dates])

    def _add(self, who: Person, problem: str, start: date, place: str) -> None:
        rng, today = self._rng, self._today
        courses = [self._dates(start, "individual")]
        again = courses[0][-1].day + timedelta(days=rng.randint(200, 1500))
        if rng.random() < 0.12 and again < today:
            courses.append(self._dates(again, "individual"))
        self._add_courses(who, problem, place, courses)

    def _dates(self, start: date, kind: str) -> list[CareSessionDetails]:
        wanted = course.length(self._rng)
        slot = self._diary.book(self._rng, start, wanted)
        return sessions(self._rng, slot, start, wanted, self._today, kind)

    def _add_courses(
        self,
        who: Person,
        problem: str,
        place: str,
        courses: list[list[CareSessionDetails]],
    ) -> None:
        rng, start = self._rng, courses[0][0].day
        diagnosis = rng.choice(table("problems")[problem]["diagnoses"])
        voice = people.voice(rng, who, problem, diagnosis)
        # Who has not been here yet has an appointment and no episode of care.
        episodes = () if start > self._today else tuple(self._episode(days) for days in courses)
        status, deceased_on = self._status(episodes)
        details = people.details(
            rng,
            who,
            problem,
            born=people.birth_date(rng, problem, min(start, self._today)),
            start=start,
            status=status,
            deceased_on=deceased_on,
            jurisdiction=self._jurisdiction,
            diagnosis=diagnosis,
            address=place,
        )
        planned = PlannedClient(details=details, voice=voice, episodes=episodes)
        self._add_entries(planned, courses)
        self.clients.append(planned)

    def _add_entries(self, planned: PlannedClient, courses: list[list[CareSessionDetails]]) -> None:
        number = len(self.clients)
        if not planned.episodes:
            self.entries.append(
                Entry(client=number, episode=None, day=courses[0][0].day, session=courses[0][0])
            )
            return
        for place, (episode, dates) in enumerate(zip(planned.episodes, courses, strict=True)):
            self.entries += course.entries(
                self._rng,
                dates,
                client=number,
                episode=place,
                problem=planned.voice.problem,
                style=planned.voice.template_key,
                is_ended=episode.closed_on is not None,
                today=self._today,
            )

    def _episode(self, dates: list[CareSessionDetails]) -> PlannedEpisode:
        is_open = dates[-1].status is CareSessionStatus.PLANNED
        return PlannedEpisode(
            opened_on=dates[0].day,
            opening_reason=pick(self._rng, "opening_reasons"),
            closed_on=None if is_open else dates[-1].day,
            closing_reason="" if is_open else pick(self._rng, "closing_reasons"),
        )

    def _status(self, episodes: tuple[PlannedEpisode, ...]) -> tuple[ClientStatus, date | None]:
        last = episodes[-1] if episodes else None
        if last is None or last.opened_on == self._today:
            return ClientStatus.PROSPECTIVE, None
        if last.closed_on is None:
            return ClientStatus.ACTIVE, None
        died = last.closed_on + timedelta(days=self._rng.randint(1, 3000))
        if self._rng.random() < 0.01 and died < self._today:
            return ClientStatus.DECEASED, died
        return ClientStatus.CLOSED, None


def _finished(planner: _Planner, today: date) -> tuple[Entry, ...]:
    """Return the entries in the order of time, with the loose ends of a real week."""
    entries = sorted(planner.entries + _more_today(planner, today), key=_moment)
    recent = 0
    for place in range(len(entries) - 1, -1, -1):
        entry = entries[place]
        if entry.session is None or entry.session.status is not CareSessionStatus.HELD:
            continue
        if entry.day < today - _RECENT:
            break
        entries[place] = _left_undone(entry, recent)
        recent += 1
    return tuple(_held_this_morning(entries, today))


def _moment(entry: Entry) -> tuple[date, time, int]:
    at = entry.session.starts_at if entry.session else None
    return entry.day, at or time(20, 0), entry.client


def _left_undone(entry: Entry, recent: int) -> Entry:
    """Return a recent session as it came, without its note, or with a note not yet signed."""
    step = recent % _EVERY_NINTH
    if step == 2:
        return replace(entry, notes=())
    if step in (0, 5) and entry.notes:
        draft = replace(
            entry.notes[0],
            is_signed=False,
            is_typed_on=step == 0,
            has_addendum=False,
            is_in_error=False,
            is_late=False,
        )
        return replace(entry, notes=(draft, *entry.notes[1:]))
    return entry


def _more_today(planner: _Planner, today: date) -> list[Entry]:
    """Return sessions for today where the week gave none, so that Home has something to show."""
    booked = [entry for entry in planner.entries if entry.day == today and entry.session]
    taken = {entry.session.starts_at for entry in booked if entry.session}
    free = [hour for hour in _TODAY_HOURS if time(hour) not in taken][
        : max(0, _A_DAY - len(booked))
    ]
    seen = {entry.client for entry in booked}
    active = [
        (number, len(client.episodes) - 1)
        for number, client in enumerate(planner.clients)
        if client.details.status is ClientStatus.ACTIVE and number not in seen
    ]
    return [
        Entry(client=number, episode=episode, day=today, session=_planned(today, hour))
        for hour, (number, episode) in zip(free, active, strict=False)
    ]


def _planned(today: date, hour: int) -> CareSessionDetails:
    return CareSessionDetails(day=today, starts_at=time(hour, 0), minutes=50)


def _held_this_morning(entries: list[Entry], today: date) -> list[Entry]:
    """Return the entries with the first session of today held, its note not yet begun."""
    for place, entry in enumerate(entries):
        if entry.day == today and entry.session:
            held = replace(entry.session, status=CareSessionStatus.HELD)
            entries[place] = replace(entry, session=held)
            break
    return entries
