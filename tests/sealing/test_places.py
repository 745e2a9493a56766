"""Places for sealed exports: adding, what is due at them, and the register's last word."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.sealing.standing import Practice, numbers_in
from tests.sealing.standing_fixtures import clock, practice, session
from vault.errors import (
    ClosingExportStands,
    DestinationGone,
    DestinationUnfit,
    InvalidValue,
    NotFound,
)
from vault.sealing import service
from vault.sealing.places_model import ExportFate
from vault.sealing.statement_model import SealKind
from vault.session import Session

__all__ = ["clock", "practice", "session"]


def test_a_place_is_a_folder_that_is_there(session: Session, tmp_path: Path) -> None:
    with pytest.raises(DestinationGone):
        service.add_place(session, tmp_path / "nowhere", "Blue")
    with pytest.raises(DestinationUnfit):
        service.add_place(session, session.opened.folder, "Blue")
    with pytest.raises(DestinationUnfit):
        service.add_place(session, tmp_path, "Around the vault")
    assert not service.places(session)


def test_a_place_is_added_once(practice: Practice) -> None:
    again = service.add_place(practice.session, practice.stick, "Green")
    assert again.id == practice.place.id
    assert [one.label for one in service.places(practice.session)] == ["Blue"]


def test_a_number_is_due_each_day(practice: Practice) -> None:
    session = practice.session
    assert [one.id for one in service.due(session)] == [practice.place.id]
    practice.seal()
    assert not service.due(session)
    practice.clock.advance(timedelta(days=1))
    assert service.due(session)
    practice.clock.advance(timedelta(days=-2))
    assert service.due(session), "a clock that ran ahead silences nothing"


def test_what_is_not_kept_current_is_never_due(practice: Practice) -> None:
    service.set_standing(practice.session, practice.place.id, is_standing=False)
    assert not service.due(practice.session)
    assert practice.seal().number == 1


def test_a_place_that_is_not_there_is_due_and_waits(practice: Practice) -> None:
    practice.seal()
    practice.clock.advance(timedelta(days=3))
    practice.stick.rename(practice.stick.with_name("drawer"))
    (one,) = service.freshness(practice.session)
    assert (one.age_days, one.is_due, one.is_reachable) == (3, True, False)
    assert not service.due(practice.session)


def test_an_empty_folder_is_not_the_stick(practice: Practice) -> None:
    practice.seal()
    practice.stick.rename(practice.stick.with_name("drawer"))
    practice.stick.mkdir()
    (one,) = service.freshness(practice.session)
    assert (one.is_reachable, one.is_bare) == (False, True)


def _lost(practice: Practice) -> Path:
    """Seal twice, lose the stick, and put an empty one in its place; return the lost one."""
    practice.seal()
    practice.seal()
    drawer = practice.stick.with_name("drawer")
    practice.stick.rename(drawer)
    (one,) = service.freshness(practice.session)
    assert (one.is_reachable, one.is_bare) == (False, False)
    practice.stick.mkdir()
    return drawer


def test_a_new_stick_takes_the_place_of_a_lost_one(practice: Practice) -> None:
    _lost(practice)
    with pytest.raises(DestinationGone):
        practice.seal()
    service.begin_anew(practice.session, practice.place.id)
    (one,) = service.freshness(practice.session)
    assert (one.is_reachable, one.is_bare, one.is_due) == (True, False, True)
    practice.seal()
    assert numbers_in(practice.folder) == [3]
    fates = {number: one.fate for number, one in practice.exports.items()}
    assert fates == {1: ExportFate.MISSING, 2: ExportFate.MISSING, 3: ExportFate.KEPT}
    with pytest.raises(NotFound):
        other = service.add_place(practice.session, practice.stick.parent / "drawer", "Green")
        service.begin_anew(practice.session, other.id)


def test_the_lost_stick_is_found(practice: Practice) -> None:
    drawer = _lost(practice)
    service.begin_anew(practice.session, practice.place.id)
    practice.stick.rmdir()
    drawer.rename(practice.stick)
    practice.seal()
    fates = {number: one.fate for number, one in practice.exports.items()}
    assert (fates[2], fates[3]) == (ExportFate.KEPT, ExportFate.KEPT)


def test_a_place_that_was_moved_to_a_new_stick_can_begin_anew(practice: Practice) -> None:
    _lost(practice)
    other = practice.stick.with_name("other")
    other.mkdir()
    checked = service.plan_check(practice.session, other).look()
    service.enter_move(practice.session, practice.place.id, checked)
    (one,) = service.freshness(practice.session)
    assert one.is_bare
    service.begin_anew(practice.session, practice.place.id)
    assert practice.seal().number == 3


def test_a_place_that_is_removed_and_added_again_is_the_same(practice: Practice) -> None:
    practice.seal()
    practice.seal()
    service.remove_place(practice.session, practice.place.id)
    again = service.add_place(practice.session, practice.stick, "Blue again", is_standing=False)
    (known,) = service.places(practice.session)
    assert (known, known.id) == (again, practice.place.id)
    assert (known.label, known.is_standing) == ("Blue again", False)
    assert practice.seal().removed == (1,)
    assert practice.exports[1].fate is ExportFate.REMOVED
    assert numbers_in(practice.folder) == [2, 3]


def test_removed_and_added_again_it_stays_closed(practice: Practice) -> None:
    service.seal(practice.session, practice.place.id, SealKind.CLOSURE)
    service.remove_place(practice.session, practice.place.id)
    service.add_place(practice.session, practice.stick, "Blue")
    with pytest.raises(ClosingExportStands):
        practice.seal()
    assert numbers_in(practice.folder) == [1]


def test_somebody_says_that_a_copy_is_destroyed(practice: Practice) -> None:
    practice.seal()
    export = practice.exports[1]
    with pytest.raises(InvalidValue):
        service.attest_destroyed(practice.session, export.id, "  ")
    service.attest_destroyed(practice.session, export.id, "Cut in two on 3 May.")
    gone = practice.exports[1]
    assert (gone.fate, gone.statement) == (ExportFate.ATTESTED_DESTROYED, "Cut in two on 3 May.")
    with pytest.raises(NotFound):
        service.attest_destroyed(practice.session, export.id, "Again.")


def test_what_was_said_to_be_destroyed_and_is_seen_counts_again(practice: Practice) -> None:
    practice.seal()
    service.attest_destroyed(practice.session, practice.exports[1].id, "Lost.")
    practice.seal()
    back = practice.exports[1]
    assert (back.fate, back.statement) == (ExportFate.KEPT, "")
