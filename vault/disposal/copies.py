"""The copies of the vault, seen from one disposal: which may still hold those records."""

from datetime import date, datetime

from vault.backup import service as backup
from vault.backup.model import Destination, Fate, Snapshot
from vault.disposal import elsewhere_rows, review_day, rows
from vault.disposal.certificate_model import (
    Residual,
    ResidualCause,
    ResidualKind,
    ResidualPlan,
    TreatedCopy,
    TreatedFate,
)
from vault.disposal.model import CopyLine, CopyState, Disposal, SourceLine, Tombstone
from vault.ids import DestinationId
from vault.keys import service as keys
from vault.session import Session
from vault.store import intents

_FIRST_VAULT = "the vault that this one was restored from"
_KEYRING = "an old key in a computer's keyring"

Stones = tuple[Tombstone, ...]
Found = list[tuple[Snapshot, Destination]]
Reachable = frozenset[DestinationId] | None
"""The places that are there, where somebody has looked; else they are looked at now."""

_CAUSES = {Fate.MISSING: ResidualCause.MISSING, Fate.DAMAGED: ResidualCause.DAMAGED}


def found(session: Session, disposal: Disposal) -> Found:
    """Return every copy that held the records or might have, newest first.

    One that was gone before the disposal began has nothing to do with it.
    """
    places = {one.id: one for one in backup.all_destinations(session)}
    return [
        (one, places[one.destination_id])
        for one in backup.snapshots(session)
        if not (one.is_gone and one.fate_at is not None and one.fate_at < disposal.begun_at)
    ]


def state(one: Snapshot, disposal: Disposal) -> CopyState:
    """Return what is known of a copy. One that is missing may lie in a drawer."""
    if one.clean_to >= disposal.last_tombstone:
        return CopyState.CLEAN
    return CopyState.GONE if one.is_gone else CopyState.PENDING


def lines(session: Session, disposal: Disposal, reachable: Reachable) -> tuple[CopyLine, ...]:
    """Return the copies as a screen lists them."""
    copies = found(session, disposal)
    there = _there(session, copies, reachable)
    return tuple(
        CopyLine(
            copy_id=one.id,
            destination_id=place.id,
            destination=place.label,
            number=one.number,
            made_at=one.made_at,
            state=state(one, disposal),
            is_reachable=place.id in there,
            clean_at=_cleaned_at(one, disposal.records),
        )
        for one, place in copies
    )


def _there(session: Session, copies: Found, reachable: Reachable) -> frozenset[DestinationId]:
    if reachable is not None:
        return reachable
    places = {place.id: place for _, place in copies}
    return frozenset(one.id for one in places.values() if backup.is_reachable(session, one))


def _cleaned_at(one: Snapshot, stones: Stones) -> datetime | None:
    """Return when a copy was rewritten without these records; ``None`` where it held none."""
    times = (one.cleaned_at(stone.id) for stone in stones)
    return next((at for at in times if at is not None), None)


def treated(
    session: Session, disposal: Disposal, stone: Tombstone | None = None
) -> tuple[TreatedCopy, ...]:
    """Return what holds nothing of the records any more, as the certificate of one of them,
    ``stone``, lists it; without that, of any of them.

    What was made later, or is of before the record was entered, is no copy of it and is not among
    it.
    """
    stones = disposal.records if stone is None else (stone,)
    copies = (_treated(one, place, disposal, stones) for one, place in found(session, disposal))
    told = [one for one in copies if one is not None]
    return tuple(reversed(told))


def _treated(
    one: Snapshot, place: Destination, disposal: Disposal, stones: Stones
) -> TreatedCopy | None:
    said = _fate(one, disposal, stones)
    if said is None:
        return None
    fate, at = said
    return TreatedCopy(place=place.label, number=one.number, made_at=one.made_at, fate=fate, at=at)


def _fate(
    one: Snapshot, disposal: Disposal, stones: Stones
) -> tuple[TreatedFate, datetime | None] | None:
    if state(one, disposal) is CopyState.CLEAN:
        at = _cleaned_at(one, stones)
        is_so = at is not None and _was_rewritten(one, at, disposal)
        return (TreatedFate.REWRITTEN, at) if is_so else None
    if one.fate is Fate.PRUNED:
        return TreatedFate.PRUNED, one.fate_at
    if one.fate is Fate.ATTESTED_DESTROYED:
        return TreatedFate.ATTESTED_DESTROYED, one.fate_at
    return None


def was_treated_since(session: Session, disposal: Disposal, at: datetime) -> bool:
    """Return whether a copy was rewritten or removed later than that."""
    return any(one.at is None or one.at > at for one in treated(session, disposal))


