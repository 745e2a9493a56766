"""Sticks that are full, write-protected or failing: said in the right word, old snapshots whole."""

import errno
import os
from pathlib import Path

import pytest

from tests.backup.conftest import World
from vault.backup import service as backup
from vault.backup.finding import find_snapshots
from vault.errors import (
    BackupError,
    DestinationFull,
    DestinationGone,
    DestinationReadOnly,
)
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
