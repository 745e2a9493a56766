"""Joining opened parts to the records here, in an open transaction: chain, practice, clients.

A client's newest state wins, wherever it stood; nobody comes who was disposed of; what came
before is known again. The same code fills a new vault and merges into one that is there.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from vault import clock
from vault.audit.model import Checkpoint
from vault.custody import chain_rows, intake_rows, practice_intake, rows
from vault.custody import opened as opened_parts
from vault.custody.intake import Intake, grouped
from vault.custody.intake_rows import Numbers, Values
from vault.custody.opened import AUDIT, Opened
from vault.errors import BadSignature, ExportUnreadable, OtherPractice
from vault.ids import ClientId
from vault.keys import signing
from vault.keys.signing import PublicKey
from vault.progress import Progress
from vault.sealing.part_model import Part
from vault.store.connection import Connection, Value
from vault.store.registry import Sealed

_KINDS = {Part.RECORDS: Sealed.RECORDS, Part.PSYCHOTHERAPY: Sealed.PSYCHOTHERAPY}
_DETAILS = "audit_detail"
_WRONG = (ValueError, KeyError, TypeError, OverflowError)


@dataclass(slots=True, kw_only=True)
class Joined:
    """What came of joining some parts."""

    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    waiting: int = 0
    left_out: int = 0
    held: int = 0
    is_chain_apart: bool = False
    dropped: list[ClientId] = field(default_factory=list)
    first_tombstone: int = 0
    chained: set[str] = field(default_factory=set)
    """The manifests of the exports whose audit chain is the one that is kept here."""

    @property
    def counts(self) -> dict[str, int]:
        """The same as numbers alone."""
        names = ("new", "changed", "same", "older", "waiting", "left_out", "held")
        return {**{name: getattr(self, name) for name in names}, "dropped": len(self.dropped)}


def in_order(parts: Sequence[Opened]) -> list[Opened]:
    """Return the parts that hold records: psychotherapy notes come after whose they are.

    Raises ``ExportUnreadable`` where there is none.
    """
    wanted = [one for one in parts if one.part.content in _KINDS]
    if not any(one.part.content is Part.RECORDS for one in wanted) and not wanted:
        raise ExportUnreadable("part")
    return sorted(
        wanted,
        key=lambda one: (one.part.content is not Part.RECORDS, -one.statement.checkpoint.seq),
    )


def require_one_practice(parts: Sequence[Opened], vault_id: str, public_key: str) -> None:
    """Raise ``OtherPractice`` unless all are that practice's, ``ExportUnreadable`` for a checkpoint
    that it did not sign."""
    for one in parts:
        told = one.statement
        if (told.vault_id, told.public_key) != (vault_id, public_key):
            raise OtherPractice()
        _require_checkpoint(told.vault_id, PublicKey.from_text(public_key), one)


def _require_checkpoint(vault_id: str, key: PublicKey, one: Opened) -> None:
    told = one.statement.checkpoint
    try:
        point = Checkpoint(
            seq=told.seq,
            head=bytes.fromhex(told.head),
            at=clock.from_text(told.at),
            reason=told.reason,
            signature=told.signature,
        )
        key.verify(point.message(vault_id), told.signature, signing.CHECKPOINT)
    except (ValueError, BadSignature) as error:
        raise ExportUnreadable("checkpoint") from error


def join(
    connection: Connection, parts: Sequence[Opened], at: datetime, progress: Progress
) -> Joined:
    """Join parts of one practice (``in_order``). Raises what reading them raises, and
    ``ExportUnreadable`` for rows that no practice ever had: who signs a part may be anybody."""
    with _of_their_form():
        return _join(connection, parts, at, progress)


@contextmanager
def _of_their_form() -> Iterator[None]:
    try:
        yield
    except _WRONG as error:
        raise ExportUnreadable("rows") from error


def _join(
    connection: Connection, parts: Sequence[Opened], at: datetime, progress: Progress
) -> Joined:
    joined = Joined()
    total = sum(len(opened_parts.clients(one)) for one in parts)
    newest = max((one.audit_seq for one in rows.sources(connection)), default=-1)
    is_first = newest < 0
    stones: dict[str, tuple[Value, ...]] = {}
    for one in parts:
        is_newest = one.statement.checkpoint.seq >= newest
        newest = max(newest, one.statement.checkpoint.seq)
        is_kept = practice_intake.chain(connection, one)
        joined.is_chain_apart |= not is_kept
        if is_kept and AUDIT in one.names:
            joined.chained.add(one.manifest_sha256)
        stones |= practice_intake.practice(
            connection, one, is_first=is_first, is_newest=is_newest and not joined.is_chain_apart
        )
        is_first = is_first and not practice_intake.has_practice(one)
    _bury(connection, stones, joined)
    done, numbers = 0, Numbers(connection)
    for one in parts:
        source = rows.put_source(connection, one.statement, one.manifest_sha256, one.part, at)
        taker = _PartIntake(connection, one, source, joined, numbers)
        for name in opened_parts.clients(one):
            progress("records", done, total)
            taker.client(name)
            done += 1
        is_chained = one.manifest_sha256 in joined.chained
        rows.set_account(connection, source, {**joined.counts, rows.CHAINED: int(is_chained)})
    return joined


def _bury(connection: Connection, stones: dict[str, tuple[Value, ...]], joined: Joined) -> None:
    """Write whose records are gone; who is here goes too, unless the custodian holds the record."""
    here = intake_rows.tombstoned(connection)
    for uid, stone in stones.items():
        if uid in here:
            continue
        client_id = intake_rows.client_with(connection, uid)
        if client_id is not None and intake_rows.own_holds(connection, client_id):
            joined.held += 1
            continue
        number = intake_rows.add_tombstone(connection, stone)
        if client_id is not None:
            intake_rows.hide(connection, client_id)
            joined.dropped.append(client_id)
            joined.first_tombstone = joined.first_tombstone or number


class _PartIntake:
    """Takes the clients of one part."""

    def __init__(
        self,
        connection: Connection,
        opened: Opened,
        source_id: int,
        joined: Joined,
        numbers: Numbers,
    ) -> None:
        self._connection = connection
        self._opened = opened
        self._source_id = source_id
        self._joined = joined
        self._kind = _KINDS[opened.part.content]
        self._intake = Intake(connection, self._kind, numbers)
        self._gone = intake_rows.tombstoned(connection)

    def client(self, name: str) -> None:
        uid, found = opened_parts.rows(self._opened, name)
        if uid is None:
            raise ExportUnreadable("rows")
        if uid in self._gone:
            self._joined.left_out += 1
        elif self._is_older(uid):
            self._joined.older += 1
        else:
            self._take(uid, grouped(found))

    def _is_older(self, uid: str) -> bool:
        held = rows.held_seq(
            self._connection, uid, is_psychotherapy=self._kind is Sealed.PSYCHOTHERAPY
        )
        if held is None:
            return False
        # of a copy that went its own way nobody knows which is the later state
        return self._joined.is_chain_apart or held > self._opened.statement.checkpoint.seq

    def _take(self, uid: str, tables: dict[str, list[Values]]) -> None:
        details = tables.pop(_DETAILS, [])
        client_id, outcome = self._intake.client(uid, tables)
        if client_id is None:
            self._joined.waiting += 1
            return
        setattr(self._joined, outcome.value, getattr(self._joined, outcome.value) + 1)
        rows.set_source(
            self._connection,
            client_id,
            self._source_id,
            is_psychotherapy=self._kind is Sealed.PSYCHOTHERAPY,
        )
        if details and not self._joined.is_chain_apart:
            chain_rows.add_details(self._connection, _details(client_id, details))


def _details(client_id: ClientId, details: list[Values]) -> Iterator[tuple[Value, ...]]:
    for one in details:
        yield one["seq"], client_id, one["client_id"], one["detail"], one["salt"]
