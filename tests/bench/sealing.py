"""``seal-first`` and ``seal-refresh``: a practice's sealed export beside copying the same bytes.

``vs_copy`` compares with a copy of each file of the export, and its fsync. A sealing does more:
every record is read, decrypted, checked and written as pages and tables, sealed, and all of it read
back from the medium and opened once. A refresh copies no document again, and reads them all.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import processes
from tests.bench.backup import add_documents
from tests.bench.big_vault import BigVault, big_vault
from tests.bench.measuring import check_figure, check_goal, in_turns, keep, seconds
from tests.succession_fixtures import card_holders
from tests.suite import Row, Scale
from vault.clients import service as clients
from vault.ids import NoteId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.sealing.part_model import Part
from vault.sealing.statement_model import SealKind
from vault.succession import service as succession
from vault.succession.model import PartPlan

FIRST_GOAL, FIRST_CEILING = 12.0, 60.0
REFRESH_GOAL, REFRESH_CEILING = 12.0, 60.0
"""A part is written whole, though one note was changed: that is what keeps each number readable
alone."""
PEAK_MB = 300
_HOLDERS = (1, 2)
_FILES_SMALL, _FILES_FULL = 200, 5000
_MB = 1 << 20
_NUMBERED = re.compile(r"[A-Za-z-]+-([1-9][0-9]*)\..+")


class _Practice:
    """A vault with many documents, whose holders have cards."""

    def __init__(self, base: Path, folder: Path, vault: BigVault, files: int) -> None:
        self.folder = folder
        self._base = base
        self._vault = vault
        self._sheet = json.dumps(list(vault.sheet))
        add_documents(vault, folder, files)
        session = vault.unlock(folder)
        session.step_up("\n".join(vault.sheet).encode())
        holders = card_holders(session, len(_HOLDERS), is_proved=True)
        parts = [PartPlan(part=one, holders=_HOLDERS) for one in (Part.CASELOAD, Part.RECORDS)]
        succession.hold(session, holders, parts)
        session.close()

    def first(self) -> dict[str, float]:
        """Seal onto an empty stick, from a vault that knows of none."""
        with TemporaryDirectory(prefix="turn-", dir=self._base) as name:
            live = Path(name) / self.folder.name
            shutil.copytree(self.folder, live)
            (stick := Path(name) / "stick").mkdir()
            return self._seal(live, stick)

    def begin(self, stick: Path) -> None:
        """Seal the number before those that are measured."""
        self._seal(self.folder, stick)

    def refresh(self, stick: Path) -> dict[str, float]:
        """Change one note, and seal the next number."""
        session = self._vault.unlock(self.folder)
        client = clients.list_ids(session)[0]
        head = NoteHead(client_id=client, occurred_on=date(2026, 11, 2))
        body = Body.of((Section(heading="", text="One more sentence."),))
        notes.sign(session, Shelf.RECORD, NoteId(notes.start(session, head, body)))
        session.close()
        return self._seal(self.folder, stick)

    def _seal(self, folder: Path, stick: Path) -> dict[str, float]:
        return processes.run("seal_work", folder, self._sheet, stick, SealKind.STANDING.value)

    def copied(self, files: list[Path]) -> float:
        """Return the seconds of copying these files, each made durable, and no more."""
        with TemporaryDirectory(prefix="turn-", dir=self._base) as name:
            return seconds(lambda: copy_durably(files, Path(name)))


@contextmanager
def _practice(scale: Scale) -> Iterator[_Practice]:
    vault = big_vault(scale)
    with vault.copied() as folder, TemporaryDirectory(prefix="bench-") as base:
        yield _Practice(Path(base), folder, vault, scale.pick(_FILES_SMALL, _FILES_FULL))


def run_first(scale: Scale) -> Row:
    """Seal the first number; compare with copying all its files."""
    row = Row(name="seal-first")
    peaks: list[float] = []
    with _practice(scale) as practice, TemporaryDirectory(prefix="stick-") as stick:
        practice.begin(Path(stick))
        files = files_of(Path(stick))
        megabytes = _megabytes(files)
        ours, copy = in_turns(
            scale.pick(1, 3),
            lambda: _kept(peaks, practice.first()),
            lambda: practice.copied(files),
        )
    _tell(row, ours, copy, megabytes, peaks)
    check_goal(row, "vs_copy", ours / copy, FIRST_GOAL, FIRST_CEILING)
    return row


def run_refresh(scale: Scale) -> Row:
    """Seal the next number after one note was changed; compare with copying all its files."""
    row = Row(name="seal-refresh")
    peaks: list[float] = []
    with _practice(scale) as practice, TemporaryDirectory(prefix="stick-") as stick:
        practice.begin(Path(stick))
        megabytes = _megabytes(files_of(Path(stick)))
        ours, copy = in_turns(
            scale.pick(1, 3),
            lambda: _kept(peaks, practice.refresh(Path(stick))),
            lambda: practice.copied(files_of(Path(stick))),
        )
    _tell(row, ours, copy, megabytes, peaks)
    check_goal(row, "vs_copy", ours / copy, REFRESH_GOAL, REFRESH_CEILING)
    return row


def _tell(row: Row, ours: float, copy: float, megabytes: float, peaks: list[float]) -> None:
    keep(row, ours_s=ours, copy_s=copy, megabytes=megabytes)
    check_figure(row, "peak_mb", max(peaks) / _MB, PEAK_MB, PEAK_MB)


def _megabytes(files: list[Path]) -> float:
    return sum(one.stat().st_size for one in files) / _MB


def _kept(peaks: list[float], said: dict[str, float]) -> float:
    peaks.append(said["peak"])
    return said["seconds"]


def files_of(stick: Path) -> list[Path]:
    """Return the files of the newest number of the export on a stick, and what all share."""
    found = [one for one in stick.glob("casekeep-export-*/**/*") if one.is_file()]
    numbers = {one: int(match[1]) for one in found if (match := _NUMBERED.fullmatch(one.name))}
    newest = max(numbers.values(), default=0)
    return [one for one in found if numbers.get(one, newest) == newest]


def copy_durably(sources: list[Path], folder: Path) -> None:
    """Copy files, each made durable, and no more."""
    for number, source in enumerate(sources):
        target = folder / str(number)
        shutil.copyfile(source, target)
        with target.open("rb+") as file:
            os.fsync(file.fileno())
