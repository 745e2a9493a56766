"""Whether a disposal waits to be finished, and what of one is late: Home asks this alone, for it
loads next to nothing."""

from vault.disposal import waiting_rows
from vault.disposal.waiting_rows import LateCopies as LateCopies
from vault.session import Session


def is_any(session: Session) -> bool:
    """Return whether one was begun and is not finished."""
    return waiting_rows.is_any(session.rows)


def late_copies(session: Session) -> LateCopies | None:
    """Return what was to be treated or destroyed by a day that is over, of the newest disposal.

    A certificate named them and the day; the next one, issued when somebody looks, sets another.
    """
    return waiting_rows.late_copies(session.rows, session.today())
