"""Opening: the right cards open, fewer do not, damage costs itself alone."""

import io
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from tests.unsealing.making import FILLING, HolderIdentity, Making, make, packed
from vault import age
from vault.age import HybridIdentity, X25519Identity
from vault.errors import (
    CardOfAnotherExport,
    CardsDisagree,
    CardUnreadable,
    DocumentDamaged,
    DocumentMissing,
    FolderExists,
    NotFound,
    PartDamaged,
    SheetLineError,
    TooFewCards,
)
from vault.keys.signing import SigningKey
from vault.sealing.part_model import Part
from vault.unsealing import service
from vault.unsealing.model import Card, NumberVerdict, SignatureState, Verdict
from vault.unsealing.opened_part import OpenedPart


@pytest.fixture(scope="module")
def made() -> Making:
    return make()


@pytest.fixture
def export(made: Making, tmp_path: Path) -> Path:
    folder = tmp_path / "casekeep-export-5ea1ed00"
    made.write(folder, 6, 7)
    return folder


def _verdict(path: Path, cards: list[Card]) -> Verdict:
    with service.open_source(path) as source:
        return service.examine(source, service.fingerprint_start(cards))


def _best(path: Path, cards: list[Card]) -> NumberVerdict:
    best = _verdict(path, cards).best
    assert best is not None
    return best


def _opened(path: Path, cards: list[Card], part: Part) -> OpenedPart:
    return service.open_part(service.open_source(path), _best(path, cards), part, cards)


@pytest.mark.parametrize("is_zip", [False, True])
def test_two_cards_open_the_records(
    made: Making, export: Path, tmp_path: Path, is_zip: bool
) -> None:
    path = packed(export, tmp_path / "one.zip", "my export/") if is_zip else export
    cards = made.cards(1, 3)
    verdict = _verdict(path, cards)
    assert verdict.is_clean and verdict.is_zip is is_zip
    assert [one.number for one in verdict.numbers] == [7, 6]
    assert verdict.best is not None and verdict.best.signature is SignatureState.GOOD
    with _opened(path, cards, Part.RECORDS) as opened:
        assert b"records of number 7" in opened.read("data/index.html")
        with opened.open("data/filling.bin") as entry:
            assert len(entry.read()) == FILLING == opened.size("data/filling.bin")
        for entry_, document in zip(opened.documents, made.documents, strict=True):
            target = io.BytesIO()
            opened.open_document(entry_, target)
            assert target.getvalue() == document.content
        with pytest.raises(NotFound):
            opened.read("data/nothing")
        assert opened.statement.number == 7


@pytest.mark.parametrize(("n", "k"), [(n, k) for n in range(1, 6) for k in range(1, min(n, 3) + 1)])
def test_every_group_that_suffices_opens_and_no_smaller_one(n: int, k: int, tmp_path: Path) -> None:
    holders = [HybridIdentity.generate() for _ in range(n)]
    everybody = tuple(range(1, n + 1))
    made = make(holders=holders, parts={Part.RECORDS: (everybody, k)}, documents=())
    made.write(tmp_path, 1)
    best = _best(tmp_path, made.cards(1))
    source = service.open_source(tmp_path)
    for group in combinations(everybody, k):
        # in whatever order the holders come
        with service.open_part(source, best, Part.RECORDS, made.cards(*reversed(group))) as opened:
            assert opened.names
    for group in combinations(everybody, k - 1):
        cards = made.cards(*group) if group else []
        with pytest.raises(TooFewCards) as caught:
            service.open_part(source, best, Part.RECORDS, cards)
        assert caught.value.needed == 1


def test_a_key_of_a_holder_s_own_opens_beside_a_card(tmp_path: Path) -> None:
    holders: list[HolderIdentity] = [HybridIdentity.generate(), X25519Identity.generate()]
    made = make(holders=holders, parts={Part.RECORDS: ((1, 2), 2)})
    made.write(tmp_path, 1)
    with _opened(tmp_path, made.cards(), Part.RECORDS) as opened:
        assert "data/index.html" in opened.names


