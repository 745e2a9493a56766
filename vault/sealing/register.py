"""The register of sealed exports: what there is, what may still hold whom, what was destroyed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from vault.changes import Kind
from vault.errors import InvalidValue, NotFound
from vault.ids import CeremonyId, SealedExportId
from vault.sealing import register_rows
from vault.sealing.places_model import ExportFate, ExportPlace, RegisteredExport, SealedExport
from vault.session import Session
from vault.store.connection import Connection


def all_places(session: Session) -> list[ExportPlace]:
    """Return every place where an export was ever sealed or put, oldest first."""
    return register_rows.places(session.rows)


def exports(session: Session) -> list[SealedExport]:
    """Return every number of every export that was ever begun, newest first."""
    return register_rows.exports(session.rows)


def register(session: Session) -> list[RegisteredExport]:
    """Return the same, each with its place and whether it is clean of all that was disposed of."""
    known = {one.id: one for one in register_rows.places(session.rows)}
    stone = register_rows.newest_tombstone(session.rows)
    return [
        RegisteredExport(export=one, place=known[one.place_id], is_clean=one.clean_to >= stone)
        for one in exports(session)
    ]


def attest_destroyed(session: Session, export_id: SealedExportId, statement: str) -> None:
    """Write down that a number was destroyed, or fetched back and destroyed, or is lost.

    Seen again at its place it counts again. Raises ``NotFound`` where there is no such number or
    it is gone already, and ``InvalidValue`` without a statement.
    """
    said = statement.strip()
    if not said:
        raise InvalidValue("statement")
    known = next((o for o in exports(session) if o.id == export_id and not o.is_gone), None)
    if known is None:
        raise NotFound()
    with session.begin("seal.attest_destroyed") as tx:
        register_rows.mark_fate(
            tx.rows, export_id, ExportFate.ATTESTED_DESTROYED, tx.now, statement=said
        )
        tx.audit(place=int(known.place_id), number=known.number, statement=said)
        tx.changed(Kind.SEALED_EXPORTS)


def follow(
    connection: Connection,
    known: Iterable[SealedExport],
    sound: Collection[int],
    left: Collection[int],
    at: datetime,
) -> None:
    """Write down what became of the numbers of one export at one place.

    ``sound`` are those on its medium that were announced, ``left`` those that have a file there.
    One that was said to be gone and is there after all counts again.
    """
    for one in known:
        fate = _fate(one, is_sound=one.number in sound, is_left=one.number in left)
        if fate is not one.fate:
            register_rows.mark_fate(connection, one.id, fate, at)


def _fate(one: SealedExport, *, is_sound: bool, is_left: bool) -> ExportFate:
    """What was never announced and has no file there is nowhere."""
    if is_sound:
        return ExportFate.KEPT
    if one.is_gone:
        return one.fate
    if one.verified_at is None:
        return ExportFate.KEPT if is_left else ExportFate.REMOVED
    return ExportFate.DAMAGED if is_left else ExportFate.MISSING


def supersede(connection: Connection, ceremony_id: CeremonyId, at: datetime) -> None:
    """Write down that what earlier holders open is kept for nobody: to be fetched back."""
    for one in register_rows.exports(connection):
        if one.ceremony_id != ceremony_id and one.fate is ExportFate.KEPT:
            register_rows.mark_fate(connection, one.id, ExportFate.SUPERSEDED, at)
