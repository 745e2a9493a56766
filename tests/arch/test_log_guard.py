"""The log guard can fail: each kind of complaint is shown once."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.log_guard import Announcement, complaints

ROOT = Path(__file__).resolve().parents[2]
ANNOUNCED = Announcement(logger="vault.keys", level=logging.WARNING)


def record(logger: str, level: int = logging.WARNING) -> logging.LogRecord:
    return logging.LogRecord(logger, level, __file__, 1, "words", None, None)


def test_an_unannounced_warning_is_a_complaint() -> None:
    assert list(complaints([record("vault.store")], []))


def test_a_graver_record_than_announced_is_a_complaint() -> None:
    records = [record("vault.keys"), record("vault.keys", logging.ERROR)]
    assert list(complaints(records, [ANNOUNCED]))


def test_a_namesake_is_not_covered() -> None:
    assert list(complaints([record("vault.keysmith"), record("vault.keys")], [ANNOUNCED]))


def test_an_announced_warning_that_never_came_is_a_complaint() -> None:
    assert list(complaints([], [ANNOUNCED]))


def test_an_announced_warning_passes() -> None:
    assert not list(complaints([record("vault.keys.os_keyring")], [ANNOUNCED]))


@pytest.mark.announced_log("vault.arch")
def test_the_marker_is_read() -> None:
    logging.getLogger("vault.arch.child").warning("announced")


def test_the_guard_fails_a_real_test(tmp_path: Path) -> None:
    """The whole way: a test that logs a warning is red."""
    inner = tmp_path / "test_inner.py"
    inner.write_text("import logging\ndef test(): logging.getLogger('x').warning('w')\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.log_guard", "-q", str(inner)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [*command, "--rootdir", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "unannounced WARNING of x" in run.stdout
