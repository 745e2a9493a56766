"""What is looked at before a disposal: all that goes, what speaks against it, who mentions whom."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from vault.backup import service as backup
from vault.backup.model import Destination, Fate, Snapshot
from vault.clients import service as clients
from vault.clients.model import Client
from vault.disposal import elsewhere_rows, mention_rows, rows
from vault.disposal.model import (
    CopiesReady,
    Mention,
    Obstacle,
    Review,
    ReviewLine,
    VerifiedCopy,
)
from vault.holds import service as holds
from vault.ids import ClientId
from vault.notes.model import Shelf
from vault.paper import service as paper
from vault.retention import service as retention
from vault.retention.model import ClockState, RetentionLine, Verdict
from vault.search import service as search
from vault.search.model import DocumentHit, Found, NoteHit, Query
from vault.session import Session
from vault.transfers import service as transfers

FRESH_FOR = timedelta(hours=24)
MOST_MENTIONS = 200
_LEAST_WORDS = 2  # a first name alone is in half of all notes


def review(session: Session, client_ids: Sequence[ClientId]) -> Review:
    """Return all there is to know before these clients' records are disposed of.

    Psychotherapy notes of others are searched for mentions only after the step-up. Raises
    ``NotFound``, also for a client who is being disposed of. Looks long: 10 to 50 ms a client.
    """
    known = {line.client_id: line for line in retention.lines(session, client_ids)}
    is_clock_right = retention.clock_state(session) is ClockState.OK
    copies = fresh_copies(session)
    return Review(
        clients=tuple(
            _line(session, clients.get(session, one), known[one], is_clock_right=is_clock_right)
            for one in dict.fromkeys(client_ids)
        ),
        copies=CopiesReady(fresh=len(copies), labels=tuple(one.label for one in copies)),
        sources=elsewhere_rows.sources(session.rows),
    )


def fresh_copies(session: Session) -> list[VerifiedCopy]:
    """Return for each place in use its newest verified snapshot, if it is of the last 24 hours."""
    found = ((place, _newest(session, place)) for place in backup.destinations(session))
    return [
        VerifiedCopy(label=place.label, number=one.number, verified_at=one.verified_at)
        for place, one in found
        if one is not None and one.verified_at is not None
    ]


def _newest(session: Session, place: Destination) -> Snapshot | None:
    now = session.now()
    fresh = (
        one
        for one in backup.snapshots(session, place.id)
        if one.fate is Fate.KEPT
        and one.is_verified
        and timedelta(0) <= now - one.made_at < FRESH_FOR
    )
    return max(fresh, key=lambda one: one.number, default=None)


def _line(
    session: Session, client: Client, line: RetentionLine, *, is_clock_right: bool
) -> ReviewLine:
    counts = rows.counts(session.rows, client.id)
    mentions, are_all = _mentions(session, client)
    return ReviewLine(
        client_id=client.id,
        record_number=client.record_number,
        name=client.name,
        outcome=line.outcome,
        verdict=line.verdict,
        holds=tuple(holds.active(session, client.id)),
        notices=tuple(retention.notices(session, client.id)),
        notes=counts.notes,
        psychotherapy_notes=counts.psychotherapy_notes,
        documents=counts.documents,
        sessions=counts.sessions,
        drafts=counts.drafts,
        first_service=counts.first_service,
        last_service=counts.last_service,
        paper=tuple(paper.list_records(session, client.id)),
        transfers=tuple(transfers.list_transfers(session, client.id)),
        export_files=elsewhere_rows.export_files(session.rows, client.id),
        mentions=mentions,
        are_all_mentions=are_all,
        is_psychotherapy_searched=session.has_step_up,
        obstacles=tuple(_obstacles(line, is_clock_right=is_clock_right)),
    )


def _obstacles(line: RetentionLine, *, is_clock_right: bool) -> Iterator[Obstacle]:
    if line.verdict is Verdict.HELD:
        yield Obstacle.HELD
    elif line.verdict is not Verdict.ELIGIBLE:
        yield Obstacle.NOT_ELIGIBLE
    if not is_clock_right:
        yield Obstacle.CLOCK_IN_DOUBT


def _mentions(session: Session, client: Client) -> tuple[tuple[Mention, ...], bool]:
    """Return where others' records have one of the client's names, and whether that is all."""
    shelves = [Shelf.RECORD, Shelf.PSYCHOTHERAPY] if session.has_step_up else [Shelf.RECORD]
    found = [
        search.find(session, Query(text=f'"{name}"', shelf=shelf, limit=MOST_MENTIONS))
        for name in _phrases(client)
        for shelf in shelves
    ]
    texts = (one for part in found for one in _in(part))
    every = (*mention_rows.in_details(session.rows, _phrases(client)), *texts)
    others = dict.fromkeys(one for one in every if one.client_id != client.id)
    return tuple(others), all(part.is_complete for part in found)


def _phrases(client: Client) -> list[str]:
    """The legal name, and the preferred one with the legal surname where it is a first name."""
    legal, preferred = client.details.legal_name.split(), client.details.preferred_name.split()
    if preferred and len(preferred) < _LEAST_WORDS:
        preferred += legal[-1:]
    both = [legal, *([preferred] if preferred else [])]
    return list(dict.fromkeys(" ".join(words).replace('"', " ") for words in both))


def _in(found: Found) -> Iterator[Mention]:
    yield from map(_of_note, found.notes)
    yield from map(_of_document, found.documents)


def _of_note(hit: NoteHit) -> Mention:
    return Mention(
        client_id=hit.client_id,
        record_number=hit.record_number,
        note_id=hit.note_id,
        day=hit.occurred_on,
        is_psychotherapy=hit.shelf is Shelf.PSYCHOTHERAPY,
    )


def _of_document(hit: DocumentHit) -> Mention:
    return Mention(
        client_id=hit.client_id,
        record_number=hit.record_number,
        document_id=hit.document_id,
        day=hit.day,
    )
