"""The caseload: whom to call first, how, and nothing of the record."""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

from tests.exports.samples import LETTER, write_note
from tests.records.conftest import clock, session
from tests.sealing.contents_fixtures import FORMULA, Opened, Sealable, parts, sealable
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.clients.model import (
    CareSessionDetails,
    CareSessionStatus,
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    PersonRole,
    RelatedPerson,
)
from vault.ids import ClientId
from vault.sealing import contents
from vault.sealing.part_model import Part
from vault.session import Session

__all__ = ["clock", "parts", "sealable", "session"]

PHONE = ContactMethod(kind=ContactKind.PHONE, value="+1 555 0100", rule="never the house")


def _written(session: Session) -> Opened:
    sink = io.BytesIO()
    facts = contents.plan_facts(session)
    account = contents.write_part(Part.CASELOAD, facts, sink, lambda job: job(session))
    return Opened(account=account, content=sink.getvalue())


def _add(session: Session, name: str, risk: str = "", **changes: object) -> ClientId:
    details = ClientDetails(legal_name=name, risk_flag=risk, contacts=(PHONE,))
    return clients.add(session, replace(details, **changes))  # type: ignore[arg-type] # any field


def _book(session: Session, client_id: ClientId, day: date, at: time | None = None) -> None:
    care_sessions.add(session, client_id, CareSessionDetails(day=day, starts_at=at, minutes=50))


def _names(page: str, start: str, end: str) -> list[str]:
    within = page[page.index(f'id="{start}"') : page.index(f'id="{end}"')]
    return re.findall(r"<h3><bdi>(\w+)", within)


def test_those_at_risk_come_first_and_of_them_those_booked_next(session: Session) -> None:
    _add(session, "Anna")
    _add(session, "Berit", "lives alone")
    booked = _add(session, "Zora", "past attempt")
    _book(session, booked, date(2026, 11, 26))
    _add(session, "Cleo", "old mark", status=ClientStatus.CLOSED)

    page = _written(session).text("caseload.html")

    assert _names(page, "risk", "booked") == ["Zora", "Berit"]
    assert _names(page, "others", "call") == ["Anna", "Cleo"]
    assert "No longer in care, but marked as at risk (1)" in page


def test_sessions_to_come_are_listed_by_day_and_clock(session: Session) -> None:
    anna, bo = _add(session, "Anna"), _add(session, "Bo")
    _book(session, anna, date(2026, 11, 25), time(15, 0))
    _book(session, bo, date(2026, 11, 25), time(9, 30))
    _book(session, anna, date(2026, 12, 2))
    _book(session, bo, date(2026, 11, 23))
    gone = CareSessionDetails(day=date(2026, 11, 25), status=CareSessionStatus.CANCELLED)
    care_sessions.add(session, bo, gone)

    page = _written(session).text("caseload.html")
    table = page[page.index('id="booked"') : page.index('id="others"')]

    told = re.findall(r"(\w+day, \d+ \w+ 2026|\d\d:\d\d|no time set|Anna|Bo)<", table)
    assert told == [
        "Wednesday, 25 November 2026",
        "09:30",
        "Bo",
        "15:00",
        "Anna",
        "Wednesday, 2 December 2026",
        "no time set",
        "Anna",
    ]
    assert table.count("never the house") == 3


def test_closed_clients_are_not_in_it_unless_at_risk_or_booked(session: Session) -> None:
    closed = ClientStatus.CLOSED
    _add(session, "Anna", status=closed)
    _add(session, "Bo", "old mark", status=closed)
    _book(session, _add(session, "Cleo", status=closed), date(2026, 11, 30))
    _add(session, "Dora", "mark", status=ClientStatus.DECEASED)
    _add(session, "Emil", status=ClientStatus.PROSPECTIVE)

    told = _written(session).json("caseload.json")["clients"]

    assert [one["legal_name"] for one in told] == ["Bo", "Cleo", "Emil"]


def test_the_page_says_how_each_may_be_contacted_and_whom_to_call(
    parts: Mapping[Part, Opened],
) -> None:
    page = parts[Part.CASELOAD].text("caseload.html")

    for text in (
        "No voicemail",
        "Never at work",
        "no voicemail",
        "parent with sole custody",
        "Emergency contact",
        "Luis",
        "Do not bill",
        "a minor: contact goes by whoever may act for the child",
        "Thursday, 26 November 2026",
        "Ines Calder",
        "Noor Haddad, LCSW",
        "Call those with a visit this week",
    ):
        assert text in page, text


def test_no_number_is_turned_around_beside_a_name_from_right_to_left(session: Session) -> None:
    name = "\u05d9\u05d5\u05e0\u05ea\u05df"
    near = RelatedPerson(role=PersonRole.EMERGENCY, name=name, phone="(695) 555-0128")
    phone = ContactMethod(kind=ContactKind.PHONE, value="(889) 555-0162", label=name)
    _book(session, _add(session, name, contacts=(phone,), people=(near,)), date(2026, 11, 26))

    page = _written(session).text("caseload.html")

    assert page.count("<bdi>(889) 555-0162</bdi>") == 2
    assert "<bdi>(695) 555-0128</bdi>" in page
    for element in re.findall(r'<(?!bdi)[a-z0-9]+ dir="auto"[^>]*>[^<]*', page):
        assert "555" not in element


def test_a_client_nobody_can_reach_is_told(session: Session) -> None:
    _add(session, "Anna", contacts=())
    _add(session, "Bo", contacts=(replace(PHONE, rule=""),))

    page = _written(session).text("caseload.html")

    assert page.count("No phone, email or address is written down.") == 1
    assert page.count("No rule for safe contact is written down") == 1


def test_an_empty_practice_has_a_caseload_too(session: Session) -> None:
    opened = _written(session)

    assert opened.account.clients == 0
    assert "Nobody in care was marked as at risk" in opened.text("caseload.html")
    assert "left no plan" in opened.text("caseload.html")


def test_nothing_of_the_record_is_in_it(session: Session) -> None:
    write_note(session, _add(session, "Anna"), "secretnote")

    everything = _written(session).everything

    assert "secretnote" not in everything
    assert LETTER.decode("latin-1") not in everything


def test_no_cell_of_the_table_is_a_formula(parts: Mapping[Part, Opened]) -> None:
    rows = list(csv.DictReader(io.StringIO(parts[Part.CASELOAD].text("caseload.csv"))))

    assert len(rows) == 2
    markup = rows[0]
    assert markup["preferred_name"] == f"'{FORMULA}"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_the_files_tell_the_same_clients(parts: Mapping[Part, Opened], sealable: Sealable) -> None:
    opened = parts[Part.CASELOAD]
    told = opened.json("caseload.json")
    rows = list(csv.DictReader(io.StringIO(opened.text("caseload.csv").lstrip("\ufeff"))))

    assert told["format"] == "casekeep-caseload"
    assert [one["record_number"] for one in told["clients"]] == [
        row["record_number"] for row in rows
    ]
    assert set(opened.files) == {"caseload.html", "caseload.csv", "caseload.json", "padding.bin"}
    assert json.dumps(told)
    assert sealable.facts.plan is not None
