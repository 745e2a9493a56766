"""The computer's clock: jumps, what somebody says of them, and entries under a wrong one."""

from datetime import date, timedelta

import pytest

from tests.retention.practice import CARE, Practitioner
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, CareSessionStatus
from vault.errors import ClockInDoubt, NotEligible, NotFound
from vault.ids import ClientId
from vault.notes import service as notes
from vault.notes.model import NoteKind, Shelf
from vault.retention import clock_rows, service
from vault.retention.model import ClockState, Question, Verdict

WRONG = date(2040, 1, 1)
NEXT = date(2026, 9, 2)


def decisions(work: Practitioner) -> list[str]:
    """Return what stands of every jump, the oldest first."""
    rows = work.session.rows.all("SELECT decision FROM clock_jump ORDER BY seq")
    return [row[0] for row in rows]


def doubted(work: Practitioner) -> bool:
    """Return whether nothing at all may be disposed of."""
    try:
        service.require_disposable(work.session, [])
    except ClockInDoubt:
        return True
    return False


def test_days_that_go_by_are_no_jump(work: Practitioner) -> None:
    for days in (1, 29, 30):
        work.clock.advance(timedelta(days=days))
        work.client()
        assert service.clock_state(work.session) is ClockState.OK
    work.clock.advance(timedelta(minutes=-50))  # the end of summer, or a correction
    work.client()
    assert (service.clock_state(work.session), decisions(work)) == (ClockState.OK, [])


@pytest.mark.parametrize("by", [timedelta(days=31), timedelta(hours=-2)])
def test_a_jump_blocks_disposal_until_the_day_is_typed(work: Practitioner, by: timedelta) -> None:
    client_id = work.closed_client()
    work.clock.advance(by)
    # before any event tells of it
    assert service.clock_state(work.session) is ClockState.ASK
    assert doubted(work)
    work.note(client_id, kind=NoteKind.COLLATERAL)  # reading and writing go on
    assert service.clock_state(work.session) is ClockState.ASK
    assert decisions(work) == ["open"]
    assert service.type_today(work.session, work.session.today()) is ClockState.OK
    assert not doubted(work)
    assert service.outcome(work.session, client_id).questions == ()


