"""A list of clients to what would be entered, held, refused; and nothing dropped."""

from datetime import date

import pytest

from tests.importers.tabling import TODAY, extras, one, planned, reasons, table
from vault.clients.model import (
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.clients.typed_text import NAME_LENGTH
from vault.ids import ClientId
from vault.importers import client_list, headers
from vault.importers.dates import DateOrder
from vault.importers.model import ClientImport, KnownClient, Likeness, Reason, Verdict
from vault.importers.table_model import Column, Field

BORN = date(1990, 5, 20)
FULL = (
    "First Name*,Middle,Last_Name,Suffix,Preferred Name,Pronouns,DOB,Status,MRN,Home Phone,"
    "Phone,E-mail,Street Address,Apt,City,State,Zip,Emergency Contact,Relationship to Emergency "
    "Contact,Emergency Phone,Guardian Name,Diagnosis Code,Diagnosis,Intake Date,Discharge Date,"
    "Discharge Reason,Insurance,Referred By,Safe Contact\n"
    "Ana,M.,Díaz,Jr.,Annie,she/her,1990-05-20,Discharged,A-17,555-1 x2,555-2,a@b.org,1 Main St,4,"
    "Tulsa,OK,74101,Bo Diaz,brother,555-9,Cy Diaz,F41.1,Anxiety,2020-01-02,2021-03-04,moved,"
    "Aetna,a friend,no voicemail\n"
)


def phone(value: str, label: str = "") -> ContactMethod:
    return ContactMethod(kind=ContactKind.PHONE, value=value, label=label)


def test_a_full_row_finds_its_fields() -> None:
    row = one(FULL)
    details = row.details
    assert details is not None
    assert (row.verdict, row.line, row.findings) == (Verdict.TAKEN, 2, ())
    assert (details.legal_name, details.preferred_name) == ("Ana M. Díaz Jr.", "Annie")
    assert (details.pronouns, details.birth_date) == ("she/her", BORN)
    assert (details.status, details.jurisdiction) == (ClientStatus.CLOSED, "OK")
    assert details.contacts == (
        ContactMethod(kind=ContactKind.ADDRESS, value="1 Main St\n4\nTulsa, OK 74101"),
        phone("555-1 x2", "Home Phone"),
        phone("555-2"),
        ContactMethod(kind=ContactKind.EMAIL, value="a@b.org"),
    )
    assert details.people == (
        RelatedPerson(role=PersonRole.EMERGENCY, name="Bo Diaz", relation="brother", phone="555-9"),
        RelatedPerson(role=PersonRole.REPRESENTATIVE, name="Cy Diaz"),
    )
    assert details.diagnoses == (Diagnosis(description="Anxiety", code="F41.1"),)
    assert (details.referral, details.contact_rules) == ("a friend", ("no voicemail",))
    assert row.record_number == "A-17"
    assert (row.opened_on, row.closed_on) == (date(2020, 1, 2), date(2021, 3, 4))
    assert row.closing_reason == "moved"
    assert extras(row) == [("Insurance", "Aetna"), ("Status", "Discharged")]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"Diaz, Ana"', "Ana Diaz"),
        ('"Ana Diaz, Jr."', "Ana Diaz, Jr."),
        ("Cher", "Cher"),
        ("  Ana   Diaz ", "Ana   Diaz"),
        ("🌻 Sol", "🌻 Sol"),
        ("نور الهدى", "نور الهدى"),
        ("Zoe\u0308", "Zoe\u0308"),
        ("=cmd()", "=cmd()"),
    ],
)
def test_a_name_is_kept_as_it_is_typed(cell: str, name: str) -> None:
    row = one(f"Client Name,City\n{cell},Tulsa\n")
    assert row.details is not None
    assert row.details.legal_name == name


@pytest.mark.parametrize("cell", ["", "  ", "\u200b", '""'])
def test_a_row_without_a_name_is_refused(cell: str) -> None:
    row = one(f"Name,City\n{cell},Tulsa\n")
    assert (row.verdict, row.details, reasons(row)) == (Verdict.REFUSED, None, {Reason.NO_NAME})


