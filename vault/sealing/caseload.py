"""The part ``caseload``: who is at risk, who is booked, how each may be contacted, whom to call.

It holds no notes: those in care, those booked, and closed ones who were marked as at risk.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from vault import clock, plain_json
from vault.clients import service as clients
from vault.exports.gathering import OnSession
from vault.ids import ClientId
from vault.printing import spreadsheet
from vault.progress import Progress
from vault.sealing import caseload_words, pages, rows
from vault.sealing.caseload_model import CaseloadClient
from vault.sealing.model import SealFacts
from vault.sealing.part_model import Part
from vault.sealing.zipping import PartArchive
from vault.session import Session
from vault.succession import will_words

FORMAT = "casekeep-caseload"
VERSION = 1
_CLIENTS_AT_ONCE = 20


def write(
    part: Part, facts: SealFacts, archive: PartArchive, run: OnSession, step: Progress
) -> int:
    """Add the caseload's three files; return how many clients stand in it."""
    found = list(_read(part, facts, run, step))
    archive.add("caseload.html", _page(facts, found))
    columns, cells = caseload_words.COLUMNS, map(caseload_words.cells, found)
    archive.add("caseload.csv", [spreadsheet.csv_text(columns, cells).encode("utf-8-sig")])
    archive.add("caseload.json", [_text(facts, found).encode()])
    return len(found)


def _read(part: Part, facts: SealFacts, run: OnSession, step: Progress) -> Iterator[CaseloadClient]:
    def current(session: Session) -> frozenset[ClientId]:
        return rows.current_ids(session.rows, facts.today)

    chosen = run(current)
    ids = [one for one in facts.clients[part] if one in chosen]
    for begin in range(0, len(ids), _CLIENTS_AT_ONCE):
        step("clients", begin, len(ids))
        some = ids[begin : begin + _CLIENTS_AT_ONCE]
        yield from run(partial(_some, ids=some, facts=facts))
    step("clients", len(ids), len(ids))


def _some(session: Session, ids: Sequence[ClientId], facts: SealFacts) -> list[CaseloadClient]:
    found = []
    for client_id in ids:
        client = clients.get(session, client_id)
        planned = rows.booked(session.rows, client_id, facts.today)
        found.append(CaseloadClient.of(client, planned, facts.today))
    return found


def _page(facts: SealFacts, found: Sequence[CaseloadClient]) -> Iterator[bytes]:
    return pages.render(
        "caseload.html",
        facts=facts,
        plan=facts.plan,
        at_risk=sorted((one for one in found if one.risk and one.is_in_care), key=_soonest),
        bookings=caseload_words.bookings(found),
        others=[one for one in found if one.is_in_care and not one.risk],
        once_at_risk=[one for one in found if one.risk and not one.is_in_care],
        words=caseload_words,
        roles=will_words.ROLES,
    )


def _soonest(one: CaseloadClient) -> tuple[bool, date]:
    return (not one.bookings, one.bookings[0].day if one.bookings else date.max)


def _text(facts: SealFacts, found: Sequence[CaseloadClient]) -> str:
    plan = facts.plan
    told = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": clock.to_text(facts.made_at),
        "vault_id": facts.vault_id,
        "practice": plain_json.plain(facts.practice),
        "clients": [plain_json.plain(one) for one in found],
        "contacts": [plain_json.plain(one) for one in plan.contacts] if plan else [],
        "referrals": [plain_json.plain(one) for one in plan.referrals] if plan else [],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