def test_a_long_holiday_is_confirmed_and_its_entries_count(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.go_to(date(2026, 12, 1))
    work.note(client_id)
    assert decisions(work) == ["confirmed"]
    assert clock_rows.wrong_spans(work.session.rows) == ()


def test_a_clock_years_ahead_makes_nothing_eligible(work: Practitioner) -> None:
    old, fresh = work.closed_client(), work.closed_client()
    work.set_clock(WRONG)
    assert service.line(work.session, old).verdict is Verdict.ELIGIBLE  # by the date alone
    assert doubted(work)
    work.note(fresh)
    assert service.type_today(work.session, NEXT) is ClockState.WRONG
    assert doubted(work)

    work.set_clock(NEXT)
    assert service.clock_state(work.session) is ClockState.ASK
    assert service.type_today(work.session, NEXT) is ClockState.OK
    assert decisions(work) == ["refuted", "confirmed"]
    assert service.line(work.session, old).verdict is Verdict.LATER
    line = service.line(work.session, fresh)
    assert line.verdict is Verdict.ASK
    assert line.outcome.questions == (Question.ENTRIES_UNDER_WRONG_CLOCK,)


def test_entries_under_a_wrong_clock_are_no_anchor_in_either_direction(
    work: Practitioner,
) -> None:
    client_id = work.closed_client()
    before = service.outcome(work.session, client_id)
    for day in (date(2020, 1, 1), WRONG):
        work.set_clock(day)
        _everything(work, client_id)
        service.type_today(work.session, NEXT)
    work.set_clock(NEXT)
    service.type_today(work.session, NEXT)
    after = service.outcome(work.session, client_id)
    assert after.questions == (Question.ENTRIES_UNDER_WRONG_CLOCK,)
    assert (after.by_class, after.steps) == (before.by_class, before.steps)


def _everything(work: Practitioner, client_id: ClientId) -> None:
    session, today = work.session, work.session.today()
    work.note(client_id)
    work.hold(client_id)
    signed = session.rows.value("SELECT min(id) FROM note WHERE client_id = ?", (client_id,))
    notes.add_addendum(session, Shelf.RECORD, signed, "More.")
    if today > CARE:
        episode = episodes.open_episode(session, client_id, today)
        episodes.close_episode(session, episode, today, "again")


@pytest.mark.parametrize("rule_id", ["nj-social-worker", "az-providers", "fl-clinicians"])
def test_no_rule_counts_from_such_an_entry(work: Practitioner, rule_id: str) -> None:
    state = rule_id[:2].upper()
    client_id = work.closed_client(jurisdiction=state)
    before = service.outcome(work.session, client_id).steps
    assert rule_id in {step.rule_id for step in before}
    work.set_clock(WRONG)
    _everything(work, client_id)
    service.type_today(work.session, NEXT)
    work.set_clock(NEXT)
    service.type_today(work.session, NEXT)
    assert service.outcome(work.session, client_id).steps == before


def test_who_was_entered_under_a_wrong_clock_stays_so_when_that_day_comes(
    work: Practitioner,
) -> None:
    before = work.closed_client()
    work.set_clock(WRONG)
    ahead = work.client()
    assert not service.is_under_wrong_clock(work.session, ahead)  # nobody has said so yet
    service.type_today(work.session, NEXT)
    assert service.is_under_wrong_clock(work.session, ahead)
    work.go_to(NEXT)
    after = work.client()
    work.go_to(WRONG)
    told = [service.is_under_wrong_clock(work.session, one) for one in (before, ahead, after)]
    assert told == [False, True, False]
    with pytest.raises(NotFound):
        service.is_under_wrong_clock(work.session, ClientId(999))


def test_an_override_with_a_reason_settles_such_entries(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WRONG)
    work.note(client_id)
    service.type_today(work.session, NEXT)
    work.set_clock(NEXT)
    service.type_today(work.session, NEXT)
    with pytest.raises(NotEligible):
        service.require_disposable(work.session, [client_id])
    outcome = service.override(work.session, client_id, CARE, "I know when that was")
    assert (outcome.questions, outcome.eligible_on) == ((), CARE)
    service.require_disposable(work.session, [client_id])


def test_a_notice_under_a_wrong_clock_is_not_what_a_rule_asks_for(work: Practitioner) -> None:
    """The letter is posted today, and the day that the program shows is a year ago."""
    service.switch_rule(work.session, "md-providers", True, "checked")
    client_id = work.closed_client(jurisdiction="MD")
    work.go_to(date(2028, 6, 1))
    service.override(work.session, client_id, date(2028, 1, 1), "moved away")
    work.set_clock(date(2027, 6, 1))
    service.add_notice(work.session, client_id, "first_class_mail", work.session.today())
    service.type_today(work.session, date(2028, 6, 1))
    work.go_to(date(2028, 6, 1))
    line = service.line(work.session, client_id)
    assert line.outcome.questions == (Question.NOTICE_UNDER_WRONG_CLOCK,)
    assert line.notice is not None and line.notice.is_under_wrong_clock
    assert service.notices(work.session, client_id) == [line.notice]
    assert not service.is_under_wrong_clock(work.session, client_id)
    service.add_notice(work.session, client_id, "first_class_mail", date(2028, 6, 1))
    outcome = service.outcome(work.session, client_id)
    assert (outcome.questions, outcome.eligible_on) == ((), date(2028, 7, 1))


def test_what_was_decided_under_a_wrong_clock_is_decided_anew(work: Practitioner) -> None:
    """Nobody can say whether newer care came before it or after."""
    client_id = work.closed_client()
    work.set_clock(WRONG)
    service.override(work.session, client_id, CARE, "asked to have it gone")
    service.type_today(work.session, NEXT)
    work.go_to(NEXT)
    outcome = service.outcome(work.session, client_id)
    assert outcome.questions == (Question.ENTRIES_UNDER_WRONG_CLOCK,)
    assert service.override(work.session, client_id, CARE, "really").eligible_on == CARE


def test_a_session_moved_under_a_wrong_clock_is_no_anchor(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WRONG)
    (held,) = care_sessions.list_for(work.session, client_id)
    moved = CareSessionDetails(day=WRONG, status=CareSessionStatus.HELD)
    care_sessions.change(work.session, held.id, moved)
    service.type_today(work.session, NEXT)
    work.set_clock(NEXT)
    service.type_today(work.session, NEXT)
    outcome = service.outcome(work.session, client_id)
    assert outcome.questions == (Question.ENTRIES_UNDER_WRONG_CLOCK,)


def test_opening_a_record_under_a_wrong_clock_is_no_entry(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WRONG)
    clients.open_record(work.session, client_id)
    work.change(client_id, legal_name="Ana Vega")
    service.type_today(work.session, NEXT)
    work.set_clock(NEXT)
    service.type_today(work.session, NEXT)
    assert service.outcome(work.session, client_id).questions == ()


def test_an_import_under_a_wrong_clock_is_known_by_its_last_event(work: Practitioner) -> None:
    client_id, other = work.closed_client(), work.closed_client()
    rows = work.session.rows
    held = rows.value("SELECT id FROM care_session WHERE client_id = ?", (client_id,))
    work.set_clock(WRONG)
    with work.session.begin("import.appointments") as tx:
        tx.rows.run(
            "INSERT INTO import_batch (uid, kind, source_sha256, at, last_seq)"
            " SELECT 'a', 'appointments', '', '', max(seq) + 1 FROM audit_event"
        )
        tx.rows.run(
            "INSERT INTO import_made (batch_id, client_id, table_name, row_id)"
            " VALUES (1, ?, 'care_session', ?)",
            (client_id, held),
        )
        tx.audit(None, batch=1)
    service.type_today(work.session, NEXT)
    work.set_clock(NEXT)
    service.type_today(work.session, NEXT)
    wrong = clock_rows.wrong_entries(rows)
    assert wrong.clients == {client_id}
    assert wrong.care_sessions == {held}
    assert service.line(work.session, other).verdict is Verdict.LATER


def test_a_mistyped_day_is_typed_again(work: Practitioner) -> None:
    client_id = work.closed_client()
    back = date(2026, 12, 1)
    work.set_clock(back)
    work.note(client_id, kind=NoteKind.COLLATERAL)
    assert service.type_today(work.session, date(2026, 12, 2)) is ClockState.WRONG
    assert service.type_today(work.session, date(2026, 12, 3)) is ClockState.WRONG
    assert service.type_today(work.session, back) is ClockState.OK
    assert decisions(work) == ["confirmed"]
    assert service.outcome(work.session, client_id).questions == ()


def test_a_clock_set_right_by_less_than_a_jump_keeps_the_entries_out(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(date(2026, 8, 20))  # back, by twelve days
    work.note(client_id)
    assert service.type_today(work.session, NEXT) is ClockState.WRONG
    work.set_clock(NEXT)  # on, by fewer than thirty
    assert service.type_today(work.session, NEXT) is ClockState.OK
    assert decisions(work) == ["refuted", "confirmed"]
    assert service.outcome(work.session, client_id).questions == (
        Question.ENTRIES_UNDER_WRONG_CLOCK,
    )


def test_a_day_that_never_jumped_may_be_wrong_too(work: Practitioner) -> None:
    assert service.type_today(work.session, CARE) is ClockState.OK
    assert decisions(work) == []
    assert service.type_today(work.session, date(2030, 1, 1)) is ClockState.WRONG
    assert doubted(work)
    assert service.type_today(work.session, CARE) is ClockState.OK


def test_jumps_nobody_spoke_of_are_settled_by_what_follows(work: Practitioner) -> None:
    """Ahead, and set right before anybody was asked: the entries ahead are known to be wrong."""
    ahead, away = work.closed_client(), work.closed_client()
    work.set_clock(WRONG)
    work.note(ahead)
    work.set_clock(NEXT)
    work.note(away, kind=NoteKind.COLLATERAL)
    work.set_clock(date(2026, 11, 1))
    work.note(away, kind=NoteKind.COLLATERAL)
    assert decisions(work) == ["open", "open", "open"]
    assert service.type_today(work.session, date(2026, 11, 1)) is ClockState.OK
    assert decisions(work) == ["refuted", "confirmed", "confirmed"]
    assert service.line(work.session, ahead).verdict is Verdict.ASK
    assert service.line(work.session, away).verdict is Verdict.LATER


def test_a_dead_battery_is_known_by_what_follows(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(date(2000, 1, 1))
    work.client(birth_date=None)
    work.set_clock(NEXT)
    assert service.type_today(work.session, NEXT) is ClockState.OK
    assert decisions(work) == ["refuted", "confirmed"]
    assert service.line(work.session, client_id).verdict is Verdict.LATER


def test_a_clock_ahead_after_a_confirmed_jump_is_wrong_from_there_on(work: Practitioner) -> None:
    """A day confirmed once vouches for the entries up to where the clock went ahead, not after."""
    before, ahead = work.closed_client(), work.closed_client()
    work.go_to(date(2026, 12, 1))
    work.note(before, kind=NoteKind.COLLATERAL)
    for _ in range(3):  # by steps too small for a jump
        work.clock.advance(timedelta(days=25))
        work.note(ahead, kind=NoteKind.COLLATERAL)
    work.set_clock(date(2026, 12, 2))
    assert service.type_today(work.session, date(2026, 12, 2)) is ClockState.OK
    assert decisions(work) == ["confirmed", "refuted", "confirmed"]
    assert service.outcome(work.session, before).questions == ()
    assert service.line(work.session, ahead).verdict is Verdict.ASK


def test_a_vault_begun_ahead_of_time_is_known_too(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(date(2026, 7, 1))
    assert service.type_today(work.session, date(2026, 7, 1)) is ClockState.OK
    assert decisions(work) == ["refuted", "confirmed"]
    assert service.outcome(work.session, client_id).questions[-1] == (
        Question.ENTRIES_UNDER_WRONG_CLOCK
    )
