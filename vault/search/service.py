"""Finding notes, documents and clients as somebody types."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from vault.notes.model import Shelf
from vault.search import document_rows, rows
from vault.search.expression import to_match
from vault.search.model import DocumentHit, Found, NoteHit, Order, Query
from vault.session import Session

MOST_CLIENTS = 20
# Ranking takes 7 µs a note on our machine: this many keep a search within some 50 ms.
MOST_RANKED = 3000
MOST_RANKED_DOCUMENTS = 500


def find(session: Session, query: Query, is_cancelled: Callable[[], bool] | None = None) -> Found:
    """Return the notes of one shelf, the documents and clients in which all words occur.

    At most ``query.limit`` notes, as many documents, and ``MOST_CLIENTS`` clients; a query within
    one client's record finds no other clients. Documents are found by title and file name.
    ``Order.BEST`` ranks the newest ``MOST_RANKED`` notes that match. Nothing is audited: finding
    is not opening. What an open editor holds is found once it was closed. Raises
    ``StepUpRequired`` for psychotherapy notes (45 CFR 164.501) and ``Cancelled`` soon after
    ``is_cancelled`` said so.
    """
    if query.shelf is Shelf.PSYCHOTHERAPY:
        session.require_step_up()
    match = to_match(query.text)
    if match is None:
        return Found(clients=(), notes=(), is_complete=True)
    with _cancellable(session, is_cancelled):
        return _found(session, match, query)


def _cancellable(
    session: Session, is_cancelled: Callable[[], bool] | None
) -> AbstractContextManager[None]:
    return nullcontext() if is_cancelled is None else session.rows.cancellable(is_cancelled)


def _found(session: Session, match: str, query: Query) -> Found:
    is_in_custody = session.is_in_custody
    # In custody all clients and notes came with it: what is added here are documents alone.
    is_wanted = query.is_inherited in (None, is_in_custody)
    is_any_client = is_wanted and query.client_id is None
    clients = rows.clients(session.rows, match, MOST_CLIENTS) if is_any_client else ()
    notes, are_all_notes = _notes(session, match, query) if is_wanted else ((), True)
    documents, are_all_documents = _documents(session, match, query)
    return Found(
        clients=clients,
        notes=tuple(replace(one, is_inherited=is_in_custody) for one in notes),
        documents=documents,
        is_complete=are_all_notes and are_all_documents,
    )


def _notes(session: Session, match: str, query: Query) -> tuple[tuple[NoteHit, ...], bool]:
    """Return notes, and whether these are all there are."""
    # One more than asked for tells whether there are more.
    if query.order is Order.BEST:
        limit = max(MOST_RANKED, query.limit + 1)
        found = rows.candidates(session.rows, match, query, limit)
        keys = rows.ranked(session.rows, match, query.shelf, found, query.limit)
    else:
        found = rows.newest(session.rows, match, query, query.limit + 1)
        keys = found[: query.limit]
    return rows.notes(session.rows, match, query.shelf, keys), len(found) <= query.limit


def _documents(session: Session, match: str, query: Query) -> tuple[tuple[DocumentHit, ...], bool]:
    """Return documents, and whether these are all there are."""
    if query.shelf is Shelf.PSYCHOTHERAPY or query.kind is not None:
        return (), True
    is_best = query.order is Order.BEST
    limit = max(MOST_RANKED_DOCUMENTS, query.limit + 1) if is_best else query.limit + 1
    found = document_rows.newest(session.rows, match, query, limit)
    ids = found[: query.limit]
    if is_best:
        ids = document_rows.ranked(session.rows, match, found, query.limit)
    return document_rows.documents(session.rows, match, ids), len(found) <= query.limit
