"""A client as the screen says it. Text in, text out; no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ui import wording
from vault.clients.model import (
    CareSession,
    Client,
    ClientLine,
    ClientStatus,
    ContactMethod,
    Diagnosis,
    Episode,
    PersonRole,
    RelatedPerson,
)

_CHIP_CHARACTERS = 44
_NEAR_DAYS = 6


def _tr(text: str) -> str:
    return QCoreApplication.translate("clients", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipText:
    """A word or two in a rounded box. ``kind`` as for ``ui.widgets.labels.chip``."""

    text: str
    kind: str = ""
    full: str = ""
    """All of it, where the chip shows only the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the details: what it is, and what is known of it."""

    name: str
    text: str


def line_aside(line: ClientLine, today: date) -> str:
    """Return the second line of a row: number, and what is next."""
    if line.draft_day is not None:
        more = _tr("draft of %1").replace("%1", _near_day(line.draft_day, today))
    elif line.status is not ClientStatus.ACTIVE:
        more = wording.client_status(line.status).lower()
    elif line.next_session is not None:
        more = _tr("next %1").replace("%1", _next_words(line.next_session, today))
    else:
        more = ""
    return f"{line.record_number} · {more}" if more else line.record_number


def spoken_line(line: ClientLine, today: date, is_shielded: bool) -> str:
    """Return what a screen reader says of a row."""
    risk = [_tr("risk flag")] if line.has_risk else []
    return ", ".join([wording.shown_name(line.name, is_shielded), line_aside(line, today), *risk])


def _next_words(instant: datetime, today: date) -> str:
    local = instant.astimezone()
    time = wording.clock_time(local.time())
    days = (local.date() - today).days
    if days == 0:
        return _tr("today %1").replace("%1", time)
    if days <= _NEAR_DAYS:
        return f"{QLocale().dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)} {time}"
    return _near_day(local.date(), today)


def _near_day(day: date, today: date) -> str:
    """Return ``12 Nov``, with its year where that is another one."""
    pattern = "d MMM" if day.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def beside_name(client: Client) -> str:
    """Return what stands beside the name in the header."""
    legal = client.details.legal_name if client.details.preferred_name else ""
    return " · ".join(
        part for part in (client.details.pronouns, client.record_number, legal) if part
    )


def chips(client: Client, today: date) -> list[ChipText]:
    """Return the chips of the header: what to know before one calls or writes."""
    details = client.details
    found = [ChipText(text=wording.client_status(details.status))]
    if details.risk_flag:
        found.append(_clipped(_tr("Risk: %1").replace("%1", details.risk_flag), "danger"))
    found += [_clipped(rule, "attention") for rule in details.contact_rules]
    found += [_clipped(_contact_rule(one), "attention") for one in details.contacts if one.rule]
    if details.restrictions:
        found.append(
            _clipped(_tr("Restricted: %1").replace("%1", details.restrictions), "attention")
        )
    if client.is_minor_on(today):
        found.append(ChipText(text=_tr("Minor, %1").replace("%1", str(client.age_on(today)))))
    if details.privilege_holders:
        found.append(_clipped(_tr("Privilege: %1").replace("%1", details.privilege_holders), ""))
    return found


def _contact_rule(one: ContactMethod) -> str:
    return f"{one.label or wording.contact_kind(one.kind)}: {one.rule}"


def _clipped(text: str, kind: str) -> ChipText:
    line = " ".join(text.split())
    shown = line if len(line) <= _CHIP_CHARACTERS else line[: _CHIP_CHARACTERS - 1].rstrip() + "…"
    return ChipText(text=shown, kind=kind, full=text if shown != text else "")


def episode_words(episodes: Sequence[Episode]) -> str:
    """Return the present episode, or the last one."""
    if not episodes:
        return _tr("No episode of care yet")
    last = episodes[0]
    if last.closed_on is None:
        return _tr("Episode since %1").replace("%1", wording.long_day(last.opened_on))
    return _tr("Last episode closed %1").replace("%1", wording.long_day(last.closed_on))


def facts(client: Client, today: date) -> list[Fact]:
    """Return who the client is, line by line; what is not known is left out."""
    details = client.details
    found = [
        Fact(name=_tr("Legal name"), text=details.legal_name),
        Fact(name=_tr("Preferred name"), text=details.preferred_name),
        Fact(name=_tr("Pronouns"), text=details.pronouns),
        Fact(name=_tr("Born"), text=_born(client, today)),
        Fact(name=_tr("Deceased"), text=_day(details.deceased_on)),
        Fact(name=_tr("State"), text=details.jurisdiction),
        Fact(name=_tr("Risk"), text=details.risk_flag),
        Fact(name=_tr("Safe contact"), text="\n".join(details.contact_rules)),
        Fact(name=_tr("Restrictions"), text=details.restrictions),
        Fact(name=_tr("Privilege held by"), text=details.privilege_holders),
        Fact(name=_tr("Referred by"), text=details.referral),
    ]
    return [fact for fact in found if fact.text]


def _born(client: Client, today: date) -> str:
    born = client.details.birth_date
    if born is None:
        return ""
    years = _tr("%1 years").replace("%1", str(client.age_on(today)))
    return f"{wording.long_day(born)} ({years})"


def _day(day: date | None) -> str:
    return wording.long_day(day) if day else ""


def contact_fact(one: ContactMethod) -> Fact:
    """Return a number or address with its rule."""
    parts = [one.value, one.rule, _tr("preferred") if one.is_preferred else ""]
    return Fact(name=one.label or wording.contact_kind(one.kind), text=_joined(parts))


def person_fact(one: RelatedPerson, today: date) -> Fact:
    """Return somebody around the client; says whether an authority holds today."""
    authority = one.authority
    if one.role is PersonRole.REPRESENTATIVE and authority and not one.has_authority_on(today):
        authority = _tr("%1 (not in force today)").replace("%1", authority)
    parts = [one.name, one.relation, one.phone, one.email, authority, one.remark]
    return Fact(name=wording.person_role(one.role), text=_joined(parts))


def diagnosis_fact(one: Diagnosis) -> Fact:
    """Return a diagnosis, its code before it."""
    span = f"{_day(one.since)} – {_day(one.until)}" if one.until else _day(one.since)
    return Fact(name=one.code or _tr("Diagnosis"), text=_joined([one.description, span]))


def episode_fact(one: Episode) -> Fact:
    """Return an episode of care with its reasons."""
    opened = wording.long_day(one.opened_on)
    name = (
        f"{opened} – {_day(one.closed_on)}"
        if one.closed_on
        else _tr("Since %1").replace("%1", opened)
    )
    return Fact(name=name, text=_joined([one.opening_reason, one.closing_reason]))


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)


def session_words(one: CareSession) -> tuple[str, str]:
    """Return a session's day and time, and what is known of it."""
    details = one.details
    when = wording.long_day(details.day)
    if details.starts_at is not None:
        when = f"{when}, {wording.clock_time(details.starts_at)}"
    length = _tr("%1 min").replace("%1", str(details.minutes)) if details.minutes else ""
    return when, _joined([details.kind, length, wording.modality(details.modality), details.remark])
