"""What custody needs of an opened part of a sealed export (``vault.unsealing`` opens it)."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol

from vault.errors import ExportNotSigned, ExportUnreadable, NewerExport, PartDamaged
from vault.sealing import bounded_lines, rows_text
from vault.sealing.part_model import Part
from vault.sealing.rows_text import SourceRow
from vault.sealing.statement_model import StatementFacts
from vault.store import schema
from vault.unsealing.model import NumberVerdict

PRACTICE_ROWS = "data/practice/rows.json"
AUDIT = "data/practice/audit.json"
_MOST_ROWS = 512 << 20  # bytes; one client's rows are held in memory
_COLUMN = re.compile(r"[a-z_][a-z0-9_]*")
_CLIENT_ROWS = re.compile(r"data/clients/[^/]+/rows\.json")


class Opened(Protocol):
    """A part that was opened, with the statement of its signed number."""

    @property
    def part(self) -> Part:
        """Which part it is."""
        ...

    @property
    def number(self) -> NumberVerdict:
        """What was found of its number: who signed it, and whether the part is whole."""
        ...

    @property
    def statement(self) -> StatementFacts:
        """What the number says of itself; its signature was checked against the cards'."""
        ...

    @property
    def manifest_sha256(self) -> str:
        """SHA-256 (hex) of the number's manifest."""
        ...

    @property
    def names(self) -> Sequence[str]:
        """The names of the part's own entries."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Open an entry; reading it raises ``PartDamaged``."""
        ...

    def open_file(self, name: str) -> BinaryIO:
        """Open a file beside the part, such as ``attachments/ab/<uid>.age``. Raises ``OSError``."""
        ...


def require_vouched_for(opened: Opened) -> None:
    """Raise unless the verdict on a part lets it be kept, whoever calls.

    ``ExportNotSigned``; ``PartDamaged``; ``ExportUnreadable`` where the statement is not what was
    signed.
    """
    found = opened.number
    if not found.is_signed:
        raise ExportNotSigned()
    if not found.is_told:
        raise ExportUnreadable("statement")
    told = found.part(opened.part)
    if told is None or not told.is_whole:
        raise PartDamaged(opened.part)


def clients(opened: Opened) -> list[str]:
    """Return the names of the entries that hold clients' rows, one each."""
    return sorted(name for name in opened.names if _CLIENT_ROWS.fullmatch(name))


def rows(opened: Opened, name: str) -> tuple[str | None, Iterator[SourceRow]]:
    """Return whose rows an entry holds (a client's uid, or ``None``), and the rows.

    Raises ``ExportUnreadable``, ``NewerExport``, ``PartDamaged``; also in the midst of the rows.
    """
    file = opened.open(name)
    most = None if name == AUDIT else _MOST_ROWS  # the chain is taken in as it is read
    lines = bounded_lines.lines(file, "rows", rows_text.MOST_LINE_BYTES, most)
    head, found = rows_text.read(lines)
    if head.schema > schema.latest_version():
        file.close()
        raise NewerExport()
    return head.client, _closing(file, found)


def _closing(file: BinaryIO, found: Iterator[SourceRow]) -> Iterator[SourceRow]:
    checked: tuple[str, ...] = ()
    with file:
        for row in found:
            if row.columns is not checked:
                _require_plain(row.columns)
                checked = row.columns
            yield row


def _require_plain(columns: tuple[str, ...]) -> None:
    """Names of columns become part of SQL, so that none may be more than a name."""
    are_names = all(_COLUMN.fullmatch(name) for name in columns)
    if not are_names or len(set(columns)) != len(columns):
        raise ExportUnreadable("rows")
