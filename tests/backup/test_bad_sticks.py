"""Sticks that are full, write-protected or failing: said in the right word, old snapshots whole."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.backup import erasing
from tests.backup.conftest import TYPED, World
from tests.backup.papers import add_client
from tests.vault_fixtures import ungated
from vault.backup import service as backup
from vault.backup.finding import find_snapshots
from vault.errors import (
    BackupError,
    DestinationFull,
    DestinationGone,
    DestinationReadOnly,
    RecordsUnsound,
)
from vault.ids import DocumentId
from vault.keys import service as keys
from vault.store import bundle

NUMBERS = {"ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS, "EIO": errno.EIO, "EACCES": errno.EACCES}


def _fail(monkeypatch: pytest.MonkeyPatch, folder: Path, number: int) -> None:
    """Let the operating system refuse every write below ``folder``."""
    real_open = os.open

    def fake_open(path: str, flags: int, *rest: int, **more: int) -> int:
        is_write = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if is_write and str(path).startswith(str(folder)):
            raise OSError(number, os.strerror(number))
        return real_open(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", fake_open)


def _let_nobody_look(monkeypatch: pytest.MonkeyPatch, folder: Path, number: int) -> None:
    """Let the operating system say of nothing in ``folder`` that it is there."""
    real_stat = os.stat

    def fake_stat(path: str, **more: bool) -> os.stat_result:
        if str(path).startswith(str(folder)):
            raise OSError(number, os.strerror(number))
        return real_stat(path, follow_symlinks=more.get("follow_symlinks", True))

    monkeypatch.setattr(os, "stat", fake_stat)


@pytest.mark.parametrize(
    ("name", "step", "expected"),
    [
        ("EROFS", "prepare", DestinationReadOnly),
        ("EACCES", "prepare", DestinationReadOnly),
        ("ENOSPC", "prepare", DestinationFull),
        ("EROFS", "documents", DestinationGone),  # what a system does to a stick that failed
        ("EIO", "documents", DestinationGone),
        ("ENOSPC", "documents", DestinationFull),
    ],
)
def test_each_has_its_word(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    step: str,
    expected: type[BackupError],
) -> None:
    world.back_up()
    run = backup.begin_backup(world.session, world.destination.id)
    with monkeypatch.context() as patch, pytest.raises(expected):
        for one in run.steps:
            if one.name == step:
                _fail(patch, world.stick, NUMBERS[name])
            one.work()
    run.abandon()
    assert [(one.number, one.damage) for one in find_snapshots(world.stick)] == [(1, "")]
    assert not list((world.set_folder / "snapshots").glob(".*"))
    assert world.back_up() == 2


def test_a_write_protected_place_is_not_added(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (other := tmp_path / "other").mkdir()
    with monkeypatch.context() as patch, pytest.raises(DestinationReadOnly):
        _fail(patch, other, errno.EROFS)
        backup.add_destination(world.session, other, "Other")
    assert len(backup.destinations(world.session)) == 1


def test_what_a_killed_try_left_is_removed(world: World) -> None:
    left = world.stick / "..casekeep-try.0123456789abcdef.part"
    left.write_bytes(b"")
    (kept := world.stick / ".casekeep-try.of-mine").write_bytes(b"")
    backup.check_destination(world.session, world.stick)
    assert kept.exists()
    assert not left.exists()


def test_a_manifest_of_brackets_is_not_parsed(world: World) -> None:
    folder = world.snapshot(world.back_up())
    brackets = b"[" * (1 << 20)
    for content in (brackets, b'{"manifest": ' + brackets + b', "sig": "x"}'):
        (folder / "snapshot.json").write_bytes(content)
        assert find_snapshots(world.stick)[0].damage == "manifest"


def test_a_folder_in_place_of_a_document_on_the_stick(world: World) -> None:
    world.back_up()
    copy = world.set_folder / bundle.attachment_file(world.documents[0])
    copy.unlink()
    copy.mkdir()
    (copy / "theirs").write_text("x")
    assert backup.make_backup(world.session, world.destination.id).copied == 1
    assert backup.drill(world.session, world.destination.id).is_sound
    assert [one.read_text() for one in copy.parent.glob("*.aside/theirs")] == ["x"]


def test_a_place_that_lets_nobody_look_is_not_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick mounted for somebody else, or a network drive whose server went."""
    for _ in range(9):
        world.back_up()
        world.clock.advance(timedelta(days=1))
    session, place = world.session, world.destination.id
    keys.replace_sheet(session, TYPED, keys.plan_sheet(session), world.drawer)
    erasing.begin(session, add_client(session, "Ben Ode"))
    for number in (errno.EACCES, errno.ENOTCONN, errno.ESTALE, errno.EIO, errno.EHOSTDOWN):
        _let_nobody_look(monkeypatch, world.stick, number)
        for act in (
            lambda: backup.make_backup(session, place),
            lambda: backup.drill(session, place),
            lambda: backup.prune(session, place),
            lambda: backup.reseal(session, place),
            lambda: backup.rewrite(session, place),
            lambda: backup.adopt(session, place, TYPED, world.drawer),
            lambda: backup.fetch_back(session, DocumentId(1), place),
            lambda: backup.add_destination(session, world.stick, "Again"),
        ):
            with pytest.raises(DestinationGone):
                act()
        assert not backup.freshness(session)[0].is_reachable
        monkeypatch.undo()


def test_a_vault_that_does_not_check_out_is_not_said_to_be_the_sticks_fault(world: World) -> None:
    """Somebody wrote into the file by other means: a row that belongs to nobody."""
    world.back_up()
    with ungated(world.session) as raw:
        raw.run("PRAGMA foreign_keys = OFF")
        raw.run("INSERT INTO episode (client_id, opened_on) VALUES (999, '2026-01-01')")
    with pytest.raises(RecordsUnsound):
        world.back_up()
    assert world.snapshot(1).exists() and not world.snapshot(2).exists()


def test_a_stick_that_gives_other_bytes_is_at_fault(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written comes back otherwise, where the records themselves are sound."""
    real = os.posix_fadvise

    def spoilt(descriptor: int, *rest: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if path.name.startswith("records-"):
            with path.open("r+b") as file:
                file.seek(3 * 4096 + 100)
                file.write(bytes(64))
        real(descriptor, *rest)

    monkeypatch.setattr(os, "posix_fadvise", spoilt)
    with pytest.raises(DestinationGone):
        world.back_up()
    assert not (world.set_folder / "snapshots" / "1").exists()
