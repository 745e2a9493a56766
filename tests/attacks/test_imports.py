"""Imports that real lists and calendars lead to, and what a person typed into them since."""

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.store.drawer import DrawerKeyring
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, ClientDetails
from vault.documents import service as documents
from vault.errors import ImportInUse
from vault.ids import ClientId
from vault.importers import calendars, note_files, service
from vault.importers.batch_model import ImportKind, Source
from vault.importers.model import (
    Choice,
    ClientImport,
    Duplicate,
    Likeness,
    PlannedClient,
    PlannedSession,
    SessionImport,
    Verdict,
)
from vault.session import Session

LIST = Source(kind=ImportKind.CLIENTS, sha256="ab" * 32)
CALENDAR = Source(kind=ImportKind.CALENDAR, sha256="cd" * 32)
ANA = ClientId(1)
TODAY = date(2026, 11, 1)


def _line(line: int, details: ClientDetails, into: Duplicate | None = None) -> PlannedClient:
    return PlannedClient(
        line=line,
        verdict=Verdict.TAKEN,
        findings=(),
        details=details,
        choice=None if into is None else Choice.MERGE,
        into=into,
    )


def _same(client_id: ClientId | None = None, line: int | None = None) -> Duplicate:
    return Duplicate(likeness=next(iter(Likeness)), client_id=client_id, line=line)


def _calendar(lines: str) -> bytes:
    event = f"UID:1\nDTSTART:19500301T100000\nSUMMARY:Ana\n{lines}"
    return f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR\n".encode()


def test_two_lines_of_a_list_are_merged_with_one_client(session: Session) -> None:
    first = _line(2, ClientDetails(legal_name="Ana", pronouns="she/her"), _same(ANA))
    second = _line(3, ClientDetails(legal_name="Ana", risk_flag="x"), _same(ANA))
    service.commit_clients(session, ClientImport(rows=(first, second)), LIST)
    assert clients.get(session, ANA).details.risk_flag == "x"


def test_a_line_is_merged_with_the_line_before_it(session: Session) -> None:
    first = _line(2, ClientDetails(legal_name="Bo", pronouns="he/him"))
    second = _line(3, ClientDetails(legal_name="Bo", risk_flag="x"), _same(line=2))
    service.commit_clients(session, ClientImport(rows=(first, second)), LIST)


def test_a_later_merge_does_not_hide_what_was_typed(session: Session) -> None:
    made = _line(2, ClientDetails(legal_name="Bo"))
    batch = service.commit_clients(session, ClientImport(rows=(made,)), LIST)
    bo = clients.list_ids(session, "Bo")[0]
    clients.change(session, bo, replace(clients.get(session, bo).details, restrictions="typed"))
    merged = _line(2, ClientDetails(legal_name="Bo", pronouns="he/him"), _same(bo))
    service.commit_clients(session, ClientImport(rows=(merged,)), LIST)
    assert bo in service.used_clients(session, batch.id)


def test_what_was_typed_into_an_imported_session_keeps_it(
    session: Session, drawer: DrawerKeyring
) -> None:
    planned = PlannedSession(
        line=1,
        verdict=Verdict.TAKEN,
        findings=(),
        client_text="Ana",
        details=CareSessionDetails(day=date(2026, 5, 1)),
    )
    plan = SessionImport(rows=(planned,))
    batch = service.commit_sessions(session, plan, {"Ana": ANA}, CALENDAR)
    held = care_sessions.list_for(session, ANA)[0]
    care_sessions.change(session, held.id, replace(held.details, remark="She fell, she said."))
    with pytest.raises(ImportInUse):
        service.undo(session, "1234", batch.id, drawer)


@pytest.mark.parametrize("told", ["a line\x0banother", "x" * 20_001], ids=["vertical tab", "long"])
def test_one_invitation_does_not_stop_a_calendar(session: Session, told: str) -> None:
    plan = calendars.plan(_calendar(f"DESCRIPTION:{told}"), TODAY)
    everything = frozenset(row.line for row in plan.rows)
    batch = service.commit_sessions(session, plan, {"Ana": ANA}, CALENDAR, everything)
    assert batch.counts.sessions == 1


def test_a_rule_cannot_ask_for_more_work_than_its_days() -> None:
    started = time.process_time()
    days = ",".join(["-53MO"] * 4_000)
    calendars.plan(_calendar(f"RRULE:FREQ=YEARLY;BYDAY={days}"), TODAY)
    assert time.process_time() - started < 2


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder of 1,100 folders, one within the other: longer than a path that Python walks."""
    before = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1_100):
            os.mkdir("a")  # noqa: PTH102
            os.chdir("a")
    finally:
        os.chdir(before)
    yield tmp_path
    # what pytest removes a folder with goes no deeper than Python's stack either
    subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=True)


def test_a_deep_folder_is_read_or_refused(deep: Path) -> None:
    assert note_files.scan(deep, TODAY) == ()
    assert documents.files_in([deep]) == []
