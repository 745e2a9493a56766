"""What a sealing asks of the tables that no service answers: whole rows, who is in which part."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vault.audit.rows import OF_PSYCHOTHERAPY
from vault.clients import care_session_rows
from vault.clients.model import CareSession, ClientStatus
from vault.ids import ClientId
from vault.store import hidden
from vault.store.connection import Connection, Row, Value
from vault.store.registry import Table

_ROWS_AT_ONCE = 400
_ALL = -1  # a LIMIT that is none
_CURRENT = (ClientStatus.ACTIVE, ClientStatus.PROSPECTIVE)

# How far a part tells of the audit chain: a table whose rows hang on events has their numbers.
_BY_EVENT = frozenset(
    {"audit_event", "audit_detail", "audit_checkpoint", "audit_erasure", "clock_jump"}
)
_DETAIL = "audit_detail"


def newest_tombstone(connection: Connection) -> int:
    """Return the number of the newest tombstone, or 0."""
    return int(connection.value("SELECT coalesce(max(id), 0) FROM tombstone"))


def with_psychotherapy_notes(connection: Connection) -> frozenset[ClientId]:
    """Return the clients who have any."""
    found = connection.all("SELECT DISTINCT client_id FROM psychotherapy_note")
    return frozenset(ClientId(row[0]) for row in found)


def current_ids(connection: Connection, since: date) -> frozenset[ClientId]:
    """Return the clients in care, at risk or booked from a day on."""
    found = connection.all(
        "SELECT id FROM client WHERE status IN (?, ?) OR (status = 'closed' AND risk_flag <> '')"
        " UNION SELECT client_id FROM care_session WHERE status = 'planned' AND day >= ?",
        (*_CURRENT, since.isoformat()),
    )
    return frozenset(ClientId(row[0]) for row in found)


_ACTIVE = f"SELECT id FROM client WHERE status = 'active' AND {hidden.shown('id')}"
_ORDER = "ORDER BY legal_name COLLATE NOCASE, record_number"


def contactless(connection: Connection) -> list[ClientId]:
    """Return the active clients without a phone, an email or an address, by name."""
    found = connection.all(
        f"{_ACTIVE} AND id NOT IN (SELECT client_id FROM contact_method"
        f" WHERE kind IN ('phone', 'email', 'address')) {_ORDER}"
    )
    return [ClientId(row[0]) for row in found]


def ruleless(connection: Connection) -> list[ClientId]:
    """Return the active clients for whom no safe-contact rule is written down at all, by name."""
    found = connection.all(
        f"{_ACTIVE} AND contact_rules = '[]' AND id NOT IN"
        f" (SELECT client_id FROM contact_method WHERE rule <> '') {_ORDER}"
    )
    return [ClientId(row[0]) for row in found]


def booked(connection: Connection, client_id: ClientId, since: date) -> list[CareSession]:
    """Return a client's planned sessions from a day on, the next one first."""
    found = care_session_rows.of_client(connection, client_id)
    planned = (one for one in found if one.details.status == "planned" and one.details.day >= since)
    return sorted(planned, key=lambda one: (one.details.day, str(one.details.starts_at or "")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A table and the names of its columns; ``only`` is a condition on the rows that are meant."""

    table: Table
    columns: tuple[str, ...]
    only: str = ""

    @property
    def is_of_events(self) -> bool:
        """Whether its rows are added and never changed, and a number says up to which to read."""
        return self.table.name in _BY_EVENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where reading goes on: the table, by its number in the list, and the last row read."""

    table: int = 0
    row: int = -(2**63)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some rows of a table; there is one of each table, if without rows."""

    shape: Shape
    rows: tuple[tuple[Value, ...], ...] = field(repr=False)


def shapes(
    connection: Connection, tables: Sequence[Table], *, are_psychotherapy: bool = False
) -> tuple[Shape, ...]:
    """Return the tables with their columns, as they stand in this database.

    Of a client's audit details those about psychotherapy notes are apart: they hold hashes.
    """
    of_details = OF_PSYCHOTHERAPY if are_psychotherapy else f"NOT {OF_PSYCHOTHERAPY}"
    return tuple(
        Shape(
            table=one,
            columns=_columns(connection, one),
            only=of_details if one.name == _DETAIL else "",
        )
        for one in tables
    )


def _columns(connection: Connection, table: Table) -> tuple[str, ...]:
    return tuple(row["name"] for row in connection.all(f"PRAGMA table_info({table.name})"))


def whole(
    connection: Connection, shapes: Sequence[Shape], client_id: ClientId | None
) -> list[Piece]:
    """Return all rows of tables that are not about events, a client's or the practice's.

    Read at once they are one state: none names a row that came after its table was read.
    """
    return [
        Piece(shape=one, rows=_values(_read(connection, one, client_id, Place(), _ALL)))
        for one in shapes
    ]


def some(
    connection: Connection,
    shapes: Sequence[Shape],
    client_id: ClientId | None,
    place: Place,
    until_event: int,
) -> tuple[list[Piece], Place | None]:
    """Return the rows from ``place`` on, some hundred at once, and where to go on.

    They are a client's, or the practice's, and tell of events up to ``until_event``.
    """
    pieces, left = list[Piece](), _ROWS_AT_ONCE
    while place.table < len(shapes) and left > 0:
        shape = shapes[place.table]
        found = _read(connection, shape, client_id, place, left, until_event)
        pieces.append(Piece(shape=shape, rows=_values(found)))
        is_end = len(found) < left
        left -= len(found)
        place = Place(table=place.table + 1) if is_end else replace(place, row=found[-1][0])
    return pieces, place if place.table < len(shapes) else None


def _read(
    connection: Connection,
    shape: Shape,
    client_id: ClientId | None,
    place: Place,
    limit: int,
    until_event: int | None = None,
) -> list[Row]:
    return connection.all(
        _selected(shape, client_id),
        {"client": client_id, "after": place.row, "until": until_event, "limit": limit},
    )


def _values(found: Sequence[Row]) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(row)[1:] for row in found)


def _selected(shape: Shape, client_id: ClientId | None) -> str:
    # A client's rows are found by the client: the plus keeps SQLite from walking the whole table
    # in the order of its numbers.
    table, name, plus = shape.table, shape.table.name, "" if client_id is None else "+"
    chosen = [f"{plus}{name}.rowid > :after"]
    if client_id is not None:
        chosen.append(table.of_client)
    elif table.client_path is not None:
        chosen.append(f"{table.client_path} IS NULL")
    if shape.is_of_events:
        chosen.append(f"+{name}.seq <= :until")
    if shape.only:
        chosen.append(shape.only)
    return (
        f"SELECT {name}.rowid AS place, {name}.* FROM {name} WHERE {' AND '.join(chosen)}"
        f" ORDER BY {plus}{name}.rowid LIMIT :limit"
    )
