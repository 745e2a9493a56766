"""A packet that takes an older file's place: entered as it stands there, or the older one stays."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest

from tests.exports.samples import Record
from tests.transfers.test_service import asked
from tests.vault_fixtures import STEP_UP_SECRET, NoKeyring, StoppedClock, open_session
from vault.errors import ReadOnlyFolder
from vault.session import Session
from vault.store import intents
from vault.transfers import service

T = TypeVar("T")
BEFORE = b"the packet of before"


@pytest.fixture
def target(out: Path) -> Path:
    """An older packet."""
    path = out / "p.age"
    path.write_bytes(BEFORE)
    return path


@pytest.mark.parametrize("call", ["rename", "replace"])
def test_nothing_is_entered_where_the_name_is_refused(
    session: Session, record: Record, target: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    move = getattr(os, call)

    def refuse(source: Path, goal: Path) -> None:
        """As Windows does while another program reads the older one."""
        is_aside = call == "rename" and source == target
        if is_aside or (call == "replace" and goal == target and source.read_bytes() != BEFORE):
            raise PermissionError(errno.EACCES, "used by another process")
        move(source, goal)

    monkeypatch.setattr(os, call, refuse)
    planned = service.plan(session, asked(record))
    with pytest.raises(ReadOnlyFolder):
        service.write(planned, target, lambda job: job(session), is_replacing=True)
    assert _content(target) == [BEFORE]
    assert service.list_transfers(session, record.client_id) == []
    assert intents.pending(session.rows) == []


def test_the_older_one_goes_once_the_new_one_is_entered(
    session: Session, record: Record, target: Path
) -> None:
    planned = service.plan(session, asked(record))
    service.write(planned, target, lambda job: job(session), is_replacing=True)
    [content] = _content(target)
    assert content != BEFORE
    assert len(service.list_transfers(session, record.client_id)) == 1
    assert intents.pending(session.rows) == []


def _content(target: Path) -> list[bytes]:
    return [one.read_bytes() for one in target.parent.iterdir()]


@pytest.mark.skipif(sys.platform != "linux", reason="a copy of the test is killed")
@pytest.mark.parametrize("step", ["written", "put aside", "named", "entered", "removed"])
def test_killed_at_any_step_it_is_one_or_the_other(
    session: Session,
    record: Record,
    target: Path,
    tmp_path: Path,
    clock: StoppedClock,
    step: str,
) -> None:
    session.close()
    copy = get_context("fork").Process(target=_die, args=(tmp_path, record, target, step))
    copy.start()
    copy.join(timeout=60)
    assert copy.exitcode == -signal.SIGKILL
    again = open_session(tmp_path, clock)
    intents.settle(again.opened, NoKeyring(), again.now)
    [content] = _content(target)
    is_entered = step in ("entered", "removed")
    assert (content != BEFORE) is is_entered
    assert len(service.list_transfers(again, record.client_id)) == is_entered
    assert intents.pending(again.rows) == []
    again.close()


def _die(tmp_path: Path, record: Record, target: Path, step: str) -> None:
    session = open_session(tmp_path)
    session.step_up(STEP_UP_SECRET)

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def run(job: Callable[[Session], T]) -> T:
        if "function _end " in repr(job):
            die()
        is_entering = "Packing.enter" in repr(job)
        if is_entering and step == "named":
            die()
        done = job(session)
        if is_entering and step == "entered":
            die()
        return done

    if step in ("written", "put aside"):
        setattr(os, {"written": "rename", "put aside": "replace"}[step], die)
    service.write(service.plan(session, asked(record)), target, run, is_replacing=True)


def test_the_name_of_the_older_one_is_taken_from_nobody(
    session: Session, record: Record, target: Path, tmp_path: Path, clock: StoppedClock
) -> None:
    session.close()
    copy = get_context("fork").Process(target=_die, args=(tmp_path, record, target, "put aside"))
    copy.start()
    copy.join(timeout=60)
    target.write_bytes(b"somebody else's")
    for _ in range(2):
        again = open_session(tmp_path, clock)
        intents.settle(again.opened, NoKeyring(), again.now)
        again.close()
        assert target.read_bytes() == b"somebody else's"
        assert BEFORE in _content(target)
    target.unlink()
    again = open_session(tmp_path, clock)
    intents.settle(again.opened, NoKeyring(), again.now)
    assert _content(target) == [BEFORE]
    again.close()
