"""The plan of a whole practice, before a word of it is written."""

from collections import Counter
from datetime import date, timedelta

import pytest

from vault.clients.model import CareSessionStatus, ClientStatus
from vault.demo.model import Plan
from vault.demo.planning import plan
from vault.notes.model import WRITTEN_KINDS, NoteKind, Shelf
from vault.notes.templates import built_in

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def thirty_years() -> Plan:
    return plan(30, 1, TODAY, "CA")


def test_thirty_years_are_fifteen_hundred_clients_and_forty_thousand_notes(
    thirty_years: Plan,
) -> None:
    counts = thirty_years.counts
    assert counts.clients == 1500
    assert 38_000 < counts.notes < 42_000


def test_all_kinds_of_notes_in_believable_parts(thirty_years: Plan) -> None:
    notes = [note for entry in thirty_years.entries for note in entry.notes]
    kinds = Counter(note.kind for note in notes)
    assert set(kinds) == set(WRITTEN_KINDS)
    assert kinds[NoteKind.PROGRESS] > len(notes) / 2
    apart = sum(note.shelf is Shelf.PSYCHOTHERAPY for note in notes)
    assert 0.005 < apart / len(notes) < 0.02
    assert apart == kinds[NoteKind.PSYCHOTHERAPY]
    known = {template.key for template in built_in()}
    assert {note.template_key for note in notes} <= known
    assert 0 < sum(note.is_in_error for note in notes) < len(notes) / 100
    assert 0 < sum(note.has_addendum for note in notes) < len(notes) / 30


def test_entries_stand_in_the_order_of_time(thirty_years: Plan) -> None:
    days = [entry.day for entry in thirty_years.entries]
    assert days == sorted(days)
    assert days[0] < TODAY - timedelta(days=29 * 365)


def test_no_two_clients_at_one_hour_but_couples(thirty_years: Plan) -> None:
    hours = Counter(
        (entry.day, entry.session.starts_at)
        for entry in thirty_years.entries
        if entry.session and entry.session.kind == "individual" and entry.day != TODAY
    )
    doubled = sum(count > 1 for count in hours.values())
    assert doubled / len(hours) < 0.03


@pytest.mark.parametrize("offset", range(7))
@pytest.mark.parametrize("years", [1, 3])
def test_every_day_of_the_week_has_its_loose_ends(years: int, offset: int) -> None:
    today = TODAY + timedelta(days=offset)
    planned = plan(years, offset, today, "CA")
    todays = [entry for entry in planned.entries if entry.day == today and entry.session]
    assert len(todays) >= 4
    assert all(not entry.notes for entry in todays)
    statuses = [entry.session.status for entry in todays if entry.session]
    assert statuses.count(CareSessionStatus.HELD) == 1
    drafts = [note for entry in planned.entries for note in entry.notes if not note.is_signed]
    assert 2 <= len(drafts) <= 30
    for entry in planned.entries:
        if entry.session and entry.session.status is not CareSessionStatus.PLANNED:
            assert entry.day <= today
        if entry.notes:
            assert entry.day < today
    new = [one for one in planned.clients if one.details.status is ClientStatus.PROSPECTIVE]
    assert new
