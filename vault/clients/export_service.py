"""The list of clients as a CSV file: plain text with names, so it wants a step-up and a warning."""

from collections.abc import Sequence
from pathlib import Path

from vault.clients import list_rows
from vault.clients.model import ClientLine
from vault.ids import ClientId
from vault.printing import spreadsheet
from vault.session import Session
from vault.store import atomic

_COLUMNS = ("record_number", "name", "status", "birth_date", "next_session")
_AT_ONCE = 200


def write_csv(session: Session, path: Path, ids: Sequence[ClientId]) -> int:
    """Write the clients of ``ids`` in their order as ``path``; return how many there were.

    UTF-8, days in ISO form, the next session in local time; those gone meanwhile are left out.
    The export is audited. Raises ``StepUpRequired``, ``ReadOnlyFolder``, ``DiskFull`` or
    ``StorageFailed``.
    """
    session.require_step_up()
    now = session.now().astimezone()
    lines: list[ClientLine] = []
    for begin in range(0, len(ids), _AT_ONCE):
        lines += list_rows.lines(session.rows, ids[begin : begin + _AT_ONCE], now)
    text = spreadsheet.csv_text(_COLUMNS, map(_cells, lines))
    atomic.write_whole(path, text.encode("utf-8"))
    with session.begin("client.export") as tx:
        tx.audit(clients=len(lines))
    return len(lines)


def _cells(line: ClientLine) -> tuple[str, ...]:
    born, coming = line.birth_date, line.next_session
    return (
        line.record_number,
        line.name,
        line.status.value,
        born.isoformat() if born else "",
        coming.strftime("%Y-%m-%d %H:%M") if coming else "",
    )
