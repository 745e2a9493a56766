"""Records past the last day that a rule allows, and the practice in which there can be none."""

from datetime import date

from tests.retention.practice import Practitioner
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.retention import overdue, service
from vault.retention.model import License, Policy
from vault.retention.rules import shipped


def test_no_rule_that_ships_has_a_maximum_for_who_chose_no_license() -> None:
    """Home asks nothing more then."""
    maximums = [rule for rule in shipped() if rule.is_maximum]
    assert maximums and not any(rule.licenses & Policy().licenses for rule in maximums)


def test_a_record_past_its_maximum_is_found(work: Practitioner) -> None:
    """4 CCR 737-1.16: a minor's record, at most twelve years."""
    client = work.closed_client(jurisdiction="CO", birth_date=date(2010, 5, 20))
    work.closed_client(jurisdiction="CO", birth_date=date(1980, 5, 20))
    assert overdue.candidates(work.session) == []
    service.set_policy(work.session, Policy(licenses=frozenset({License.LPC})))
    assert len(overdue.candidates(work.session)) == 2
    line = service.line(work.session, client)
    last = line.outcome.no_later_than
    assert last is not None
    lines = service.overview(work.session).lines
    assert overdue.among(lines, last) == []
    assert overdue.among(lines, date(last.year, last.month, last.day + 1)) == [line]
    holds.place(work.session, client, HoldKind.LEGAL, "a subpoena", work.session.today())
    assert overdue.among(service.overview(work.session).lines, date(2060, 1, 1)) == []
