"""The dry run as a window asks for it: what a file holds, and what would become of it.

Nothing here needs a session or writes anything; all of it may run on any thread.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vault import digests
from vault.clients.model import CareSessionStatus
from vault.ids import ClientId
from vault.importers import (
    appointments,
    calendars,
    cells,
    client_list,
    confined_spreadsheets,
    dates,
    file_bytes,
    headers,
    judging,
    note_files,
    tables,
    vcards,
)
from vault.importers.batch_model import FilesHad, ImportKind, Original, Source
from vault.importers.dates import DateOrder
from vault.importers.headers import Vocabulary
from vault.importers.matching import Matcher
from vault.importers.model import (
    Candidate,
    ClientImport,
    KnownClient,
    SessionImport,
    SessionOwner,
)
from vault.importers.note_model import NoteFile
from vault.importers.table_model import Column, Field, Table
from vault.progress import Progress, no_progress

# Where a vocabulary knows no header for a field, a person may still mean it.
_ONLY_SESSIONS = frozenset(
    {
        Field.CLIENT,
        Field.STARTS,
        Field.START_TIME,
        Field.ENDS,
        Field.END_TIME,
        Field.MINUTES,
        Field.SESSION_STATUS,
        Field.SESSION_KIND,
        Field.PLACE,
    }
)
_OF_SESSIONS = _ONLY_SESSIONS | {Field.FIRST_NAME, Field.LAST_NAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A source as it was read: a table, the bytes of cards or of a calendar, or note files."""

    source: Source
    path: Path = field(repr=False)
    data: bytes = field(default=b"", repr=False)
    table: Table | None = None
    files: tuple[NoteFile, ...] = ()


def read(kind: ImportKind, path: Path, today: date, progress: Progress = no_progress) -> Content:
    """Read a file, or for notes a folder. Raises the ``ImportFileError`` family, and what
    ``progress`` raises.
    """
    if kind is ImportKind.NOTES:
        source = Source(kind=kind, sha256="")
        return Content(source=source, path=path, files=note_files.scan(path, today, progress))
    data = file_bytes.read(path)
    source = Source(kind=kind, sha256=digests.sha256(data).hexdigest())
    is_table = kind in (ImportKind.CLIENTS, ImportKind.APPOINTMENTS)
    table = tables.table_of(data, progress=progress) if is_table else None
    return Content(source=source, path=path, data=data, table=table)


def with_sheet(content: Content, sheet: str, progress: Progress = no_progress) -> Content:
    """Return the same workbook at another sheet. Raises as ``read`` does."""
    return replace(content, table=tables.table_of(content.data, sheet, progress))


def columns(content: Content) -> tuple[Column, ...]:
    """Return what each column of the table is taken for; none without a table."""
    return headers.match(_table(content).headers, _vocabulary(content)) if content.table else ()


def above_header(content: Content) -> list[str]:
    """Return the lines above the header of the table, which belong to no entry."""
    return [cells.in_one_line(row) for row in _table(content).preamble] if content.table else []


def fields(kind: ImportKind) -> tuple[Field, ...]:
    """Return what the columns of such a table may hold."""
    if kind is ImportKind.APPOINTMENTS:
        return tuple(one for one in Field if one in _OF_SESSIONS)
    return tuple(one for one in Field if one not in _ONLY_SESSIONS)


def open_orders(content: Content, chosen: Sequence[Column]) -> frozenset[int]:
    """Return the places of the columns whose dates may be read in two ways."""
    if content.table is None:
        return frozenset()
    is_open = (DateOrder.UNPROVEN, DateOrder.CONTRADICTED)
    return frozenset(
        column.position
        for column in chosen
        if column.field in cells.DAY_FIELDS
        and dates.order_of(cells.values_at(content.table, column.position), column.header)
        in is_open
    )


def plan_clients(
    content: Content,
    chosen: Sequence[Column],
    day_first: Mapping[int, bool],
    known: Sequence[KnownClient],
    today: date,
    gone: Collection[str] = (),
) -> ClientImport:
    """Return what a list or contacts would bring. ``day_first`` says, by a column's place, how
    dates that may be read in two ways are meant; ``gone`` are record numbers whose records are not
    there any more. Raises what reading cards raises.
    """
    if content.source.kind is ImportKind.CONTACTS:
        return vcards.plan(content.data, known, today)
    return client_list.plan(_table(content), chosen, known, today, _orders(day_first), gone)


def plan_sessions(
    content: Content,
    chosen: Sequence[Column],
    day_first: Mapping[int, bool],
    today: date,
    past: CareSessionStatus,
) -> SessionImport:
    """Return what a report or a calendar would bring; ``past`` is what past sessions were that
    do not say it themselves. Raises what reading a calendar raises.
    """
    if content.source.kind is ImportKind.CALENDAR:
        return calendars.plan(content.data, today, past_status=past)
    return appointments.plan(_table(content), chosen, today, _orders(day_first), past)


def judge_sessions(
    plan: SessionImport,
    matches: Mapping[str, ClientId],
    owners: Mapping[ClientId, SessionOwner],
    today: date,
) -> SessionImport:
    """Return ``plan`` with what the vault says against it, as ``service.session_owners`` knows."""
    return judging.judged(plan, matches, owners, today)


def candidates(
    known: Sequence[KnownClient], texts: Sequence[str]
) -> dict[str, tuple[Candidate, ...]]:
    """Return for each text whom it may mean, the likest first."""
    matcher = Matcher(known)
    return {text: matcher.candidates(text) for text in texts}


def files_had(originals: Collection[Original], files: Iterable[tuple[str, Original]]) -> FilesHad:
    """Return which files their client has already; ``files`` are names, and what each would be."""
    seen = set(originals)
    contents = {(client_id, sha256) for client_id, sha256, _ in originals}
    there, alike = set(), set()
    for name, original in files:
        content = original[:2]
        if original in seen:
            there.add(name)
        elif content in contents:
            alike.add(name)
        seen.add(original)
        contents.add(content)
    return FilesHad(there=frozenset(there), alike=frozenset(alike))


def _orders(day_first: Mapping[int, bool]) -> dict[int, DateOrder]:
    orders = {True: DateOrder.DAY_FIRST, False: DateOrder.MONTH_FIRST}
    return {position: orders[is_day] for position, is_day in day_first.items()}


def _table(content: Content) -> Table:
    if content.table is None:
        raise ValueError("this import has no table")
    return content.table


def _vocabulary(content: Content) -> Vocabulary:
    is_list = content.source.kind is ImportKind.CLIENTS
    return Vocabulary.CLIENTS if is_list else Vocabulary.SESSIONS


def serve_if_child(argv: Sequence[str]) -> bool:
    """Be the process that reads a spreadsheet, if a frozen program was started as that."""
    return confined_spreadsheets.serve_if_child(argv)
