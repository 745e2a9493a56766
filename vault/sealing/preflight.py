"""What a successor would stumble on, told before it is sealed."""

from vault.notes import service as notes
from vault.sealing import rows
from vault.sealing.model import Preflight
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service
from vault.succession import service as succession
from vault.succession.model import Ceremony
from vault.succession.plan_model import Audience


def preflight(session: Session) -> Preflight:
    """Return what is missing of a good hand-over. Nothing is written."""
    plan = plan_service.current(session)
    ceremony = succession.current(session)
    holders = ceremony.holders if ceremony else ()
    apart = plan_service.kept_apart(session)
    unsealed = _unsealed(session, ceremony)
    others = tuple(one.client_id for one in apart if one.audience is Audience.ALTERNATE)
    return Preflight(
        drafts=len(notes.drafts(session)),
        contactless=tuple(rows.contactless(session.rows)),
        ruleless=tuple(rows.ruleless(session.rows)),
        nobodys=tuple(one.client_id for one in apart if one.audience is Audience.NOBODY),
        unsealed=unsealed,
        partless=others if Part.APART_RECORDS in unsealed else (),
        has_holders=bool(holders),
        unproven_holders=tuple(one.place for one in holders if not one.is_proved),
        has_plan=plan is not None,
        has_successor=plan is not None and plan.successor is not None,
        review_due_on=plan_service.review_due(session),
    )


def _unsealed(session: Session, ceremony: Ceremony | None) -> tuple[Part, ...]:
    """Before the first ceremony there is more to say than that."""
    if ceremony is None:
        return ()
    wanted = plan_service.parts_wanted(session)
    return tuple(one for one in wanted if ceremony.part(one) is None)
