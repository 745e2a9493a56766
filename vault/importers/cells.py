"""The cells of one row by what they hold, and how each kind of value is taken out of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vault.importers import dates, headers
from vault.importers.dates import DateOrder, Reading
from vault.importers.gathering import Gathering
from vault.importers.model import Finding, Reason
from vault.importers.table_model import Column, Field, Row, Table

_MOSTLY_FULL = 0.9
DAY_FIELDS = frozenset(
    {
        Field.BIRTH_DATE,
        Field.DECEASED_ON,
        Field.OPENED_ON,
        Field.CLOSED_ON,
        Field.STARTS,
        Field.ENDS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What all rows of a table are read with."""

    columns: tuple[Column, ...]
    orders: Mapping[int, DateOrder]
    today: date
    is_short_odd: bool
    unclosed_line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A filled cell under its column."""

    column: Column
    value: str = field(repr=False)

    @property
    def header(self) -> str:
        return self.column.header.strip().rstrip("*").strip()


class Cells(Gathering):
    """A row's cells; taking a value out leaves the others, and the end keeps what is left."""

    def __init__(self, row: Row, reader: Reader) -> None:
        super().__init__()
        self.row = row
        self.reader = reader
        self._cells: dict[Field, list[Cell]] = {}
        self._sort()
        self._judge_length()

    def _sort(self) -> None:
        for column, value in zip(self.reader.columns, self.row.cells, strict=False):
            if not value.strip():
                continue
            if column.field is None or headers.says_nothing(column.field, value):
                self.keep(Cell(column=column, value=value).header, value)
            else:
                self._cells.setdefault(column.field, []).append(Cell(column=column, value=value))
        for value in self.row.cells[len(self.reader.columns) :]:
            if value.strip():
                self.refuse(Reason.ROW_LONGER, "", value)

    def _judge_length(self) -> None:
        if self.reader.is_short_odd and len(self.row.cells) < len(self.reader.columns):
            self.find(Reason.ROW_SHORTER)
        if self.row.line == self.reader.unclosed_line:
            self.find(Reason.QUOTE_UNCLOSED)

    def all(self, field: Field) -> list[Cell]:
        """Take out every cell of ``field``."""
        return self._cells.pop(field, [])

    def one(self, field: Field) -> Cell | None:
        """Take out the first cell of ``field``; the others are left."""
        cells = self._cells.get(field)
        return cells.pop(0) if cells else None

    def one_line(self, field: Field) -> str:
        """Take out the first cell of ``field`` as one line, '' without one."""
        cell = self.one(field)
        return self.line(cell.header, cell.value) if cell else ""

    def one_text(self, field: Field) -> str:
        """Take out the first cell of ``field`` as text, '' without one."""
        cell = self.one(field)
        return self.text(cell.header, cell.value) if cell else ""

    def reading(self, cell: Cell, is_past: bool = False) -> Reading:
        """Return the day and time in ``cell``, and say what there is to say of it."""
        order = self.reader.orders.get(cell.column.position, DateOrder.UNPROVEN)
        found = dates.read(cell.value, order, self.reader.today, is_past)
        for reason in found.reasons:
            self.find(reason, cell.header, cell.value)
        return found

    def keep_left(self) -> None:
        """Keep every cell that nobody took."""
        for cells in self._cells.values():
            for cell in cells:
                self.keep(cell.header, cell.value)
        self._cells.clear()


def reader_for(
    table: Table,
    columns: Sequence[Column],
    orders: Mapping[int, DateOrder] | None,
    today: date,
) -> Reader:
    """Return what reads the rows of ``table``; ``orders`` are those a person chose."""
    full = sum(len(row.cells) >= len(columns) for row in table.rows)
    found = {
        column.position: dates.order_of(values_at(table, column.position), column.header)
        for column in columns
        if column.field in DAY_FIELDS
    }
    return Reader(
        columns=tuple(columns),
        orders=found | dict(orders or {}),
        today=today,
        is_short_odd=full >= _MOSTLY_FULL * len(table.rows),
        unclosed_line=table.unclosed_line,
    )


def values_at(table: Table, position: int) -> list[str]:
    """Return what stands in a column, row by row."""
    return [row.cells[position] for row in table.rows if position < len(row.cells)]


def remarks(reader: Reader, table: Table) -> tuple[Finding, ...]:
    """Return what there is to say of no row alone: the order of dates, what is above the header."""
    said = {
        DateOrder.UNPROVEN: Reason.DATE_AMBIGUOUS,
        DateOrder.CONTRADICTED: Reason.DATE_CONTRADICTED,
    }
    orders = (
        Finding(reason=said[order], header=reader.columns[position].header)
        for position, order in reader.orders.items()
        if order in said
    )
    above = (Finding(reason=Reason.OUTSIDE, value=in_one_line(row)) for row in table.preamble)
    return (*orders, *above)


def in_one_line(row: Row) -> str:
    """Return the cells of a row that is no entry, one behind the other."""
    return " · ".join(cell.strip() for cell in row.cells if cell.strip())
