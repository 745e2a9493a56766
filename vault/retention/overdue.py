"""Records past the last day that a rule allows. Home asks: where no rule has such a day, it is
told so before anything is worked out."""

from collections.abc import Iterable
from datetime import date

from vault.ids import ClientId
from vault.retention import overdue_rows
from vault.retention.model import RetentionLine
from vault.session import Session


def candidates(session: Session) -> list[ClientId]:
    """Return the clients for whom a rule may say how long at most: none in nearly every practice.

    Until the practice says how it is licensed, it counts as social workers', and no rule that
    ships has a maximum for them. Raises ``RuleFileBroken``.
    """
    if not overdue_rows.is_policy_chosen(session.rows):
        return []
    from vault.retention import service  # reads the rules: not for Home's sake alone

    licenses = service.binding_policy(session).licenses
    rules = (line.rule for line in service.rules(session) if line.is_on)
    if not any(rule.is_maximum and rule.licenses & licenses for rule in rules):
        return []
    return service.ids(session)


def among(lines: Iterable[RetentionLine], today: date) -> list[RetentionLine]:
    """Return those that should be gone. What is held may not go, and is none of them."""
    return [line for line in lines if not line.holds and _is_past(line, today)]


def _is_past(line: RetentionLine, today: date) -> bool:
    last = line.outcome.no_later_than
    return last is not None and last < today
