"""The professional will: gathered from the plan, the ceremony and the practice, as a PDF."""

from vault import clock
from vault.errors import NoPlan
from vault.practice import service as practice
from vault.retention import policy_service
from vault.session import Session
from vault.succession import plan_rows, plan_service
from vault.succession import service as ceremonies
from vault.succession.plan_model import Audience
from vault.succession.will_model import WillFacts, WillHolder, WillPart


def render(found: WillFacts) -> bytes:
    """Return what ``facts`` found as a PDF/A-1b file; it needs no session, and takes a second."""
    from vault.succession import will_pdf  # loads where it draws, and not with the page

    return will_pdf.render(found)


def pdf(session: Session) -> bytes:
    """Return the professional will as a PDF/A-1b file. Raises ``NoPlan``."""
    return render(facts(session))


def facts(session: Session) -> WillFacts:
    """Return what the will says: labels of holders, numbers of clients. Raises ``NoPlan``."""
    version = plan_rows.newest(session.rows)
    if version is None:
        raise NoPlan()
    audiences = [one.audience for one in plan_service.kept_apart(session)]
    return WillFacts(
        practice=practice.get(session),
        plan=version.plan,
        policy=policy_service.policy(session),
        made_on=session.today(),
        kept_on=clock.local_day(version.at),
        next_review=plan_service.next_review(version),
        fingerprint=session.public_key.fingerprint,
        export_id=_export_id(session),
        for_alternate=audiences.count(Audience.ALTERNATE),
        for_nobody=audiences.count(Audience.NOBODY),
        holders=_holders(session),
        parts=_parts(session),
    )


def _export_id(session: Session) -> str:
    ceremony = ceremonies.current(session)
    return ceremony.uid if ceremony else ""


def _holders(session: Session) -> tuple[WillHolder, ...]:
    ceremony = ceremonies.current(session)
    found = ceremony.holders if ceremony else ()
    return tuple(WillHolder(place=one.place, label=one.label, kind=one.kind) for one in found)


def _parts(session: Session) -> tuple[WillPart, ...]:
    """What the ceremony made and the plan no longer wants is in no export."""
    ceremony, wanted = ceremonies.current(session), plan_service.parts_wanted(session)
    found = [one for one in ceremony.parts if one.part in wanted] if ceremony else []
    return tuple(
        WillPart(part=one.part, holders=one.holders, threshold=one.threshold) for one in found
    )
