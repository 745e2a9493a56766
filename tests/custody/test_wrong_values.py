"""Every column of every table that travels, bent in turn: what comes in can be shown.

A record is multiplied, each copy with one value of a wrong form. Each copy is either told as
unread, or all that pages and exports make of it can be made.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from zipfile import ZipFile

from tests.custody.conftest import Custodian
from tests.custody.made_parts import MadePart, sealed
from tests.disposal.conftest import World
from tests.disposal.filled import fill
from vault.clients import list_rows
from vault.clients import service as clients
from vault.custody import service
from vault.ids import ClientId, new_uid
from vault.retention import service as retention
from vault.sealing import contents, rows_text
from vault.sealing.model import SealFacts
from vault.sealing.part_model import Part
from vault.sealing.rows_text import Head
from vault.session import Session
from vault.store.connection import Value
from vault.succession import plan_service
from vault.succession.plan_model import Audience

PARTS = (Part.APART_RECORDS, Part.APART_PSYCHOTHERAPY)  # a client kept apart has a row more
Tables = dict[str, tuple[list[str], list[list[Value]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One value in the place of another."""

    part: Part
    table: str
    column: str
    value: Value


def _entry(part: MadePart, uid: str) -> str:
    """Return the entry with a client's rows."""
    for name in part.names:
        is_of_client = name.endswith("/rows.json") and "/clients/" in name
        if is_of_client and rows_text.read(part.open(name))[0].client == uid:
            return name
    raise AssertionError("the client is in the part")


def _tables(content: bytes) -> tuple[Head, Tables]:
    head, rows = rows_text.read(io.BytesIO(content))
    found: Tables = {}
    for row in rows:
        found.setdefault(row.table, (list(row.columns), []))[1].append(list(row.values))
    return head, found


def _cases(part: Part, tables: Tables) -> Iterator[Case]:
    for table, (columns, rows) in tables.items():
        for place, column in enumerate(columns):
            yield Case(part=part, table=table, column=column, value=_wrong(rows[0][place]))


def _wrong(value: Value) -> Value:
    """Return a value of the same type that is not of its form."""
    if isinstance(value, str):
        return "[7]" if value.startswith(("[", "{")) else "zzz"
    return -7 if value in (0, 1) else 1 << 62


def _copy(content: bytes, number: int, uids: dict[str, str], case: Case | None) -> bytes:
    """Return the rows as another client's, with one value changed."""
    head, tables = _tables(content)
    for name, (columns, rows) in tables.items():
        for row in rows:
            if "uid" in columns:
                old = str(row[columns.index("uid")])
                row[columns.index("uid")] = uids.setdefault(old, new_uid())
            if name == "client":
                row[columns.index("record_number")] = f"case-{number}"
        if case is not None and case.table == name:
            rows[0][columns.index(case.column)] = case.value
    told = [(name, columns, rows) for name, (columns, rows) in tables.items()]
    assert head.client is not None
    of_copy = replace(head, client=uids.setdefault(head.client, new_uid()))
    return b"".join(rows_text.to_lines(of_copy, told))


def _multiplied(parts: list[MadePart], uid: str) -> tuple[list[MadePart], list[Case]]:
    """Return the parts with a copy of the client for each case, in one folder each."""
    own = {one.part: one.archive.read(_entry(one, uid)) for one in parts}
    cases = [case for part in PARTS for case in _cases(part, _tables(own[part])[1])]
    made = {one.part: io.BytesIO() for one in parts}
    with ZipFile(made[PARTS[0]], "w") as first, ZipFile(made[PARTS[1]], "w") as second:
        archives = dict(zip(PARTS, (first, second), strict=True))
        for one in parts:
            for name in one.names:
                archives[one.part].writestr(name, one.archive.read(name))
        for number, case in enumerate(cases):
            uids: dict[str, str] = {}
            for part, archive in archives.items():
                bent = _copy(own[part], number, uids, case if case.part is part else None)
                archive.writestr(f"data/clients/{number}/rows.json", bent)
    return [replace(one, archive=ZipFile(made[one.part])) for one in parts], cases


def _show(session: Session, facts: SealFacts, client_id: ClientId) -> None:
    """Make of a client what pages, lists and exports make."""
    only = replace(facts, clients=dict.fromkeys(Part, (client_id,)))
    for part in (*PARTS, Part.CASELOAD):
        contents.write_part(part, only, io.BytesIO(), lambda job: job(session))
    list_rows.lines(session.rows, [client_id], session.now().astimezone())
    retention.lines(session, [client_id])
    json.dumps([dict(one.detail) for one in service.inherited_page(session, client_id)])


def test_what_comes_in_can_be_shown(world: World, custodian: Custodian) -> None:
    fill(world, world.old, "cassowary")
    plan_service.keep_apart(world.session, world.old, Audience.ALTERNATE, "cousins")
    uid = clients.get(world.session, world.old).uid
    parts, cases = _multiplied(sealed(world.session, 1, *PARTS), uid)
    kept = custodian.take(parts)
    assert custodian.report is not None
    unread = {one.place for one in custodian.report.unread}
    facts, failures = contents.plan_facts(kept), list[str]()
    ids = clients.list_ids(kept)
    show = partial(_show, kept, facts)
    for client_id in ids:
        number = str(kept.rows.value("SELECT record_number FROM client WHERE id=?", (client_id,)))
        try:
            show(client_id)
        except Exception as error:  # noqa: BLE001 - whatever a page would have fallen over
            case = cases[int(number.removeprefix("case-"))] if "case-" in number else number
            failures.append(f"{case}: {error!r}")
    assert failures == []
    assert len(unread) > len(cases) / 5
    assert len(ids) > len(cases) / 5
