"""Retention: when each record may go and why, and what the practice decides about one of them.

Rules and the engine are pure; here they meet the records. Whoever disposes of records calls
``require_disposable`` in the same job in which they go. What is decided for all records stands in
``policy_service``, the clock in ``clock_service``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from vault.changes import Kind
from vault.clients import service as clients
from vault.clients import typed_text
from vault.clients.rules import EARLIEST
from vault.custody import inherited_clock
from vault.errors import ClockInDoubt, InvalidValue, NotEligible, NotFound
from vault.holds import service as holds
from vault.ids import ClientId
from vault.retention import clock_rows, engine, fact_rows, rows, telling
from vault.retention.clock_rows import WrongEntries
from vault.retention.clock_service import clock_state, type_today
from vault.retention.fact_rows import Found
from vault.retention.model import (
    ClockState,
    Notice,
    NoticeRule,
    Outcome,
    Override,
    Overview,
    RetentionLine,
    Verdict,
)
from vault.retention.policy_service import (
    binding_policy,
    places,
    policy,
    require_reason,
    rules,
    set_policy,
    switch_rule,
    switched_on,
)
from vault.session import Session

# The rules, the policy and the clock belong to this service; they have files of their own.
__all__ = [
    "add_notice",
    "binding_policy",
    "clock_state",
    "end_override",
    "ids",
    "is_under_wrong_clock",
    "line",
    "lines",
    "notices",
    "outcome",
    "override",
    "overview",
    "policy",
    "require_disposable",
    "rules",
    "set_policy",
    "switch_rule",
    "type_today",
]

PAGE = 100
"""How many clients a job should ask ``lines`` for: the connection is busy meanwhile."""

_NOTICE = NoticeRule(method="first_class_mail", days=30)


def outcome(session: Session, client_id: ClientId) -> Outcome:
    """Return a client's dates and how they came about. Raises ``NotFound``, ``RuleFileBroken``."""
    return line(session, client_id).outcome


def ids(session: Session) -> list[ClientId]:
    """Return all clients by record number, for ``lines`` a page at a time."""
    return fact_rows.all_ids(session.rows)


def overview(session: Session) -> Overview:
    """Return all clients at once; a window asks for ``ids`` and then pages of ``lines``."""
    everybody = ids(session)
    pages = (everybody[start : start + PAGE] for start in range(0, len(everybody), PAGE))
    found = tuple(line for page in pages for line in lines(session, page))
    return Overview(lines=found, clock=clock_state(session))


def lines(session: Session, client_ids: Sequence[ClientId]) -> list[RetentionLine]:
    """Return these clients in their order; disposed and unknown ones are left out.

    Raises ``RuleFileBroken``.
    """
    wrong = _wrong_entries(session)
    told = _notices(session, client_ids, wrong)
    found = fact_rows.read(session.rows, client_ids, places(session), wrong, told)
    overrides = _overrides(session, client_ids, wrong)
    used, own_policy = switched_on(session), binding_policy(session)
    outcomes = [
        engine.decide(one.facts, used, own_policy, overrides.get(one.facts.client_id))
        for one in found
    ]
    return _with_verdicts(session, zip(found, outcomes, strict=True), told)


def _wrong_entries(session: Session) -> WrongEntries:
    """What was entered under a wrong clock, of this computer or of the practitioner's."""
    theirs = inherited_clock.wrong_entries(session.rows)
    return clock_rows.wrong_entries(session.rows) | theirs


def _notices(session: Session, ids: Sequence[ClientId], wrong: WrongEntries) -> list[Notice]:
    found = rows.notices(session.rows, ids)
    return [replace(one, is_under_wrong_clock=one.id in wrong.notices) for one in found]


def _overrides(
    session: Session, ids: Sequence[ClientId], wrong: WrongEntries
) -> dict[ClientId, Override]:
    found = rows.overrides(session.rows, ids).items()
    return {
        client_id: replace(one, is_under_wrong_clock=one.id in wrong.overrides)
        for client_id, one in found
    }


