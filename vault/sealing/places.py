"""Places for sealed exports: whether a folder can be one, adding, moving and removing them.

What touches a place is looked at without the session: a network drive may hang. A folder can be
a place for exports where it can be one for backups.
"""

from dataclasses import replace
from pathlib import Path

from vault.audit import rows as audit_rows
from vault.backup import service as backup
from vault.backup.model import DestinationWarning
from vault.backup.service import CheckedPlace, PlaceCheck
from vault.changes import Kind
from vault.errors import CustodyNotSealed, NotFound
from vault.ids import ExportPlaceId, new_uid
from vault.sealing import closing, register_rows
from vault.sealing.places_model import ExportFate, ExportPlace
from vault.session import Session
from vault.store import custodial


def add_place(session: Session, path: Path, label: str, is_standing: bool = True) -> ExportPlace:
    """Add a place for sealed exports; one that was there before is the same.

    Raises ``CustodyNotSealed``, ``DestinationUnfit``, ``DestinationGone``, ``DestinationReadOnly``
    or ``DestinationFull``.
    """
    _require_own(session)
    checked = plan_check(session, path).look()
    return enter_place(session, checked, label, is_standing)


def plan_check(session: Session, path: Path) -> PlaceCheck:
    """Return what looks whether a folder can be a place for sealed exports, on any thread."""
    return backup.plan_check(session, path)


def enter_place(
    session: Session, checked: CheckedPlace, label: str, is_standing: bool = True
) -> ExportPlace:
    """Add a place that was looked at; touches the register alone.

    One that was removed is used again: what was sealed there may still lie there. Raises
    ``CustodyNotSealed``.
    """
    _require_own(session)
    before = _at(session, checked.path)
    if before is not None and before.removed_at is None:
        return before
    with session.begin("seal.place_add") as tx:
        wanted = ExportPlace(
            id=ExportPlaceId(0),
            uid=new_uid() if before is None else before.uid,
            path=checked.path,
            label=label,
            is_synced=DestinationWarning.SYNCED in checked.warnings,
            is_standing=is_standing,
            added_at=tx.now,
        )
        if before is None:
            made = replace(wanted, id=register_rows.add_place(tx.rows, wanted))
        else:
            made = replace(wanted, id=before.id, resumed_seq=before.resumed_seq)
            register_rows.use_again(tx.rows, made)
        tx.audit(destination=made.uid, is_synced=made.is_synced, is_standing=is_standing)
        tx.changed(Kind.SEALED_EXPORTS)
    return made


def remove_place(session: Session, place_id: ExportPlaceId) -> None:
    """Seal no more there; what lies there stays in the register. Raises ``NotFound``."""
    known = _place(session, place_id)
    with session.begin("seal.place_remove") as tx:
        register_rows.end_place(tx.rows, place_id, tx.now)
        tx.audit(destination=known.uid)
        tx.changed(Kind.SEALED_EXPORTS)


def set_standing(session: Session, place_id: ExportPlaceId, *, is_standing: bool) -> None:
    """Say whether the export there is kept current by itself. Raises ``NotFound``."""
    known = _place(session, place_id)
    with session.begin("seal.place_standing") as tx:
        register_rows.set_standing(tx.rows, place_id, is_standing)
        tx.audit(destination=known.uid, is_standing=is_standing)
        tx.changed(Kind.SEALED_EXPORTS)


def go_on(session: Session, place_id: ExportPlaceId) -> None:
    """Say that the practice goes on: what is sealed there is no longer the last.

    Raises ``NotFound``, also where no closing export stands there.
    """
    known = _place(session, place_id)
    if not closing.last_numbers(known, register_rows.exports(session.rows, place_id)):
        raise NotFound()
    with session.begin("seal.place_go_on") as tx:
        register_rows.resume_place(tx.rows, place_id, audit_rows.head(tx.rows).seq)
        tx.audit(destination=known.uid)
        tx.changed(Kind.SEALED_EXPORTS)


def enter_move(session: Session, place_id: ExportPlaceId, checked: CheckedPlace) -> None:
    """Write down where a place is now: a stick under another letter. Raises ``NotFound``."""
    known = _place(session, place_id)
    with session.begin("seal.place_move") as tx:
        register_rows.move_place(tx.rows, place_id, checked.path)
        tx.audit(destination=known.uid)
        tx.changed(Kind.SEALED_EXPORTS)


def begin_anew(session: Session, place_id: ExportPlaceId) -> None:
    """Say that the export that was sealed at a place is not there: the next number begins another.

    The numbers count as missing; seen there again they count again. Raises ``NotFound``, also
    where nothing was sealed.
    """
    known = _place(session, place_id)
    awaited = [one for one in register_rows.exports(session.rows, place_id) if one.is_awaited]
    if not awaited:
        raise NotFound()
    with session.begin("seal.place_anew") as tx:
        for one in awaited:
            register_rows.mark_fate(tx.rows, one.id, ExportFate.MISSING, tx.now)
        numbers = ", ".join(str(one.number) for one in reversed(awaited))
        tx.audit(destination=known.uid, numbers=numbers)
        tx.changed(Kind.SEALED_EXPORTS)


def _require_own(session: Session) -> None:
    if custodial.is_custodial(session.rows):
        raise CustodyNotSealed()


def _at(session: Session, path: Path) -> ExportPlace | None:
    """Return the place in a folder: the one in use, or the last that was removed."""
    found = [one for one in register_rows.places(session.rows) if one.path == path]
    in_use = [one for one in found if one.removed_at is None]
    return next(iter(in_use or reversed(found)), None)


def _place(session: Session, place_id: ExportPlaceId) -> ExportPlace:
    found = register_rows.place(session.rows, place_id)
    if found is None or found.removed_at is not None:
        raise NotFound()
    return found
