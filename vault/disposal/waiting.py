"""Whether a disposal waits to be finished. Home asks this alone: it loads next to nothing."""

from vault.disposal import waiting_rows
from vault.session import Session


def is_any(session: Session) -> bool:
    """Return whether one was begun and is not finished."""
    return waiting_rows.is_any(session.rows)
