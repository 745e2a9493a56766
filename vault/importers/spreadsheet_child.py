"""The process that reads a spreadsheet: it holds no key, opens no file and has no network.

What a hostile workbook makes of it, the worst is that it dies, and the parent says so.
"""

import sys
from collections.abc import Mapping

from vault.errors import ImportFileTooLarge, NotATable, SpreadsheetUnreadable, VaultError
from vault.importers import headers, sheet_frames, spreadsheets
from vault.private_output import private_output
from vault.viewing import confinement
from vault.viewing.frames import BadFrame, read_frame, write_frame
from vault.viewing.text_pages import load_encodings

_CPU_S = 120
"""Five million cells, which are the most, take a minute."""
_REFUSALS: Mapping[type[VaultError], str] = {
    NotATable: "no_table",
    SpreadsheetUnreadable: "unreadable",
}


def main(parent_pid: int) -> None:
    """Read one workbook that comes through standard input, and answer with one sheet."""
    confinement.die_with(parent_pid)
    requests, answers = sys.stdin.buffer, private_output()
    load_encodings()
    headers.known_headers(("name",))  # reads the synonyms, while files can still be opened
    confinement.confine()
    try:
        head, body = read_frame(requests, sheet_frames.MOST_TEXT)
        confinement.grant_time(_CPU_S)
        write_frame(answers, *_answer(head["name_bytes"], body))
    except (BadFrame, OSError):
        return  # the parent is gone


def _answer(name_bytes: int | None, body: bytes) -> tuple[dict[str, str], bytes]:
    sheet = None if name_bytes is None else body[:name_bytes].decode("utf-8", "replace")
    try:
        read = spreadsheets.read(body[name_bytes or 0 :], sheet)
        return {}, sheet_frames.to_bytes(read)
    except ImportFileTooLarge as error:
        return {"too_large": error.what}, b""
    except MemoryError:
        return {"too_large": "file"}, b""
    except tuple(_REFUSALS) as error:
        return {"refused": _REFUSALS[type(error)]}, b""
