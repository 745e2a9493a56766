"""Adds that fail or are cancelled leave nothing: no file, no row, no intent."""

import errno
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.documents.files import CHUNK, content, given, is_clean, sealed_files
from tests.vault_fixtures import NoKeyring
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.errors import (
    Cancelled,
    DiskFull,
    NotAFile,
    ReadOnlyFolder,
    RuleBroken,
    SourceChanged,
    SourceUnreadable,
    StorageFailed,
    VaultError,
)
from vault.ids import ClientId
from vault.session import Session
from vault.store import intents

FACTS = DocumentFacts(title="Letter")
BIG = 40 * CHUNK


class _Growing:
    """Writes to the file while it is read, as a download does."""

    def __init__(self, path: Path, change: Callable[[Path], object]) -> None:
        self._path = path
        self._change = change

    def __call__(self, name: str, done: int, total: int) -> None:
        if 0 < done < total:
            self._change(self._path)


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _truncate(path: Path) -> None:
    os.truncate(path, 5 * CHUNK)


def _rewrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"other")


@pytest.mark.parametrize("change", [_append, _truncate, _rewrite])
def test_a_file_that_somebody_writes_to_is_not_taken_half(
    session: Session, client: ClientId, outside: Path, change: Callable[[Path], object]
) -> None:
    path = given(outside, content(BIG))
    with pytest.raises(SourceChanged):
        documents.add(session, client, path, FACTS, _Growing(path, change))
    assert is_clean(session)


def test_a_file_removed_while_it_is_read_is_still_whole(
    session: Session, client: ClientId, outside: Path
) -> None:
    path = given(outside, content(BIG))
    watch = _Growing(path, lambda one: one.unlink(missing_ok=True))
    added = documents.add(session, client, path, FACTS, watch)
    assert documents.read_bytes(documents.readings(session)[0], BIG) == content(BIG)
    assert added.size == BIG


def test_a_stick_pulled_while_it_is_read(session: Session, client: ClientId) -> None:
    class Pulled:
        def __init__(self) -> None:
            self.reads = 0

        def read(self, size: int) -> bytes:
            self.reads += 1
            if self.reads == 4:
                raise OSError(errno.EIO, "Input/output error")
            return bytes(size)

    source: Any = Pulled()
    with pytest.raises(SourceUnreadable):
        documents.add_stream(session, client, source, "film.mp4", FACTS)
    assert source.reads == 4
    assert is_clean(session)


@pytest.mark.parametrize("after", [1, 3 * CHUNK, BIG])
def test_cancelled_at_any_time(
    session: Session, client: ClientId, outside: Path, after: int
) -> None:
    def cancel(name: str, done: int, total: int) -> None:
        if done >= after:
            raise Cancelled()

    with pytest.raises(Cancelled):
        documents.add(session, client, given(outside, content(BIG)), FACTS, cancel)
    assert is_clean(session)
    assert documents.add(session, client, given(outside, content(BIG)), FACTS).size == BIG


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    path.symlink_to(given(path.parent, name="real.txt"))


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's whole path may have 107 bytes
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


@pytest.mark.parametrize("make", [_folder, os.mkfifo, _link, _socket])
def test_what_is_no_file_is_not_read(
    session: Session, client: ClientId, outside: Path, make: Callable[[Path], None]
) -> None:
    make(outside / "thing")
    with pytest.raises(NotAFile):
        documents.add(session, client, outside / "thing", FACTS)
    assert is_clean(session)


def test_a_device_is_not_read(session: Session, client: ClientId) -> None:
    with pytest.raises(NotAFile):
        documents.add(session, client, Path("/dev/zero"), FACTS)
    assert is_clean(session)


@pytest.mark.parametrize("name", ["gone.txt", "a\0b"])
def test_a_file_that_is_not_there(
    session: Session, client: ClientId, outside: Path, name: str
) -> None:
    with pytest.raises(SourceUnreadable):
        documents.add(session, client, outside / name, FACTS)
    assert is_clean(session)


def _failing(number: int, times: int) -> Callable[..., Any]:
    """Return an ``os`` function's place-holder that fails from its ``times``-th call on."""
    left = iter(range(times))

    def fail(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **named: Any) -> Any:
            if next(left, None) is None:
                raise OSError(number, os.strerror(number))
            return real(*arguments, **named)

        return act

    return fail


@pytest.mark.parametrize(
    ("call", "number", "error"),
    [
        ("fsync", errno.EIO, StorageFailed),
        ("fsync", errno.ENOSPC, DiskFull),
        ("replace", errno.EIO, StorageFailed),
        ("replace", errno.ENOSPC, DiskFull),
        ("mkdir", errno.EROFS, ReadOnlyFolder),
        ("mkdir", errno.ENOSPC, DiskFull),
    ],
)
def test_a_failing_disk(
    session: Session,
    client: ClientId,
    outside: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    error: type[VaultError],
) -> None:
    path = given(outside, content(BIG))
    plan = documents.plan_add(session, client, path.name, FACTS)
    with monkeypatch.context() as patched:
        patched.setattr(os, call, _failing(number, 0)(getattr(os, call)))
        with pytest.raises(error):
            documents.seal_file(plan, path)
        documents.abandon_add(session, plan)
    if intents.pending(session.rows):  # a folder that could not be made durable then
        intents.settle(session.opened, NoKeyring(), session.now)
    assert is_clean(session)
    assert documents.add(session, client, path, FACTS).size == BIG


def test_a_disk_that_is_full(
    session: Session, client: ClientId, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process may write no file beyond 1 MB: what a full disk answers, by the system itself."""
    import resource
    import signal

    path = given(outside, content(BIG))
    plan = documents.plan_add(session, client, path.name, FACTS)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        with pytest.raises(VaultError):
            documents.seal_file(plan, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    documents.abandon_add(session, plan)
    assert is_clean(session)


def test_a_row_that_is_refused_takes_its_file_along(
    session: Session, client: ClientId, outside: Path
) -> None:
    path = given(outside)
    plan = documents.plan_add(session, client, path.name, FACTS)
    sealed = documents.seal_file(plan, path)
    assert len(sealed_files(session)) == 1
    with pytest.raises(RuleBroken):
        documents.commit_add(session, plan, replace(sealed, sealed_size=0))
    documents.abandon_add(session, plan)
    assert is_clean(session)


def test_two_plans_at_once_do_not_touch_each_other(
    session: Session, client: ClientId, outside: Path
) -> None:
    first = documents.plan_add(session, client, "a.txt", FACTS)
    second = documents.plan_add(session, client, "b.txt", FACTS)
    path = given(outside)
    sealed = documents.seal_file(first, path)
    documents.seal_file(second, path)
    documents.abandon_add(session, second)
    added = documents.commit_add(session, first, sealed)
    assert documents.read_bytes(documents.open_reading(session, added.id), 100) == b"A letter."
    assert len(sealed_files(session)) == 1
    documents.abandon_add(session, first)  # too late: the row names the file
    assert documents.check_files(session).is_sound


def test_keys_that_change_meanwhile_leave_the_plan_alone(
    session: Session, client: ClientId, outside: Path
) -> None:
    path = given(outside)
    plan = documents.plan_add(session, client, path.name, FACTS)
    sealed = documents.seal_file(plan, path)
    intents.settle(session.opened, NoKeyring(), session.now)
    added = documents.commit_add(session, plan, sealed)
    assert documents.read_bytes(documents.open_reading(session, added.id), 100) == b"A letter."
