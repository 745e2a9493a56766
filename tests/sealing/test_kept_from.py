"""What the successor must not see any more is in no number that lies at the place."""

from datetime import timedelta

from tests.sealing.standing import Practice, attachments_in, numbers_in, opened, texts
from tests.sealing.standing_fixtures import clock, practice, session
from tests.succession_fixtures import hold_ceremony
from vault.sealing import layout, service
from vault.sealing.part_model import Part
from vault.sealing.statement_model import SealKind
from vault.succession import plan_service
from vault.succession.model import PartPlan
from vault.succession.plan_model import Audience, Psychotherapy, SuccessionPlan

__all__ = ["clock", "practice", "session"]
NAME = b"Odalys Quince"


def _is_due(practice: Practice) -> bool:
    (found,) = service.freshness(practice.session)
    return found.is_due


def test_who_is_kept_apart_leaves_both_numbers_the_same_day(practice: Practice) -> None:
    practice.seal()
    practice.seal()
    assert numbers_in(practice.folder) == [1, 2]
    assert NAME in texts(opened(practice.folder, Part.RECORDS, 2, practice.cards))
    assert not _is_due(practice)
    plan_service.keep_apart(practice.session, practice.client, Audience.NOBODY, "she asked")
    assert _is_due(practice)
    practice.clock.advance(timedelta(minutes=1))
    practice.seal()
    assert numbers_in(practice.folder) == [3]
    for part in (Part.CASELOAD, Part.RECORDS):
        assert NAME not in texts(opened(practice.folder, part, 3, practice.cards))
    assert attachments_in(practice.folder) == set()
    assert not _is_due(practice)
    practice.clock.advance(timedelta(minutes=1))
    practice.seal()
    assert numbers_in(practice.folder) == [3, 4]


def test_a_part_that_the_plan_has_dropped_goes_with_the_number_before(practice: Practice) -> None:
    kept, everybody = SuccessionPlan(psychotherapy=Psychotherapy.TRANSFER), (1, 2, 3)
    plan_service.save(practice.session, kept)
    plans = [
        PartPlan(part=part, holders=everybody, threshold=2)
        for part in (Part.CASELOAD, Part.RECORDS, Part.PSYCHOTHERAPY)
    ]
    hold_ceremony(practice.session, parts=plans)
    practice.seal()
    assert (practice.folder / layout.part_name(Part.PSYCHOTHERAPY, 1)).exists()
    plan_service.save(practice.session, SuccessionPlan(psychotherapy=Psychotherapy.DESTROY))
    number = practice.seal().number
    assert numbers_in(practice.folder) == [number]
    assert list(practice.folder.glob("psychotherapy-*")) == []


def test_what_the_old_cards_open_stays_until_the_new_ones_have_shown_that_they_work(
    practice: Practice,
) -> None:
    practice.seal()
    old = practice.folder
    hold_ceremony(practice.session, is_proved=False)
    service.seal(practice.session, practice.place.id, SealKind.CLOSURE)
    assert numbers_in(practice.folder) == [1] and practice.folder != old
    assert numbers_in(old) == [1]
    hold_ceremony(practice.session)
    practice.seal()
    assert numbers_in(practice.folder) == [1]
    assert not old.exists()
