"""Disposals that wait to be finished. Home asks this alone: it loads little."""

from vault.disposal import rows
from vault.disposal.model import Disposal, DisposalState
from vault.session import Session


def unfinished(session: Session) -> list[Disposal]:
    """Return the disposals that are not finished, newest first."""
    found = rows.disposals(session.rows)
    return [one for one in found if one.state is not DisposalState.FINISHED]
