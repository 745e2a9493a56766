"""The audit log as a CSV file, for a reader outside: plain text, so the person is warned first."""

from collections.abc import Iterator
from pathlib import Path

from vault import clock
from vault.audit import service
from vault.audit.model import AuditEvent
from vault.ids import ClientId
from vault.printing import spreadsheet
from vault.session import Session
from vault.store import atomic

_COLUMNS = ("sequence", "at_utc", "action", "record_number", "detail")
_PAGE = 500
_HASH = "content"


def write_csv(session: Session, path: Path, client_id: ClientId | None = None) -> int:
    """Write the whole log, or one client's, as ``path``, oldest first; return how many events.

    UTF-8, instants in ISO form and UTC. No names and no text of notes are in the log, and of
    psychotherapy notes not even the hash of what was signed. The export itself is audited. Raises
    ``ReadOnlyFolder``, ``DiskFull`` or ``StorageFailed``.
    """
    events = list(_oldest_first(session, client_id))
    text = spreadsheet.csv_text(_COLUMNS, map(_cells, events))
    atomic.write_whole(path, text.encode("utf-8"))
    with session.begin("audit.export") as tx:
        tx.audit(client_id, events=len(events))
    return len(events)


def _oldest_first(session: Session, client_id: ClientId | None) -> Iterator[AuditEvent]:
    pages: list[list[AuditEvent]] = []
    before: int | None = None
    while page := service.page(session, client_id, before, _PAGE):
        pages.append(page)
        before = page[-1].seq
    for page in reversed(pages):
        yield from reversed(page)


def _cells(event: AuditEvent) -> tuple[str, ...]:
    told = sorted(event.detail.items())
    if event.is_of_psychotherapy:  # whoever has the hash can try out what a short note says
        told = [(name, value) for name, value in told if name != _HASH]
    detail = "; ".join(f"{name}={value}" for name, value in told)
    at = clock.to_text(event.at)
    return str(event.seq), at, event.action, event.record_number, detail
