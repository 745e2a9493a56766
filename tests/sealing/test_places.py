"""Places for sealed exports: adding, what is due at them, and the register's last word."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.sealing.standing import Practice
from tests.sealing.standing_fixtures import clock, practice, session
from vault.errors import DestinationGone, DestinationUnfit, InvalidValue, NotFound
from vault.sealing import service
from vault.sealing.places_model import ExportFate
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
    assert not one.is_reachable


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
