"""Clients: adding, changing, opening and listing their records."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from vault.audit import service as audit
from vault.audit.model import AuditEvent
from vault.changes import Kind
from vault.clients import list_rows, rows, rules
from vault.clients.model import Client, ClientDetails, ClientLine, ClientStatus
from vault.clients.typed_text import NAME_LENGTH, is_blank, reads_alike
from vault.errors import NotFound, RecordNumberTaken
from vault.ids import ClientId
from vault.session import Session

NOT_DISPOSED = frozenset(ClientStatus) - {ClientStatus.DISPOSED}
_FIELDS = tuple(field.name for field in fields(ClientDetails))
_NO_DETAILS = ClientDetails(legal_name="")


def add(session: Session, details: ClientDetails, record_number: str | None = None) -> ClientId:
    """Enter a client under ``record_number``, or under the next one of four digits or more.

    Raises ``InvalidValue`` and ``RecordNumberTaken``.
    """
    rules.check_details(details, session.today())
    number = record_number if record_number is not None else _next_number(session)
    rules.check_record_number(number)
    if rows.is_number_taken(session.rows, number):
        raise RecordNumberTaken()
    with session.begin("client.add") as tx:
        client_id = rows.insert(tx.rows, details, number, tx.now)
        tx.audit(client_id, fields=_names(_changed(_NO_DETAILS, details)))
        tx.changed(Kind.CLIENTS)
    return client_id


def change(session: Session, client_id: ClientId, details: ClientDetails) -> None:
    """Keep ``details``; the audit names the fields that changed. Nothing changed: nothing done.

    Raises ``NotFound``, ``RecordClosed`` (disposed) and ``InvalidValue``.
    """
    before = rows.get(session.rows, client_id)
    rules.check_details(details, session.today())
    changed = _changed(before.details, details)
    if not changed:
        return
    with session.begin("client.change") as tx:
        rows.update(tx.rows, before, details, tx.now)
        tx.audit(client_id, fields=_names(changed))
        tx.changed(Kind.CLIENTS)


def get(session: Session, client_id: ClientId) -> Client:
    """Return a client without an audit event: for what is not an opening. Raises ``NotFound``."""
    return rows.get(session.rows, client_id)


def with_number(session: Session, record_number: str) -> ClientId:
    """Return the client whose record has this number, or one that reads the same.

    Raises ``NotFound``.
    """
    found = rows.id_of_number(session.rows, record_number)
    if found is None:
        alike = (
            one for one, number in rows.numbers(session.rows) if reads_alike(record_number, number)
        )
        found = next(alike, None)
    if found is None:
        raise NotFound("client")
    return found


def open_record(session: Session, client_id: ClientId) -> Client:
    """Return a client for a person to read, which the audit keeps. Raises ``NotFound``."""
    client = rows.get(session.rows, client_id)
    with session.begin("client.open") as tx:
        tx.audit(client_id)
    return client


def list_ids(
    session: Session, filter_text: str = "", statuses: frozenset[ClientStatus] | None = None
) -> list[ClientId]:
    """Return the clients by name, of these ``statuses`` or of all; never the disposed.

    Each word of ``filter_text`` begins a word of a name or a record number; case and accents
    don't count. Any string will do.
    """
    wanted = NOT_DISPOSED if statuses is None else statuses & NOT_DISPOSED
    text = _searchable(filter_text)
    if is_blank(text):
        return list_rows.all_ids(session.rows, wanted)
    from vault.search.expression import to_match  # for whoever looks for a name

    match = to_match(text)
    if match is None:
        return list_rows.literal_ids(session.rows, text, wanted)
    return list_rows.matching_ids(session.rows, match, wanted)


def lines(session: Session, ids: Sequence[ClientId]) -> list[ClientLine]:
    """Return what the list shows of ``ids``, in their order; those gone meanwhile are left out."""
    return list_rows.lines(session.rows, ids, session.now().astimezone())


def access_log(
    session: Session, client_id: ClientId, before: int | None = None, limit: int = 200
) -> list[AuditEvent]:
    """Return what was done with the record, newest first, older than sequence ``before``."""
    return audit.page(session, client_id, before, limit)


def last_opened(session: Session, client_id: ClientId) -> datetime | None:
    """Return when the record was opened last; ask before ``open_record``, which counts too."""
    return rows.last_opened(session.rows, client_id)


def _next_number(session: Session) -> str:
    return f"{rows.highest_number(session.rows) + 1:04d}"


def _changed(before: ClientDetails, after: ClientDetails) -> list[str]:
    return [name for name in _FIELDS if getattr(before, name) != getattr(after, name)]


def _names(changed: Sequence[str]) -> str:
    return ", ".join(changed)


def _searchable(text: str) -> str:
    # No name is longer, and none holds these: SQLite takes neither surrogates nor NUL.
    cut = text[:NAME_LENGTH].encode("utf-8", "ignore").decode("utf-8")
    return cut.replace("\0", " ").strip()
