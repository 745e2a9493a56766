"""Events of this vault in words, with the days of the notes that they speak of."""

from collections.abc import Sequence

from ui.audit import presenter
from ui.audit.presenter import AuditLine
from vault.audit.model import AuditEvent
from vault.notes import service as notes
from vault.session import Session


def lines(session: Session, events: Sequence[AuditEvent]) -> list[AuditLine]:
    """Return the events in words; runs on the worker."""
    days = notes.days(session, presenter.note_ids(events))
    return [presenter.line(event, days) for event in events]
