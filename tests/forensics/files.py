"""Row ``files``: nothing that was typed about a client is in any file, whatever happened."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.forensics import canary_words, carried, search, subject, written
from tests.suite import Row, Scale
from tests.tour import first_day, papers, story, surroundings, work
from tests.tour.driver import ROOT, Program
from tests.tour.report import Report
from tests.tour.surroundings import Surroundings
from tests.tour.tour import Tour

_LIMIT_S = 120
_TEXT = "Planted for the control. "
_FOUND_AGAIN = 5
"""Words that Find finds in the restored vault: a name, the notes, a file's name."""


@dataclass(slots=True, kw_only=True)
class _Trace:
    """The logs of every program started; ``folder`` lies outside of what is searched."""

    folder: Path
    logs: list[Path] = field(default_factory=list)

    def prefix(self) -> list[str]:
        """Return what to put before the next command."""
        if not written.is_available():
            return []
        self.logs.append(self.folder / f"{len(self.logs)}.log")
        return written.tracer(self.logs[-1])


def run(scale: Scale) -> Row:
    """Do everything there is to do, fall over, and search."""
    row = Row(name="files")
    if not written.is_available():
        row.check(os.environ.get("CI") != "true", "strace is not there, and CI must have it")
    _control(row)
    _control_of_cores(row)
    _control_of_carrying(row)
    _through_services(row, rounds=scale.pick(1, 3))
    _through_the_window(row, rounds=scale.pick(1, 2))
    return row


def _control(row: Row) -> None:
    """What is planted is found: in a file left behind, and in one that is already gone."""
    word = search.canary()
    for encoding in search.ENCODINGS:
        with TemporaryDirectory(prefix="files-") as name, TemporaryDirectory() as logs:
            trace = _Trace(folder=Path(logs))
            program = (
                "import pathlib, sys; a = pathlib.Path(sys.argv[1], 'a'); b = a.with_name('b');"
                "t = sys.stdin.read().encode(sys.argv[2]); a.write_bytes(t); b.write_bytes(t);"
                "b.unlink()"
            )
            command = [*trace.prefix(), sys.executable, "-c", program, name, encoding]
            subprocess.run(command, input=_TEXT + word, text=True, check=True)
            found = list(search.in_files(search.files_below(Path(name)), [word]))
            row.check(bool(found), f"control: a planted word in {encoding} is not found")
            for log in trace.logs:
                gone = [leak for leak in written.leaks(log, [word]) if "/b" in leak]
                row.check(bool(gone), f"control: {encoding} in a file already gone is not found")


def _control_of_cores(row: Row) -> None:
    """A program that does not forbid it leaves a core dump where ours is searched."""
    pattern = Path("/proc/sys/kernel/core_pattern")
    if not pattern.exists() or not pattern.read_text("ascii").startswith("core"):
        row.figures["cores_go_elsewhere"] = 1
        return
    with TemporaryDirectory(prefix="files-") as name:
        program = "import os; os.abort()"
        limit = ["/bin/sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh"]
        subprocess.run([*limit, sys.executable, "-c", program], cwd=name, check=False)
        cores = [one for one in search.files_below(Path(name)) if one.name.startswith("core")]
        row.check(bool(cores), "control: this computer writes no core dump at all")


def _control_of_carrying(row: Row) -> None:
    """An export in plain is found, though it is gone before anybody searches."""
    words, carried_words = _canaries(subject.WORDS), _canaries(carried.WORDS)
    secret, found = " ".join(_canaries(3)), Row(name="control")
    with TemporaryDirectory(prefix="files-") as name, TemporaryDirectory() as logs:
        base, trace = Path(name), _Trace(folder=Path(logs))
        environment = sandbox(base)
        carried.write_sources(base, carried_words)
        given = json.dumps({"secret": secret, "words": words})
        for phase in ("work", "leak"):
            code, _told = _subject(trace, base, environment, phase, given)
            row.check(code == 0, f"control: {phase} ended with {code}")
        allowed = (base / subject.ASKED_FOR, base / carried.SOURCES)
        _search(found, "control", [base], trace, [*words, *carried_words], allowed)
    if trace.logs:
        is_found = any("written into" in one for one in found.failures)
        row.check(is_found, "control: an export in plain is not found")


def _canaries(count: int) -> list[str]:
    return [search.canary() for _ in range(count)]


def _through_services(row: Row, rounds: int) -> None:
    words, carried_words = _canaries(subject.WORDS), _canaries(carried.WORDS)
    secret = " ".join(_canaries(3))
    with TemporaryDirectory(prefix="files-") as name, TemporaryDirectory() as logs:
        base, trace = Path(name), _Trace(folder=Path(logs))
        environment = sandbox(base)
        given = json.dumps({"secret": secret, "words": words})
        code, told = _subject(trace, base, environment, "work", given)
        row.check(code == 0, f"the services' program ended with {code}")
        row.figures["fields"] = told.get("used", 0)
        _carry(row, trace, base, environment, secret, carried_words)
        for _ in range(rounds):
            for phase in ("edit", "abort", "cut-sealing", "cut-copying"):
                code, _told = _subject(trace, base, environment, phase, given)
                row.check(code != 0, f"the program did not fall: {phase}")
        asked_for = base / subject.ASKED_FOR
        _check_copies(row, asked_for, words)
        needles = [*words, *carried_words, *secret.split()]
        allowed = (asked_for, base / carried.SOURCES)
        _search(row, "services", [base], trace, needles, allowed)