def test_a_name_that_is_too_long_is_refused() -> None:
    row = one(f"Name,City\n{'A' * (NAME_LENGTH + 1)},Tulsa\n")
    assert (row.verdict, row.details) == (Verdict.REFUSED, None)


def test_an_impossible_birth_date_is_refused_and_shown() -> None:
    row = one("Name,DOB\nAna,02/30/1990\n")
    assert row.verdict is Verdict.REFUSED
    assert [(f.reason, f.header, f.value) for f in row.findings] == [
        (Reason.DATE_IMPOSSIBLE, "DOB", "02/30/1990")
    ]
    assert extras(row) == [("DOB", "02/30/1990")]
    assert row.details is not None  # a person may take her without it


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2027-01-01", Reason.DATE_OUT_OF_RANGE),
        ("1849-12-31", Reason.DATE_OUT_OF_RANGE),
        ("unknown", Reason.DATE_UNREADABLE),
        ("1990", Reason.DATE_INCOMPLETE),
    ],
)
def test_a_doubtful_birth_date_holds_the_row(cell: str, reason: Reason) -> None:
    row = one(f"Name,DOB\nAna,{cell}\n")
    assert (row.verdict, reasons(row)) == (Verdict.HELD, {reason})
    assert extras(row) == [("DOB", cell)]


def births(plan: ClientImport) -> list[date | None]:
    return [row.details.birth_date if row.details else None for row in plan.rows]


def test_a_column_of_dates_is_read_in_the_order_that_it_proves() -> None:
    plan = planned("Name,DOB\nA,3/4/1990\nB,20/5/1990\n")
    assert births(plan) == [date(1990, 4, 3), BORN]
    assert plan.remarks == ()


def test_a_column_that_proves_nothing_is_remarked() -> None:
    plan = planned("Name,DOB\nA,3/4/1990\nB,5/6/1990\n")
    assert births(plan) == [date(1990, 3, 4), date(1990, 5, 6)]
    assert [(one.reason, one.header) for one in plan.remarks] == [(Reason.DATE_AMBIGUOUS, "DOB")]
    assert {row.verdict for row in plan.rows} == {Verdict.TAKEN}


def test_a_column_that_proves_both_holds_what_it_leaves_open() -> None:
    text = "Name,DOB\nA,3/4/1990\nB,20/5/1990\nC,5/20/1990\n"
    plan = planned(text)
    assert [row.verdict for row in plan.rows] == [Verdict.HELD, Verdict.TAKEN, Verdict.TAKEN]
    assert births(plan) == [None, BORN, BORN]
    assert reasons(plan.rows[0]) == {Reason.DATE_CONTRADICTED}
    read = table(text)
    orders = {1: DateOrder.DAY_FIRST}
    chosen = client_list.plan(read, headers.match(read.headers), (), TODAY, orders)
    assert births(chosen)[0] == date(1990, 4, 3)


def test_every_unknown_column_is_kept_under_its_header() -> None:
    row = one("Name,Charge,Paid,Charge,,Paid\nA,1,2,3,4,5\n")
    assert extras(row) == [
        ("Charge", "1"),
        ("Paid", "2"),
        ("Charge", "3"),
        ("", "4"),
        ("Paid", "5"),
    ]


def test_a_longer_row_is_held_with_what_is_over() -> None:
    row = one("Name,Phone\nSmith, John,555,\n")
    assert (row.verdict, reasons(row)) == (Verdict.HELD, {Reason.ROW_LONGER})
    assert extras(row) == [("", "555")]


def test_a_shorter_row_is_held_where_the_others_are_full() -> None:
    full = "".join(f"N{number},1,2\n" for number in range(20))
    plan = planned(f"Name,Phone,City\n{full}Apt 3\n")
    assert (plan.rows[-1].verdict, reasons(plan.rows[-1])) == (Verdict.HELD, {Reason.ROW_SHORTER})
    assert one("Name,Phone,City\nA\n").verdict is Verdict.TAKEN


