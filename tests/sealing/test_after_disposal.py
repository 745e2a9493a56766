"""After a disposal: no number within reach holds the client, and what is out of reach is named."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disposal.conftest import KINDS, OLD, TYPED, WORDS, World, world
from tests.disposal.filled import fill
from tests.sealing.standing import attachments_in, numbers_in, opened, texts
from tests.succession_fixtures import hold_ceremony
from vault.age import HybridIdentity
from vault.disposal import service as disposal
from vault.disposal.certificate_model import ResidualCause, ResidualKind, ResidualPlan
from vault.disposal.model import CopyState
from vault.disposal.reach_model import Reach
from vault.sealing import service
from vault.sealing.part_model import Part
from vault.sealing.places_model import ExportFate, ExportPlace
from vault.sealing.statement_model import SealKind
from vault.succession import plan_service
from vault.succession.plan_model import Psychotherapy, SuccessionPlan

__all__ = ["KINDS", "world"]

PARTS = (Part.CASELOAD, Part.RECORDS, Part.PSYCHOTHERAPY)
WORD = WORDS[OLD]


class Sealed:
    """A practice with exports on a stick and in a drawer, two numbers each."""

    def __init__(self, world: World) -> None:
        self.world = world
        fill(world, world.old, WORD)
        plan_service.end_apart(world.session, world.old)
        plan = SuccessionPlan(psychotherapy=Psychotherapy.TRANSFER)
        world.session.step_up(TYPED.encode())
        plan_service.save(world.session, plan)
        self.cards: list[HybridIdentity] = hold_ceremony(world.session, parts=PARTS)
        self.stick, self.drawer = self._place("stick"), self._place("drawer")
        for place in (self.stick, self.drawer, self.stick, self.drawer):
            service.seal(world.session, place.id)

    def _place(self, name: str) -> ExportPlace:
        path = self.world.folder.parent / f"export-{name}"
        path.mkdir()
        return service.add_place(self.world.session, path, name)

    def folder(self, place: ExportPlace) -> Path:
        """The export at a place."""
        (found,) = place.path.glob("casekeep-export-*")
        return found

    def readable(self, place: ExportPlace) -> Iterator[tuple[str, bytes]]:
        """Yield all that lies there: each file, and each part as its holders read it."""
        folder = self.folder(place)
        for path in place.path.rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()
        for number in numbers_in(folder):
            for part in PARTS:
                with opened(folder, part, number, self.cards) as archive:
                    yield f"{part}-{number}", texts(archive)


@pytest.fixture
def sealed(world: World) -> Sealed:
    return Sealed(world)


def _with_the_word(sealed: Sealed, place: ExportPlace) -> list[str]:
    # a tombstone keeps to whom a record was handed on, and that is all it keeps of these words
    about = ("on the way here", "in a paper", "preferred", "risk", "rule", "sister", "disorder")
    wanted = (*(f"{WORD} {one}".encode() for one in about), b"Odalys")
    return [name for name, content in sealed.readable(place) if any(w in content for w in wanted)]


def test_neither_number_holds_a_client_who_is_gone(sealed: Sealed) -> None:
    world, stick = sealed.world, sealed.stick
    before = _with_the_word(sealed, stick)
    assert {"records-1", "records-2", "psychotherapy-1", "psychotherapy-2"} <= set(before)
    documents = attachments_in(sealed.folder(stick))
    disposal_id = world.dispose(world.old)
    session = world.session
    lines = disposal.exports(session, disposal_id)
    assert {one.state for one in lines} == {CopyState.PENDING}
    assert all(one.is_reachable for one in lines)
    assert {one.id for one in service.due(session)} == {stick.id, sealed.drawer.id}

    report = service.seal(session, stick.id)
    assert report.removed == (1, 2)
    assert numbers_in(sealed.folder(stick)) == [3]
    assert not _with_the_word(sealed, stick)
    assert attachments_in(sealed.folder(stick)) < documents
    with opened(sealed.folder(stick), Part.RECORDS, 3, sealed.cards) as archive:
        assert b"Ana Ruiz" in texts(archive)


def test_a_closing_number_gives_way_to_one_without_the_client(sealed: Sealed) -> None:
    world, stick, session = sealed.world, sealed.stick, sealed.world.session
    service.seal(session, stick.id, SealKind.CLOSURE)
    assert _with_the_word(sealed, stick)
    world.dispose(world.old)
    assert stick.id in {one.id for one in service.due(session)}
    assert service.seal(session, stick.id).removed == (2, 3)
    assert numbers_in(sealed.folder(stick)) == [4]
    assert not _with_the_word(sealed, stick)
    kinds = [one.kind for one in service.exports(session) if one.place_id == stick.id]
    assert kinds[0] is SealKind.CLOSURE
    assert stick.id not in {one.id for one in service.due(session)}


def test_what_is_out_of_reach_is_pending_and_named(sealed: Sealed) -> None:
    world = sealed.world
    away = sealed.drawer.path.with_name("away")
    sealed.drawer.path.rename(away)
    disposal_id = world.dispose(world.old)
    session = world.session
    service.seal(session, sealed.stick.id)
    states = {
        (one.place, one.number): (one.state, one.is_reachable)
        for one in disposal.exports(session, disposal_id)
    }
    assert states == {
        ("stick", 1): (CopyState.GONE, True),
        ("stick", 2): (CopyState.GONE, True),
        ("stick", 3): (CopyState.CLEAN, True),
        ("drawer", 1): (CopyState.PENDING, False),
        ("drawer", 2): (CopyState.PENDING, False),
    }
    dirty = {o.place.label for o in service.register(session) if not o.is_clean}
    assert "drawer" in dirty
    (told,) = [json.loads(one.document) for one in disposal.issue(session, disposal_id)]
    exports = [one for one in told["residual"] if one["kind"] == ResidualKind.SEALED_EXPORT]
    assert [(o["place"], o["number"], o["cause"], o["plan"]) for o in exports] == [
        ("drawer", 1, ResidualCause.UNREACHABLE, ResidualPlan.REWRITE_WHEN_REACHED),
        ("drawer", 2, ResidualCause.UNREACHABLE, ResidualPlan.REWRITE_WHEN_REACHED),
    ]
    assert told["method"] == "clear"


def test_what_comes_back_is_refreshed_and_supplements_the_certificate(sealed: Sealed) -> None:
    world = sealed.world
    away = sealed.drawer.path.with_name("away")
    sealed.drawer.path.rename(away)
    disposal_id = world.dispose(world.old)
    session = world.session
    service.seal(session, sealed.stick.id)
    (first,) = disposal.issue(session, disposal_id)
    assert not disposal.issue(session, disposal_id, Reach())
    away.rename(sealed.drawer.path)
    service.seal(session, sealed.drawer.id)
    assert not _with_the_word(sealed, sealed.drawer)
    (second,) = disposal.issue(session, disposal_id)
    assert second.supplements == first.number
    told = json.loads(second.document)
    assert not [one for one in told["residual"] if one["kind"] == ResidualKind.SEALED_EXPORT]
    # the cards open what a medium may still have of the numbers that were removed
    assert "out_of_hands" in told["not_purge_because"]
    assert "copy_pending" not in told["not_purge_because"]


def test_a_number_that_somebody_attests_destroyed_is_gone(sealed: Sealed) -> None:
    world = sealed.world
    sealed.drawer.path.rename(sealed.drawer.path.with_name("away"))
    disposal_id = world.dispose(world.old)
    session = world.session
    for one in disposal.exports(session, disposal_id):
        service.attest_destroyed(session, one.export_id, "Cut in two.")
    assert {o.state for o in disposal.exports(session, disposal_id)} == {CopyState.GONE}


def test_one_that_was_gone_before_has_nothing_to_do_with_it(sealed: Sealed) -> None:
    world = sealed.world
    session = world.session
    for one in service.exports(session):
        if one.place_id == sealed.drawer.id:
            service.attest_destroyed(session, one.id, "Lost.")
    world.clock.advance(world.clock.instant.resolution)
    disposal_id = world.dispose(world.old)
    places = {one.place for one in disposal.exports(world.session, disposal_id)}
    assert places == {"stick"}
    gone = [o.fate for o in service.exports(world.session) if o.place_id == sealed.drawer.id]
    assert gone == [ExportFate.ATTESTED_DESTROYED] * 2
