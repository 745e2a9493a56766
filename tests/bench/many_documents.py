"""``seal-many``: a practice with very many small documents and one of the largest.

What is to be shown is that memory grows with neither: sealing, opening the caseload and taking
custody stay under one bound. The time of the sealing stands beside copying the same bytes.
"""

from __future__ import annotations

import json
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench import processes
from tests.bench.big_vault import BigVault, big_vault
from tests.bench.measuring import check_figure, keep, seconds
from tests.bench.sealing import PEAK_MB, copy_durably, files_of
from tests.faults.custody_rows import hold_with_keys
from tests.suite import Row, Scale
from vault.clients import service as clients
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.sealing.statement_model import SealKind

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MB = 1 << 20
_MANY_SMALL, _MANY_FULL = 500, 50_000
_LARGE_SMALL, _LARGE_FULL = 64 * _MB, 5 << 30
_LETTER = b"A letter of a thousand letters. " * 32


class _Zeros(RawIOBase):
    """A file of so many zero bytes that lies nowhere."""

    def __init__(self, size: int) -> None:
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        count = min(len(view), self._left)
        view[:count] = bytes(count)
        self._left -= count
        return count


def run(scale: Scale) -> Row:
    """Seal such a practice, open its caseload, take its records into custody."""
    row = Row(name="seal-many")
    vault = big_vault(scale)
    with vault.copied() as folder, TemporaryDirectory(prefix="bench-") as base:
        stick = Path(base) / "stick"
        _fill(vault, folder, stick, scale)
        sheet, kind = json.dumps(list(vault.sheet)), SealKind.CLOSURE.value
        sealed = processes.run("seal_work", folder, sheet, stick, kind)
        read = processes.run("custody_work", "caseload", stick, stick)
        taken = processes.run("custody_work", "take", stick, Path(base) / "kept.casekeep")
        files = files_of(stick)
        (copies := Path(base) / "copies").mkdir()
        copy = seconds(lambda: copy_durably(files, copies))
    keep(row, ours_s=sealed["seconds"], copy_s=copy, take_s=taken["seconds"])
    keep(row, files=len(files), documents=taken["documents"])
    row.ratios["vs_copy"] = round(sealed["seconds"] / copy, 3)
    for name, said in {"seal": sealed, "caseload": read, "take": taken}.items():
        check_figure(row, f"{name}_peak_mb", said["peak"] / _MB, PEAK_MB, PEAK_MB)
    return row


def _fill(vault: BigVault, folder: Path, stick: Path, scale: Scale) -> None:
    session = vault.unlock(folder)
    ids = clients.list_ids(session)
    for number in range(scale.pick(_MANY_SMALL, _MANY_FULL)):
        letter = BytesIO(number.to_bytes(8, "big") + _LETTER)
        facts = DocumentFacts(title=f"Letter {number}")
        documents.add_stream(session, ids[number % len(ids)], letter, "letter.txt", facts)
    film = BufferedReader(_Zeros(scale.pick(_LARGE_SMALL, _LARGE_FULL)), _MB)
    documents.add_stream(session, ids[0], film, "film.mp4", DocumentFacts(title="Film"))
    session.step_up("\n".join(vault.sheet).encode())
    hold_with_keys(session, stick)
    session.close()
