"""The audit log: reading it, checking it, signing it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vault.audit import chain, rows
from vault.audit.model import AuditEvent, Checkpoint
from vault.changes import Kind
from vault.errors import BadSignature, Cancelled
from vault.ids import ClientId
from vault.keys import signing
from vault.session import Session
from vault.store.connection import Connection, Row

_CHECKPOINT = "audit.checkpoint"
_TOLD_EVERY = 500

OnProgress = Callable[[int, int], None]
"""Takes how many events were walked, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What walking the chain found. ``first_broken`` is the first event that does not fit.

    ``erased`` counts events without their detail, ``unexplained`` those of them that no disposal
    and no import taken back accounts for.
    """

    events: int
    first_broken: int | None
    erased: int
    unexplained: int
    checkpoints: int
    bad_checkpoints: int

    @property
    def is_sound(self) -> bool:
        """Whether every link, every detail and every signature agrees."""
        return self.first_broken is None and not self.unexplained and not self.bad_checkpoints


def page(
    session: Session, client_id: ClientId | None = None, before: int | None = None, limit: int = 200
) -> list[AuditEvent]:
    """Return up to ``limit`` events, newest first, older than sequence ``before``."""
    return rows.page(session.rows, client_id, before, limit)


def verify(
    session: Session,
    on_progress: OnProgress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> ChainReport:
    """Walk the whole chain and check every checkpoint's signature. Raises ``Cancelled``."""
    hashes = {0: chain.GENESIS}
    first_broken, erased, unexplained, signed = None, 0, 0, 0
    for row in _watched(session, on_progress, is_cancelled):
        erased += row["detail_seq"] is None
        unexplained += row["detail_seq"] is None and not row["is_erasure_known"]
        signed += row["action"] == _CHECKPOINT
        if first_broken is None and not _fits(row, hashes):
            first_broken = row["seq"]
        hashes[row["seq"]] = row["hash"]
    points = rows.checkpoints(session.rows)
    return ChainReport(
        events=len(hashes) - 1,
        first_broken=first_broken,
        checkpoints=len(points),
        erased=erased,
        unexplained=unexplained,
        # a checkpoint that the chain tells of and that is gone is a bad one too
        bad_checkpoints=sum(not _agrees(session, point, hashes) for point in points)
        + abs(signed - len(points)),
    )


def _watched(
    session: Session, on_progress: OnProgress | None, is_cancelled: Callable[[], bool] | None
) -> Iterator[Row]:
    total = rows.head(session.rows).seq
    for row in rows.walk(session.rows):
        if row["seq"] % _TOLD_EVERY == 0:
            if is_cancelled is not None and is_cancelled():
                raise Cancelled()
            if on_progress is not None:
                on_progress(row["seq"], total)
        yield row


def _fits(row: Row, hashes: dict[int, bytes]) -> bool:
    previous = hashes.get(row["seq"] - 1)
    if previous is None or row["previous"] != previous:
        return False
    link = chain.link(
        previous, row["seq"], row["at"], row["action"], row["subject"], row["detail_hash"]
    )
    if link != row["hash"]:
        return False
    if row["detail_seq"] is None:
        return True  # erased, as disposal may
    commitment = chain.detail_hash(row["salt"], row["client_id"], row["detail"])
    if commitment != row["detail_hash"]:
        return False
    return bool(chain.subject(row["audit_key"], row["seq"]) == row["subject"])


def _agrees(session: Session, point: Checkpoint, hashes: dict[int, bytes]) -> bool:
    if hashes.get(point.seq) != point.head:
        return False
    message = point.message(session.vault_id)
    try:
        session.public_key.verify(message, point.signature, signing.CHECKPOINT)
    except BadSignature:
        return False
    return True


def last_event(connection: Connection) -> int:
    """Return the number of the newest event, also inside a transaction; 0 without any."""
    return rows.head(connection).seq


def checkpoint(session: Session, reason: str) -> None:
    """Sign the chain as it stands: at each lock, backup and seal."""
    with session.begin(_CHECKPOINT) as tx:
        tx.audit(reason=reason)
        head = rows.head(tx.rows)
        unsigned = Checkpoint(seq=head.seq, head=head.hash, at=tx.now, reason=reason, signature="")
        signature = session.sign(unsigned.message(session.vault_id), signing.CHECKPOINT)
        rows.add_checkpoint(
            tx.rows,
            Checkpoint(seq=head.seq, head=head.hash, at=tx.now, reason=reason, signature=signature),
        )
        tx.changed(Kind.AUDIT)
