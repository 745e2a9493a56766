"""Where imported notes came from. Apart from ``service``, for every client's page asks it."""

from vault.ids import ClientId, NoteId
from vault.importers import rows
from vault.importers.note_model import NoteOrigin
from vault.session import Session


def note_origins(session: Session, client_id: ClientId) -> dict[NoteId, NoteOrigin]:
    """Return where each imported note of a client came from."""
    return rows.origins(session.rows, client_id)
