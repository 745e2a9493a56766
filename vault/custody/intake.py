"""Taking one client's rows in: new ones get numbers of their own, links follow, the newest wins.

A row that came before is known by its number at its source. What was there and is not any more
goes; what the custodian wrote stays, also where it changed what had come.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from vault.custody import intake_rows
from vault.custody.intake_rows import NOTE_TABLES, Known, Numbers, Shape, Values
from vault.custody.unread import of_table
from vault.errors import ExportUnreadable
from vault.ids import ClientId, NoteId
from vault.notes import rows as note_rows
from vault.sealing.rows_text import SourceRow
from vault.store import bundle
from vault.store.connection import Connection, Value
from vault.store.registry import Sealed

_CLIENT = "client"
_DOCUMENT = "document"


class Outcome(StrEnum):
    """What became of a client's record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Intake:
    """Takes the rows of one kind of part in, client by client, in an open transaction."""

    def __init__(self, rows: Connection, sealed: Sealed, numbers: Numbers) -> None:
        self._rows = rows
        self._numbers = numbers
        self._shapes = intake_rows.shapes(rows, sealed)
        self._names = {shape.name for shape in self._shapes}

    def client(
        self, uid: str, found: Mapping[str, list[Values]]
    ) -> tuple[ClientId | None, Outcome]:
        """Take a client in whose rows (by table) were found, and return who it is here.

        ``None`` where rows of a client came who is not here. Raises ``ExportUnreadable`` and
        ``Unfit``.
        """
        if set(found) - self._names:
            raise ExportUnreadable("rows")
        client_id = intake_rows.client_with(self._rows, uid)
        is_new = client_id is None
        if is_new and _CLIENT not in found:
            return None, Outcome.SAME
        taker = _ClientIntake(self._rows, client_id, self._shapes, self._numbers)
        taker.take(uid, found)
        self._numbers.keep()
        if is_new:
            return taker.client_id, Outcome.NEW
        return taker.client_id, Outcome.CHANGED if taker.has_changed else Outcome.SAME


def grouped(found: Iterable[SourceRow]) -> dict[str, list[Values]]:
    """Return rows by table, each by the names of its columns."""
    tables: dict[str, list[Values]] = {}
    for row in found:
        values = dict(zip(row.columns, row.values, strict=True))
        tables.setdefault(row.table, []).append(values)
    return tables


