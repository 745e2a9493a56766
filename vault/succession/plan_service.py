"""The succession plan: keeping it, and saying whom the successor must not see."""

from datetime import date

from vault import clock
from vault.changes import Kind
from vault.clients import service as clients
from vault.clients import typed_text
from vault.errors import InvalidValue, NotFound
from vault.ids import ClientId
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_check, plan_rows
from vault.succession.plan_model import (
    Apart,
    Audience,
    Person,
    PlanVersion,
    Psychotherapy,
    SuccessionPlan,
)


def current(session: Session) -> SuccessionPlan | None:
    """Return the plan that counts, or ``None`` before there was one."""
    version = plan_rows.newest(session.rows)
    return None if version is None else version.plan


def newest(session: Session) -> PlanVersion | None:
    """Return the plan that counts with the instant at which it was kept, or ``None``."""
    return plan_rows.newest(session.rows)


def history(session: Session) -> list[PlanVersion]:
    """Return every version of the plan, the newest first."""
    return plan_rows.versions(session.rows)


def save(session: Session, plan: SuccessionPlan) -> None:
    """Keep the plan as a new version. The same as before: nothing is done.

    Raises ``StepUpRequired`` where it names another successor or alternate than before,
    ``InvalidValue`` with the field that cannot be kept, and ``SecretInPlan``.
    """
    plan_check.check(plan)
    before = current(session)
    if plan == before:
        return
    if needs_step_up(before, plan):
        session.require_step_up()
    with session.begin("succession.plan") as tx:
        version = plan_rows.insert(tx.rows, plan, tx.now)
        tx.audit(version=version, is_other_successor=needs_step_up(before, plan))
        tx.changed(Kind.SUCCESSION)


def needs_step_up(before: SuccessionPlan | None, plan: SuccessionPlan) -> bool:
    """Return whether ``plan`` names another successor or alternate than ``before``."""
    old = before or SuccessionPlan()
    return _is_other(old.successor, plan.successor) or _is_other(old.alternate, plan.alternate)


def _is_other(one: Person | None, two: Person | None) -> bool:
    if one is None or two is None:
        return one is not two
    return (one.name, one.organization) != (two.name, two.organization)


def review_due(session: Session) -> date | None:
    """Return the day on which the review became due; ``None`` while it is to come, or no plan."""
    version = plan_rows.newest(session.rows)
    if version is None:
        return None
    day = next_review(version)
    return day if day <= session.today() else None


def next_review(version: PlanVersion) -> date:
    """Return the day of the plan's next review: the one it names, or a year after it was kept."""
    if version.plan.review_on is not None:
        return version.plan.review_on
    return a_year_after(clock.local_day(version.at))


def a_year_after(day: date) -> date:
    """Return the same day of the next year; 1 March for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def keep_apart(session: Session, client_id: ClientId, audience: Audience, reason: str) -> None:
    """Keep a client's record from the successor, from the next seal on.

    Raises ``NotFound``, ``RecordClosed`` (disposed), ``InvalidValue`` for a blank reason, and
    ``StepUpRequired`` where the alternate is to see what nobody was.
    """
    clients.get(session, client_id)
    before = {one.client_id: one.audience for one in kept_apart(session)}
    if before.get(client_id) is Audience.NOBODY and audience is not Audience.NOBODY:
        session.require_step_up()
    typed_text.check_text("reason", reason)
    if typed_text.is_blank(reason):
        raise InvalidValue("reason")
    with session.begin("succession.apart") as tx:
        apart = Apart(client_id=client_id, audience=audience, reason=reason, at=tx.now)
        plan_rows.put_apart(tx.rows, apart)
        tx.audit(client_id, audience=audience.value)
        tx.changed(Kind.SUCCESSION)


def end_apart(session: Session, client_id: ClientId) -> None:
    """Let the successor see a client's record again.

    Raises ``NotFound`` where nothing is kept, and ``StepUpRequired``.
    """
    session.require_step_up()
    if client_id not in (one.client_id for one in kept_apart(session)):
        raise NotFound("kept_apart")
    with session.begin("succession.apart_end") as tx:
        plan_rows.delete_apart(tx.rows, client_id)
        tx.audit(client_id)
        tx.changed(Kind.SUCCESSION)


def kept_apart(session: Session) -> list[Apart]:
    """Return the clients whom the successor must not see; never the disposed."""
    return plan_rows.apart(session.rows)


def parts_wanted(session: Session) -> tuple[Part, ...]:
    """Return the parts that an export is to have: those apart only for an alternate's clients.

    Psychotherapy notes have a part where a plan does not say that they are to be destroyed.
    """
    plan = current(session)
    wanted = [Part.CASELOAD, Part.RECORDS]
    if plan is not None and plan.psychotherapy is not Psychotherapy.DESTROY:
        wanted.append(Part.PSYCHOTHERAPY)
    if any(one.audience is Audience.ALTERNATE for one in kept_apart(session)):
        wanted += [Part(f"apart-{part}") for part in wanted]
    return tuple(wanted)
