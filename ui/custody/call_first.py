"""Whom to call first: clients at risk, and those who are booked in the next days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.custody.recipients import rules_of
from ui.keeping.presenter import Entry
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.clients.model import AgendaLine, CareSessionStatus, ClientDetails, ContactKind
from vault.ids import ClientId
from vault.session import Session

_DAYS = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("custody", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A client to be called, and why."""

    client_id: ClientId
    name: str = field(repr=False)
    record_number: str
    why: str
    is_at_risk: bool
    reach: str = field(default="", repr=False)
    rules: tuple[str, ...] = field(default=(), repr=False)

    def entry(self, *, is_shielded: bool) -> Entry:
        """Return what a card says of it."""
        name = wording.shown_name(self.name, is_shielded)
        chip = _tr("at risk") if self.is_at_risk else ""
        said = (self.why,) if is_shielded else (self.why, self.reach, *self.rules)
        return Entry(
            heading=f"{name} · {self.record_number}",
            lines=tuple(filter(None, said)),
            chip=chip,
            chip_kind="danger",
        )


def read(session: Session, today: date) -> list[Call]:
    """Return those at risk, then those booked from today on; runs on the worker."""
    booked = _booked(session, today)
    lines = clients.lines(session, clients.list_ids(session))
    at_risk = {one.id: one for one in lines if one.has_risk}
    calls = [
        Call(
            client_id=one.id,
            name=one.name,
            record_number=one.record_number,
            why=booked[one.id][0] if one.id in booked else "",
            is_at_risk=True,
        )
        for one in at_risk.values()
    ]
    calls += [
        Call(
            client_id=client_id,
            name=line.client_name,
            record_number=line.record_number,
            why=why,
            is_at_risk=False,
        )
        for client_id, (why, line) in booked.items()
        if client_id not in at_risk
    ]
    return [_with_reach(session, one) for one in calls]


def _with_reach(session: Session, call: Call) -> Call:
    """Say how to call, and what to heed when one does."""
    details = clients.get(session, call.client_id).details
    rules = rules_of(details) or (_tr("No rule for safe contact: ask before you leave a message."),)
    return replace(call, reach=_reach(details), rules=rules)


def _reach(details: ClientDetails) -> str:
    """Return the phone numbers, else whatever else there is; what is preferred comes first."""
    phones = [one for one in details.contacts if one.kind is ContactKind.PHONE]
    ways = sorted(phones or details.contacts, key=lambda one: not one.is_preferred)
    said = [f"{one.label or wording.contact_kind(one.kind)}: {one.value}" for one in ways]
    return " · ".join(said) or _tr("No number or address is written down.")


def _booked(session: Session, today: date) -> dict[ClientId, tuple[str, AgendaLine]]:
    """Return each client's first session of the next days."""
    found: dict[ClientId, tuple[str, AgendaLine]] = {}
    for ahead in range(_DAYS):
        day = today + timedelta(days=ahead)
        for line in _planned(care_sessions.agenda(session, day)):
            why = _tr("Booked: %1").replace("%1", _when(line, today))
            found.setdefault(line.session.client_id, (why, line))
    return found


def _planned(lines: Sequence[AgendaLine]) -> list[AgendaLine]:
    return [one for one in lines if one.session.details.status is CareSessionStatus.PLANNED]


def _when(line: AgendaLine, today: date) -> str:
    details = line.session.details
    day = _tr("today") if details.day == today else wording.weekday_and_day(details.day)
    if details.starts_at is None:
        return day
    return f"{day}, {wording.clock_time(details.starts_at)}"
