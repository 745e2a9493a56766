"""Taking in what belongs to the practice and no client: its audit chain, its policies, its plan."""

import json
from collections.abc import Callable, Iterator

from vault import clock
from vault.custody import chain_rows, inherited_clock, inherited_retention, intake_rows, rows
from vault.custody import opened as opened_parts
from vault.custody.intake import grouped
from vault.custody.intake_rows import Values
from vault.custody.kept_text import as_text, from_text
from vault.custody.opened import AUDIT, PRACTICE_ROWS, Opened
from vault.custody.unread import Unreads
from vault.disposal import stones
from vault.errors import ExportUnreadable
from vault.notes import template_rows
from vault.retention import rows as retention_rows
from vault.sealing.rows_text import SourceRow
from vault.store import registry
from vault.store.connection import Connection, Value
from vault.store.registry import Merged, Table
from vault.succession import plan_text
from vault.succession.plan_model import SuccessionPlan

_EVENT = ("seq", "at", "action", "subject", "detail_hash", "previous", "hash")
_POINT = ("seq", "head", "at", "reason", "signature")
_KEYS = {"note_template": "key"}
# Retention goes on as the practitioner decided it, until the custodian decides otherwise.
_BEGINS_WITH = ("retention_choice", "retention_policy")
_PROFILE = "practice"
_PLAN = "succession_plan"
_STONES = "tombstone"
_BATCH = 2_000


def has_practice(opened: Opened) -> bool:
    """Return whether a part brings what belongs to the practice."""
    return PRACTICE_ROWS in opened.names


def practice(
    connection: Connection, opened: Opened, unreads: Unreads, *, is_first: bool, is_newest: bool
) -> dict[str, tuple[Value, ...]]:
    """Take in the practice's rows, and return its tombstones by the client's uid.

    Only the newest part's texts are kept; a table that is not of its form stays out. Raises what
    reading the part raises, and ``ExportUnreadable`` for tombstones: without them somebody whose
    record is gone would come back.
    """
    if not has_practice(opened):
        return {}
    _, found = opened_parts.rows(opened, PRACTICE_ROWS)
    tables = grouped(found)
    for table in registry.TABLES:
        if not unreads.is_known(opened, PRACTICE_ROWS, table.name):
            with unreads.noting(opened, PRACTICE_ROWS, table.name):
                own = tables.get(table.name, [])
                _take_table(connection, table, own, is_first=is_first, is_newest=is_newest)
    return {str(one["client_uid"]): _stone(one) for one in tables.get(_STONES, [])}


def _take_table(
    connection: Connection, table: Table, found: list[Values], *, is_first: bool, is_newest: bool
) -> None:
    if is_newest or is_first:
        _keep(connection, table, found)
    if is_first and table.name in _BEGINS_WITH:
        own = [_without_id(values) for values in found]
        intake_rows.insert_all(connection, table.name, own)
    if table.name in _READ:
        _READ[table.name](connection)


def _stone(one: Values) -> tuple[Value, ...]:
    clock.from_text(str(one["at"]))
    stones.from_text(str(one["detail"]))
    return one["client_uid"], one["record_number"], one["at"], one["detail"]


def plan(connection: Connection) -> SuccessionPlan | None:
    """Return the practitioner's succession plan as it came with the newest export."""
    versions = from_text(rows.text(connection, _PLAN) or "")
    if not versions:
        return None
    newest = max(versions, key=lambda one: int(str(one["id"])))
    return plan_text.from_text(str(newest["document"]))


def _policies(connection: Connection) -> None:
    _ = retention_rows.policy(connection), inherited_retention.licenses(connection)


# What pages show of the practice: read here as they do, before anybody relies on having it.
_READ: dict[str, Callable[[Connection], object]] = {
    _PROFILE: rows.found,
    _PLAN: plan,
    "note_template": template_rows.read_all,
    "retention_choice": retention_rows.choices,
    "retention_policy": _policies,
}


def _keep(connection: Connection, table: Table, found: list[Values]) -> None:
    if table.name == _PROFILE and found:
        rows.set_practice(connection, _without_id(found[0]))
    if table.merged is Merged.AS_TEXT:
        rows.put_text(connection, table.name, as_text(table.name, found))
    elif table.name in _KEYS:
        for values in found:
            key = _KEYS[table.name]
            intake_rows.put_by_key(connection, table.name, key, _without_id(values))


def _without_id(values: Values) -> Values:
    return {name: value for name, value in values.items() if name != "id"}


def chain(connection: Connection, opened: Opened) -> bool:
    """Take in the audit chain as far as it is new; ``False`` where it is not the one kept here.

    Raises what reading the part raises.
    """
    if AUDIT not in opened.names:
        return True
    _, found = opened_parts.rows(opened, AUDIT)
    return _ChainIntake(connection).take(found)


class _ChainIntake:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept = chain_rows.last(connection)
        self._waiting: list[tuple[Value, ...]] = []
        self._details: list[tuple[Value, ...]] = []
        self._texts: dict[str, list[Values]] = {"audit_erasure": [], "clock_jump": []}
        self._last: tuple[int, Value] = (0, None)
        self._is_apart = False

    def take(self, found: Iterator[SourceRow]) -> bool:
        takers: dict[str, Callable[[Values], None]] = {
            "audit_event": self._event,
            "audit_detail": self._detail,
            "audit_checkpoint": self._checkpoint,
        }
        for row in found:
            values = dict(zip(row.columns, row.values, strict=True))
            if row.table in self._texts:
                self._texts[row.table].append(values)
            elif row.table in takers:
                takers[row.table](values)
            else:
                raise ExportUnreadable("rows")
            if self._is_apart:
                return False
        if not self._is_ours():
            return False
        self._flush()
        self._keep_texts()
        return True

    def _event(self, values: Values) -> None:
        seq = values["seq"]
        if not isinstance(seq, int):
            raise ExportUnreadable("rows")
        if seq <= self._kept:
            self._last = (seq, values["hash"])
            self._is_apart = seq == self._kept and not self._is_ours()
            return
        clock.from_text(str(values["at"]))
        self._waiting.append(tuple(values[name] for name in _EVENT))
        if len(self._waiting) >= _BATCH:
            self._flush()

    def _is_ours(self) -> bool:
        seq, digest = self._last
        return seq == 0 or chain_rows.hash_at(self._connection, seq) == digest

    def _detail(self, values: Values) -> None:
        self._flush_events()
        if not isinstance(json.loads(str(values["detail"])), dict):
            raise ExportUnreadable("rows")
        self._details.append((values["seq"], None, None, values["detail"], values["salt"]))
        if len(self._details) >= _BATCH:
            self._flush()

    def _checkpoint(self, values: Values) -> None:
        self._flush_events()
        clock.from_text(str(values["at"]))
        chain_rows.add_checkpoint(self._connection, tuple(values[name] for name in _POINT))

    def _flush_events(self) -> None:
        chain_rows.add_events(self._connection, self._waiting)
        self._waiting = []

    def _flush(self) -> None:
        self._flush_events()
        chain_rows.add_details(self._connection, self._details)
        self._details = []

    def _keep_texts(self) -> None:
        for name, found in self._texts.items():
            if self._last[0] in (0, self._kept):
                rows.put_text(self._connection, name, as_text(name, found))
        inherited_clock.wrong_spans(self._connection)  # read here, before anybody relies on it
