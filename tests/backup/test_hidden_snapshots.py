"""Snapshots that nobody can look at, or that were moved aside: nothing that they name is lost."""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.backup import erasing
from tests.backup.conftest import World
from tests.backup.papers import add_client, add_document
from tests.store.drawer import DrawerKeyring
from vault.backup import service as backup
from vault.backup.freshness import Looker, plan_freshness
from vault.backup.model import Fate
from vault.errors import DestinationGone, DestinationReadOnly
from vault.ids import ClientId


@contextmanager
def _unseen(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    number: int,
    calls: Sequence[str] = ("stat", "lstat", "scandir", "open"),
) -> Iterator[None]:
    """Let the operating system say of a folder, and all below it, that it cannot be looked at."""

    def refused(path: object) -> bool:
        return str(path) == str(folder) or str(path).startswith(f"{folder}/")

    with monkeypatch.context() as patched:
        for name in calls:
            real = getattr(os, name)

            def fake(path: Any = ".", *rest: Any, real: Any = real, **more: Any) -> Any:
                if refused(path):
                    raise OSError(number, os.strerror(number))
                return real(path, *rest, **more)

            patched.setattr(os, name, fake)
        yield


@pytest.fixture
def other(world: World) -> ClientId:
    """Somebody with a document, who is in the backups too."""
    client_id = add_client(world.session, "Somebody")
    add_document(world.session, client_id, b"of somebody")
    for _ in range(9):
        world.back_up()
        world.clock.advance(timedelta(days=1))
    return client_id


def _sealed(world: World) -> set[str]:
    return {one.stem for one in (world.set_folder / "attachments").rglob("*.age")}


def _fates(world: World) -> set[Fate]:
    return {one.fate for one in backup.snapshots(world.session)}


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.EACCES])
def test_what_cannot_be_looked_at_is_not_taken_for_nothing(
    world: World, other: ClientId, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = _sealed(world)
    erasing.begin(world.session, other)
    with _unseen(monkeypatch, world.set_folder / "snapshots", number):
        for act in (backup.rewrite, backup.prune, backup.drill, backup.make_backup):
            with pytest.raises((DestinationGone, DestinationReadOnly)):
                act(world.session, world.destination.id)
    assert _sealed(world) == before
    assert _fates(world) == {Fate.KEPT}


def test_snapshots_moved_aside_by_hand_come_back_whole(
    world: World, other: ClientId, tmp_path: Path
) -> None:
    erasing.dispose(world, other)
    aside = (world.set_folder / "snapshots").rename(tmp_path / "aside")
    for _ in range(2):  # by the second the register calls them missing
        backup.rewrite(world.session, world.destination.id)
    assert _fates(world) == {Fate.MISSING}
    backup.prune(world.session, world.destination.id)
    aside.rename(world.set_folder / "snapshots")
    report = world.restore(9, tmp_path / "again.casekeep", DrawerKeyring())
    assert report.lost == ()


def test_a_place_that_nobody_may_look_at_is_said_to_be_so(
    world: World, other: ClientId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there: a backup is tried, and says what is the matter."""
    with _unseen(monkeypatch, world.set_folder / "snapshots", errno.EACCES, ["scandir"]):
        for found in (
            Looker().look(plan_freshness(world.session)),
            backup.freshness(world.session),
        ):
            assert [(one.is_reachable, one.is_another) for one in found] == [(True, False)]
        with pytest.raises(DestinationReadOnly):
            world.back_up()
