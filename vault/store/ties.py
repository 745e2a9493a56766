"""What leads from rows that stay to rows of clients that go: it is cut, or the copy would fail.

The services let nothing of one client lead to another's rows. This is for what came about in some
other way: a record on its way out must never be kept in by a mistake elsewhere.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from vault.store import registry
from vault.store.connection import Connection
from vault.store.registry import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The column of one table that leads to rows of ``goal``."""

    table: Table
    column: str
    goal: Table


def all_ties(copy: Connection) -> Iterator[Tie]:
    """Yield every optional reference to a table whose rows go with their client.

    What a row cannot be without it goes with: there the reference says whose the row is. Asks
    what only the switch may ask, of its copy.
    """
    known = {table.name: table for table in registry.copied_tables()}
    for table in known.values():
        columns = copy.all(f"PRAGMA table_info({table.name})")
        optional = {row["name"] for row in columns if not row["notnull"] and not row["pk"]}
        for row in copy.all(f"PRAGMA foreign_key_list({table.name})"):
            goal = known[row["table"]]
            if goal.client_path is not None and row["from"] in optional:
                yield Tie(table=table, column=row["from"], goal=goal)


def cut(source: Connection, copy: Connection, clients: frozenset[int]) -> None:
    """Let rows that stay lead to none of these clients', in a copy that has no triggers yet."""
    if not clients:
        return
    going = f"SELECT value FROM json_each('{json.dumps(sorted(map(int, clients)))}')"
    for tie in all_ties(copy):
        leading = source.all(_leading(tie, going))
        if leading:
            copy.run(
                f"UPDATE {tie.table.name} SET {tie.column} = NULL"
                " WHERE rowid IN (SELECT value FROM json_each(?))",
                (json.dumps([row[0] for row in leading]),),
            )


def _leading(tie: Tie, going: str) -> str:
    table, goal = tie.table.name, tie.goal.name
    return (
        f"SELECT {table}.rowid FROM {table} WHERE {table}.{tie.column} IN"
        f" (SELECT {goal}.rowid FROM {goal} WHERE {tie.goal.client_path} IN ({going}))"
        f" AND coalesce({tie.table.client_path or 0}, 0) NOT IN ({going})"
    )
