"""Spreadsheets read by a child process that holds no key; Linux counts its memory, too.

A workbook of some kilobytes unpacks to a hundred megabytes, and those become gigabytes as they
are read: not in the process that holds the vault.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from vault.errors import ImportFileTooLarge, NotATable, SpreadsheetUnreadable
from vault.importers import sheet_frames
from vault.importers.sheet_frames import Sheet
from vault.progress import Progress, no_progress
from vault.viewing.child_process import ChildProcess, Gone, command
from vault.viewing.frames import Head

FLAG = "--read-a-spreadsheet"
"""What a frozen program is started with to be the child; see ``ui.app``."""
_MODULE = "vault.importers.spreadsheet_child"
_READING_S = 300.0
_TELL_EVERY_S = 0.1
_TOO_LARGE: Final = ("file", "rows", "columns", "cell")


def read(data: bytes, sheet: str | None = None, progress: Progress = no_progress) -> Sheet:
    """Return ``sheet``, or the one with the most headers that we know, or else the first filled.

    Raises ``NotATable`` (another zip file, no such sheet), ``SpreadsheetUnreadable``,
    ``ImportFileTooLarge`` and what ``progress`` raises: the child ends with it.
    """
    name = None if sheet is None else sheet.encode("utf-8", "replace")
    head = {"name_bytes": None if name is None else len(name)}
    try:
        answer, body = _asked(head, (name or b"") + data, progress)
    except Gone as error:
        raise SpreadsheetUnreadable() from error
    _check(answer)
    return sheet_frames.from_bytes(body)


def _asked(head: Head, body: bytes, progress: Progress) -> tuple[Head, bytes]:
    child = ChildProcess(command(FLAG, _MODULE))
    try:
        return _watched(
            lambda: child.exchange(head, body, sheet_frames.MOST_TEXT, _READING_S),
            child.kill,
            progress,
        )
    finally:
        child.close()


def _watched(
    work: Callable[[], tuple[Head, bytes]], end: Callable[[], None], progress: Progress
) -> tuple[Head, bytes]:
    """Wait on another thread's ``work``; where ``progress`` raises, ``end`` it first."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        try:
            while True:
                progress("files", 0, 0)
                try:
                    return future.result(_TELL_EVERY_S)
                except TimeoutError:
                    continue
        except BaseException:
            end()
            raise


def _check(answer: Head) -> None:
    what = answer.get("too_large")
    if what is not None:
        raise ImportFileTooLarge(what if what in _TOO_LARGE else "file")
    refused = answer.get("refused")
    if refused is not None:
        raise NotATable() if refused == "no_table" else SpreadsheetUnreadable()


def serve_if_child(argv: Sequence[str]) -> bool:
    """Be the child if a frozen program was started as one; return whether that was so."""
    if len(argv) != 2 or argv[0] != FLAG:
        return False
    from vault.importers import spreadsheet_child  # loads the reader: never in the program itself

    spreadsheet_child.main(int(argv[1]))
    return True
