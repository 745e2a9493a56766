"""Walking the practitioner's audit chain: every link, every detail here, every signature."""

from collections.abc import Callable

from vault.audit import chain
from vault.audit.model import Checkpoint
from vault.custody import chain_rows, rows
from vault.custody.model import Custody, InheritedChain
from vault.errors import BadSignature, Cancelled
from vault.keys import signing
from vault.keys.signing import PublicKey
from vault.store.connection import Connection, Row

_TOLD_EVERY = 500
OnProgress = Callable[[int, int], None]


def verify(
    connection: Connection,
    custody: Custody,
    on_progress: OnProgress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> InheritedChain:
    """Walk the chain. Raises ``Cancelled``."""
    points = chain_rows.checkpoints(connection)
    signed = {point.seq for point in points} | {one.audit_seq for one in custody.sources}
    total, events, absent = chain_rows.last(connection), 0, 0
    previous, first_broken, heads = chain.GENESIS, None, dict[int, bytes]()
    for row in chain_rows.walk(connection):
        if events % _TOLD_EVERY == 0:
            _tell(events, total, on_progress, is_cancelled)
        events += 1
        absent += row["detail_seq"] is None
        if first_broken is None and not _fits(row, events, previous):
            first_broken = row["seq"]
        previous = row["hash"]
        if row["seq"] in signed:
            heads[row["seq"]] = previous
    key = PublicKey.from_text(custody.public_key)
    return InheritedChain(
        events=events,
        first_broken=first_broken,
        absent=absent,
        checkpoints=len(points),
        bad_checkpoints=sum(not _agrees(point, heads, key, custody.vault_id) for point in points)
        + _unreached(connection, heads),
    )


def _tell(
    done: int,
    total: int,
    on_progress: OnProgress | None,
    is_cancelled: Callable[[], bool] | None,
) -> None:
    if is_cancelled is not None and is_cancelled():
        raise Cancelled()
    if on_progress is not None:
        on_progress(done, total)


def _fits(row: Row, place: int, previous: bytes) -> bool:
    link = chain.link(
        previous, row["seq"], row["at"], row["action"], row["subject"], row["detail_hash"]
    )
    if row["seq"] != place or row["previous"] != previous or link != row["hash"]:
        return False
    if row["detail_seq"] is None:
        return True
    commitment = chain.detail_hash(row["salt"], row["source_client"], row["detail"])
    is_theirs = chain.subject(row["audit_key"], row["seq"]) == row["subject"]
    return bool(commitment == row["detail_hash"] and is_theirs)


def _agrees(point: Checkpoint, heads: dict[int, bytes], key: PublicKey, vault_id: str) -> bool:
    if heads.get(point.seq) != point.head:
        return False
    try:
        key.verify(point.message(vault_id), point.signature, signing.CHECKPOINT)
    except BadSignature:
        return False
    return True


def _unreached(connection: Connection, heads: dict[int, bytes]) -> int:
    """Return how many exports name a checkpoint that the chain here does not have."""
    return sum(
        heads.get(one.audit_seq) != bytes.fromhex(one.audit_head)
        for one in rows.sources(connection)
        if one.counts.get(rows.CHAINED)
    )
