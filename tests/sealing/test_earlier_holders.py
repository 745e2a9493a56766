"""An export that earlier holders open: it goes from its place whenever it is found there."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.sealing.standing import Practice, numbers_in
from tests.sealing.standing_fixtures import clock, practice, session
from tests.succession_fixtures import hold_ceremony
from vault.errors import DestinationGone
from vault.sealing import service
from vault.sealing.places_model import ExportFate, SealedExport

__all__ = ["clock", "practice", "session"]


def _sealed_before(practice: Practice) -> Path:
    """Seal a number, and hold another ceremony; return the folder that the first cards open."""
    practice.seal()
    old = practice.folder
    hold_ceremony(practice.session)
    return old


def _away(practice: Practice) -> Path:
    """Put the stick in a drawer, and begin anew in the empty folder that is left."""
    drawer = practice.stick.with_name("drawer")
    practice.stick.rename(drawer)
    practice.stick.mkdir()
    service.begin_anew(practice.session, practice.place.id)
    return drawer


def _first(practice: Practice) -> SealedExport:
    """Return what the register says of the number that was sealed first."""
    return min(service.exports(practice.session), key=lambda one: one.id)


@pytest.mark.parametrize("is_superseded", [True, False])
def test_what_began_anew_and_comes_back_goes(practice: Practice, is_superseded: bool) -> None:
    old = _sealed_before(practice)
    if is_superseded:
        other = practice.stick.with_name("other")
        other.mkdir()
        place = service.add_place(practice.session, other, "Green")
        service.seal(practice.session, place.id)
        assert _first(practice).fate is ExportFate.SUPERSEDED
    drawer = _away(practice)
    assert _first(practice).fate is ExportFate.MISSING
    practice.stick.rmdir()
    drawer.rename(practice.stick)
    assert practice.seal().old_removed
    assert not old.exists()
    assert _first(practice).fate is ExportFate.REMOVED


def test_what_does_not_come_back_stays_missing(practice: Practice) -> None:
    _sealed_before(practice)
    _away(practice)
    for _ in range(2):
        assert not practice.seal().old_removed
    assert _first(practice).fate is ExportFate.MISSING
    assert not _first(practice).is_gone


def test_what_was_said_to_be_destroyed_goes_too(practice: Practice) -> None:
    old = _sealed_before(practice)
    service.attest_destroyed(practice.session, _first(practice).id, "It fell into the sea.")
    practice.seal()
    assert not old.exists()
    assert _first(practice).fate is ExportFate.REMOVED


def test_what_is_destroyed_and_stays_so_keeps_its_statement(practice: Practice) -> None:
    old = _sealed_before(practice)
    old.rename(practice.stick.with_name("elsewhere"))
    said = "It fell into the sea."
    service.attest_destroyed(practice.session, _first(practice).id, said)
    assert not practice.seal().old_removed
    assert (_first(practice).fate, _first(practice).statement) == (
        ExportFate.ATTESTED_DESTROYED,
        said,
    )


def test_of_one_that_cannot_be_looked_at_nobody_says_that_it_is_removed(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stick fails after the new number was read back."""
    old = _sealed_before(practice)
    run = service.begin_seal(practice.session, practice.place.id)
    with monkeypatch.context() as patched, pytest.raises(DestinationGone):
        for step in run.steps:
            if step.name == "tidy":
                _let_nobody_look(patched, old)
            step.work()
    run.abandon()
    assert old.exists()
    assert _first(practice).fate is ExportFate.SUPERSEDED
    practice.seal()
    assert not old.exists()
    assert _first(practice).fate is ExportFate.REMOVED
    assert numbers_in(practice.folder) == [1, 2]


def _let_nobody_look(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the operating system say of a folder that it cannot be read from its medium."""
    for name in ("stat", "lstat", "scandir"):
        real = getattr(os, name)

        def fake(path: Any, *rest: Any, real: Any = real, **more: Any) -> Any:
            if str(path) == str(folder):
                raise OSError(errno.EIO, "as a worn-out disk says")
            return real(path, *rest, **more)

        monkeypatch.setattr(os, name, fake)
