"""``casekeep retention``: when records may go and why, the rules in use, the practice's policy."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from vault.cli_verbs import AddVerb, Ask, Result, unlocked
from vault.clients import service as clients
from vault.ids import ClientId
from vault.retention import service
from vault.retention.model import (
    NOTICE_METHODS,
    Anchor,
    ClockState,
    License,
    Notice,
    Outcome,
    Policy,
    RetentionLine,
    RuleLine,
    Step,
    Verdict,
)
from vault.retention.wording import QUESTIONS
from vault.session import Session

_ANCHORS = {
    Anchor.LAST_ENTRY: "last entry",
    Anchor.LAST_CONTACT: "last contact",
    Anchor.TERMINATION: "end of care",
    Anchor.LAST_SERVICE: "last service",
    Anchor.DEATH: "death",
    Anchor.BIRTH: "birth",
    Anchor.OVERRIDE: "decided for this record",
    Anchor.NOTICE: "notice to the client",
    Anchor.PRACTICE_ENDED: "end of the practice, care being open",
}


def add_parsers(verbs: Any, add: AddVerb) -> None:
    """Add ``retention``; ``add`` makes a verb's parser with what all verbs take."""
    group = verbs.add_parser("retention", help="when records may go, and why")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT")
    listed = add(acts, "list", "list all records with the day on which each may go")
    verdicts = [one.value for one in Verdict]
    listed.add_argument("--verdict", choices=verdicts, help="only these")
    shown = add(acts, "show", "show the arithmetic of one record")
    shown.add_argument("number", metavar="RECORD", help="the record's number")
    add(acts, "rules", "list the rules that come with the program, and which are in use")
    rule = add(acts, "rule", "use a rule, or no longer")
    rule.add_argument("id", help="as rules lists it")
    rule.add_argument("use", choices=("on", "off"))
    rule.add_argument("--reason", required=True, help="who checked it, or why it does not bind")
    _add_policy(add(acts, "policy", "show the practice's policy, or change what is given"))
    _add_override(add(acts, "override", "decide the day for one record"))
    _add_notice(add(acts, "notice", "list what a client was told, or write it down"))
    today = add(acts, "today", "say what day it is, after the computer's clock jumped")
    today.add_argument("day", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD")


def _add_policy(parser: argparse.ArgumentParser) -> None:
    licenses = [one.value for one in License]
    parser.add_argument("--license", action="append", choices=licenses, help="may be repeated")
    parser.add_argument("--years", type=int, help="after the end of care")
    parser.add_argument("--minor-years", type=int, help="after majority")
    parser.add_argument(
        "--instead",
        action=argparse.BooleanOptionalAction,
        help="in place of all rules; needs a reason",
    )
    parser.add_argument("--reason", help="why it stands in place of the rules")


def _add_override(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="RECORD", help="the record's number")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="the first day")
    how.add_argument("--end", action="store_true", help="let the rules decide again")
    parser.add_argument("--reason", default="", help="why; needed with --until")


