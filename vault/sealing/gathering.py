"""Reading what a part holds of its clients, in steps that hold the session for a moment each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from vault.exports.gathering import OnSession
from vault.exports.model import Counts, ExportPlan, ExportRequest, Form, Plain
from vault.exports.model import Part as RecordPart
from vault.holds import service as holds
from vault.holds.model import Hold
from vault.ids import ClientId
from vault.paper import service as paper
from vault.paper.model import PaperRecord
from vault.retention import service as retention
from vault.retention.model import Notice, RetentionLine
from vault.sealing import rows
from vault.sealing.model import SealFacts
from vault.sealing.part_model import Part
from vault.sealing.rows import Piece, Place, Shape
from vault.sealing.rows_text import Table as TableText
from vault.session import Session
from vault.store import registry
from vault.store.registry import Sealed, Table
from vault.succession import plan_service
from vault.succession.plan_model import Apart
from vault.transfers import service as transfers
from vault.transfers.model import Transfer

_CLIENTS_AT_ONCE = 20
_NOTHING = Counts(
    clients=0, notes=0, drafts=0, psychotherapy_notes=0, documents=0, document_bytes=0
)
_CHAIN = ("audit_event", "audit_checkpoint", "audit_erasure", "clock_jump")
CHAIN = tuple(one for one in registry.TABLES if one.name in (*_CHAIN, "audit_detail"))
"""The tables of the audit chain; of the details those of no client."""
PRACTICE = tuple(
    one
    for one in registry.TABLES
    if one.sealed is Sealed.RECORDS and one.client_path is None and one.name not in _CHAIN
)
_OF_CLIENTS = {
    part: tuple(
        one
        for one in registry.TABLES
        if one.client_path is not None and (one.sealed is sealed or one.name == "audit_detail")
    )
    for part, sealed in (
        (Part.RECORDS, Sealed.RECORDS),
        (Part.PSYCHOTHERAPY, Sealed.PSYCHOTHERAPY),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the practice keeps about a client's record: its day, holds, paper, transfers."""

    line: RetentionLine
    notices: Sequence[Notice] = field(repr=False)
    holds: Sequence[Hold] = field(repr=False)
    paper: Sequence[PaperRecord] = field(repr=False)
    transfers: Sequence[Transfer] = field(repr=False)
    apart: Apart | None


def client_tables(part: Part) -> tuple[Table, ...]:
    """Return the tables whose rows stand in a client's ``rows.json`` in a part.

    Audit details are in both: what tells of psychotherapy notes goes with those alone.
    """
    return _OF_CLIENTS[part.content]


def reading_plan(facts: SealFacts, part: Part) -> ExportPlan:
    """Return the plan by which an export's reader reads a whole record for ``part``."""
    is_apart = part.content is Part.PSYCHOTHERAPY
    request = ExportRequest(
        client_id=None,
        form=Form.HTML,
        protection=Plain(),  # what is read goes nowhere but into the part, which is sealed
        part=RecordPart.PSYCHOTHERAPY if is_apart else RecordPart.RECORD,
        with_documents=not is_apart,
        with_drafts=True,
        with_access_log=not is_apart,
    )
    return ExportPlan(
        request=request,
        client_ids=facts.clients[part],
        record_number="",
        practice=facts.practice,
        vault_id=facts.vault_id,
        public_key=facts.public_key,
        counts=_NOTHING,
        not_inside=(),
        has_restrictions=False,
        made_at=facts.made_at,
    )


def offices(ids: Sequence[ClientId], run: OnSession) -> Iterator[tuple[ClientId, Office]]:
    """Yield what the practice keeps about each client's record, in their order.

    One that went meanwhile is left out.
    """
    for begin in range(0, len(ids), _CLIENTS_AT_ONCE):
        yield from run(partial(_some_offices, ids=ids[begin : begin + _CLIENTS_AT_ONCE]))


def _some_offices(session: Session, ids: Sequence[ClientId]) -> list[tuple[ClientId, Office]]:
    apart = {one.client_id: one for one in plan_service.kept_apart(session)}
    return [
        (
            line.client_id,
            Office(
                line=line,
                notices=retention.notices(session, line.client_id),
                holds=holds.list_holds(session, line.client_id),
                paper=paper.list_records(session, line.client_id),
                transfers=transfers.list_transfers(session, line.client_id),
                apart=apart.get(line.client_id),
            ),
        )
        for line in retention.lines(session, ids)
    ]


def shapes(chosen: Sequence[Table], part: Part, run: OnSession) -> tuple[Shape, ...]:
    """Return the tables with their columns, and which of their rows are for ``part``."""
    is_apart = part.content is Part.PSYCHOTHERAPY

    def read(session: Session) -> tuple[Shape, ...]:
        return rows.shapes(session.rows, chosen, are_psychotherapy=is_apart)

    return run(read)


def tables(
    chosen: Sequence[Shape], client_id: ClientId | None, until_event: int, run: OnSession
) -> Iterator[TableText]:
    """Yield tables with their rows for ``rows.json``; each is to be read to its end in turn.

    What may change meanwhile is read in one job, so that it is one state. Events stay as they are:
    those are read some at a time.
    """
    events = [one for one in chosen if one.is_of_events]
    state = [one for one in chosen if not one.is_of_events]
    for piece in run(lambda session: rows.whole(session.rows, state, client_id)):
        yield piece.shape.table.name, piece.shape.columns, piece.rows
    pieces = _pieces(events, client_id, until_event, run)
    for shape, found in groupby(pieces, key=lambda piece: piece.shape):
        yield shape.table.name, shape.columns, (row for piece in found for row in piece.rows)


def _pieces(
    chosen: Sequence[Shape], client_id: ClientId | None, until_event: int, run: OnSession
) -> Iterator[Piece]:
    def some(session: Session, place: Place) -> tuple[list[Piece], Place | None]:
        return rows.some(session.rows, chosen, client_id, place, until_event)

    place: Place | None = Place()
    while place is not None:
        found, place = run(partial(some, place=place))
        yield from found
