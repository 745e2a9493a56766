"""Rules and the practice's own policy, in words. Needs no window."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.retention.notice_words import method_words
from ui.wording import counted
from vault.retention.model import (
    Anchor,
    License,
    MinorRule,
    Policy,
    RecordClass,
    Rule,
    RuleLine,
    RuleStatus,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("retention", text)


def license_words(one: License) -> str:
    """Return what a license is called."""
    words = {
        License.SOCIAL_WORKER: _tr("Social worker"),
        License.LMFT: _tr("Marriage and family therapist"),
        License.LPC: _tr("Professional counselor"),
        License.PSYCHOLOGIST: _tr("Psychologist"),
    }
    return words[one]


def licenses_words(several: Iterable[License]) -> str:
    """Return who a rule binds."""
    found = [license_words(one) for one in License if one in set(several)]
    return _tr("All") if len(found) == len(License) else ", ".join(found)


def _short_licenses(several: Iterable[License]) -> str:
    words = {
        License.SOCIAL_WORKER: _tr("Social worker"),
        License.LMFT: _tr("LMFT"),
        License.LPC: _tr("Counselor"),
        License.PSYCHOLOGIST: _tr("Psychologist"),
    }
    found = [words[one] for one in License if one in set(several)]
    return _tr("All") if len(found) == len(License) else ", ".join(found)


def status_words(status: RuleStatus) -> str:
    """Return how well a rule is known."""
    words = {
        RuleStatus.VERIFIED: _tr("Verified"),
        RuleStatus.SECONDARY: _tr("From secondary sources"),
        RuleStatus.PARTLY_SEEN: _tr("Partly seen"),
        RuleStatus.UNVERIFIED: _tr("Not verified"),
    }
    return words[status]


def status_kind(status: RuleStatus) -> str:
    """Return the color that goes with it."""
    return "good" if status is RuleStatus.VERIFIED else "attention"


def rule_cells(line: RuleLine) -> tuple[str, ...]:
    """Return a row of the list: used, place, who, what it asks for, status."""
    rule = line.rule
    return (
        _tr("Yes") if line.is_on else _tr("No"),
        rule.jurisdiction or _tr("Any"),
        _short_licenses(rule.licenses),
        length_words(rule),
        status_words(rule.status),
    )


def length_words(rule: Rule) -> str:
    """Return "7 years after the last entry"."""
    minor = rule.minor
    if not rule.anchors and minor is not None:
        said = _tr("%1 after %2, for minors alone").replace("%1", _years(minor.years))
        said = said.replace("%2", anchors_words(minor.anchors or (Anchor.MAJORITY,)))
    else:
        said = _tr("%1 after %2").replace("%1", _years(rule.years))
        said = said.replace("%2", anchors_words(rule.anchors))
    if rule.record_class is RecordClass.SUMMARY:
        said = _tr("Summary: %1").replace("%1", said)
    return _tr("No longer than %1").replace("%1", said) if rule.is_maximum else said


def anchors_words(anchors: Iterable[Anchor]) -> str:
    """Return the days that a rule counts from: the latest of them."""
    words = {
        Anchor.LAST_ENTRY: _tr("the last entry"),
        Anchor.LAST_CONTACT: _tr("the last contact"),
        Anchor.TERMINATION: _tr("the end of care"),
        Anchor.LAST_SERVICE: _tr("the last service"),
        Anchor.DEATH: _tr("death"),
        Anchor.MAJORITY: _tr("coming of age"),
        Anchor.BIRTH: _tr("birth"),
        Anchor.OVERRIDE: _tr("the day decided"),
        Anchor.NOTICE: _tr("the notice"),
        Anchor.PRACTICE_ENDED: _tr("the end of the practice"),
    }
    found = [words[one] for one in anchors]
    if len(found) == 1:
        return found[0]
    return _tr("the later of %1").replace("%1", _tr(" and ").join(found))


def minor_words(minor: MinorRule | None) -> str:
    """Return what a rule asks for a client who was under age; nothing where it is the same."""
    if minor is None:
        return _tr("The same for a client who was under age.")
    age = _tr("coming of age")
    if minor.age is not None:
        age = _tr("the age of %1").replace("%1", str(minor.age))
    if not minor.years:
        return _tr("A client who was under age: not before %1.").replace("%1", age)
    said = _tr("A client who was under age: not before %1 after %2.")
    return said.replace("%1", _years(minor.years)).replace("%2", age)


def about_rule(line: RuleLine) -> str:
    """Return a rule at length, with when it holds and what to know of it."""
    rule = line.rule
    parts = [length_words(rule) + ".", minor_words(rule.minor)]
    if rule.effective_from is not None:
        said = _tr("It holds from %1 on.")
        parts.append(said.replace("%1", wording.long_day(rule.effective_from)))
    if rule.effective_to is not None:
        said = _tr("It held until %1.")
        parts.append(said.replace("%1", wording.long_day(rule.effective_to)))
    if rule.notice is not None:
        said = _tr("The client is told by %1, %2 days before.")
        parts.append(
            said.replace("%1", method_words(rule.notice.method).lower()).replace(
                "%2", str(rule.notice.days)
            )
        )
    return " ".join([*parts, rule.remark]).strip()


def choice_words(line: RuleLine) -> str:
    """Return who switched it and why; nothing while it is as it ships."""
    choice = line.choice
    if choice is None:
        return _tr("As it ships.")
    said = _tr("Used since %1: %2") if choice.is_on else _tr("Not used since %1: %2")
    day = wording.short_day(choice.at.astimezone().date())
    return said.replace("%1", day).replace("%2", choice.reason)


def policy_words(policy: Policy) -> tuple[str, ...]:
    """Return the practice's own policy, line by line."""
    keeps = _tr("%1 after the end of care; for a client who was under age, %2 after coming of age.")
    lines = [
        keeps.replace("%1", _years(policy.years)).replace("%2", _years(policy.minor_years)),
        _tr("Licensed as: %1").replace("%1", licenses_words(policy.licenses)),
    ]
    if policy.is_instead:
        lines.append(_tr("It stands in place of every rule: %1").replace("%1", policy.reason))
    elif policy.is_chosen:
        lines.append(_tr("Where a rule below that is used applies too, the later date counts."))
    else:
        lines.append(
            _tr(
                "It holds where no rule below that is used applies. Once you save a policy of your"
                " own, it counts beside the rules, and the later date wins."
            )
        )
    return tuple(lines)


def _years(count: int) -> str:
    return counted(count, _tr("1 year"), _tr("%1 years"))
