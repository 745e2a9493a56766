"""What a person chooses for the entries of a dry run. Pure: each choice makes a new plan."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from vault.errors import InvalidValue
from vault.ids import ClientId
from vault.importers.model import (
    Choice,
    ClientImport,
    Duplicate,
    Extra,
    Likeness,
    PlannedClient,
    PlannedSession,
    Reason,
    SessionImport,
    SessionKey,
    Verdict,
)

Decision = tuple[Choice | None, Duplicate | None]
"""What shall become of an entry, and whom to merge it with; without a choice it is open again."""
There = Mapping[int, PlannedClient]
"""The entries as they are decided so far, by their lines."""


def choose(
    plan: ClientImport, line: int, choice: Choice | None, into: Duplicate | None = None
) -> ClientImport:
    """Return ``plan`` with ``choice`` for the entry at ``line``; ``None`` takes a choice back.

    A new client whose record number is taken gets the next one, and the number is kept for a
    note. Entries that go to another by way of this one go where it goes then, and are open again
    where nobody comes any more.
    Raises ``InvalidValue``: ``line`` without an entry, ``choice`` for one that can only be
    skipped, ``into`` without a target or with one that does not come itself.
    """
    if all(row.line != line for row in plan.rows):
        raise InvalidValue("line")
    return choose_each(plan, lambda row, _: (choice, into) if row.line == line else None)


def choose_each(
    plan: ClientImport, decide: Callable[[PlannedClient, There], Decision | None]
) -> ClientImport:
    """Return ``plan`` with what ``decide`` says of each entry in turn; ``None`` leaves it as it is.

    What follows from a choice, and what is raised, is as with ``choose``.
    """
    there = {row.line: row for row in plan.rows}
    for row in plan.rows:
        decision = decide(row, there)
        if decision is not None:
            there[row.line] = _decided(row, *decision, there)
    return _settled(replace(plan, rows=tuple(there[row.line] for row in plan.rows)))


def _decided(
    row: PlannedClient, choice: Choice | None, into: Duplicate | None, there: There
) -> PlannedClient:
    if row.details is None and choice in (Choice.NEW, Choice.MERGE):
        raise InvalidValue("choice")
    target = None
    if choice is Choice.MERGE:
        target = None if into is None else end_of(there, row, into)
        if target is None:
            raise InvalidValue("into")
    chosen = None if target is None else into
    return replace(_plain(row, choice), choice=choice, into=target, chosen=chosen)


def end_of(there: There, row: PlannedClient, into: Duplicate) -> Duplicate | None:
    """Return whom ``row`` would be merged with in the end, ``None`` where that is nobody.

    An entry that is merged itself hands on; one that stays out, or stands below, is nobody.
    """
    if into.client_id is not None:
        return into
    target = there.get(into.line or 0)
    if target is None or target.line >= row.line or target.fate is Choice.SKIP:
        return None
    if target.fate is not Choice.MERGE:
        return into
    return None if target.into is None else end_of(there, target, target.into)


def like_by(there: There, row: PlannedClient, way: Duplicate) -> Duplicate | None:
    """Return the one whom ``row`` is like in the same way as somebody else is like ``way``.

    ``None`` where that is nobody or not one alone, and for a record number: two lists that count
    from one have the same numbers for other people, so that each is for a person to say.
    """
    if way.likeness is Likeness.RECORD_NUMBER:
        return None
    ends: dict[tuple[ClientId | None, int | None], Duplicate] = {}
    for one in row.duplicates:
        is_same = one.likeness is way.likeness and _is_of_vault(one) == _is_of_vault(way)
        end = end_of(there, row, one) if is_same else None
        if end is not None:
            ends.setdefault((end.client_id, end.line), one)
    return next(iter(ends.values())) if len(ends) == 1 else None


def _is_of_vault(one: Duplicate) -> bool:
    return one.client_id is not None


def _plain(row: PlannedClient, choice: Choice | None) -> PlannedClient:
    is_taken = any(one.reason is Reason.RECORD_NUMBER_TAKEN for one in row.findings)
    if choice is not Choice.NEW or not is_taken or not row.record_number:
        return row
    number = Extra(header="record_number", value=row.record_number)
    return replace(row, record_number="", extras=(*row.extras, number))


def _settled(plan: ClientImport) -> ClientImport:
    """Let each entry go where the one that was chosen for it goes now, from the top down."""
    there = {row.line: row for row in plan.rows}
    for row in plan.rows:
        way = row.chosen or row.into
        if way is not None:
            end = end_of(there, row, way)
            gone = replace(row, choice=None, into=None, chosen=None)
            there[row.line] = gone if end is None else replace(row, into=end)
    return replace(plan, rows=tuple(there[row.line] for row in plan.rows))


def only_chosen(
    plan: SessionImport, taken_anyway: Collection[SessionKey]
) -> tuple[SessionImport, frozenset[int]]:
    """Return ``plan`` and the lines to enter it with, so that of what is held only these come in.

    An event that repeats has one line for all its sessions: those that stay out lose their day.
    """

    def is_out(row: PlannedSession) -> bool:
        return row.verdict is Verdict.HELD and row.key not in taken_anyway

    rows = tuple(replace(row, details=None) if is_out(row) else row for row in plan.rows)
    return replace(plan, rows=rows), frozenset(line for line, _, _ in taken_anyway)