def _add_notice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="RECORD", help="the record's number")
    parser.add_argument("--sent-on", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--method", choices=NOTICE_METHODS, default=NOTICE_METHODS[0])
    parser.add_argument("--remark", default="")


def retention(arguments: argparse.Namespace, ask: Ask) -> Result:
    """Do one act on retention. ``today`` ends with 1 unless the clock can be believed."""
    acts: dict[str, Callable[[Session, argparse.Namespace], Result]] = {
        "list": _list,
        "show": _show,
        "rules": _rules,
        "rule": _rule,
        "policy": _policy,
        "override": _override,
        "notice": _notice,
        "today": _today,
    }
    with unlocked(arguments, ask) as (session, _, _keyring):
        return acts[arguments.act](session, arguments)


def _list(session: Session, arguments: argparse.Namespace) -> Result:
    found = service.overview(session)
    wanted = [one for one in found.lines if arguments.verdict in (None, one.verdict.value)]
    return {"record": [_record(one) for one in wanted], "clock": found.clock.value}, True


def _show(session: Session, arguments: argparse.Namespace) -> Result:
    line = service.line(session, _client(session, arguments))
    return {**_record(line), **_outcome(line.outcome), "notices": _told(session, line)}, True


def _rules(session: Session, _: argparse.Namespace) -> Result:
    return {"rule": [_rule_line(one) for one in service.rules(session)]}, True


def _rule(session: Session, arguments: argparse.Namespace) -> Result:
    is_on = arguments.use == "on"
    return _rule_line(service.switch_rule(session, arguments.id, is_on, arguments.reason)), True


def _policy(session: Session, arguments: argparse.Namespace) -> Result:
    before = service.policy(session)
    given = {"years", "minor_years", "license", "instead", "reason"}
    if any(getattr(arguments, name) is not None for name in given):
        service.set_policy(session, _changed(before, arguments))
    return _policy_line(service.policy(session)), True


def _changed(before: Policy, arguments: argparse.Namespace) -> Policy:
    return Policy(
        licenses=frozenset(map(License, arguments.license or before.licenses)),
        years=_given(arguments.years, before.years),
        minor_years=_given(arguments.minor_years, before.minor_years),
        is_instead=_given(arguments.instead, before.is_instead),
        reason=_given(arguments.reason, before.reason),
    )


def _given(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


def _override(session: Session, arguments: argparse.Namespace) -> Result:
    client_id = _client(session, arguments)
    if arguments.end:
        return _outcome(service.end_override(session, client_id)), True
    return _outcome(service.override(session, client_id, arguments.until, arguments.reason)), True


def _notice(session: Session, arguments: argparse.Namespace) -> Result:
    client_id = _client(session, arguments)
    if arguments.sent_on is not None:
        service.add_notice(
            session, client_id, arguments.method, arguments.sent_on, arguments.remark
        )
    return {"notice": [_notice_line(one) for one in service.notices(session, client_id)]}, True


def _today(session: Session, arguments: argparse.Namespace) -> Result:
    state = service.type_today(session, arguments.day)
    return {"clock": state.value}, state is ClockState.OK


def _client(session: Session, arguments: argparse.Namespace) -> ClientId:
    return clients.with_number(session, arguments.number)


def _told(session: Session, line: RetentionLine) -> list[dict[str, Any]]:
    return [_notice_line(one) for one in service.notices(session, line.client_id)]


def _record(line: RetentionLine) -> dict[str, Any]:
    return {
        "record": line.record_number,
        "name": line.name,
        "status": line.status.value,
        "verdict": line.verdict.value,
        "eligible_on": _day(line.outcome.eligible_on),
        "no_later_than": _day(line.outcome.no_later_than),
        "questions": ", ".join(line.outcome.questions),
        "holds": line.holds,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "eligible_on": _day(outcome.eligible_on),
        "no_later_than": _day(outcome.no_later_than),
        "by_class": [
            {"class": one.value, "day": _day(day)} for one, day in outcome.by_class.items()
        ],
        "trace": [step_words(step) for step in outcome.steps],
        "ask": [QUESTIONS[one] for one in outcome.questions],
    }


def step_words(step: Step) -> str:
    """Return one line of the arithmetic: "7 years after 2026-09-01 (last contact) = …"."""
    anchor = f"{step.anchor_day} ({_anchor(step)})"
    words = f"{_length(step)} after {anchor} = {step.day}" if step.years or step.days else anchor
    if step.is_moved:
        words += " for a 29 February that is not"
    parts = [words, step.citation, step.record_class.value]
    parts += ["no later than"] if step.is_maximum else []
    parts += [] if step.is_counted else ["not counted"]
    return ", ".join(part for part in parts if part)


def _anchor(step: Step) -> str:
    return _ANCHORS.get(step.anchor) or f"age {step.age}"


def _length(step: Step) -> str:
    number, unit = (step.days, "day") if step.days else (step.years, "year")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _rule_line(line: RuleLine) -> dict[str, Any]:
    rule = line.rule
    return {
        "id": rule.id,
        "use": "on" if line.is_on else "off",
        "jurisdiction": rule.jurisdiction,
        "licenses": ", ".join(sorted(rule.licenses)),
        "limit": "maximum" if rule.is_maximum else "minimum",
        "class": rule.record_class.value,
        "years": rule.years,
        "citation": rule.citation,
        "status": rule.status.value,
        "remark": rule.remark,
    }


def _policy_line(policy: Policy) -> dict[str, Any]:
    return {
        "licenses": sorted(policy.licenses),
        "years": policy.years,
        "minor_years": policy.minor_years,
        "is_instead": policy.is_instead,
        "is_chosen": policy.is_chosen,
        "reason": policy.reason,
    }


def _notice_line(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "sent_on": notice.sent_on.isoformat(),
        "method": notice.method,
        "wait_until": notice.wait_until.isoformat(),
        "remark": notice.remark,
        "is_under_wrong_clock": notice.is_under_wrong_clock,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
