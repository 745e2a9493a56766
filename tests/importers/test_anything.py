"""Any bytes at all: either read or refused in our own words. And no cell is ever lost."""

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.importers.tabling import TODAY
from vault.clients import rules
from vault.errors import ImportFileError
from vault.importers import appointments, calendars, client_list, dates, headers, tables, vcards
from vault.importers.dates import DateOrder
from vault.importers.headers import Vocabulary, words
from vault.importers.model import PlannedClient, PlannedSession
from vault.importers.table_model import Table

NAMES = (
    *("Name", "First Name*", "Last_Name", "DOB", "Status", "Phone", "Phone 2", "E-mail", "Address"),
    *(
        "City",
        "State",
        "Zip",
        "Country",
        "Emergency Contact",
        "Emergency Phone",
        "MRN",
        "Insurance",
    ),
    *("Dx Code", "Diagnosis", "Intake Date", "Discharge Date", "Charge", "Charge", "", "Pronouns"),
    *("Guardian", "Safe Contact", "Jurisdiction", "Discharge Reason", "Date of Death", "Name"),
)
SESSIONS = (
    "Client",
    "Date",
    "Time",
    "End",
    "End Time",
    "Minutes",
    "Status",
    "Type",
    "Place",
    "Paid",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    (
        *("02/30/1990", "5/20/1990", "20/5/90", "1990", "33013", "active", "No", "OK", "Diaz, Ana"),
        *(
            "F41.1, F33.0",
            "a@b.org",
            "10:00 - 10:50 pm",
            "x" * 1_200,
            "=1+1",
            "\0",
            "Jr.",
            "50 min",
        ),
    )
)


def _written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def plan_all(table: Table) -> list[PlannedClient | PlannedSession]:
    columns = headers.match(table.headers)
    clients = client_list.plan(table, columns, (), TODAY)
    columns = headers.match(table.headers, Vocabulary.SESSIONS)
    return [*clients.rows, *appointments.plan(table, columns, TODAY).rows]


def read_anything(data: bytes) -> None:
    for read in (
        lambda: plan_all(tables.table_of(data)),
        lambda: calendars.plan(data, TODAY),
        lambda: vcards.plan(data, (), TODAY),
    ):
        try:
            read()
        except ImportFileError:
            continue


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"PK\x03\x04")
@example(b"sep=")
@example(b'sep="')
@example(b"a,\x1f\nb,c\n")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_anything(data)


ICS_WORDS = st.sampled_from(
    (
        *(
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "BEGIN:VCARD",
            "END:VCARD",
        ),
        *("DTSTART", "DTEND", "RRULE", "EXDATE", "SUMMARY", "UID:1", "RECURRENCE-ID", "DURATION"),
        *(
            ";TZID=Europe/Paris",
            ";TZID=../x",
            ";VALUE=DATE",
            ":",
            ";",
            ",",
            "\n",
            "\r\n ",
            "=",
            "\\",
        ),
        *(
            "20260101T100000Z",
            "20260101",
            "FREQ=DAILY",
            "FREQ=YEARLY;BYDAY=5MO",
            "PT50M",
            "-P1D",
            "N:",
        ),
        *(
            "TEL;HOME:",
            "ADR:;;",
            "BDAY:",
            "--0520",
            "FN:Ana",
            ";ENCODING=QUOTED-PRINTABLE:",
            "=C3=\n",
        ),
    )
)


@settings(deadline=None, max_examples=300)
@given(st.lists(ICS_WORDS | st.text(max_size=3), max_size=40))
def test_any_calendar_or_card_is_read_or_refused(parts: list[str]) -> None:
    read_anything("".join(parts).encode("utf-8", "surrogatepass"))


@st.composite
def client_tables(draw: st.DrawFn) -> list[list[str]]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=len(NAMES)))
    row = st.lists(TEXTS, min_size=1, max_size=len(names) + 2)
    return [["First Name", *names], *draw(st.lists(row, min_size=1, max_size=4))]


@settings(deadline=None, max_examples=300)
@given(client_tables())
def test_every_cell_of_a_list_is_in_the_plan(rows: list[list[str]]) -> None:
    table = tables.table_of(_written(rows))
    columns = headers.match(table.headers)
    plan = client_list.plan(table, columns, (), TODAY)
    assert [row.cells for row in plan.rows] == [row.cells for row in table.rows]
    for row in plan.rows:
        if row.details is not None:
            rules.check_details(row.details, TODAY)
            said = _said(row)
            for value in row.cells:
                assert _is_found(value, said), (value, said)


@st.composite
def session_tables(draw: st.DrawFn) -> list[list[str]]:
    names = draw(st.permutations(SESSIONS))
    row = st.lists(TEXTS, min_size=1, max_size=len(names) + 2)
    return [list(names), *draw(st.lists(row, min_size=1, max_size=4))]


@settings(deadline=None, max_examples=200)
@given(session_tables())
def test_every_cell_of_a_report_is_in_the_plan(rows: list[list[str]]) -> None:
    table = tables.table_of(_written(rows))
    columns = headers.match(table.headers, Vocabulary.SESSIONS)
    for row in appointments.plan(table, columns, TODAY).rows:
        if row.details is None:
            continue
        d = row.details
        parts = [
            row.client_text,
            d.day.isoformat(),
            str(d.starts_at),
            str(d.minutes),
            d.status.value,
        ]
        said = [*(extra.value for extra in row.extras), *parts]
        for place, value in enumerate(row.cells):
            is_time = place < len(columns) and columns[place].header in ("Date", "Time", "End Time")
            assert is_time or _is_found(value, said) or columns[place].header in ("End", "Minutes")


def _said(row: PlannedClient) -> list[str]:
    """All that the vault would be told of this row."""
    d = row.details
    assert d is not None
    days = [d.birth_date, d.deceased_on, row.opened_on, row.closed_on]
    return [
        *(extra.value for extra in row.extras),
        *(d.legal_name, d.preferred_name, d.pronouns, d.jurisdiction, d.referral, d.risk_flag),
        *(d.restrictions, d.status.value, row.record_number, row.closing_reason, *d.contact_rules),
        *(one.value for one in d.contacts),
        *(text for one in d.people for text in (one.name, one.relation, one.phone, one.email)),
        *(text for one in d.diagnoses for text in (one.code, one.description)),
        *(day.isoformat() for day in days if day),
    ]


def _is_found(value: str, said: list[str]) -> bool:
    if not value.strip() or value in said or _day(value) in said:
        return True
    if headers.state_code(value) in said or headers.client_status(value) in said:
        return True
    plain = "".join(words(value).split())
    whole = ["".join(words(one).split()) for one in said]
    if any(plain in one for one in whole if plain):
        return True
    parts = words(value).split()  # turned around, or codes apart
    joined = " ".join(words(one) for one in said)
    return all(part in joined for part in parts) if parts else _signs(value, said)


def _day(value: str) -> str:
    return str(dates.read(value, DateOrder.MONTH_FIRST, TODAY, is_past=True).day)


def _signs(value: str, said: list[str]) -> bool:
    """What has no letter: signs stand as they are, what cannot be seen may go."""
    seen = [sign for sign in value if sign.isprintable() and not sign.isspace()]
    return all(any(sign in one for one in said) for sign in seen)
