from datetime import date, datetime, time, timedelta

from ui.home.presenter import view
from vault.clients.model import AgendaLine, CareSession, CareSessionDetails, CareSessionStatus
from vault.ids import CareSessionId, ClientId, NoteId
from vault.notes.model import DraftLine, NoteKind, Shelf

TODAY = date(2026, 11, 24)


def agenda_line(
    number: int,
    day: date = TODAY,
    status: CareSessionStatus = CareSessionStatus.HELD,
    note_id: int | None = None,
    is_signed: bool = False,
) -> AgendaLine:
    details = CareSessionDetails(day=day, starts_at=time(9), minutes=50, status=status)
    session = CareSession(
        id=CareSessionId(number), client_id=ClientId(7), episode_id=None, details=details
    )
    return AgendaLine(
        session=session,
        client_name="Amara Osei",
        record_number="0417",
        note_id=note_id,
        is_note_signed=is_signed,
    )


def draft(days_old: int) -> DraftLine:
    return DraftLine(
        note_id=NoteId(days_old + 1),
        shelf=Shelf.RECORD,
        client_id=ClientId(7),
        client_name="Amara Osei",
        record_number="0417",
        kind=NoteKind.PROGRESS,
        occurred_on=TODAY - timedelta(days=days_old),
        edited_at=datetime(2026, 11, 24).astimezone(),
    )


def test_a_session_offers_what_its_note_needs() -> None:
    agenda = [
        agenda_line(1, note_id=5, is_signed=True),
        agenda_line(2, note_id=6),
        agenda_line(3),
        agenda_line(4, status=CareSessionStatus.CANCELLED),
    ]
    acts = [line.act for line in view(TODAY, agenda, [], []).sessions]
    assert acts == ["Open note", "Open draft", "Write note", "Open record"]


def test_a_no_show_begins_a_no_show_note_and_a_cancelled_session_none() -> None:
    agenda = [
        agenda_line(1, status=CareSessionStatus.NO_SHOW),
        agenda_line(2, status=CareSessionStatus.CANCELLED),
    ]
    kinds = [line.starts_kind for line in view(TODAY, agenda, [], []).sessions]
    assert kinds == [NoteKind.NO_SHOW, None]


def test_todays_session_without_a_note_stands_once_and_still_counts() -> None:
    today, earlier = agenda_line(1), agenda_line(2, TODAY - timedelta(days=1))
    shown = view(TODAY, [today], [today, earlier], [draft(1)])
    assert [line.key for line in shown.without_note] == ["unwritten-2"]
    assert shown.waiting == 3


def test_the_age_of_a_draft_is_said_and_draws_attention_after_a_week() -> None:
    shown = view(TODAY, [], [], [draft(8), draft(7), draft(1), draft(0)])
    assert [line.state for line in shown.drafts] == [
        "8 days ago",
        "7 days ago",
        "yesterday",
        "today",
    ]
    assert [line.state_kind for line in shown.drafts] == ["attention", "", "", ""]


def test_under_the_shield_a_name_is_its_initials_also_for_screen_readers() -> None:
    shown = view(TODAY, [agenda_line(1)], [], [draft(1)], is_shielded=True)
    for line in (*shown.sessions, *shown.drafts):
        assert line.who == "A. O."
        assert "Amara" not in line.spoken


def test_nothing_at_all_is_calm() -> None:
    assert view(TODAY, [], [], []).is_calm
    assert not view(TODAY, [agenda_line(1)], [], []).is_calm
