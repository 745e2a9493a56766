"""What is said of sealed exports, without a window."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ui.sealing.presenter import fate_words, preflight_lines
from vault.ids import CeremonyId, ClientId, ExportPlaceId, SealedExportId
from vault.sealing.model import Preflight
from vault.sealing.part_model import Part
from vault.sealing.places_model import ExportFate, SealedExport
from vault.sealing.statement_model import SealKind

SEALED = SealedExport(
    id=SealedExportId(1),
    place_id=ExportPlaceId(1),
    ceremony_id=CeremonyId(1),
    export_id="0" * 32,
    is_of_now=True,
    number=1,
    kind=SealKind.STANDING,
    begun_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    verified_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    manifest_sha256="",
    clients=2,
    documents=2,
    size=1000,
    audit_seq=1,
    clean_to=0,
    fate=ExportFate.KEPT,
    fate_at=None,
    statement="",
)

CLEAR = Preflight(
    drafts=0,
    contactless=(),
    ruleless=(),
    nobodys=(),
    unsealed=(),
    partless=(),
    has_holders=True,
    unproven_holders=(),
    has_plan=True,
    has_successor=True,
    review_due_on=None,
)


def test_nothing_is_said_where_nothing_is_missing() -> None:
    assert preflight_lines(CLEAR) == ()


def test_drafts_are_said_to_be_handed_on_as_they_are() -> None:
    """``test_drafts_stand_in_it_marked_as_such`` shows that they are."""
    for drafts in (1, 3):
        [said] = preflight_lines(replace(CLEAR, drafts=drafts))
        assert "handed on" in said
        assert "“Draft, not signed”" in said
        assert "nobody can sign" in said
        assert "not in the export" not in said


def test_parts_that_no_card_opens_are_said() -> None:
    found = replace(CLEAR, unsealed=(Part.APART_RECORDS,), partless=(ClientId(1),))
    parts, clients = preflight_lines(found)
    assert "the records of clients kept apart" in parts
    assert "ceremony" in parts
    assert "1 client is kept apart for the alternate" in clients
    assert not found.is_clear


@pytest.mark.parametrize("fate", list(ExportFate))
def test_what_earlier_cards_may_still_open_is_said_to_be_for_them(fate: ExportFate) -> None:
    one = replace(SEALED, fate=fate, is_of_now=False)
    assert ("for earlier cards" in fate_words(one).lower()) is not one.is_gone
