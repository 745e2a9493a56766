"""What a program killed in mid-export leaves beside the file, and what the next unlock does."""

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest

from tests.exports.samples import Record, request
from tests.vault_fixtures import STEP_UP_SECRET, NoKeyring, StoppedClock, open_session
from vault.audit import service as audit
from vault.errors import Cancelled, FileNameTaken, SessionClosed
from vault.exports import service
from vault.exports.model import Form
from vault.ids import ClientId
from vault.session import Session
from vault.store import atomic, intents

T = TypeVar("T")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a copy of the test is killed")


@pytest.fixture
def left(session: Session, record: Record, tmp_path: Path, out: Path) -> Path:
    """What is left of an export that was killed over an older file; the vault is closed."""
    (out / "r.html").write_bytes(b"the older one")
    session.close()
    _kill(tmp_path, out / "r.html", is_replacing=True)
    (found,) = (path for path in out.iterdir() if path.name != "r.html")
    return found


def _kill(tmp_path: Path, target: Path, *, is_replacing: bool) -> None:
    """Export in a copy of this process, which dies when the last byte was written."""
    copy = get_context("fork").Process(target=_die_exporting, args=(tmp_path, target, is_replacing))
    copy.start()
    copy.join(timeout=60)
    assert copy.exitcode == -signal.SIGKILL


def _die_exporting(tmp_path: Path, target: Path, is_replacing: bool) -> None:
    def die(name: str, done: int, total: int) -> None:
        if name == "check":
            os.kill(os.getpid(), signal.SIGKILL)

    session = open_session(tmp_path)
    session.step_up(STEP_UP_SECRET)
    asked = request(ClientId(1), Form.HTML)
    service.export(session, asked, target, die, is_replacing=is_replacing)


def _unlocked(tmp_path: Path, clock: StoppedClock) -> Session:
    """Open the vault as the program does, which settles what was left."""
    session = open_session(tmp_path, clock)
    intents.settle(session.opened, NoKeyring(), session.now)
    return session


def test_the_readable_part_goes_at_the_next_unlock(
    left: Path, tmp_path: Path, clock: StoppedClock
) -> None:
    assert b"Slept through" in left.read_bytes()
    session = _unlocked(tmp_path, clock)
    assert [path.name for path in left.parent.iterdir()] == ["r.html"]
    assert (left.parent / "r.html").read_bytes() == b"the older one"
    (event,) = audit.page(session, limit=1)
    assert (event.action, event.detail["kind"]) == ("change.undone", "export.make")
    assert intents.pending(session.rows) == []
    session.close()


def test_so_does_that_of_a_new_file_where_none_is_without_a_name(
    session: Session,
    record: Record,
    tmp_path: Path,
    out: Path,
    clock: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session.close()
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)  # as on a stick, on Windows
    _kill(tmp_path, out / "r.html", is_replacing=False)
    assert len(list(out.iterdir())) == 1
    _unlocked(tmp_path, clock).close()
    assert list(out.iterdir()) == []


def test_a_stick_that_was_taken_out_is_waited_for(
    left: Path, tmp_path: Path, clock: StoppedClock
) -> None:
    elsewhere = tmp_path / "in a drawer"
    left.parent.rename(elsewhere)
    _unlocked(tmp_path, clock).close()
    elsewhere.rename(left.parent)
    _unlocked(tmp_path, clock).close()
    assert not left.exists()


def test_so_is_one_whose_folder_stays_when_it_is_out(
    session: Session,
    record: Record,
    tmp_path: Path,
    out: Path,
    clock: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As where the system's own table names the folder for it: that is there, and empty."""
    mounted = {out, Path("/")}
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) in mounted)
    session.close()
    folder = out / "exports"
    folder.mkdir()
    (folder / "r.html").write_bytes(b"the older one")
    _kill(tmp_path, folder / "r.html", is_replacing=True)
    elsewhere = tmp_path / "in a drawer"
    out.rename(elsewhere)
    folder.mkdir(parents=True)  # somebody exported while it was out
    mounted.remove(out)
    _unlocked(tmp_path, clock).close()
    shutil.rmtree(out)
    elsewhere.rename(out)
    mounted.add(out)
    again = _unlocked(tmp_path, clock)
    assert [path.name for path in folder.iterdir()] == ["r.html"]
    assert intents.pending(again.rows) == []
    again.close()


def test_what_cannot_be_removed_keeps_no_change_back(
    left: Path, tmp_path: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "unlink", read_only)
    session = _unlocked(tmp_path, clock)
    assert len(intents.pending(session.rows)) == 1
    session.close()


def test_nothing_is_undone_where_nothing_is_left(
    session: Session, record: Record, out: Path, tmp_path: Path, clock: StoppedClock
) -> None:
    def locked_at_last(job: Callable[[Session], T]) -> T:
        if "_end" in repr(job):
            raise SessionClosed
        return job(session)

    planned = service.plan(session, request(record.client_id))
    service.write(planned, out / "r.json", locked_at_last)
    assert len(intents.pending(session.rows)) == 1
    session.close()
    again = _unlocked(tmp_path, clock)
    assert intents.pending(again.rows) == []
    assert "change.undone" not in [one.action for one in audit.page(again)]
    assert [path.name for path in out.iterdir()] == ["r.json"]
    again.close()


def test_no_intent_outlives_its_export(session: Session, record: Record, out: Path) -> None:
    def stop(name: str, done: int, total: int) -> None:
        raise Cancelled

    asked = request(record.client_id)
    service.export(session, asked, out / "r.json")
    with pytest.raises(FileNameTaken):
        service.export(session, asked, out / "r.json")
    with pytest.raises(Cancelled):
        service.export(session, asked, out / "r.json", stop, is_replacing=True)
    assert intents.pending(session.rows) == []


@pytest.mark.parametrize("name", ["r.html", ".r.html.part", ".r.html.0123.part"])
def test_only_a_temporary_file_of_ours_can_be_named(session: Session, out: Path, name: str) -> None:
    with pytest.raises(ValueError, match="temporary"):
        intents.claim_outside(session.opened, "export.make", out / name, session.now)
    with pytest.raises(ValueError, match="temporary"):
        ours = Path(atomic.temporary_of(out / name).name)
        intents.claim_outside(session.opened, "export.make", ours, session.now)
