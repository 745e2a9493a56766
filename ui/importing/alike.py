"""One choice for all entries of a dry run that are held for the same reasons. Pure."""

from collections.abc import Collection

from vault.importers import choosing
from vault.importers.choosing import Decision, There
from vault.importers.model import (
    CONSEQUENCES,
    Choice,
    ClientImport,
    Duplicate,
    PlannedClient,
    Verdict,
)

Likeness = tuple[object, ...]


def likeness_of(row: PlannedClient) -> Likeness:
    """Return what entries have in common that one choice may hold for."""
    why = {one.reason for one in row.findings if one.reason in CONSEQUENCES}
    first = row.duplicates[0] if row.duplicates else None
    of_vault = None if first is None else first.client_id is not None
    return row.verdict, frozenset(why), of_vault, row.details is None


def alike(
    plan: ClientImport, row: PlannedClient, by_hand: Collection[int] = ()
) -> list[PlannedClient]:
    """Return the entries that what was chosen for ``row`` can hold for, itself among them.

    Those at the lines ``by_hand`` were decided each by itself, which stands. To be merged, an
    entry has to be like one other alone, in the way in which ``row`` is like whom it goes to.
    """
    there = {one.line: one for one in plan.rows}
    return [one for one in plan.rows if _decision(one, there, row, by_hand) is not None]


def choose_alike(
    plan: ClientImport, row: PlannedClient, by_hand: Collection[int] = ()
) -> ClientImport:
    """Return ``plan`` with what was chosen for ``row`` for all entries like it."""
    return choosing.choose_each(plan, lambda one, there: _decision(one, there, row, by_hand))


def _decision(
    one: PlannedClient, there: There, row: PlannedClient, by_hand: Collection[int]
) -> Decision | None:
    """Return what follows for ``one`` from the choice for ``row``, ``None`` where nothing does."""
    if one.line == row.line:
        return row.fate, row.chosen or row.into
    stands = row.verdict is Verdict.TAKEN or (one.choice is not None and one.line in by_hand)
    if stands or likeness_of(one) != likeness_of(row):
        return None
    if row.fate is not Choice.MERGE:
        return row.fate, None
    into = choosing.like_by(there, one, row.into) if row.into in row.duplicates else None
    return None if into is None else (Choice.MERGE, into)


def can_merge(plan: ClientImport, row: PlannedClient, one: Duplicate) -> bool:
    """Whether somebody comes, or is there, for ``row`` to be merged with."""
    return choosing.end_of({other.line: other for other in plan.rows}, row, one) is not None
