"""Tables for the tests: from text, from a workbook written on the spot."""

import io
from datetime import date

import openpyxl

from vault.importers import client_list, headers, tables
from vault.importers.model import ClientImport, KnownClient, PlannedClient, Reason
from vault.importers.table_model import Table

TODAY = date(2026, 11, 24)


def table(text: str, encoding: str = "utf-8") -> Table:
    return tables.table_of(text.encode(encoding))


def workbook(*sheets: list[list[object]]) -> bytes:
    """The bytes of an XLSX with these sheets, named Sheet1, Sheet2 …"""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def planned(text: str, *known: KnownClient) -> ClientImport:
    read = table(text)
    return client_list.plan(read, headers.match(read.headers), known, TODAY)


def one(text: str, *known: KnownClient) -> PlannedClient:
    (row,) = planned(text, *known).rows
    return row


def reasons(row: PlannedClient) -> set[Reason]:
    return {finding.reason for finding in row.findings}


def extras(row: PlannedClient) -> list[tuple[str, str]]:
    return [(extra.header, extra.value) for extra in row.extras]
