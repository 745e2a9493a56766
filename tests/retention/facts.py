"""Facts and rules for tests of the engine: the client of the worked dates, and how to ask."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from vault.ids import ClientId
from vault.retention import engine
from vault.retention.model import (
    Anchor,
    Facts,
    License,
    MinorRule,
    Notice,
    NoticeRule,
    Outcome,
    Override,
    Policy,
    RecordClass,
    Rule,
    RuleStatus,
)
from vault.retention.rules import shipped

BORN = date(2010, 5, 20)
ENDED = date(2026, 9, 1)


def facts(state: str = "", **changed: Any) -> Facts:
    """Return the client of the worked dates in ``state``: all of care lies on 2026-09-01."""
    given: dict[str, Any] = {
        "client_id": ClientId(1),
        "jurisdictions": frozenset({state} - {""}),
        "birth_date": BORN,
        "first_day": date(2024, 1, 8),
        "last_entry": ENDED,
        "last_contact": ENDED,
        "last_service": ENDED,
        "termination": ENDED,
    }
    return Facts(**(given | changed))


def rules(*ids: str) -> tuple[Rule, ...]:
    """Return shipped rules by id, as if they were switched on."""
    found = {rule.id: rule for rule in shipped()}
    return tuple(found[one] for one in ids)


def rule(**changed: Any) -> Rule:
    """Return a rule of nobody's: seven years after the end of care in Utah."""
    given: dict[str, Any] = {
        "id": "ut-made-up",
        "jurisdiction": "UT",
        "licenses": frozenset(License),
        "record_class": RecordClass.RECORD,
        "anchors": (Anchor.TERMINATION,),
        "years": 7,
        "minor": None,
        "is_maximum": False,
        "is_unclear": False,
        "effective_from": None,
        "effective_to": None,
        "citation": "made up",
        "status": RuleStatus.VERIFIED,
        "remark": "for tests",
        "notice": None,
    }
    return Rule(**(given | changed))


MARYLAND = rules("md-providers")
NOTICE = NoticeRule(method="first_class_mail", days=30)
MINOR_7 = MinorRule(years=7)


def decide(
    known: Facts,
    *used: Rule,
    license: License = License.SOCIAL_WORKER,
    override: Override | None = None,
    **policy: Any,
) -> Outcome:
    """Return what follows for one license and the policy's other fields."""
    own = Policy(**({"licenses": frozenset({license})} | policy))
    return engine.decide(known, used, own, override)


def trace(outcome: Outcome) -> list[tuple[str, str, int, str]]:
    """Return the counted arithmetic in short: anchor, its day, years, the day that follows."""
    return [
        (step.anchor.value, step.anchor_day.isoformat(), step.years, step.day.isoformat())
        for step in outcome.steps
        if step.is_counted
    ]


def letter(sent_on: date = date(2030, 3, 1), method: str = "first_class_mail") -> Notice:
    """Return a notice that was sent to the client, with thirty days to wait."""
    until = sent_on + timedelta(days=30)
    return Notice(id=1, client_id=ClientId(1), method=method, sent_on=sent_on, wait_until=until)


THE_NEXT_DAY = datetime(2026, 9, 2, 12, tzinfo=UTC)


def overridden(until: date, at: datetime = THE_NEXT_DAY) -> Override:
    """Return a day decided by hand."""
    return Override(id=1, until=until, reason="checked", at=at)
