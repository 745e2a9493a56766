"""What a person chooses for the entries of a dry run. Pure: each choice makes a new plan."""

from collections.abc import Callable
from dataclasses import replace

from vault.errors import InvalidValue
from vault.importers.model import (
    Choice,
    ClientImport,
    Duplicate,
    Extra,
    PlannedClient,
    Reason,
)


def choose(
    plan: ClientImport, line: int, choice: Choice | None, into: Duplicate | None = None
) -> ClientImport:
    """Return ``plan`` with ``choice`` for the entry at ``line``; ``None`` takes a choice back.

    A new client whose record number is taken gets the next one, and the number is kept for a
    note. Entries that were to be merged into one that does not come any more are open again.
    Raises ``InvalidValue``: ``line`` without an entry, ``choice`` for one that can only be
    skipped, ``into`` without a target or with one that does not come itself.
    """
    row = next((row for row in plan.rows if row.line == line), None)
    if row is None:
        raise InvalidValue("line")
    if row.details is None and choice in (Choice.NEW, Choice.MERGE):
        raise InvalidValue("choice")
    target = _target(plan, row, into) if choice is Choice.MERGE else None
    chosen = replace(_plain(row, choice), choice=choice, into=target)
    return _settled(_each(plan, lambda one: chosen if one.line == line else one))


def _target(plan: ClientImport, row: PlannedClient, into: Duplicate | None) -> Duplicate:
    """Return whom to merge with in the end: an entry that is merged itself hands on."""
    if into is None:
        raise InvalidValue("into")
    if into.client_id is not None:
        return into
    there = next((one for one in plan.rows if one.line == into.line), None)
    if there is None or there.line >= row.line or there.fate is Choice.SKIP:
        raise InvalidValue("into")
    return _target(plan, there, there.into) if there.fate is Choice.MERGE else into


def _plain(row: PlannedClient, choice: Choice | None) -> PlannedClient:
    is_taken = any(one.reason is Reason.RECORD_NUMBER_TAKEN for one in row.findings)
    if choice is not Choice.NEW or not is_taken or not row.record_number:
        return row
    number = Extra(header="record_number", value=row.record_number)
    return replace(row, record_number="", extras=(*row.extras, number))


def _settled(plan: ClientImport) -> ClientImport:
    coming = {row.line for row in plan.rows if row.fate is Choice.NEW}

    def settle(row: PlannedClient) -> PlannedClient:
        into = row.into
        if into is None or into.client_id is not None or into.line in coming:
            return row
        return replace(row, choice=None, into=None)

    return _each(plan, settle)


def _each(plan: ClientImport, change: Callable[[PlannedClient], PlannedClient]) -> ClientImport:
    return replace(plan, rows=tuple(change(row) for row in plan.rows))
