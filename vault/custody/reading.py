"""Reading a client who just came in, as the pages will: before anybody relies on having it."""

from collections.abc import Callable, Collection

from vault.clients import care_session_rows, episode_rows
from vault.clients import rows as client_rows
from vault.custody.unread import of_table
from vault.documents import rows as document_rows
from vault.holds import rows as hold_rows
from vault.ids import ClientId
from vault.importers import rows as import_rows
from vault.notes import query_rows
from vault.notes.model import Shelf
from vault.paper import rows as paper_rows
from vault.retention import rows as retention_rows
from vault.store.connection import Connection
from vault.succession import plan_rows
from vault.transfers import rows as transfer_rows

_AT_ONCE = 50
_Reader = Callable[[Connection, ClientId], object]


def _client(rows: Connection, client_id: ClientId) -> None:
    found = client_rows.get(rows, client_id)
    _ = "".join(found.details.contact_rules)


def _notes_of(shelf: Shelf) -> _Reader:
    def read(rows: Connection, client_id: ClientId) -> None:
        ids = query_rows.timeline_ids(rows, shelf, client_id)
        for begin in range(0, len(ids), _AT_ONCE):
            for note in query_rows.read(rows, shelf, ids[begin : begin + _AT_ONCE]):
                for body in (note.body, note.latest):
                    _ = "".join(one.heading + one.text for one in body.sections)

    return read


_READERS: tuple[tuple[str, _Reader], ...] = (
    ("client", _client),
    ("episode", episode_rows.of_client),
    ("care_session", care_session_rows.of_client),
    ("note", _notes_of(Shelf.RECORD)),
    ("psychotherapy_note", _notes_of(Shelf.PSYCHOTHERAPY)),
    ("imported_note", import_rows.origins),
    ("document", document_rows.of_client),
    ("hold", hold_rows.of_client),
    ("retention_override", lambda rows, one: retention_rows.overrides(rows, [one])),
    ("disposal_notice", lambda rows, one: retention_rows.notices(rows, [one])),
    ("paper_record", paper_rows.of_client),
    ("transfer", transfer_rows.of_client),
    ("kept_apart", plan_rows.apart),
)


def read_client(rows: Connection, client_id: ClientId, came: Collection[str]) -> None:
    """Read what came of a client, by the tables that have rows. Raises ``Unfit``.

    Contacts, people and diagnoses are read with the client, addenda with the note.
    """
    for table, read in _READERS:
        if table in came:
            with of_table(table):
                read(rows, client_id)
