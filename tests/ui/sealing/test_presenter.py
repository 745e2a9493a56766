"""What is said of sealed exports, without a window."""

from dataclasses import replace

from ui.sealing.presenter import preflight_lines
from vault.ids import ClientId
from vault.sealing.model import Preflight
from vault.sealing.part_model import Part

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
