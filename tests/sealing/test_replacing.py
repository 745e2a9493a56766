"""Whose export it is that lies at a place, and for whom it is sealed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sealing.standing import Practice, numbers_in, opened
from tests.sealing.standing_fixtures import clock, practice, session
from tests.succession_fixtures import hold_ceremony
from tests.vault_fixtures import open_session
from vault.errors import Cancelled, ForeignExport, HoldersNotProven, NoCeremony
from vault.sealing import service
from vault.sealing.part_model import Part
from vault.sealing.places_model import ExportFate
from vault.sealing.statement_model import SealKind
from vault.session import Session

__all__ = ["clock", "practice", "session"]


def _copy_of(practice: Practice, tmp_path: Path) -> Session:
    """Return a second copy of the vault, as it is now."""
    shutil.copytree(practice.session.opened.folder, tmp_path / "other" / "test.casekeep")
    (tmp_path / "other" / "test.casekeep" / "lock").unlink(missing_ok=True)
    other = open_session(tmp_path / "other", practice.clock)
    other.step_up(b"1234")
    return other


def test_what_another_copy_of_the_vault_sealed_is_not_replaced_unasked(
    practice: Practice, tmp_path: Path
) -> None:
    other = _copy_of(practice, tmp_path)
    practice.seal()
    before = sorted(path.name for path in practice.folder.iterdir())
    with pytest.raises(ForeignExport):
        service.seal(other, practice.place.id)
    assert sorted(path.name for path in practice.folder.iterdir()) == before
    report = service.seal(other, practice.place.id, is_taking_over=True)
    assert (report.number, report.removed) == (2, (1,))
    assert numbers_in(practice.folder) == [2]
    with pytest.raises(ForeignExport):
        practice.seal()
    other.close()


def test_a_copy_that_came_from_this_vault_goes_on(practice: Practice, tmp_path: Path) -> None:
    practice.seal()
    other = _copy_of(practice, tmp_path)
    assert service.seal(other, practice.place.id).number == 2
    assert numbers_in(practice.folder) == [1, 2]
    other.close()


def test_a_new_ceremony_begins_a_new_export_and_ends_the_old(
    practice: Practice, tmp_path: Path
) -> None:
    drawer = tmp_path / "drawer"
    drawer.mkdir()
    other = service.add_place(practice.session, drawer, "Drawer")
    service.seal(practice.session, other.id)
    practice.seal()
    old = practice.folder
    (old / "note.txt").write_text("not ours", encoding="utf-8")
    cards = hold_ceremony(practice.session)
    report = practice.seal()
    assert (report.number, report.old_removed) == (1, True)
    assert practice.folder != old
    assert [path.name for path in old.iterdir()] == ["note.txt"]
    with opened(practice.folder, Part.RECORDS, 1, cards) as archive:
        assert archive.testzip() is None
    fates = [(one.place_id, one.fate) for one in service.exports(practice.session)]
    assert sorted(fates) == sorted(
        [
            (practice.place.id, ExportFate.KEPT),
            (practice.place.id, ExportFate.REMOVED),
            (other.id, ExportFate.SUPERSEDED),
        ]
    )
    service.seal(practice.session, other.id)
    assert not any(o.fate is ExportFate.SUPERSEDED for o in service.exports(practice.session))


def test_without_holders_nothing_is_sealed(session: Session, tmp_path: Path) -> None:
    place = service.add_place(session, _folder(tmp_path), "Blue")
    with pytest.raises(NoCeremony):
        service.seal(session, place.id)
    hold_ceremony(session, is_proved=False)
    with pytest.raises(HoldersNotProven):
        service.seal(session, place.id)
    assert not service.due(session)
    assert service.seal(session, place.id, SealKind.CLOSURE).number == 1


def test_a_part_that_nobody_can_open_is_said(session: Session, tmp_path: Path) -> None:
    place = service.add_place(session, _folder(tmp_path), "Blue")
    hold_ceremony(session, parts=(Part.CASELOAD,))
    assert service.seal(session, place.id).unsealed == (Part.RECORDS,)


def test_a_ceremony_held_meanwhile_calls_it_off(practice: Practice) -> None:
    run = service.begin_seal(practice.session, practice.place.id)
    done: list[Callable[[], None]] = []
    with pytest.raises(Cancelled):
        for step in run.steps:
            if step.name == "announce":
                hold_ceremony(practice.session)
            step.work()
            done.append(step.work)
    run.abandon()
    assert len(done) == 5
    assert not any(one.is_announced for one in service.exports(practice.session))


def _folder(tmp_path: Path, name: str = "stick") -> Path:
    made = tmp_path / name
    made.mkdir()
    return made
