"""Holds, paper and transfers in words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from ui.keeping import presenter
from vault.holds.model import Hold, HoldKind
from vault.ids import ClientId, DocumentId, EpisodeId, HoldId, PaperRecordId, TransferId
from vault.paper.model import PaperRecord
from vault.transfers.model import Transfer

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


PLACED = Hold(
    id=HoldId(1),
    client_id=ClientId(1),
    episode_id=None,
    kind=HoldKind.LEGAL,
    reason="100 %1 sure %2",
    placed_by="Robin %3",
    source="",
    starts_on=date(2026, 5, 3),
    placed_at=AT,
)


def hold(**changes: Any) -> Hold:
    return replace(PLACED, **changes)


def test_what_people_typed_is_never_taken_for_a_place_to_fill_in() -> None:
    entry = presenter.hold_entry(hold(), ())
    assert entry.lines == ("100 %1 sure %2",)
    assert "placed by Robin %3 on" in entry.asides[0]


def test_a_released_hold_says_when_and_why() -> None:
    entry = presenter.hold_entry(hold(released_at=AT, release_reason="Case closed"), ())
    assert entry.chip == "Released"
    assert "Case closed" in entry.lines[-1]


def test_a_hold_on_an_episode_that_is_not_listed_says_so_all_the_same() -> None:
    entry = presenter.hold_entry(hold(episode_id=EpisodeId(9)), ())
    assert "one episode of care" in entry.asides[-1]


def test_the_banner_counts_active_holds_alone() -> None:
    over = hold(released_at=AT, release_reason="Over")
    assert presenter.banner_words([over]) == ""
    assert "legal matter" in presenter.banner_words([over, hold()])
    assert presenter.banner_words([hold(), hold()]).startswith("2 holds")


def test_a_document_that_cannot_be_found_goes_by_its_number() -> None:
    paper = PaperRecord(
        id=PaperRecordId(1),
        client_id=ClientId(1),
        description="Folder",
        place="",
        entered_at=AT,
        disposed_on=date(2026, 10, 2),
        method="Burning",
        document_id=DocumentId(7),
    )
    assert "Certificate: document 7" in presenter.paper_entry(paper, {}).asides
    assert presenter.paper_entry(paper, {DocumentId(7): "A"}).asides == ("Certificate: A",)


def test_a_packet_goes_by_its_number_and_the_beginning_of_its_hash() -> None:
    transfer = Transfer(
        id=TransferId(1),
        uid="ab12" * 8,
        client_id=ClientId(1),
        recipient="Dr. Haddad",
        basis="Consent",
        packet_sha256="cd34" * 16,
        made_at=AT,
    )
    entry = presenter.transfer_entry(transfer, {})
    assert entry.chip == "Receipt awaited"
    assert "Packet ab12ab12 made on" in entry.asides[0]
    assert entry.asides[0].endswith("cd34cd34.")
