"""What the program seals, it also examines and opens."""

import io
from pathlib import Path

import pytest

from tests.sealing.standing import CANARY, Practice
from tests.sealing.standing_fixtures import clock, practice, session
from tests.succession_fixtures import card_lines
from vault.sealing import service as sealing
from vault.sealing.part_model import Part
from vault.unsealing import service
from vault.unsealing.model import Card, NumberVerdict, SignatureState, Verdict

__all__ = ["clock", "practice", "session"]


def _cards(practice: Practice, *places: int) -> list[Card]:
    chosen = (practice.cards[place - 1] for place in places)
    return [service.read_card(card_lines(practice.session, one)) for one in chosen]


def _verdict(path: Path, cards: list[Card]) -> Verdict:
    with service.open_source(path) as source:
        return service.examine(source, service.fingerprint_start(cards))


@pytest.fixture
def best(practice: Practice) -> NumberVerdict:
    practice.write_note()
    practice.seal()
    practice.seal()
    found = _verdict(practice.folder, _cards(practice, 1)).best
    assert found is not None
    return found


def test_it_is_whole_and_the_practice_s_own(practice: Practice, best: NumberVerdict) -> None:
    verdict = _verdict(practice.folder, _cards(practice, 3))
    assert verdict.is_clean and not verdict.foreign_files
    assert [one.number for one in verdict.numbers] == [2, 1]
    assert best.signature is SignatureState.GOOD and verdict.age_months is not None
    assert service.find_exports(practice.place.path) == (practice.folder,)


def test_two_cards_open_it_and_its_documents(practice: Practice, best: NumberVerdict) -> None:
    cards = _cards(practice, 2, 3)
    with service.open_source(practice.folder) as source:
        with service.open_part(source, best, Part.CASELOAD, cards) as opened:
            assert b"Odalys Quince" in opened.read("caseload.html")
            assert opened.documents == ()
        with service.open_part(source, best, Part.RECORDS, cards) as opened:
            pages = [opened.read(n) for n in opened.names if n.endswith("record.html")]
            assert any(CANARY.encode() in page for page in pages)
            assert opened.read("data/index.html") and len(opened.documents) == 2
            for entry in opened.documents:
                target = io.BytesIO()
                opened.open_document(entry, target)
                assert len(target.getvalue()) == entry.size


def test_it_unseals_to_what_its_pages_link_to(
    practice: Practice, best: NumberVerdict, tmp_path: Path
) -> None:
    cards = _cards(practice, 1, 3)
    wanted = [(best, Part.CASELOAD), (best, Part.RECORDS)]
    with service.open_source(practice.folder) as source:
        done = service.unseal(source, wanted, cards, tmp_path / "out")
    assert not any(one.lost_files or one.lost_documents for one in done)
    assert [one.documents for one in done] == [0, 2]
    linked = sorted((tmp_path / "out" / "records-2" / "documents").rglob("*.*"))
    assert len(linked) == len(practice.documents)


def test_it_opens_as_one_zip_file(practice: Practice, best: NumberVerdict, tmp_path: Path) -> None:
    target = tmp_path / "one.zip"
    sealing.zip_to(practice.session, practice.place.id, target)
    cards = _cards(practice, 1, 2)
    verdict = _verdict(target, cards)
    assert verdict.is_clean and verdict.is_zip
    assert verdict.best is not None and verdict.best.number == best.number
    with (
        service.open_source(target) as source,
        service.open_part(source, verdict.best, Part.RECORDS, cards) as opened,
    ):
        for entry in opened.documents:
            opened.open_document(entry, io.BytesIO())