class _ClientIntake:
    def __init__(
        self,
        rows: Connection,
        client_id: ClientId | None,
        shapes: list[Shape],
        numbers: Numbers,
    ) -> None:
        self._rows = rows
        self._shapes = shapes
        self._numbers = numbers
        self._known = {} if client_id is None else intake_rows.known(rows, client_id)
        self._taken: list[tuple[str, int, int, bytes]] = []
        self._new: list[Values] = []
        self.client_id = client_id
        self.has_changed = False

    def take(self, uid: str, found: Mapping[str, list[Values]]) -> None:
        if [row["uid"] for row in found.get(_CLIENT, [])] not in ([uid], []):
            raise ExportUnreadable("rows")
        left = self._drop(self._vanished(found))
        for shape in self._shapes:
            with of_table(shape.name):
                for row in found.get(shape.name, []):
                    self._put(shape, dict(row))
                intake_rows.insert_all(self._rows, shape.name, self._new)
            self._new = []
        self._drop(left)  # what led to them may lead elsewhere now
        if self.client_id is not None:
            intake_rows.remember(self._rows, self.client_id, self._taken)

    def _vanished(self, found: Mapping[str, list[Values]]) -> list[tuple[Shape, int, Known]]:
        by_name = {shape.name: shape for shape in self._shapes}
        there = {(s.name, row[s.key]) for s in self._shapes for row in found.get(s.name, [])}
        gone = [
            (by_name[table], source_row, known)
            for (table, source_row), known in self._known.items()
            if table in by_name and (table, source_row) not in there
        ]
        order = {shape.name: place for place, shape in enumerate(self._shapes)}
        return sorted(gone, key=lambda one: -order[one[0].name])

    def _drop(self, gone: list[tuple[Shape, int, Known]]) -> list[tuple[Shape, int, Known]]:
        left = []
        for shape, source_row, known in gone:
            if not intake_rows.delete(self._rows, shape, known.row):
                left.append((shape, source_row, known))
            elif self.client_id is not None:
                intake_rows.forget(self._rows, self.client_id, shape.name, source_row)
                del self._known[shape.name, source_row]
                self.has_changed = True
        return left

    def _put(self, shape: Shape, values: Values) -> None:
        source_row = values.pop(shape.key, None)
        if not isinstance(source_row, int) or not values.keys() <= shape.columns:
            raise ExportUnreadable("rows")
        if shape.name == _DOCUMENT and not _names_a_file(values.get("uid")):
            raise ExportUnreadable("rows")
        for column in shape.goals.keys() & values.keys():
            values[column] = self._led(shape, column, values[column])
        before = self._known.get((shape.name, source_row))
        if before is None:
            self._insert(shape, source_row, values)
        else:
            self._update(shape, source_row, before, values)

    def _led(self, shape: Shape, column: str, value: Value) -> Value:
        """Return where a link leads here; nowhere, if it may, where that is not in custody."""
        if value is None:
            return None
        goal = shape.goals[column]
        if goal == _CLIENT:
            return self.client_id
        known = self._known.get((goal, int(value)))
        if known is None and column not in shape.optional:
            raise ExportUnreadable("rows")
        return None if known is None else known.row

    def _insert(self, shape: Shape, source_row: int, values: Values) -> None:
        row = self._number(shape, source_row)
        if shape.name in NOTE_TABLES:
            values = _found_again(values, row)
        elif shape.name == _CLIENT:
            intake_rows.free_number(self._rows, values["record_number"], None)
            self.client_id = ClientId(row)
        self._new.append({shape.key: row, **values})
        self._keep(shape, source_row, row, intake_rows.digest(values))
        self.has_changed = True

    def _number(self, shape: Shape, source_row: int) -> int:
        if shape.key not in shape.goals:
            return self._numbers.next(shape.name)
        # the row of another row, and numbered as that is
        return int(str(self._led(shape, shape.key, source_row)))

    def _update(self, shape: Shape, source_row: int, before: Known, values: Values) -> None:
        if shape.name in NOTE_TABLES:
            values = _found_again(values, before.row)
        after = intake_rows.digest(values)
        if after == before.digest:
            return
        here = intake_rows.current(self._rows, shape, before.row)
        if here is None:
            self._insert(shape, source_row, values)
            return
        same_columns = {name: here[name] for name in values}
        if not shape.is_protected and intake_rows.digest(same_columns) != before.digest:
            return  # the custodian changed it since: hers counts
        if shape.name == _CLIENT:
            intake_rows.free_number(self._rows, values["record_number"], self.client_id)
        changed = {name: value for name, value in values.items() if here[name] != value}
        if changed:
            intake_rows.update(self._rows, shape, before.row, changed)
            self.has_changed = True
        self._keep(shape, source_row, before.row, after)

    def _keep(self, shape: Shape, source_row: int, row: int, digest: bytes) -> None:
        self._known[shape.name, source_row] = Known(row=row, digest=digest)
        self._taken.append((shape.name, source_row, row, digest))


def _names_a_file(uid: Value) -> bool:
    """Whether a document's file lies where documents lie, and nowhere else on this computer."""
    return bundle.attachment_uid(bundle.attachment_file(str(uid))) is not None


def _found_again(values: Values, number: int) -> Values:
    """A note's place in the index is its day and its number here."""
    try:
        day = date.fromisoformat(str(values["occurred_on"]))
    except (KeyError, ValueError) as error:
        raise ExportUnreadable("rows") from error
    return {**values, "search_key": note_rows.search_key(day, NoteId(number))}