def _with_verdicts(
    session: Session, found: Iterable[tuple[Found, Outcome]], told: Iterable[Notice]
) -> list[RetentionLine]:
    today = session.today()
    last_told = {one.client_id: one for one in told}
    held = Counter(hold.client_id for hold in holds.all_active(session))
    return [
        RetentionLine(
            client_id=one.facts.client_id,
            record_number=one.record_number,
            name=one.name,
            status=one.status,
            outcome=outcome,
            verdict=outcome.verdict_on(today, held[one.facts.client_id] > 0),
            holds=held[one.facts.client_id],
            notice=last_told.get(one.facts.client_id),
        )
        for one, outcome in found
    ]


def line(session: Session, client_id: ClientId) -> RetentionLine:
    """Return one client's line. Raises ``NotFound``."""
    found = lines(session, [client_id])
    if not found:
        raise NotFound("client")
    return found[0]


def is_under_wrong_clock(session: Session, client_id: ClientId) -> bool:
    """Return whether something of this client was entered while the clock is known to be wrong.

    Raises ``NotFound``.
    """
    clients.get(session, client_id)
    return client_id in _wrong_entries(session).clients


def require_disposable(session: Session, client_ids: Sequence[ClientId]) -> None:
    """Raise ``ClockInDoubt`` or ``NotEligible`` unless all these records may go today.

    Raises ``NotFound`` for one that is not there. To be asked again where they go.
    """
    if clock_state(session) is not ClockState.OK:
        raise ClockInDoubt()
    found = {one.client_id: one for one in lines(session, client_ids)}
    if set(client_ids) - set(found):
        raise NotFound("client")
    verdicts = {
        int(one.client_id): one.verdict.value
        for one in found.values()
        if one.verdict is not Verdict.ELIGIBLE
    }
    if verdicts:
        raise NotEligible(verdicts)


def override(session: Session, client_id: ClientId, until: date, reason: str) -> Outcome:
    """Decide the first day on which a record may go, in place of the rules; return what follows.

    It takes the place of a day decided before. Raises ``NotFound`` and ``InvalidValue``.
    """
    require_reason(reason)
    if until < EARLIEST:
        raise InvalidValue("until")
    clients.get(session, client_id)
    with session.begin("retention.override") as tx:
        rows.end_overrides(tx.rows, client_id, tx.now)
        override_id = rows.insert_override(tx.rows, client_id, until, reason, tx.now)
        tx.audit(client_id, override_id=override_id, until=until.isoformat(), reason=reason)
        tx.changed(Kind.RETENTION)
    return outcome(session, client_id)


def end_override(session: Session, client_id: ClientId) -> Outcome:
    """Let the rules decide again; return what follows. Raises ``NotFound``."""
    if outcome(session, client_id).override is None:
        raise NotFound("override")
    with session.begin("retention.override_end") as tx:
        rows.end_overrides(tx.rows, client_id, tx.now)
        tx.audit(client_id)
        tx.changed(Kind.RETENTION)
    return outcome(session, client_id)


def add_notice(
    session: Session, client_id: ClientId, method: str, sent_on: date, remark: str = ""
) -> Notice:
    """Write down that the client was told, and from when the record may go for all that.

    The waiting time is that of the rule that asks for the notice, and 30 days where none does.
    Raises ``NotFound`` and ``InvalidValue``: no method, a day to come.
    """
    typed_text.check_filled_line("method", method)
    typed_text.check_text("remark", remark)
    if not EARLIEST <= sent_on <= session.today():
        raise InvalidValue("sent_on")
    asked = outcome(session, client_id).notice or _NOTICE
    notice = Notice(
        id=0,
        client_id=client_id,
        method=method,
        sent_on=sent_on,
        wait_until=telling.days_after(sent_on, asked.days),
        remark=remark,
    )
    with session.begin("retention.notice") as tx:
        notice_id = rows.insert_notice(tx.rows, notice, tx.now)
        tx.audit(client_id, notice_id=notice_id, method=method, sent_on=sent_on.isoformat())
        tx.changed(Kind.RETENTION)
    return replace(notice, id=notice_id)


def notices(session: Session, client_id: ClientId) -> list[Notice]:
    """Return what a client was told, the newest letter last."""
    return _notices(session, [client_id], _wrong_entries(session))