def _was_rewritten(one: Snapshot, cleaned_at: datetime, disposal: Disposal) -> bool:
    """Whether a clean copy was made so since this disposal began, and was of before its end.

    One made later is rewritten too, for another disposal: that is nothing of this one's.
    """
    return cleaned_at >= disposal.begun_at and _was_before(one, disposal)


def residual(session: Session, disposal: Disposal, reachable: Reachable) -> tuple[Residual, ...]:
    """Return the copies that may still hold the records, why, and what is to become of them."""
    copies = found(session, disposal)
    pending = [pair for pair in copies if state(pair[0], disposal) is CopyState.PENDING]
    there, until = _there(session, pending, reachable), review_day.of(disposal, session.today())
    return tuple(
        _residual(one, place, until, is_reachable=place.id in there)
        for one, place in reversed(pending)
    )


def _residual(one: Snapshot, place: Destination, until: date, *, is_reachable: bool) -> Residual:
    cause = _cause(one, place, is_reachable=is_reachable)
    is_readable = cause in (ResidualCause.UNREACHABLE, ResidualCause.NOT_TREATED)
    return Residual(
        kind=ResidualKind.SNAPSHOT,
        place=place.label,
        number=one.number,
        made_at=one.made_at,
        cause=cause,
        plan=(
            ResidualPlan.REWRITE_WHEN_REACHED if is_readable else ResidualPlan.DESTROY_AND_ATTEST
        ),
        until=until,
    )


def _cause(one: Snapshot, place: Destination, *, is_reachable: bool) -> ResidualCause:
    if place.removed_at is not None:
        return ResidualCause.GIVEN_UP
    if one.fate in _CAUSES:
        return _CAUSES[one.fate]
    return ResidualCause.NOT_TREATED if is_reachable else ResidualCause.UNREACHABLE


def histories(session: Session, disposal: Disposal) -> tuple[Residual, ...]:
    """Return the synced places, the vault's own too: their service may keep what was there before.

    That opens with the ways in of then, and with none once these are made anew and the old sheet
    is destroyed. What was sealed to the new ones before it was rewritten is in a history too.
    """
    places = {one.id: one for one in backup.all_destinations(session) if one.is_synced}
    held: dict[DestinationId, list[Snapshot]] = {}
    for one in backup.snapshots(session):
        if one.destination_id in places and _was_before(one, disposal):
            held.setdefault(one.destination_id, []).append(one)
    told = [
        _history(places[place_id].label)
        for place_id, there in sorted(held.items())
        if not all(_is_shut(one, disposal) for one in there)
    ]
    folder = session.opened.folder
    is_own = keys.is_synced(folder) and not _are_old_ways_gone(disposal)
    return (*([_history(folder.name)] if is_own else []), *told)


def out_of_reach(session: Session) -> tuple[Residual, ...]:
    """Return what this vault cannot look at: where it was restored from, an old key in a keyring,
    the export that a custodian took in.

    The vault that a backup was made of has keys of its own, and may still be on another computer.
    """
    items = any(one.is_done and one.old_items for one in intents.pending(session.rows))
    places = ((_FIRST_VAULT, rows.was_restored(session.rows)), (_KEYRING, items))
    told = tuple(_history(place) for place, is_there in places if is_there)
    return (*told, *map(_source, elsewhere_rows.sources(session.rows)))


def _source(one: SourceLine) -> Residual:
    """The export was another's to make, and stays closed to nobody who holds its cards."""
    return Residual(
        kind=ResidualKind.INHERITED_EXPORT,
        place=f"of {one.month}; its cards open it",
        number=one.number,
        made_at=None,
        cause=ResidualCause.OUT_OF_HANDS,
        plan=ResidualPlan.DESTROY_AND_ATTEST,
        until=None,
    )


def _are_old_ways_gone(disposal: Disposal) -> bool:
    return disposal.renewal is not None and disposal.renewal.is_sheet_destroyed


def _history(place: str) -> Residual:
    return Residual(
        kind=ResidualKind.OTHER,
        place=place,
        number=0,
        made_at=None,
        cause=ResidualCause.OUT_OF_HANDS,
        plan=ResidualPlan.DESTROY_AND_ATTEST,
        until=None,
    )


def _was_before(one: Snapshot, disposal: Disposal) -> bool:
    return disposal.erased is None or one.made_at <= disposal.erased.at


def _is_shut(one: Snapshot, disposal: Disposal) -> bool:
    """Whether no way in that is left opens what a history has of a copy."""
    renewal = disposal.renewal
    if renewal is None or not _are_old_ways_gone(disposal):
        return False
    if state(one, disposal) is CopyState.PENDING:
        return False
    said = _fate(one, disposal, disposal.records)
    return said is None or said[1] is None or said[1] <= renewal.at
