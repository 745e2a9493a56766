"""Joining opened parts to the records here, in an open transaction: chain, practice, clients.

A client's newest state wins, wherever it stood; nobody comes who was disposed of; what came
before is known again. The same code fills a new vault and merges into one that is there. What
is not of its form stays out and is noted; then all is begun anew, for half of it may be in.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from vault import clock
from vault.audit.model import Checkpoint
from vault.custody import chain_rows, intake_rows, practice_intake, reading, rows
from vault.custody import opened as opened_parts
from vault.custody.intake import Intake, grouped
from vault.custody.intake_rows import Numbers, Values
from vault.custody.opened import AUDIT, Opened
from vault.custody.unread import WRONG_VALUE, Unreads, of_table
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
    unlisted: int = 0
    is_chain_apart: bool = False
    dropped: list[ClientId] = field(default_factory=list)
    first_tombstone: int = 0
    chained: set[str] = field(default_factory=set)
    """The manifests of the exports whose audit chain is the one that is kept here."""

    @property
    def has_clients(self) -> bool:
        """Whether there was any client, even one who is not taken in."""
        told = self.counts
        return any(told[one] for one in ("new", "changed", "same", "older", "waiting", "left_out"))

    @property
    def counts(self) -> dict[str, int]:
        """The same as numbers alone."""
        names = ("new", "changed", "same", "older", "waiting", "left_out", "held", "unlisted")
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
    that it did not sign, and what ``opened.require_vouched_for`` raises."""
    for one in parts:
        opened_parts.require_vouched_for(one)
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
    connection: Connection,
    parts: Sequence[Opened],
    at: datetime,
    progress: Progress,
    unreads: Unreads,
) -> Joined:
    """Join parts of one practice (``in_order``), but for what ``unreads`` knows.

    Raises what reading them raises, ``MoreUnread`` where more was noted, which is to be begun anew,
    and ``ExportUnreadable`` where nothing is left, or tombstones cannot be read.
    """
    with _of_their_form():
        joined = _join(connection, parts, at, progress, unreads)
    unreads.require_no_more()
    if unreads.all and not joined.has_clients:
        raise ExportUnreadable("rows")
    return joined


@contextmanager
def _of_their_form() -> Iterator[None]:
    try:
        yield
    except WRONG_VALUE as error:
        raise ExportUnreadable("rows") from error


def _join(
    connection: Connection,
    parts: Sequence[Opened],
    at: datetime,
    progress: Progress,
    unreads: Unreads,
) -> Joined:
    joined = Joined()
    total = sum(len(opened_parts.clients(one)) for one in parts)
    newest = max((one.audit_seq for one in rows.sources(connection)), default=-1)
    is_first = newest < 0
    stones: dict[str, tuple[Value, ...]] = {}
    for one in parts:
        is_newest = one.statement.checkpoint.seq >= newest
        newest = max(newest, one.statement.checkpoint.seq)
        _take_chain(connection, one, joined, unreads)
        stones |= practice_intake.practice(
            connection,
            one,
            unreads,
            is_first=is_first,
            is_newest=is_newest and not joined.is_chain_apart,
        )
        is_first = is_first and not practice_intake.has_practice(one)
    _bury(connection, stones, joined)
    done, numbers, listed, told = 0, Numbers(connection), set[str](), dict[str, int]()
    noted = rows.psychotherapy_seqs(connection)
    for one in parts:
        source = rows.put_source(connection, one.statement, one.manifest_sha256, one.part, at)
        taker = _PartIntake(connection, one, source, joined, numbers)
        for name in opened_parts.clients(one):
            progress("records", done, total)
            if not unreads.is_known(one, name):
                with unreads.noting(one, name):
                    taker.client(name)
            done += 1
        listed |= taker.listed if one.part.content is Part.PSYCHOTHERAPY else set()
        is_chained = one.manifest_sha256 in joined.chained
        came = {name: count - told.get(name, 0) for name, count in joined.counts.items()}
        rows.add_account(connection, source, came, is_chained=is_chained)
        told = joined.counts
    joined.unlisted = _unlisted(connection, parts, noted, listed)
    return joined


def _take_chain(connection: Connection, one: Opened, joined: Joined, unreads: Unreads) -> None:
    if AUDIT not in one.names or unreads.is_known(one, AUDIT):
        return
    with unreads.noting(one, AUDIT):
        is_kept = practice_intake.chain(connection, one)
        joined.is_chain_apart |= not is_kept
        if is_kept:
            joined.chained.add(one.manifest_sha256)


def _unlisted(
    connection: Connection, parts: Iterable[Opened], noted: dict[str, int], listed: set[str]
) -> int:
    """Return of how many clients psychotherapy notes are kept that a later part does not list.

    The plan may withhold them now; only a tombstone says that they are to be gone.
    """
    apart = [o.statement.checkpoint.seq for o in parts if o.part.content is Part.PSYCHOTHERAPY]
    gone = intake_rows.tombstoned(connection)
    kept = (uid for uid, seq in noted.items() if seq <= max(apart, default=-1))
    return sum(uid not in listed and uid not in gone for uid in kept)


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
        self.listed: set[str] = set()

    def client(self, name: str) -> None:
        uid, found = opened_parts.rows(self._opened, name)
        if uid is None:
            raise ExportUnreadable("rows")
        self.listed.add(uid)
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
        rows.set_source(
            self._connection,
            client_id,
            self._source_id,
            is_psychotherapy=self._kind is Sealed.PSYCHOTHERAPY,
        )
        if details and not self._joined.is_chain_apart:
            with of_table(_DETAILS):
                chain_rows.add_details(self._connection, _details(client_id, details))
        came = {table for table, found in tables.items() if found}
        reading.read_client(self._connection, client_id, came)
        setattr(self._joined, outcome.value, getattr(self._joined, outcome.value) + 1)


def _details(client_id: ClientId, details: list[Values]) -> Iterator[tuple[Value, ...]]:
    for one in details:
        if not isinstance(json.loads(str(one["detail"])), dict):
            raise ExportUnreadable("rows")
        yield one["seq"], client_id, one["client_id"], one["detail"], one["salt"]
