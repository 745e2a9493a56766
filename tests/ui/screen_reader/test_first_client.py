"""Over the accessibility bus alone: unlock, go to Clients, enter one. As a screen reader does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.tools import require
from tests.tour.surroundings import Surroundings, prepared
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind

_ROOT = Path(__file__).resolve().parents[3]
_READER = Path(__file__).with_name("reader.py")
_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
_SYSTEM_PYTHON = Path("/usr/bin/python3")
_ORDERS = (
    ("fill", "The vault's strong passphrase", STRONG),
    ("press", "Unlock"),
    ("press", "Clients"),
    ("press", "Add a client"),
    ("fill", "Legal name", "Amara Osei"),
    ("press", "Add the client"),
    ("see", "Amara Osei"),
    ("see", "New note"),
)


@pytest.fixture
def place() -> Iterator[Surroundings]:
    require("Xvfb", "package xvfb")
    require("dbus-daemon", "package dbus")
    require(_LAUNCHER, "package at-spi2-core")
    pyatspi = [str(_SYSTEM_PYTHON), "-c", "import pyatspi"]
    has_reader = _SYSTEM_PYTHON.exists() and not subprocess.run(pyatspi, check=False).returncode
    require(_SYSTEM_PYTHON if has_reader else Path("/nowhere"), "package python3-pyatspi")
    with prepared(keyring=False) as surroundings:
        yield surroundings


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], errors: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with errors.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=_ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def test_a_client_is_entered_by_what_a_screen_reader_sees(
    place: Surroundings, tmp_path: Path
) -> None:
    folder = tmp_path / "North Street.casekeep"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan_vault("North Street"), folder, PRACTICE, way, NoKeyring())
    environment = {
        **place.environment,
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(_ROOT),
        "PYTHONFAULTHANDLER": "1",  # a crash says where, into its file
    }
    plain = {name: value for name, value in environment.items() if name != "PYTHONPATH"}
    program = [sys.executable, "-m", "ui.app", str(folder)]
    launcher = [str(_LAUNCHER), "--launch-immediately"]
    with (
        _running(launcher, plain, tmp_path / "launcher"),
        _running(program, environment, tmp_path / "program") as running,
    ):
        read = subprocess.run(
            [str(_SYSTEM_PYTHON), str(_READER), "casekeep", json.dumps(_ORDERS)],
            env=plain | {"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )
        ended = running.poll()
    assert ended is None, (ended, (tmp_path / "program").read_text("utf-8"), read.stdout)
    assert read.returncode == 0, read.stderr
    found = json.loads(read.stdout)
    assert found["done"] == len(_ORDERS), found
    assert found["unnamed"] == []
