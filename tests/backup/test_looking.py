"""Places are looked at without the session, and one that hangs keeps nobody waiting."""

import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.backup.conftest import World
from vault.backup import service as backup
from vault.backup.looking import Look, Looker
from vault.errors import DestinationGone


@dataclass(slots=True, frozen=True, kw_only=True)
class Drive:
    """A place on a drive that answers when it is let go."""

    key: int
    answers: threading.Event
    asked: list[int] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(f"/drive/{self.key}")

    def is_there(self) -> bool:
        """Wait as a network drive does."""
        self.asked.append(1)
        self.answers.wait(20)
        return True


def test_a_place_that_hangs_is_not_there_and_is_not_asked_again_before_it_answers() -> None:
    quick, slow = threading.Event(), threading.Event()
    quick.set()
    places = (Drive(key=1, answers=slow), Drive(key=2, answers=quick))
    looker, look = Looker(patience_s=0.2), Look(places=places, judge=lambda there: there)
    assert looker.look(look) == {2}
    assert looker.look(look) == {2}
    assert (len(places[0].asked), len(places[1].asked)) == (1, 2)
    slow.set()
    for thread in threading.enumerate():
        if thread.name == "place":
            thread.join(5)
    assert looker.look(look) == {1, 2}


def test_what_is_planned_is_looked_at_without_the_session(world: World) -> None:
    world.back_up()
    plan = backup.plan_freshness(world.session)
    reach = backup.plan_reach(world.session)
    world.session.close()
    [fresh] = plan.look()
    assert fresh.is_reachable and fresh.age_days == 0
    assert reach.look() == {world.destination.id}
    shutil.rmtree(world.stick)
    assert not plan.look()[0].is_reachable
    assert reach.look() == frozenset()


def test_a_place_is_checked_without_the_session_and_entered_with_it(
    world: World, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    checked = backup.plan_add(world.session, other).look()
    made = backup.enter_destination(world.session, checked, "Red")
    assert [one.label for one in backup.destinations(world.session)] == ["Blue", "Red"]
    assert backup.enter_destination(world.session, checked, "Again") == made
    with pytest.raises(DestinationGone):
        backup.plan_check(world.session, tmp_path / "nowhere").look()


def test_a_moved_place_is_looked_for_before_it_is_entered(world: World, tmp_path: Path) -> None:
    world.back_up()
    moved = tmp_path / "moved"
    shutil.move(world.stick, moved)
    plan = backup.plan_move(world.session, world.destination.id, moved)
    backup.enter_move(world.session, world.destination.id, plan.look())
    assert backup.freshness(world.session)[0].is_reachable
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(DestinationGone):
        backup.plan_move(world.session, world.destination.id, empty).look()
