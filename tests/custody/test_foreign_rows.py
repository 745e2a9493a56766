"""Rows that no practice ever had: anybody may sign a part, and it opens all the same."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest

from tests.custody.conftest import Custodian
from tests.custody.made_parts import MadePart, sealed
from tests.disposal.conftest import World
from tests.exports.samples import add_client, write_note
from vault.clients import service as clients
from vault.custody import service
from vault.errors import ExportNotSigned, ExportUnreadable, PartDamaged, VaultError
from vault.notes import service as notes
from vault.notes import templates
from vault.progress import no_progress
from vault.retention import service as retention
from vault.retention.model import Policy
from vault.sealing import rows_text
from vault.sealing.part_model import Part
from vault.store.connection import Value
from vault.succession import plan_service
from vault.succession.plan_model import SuccessionPlan
from vault.unsealing.model import Fault, FaultKind, SignatureState

Columns = list[str]
Rows = list[list[Value]]
Bend = Callable[[Columns, Rows], None]

CLIENT = "data/clients/client-0001/rows.json"
PRACTICE = "data/practice/rows.json"
AUDIT = "data/practice/audit.json"
OUTSIDE = "../../../../../elsewhere/01234567"  # as long as a document's uid


def _set(column: str, value: Value) -> Bend:
    def bend(columns: Columns, rows: Rows) -> None:
        rows[0][columns.index(column)] = value

    return bend


def _without(column: str) -> Bend:
    def bend(columns: Columns, rows: Rows) -> None:
        place = columns.index(column)
        del columns[place]
        for row in rows:
            del row[place]

    return bend


def _with(column: str) -> Bend:
    def bend(columns: Columns, rows: Rows) -> None:
        columns.append(column)
        for row in rows:
            row.append(1)

    return bend


def _bent(part: MadePart, name: str, table: str, bend: Bend) -> MadePart:
    """Return the part with one table of one entry changed."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for entry in part.names:
            content = part.archive.read(entry)
            archive.writestr(entry, _changed(content, table, bend) if entry == name else content)
    return replace(part, archive=ZipFile(made))


def _changed(content: bytes, table: str, bend: Bend) -> bytes:
    head, found = rows_text.read(io.BytesIO(content))
    tables: dict[str, tuple[Columns, Rows]] = {}
    for row in found:
        tables.setdefault(row.table, (list(row.columns), []))[1].append(list(row.values))
    bend(*tables[table])
    told = [(name, columns, rows) for name, (columns, rows) in tables.items()]
    return b"".join(rows_text.to_lines(head, told))


BENT = [
    pytest.param(CLIENT, "document", _set("uid", OUTSIDE), id="file elsewhere"),
    pytest.param(CLIENT, "note", _set("care_session_id", "x"), id="link to a word"),
    pytest.param(CLIENT, "note", _without("occurred_on"), id="no day"),
    pytest.param(CLIENT, "note", _set("occurred_on", "zzz"), id="a day that is none"),
    pytest.param(CLIENT, "client", _set("status", "lost"), id="a status that nobody knows"),
    pytest.param(CLIENT, "client", _set("contact_rules", "7"), id="rules that are no list"),
    pytest.param(CLIENT, "audit_detail", _set("detail", "[1]"), id="a detail that is no object"),
    pytest.param(CLIENT, "client", _set("legal_name", None), id="no name"),
    pytest.param(CLIENT, "client", _with('a") SELECT 1 --'), id="column of a client"),
    pytest.param(PRACTICE, "retention_policy", _set("licenses", "{"), id="licenses that are none"),
    pytest.param(PRACTICE, "succession_plan", _set("document", "[]"), id="a plan that is none"),
    pytest.param(AUDIT, "audit_checkpoint", _without("at"), id="checkpoint without its time"),
    pytest.param(AUDIT, "audit_event", _set("at", "zzz"), id="an event at no time"),
]


BESIDE_TOMBSTONES = [
    pytest.param(PRACTICE, "retention_policy", _with('a") SELECT 1 --'), id="column that is SQL"),
    pytest.param(PRACTICE, "note_template", _with('a" = 1 --'), id="column of a template"),
    pytest.param(PRACTICE, "note_template", _with("name"), id="column twice"),
    pytest.param(PRACTICE, "tombstone", _set("detail", "zzz"), id="a tombstone that is none"),
]


