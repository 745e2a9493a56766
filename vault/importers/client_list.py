"""What a list of clients would bring, row by row. Nothing is guessed, nothing is dropped."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from vault.clients import rules
from vault.clients.model import ClientDetails
from vault.errors import InvalidValue
from vault.importers import cells, client_facts, headers
from vault.importers.cells import Cells, Reader
from vault.importers.dates import DateOrder
from vault.importers.gathering import Gathering
from vault.importers.matching import Seen
from vault.importers.model import (
    ClientImport,
    Finding,
    KnownClient,
    Likeness,
    PlannedClient,
    Reason,
    verdict_of,
)
from vault.importers.table_model import Column, Field, Row, Table


def plan(
    table: Table,
    columns: Sequence[Column],
    existing: Sequence[KnownClient],
    today: date,
    orders: Mapping[int, DateOrder] | None = None,
    gone: Collection[str] = (),
) -> ClientImport:
    """Return what becomes of each row. Never raises for what stands in a table.

    ``columns`` come from ``headers.match``, changed as a person likes (one for each place);
    ``orders`` are those of dates that a person chose, by the column's place; ``gone`` are record
    numbers whose records are not there any more, and which nobody gets again.
    """
    reader = cells.reader_for(table, columns, orders, today)
    seen = Seen(existing, gone)
    rows = tuple(with_duplicates(_row(row, reader), seen) for row in table.rows)
    return ClientImport(rows=rows, columns=tuple(columns), remarks=cells.remarks(reader, table))


def _row(row: Row, reader: Reader) -> PlannedClient:
    one = Cells(row, reader)
    details = client_facts.details(one)
    course = client_facts.course(one, details.birth_date if details else None)
    number = client_facts.record_number(one)
    one.keep_left()
    details = checked(one, details, reader.today)
    return PlannedClient(
        line=row.line,
        verdict=verdict_of(tuple(one.findings)),
        findings=tuple(one.findings),
        details=details,
        record_number=number,
        says_status=_says_status(row, reader),
        opened_on=course.opened_on,
        closed_on=course.closed_on,
        closing_reason=course.closing_reason,
        extras=tuple(one.extras),
        cells=row.cells,
    )


def _says_status(row: Row, reader: Reader) -> bool:
    said = zip(reader.columns, row.cells, strict=False)
    return any(
        column.field is Field.STATUS and headers.client_status(value) is not None
        for column, value in said
    )


def checked(one: Gathering, details: ClientDetails | None, today: date) -> ClientDetails | None:
    """Return ``details`` if the rules of a record allow them; else say which field they forbid."""
    if details is None:
        return None
    try:
        rules.check_details(details, today)
    except InvalidValue as error:
        one.find(Reason.CANNOT_BE_KEPT, error.field)
        return None
    return details


def with_duplicates(row: PlannedClient, seen: Seen) -> PlannedClient:
    """Return ``row`` with who it may be, held if it may be somebody; ``seen`` remembers it."""
    if row.details is None:
        return row
    spellings = (row.details.legal_name, row.details.preferred_name)
    asked = (spellings, row.details.birth_date, row.record_number)
    found, is_number_taken = seen.duplicates(*asked), seen.is_number_taken(row.record_number)
    seen.add_row(row.line, *asked)
    findings = row.findings
    if is_number_taken:
        findings = (*findings, Finding(reason=Reason.RECORD_NUMBER_TAKEN))
    if any(one.likeness is not Likeness.RECORD_NUMBER for one in found):
        findings = (*findings, Finding(reason=Reason.POSSIBLE_DUPLICATE))
    if findings == row.findings:
        return row
    return replace(row, findings=findings, verdict=verdict_of(findings), duplicates=found)
