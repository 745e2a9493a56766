"""What the vault says of planned sessions, once a person said whose they are. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from vault.clients import rules
from vault.clients.model import CareSessionDetails, CareSessionStatus
from vault.errors import InvalidValue
from vault.ids import ClientId
from vault.importers.model import (
    Finding,
    PlannedSession,
    Reason,
    SessionAt,
    SessionImport,
    SessionOwner,
    Verdict,
    verdict_of,
)

DOUBLES = frozenset({Reason.SESSION_THERE, Reason.SESSION_DIFFERS, Reason.SESSION_REPEATED})
"""Why a session may be one that is there already."""
# What is said here and nowhere else, so that it is said anew when the clients changed.
_OURS = DOUBLES | {Reason.BEFORE_BIRTH, Reason.CANNOT_BE_KEPT}


def judged(
    plan: SessionImport,
    matches: Mapping[str, ClientId],
    owners: Mapping[ClientId, SessionOwner],
    today: date,
) -> SessionImport:
    """Return ``plan`` with what stands against each session that a client was chosen for.

    A session is there already where the client has one on its day at its time, or where an
    earlier row of the plan has the same; no time is a time of its own.
    """
    seen: set[tuple[ClientId, SessionAt]] = set()
    rows = []
    for planned in plan.rows:
        row = _plain(planned)
        client_id, details = matches.get(row.client_text), row.details
        if client_id is not None and details is not None and row.verdict is not Verdict.REFUSED:
            owner = owners[client_id]
            found = _against(owner.born, details, today) or _there(owner, details)
            at = (client_id, _at(details))
            if found is None and at in seen:
                found = Finding(reason=Reason.SESSION_REPEATED)
            seen.add(at)
            row = row if found is None else _with(row, found)
        rows.append(row)
    return replace(plan, rows=tuple(rows))


def _at(details: CareSessionDetails) -> SessionAt:
    return details.day, details.starts_at


def _plain(row: PlannedSession) -> PlannedSession:
    """Return the row as the file alone says it."""
    own = tuple(one for one in row.findings if one.reason not in _OURS)
    return row if own == row.findings else replace(row, findings=own, verdict=verdict_of(own))


def _against(born: date | None, details: CareSessionDetails, today: date) -> Finding | None:
    try:
        rules.check_care_session(born, details, today)
    except InvalidValue as error:
        if error.field == "day":
            return Finding(reason=Reason.BEFORE_BIRTH)
        return Finding(reason=Reason.CANNOT_BE_KEPT, header=error.field)
    return None


def _there(owner: SessionOwner, details: CareSessionDetails) -> Finding | None:
    at = _at(details)
    if (at, details.status) in owner.had:
        return Finding(reason=Reason.SESSION_THERE)
    is_there = any((at, status) in owner.had for status in CareSessionStatus)
    return Finding(reason=Reason.SESSION_DIFFERS) if is_there else None


def _with(row: PlannedSession, found: Finding) -> PlannedSession:
    findings = (*row.findings, found)
    return replace(row, findings=findings, verdict=verdict_of(findings))
