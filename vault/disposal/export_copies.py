"""The sealed exports, seen from one disposal: which may still hold those records.

They are not rewritten: a new number is sealed without the records, and takes the older ones'
place. What was removed so, the holders' cards would still open, were it found on the medium.
"""

from datetime import date

from vault.disposal import review_day
from vault.disposal.certificate_model import (
    Residual,
    ResidualCause,
    ResidualKind,
    ResidualPlan,
)
from vault.disposal.model import CopyState, Disposal, ExportLine
from vault.sealing import freshness, register
from vault.sealing.places_model import ExportFate, RegisteredExport
from vault.session import Session

Reachable = frozenset[str] | None
"""The uids of the places that are there, where somebody has looked; else they are looked at."""

_REMNANTS = "the sealed export that was removed from %1; its cards open it"
_CAUSES = {
    ExportFate.MISSING: ResidualCause.MISSING,
    ExportFate.DAMAGED: ResidualCause.DAMAGED,
    ExportFate.SUPERSEDED: ResidualCause.OUT_OF_HANDS,
}
_COMES_BACK = (ResidualCause.UNREACHABLE, ResidualCause.NOT_TREATED)


def found(session: Session, disposal: Disposal) -> list[RegisteredExport]:
    """Return every number that held the records or might have, newest first.

    One that was gone before the disposal began has nothing to do with it.
    """
    return [one for one in register.register(session) if not _was_gone(one, disposal)]


def _was_gone(one: RegisteredExport, disposal: Disposal) -> bool:
    at = one.export.fate_at
    return one.export.is_gone and at is not None and at < disposal.begun_at


def state(one: RegisteredExport, disposal: Disposal) -> CopyState:
    """Return what is known of a number. One that is missing may lie in a drawer."""
    if one.export.clean_to >= disposal.last_tombstone:
        return CopyState.CLEAN
    return CopyState.GONE if one.export.is_gone else CopyState.PENDING


def lines(session: Session, disposal: Disposal, reachable: Reachable) -> tuple[ExportLine, ...]:
    """Return the numbers as a screen lists them."""
    there = _there(session, reachable)
    return tuple(
        ExportLine(
            export_id=one.export.id,
            place_id=one.place.id,
            place=one.place.label,
            number=one.export.number,
            made_at=one.export.begun_at,
            state=state(one, disposal),
            is_reachable=one.place.uid in there and one.place.removed_at is None,
        )
        for one in found(session, disposal)
    )


def _there(session: Session, reachable: Reachable) -> frozenset[str]:
    return freshness.plan_reach(session).look() if reachable is None else reachable


def residual(session: Session, disposal: Disposal, reachable: Reachable) -> tuple[Residual, ...]:
    """Return the numbers that may still hold the records, and what is left of those removed."""
    known = found(session, disposal)
    there = _there(session, reachable)
    pending = [one for one in known if state(one, disposal) is CopyState.PENDING]
    until = review_day.of(disposal, session.today())
    told = [_residual(one, until, is_reachable=one.place.uid in there) for one in reversed(pending)]
    return (*told, *_remnants(session, disposal))


def _residual(one: RegisteredExport, until: date, *, is_reachable: bool) -> Residual:
    cause = _cause(one, is_reachable=is_reachable)
    is_refreshed = cause in _COMES_BACK
    return Residual(
        kind=ResidualKind.SEALED_EXPORT,
        place=one.place.label,
        number=one.export.number,
        made_at=one.export.begun_at,
        cause=cause,
        plan=(
            ResidualPlan.REWRITE_WHEN_REACHED if is_refreshed else ResidualPlan.DESTROY_AND_ATTEST
        ),
        until=until,
    )


def _cause(one: RegisteredExport, *, is_reachable: bool) -> ResidualCause:
    if one.export.fate in _CAUSES:
        return _CAUSES[one.export.fate]
    if one.place.removed_at is not None:
        return ResidualCause.GIVEN_UP
    return ResidualCause.NOT_TREATED if is_reachable else ResidualCause.UNREACHABLE


def _remnants(session: Session, disposal: Disposal) -> tuple[Residual, ...]:
    """Return a line for each place from which a number with the records was ever removed."""
    removed = {
        one.place.id: one.place.label
        for one in register.register(session)
        if one.export.fate is ExportFate.REMOVED and one.export.clean_to < disposal.last_tombstone
    }
    return tuple(_remnant(label) for _, label in sorted(removed.items()))


def _remnant(label: str) -> Residual:
    return Residual(
        kind=ResidualKind.OTHER,
        place=_REMNANTS.replace("%1", label),
        number=0,
        made_at=None,
        cause=ResidualCause.OUT_OF_HANDS,
        plan=ResidualPlan.DESTROY_AND_ATTEST,
        until=None,
    )
