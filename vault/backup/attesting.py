"""A copy that nobody can reach was destroyed: somebody says so, in words that are kept."""

from collections.abc import Sequence

from vault.backup import rewrite_rows, rows
from vault.backup.model import Fate, Snapshot
from vault.changes import Kind
from vault.errors import InvalidValue, NotFound
from vault.ids import CopyId, DestinationId
from vault.session import Session


def attest_destroyed(session: Session, copy_id: CopyId, statement: str) -> None:
    """Write down that a copy was destroyed, or is lost; its key is forgotten.

    If it is seen again it counts again. Raises ``NotFound`` where there is no such copy, or it
    is gone already, and ``InvalidValue`` without a statement.
    """
    _attest(session, [s for s in _standing(session) if s.id == copy_id], statement)


def attest_place_destroyed(
    session: Session, destination_id: DestinationId, statement: str
) -> tuple[CopyId, ...]:
    """Write down that all copies of a place are destroyed, or lost with it: a stick.

    Raises ``NotFound`` where none is left there, and ``InvalidValue`` without a statement.
    """
    found = [s for s in _standing(session) if s.destination_id == destination_id]
    _attest(session, found, statement)
    return tuple(one.id for one in found)


def _standing(session: Session) -> list[Snapshot]:
    return [one for one in rows.snapshots(session.rows) if not one.is_gone]


def _attest(session: Session, found: Sequence[Snapshot], statement: str) -> None:
    said = statement.strip()
    if not said:
        raise InvalidValue("statement")
    if not found:
        raise NotFound()
    with session.begin("backup.attest_destroyed") as tx:
        for one in found:
            rows.mark_fate(tx.rows, one.id, Fate.ATTESTED_DESTROYED, tx.now)
            rewrite_rows.set_statement(tx.rows, one.id, said)
            tx.audit(place=int(one.destination_id), number=one.number, statement=said)
        tx.changed(Kind.COPIES)
