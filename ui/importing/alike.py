"""One choice for all entries of a dry run that are held for the same reasons. Pure."""

from vault.importers import choosing
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


def alike(plan: ClientImport, row: PlannedClient) -> list[PlannedClient]:
    """Return all entries like ``row``, itself among them; only for one that is not simply taken."""
    if row.verdict is Verdict.TAKEN:
        return [row]
    wanted = likeness_of(row)
    return [one for one in plan.rows if likeness_of(one) == wanted]


def choose_alike(plan: ClientImport, row: PlannedClient, choice: Choice) -> ClientImport:
    """Return ``plan`` with ``choice`` for all entries like ``row``.

    To be merged, each goes to whom it is likest itself; one that cannot stays as it is.
    """
    for one in alike(plan, row):
        into = target(plan, one) if choice is Choice.MERGE else None
        if choice is not Choice.MERGE or into is not None:
            plan = choosing.choose(plan, one.line, choice, into)
    return plan


def target(plan: ClientImport, row: PlannedClient) -> Duplicate | None:
    """Return the first of the entry's likenesses that it can be merged with now."""
    return next((one for one in row.duplicates if can_merge(plan, one)), None)


def can_merge(plan: ClientImport, one: Duplicate) -> bool:
    """Whether somebody comes, or is there, to be merged with."""
    if one.client_id is not None:
        return True
    there = next((row for row in plan.rows if row.line == one.line), None)
    return there is not None and there.fate is not Choice.SKIP
