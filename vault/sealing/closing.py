"""When a practice closed: its closing export is the last at a place until the practice goes on.

It gives way to another closing export alone, and only where it holds what may be sealed no more:
a client who was disposed of or is kept apart since, or holders who hold the cards no more.
"""

from collections.abc import Sequence

from vault.errors import ClosingExportStands
from vault.sealing import register_rows
from vault.sealing.places_model import ExportFate, ExportPlace, SealedExport
from vault.sealing.statement_model import SealKind
from vault.session import Session


def last_numbers(place: ExportPlace, known: Sequence[SealedExport]) -> list[SealedExport]:
    """Return the closing exports of a place since the practice went on last, newest first."""
    return [
        one
        for one in known
        if one.kind is SealKind.CLOSURE
        and one.verified_at is not None
        and one.audit_seq > place.resumed_seq
    ]


def newest(known: Sequence[SealedExport]) -> SealedExport | None:
    """Return the newest number that was announced and that today's cards open."""
    announced = [one for one in known if one.is_announced and one.is_of_now]
    return max(announced, key=lambda one: one.number, default=None)


def is_asked_for(known: Sequence[SealedExport], stone: int, apart: int) -> bool:
    """Whether a new number is wanted whatever the day: none is there, or it holds too much.

    ``stone`` is the newest tombstone, ``apart`` the event with which a client was kept apart last.
    """
    last = newest(known)
    if last is None or last.audit_seq < apart:
        return True
    return can_be_cleaned(known, stone)


def can_be_cleaned(known: Sequence[SealedExport], stone: int) -> bool:
    """Whether a new number would take an older one away that may hold who was disposed of."""
    kept = (ExportFate.KEPT, ExportFate.SUPERSEDED)
    return any(one.clean_to < stone and one.fate in kept for one in known)


def kind_at(session: Session, place: ExportPlace, asked: SealKind) -> SealKind:
    """Return of which kind the next number at a place is, where ``asked`` is wanted.

    Raises ``ClosingExportStands`` for a standing one over a closing export that may stay.
    """
    known = register_rows.exports(session.rows, place.id)
    if asked is SealKind.CLOSURE or not last_numbers(place, known):
        return asked
    stone, apart = (
        register_rows.newest_tombstone(session.rows),
        register_rows.newest_apart(session.rows),
    )
    if not is_asked_for(known, stone, apart):
        raise ClosingExportStands()
    return SealKind.CLOSURE
