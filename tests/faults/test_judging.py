"""The judges of a fault: what they must see is put before them on purpose."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import __main__ as program
from tests.faults import injection, slot_rows, verdict
from tests.faults.injection import OURS, Fault, Outcome
from tests.suite import Row
from tests.tools import require

linux = pytest.mark.skipif(sys.platform != "linux", reason="strace is for Linux alone")
_KILL, _FULL = Fault("write", 1, "KILL"), Fault("write", 1, "ENOSPC")


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    """Return a folder with the template and its secrets."""
    return Path(shutil.copytree(program._first_template().name, tmp_path / "template"))


@pytest.mark.parametrize(
    ("code", "stderr", "fault", "is_fine"),
    [
        (0, "", None, True),
        (OURS, "", _FULL, True),
        (-signal.SIGKILL, "", _KILL, True),
        (0, "", _KILL, False),
        (1, "", _FULL, False),
        (4, "", _FULL, False),
        (120, "", None, False),
        (-signal.SIGABRT, "", _FULL, False),
        (OURS, "Traceback (most recent call last):\nOSError: x", _FULL, False),
    ],
)
def test_another_end_than_done_killed_or_an_error_of_ours_is_told(
    code: int, stderr: str, fault: Fault | None, *, is_fine: bool
) -> None:
    assert (Outcome({}, code, stderr, fault).misbehavior() == []) is is_fine


@pytest.mark.parametrize(("missed", "failures"), [(1, 0), (2, 0), (3, 1)])
def test_faults_that_strike_elsewhere_are_few_or_told(missed: int, failures: int) -> None:
    row = Row(name="save")
    program._judge(row, [None] * missed + [[]] * (40 - missed))
    assert len(row.failures) == failures
    assert row.figures["missed"] == missed


def _emptied(folder: Path) -> None:
    next(folder.glob("passphrase-*.age")).write_bytes(b"")


def _deleted(folder: Path) -> None:
    next(folder.glob("passphrase-*.age")).unlink()


@pytest.mark.parametrize("spoil", [_emptied, _deleted])
@pytest.mark.parametrize("row", ["save", "rotate", "slot"])
def test_a_lost_passphrase_is_told(parent: Path, row: str, spoil: Callable[[Path], None]) -> None:
    folder, secrets = parent / "template.casekeep", parent / "secrets.json"
    outcome = Outcome({}, 0, "")
    assert not [one for one in program._problems(row, folder, secrets, outcome) if "way in" in one]
    spoil(folder)
    assert any("passphrase" in one for one in program._problems(row, folder, secrets, outcome))


def test_a_lost_item_of_the_keyring_is_told(parent: Path) -> None:
    row, folder, path = "slot-passphrase", parent / "template.casekeep", parent / "secrets.json"
    slot_rows.prepare(parent, row)
    assert slot_rows.problems(row, folder, path, Outcome({}, 0, "")) == []
    lost = Outcome({"keyring": {}}, 0, "")
    assert "keyring" in slot_rows.problems(row, folder, path, lost)[0]
    known = json.loads(path.read_text(encoding="utf-8"))["keyring"]
    left = Outcome({"keyring": {**known, "slot-old": "x"}}, 0, "")
    assert "other items" in slot_rows.problems(row, folder, path, left)[0]


def test_a_slot_that_was_not_asked_for_is_told(parent: Path) -> None:
    folder, path = parent / "template.casekeep", parent / "secrets.json"
    done = Outcome({"steps": 3}, 0, "")
    slot_rows.prepare(parent, "slot-passphrase")
    assert "a way in" in slot_rows.problems("slot-keyring", folder, path, done)[0]


@linux
@pytest.mark.parametrize("kind", ["KILL", "ENOSPC", "EIO"])
def test_a_fault_strikes_where_it_is_meant_to(parent: Path, kind: str) -> None:
    every = program._points(parent, "sign")
    chosen = next(one for one in every if one.kind == kind and one.syscall == "openat")
    with program._case(parent, "sign") as folder:
        outcome = injection.run_with(chosen, "sign", folder, parent / "secrets.json")
        assert outcome.is_hit
        assert outcome.misbehavior() == []
        assert verdict.problems("sign", folder, parent / "secrets.json", outcome) == []


@linux
def test_a_full_disk_does_not_silence_what_is_told() -> None:
    code = "from tests.faults.telling import *; unstarve(); tell(a=1); raise RuntimeError('heard')"
    starved = ["-f", "-qq", "-o", "/dev/null", "-e", "inject=write:error=ENOSPC:when=1+"]
    command = [require("strace", "apt-get install strace"), *starved, sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout) == {"a": 1}
    assert done.stderr.splitlines()[-1] == "RuntimeError: heard"