def test_a_row_that_swallows_the_rest_is_held() -> None:
    plan = planned('Name,Phone\nA,1\n"B,2\nC,3\n')
    assert Reason.QUOTE_UNCLOSED in reasons(plan.rows[-1])
    assert plan.rows[-1].verdict is Verdict.HELD


@pytest.mark.parametrize(
    ("cell", "status", "kept"),
    [
        ("Active", ClientStatus.ACTIVE, []),
        ("Inactive", ClientStatus.CLOSED, ["Inactive"]),
        ("WAIT LIST", ClientStatus.PROSPECTIVE, ["WAIT LIST"]),
        ("Deceased", ClientStatus.DECEASED, []),
        ("Level 9", ClientStatus.ACTIVE, ["Level 9"]),
        ("disposed", ClientStatus.ACTIVE, ["disposed"]),
    ],
)
def test_a_status_is_mapped_and_its_word_kept(
    cell: str, status: ClientStatus, kept: list[str]
) -> None:
    row = one(f"Name,Status\nA,{cell}\n")
    assert row.details is not None
    assert row.details.status is status
    assert [value for _, value in extras(row)] == kept


@pytest.mark.parametrize(
    ("cells", "diagnoses"),
    [
        ('"F41.1, F33.0",', [("F41.1", "F41.1"), ("F33.0", "F33.0")]),
        (",F41.1 - Anxiety", [("F41.1", "Anxiety")]),
        (",Grief", [("", "Grief")]),
        ("Z63.0,Relationship distress", [("Z63.0", "Relationship distress")]),
        ('"F41.1; F33.0",Two things', [("", "Two things"), ("F41.1", "F41.1"), ("F33.0", "F33.0")]),
    ],
)
def test_diagnoses_are_paired_with_their_codes(
    cells: str, diagnoses: list[tuple[str, str]]
) -> None:
    row = one(f"Name,Dx Code,Diagnosis\nA,{cells}\n")
    assert row.details is not None
    assert [(one.code, one.description) for one in row.details.diagnoses] == diagnoses


def test_an_emergency_number_without_a_name_is_not_the_clients() -> None:
    row = one("Name,Emergency Phone\nA,555\n")
    assert row.details is not None
    assert row.details.contacts == ()
    assert [(one.name, one.phone) for one in row.details.people] == [("Emergency Phone", "555")]
    assert reasons(row) == {Reason.PERSON_WITHOUT_NAME}


def test_what_a_field_cannot_take_is_kept_for_a_note() -> None:
    row = one(f'Name,Phone,Pronouns,MRN\nA,"5\x005\n6",{"x" * 201},{"9" * 41}\n')
    assert row.details is not None
    assert row.details.contacts == (phone("5 5 6"),)
    assert {"x" * 201, "9" * 41} <= {value for _, value in extras(row)}
    assert reasons(row) == {
        Reason.VALUE_CLEANED,
        Reason.VALUE_TOO_LONG,
        Reason.RECORD_NUMBER_UNUSABLE,
    }
    assert row.verdict is Verdict.TAKEN


def test_a_closing_needs_an_opening_before_it() -> None:
    lone = one("Name,Discharge Date\nA,2020-01-01\n")
    assert (lone.closed_on, reasons(lone)) == (None, {Reason.CLOSED_WITHOUT_START})
    turned = one("Name,Intake Date,Discharge Date\nA,2020-01-02,2020-01-01\n")
    assert (turned.verdict, turned.closed_on) == (Verdict.HELD, None)
    assert extras(turned) == [("Discharge Date", "2020-01-01")]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        *(("Risk Flag", word) for word in ("No", "none", "N/A", "0", "FALSE", "Low", "—")),
        *(("Restrictions", word) for word in ("None", "no", "n/a", "none known")),
        *(("Safe Contact", word) for word in ("N/A", "None", "-")),
        *(("Emergency Contact", "None"), ("Guardian", "N/A"), ("Diagnosis", "none")),
        *(("Phone", "n/a"), ("Email", "None"), ("Referred By", "N/A")),
    ],
)
def test_a_word_for_nothing_makes_no_entry_and_is_kept(header: str, cell: str) -> None:
    row = one(f"Name,{header}\nAna,{cell}\n")
    assert row.details == ClientDetails(legal_name="Ana", status=ClientStatus.ACTIVE)
    assert (row.verdict, extras(row)) == (Verdict.TAKEN, [(header, cell)])


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        *(("Risk Flag", word) for word in ("Yes", "High", "Suicidal, no plan", "No contact!")),
        *(("Restrictions", word) for word in ("No calls to mother", "Yes")),
        # "Safe contact: no" may well say that none is safe.
        *(("Safe Contact", word) for word in ("No", "0", "no voicemail")),
    ],
)
def test_a_word_that_may_say_something_is_entered(header: str, cell: str) -> None:
    row = one(f'Name,{header}\nAna,"{cell}"\n')
    assert row.details is not None
    said = (row.details.risk_flag, row.details.restrictions, *row.details.contact_rules)
    assert cell in said
    assert extras(row) == []