def _carry(
    row: Row, trace: _Trace, base: Path, environment: dict[str, str], secret: str, words: list[str]
) -> None:
    """Bring records in and out, whole and cut off; the sources stay as they are."""
    carried.write_sources(base, words)
    before = {one: one.read_bytes() for one in search.files_below(base / carried.SOURCES)}
    given = json.dumps({"secret": secret, "words": words})
    code, told = _subject(trace, base, environment, "carry", given)
    row.check(code == 0, f"carrying in and out ended with {code}")
    row.check(told.get("found", 0) >= _FOUND_AGAIN, f"control: what came back: {told}")
    for phase in ("cut-carrying", "cut-restoring"):
        code, _told = _subject(trace, base, environment, phase, given)
        row.check(code == -signal.SIGABRT, f"the program did not fall: {phase}: {code}")
    after = {one: one.read_bytes() for one in search.files_below(base / carried.SOURCES)}
    row.check(after == before, "the sources are not as they were")


def _check_copies(row: Row, asked_for: Path, words: list[str]) -> None:
    """The copy asked for is there, in plain; of the one that was cut nothing is."""
    left = search.files_below(asked_for)
    row.check([one.name for one in left] == ["copy"], f"beside the copy asked for: {left}")
    found = {said for one in left for said in search.in_file(one, words)}
    row.check(len(found) == 1, "control: the copy asked for does not hold its word")


def sandbox(base: Path) -> dict[str, str]:
    """Return an environment that leads every write below ``base``."""
    environment = dict(os.environ)
    names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    for name in (*names, "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        environment[name] = str(base / name.lower())
        (base / name.lower()).mkdir(mode=0o700)
    return environment | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _subject(
    trace: _Trace, base: Path, environment: dict[str, str], phase: str, given: str
) -> tuple[int, dict[str, int]]:
    """Run one phase; the one that types on is killed as soon as it does."""
    command = [sys.executable, "-m", "tests.forensics.subject", phase, str(base / "f.casekeep")]
    with (base / f"stderr-{len(trace.logs)}").open("wb") as stderr:
        process = subprocess.Popen(
            [*trace.prefix(), *command],
            cwd=base,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
        assert process.stdin is not None and process.stdout is not None
        with process.stdin as stdin:
            stdin.write(given)
        line = process.stdout.readline()
        told: dict[str, int] = json.loads(line) if line else {}
        if "pid" in told:
            os.kill(told["pid"], signal.SIGKILL)
        rest = process.stdout.read()
        (base / f"stdout-{len(trace.logs)}").write_text(line + rest, encoding="utf-8")
        return process.wait(_LIMIT_S), told


def _through_the_window(row: Row, rounds: int) -> None:
    words = canary_words.canary_words()
    with (
        TemporaryDirectory(prefix="files-") as out,
        TemporaryDirectory() as logs,
        surroundings.prepared() as place,
    ):
        trace = _Trace(folder=Path(logs))
        report = Report(out=Path(out))
        with Program(place.base, place.environment, prefix=trace.prefix()) as program:
            tour = Tour(
                program=program, place=place, report=report, words=words, takes_pictures=False
            )
            row.check(story.play(tour, story.STAGES), f"the tour: {report.failed[:1]}")
        for _ in range(rounds):
            for number in (signal.SIGKILL, signal.SIGABRT):
                _crash(row, tour, trace, number)
        folders = [place.base, Path(place.environment["XDG_RUNTIME_DIR"]).parent]
        plain = place.base / papers.STICK
        _search(row, "window", folders, trace, [*_words_of(tour)], [plain])


def _words_of(tour: Tour) -> list[str]:
    return [*canary_words.single(tour.words), *tour.sheet.values()]


def _crash(row: Row, tour: Tour, trace: _Trace, number: signal.Signals) -> None:
    """Unlock, type, and end in the middle of it."""
    place: Surroundings = tour.place
    with Program(place.base, place.environment, prefix=trace.prefix()) as program:
        tour.program = program
        is_there = story.play(tour, (("unlock", first_day.unlock), ("type", _type_on)))
        row.check(is_there, f"before {number.name}: {tour.report.failed[-1:]}")
        code = program.kill(number)
        row.check(code != 0, f"{number.name} did not end the program")


def _type_on(tour: Tour) -> None:
    program, words = tour.program, tour.words
    program.click("Clients*", "QToolButton")
    work.open_client(tour, words.second_client)
    program.click("Continue this draft")
    program.see("Note", kind="SectionField")
    program.press("Ctrl+End")
    program.order("type_on", text=f" {words.search} {words.plan}" * 20)


def _search(
    row: Row,
    name: str,
    folders: Iterable[Path],
    trace: _Trace,
    needles: list[str],
    allowed: Sequence[Path] = (),
) -> None:
    """Search what is left behind, what was written elsewhere, and all that was ever written.

    Below ``allowed`` lies what was asked for in plain.
    """
    below = [one for folder in folders for one in search.files_below(folder)]
    inside = [one for one in below if not set(allowed) & set(one.parents)]
    elsewhere = {path for log in trace.logs for path in written.paths(log)}
    known = set(below)
    outside = [one for one in elsewhere if one.is_file() and one not in known]
    row.figures[f"{name}_files"] = len(inside)
    row.figures[f"{name}_files_elsewhere"] = len(outside)
    found = list(search.in_files([*inside, *outside], needles))
    ever = {leak for log in trace.logs for leak in written.leaks(log, needles)}
    ever = {leak for leak in ever if not any(f" into {one}/" in leak for one in allowed)}
    for needle in needles:
        traces = [f"{said} in {path}" for path, said in found if needle[:4] in said]
        traces += [leak for leak in ever if needle[:4] in leak]
        row.check(not traces, f"{name}: {traces[:3]}")
    if trace.logs:
        is_seen = any(path.suffix == ".db" for path in elsewhere)
        row.check(is_seen, f"{name}, control: strace did not see the database being opened")
    cores = [one for one in inside if one.name.startswith("core")]
    row.check(not cores, f"{name}: a core dump was written: {cores}")
