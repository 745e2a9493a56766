"""What a successor would stumble on is told, and nothing else."""

from datetime import timedelta

from tests.exports.samples import DAY, body
from tests.records.clients.samples import mark_disposed
from tests.records.conftest import clock, session
from tests.succession import plans
from tests.succession_fixtures import hold_ceremony
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from vault.clients import service as clients
from vault.clients.model import ClientDetails, ClientStatus, ContactKind, ContactMethod
from vault.ids import ClientId
from vault.notes import service as notes
from vault.notes.model import NoteHead
from vault.sealing.model import Preflight
from vault.sealing.part_model import Part
from vault.sealing.preflight import preflight
from vault.session import Session
from vault.succession import plan_service
from vault.succession.plan_model import Audience, SuccessionPlan

__all__ = ["clock", "session"]

PHONE = ContactMethod(kind=ContactKind.PHONE, value="+1 555 0100", rule="no voicemail")


def _add(
    session: Session,
    name: str,
    contacts: tuple[ContactMethod, ...] = (PHONE,),
    rules: tuple[str, ...] = (),
    status: ClientStatus = ClientStatus.ACTIVE,
) -> ClientId:
    details = ClientDetails(legal_name=name, contacts=contacts, contact_rules=rules, status=status)
    return clients.add(session, details)


def _ready(session: Session) -> None:
    session.step_up(STEP_UP_SECRET)
    plan_service.save(session, plans.FULL)
    hold_ceremony(session, parts=plan_service.parts_wanted(session))


def test_a_new_practice_lacks_plan_and_holders(session: Session) -> None:
    assert preflight(session) == Preflight(
        drafts=0,
        contactless=(),
        ruleless=(),
        nobodys=(),
        unsealed=(),
        partless=(),
        has_holders=False,
        unproven_holders=(),
        has_plan=False,
        has_successor=False,
        review_due_on=None,
    )
    assert not preflight(session).is_clear


def test_nothing_is_said_where_nothing_is_missing(session: Session) -> None:
    _ready(session)
    _add(session, "Anna")

    assert preflight(session).is_clear


def test_active_clients_nobody_can_reach_or_reach_safely(session: Session) -> None:
    bare = ContactMethod(kind=ContactKind.PHONE, value="+1 555 0100")
    other = ContactMethod(kind=ContactKind.OTHER, value="by a friend", rule="ask first")
    _add(session, "Anna")
    _add(session, "Ben", (bare,), ("never at work",))
    none = _add(session, "Cleo", ())
    ruleless = _add(session, "Dora", (bare,))
    by_friend = _add(session, "Emil", (other,))
    _add(session, "Fay", (), status=ClientStatus.CLOSED)
    mark_disposed(session, _add(session, "Gone", ()))

    found = preflight(session)

    assert found.contactless == (none, by_friend)
    assert found.ruleless == (none, ruleless)


def test_drafts_of_both_shelves_are_counted(session: Session) -> None:
    client_id = _add(session, "Anna")
    notes.start(session, NoteHead(client_id=client_id, occurred_on=DAY), body("Half a"))

    assert preflight(session).drafts == 1


def test_clients_in_no_part_are_told(session: Session) -> None:
    _ready(session)
    anna, ben = _add(session, "Anna"), _add(session, "Ben")
    plan_service.keep_apart(session, anna, Audience.NOBODY, "asked for it")
    plan_service.keep_apart(session, ben, Audience.ALTERNATE, "cousin")

    assert preflight(session).nobodys == (anna,)
    assert not preflight(session).is_clear


def test_parts_that_the_ceremony_did_not_make_are_told(session: Session) -> None:
    _ready(session)
    ben = _add(session, "Ben")
    plan_service.keep_apart(session, ben, Audience.ALTERNATE, "cousin")

    found = preflight(session)

    assert Part.APART_RECORDS in found.unsealed
    assert Part.RECORDS not in found.unsealed
    assert (found.partless, found.is_clear) == ((ben,), False)

    hold_ceremony(session, parts=plan_service.parts_wanted(session))

    assert (preflight(session).unsealed, preflight(session).partless) == ((), ())


def test_holders_who_have_not_answered(session: Session) -> None:
    hold_ceremony(session, 3, is_proved=False)

    found = preflight(session)

    assert (found.has_holders, found.unproven_holders) == (True, (1, 2, 3))


def test_a_plan_without_a_successor_and_a_review_that_is_due(
    session: Session, clock: StoppedClock
) -> None:
    plan_service.save(session, SuccessionPlan())
    assert (preflight(session).has_plan, preflight(session).has_successor) == (True, False)
    assert preflight(session).review_due_on is None

    clock.advance(timedelta(days=366))

    assert preflight(session).review_due_on is not None
