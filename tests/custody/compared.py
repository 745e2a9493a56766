"""Every row of two vaults side by side: what a practice had, and what came into custody."""

import json

from vault.custody import kept_text, rows
from vault.store import registry
from vault.store.connection import Connection, Row, Value
from vault.store.registry import Merged, Sealed, Table

_NUMBERS = frozenset({"id", "search_key", "disposal_id", "tombstone_id"})
KEPT_AS_TEXT = frozenset({"audit_erasure", "clock_jump"})
Content = list[tuple[tuple[str, object], ...]]


def content(connection: Connection, table: Table) -> Content:
    """Return a table's rows without numbers: a link is told by what it leads to."""
    links = {
        row["from"]: row["table"]
        for row in connection.all(f"SELECT * FROM pragma_foreign_key_list('{table.name}')")
    }
    found = []
    for row in connection.all(f"SELECT * FROM {table.name}"):
        values: dict[str, object] = dict(_values(row))
        for column, goal in links.items():
            values[column] = _told(connection, goal, row[column])
        found.append(tuple((k, v) for k, v in values.items() if k not in _NUMBERS))
    return sorted(found, key=repr)


def _values(row: Row) -> dict[str, Value]:
    return dict(zip(row.keys(), tuple(row), strict=True))


def _told(connection: Connection, goal: str, key: Value) -> object:
    if key is None or goal == "audit_event":  # the chain's numbers stay
        return key
    row = connection.one(f"SELECT * FROM {goal} WHERE rowid = ?", (key,))
    assert row is not None
    values = _values(row)
    return next((values[one] for one in ("uid", "opened_on", "day") if one in values), "?")


def sealed_tables(*kinds: Sealed) -> list[Table]:
    """Return the tables whose rows travel, of these kinds."""
    return [t for t in registry.TABLES if t.sealed in kinds]


def of_practice(practice: Connection, *kinds: Sealed) -> dict[str, Content]:
    """Return all that travels, as it is in the practice."""
    return {table.name: content(practice, table) for table in sealed_tables(*kinds)}


def in_custody(kept: Connection, *kinds: Sealed) -> dict[str, Content]:
    """Return the same as it is in custody: rows, texts, or the chain apart."""
    return {table.name: _kept(kept, table) for table in sealed_tables(*kinds)}


def _kept(kept: Connection, table: Table) -> Content:
    if table.name in KEPT_AS_TEXT or table.merged is Merged.AS_TEXT:
        found = kept_text.from_text(rows.text(kept, table.name) or "")
        told = [tuple((k, v) for k, v in one.items() if k not in _NUMBERS) for one in found]
        return sorted(told, key=repr)
    if table.merged is Merged.CHAINS_APART:
        return _chain(kept, table.name)
    return content(kept, table)


def _chain(kept: Connection, table: str) -> Content:
    name = {
        "audit_event": "SELECT seq, at, action, subject, detail_hash, previous, hash FROM"
        " inherited_event ORDER BY seq",
        "audit_detail": "SELECT seq, (SELECT uid FROM client WHERE id = client_id) AS client_id,"
        " detail, salt FROM inherited_detail",
        "audit_checkpoint": "SELECT seq, head, at, reason, signature FROM inherited_checkpoint",
    }[table]
    found = [tuple(_values(row).items()) for row in kept.all(name)]
    return sorted(found, key=repr)


def difference(one: dict[str, Content], two: dict[str, Content]) -> list[str]:
    """Return the tables in which they differ, and the first row that does."""
    return [
        f"{name}: {json.dumps([o for o in one[name] if o not in two[name]][:1], default=repr)}"
        f" / {json.dumps([o for o in two[name] if o not in one[name]][:1], default=repr)}"
        for name in one
        if one[name] != two[name]
    ]