def test_a_name_like_a_word_for_nothing_stays_a_name() -> None:
    row = one("First Name,Last Name,Emergency Contact,Emergency Phone\nAna,Na,None,555\n")
    assert row.details is not None
    assert row.details.legal_name == "Ana Na"
    assert reasons(row) == {Reason.PERSON_WITHOUT_NAME}
    assert [(one.name, one.phone) for one in row.details.people] == [("Emergency Phone", "555")]


def test_what_stands_above_the_header_is_said() -> None:
    plan = planned("Caseload of A. Stone,,\nAna must not be called,,at home\nName,DOB\nAna,\n")
    assert [(one.reason, one.value) for one in plan.remarks] == [
        (Reason.OUTSIDE, "Caseload of A. Stone"),
        (Reason.OUTSIDE, "Ana must not be called · at home"),
    ]


def test_duplicates_are_held_and_offered() -> None:
    known = KnownClient(id=ClientId(7), record_number="0007", legal_name="Bo Chu", birth_date=BORN)
    plan = planned(
        'Name,DOB,MRN\nAna Diaz,5/20/1990,\n"DÍAZ, ANA",1990-05-20,\nAna Diaz,1991-01-01,\n'
        "Bo Chu,,\nCy,,0007\nCy,,\n",
        known,
    )
    found = [
        [(one.likeness, one.client_id or one.line) for one in row.duplicates] for row in plan.rows
    ]
    assert found == [
        [],
        [(Likeness.NAME_AND_BIRTH_DATE, 2)],
        [],
        [(Likeness.NAME, 7)],
        [(Likeness.RECORD_NUMBER, 7)],
        [(Likeness.NAME, 6)],
    ]
    held = [row.verdict is Verdict.HELD for row in plan.rows]
    assert held == [False, True, False, True, True, True]


def test_nothing_of_a_client_is_in_a_repr() -> None:
    plan = planned(FULL)
    said = repr(plan) + repr(table(FULL))
    for word in ("Ana", "Díaz", "555", "a@b.org", "Tulsa", "Aetna", "Anxiety", "Bo Diaz", "moved"):
        assert word not in said


def test_a_person_may_say_what_a_column_holds() -> None:
    read = table("Who,Reached at\nAna,555\n")
    columns = headers.match(["Name", "Phone"])
    (row,) = client_list.plan(read, columns, (), TODAY).rows
    assert row.details is not None
    assert (row.details.legal_name, row.details.contacts[0].value) == ("Ana", "555")


def test_a_field_that_a_person_gives_twice_keeps_the_second_for_a_note() -> None:
    read = table("Who,Also,Born,Born\nAna,Annie,1990-05-20,1991-01-01\n")
    columns = [
        Column(position=place, header=header, field=field)
        for place, (header, field) in enumerate(
            zip(
                read.headers,
                (Field.FULL_NAME, Field.FULL_NAME, Field.BIRTH_DATE, Field.BIRTH_DATE),
                strict=True,
            )
        )
    ]
    (row,) = client_list.plan(read, columns, (), TODAY).rows
    assert row.details is not None
    assert (row.details.legal_name, row.details.birth_date) == ("Ana", BORN)
    assert extras(row) == [("Also", "Annie"), ("Born", "1991-01-01")]