@pytest.mark.parametrize(("name", "table", "bend"), BENT)
def test_what_is_not_of_the_form_is_left_out_and_told_and_the_rest_is_taken(
    world: World, custodian: Custodian, name: str, table: str, bend: Bend
) -> None:
    retention.set_policy(world.session, Policy(years=12, minor_years=12))
    plan_service.save(world.session, SuccessionPlan(authority="a will"))
    (part,) = sealed(world.session, 1, Part.RECORDS)
    kept = custodian.take([_bent(part, name, table, bend)])
    assert custodian.report is not None
    (told,) = custodian.report.unread
    assert (told.part, told.place) == ("records", name)
    assert told.table in (table, "")
    numbers = {clients.get(kept, one).record_number for one in clients.list_ids(kept)}
    assert ("0001" in numbers) == (name != CLIENT)
    assert len(numbers) == 3 - (name == CLIENT)
    assert service.verify_inherited_chain(kept).is_sound
    service.inherited_page(kept)
    service.plan(kept)
    retention.policy(kept)
    assert templates.all(kept)
    kept.rows.check()


@pytest.mark.parametrize(("name", "table", "bend"), BESIDE_TOMBSTONES)
def test_where_tombstones_cannot_be_read_nothing_is_taken(
    world: World, custodian: Custodian, name: str, table: str, bend: Bend
) -> None:
    retention.set_policy(world.session, Policy(years=12, minor_years=12))
    world.dispose(world.other_old)
    (part,) = sealed(world.session, 1, Part.RECORDS)
    with pytest.raises(ExportUnreadable):
        custodian.take([_bent(part, name, table, bend)])
    assert list(custodian.folder.iterdir()) == []


def test_where_nobody_can_be_read_nothing_is_taken(world: World, custodian: Custodian) -> None:
    (part,) = sealed(world.session, 1, Part.RECORDS)
    for name in [one for one in part.names if one.endswith("/rows.json") and "client-" in one]:
        part = _bent(part, name, "client", _set("status", "lost"))
    with pytest.raises(ExportUnreadable):
        custodian.take([part])
    assert list(custodian.folder.iterdir()) == []


def test_merging_them_keeps_the_state_before_and_takes_the_rest(
    world: World, custodian: Custodian
) -> None:
    (part,) = sealed(world.session, 1, Part.RECORDS)
    kept = custodian.take([part])
    add_client(world.session, "Somebody new")
    world.clock.advance(timedelta(minutes=1))
    write_note(world.session, world.old, "A later note.")
    (later,) = sealed(world.session, 2, Part.RECORDS)
    before = notes.timeline_ids(kept, clients.with_number(kept, "0001"))
    bent = _bent(later, CLIENT, "document", _set("uid", OUTSIDE))
    report = service.merge(kept, [bent], no_progress)
    assert [(one.place, one.table) for one in report.unread] == [(CLIENT, "document")]
    assert report.new == 1
    assert notes.timeline_ids(kept, clients.with_number(kept, "0001")) == before
    kept.rows.check()
    whole = service.merge(kept, sealed(world.session, 3, Part.RECORDS), no_progress)
    assert (whole.changed, whole.unread) == (1, ())
    assert len(notes.timeline_ids(kept, clients.with_number(kept, "0001"))) == len(before) + 1


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"signature": SignatureState.WRONG}, ExportNotSigned),
        ({"signature": SignatureState.MISSING}, ExportNotSigned),
        ({"signature": SignatureState.OTHER_KEY}, ExportNotSigned),
        ({"is_whole": False}, PartDamaged),
        ({"faults": (Fault(file="seal-1.json", kind=FaultKind.CHANGED),)}, ExportUnreadable),
    ],
)
def test_what_the_verdict_forbids_is_kept_by_nobody(
    world: World, custodian: Custodian, changed: dict[str, Any], error: type[VaultError]
) -> None:
    (part,) = sealed(world.session, 1, Part.RECORDS)
    with pytest.raises(error):
        custodian.take([replace(part, **changed)])
    assert list(custodian.folder.iterdir()) == []
    kept = custodian.take([part])
    with pytest.raises(error):
        service.merge(kept, [part, replace(part, **changed)], no_progress)
