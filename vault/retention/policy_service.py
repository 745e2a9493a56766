"""What the practice decides for all its records: which rules it uses, and its own policy."""

from collections.abc import Iterable
from dataclasses import replace

from vault.changes import Kind
from vault.clients import typed_text
from vault.clients.model import AGE_OF_MAJORITY, MAJORITY_BY_STATE
from vault.custody import inherited_retention
from vault.errors import InvalidValue, NotFound, PolicyTooShort
from vault.practice import service as practice
from vault.retention import fact_rows, rows
from vault.retention.model import (
    License,
    Places,
    Policy,
    RecordClass,
    Rule,
    RuleChoice,
    RuleLine,
    RuleStatus,
)
from vault.retention.rules import MOST_YEARS, shipped
from vault.session import Session

_YEARS = range(1, MOST_YEARS + 1)


def rules(session: Session) -> list[RuleLine]:
    """Return every rule that ships, by state, and whether the practice uses it.

    Only verified ones are on by themselves. Raises ``RuleFileBroken``.
    """
    chosen = rows.choices(session.rows)
    return [_line(rule, chosen.get(rule.id)) for rule in shipped()]


def _line(rule: Rule, choice: RuleChoice | None) -> RuleLine:
    is_on = rule.status is RuleStatus.VERIFIED if choice is None else choice.is_on
    return RuleLine(rule=rule, is_on=is_on, choice=choice)


def switched_on(session: Session) -> tuple[Rule, ...]:
    """Return the rules that the practice uses. Raises ``RuleFileBroken``."""
    return tuple(line.rule for line in rules(session) if line.is_on)


def switch_rule(session: Session, rule_id: str, is_on: bool, reason: str) -> RuleLine:
    """Use a rule, or no longer; the reason says who checked it, or why it does not bind.

    Raises ``NotFound`` for an unknown rule and ``InvalidValue`` for a blank reason.
    """
    require_reason(reason)
    rule = next((one for one in shipped() if one.id == rule_id), None)
    if rule is None:
        raise NotFound("rule")
    with session.begin("retention.rule") as tx:
        choice = RuleChoice(rule_id=rule_id, is_on=is_on, reason=reason, at=tx.now)
        rows.insert_choice(tx.rows, choice)
        tx.audit(rule=rule_id, is_on=is_on, reason=reason)
        tx.changed(Kind.RETENTION)
    return _line(rule, choice)


def policy(session: Session) -> Policy:
    """Return the practice's policy: seven years for a social worker until it chose another."""
    return rows.policy(session.rows) or Policy()


def binding_policy(session: Session) -> Policy:
    """Return the policy with all licenses whose rules bind: the practitioner's too, in custody."""
    own = policy(session)
    return replace(own, licenses=own.licenses | inherited_retention.licenses(session.rows))


def places(session: Session) -> Places:
    """Return where the practice is; in custody, where the practitioner's was and this one is."""
    own, theirs = practice.get(session).jurisdiction, inherited_retention.place(session.rows)
    return Places(care=own) if theirs is None else Places(care=theirs, kept=own)


def set_policy(session: Session, chosen: Policy) -> None:
    """Keep the practice's policy. The same as before: nothing is done.

    Raises ``PolicyTooShort`` where a verified rule that is on and binds this practice or one of
    its clients keeps the record longer, unless the policy stands in place of the rules
    (``is_instead``) for a typed reason; and ``InvalidValue``.
    """
    _check(chosen)
    has_reason = not typed_text.is_blank(chosen.reason)
    longer = None if chosen.is_instead and has_reason else _longer_rule(session, chosen)
    if longer is not None:
        raise PolicyTooShort(longer.id)
    if chosen.is_instead:
        require_reason(chosen.reason)
    if chosen == rows.policy(session.rows):
        return
    with session.begin("retention.policy") as tx:
        rows.insert_policy(tx.rows, chosen, tx.now)
        tx.audit(
            licenses=", ".join(sorted(chosen.licenses)),
            years=chosen.years,
            minor_years=chosen.minor_years,
            is_instead=chosen.is_instead,
            reason=chosen.reason,
        )
        tx.changed(Kind.RETENTION)


def require_reason(reason: str) -> None:
    """Raise ``InvalidValue`` unless something can be read in ``reason``."""
    typed_text.check_text("reason", reason)
    if typed_text.is_blank(reason):
        raise InvalidValue("reason")


def _check(chosen: Policy) -> None:
    if not chosen.licenses:
        raise InvalidValue("licenses")
    if chosen.years not in _YEARS:
        raise InvalidValue("years")
    if chosen.minor_years not in _YEARS:
        raise InvalidValue("minor_years")
    typed_text.check_text("reason", chosen.reason)


def _longer_rule(session: Session, chosen: Policy) -> Rule | None:
    used = places(session)
    found = {used.care, used.kept, *fact_rows.jurisdictions(session.rows)}
    licenses = chosen.licenses | inherited_retention.licenses(session.rows)
    for rule in _binding(switched_on(session), licenses, found):
        if rule.years > chosen.years or _minor_end(rule) > chosen.minor_years:
            return rule
    return None


def _binding(
    found: Iterable[Rule], licenses: frozenset[License], places: set[str]
) -> Iterable[Rule]:
    for rule in found:
        # the policy speaks of the record; a longer summary has rules of its own
        is_of_record = rule.record_class is RecordClass.RECORD and not rule.is_maximum
        is_here = rule.jurisdiction in places and bool(rule.licenses & licenses)
        if rule.status is RuleStatus.VERIFIED and is_of_record and is_here:
            yield rule


def _minor_end(rule: Rule) -> int:
    """Return the years after majority that a rule keeps a minor's record; 0 without a part."""
    if rule.minor is None:
        return 0
    majority = MAJORITY_BY_STATE.get(rule.jurisdiction, AGE_OF_MAJORITY)
    return (rule.minor.age or majority) - majority + rule.minor.years
