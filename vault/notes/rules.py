"""What must be true of a note before it is stored. Errors name the field, never its value."""

from datetime import date, timedelta

from vault.clients.model import ClientStatus
from vault.errors import InvalidValue, NotFound, RecordClosed
from vault.notes import query_rows
from vault.notes.model import WRITTEN_KINDS, Body, NoteHead, NoteKind, Shelf
from vault.store.connection import Connection

_EARLIEST = date(1900, 1, 1)
# A laptop that travels may stand a day behind the place where the session was.
_TIME_ZONES = timedelta(days=1)


def check_text(field: str, text: str) -> None:
    """Raise ``InvalidValue`` for what cannot be stored as typed: NUL and lone surrogates."""
    if "\x00" in text:
        raise InvalidValue(field)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # not chained: that error carries the whole text
        raise InvalidValue(field) from None


def check_body(body: Body) -> None:
    """Raise ``InvalidValue`` unless the sections are all there is of the text.

    So nothing can be signed that no section shows.
    """
    check_text("body", body.text)
    for heading, _, _ in body.layout:
        check_text("layout", heading)
    if Body.of(body.sections) != body:
        raise InvalidValue("layout")


def check_head(connection: Connection, head: NoteHead, today: date) -> None:
    """Raise ``InvalidValue`` for a day to come, a wrong kind for the shelf, another's session."""
    if not _EARLIEST <= head.occurred_on <= today + _TIME_ZONES:
        raise InvalidValue("occurred_on")
    is_apart = head.kind is NoteKind.PSYCHOTHERAPY
    if head.kind not in WRITTEN_KINDS or is_apart != (head.shelf is Shelf.PSYCHOTHERAPY):
        raise InvalidValue("kind")
    check_text("about_whom", head.about_whom)
    check_text("late_reason", head.late_reason)
    check_text("template_key", head.template_key)
    _check_links(connection, head)


def _check_links(connection: Connection, head: NoteHead) -> None:
    episode, care_session = head.episode_id, head.care_session_id
    if episode is not None and query_rows.client_of_episode(connection, episode) != head.client_id:
        raise InvalidValue("episode_id")
    if (
        care_session is not None
        and query_rows.client_of_care_session(connection, care_session) != head.client_id
    ):
        raise InvalidValue("care_session_id")


def check_client_takes_notes(connection: Connection, head: NoteHead) -> None:
    """Raise ``NotFound`` for no such client, ``RecordClosed`` for a disposed one."""
    status = query_rows.client_status(connection, head.client_id)
    if status is None:
        raise NotFound("client")
    if status == ClientStatus.DISPOSED:
        raise RecordClosed()
