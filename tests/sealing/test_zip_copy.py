"""The same export as one ZIP file, and what the register says of it."""

import errno
import hashlib
import os
import signal
import stat
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest

from tests.sealing.standing import Practice
from tests.sealing.standing_fixtures import clock, practice, session
from tests.vault_fixtures import NoKeyring, open_session
from vault.errors import (
    Cancelled,
    DestinationGone,
    FileNameTaken,
    InsideVault,
    NotAnExport,
    StorageFailed,
)
from vault.sealing import layout, manifest, service
from vault.sealing.places_model import ExportFate
from vault.store import bundle, intents

__all__ = ["clock", "practice", "session"]


def test_it_holds_the_newest_number_as_it_is_stored(practice: Practice, tmp_path: Path) -> None:
    practice.seal()
    practice.seal()
    target = tmp_path / "export.zip"
    service.zip_to(practice.session, practice.place.id, target)
    with ZipFile(target) as archive:
        names = archive.namelist()
        assert {one.compress_type for one in archive.infolist()} == {ZIP_STORED}
        listed = manifest.from_text(archive.read(layout.manifest_name(2)).decode("ascii"))
        assert sorted(names) == sorted([*listed, layout.manifest_name(2), layout.signature_name(2)])
        for name, expected in listed.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == expected
    assert not list(tmp_path.glob(".*.part"))


def test_the_register_lists_it_as_a_copy_that_no_refresh_reaches(
    practice: Practice, tmp_path: Path
) -> None:
    practice.seal()
    export_id = service.zip_to(practice.session, practice.place.id, tmp_path / "export.zip")
    (copy,) = [o for o in service.register(practice.session) if o.export.id == export_id]
    assert (copy.place.path, copy.place.label) == (tmp_path / "export.zip", "export.zip")
    assert (copy.export.number, copy.export.fate) == (1, ExportFate.KEPT)
    assert copy.export.manifest_sha256 == practice.exports[1].manifest_sha256
    assert [one.id for one in service.places(practice.session)] == [practice.place.id]


def test_it_takes_no_name_that_is_taken_and_no_place_in_a_vault(
    practice: Practice, tmp_path: Path
) -> None:
    with pytest.raises(NotAnExport):
        service.zip_to(practice.session, practice.place.id, tmp_path / "export.zip")
    practice.seal()
    taken = tmp_path / "taken.zip"
    taken.write_bytes(b"mine")
    with pytest.raises(FileNameTaken):
        service.zip_to(practice.session, practice.place.id, taken)
    assert taken.read_bytes() == b"mine"
    with pytest.raises(InsideVault):
        inside = practice.session.opened.folder / "export.zip"
        service.zip_to(practice.session, practice.place.id, inside)


def test_an_export_that_is_not_whole_is_not_passed_on(practice: Practice, tmp_path: Path) -> None:
    practice.seal()
    damaged = practice.folder / bundle.attachment_file(practice.documents[0])
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\0")
    with pytest.raises(DestinationGone):
        service.zip_to(practice.session, practice.place.id, tmp_path / "export.zip")
    assert not list(tmp_path.glob("*.zip"))
    assert not list(tmp_path.glob(".*.part"))
    assert len(service.exports(practice.session)) == 1


def test_called_off_it_leaves_nothing(practice: Practice, tmp_path: Path) -> None:
    practice.seal()

    def stop(name: str, done: int, total: int) -> None:
        if done == total - 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        service.zip_to(practice.session, practice.place.id, tmp_path / "export.zip", stop)
    assert not list(tmp_path.glob("*.zip"))
    assert not list(tmp_path.glob(".*.part"))
    assert intents.pending(practice.session.rows) == []


def test_a_name_that_is_taken_at_the_last_is_no_copy_in_the_register(
    practice: Practice, tmp_path: Path
) -> None:
    practice.seal()
    target = tmp_path / "export.zip"

    def take(name: str, done: int, total: int) -> None:
        if done == total:
            target.write_bytes(b"mine")

    with pytest.raises(FileNameTaken):
        service.zip_to(practice.session, practice.place.id, target, take)
    assert target.read_bytes() == b"mine"
    (copy,) = [o for o in service.register(practice.session) if o.place.path == target]
    assert copy.export.fate is ExportFate.REMOVED
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("is_pulled_out", [True, False])
def test_one_that_may_have_got_its_name_stays_in_the_register(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_pulled_out: bool
) -> None:
    """The stick with the file is pulled out, or fails, before the name is known to be durable."""
    practice.seal()
    stick = tmp_path / "another"
    stick.mkdir()
    target = stick / "export.zip"
    _fails_when_it_is_there(monkeypatch, target, is_pulled_out)
    with pytest.raises(StorageFailed):
        service.zip_to(practice.session, practice.place.id, target)
    monkeypatch.undo()
    assert list(tmp_path.glob("*/export.zip"))
    (copy,) = [o for o in service.register(practice.session) if o.place.path == target]
    assert copy.export.fate is ExportFate.KEPT


def _fails_when_it_is_there(
    monkeypatch: pytest.MonkeyPatch, target: Path, is_pulled_out: bool
) -> None:
    sync, looks = os.fsync, {name: getattr(os, name) for name in ("stat", "lstat")}
    failed = []

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and target.exists():
            if is_pulled_out:
                target.parent.rename(target.parent.with_name("pocket"))
            failed.append(descriptor)
            raise OSError(errno.EIO, "as a worn-out disk says")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    for name, look in looks.items():

        def looked(path: Any, *rest: Any, look: Any = look, **more: Any) -> Any:
            if failed and not is_pulled_out and str(path) == str(target):
                raise OSError(errno.EIO, "as a worn-out disk says")
            return look(path, *rest, **more)

        monkeypatch.setattr(os, name, looked)


@pytest.mark.skipif(sys.platform != "linux", reason="a copy of the test is killed")
def test_what_a_killed_program_left_of_it_goes_at_the_next_unlock(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.seal()
    practice.session.close()
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)  # as on a stick, on Windows
    copy = get_context("fork").Process(target=_die_zipping, args=(tmp_path,))
    copy.start()
    copy.join(timeout=60)
    assert copy.exitcode == -signal.SIGKILL
    (left,) = tmp_path.glob(".*.part")
    assert left.stat().st_size > 0
    session = open_session(tmp_path, practice.clock)
    intents.settle(session.opened, NoKeyring(), session.now)
    assert not left.exists()
    assert len(service.exports(session)) == 1
    session.close()


def _die_zipping(tmp_path: Path) -> None:
    def die(name: str, done: int, total: int) -> None:
        if done == total:
            os.kill(os.getpid(), signal.SIGKILL)

    session = open_session(tmp_path)
    (place,) = service.places(session)
    service.zip_to(session, place.id, tmp_path / "export.zip", die)
