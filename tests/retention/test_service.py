"""The whole of it over real records: rules chosen, the policy, overrides, notices, holds."""

from datetime import date
from typing import Any

import pytest

from tests.backup.papers import add_document
from tests.retention.practice import CARE, Practitioner
from vault.audit import service as audit
from vault.clients import episodes
from vault.errors import InvalidValue, NotEligible, NotFound, PolicyTooShort
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import ClientId
from vault.practice import service as practice
from vault.practice.model import Practice
from vault.retention import service
from vault.retention.model import (
    License,
    Policy,
    Question,
    RuleStatus,
    Verdict,
)

ALLOWED = date(2035, 5, 20)


def test_a_record_may_go_on_its_day_and_not_before(work: Practitioner) -> None:
    client_id = work.closed_client()
    assert service.outcome(work.session, client_id).eligible_on == ALLOWED
    work.go_to(date(2035, 5, 19))
    with pytest.raises(NotEligible) as caught:
        service.require_disposable(work.session, [client_id])
    assert caught.value.verdicts == {client_id: "later"}
    work.go_to(ALLOWED)
    service.require_disposable(work.session, [client_id])


def test_a_hold_wins_over_any_date(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.go_to(ALLOWED)
    hold = holds.place(work.session, client_id, HoldKind.LEGAL, "subpoena", CARE)
    line = service.line(work.session, client_id)
    assert (line.verdict, line.holds) == (Verdict.HELD, 1)
    with pytest.raises(NotEligible) as caught:
        service.require_disposable(work.session, [client_id])
    assert caught.value.verdicts == {client_id: "held"}
    holds.release(work.session, hold.id, "quashed")
    service.require_disposable(work.session, [client_id])


def test_the_overview_has_every_client_and_pages_agree(work: Practitioner) -> None:
    ids = [work.closed_client(), work.client(), work.closed_client(jurisdiction="FL")]
    overview = service.overview(work.session)
    assert [line.client_id for line in overview.lines] == ids == service.ids(work.session)
    assert overview.clock == "ok"
    assert [line.verdict for line in overview.lines] == ["later", "ask", "later"]
    assert service.lines(work.session, ids[::-1]) == list(overview.lines[::-1])
    assert service.lines(work.session, [ClientId(999)]) == []
    assert "Ortiz" not in repr(overview)


def test_only_verified_rules_are_on_until_somebody_says_otherwise(work: Practitioner) -> None:
    for line in service.rules(work.session):
        assert line.is_on == (line.rule.status is RuleStatus.VERIFIED)
        assert line.choice is None


def test_switching_a_rule_on_and_off(work: Practitioner) -> None:
    client_id = work.closed_client(jurisdiction="MD")
    practice.save(work.session, Practice(practitioner="Robin Keller", jurisdiction="MD"))
    service.switch_rule(work.session, "md-providers", True, "read it on 1 September")
    rule_ids = {step.rule_id for step in service.outcome(work.session, client_id).steps}
    assert rule_ids == {"md-providers"}
    service.switch_rule(work.session, "md-providers", False, "repealed")
    (line,) = [one for one in service.rules(work.session) if one.rule.id == "md-providers"]
    assert line.choice is not None
    assert (line.is_on, line.choice.reason) == (False, "repealed")
    rule_ids = {step.rule_id for step in service.outcome(work.session, client_id).steps}
    assert rule_ids == {"practice-policy"}
    with pytest.raises(NotFound):
        service.switch_rule(work.session, "ut-made-up", True, "why not")
    with pytest.raises(InvalidValue):
        service.switch_rule(work.session, "md-providers", True, " ")


# --- the policy: in California, where a verified rule asks for 7 and 18 + 7 ---


@pytest.mark.parametrize("changed", [{"years": 6}, {"minor_years": 6}])
def test_a_policy_is_never_shorter_than_a_verified_rule(
    work: Practitioner, changed: dict[str, Any]
) -> None:
    with pytest.raises(PolicyTooShort) as caught:
        service.set_policy(work.session, Policy(**changed))
    assert caught.value.rule_id == "ca-clinicians"
    with pytest.raises(PolicyTooShort):
        service.set_policy(work.session, Policy(is_instead=True, reason=" ", **changed))
    assert service.policy(work.session) == Policy()


def test_a_typed_reason_makes_it_shorter(work: Practitioner) -> None:
    client_id = work.closed_client()
    shorter = Policy(years=1, minor_years=1, is_instead=True, reason="my lawyer's advice")
    service.set_policy(work.session, shorter)
    assert service.policy(work.session) == shorter
    assert service.outcome(work.session, client_id).eligible_on == date(2029, 5, 20)
    events = [event for event in audit.page(work.session) if event.action == "retention.policy"]
    assert [event.detail["reason"] for event in events] == ["my lawyer's advice"]


def test_a_clients_own_state_binds_the_policy_too(work: Practitioner) -> None:
    work.client(jurisdiction="NJ")
    practice.save(work.session, Practice(practitioner="Robin Keller", jurisdiction="UT"))
    with pytest.raises(PolicyTooShort):
        service.set_policy(work.session, Policy(minor_years=6))


def test_a_rule_that_is_off_or_not_verified_does_not_bind_the_policy(work: Practitioner) -> None:
    service.switch_rule(work.session, "ca-clinicians", False, "not licensed there")
    service.switch_rule(work.session, "md-providers", True, "checked")
    work.client(jurisdiction="MD")
    service.set_policy(work.session, Policy(years=1, minor_years=1))
    assert service.policy(work.session).years == 1


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (Policy(licenses=frozenset()), "licenses"),
        (Policy(years=101), "years"),
        (Policy(minor_years=0), "minor_years"),
        (Policy(is_instead=True), "reason"),
    ],
)
def test_a_policy_has_to_make_sense(work: Practitioner, policy: Policy, field: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        service.set_policy(work.session, policy)
    assert caught.value.field == field


def test_a_psychologist_in_maine_may_say_so_without_a_longer_policy(work: Practitioner) -> None:
    practice.save(work.session, Practice(practitioner="Robin Keller", jurisdiction="ME"))
    chosen = Policy(licenses=frozenset({License.PSYCHOLOGIST}))
    service.set_policy(work.session, chosen)
    client_id = work.closed_client()
    assert service.outcome(work.session, client_id).eligible_on == date(2043, 5, 20)


# --- one client ---


def test_an_override_and_its_end(work: Practitioner) -> None:
    client_id = work.closed_client(birth_date=None)
    assert service.outcome(work.session, client_id).questions == (Question.NO_BIRTH_DATE,)
    service.override(work.session, client_id, date(2040, 1, 1), "born 1970 at the latest")
    outcome = service.override(work.session, client_id, date(2034, 1, 1), "looked up")
    assert outcome.override is not None
    assert (outcome.eligible_on, outcome.override.reason) == (date(2034, 1, 1), "looked up")
    outcome = service.end_override(work.session, client_id)
    assert outcome.questions == (Question.NO_BIRTH_DATE,)
    with pytest.raises(NotFound):
        service.end_override(work.session, client_id)
    with pytest.raises(InvalidValue):
        service.override(work.session, client_id, date(2034, 1, 1), "")
    with pytest.raises(NotFound):
        service.override(work.session, ClientId(999), date(2034, 1, 1), "nobody")


def test_who_comes_back_is_kept_as_long_as_anybody_else(work: Practitioner) -> None:
    client_id = work.closed_client(birth_date=date(1980, 1, 1))
    service.override(work.session, client_id, date(2027, 1, 1), "asked to have it gone early")
    work.go_to(date(2030, 6, 1))
    assert service.line(work.session, client_id).verdict is Verdict.ELIGIBLE
    episode = episodes.open_episode(work.session, client_id, work.session.today())
    work.hold(client_id)
    episodes.close_episode(work.session, episode, work.session.today(), "done again")
    line = service.line(work.session, client_id)
    assert (line.verdict, line.outcome.questions) == (
        Verdict.ASK,
        (Question.DECIDED_BEFORE_CARE,),
    )
    assert service.end_override(work.session, client_id).eligible_on == date(2037, 6, 1)


def test_filing_the_proof_of_mailing_undoes_neither_the_day_nor_the_notice(
    work: Practitioner,
) -> None:
    """New Jersey and Maryland count from the last entry, which the proof becomes."""
    service.switch_rule(work.session, "md-providers", True, "checked")
    ids = [work.closed_client(jurisdiction=one) for one in ("NJ", "MD")]
    work.go_to(date(2030, 3, 1))
    for client_id in ids:
        service.override(work.session, client_id, date(2030, 1, 1), "moved away")
        service.add_notice(work.session, client_id, "first_class_mail", date(2030, 3, 1))
    work.go_to(date(2030, 3, 2))
    for client_id in ids:
        add_document(work.session, client_id, b"%d" % client_id, title="Certificate of mailing")
        outcome = service.outcome(work.session, client_id)
        assert (outcome.questions, outcome.eligible_on) == ((), date(2030, 3, 31))
    work.go_to(date(2030, 3, 31))
    service.require_disposable(work.session, ids)


def test_maryland_early_from_the_decision_to_the_day(work: Practitioner) -> None:
    client_id = work.closed_client(jurisdiction="MD")
    practice.save(work.session, Practice(practitioner="Robin Keller", jurisdiction="MD"))
    service.switch_rule(work.session, "md-providers", True, "checked")
    work.go_to(date(2030, 3, 1))
    outcome = service.override(work.session, client_id, date(2030, 1, 1), "moved away")
    assert outcome.questions == (Question.NOTICE_NOT_SENT,)
    with pytest.raises(InvalidValue):
        service.add_notice(work.session, client_id, "first-class mail", date(2030, 3, 2))
    notice = service.add_notice(work.session, client_id, "first-class mail", date(2030, 3, 1))
    assert notice.wait_until == date(2030, 3, 31)
    assert service.notices(work.session, client_id) == [notice]
    line = service.line(work.session, client_id)
    assert (line.verdict, line.notice) == (Verdict.LATER, notice)
    work.go_to(date(2030, 3, 31))
    service.require_disposable(work.session, [client_id])


def test_what_a_client_was_told_is_kept_where_no_rule_asks_for_it(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.go_to(ALLOWED)
    service.require_disposable(work.session, [client_id])
    notice = service.add_notice(work.session, client_id, "email", ALLOWED)
    with pytest.raises(NotEligible) as caught:
        service.require_disposable(work.session, [client_id])
    assert caught.value.verdicts == {client_id: "later"}
    work.go_to(notice.wait_until)
    service.require_disposable(work.session, [client_id])


def test_what_is_not_there_is_not_disposable(work: Practitioner) -> None:
    with pytest.raises(NotFound):
        service.require_disposable(work.session, [ClientId(999)])
    with pytest.raises(NotFound):
        service.outcome(work.session, ClientId(999))
