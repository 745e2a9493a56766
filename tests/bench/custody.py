"""``open-caseload`` and ``take-custody``: a successor opens a practice's export.

Beside copying the same bytes: for the caseload all that is looked at before, for custody the whole
export. Taking custody has to do more, so its limit does as well: the records under a key of their
own, with their indexes built anew, by the driver alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import processes
from tests.bench.backup import add_documents
from tests.bench.big_vault import big_vault
from tests.bench.measuring import NOISE, check_figure, check_goal, in_turns, keep, seconds
from tests.bench.raw import copied_and_rebuilt, database_of
from tests.bench.sealing import copy_durably, files_of
from tests.faults.custody_rows import seal_onto
from tests.suite import Row, Scale
from vault.store import bundle

CASELOAD_GOAL_S = 10.0
TAKE_GOAL, TAKE_CEILING = 5.0, 14.0
"""The limit's driver does not wipe its memory, and checks nothing of what it wrote."""
PEAK_MB = 300
_FILES_SMALL, _FILES_FULL = 200, 5000
_MB = 1 << 20
_ROUNDS = 3


Rebuild = Callable[[], float]


@contextmanager
def _stick(scale: Scale) -> Iterator[tuple[Path, Rebuild]]:
    """Give a stick with the export of the big practice and the holders' keys, and the limit."""
    vault = big_vault(scale)
    with vault.copied() as folder, TemporaryDirectory(prefix="bench-") as base:
        add_documents(vault, folder, scale.pick(_FILES_SMALL, _FILES_FULL))
        session = vault.unlock(folder)
        session.step_up("\n".join(vault.sheet).encode())
        seal_onto(session, stick := Path(base) / "stick")
        name, key = database_of(session)
        session.close()
        yield stick, lambda: copied_and_rebuilt(vault, folder / name, key)


def run_caseload(scale: Scale) -> Row:
    """Look at the export, and read the caseload."""
    row = Row(name="open-caseload")
    peaks: list[float] = []
    with _stick(scale) as (stick, _):
        small = [one for one in files_of(stick) if bundle.ATTACHMENTS not in one.parts]
        ours, copy = in_turns(
            _ROUNDS,
            lambda: _kept(peaks, processes.run("custody_work", "caseload", stick, stick)),
            lambda: _copied(small, stick),
        )
    keep(row, ours_s=ours, copy_s=copy)
    row.ratios["vs_copy"] = round(ours / copy, 3)
    check_figure(row, "seconds", ours, CASELOAD_GOAL_S, CASELOAD_GOAL_S * NOISE)
    check_figure(row, "peak_mb", max(peaks) / _MB, PEAK_MB, PEAK_MB)
    return row


def run_take(scale: Scale) -> Row:
    """Take the records into a custodial vault; compare with copying the export."""
    row = Row(name="take-custody")
    peaks: list[float] = []
    with _stick(scale) as (stick, rebuild):
        megabytes = sum(one.stat().st_size for one in files_of(stick)) / _MB
        ours, copy, rebuilt = in_turns(
            scale.pick(1, _ROUNDS),
            lambda: _kept(peaks, _taken(stick)),
            lambda: _copied(files_of(stick), stick),
            rebuild,
        )
    keep(row, ours_s=ours, copy_s=copy, limit_s=copy + rebuilt, megabytes=megabytes)
    row.ratios["vs_copy"] = round(ours / copy, 3)
    check_goal(row, "vs_limit", ours / (copy + rebuilt), TAKE_GOAL, TAKE_CEILING)
    check_figure(row, "peak_mb", max(peaks) / _MB, PEAK_MB, PEAK_MB)
    return row


def _taken(stick: Path) -> dict[str, float]:
    with TemporaryDirectory(prefix="turn-", dir=stick.parent) as name:
        return processes.run("custody_work", "take", stick, Path(name) / "kept.casekeep")


def _kept(peaks: list[float], said: dict[str, float]) -> float:
    peaks.append(said["peak"])
    return said["seconds"]


def _copied(files: list[Path], stick: Path) -> float:
    with TemporaryDirectory(prefix="turn-", dir=stick.parent) as name:
        return seconds(lambda: copy_durably(files, Path(name)))