def test_parts_of_other_holders_stay_shut(tmp_path: Path) -> None:
    holders = [HybridIdentity.generate() for _ in range(4)]
    parts = {Part.RECORDS: ((1, 2), 2), Part.APART_RECORDS: ((3, 4), 2)}
    made = make(holders=holders, parts=parts)
    made.write(tmp_path, 1)
    with _opened(tmp_path, made.cards(1, 2), Part.RECORDS):
        pass
    with pytest.raises(TooFewCards):
        _opened(tmp_path, made.cards(1, 2), Part.APART_RECORDS)


def test_a_card_of_another_practice_is_told_apart(made: Making, export: Path) -> None:
    other = make()
    with pytest.raises(CardOfAnotherExport):
        service.open_part(
            service.open_source(export),
            _best(export, made.cards(1)),
            Part.RECORDS,
            [made.cards(1)[0], other.cards(2)[0]],
        )


def test_one_holder_cannot_vouch_for_an_export_of_their_own(made: Making) -> None:
    mine, other = made.cards(1)[0], made.cards(2)[0]
    forged = replace(mine, fingerprint_start=make().key.public.fingerprint_bytes[:10])
    own_key = replace(mine, fingerprint_start=None)
    assert service.fingerprint_start([own_key, other]) == other.fingerprint_start
    assert service.fingerprint_start([own_key]) is None
    with pytest.raises(CardsDisagree):
        service.fingerprint_start([forged, other])


def test_a_number_signed_by_another_key_is_told_and_still_opens(export: Path, made: Making) -> None:
    thief = make()
    thief.key = SigningKey.generate()
    forged = Making(made.parts, made.holders, made.documents, thief.key)
    forged.write(export, 8)
    cards = made.cards(1, 2)
    verdict = _verdict(export, cards)
    assert verdict.numbers[0].signature is SignatureState.OTHER_KEY
    assert verdict.best is not None and verdict.best.number == 7
    with service.open_part(
        service.open_source(export), verdict.numbers[0], Part.RECORDS, cards
    ) as opened:
        assert b"number 8" in opened.read("data/index.html")


def test_with_the_records_broken_the_caseload_opens(made: Making, export: Path) -> None:
    path = export / "records-7.age"
    path.write_bytes(path.read_bytes()[:-9])
    cards = made.cards(1, 2)
    verdict = _verdict(export, cards)
    best = verdict.numbers[0]
    with service.open_part(service.open_source(export), best, Part.CASELOAD, cards) as opened:
        assert b"number 7" in opened.read("caseload.html")
    with pytest.raises(PartDamaged):
        service.open_part(service.open_source(export), best, Part.RECORDS, cards)
    older = verdict.newest(Part.RECORDS)
    assert older is not None and older.number == 6


