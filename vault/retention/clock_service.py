"""Whether the computer's date can be believed: a jump waits until somebody typed what day it is."""

from datetime import date, datetime, timedelta

from vault import clock
from vault.changes import Kind
from vault.retention import clock_rows
from vault.retention.clock_rows import CONFIRMED, OPEN, REFUTED, Jump
from vault.retention.model import ClockState
from vault.session import Session
from vault.store.connection import Connection

# As the trigger on audit_event has them: an hour back is somebody correcting it.
BACK = timedelta(hours=1)
ON = timedelta(days=30)
# What is off by less cannot change a day by more than one; records are kept by the day.
A_DAY = timedelta(days=1)

_STATES = {CONFIRMED: ClockState.OK, OPEN: ClockState.ASK, REFUTED: ClockState.WRONG}


def clock_state(session: Session) -> ClockState:
    """Return whether eligibility can be told today. Reading and writing go on in any case."""
    _, newest_at = clock_rows.newest_event(session.rows)
    if not -BACK <= session.now() - newest_at <= ON:
        return ClockState.ASK  # since the newest event: it becomes a jump with the next one
    return _state(clock_rows.newest(session.rows))


def _state(jump: Jump | None) -> ClockState:
    return ClockState.OK if jump is None else _STATES[jump.decision]


def type_today(session: Session, day: date) -> ClockState:
    """Take the day that a person says it is, and return what follows.

    The computer's own day confirms the newest jump, and with it the ones before that nothing
    speaks against; any other day refutes it. A day mistyped may be typed again on the same day.
    Later it counts as a jump of its own: the clock was set right by less than a jump, and what
    was entered in between does not count.
    """
    with session.begin("clock.day") as tx:
        today = clock.local_day(tx.now)
        tx.audit(typed=day.isoformat(), computer=today.isoformat())
        _decide(tx.rows, is_right=day == today, now=tx.now)
        tx.changed(Kind.RETENTION)
    return clock_state(session)


def _decide(connection: Connection, *, is_right: bool, now: datetime) -> None:
    event, _ = clock_rows.newest_event(connection)
    jump = clock_rows.newest(connection)
    if not is_right:
        # nothing was seen to jump, and the day is wrong all the same: from here on at the latest
        seq = event if _state(jump) is ClockState.OK or jump is None else jump.seq
        if _state(jump) is not ClockState.WRONG:
            clock_rows.decide(connection, seq, REFUTED, now)
        return
    if jump is None:
        return
    if jump.decision == REFUTED and not _is_mistyped(jump, now):
        jump = Jump(seq=event, decision=OPEN, decided_at=None)
    if jump.decision != CONFIRMED:
        clock_rows.decide(connection, jump.seq, CONFIRMED, now)
    clock_rows.settle_older(connection, jump.seq, now, now + A_DAY)


def _is_mistyped(jump: Jump, now: datetime) -> bool:
    """Return whether the refuting day was typed on the day it is now by the computer."""
    decided = jump.decided_at
    return decided is not None and clock.local_day(decided) == clock.local_day(now)
