"""A list as bad as lists get: each of its rows ends where a person would put it."""

from datetime import date

import pytest

from tests.importers.tabling import TODAY, extras, reasons, workbook
from vault.importers import client_list, headers, tables
from vault.importers.model import ClientImport, Finding, Likeness, PlannedClient, Reason, Verdict

# Windows line ends, lines of two encodings, titles, repeated headers, a header without a name,
# every kind of quote, rows too long and too short, zero bytes, an open quote at the end.
HELL = b"\r\n".join(
    [
        b"\xef\xbb\xbfA. Stone, LCSW \x96 client list;;;",
        b"",
        b'Client_First_Name*;"LAST  NAME";D.O.B.;E-Mail;Charge;Status ;Phone;Charge;;Phone 2',
        "Ána;Díaz;5/20/1990;ana@example.org;10;Active;555-0100;20;x;555-0101".encode(),
        b"Bo;Mu\xf1oz \x96 Lee;13/12/1980;;;;;;;",
        b'"Ana";"DIAZ";20.05.90;;;"said ""no""; then yes";;;;',
        b'"two\nlines";Chu;02/30/1990;;;;;;;',
        b";;;;;;;;;",
        b"  ;\t;;only@mail.org;;;;;;",
        b"C\0y;Nul;unknown;;;;;;;",
        "نور;עמר;1990-05-20;;;;;;;".encode(),
        "🌻;;33013;;;;5.55E+09;;;".encode(),
        b"Shift;ed;1990-01-01;a;b;c;d;e;f;g;too;many",
        b"Short;Row",
        b"=1+1;@SUM(A1);1/2/3;;;;;;;",
        b'Open;"never closed;1990-01-01;;;;;;;',
        b"Swallowed;Row;1990-01-01;;;;;;;",
    ]
)

SWALLOWED = "never closed;1990-01-01;;;;;;; Swallowed;Row;1990-01-01;;;;;;;"


@pytest.fixture(scope="module")
def plan() -> ClientImport:
    read = tables.table_of(HELL)
    assert (read.encoding, read.delimiter) == ("mixed", ";")
    assert read.preamble[0].cells[0] == "A. Stone, LCSW – client list"
    return client_list.plan(read, headers.match(read.headers), (), TODAY)


def row_of(plan: ClientImport, line: int) -> PlannedClient:
    return next(row for row in plan.rows if row.line == line)


def test_lines_are_those_of_the_file(plan: ClientImport) -> None:
    assert [row.line for row in plan.rows] == [4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17]


@pytest.mark.parametrize(
    ("line", "name", "verdict", "said"),
    [
        (4, "Ána Díaz", Verdict.TAKEN, set()),
        (5, "Bo Muñoz – Lee", Verdict.TAKEN, set()),
        (6, "Ana DIAZ", Verdict.HELD, {Reason.STATUS_UNKNOWN, Reason.POSSIBLE_DUPLICATE}),
        (7, "two lines Chu", Verdict.REFUSED, {Reason.DATE_IMPOSSIBLE, Reason.VALUE_CLEANED}),
        (10, "", Verdict.REFUSED, {Reason.NO_NAME}),
        (11, "C y Nul", Verdict.HELD, {Reason.DATE_UNREADABLE, Reason.VALUE_CLEANED}),
        (12, "نور עמר", Verdict.TAKEN, set()),
        (13, "🌻", Verdict.TAKEN, {Reason.DATE_SERIAL, Reason.VALUE_DISTORTED}),
        (14, "Shift ed", Verdict.HELD, {Reason.ROW_LONGER, Reason.STATUS_UNKNOWN}),
        (15, "Short Row", Verdict.TAKEN, set()),
        (16, "=1+1 @SUM(A1)", Verdict.HELD, {Reason.DATE_UNREADABLE}),
        (17, f"Open {SWALLOWED}", Verdict.HELD, {Reason.QUOTE_UNCLOSED}),
    ],
)
def test_each_row_ends_where_it_belongs(
    plan: ClientImport, line: int, name: str, verdict: Verdict, said: set[Reason]
) -> None:
    row = row_of(plan, line)
    assert (row.details.legal_name if row.details else "") == name
    assert row.verdict is verdict
    assert said <= reasons(row)


def test_the_column_of_dates_contradicts_itself(plan: ClientImport) -> None:
    assert plan.remarks == (
        Finding(reason=Reason.DATE_CONTRADICTED, header="D.O.B."),
        Finding(reason=Reason.OUTSIDE, value="A. Stone, LCSW – client list"),
    )
    born = row_of(plan, 6).details
    assert born is not None
    assert born.birth_date == date(1990, 5, 20)


def test_the_duplicate_is_found_through_accents_and_case(plan: ClientImport) -> None:
    (found,) = row_of(plan, 6).duplicates
    assert (found.likeness, found.line) == (Likeness.NAME_AND_BIRTH_DATE, 4)


def test_unknown_columns_stay(plan: ClientImport) -> None:
    assert extras(row_of(plan, 4)) == [("Charge", "10"), ("Charge", "20"), ("", "x")]
    assert {("", "too"), ("", "many")} <= set(extras(row_of(plan, 14)))


def test_a_list_of_a_practice_is_planned_at_once() -> None:
    rows: list[list[object]] = [["First Name", "Last Name", "DOB", "Phone", "Insurance"]]
    rows += [[f"A{n}", f"B{n}", date(1990, 1, 1 + n % 28), "555", "x"] for n in range(1_500)]
    read = tables.table_of(workbook(rows))
    plan = client_list.plan(read, headers.match(read.headers), (), TODAY)
    assert {row.verdict for row in plan.rows} == {Verdict.TAKEN}
    assert len(plan.rows) == 1_500