def test_a_damaged_stretch_costs_the_entries_that_lie_there(made: Making, export: Path) -> None:
    path = export / "records-7.age"
    sealed = bytearray(path.read_bytes())
    sealed[-FILLING // 2] ^= 1  # in the midst of the entry that fills the part
    path.write_bytes(bytes(sealed))
    cards = made.cards(1, 2)
    number = _verdict(export, cards).numbers[0]
    with service.open_part(service.open_source(export), number, Part.RECORDS, cards) as opened:
        assert b"number 7" in opened.read("data/index.html")
        assert len(opened.documents) == 3
        with pytest.raises(PartDamaged):
            opened.read("data/filling.bin")
        with opened.open("data/filling.bin") as entry, pytest.raises(PartDamaged):
            entry.read()


def test_a_broken_document_costs_no_other(made: Making, export: Path) -> None:
    sealed = bytearray((export / made.documents[0].file).read_bytes())
    sealed[-1] ^= 1
    (export / made.documents[0].file).write_bytes(bytes(sealed))
    (export / made.documents[1].file).unlink()
    with _opened(export, made.cards(1, 2), Part.RECORDS) as opened:
        with pytest.raises(DocumentDamaged):
            opened.open_document(opened.documents[0], io.BytesIO())
        with pytest.raises(DocumentMissing):
            opened.open_document(opened.documents[1], io.BytesIO())
        target = io.BytesIO()
        opened.open_document(opened.documents[2], target)
        assert target.getvalue() == made.documents[2].content


def test_documents_that_changed_places_are_not_taken(made: Making, export: Path) -> None:
    one, two = (export / made.documents[i].file for i in (0, 1))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    with _opened(export, made.cards(1, 2), Part.RECORDS) as opened:
        for entry in opened.documents[:2]:
            with pytest.raises(DocumentDamaged):
                opened.open_document(entry, io.BytesIO())


def test_another_document_under_the_same_key_is_not_taken(made: Making, export: Path) -> None:
    first = made.documents[0]
    for other in (first.content[::-1], first.content[:-1], first.content + b"x"):
        sealed = age.seal_bytes([first.identity.recipient], other)
        (export / first.file).write_bytes(sealed)
        opened = _opened(export, made.cards(1, 2), Part.RECORDS)
        with opened, pytest.raises(DocumentDamaged):
            opened.open_document(opened.documents[0], io.BytesIO())


def test_all_is_written_where_it_was_asked_for(made: Making, export: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cards = made.cards(2, 3)
    best = _best(export, cards)
    (export / made.documents[1].file).unlink()
    wanted = [(best, Part.CASELOAD), (best, Part.RECORDS)]
    with service.open_source(export) as source:
        caseload, records = service.unseal(source, wanted, cards, out)
    assert (caseload.files, caseload.documents) == (3, 0)
    assert (records.files, records.documents) == (5, 2)
    assert records.lost_documents == ("documents/0001/document 2.txt",)
    assert b"number 7" in (out / "records-7/data/index.html").read_bytes()
    first = out / "records-7/documents/0001/document 1.txt"
    assert first.read_bytes() == made.documents[0].content
    assert out.stat().st_mode & 0o077 == 0 and first.stat().st_mode & 0o077 == 0
    assert not list(out.rglob("*.part"))
    with service.open_source(export) as source, pytest.raises(FolderExists):
        service.unseal(source, wanted, cards, out)


def test_an_unsealing_that_fails_leaves_nothing(made: Making, export: Path, tmp_path: Path) -> None:
    cards = made.cards(1)
    best = _best(export, cards)
    with service.open_source(export) as source, pytest.raises(TooFewCards):
        service.unseal(
            source, [(best, Part.CASELOAD), (best, Part.RECORDS)], cards, tmp_path / "out"
        )
    assert not (tmp_path / "out").exists()


def test_a_card_is_typed_or_comes_from_a_file(made: Making, tmp_path: Path) -> None:
    lines = made.lines(1)
    card = service.read_card(lines)
    assert card == made.cards(1)[0]
    file = tmp_path / "card.txt"
    file.write_text("\n".join(["", *lines, ""]), encoding="utf-8")
    assert service.load_card(file) == card
    file.write_text(f"# made today\n{card.identity}\n", encoding="utf-8")
    assert service.load_card(file) == Card(identity=card.identity, fingerprint_start=None)
    own = X25519Identity.generate().to_text()
    file.write_text(own, encoding="utf-8")
    assert service.load_card(file).identity == own
    assert lines[0] not in repr(card) and card.identity not in repr(card)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"AGE-SECRET-KEY-PQ-1QQQ", b"AGE-SECRET-KEY-1QQQ", b"\xff\xfe\0"]
)
def test_what_is_no_card_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "card.txt"
    file.write_bytes(content)
    with pytest.raises(CardUnreadable) as caught:
        service.load_card(file)
    assert caught.value.__cause__ is None


def test_a_mistyped_line_is_named(made: Making) -> None:
    lines = made.lines(1)
    lines[2] = lines[1]
    with pytest.raises(SheetLineError) as caught:
        service.read_card(lines)
    assert caught.value.line == 3
