"""Rows that no practice ever had: anybody may sign a part, and it opens all the same."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.custody.conftest import Custodian
from tests.custody.made_parts import MadePart, sealed
from tests.disposal.conftest import World
from vault.custody import service
from vault.errors import ExportUnreadable
from vault.progress import no_progress
from vault.retention import service as retention
from vault.retention.model import Policy
from vault.sealing import rows_text
from vault.sealing.part_model import Part
from vault.store.connection import Value

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
    pytest.param(CLIENT, "client", _with('a") SELECT 1 --'), id="column of a client"),
    pytest.param(PRACTICE, "retention_policy", _with('a") SELECT 1 --'), id="column that is SQL"),
    pytest.param(PRACTICE, "note_template", _with('a" = 1 --'), id="column of a template"),
    pytest.param(PRACTICE, "note_template", _with("name"), id="column twice"),
    pytest.param(AUDIT, "audit_checkpoint", _without("at"), id="checkpoint without its time"),
]


@pytest.mark.parametrize(("name", "table", "bend"), BENT)
def test_rows_that_are_not_of_the_form_are_refused_and_nothing_is_left(
    world: World, custodian: Custodian, name: str, table: str, bend: Bend
) -> None:
    retention.set_policy(world.session, Policy(years=12, minor_years=12))
    (part,) = sealed(world.session, 1, Part.RECORDS)
    with pytest.raises(ExportUnreadable):
        custodian.take([_bent(part, name, table, bend)])
    assert list(custodian.folder.iterdir()) == []


def test_merging_them_leaves_the_vault_as_it_was(
    world: World, custodian: Custodian, tmp_path: Path
) -> None:
    (part,) = sealed(world.session, 1, Part.RECORDS)
    kept = custodian.take([part])
    (later,) = sealed(world.session, 2, Part.RECORDS)
    bent = _bent(later, CLIENT, "document", _set("uid", OUTSIDE))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ExportUnreadable):
        service.merge(kept, [bent], no_progress)
    assert sorted(tmp_path.rglob("*")) == before
    kept.rows.check()
