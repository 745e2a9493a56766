"""What a person chooses, and what follows from it."""

import pytest

from tests.importers.tabling import extras, planned
from vault.errors import InvalidValue
from vault.ids import ClientId
from vault.importers.choosing import choose
from vault.importers.model import Choice, Duplicate, KnownClient, Likeness

KNOWN = KnownClient(id=ClientId(7), record_number="0007", legal_name="Bo Chu")
PLAN = planned("Name,MRN\nAna,\nAna,\nAna,\nBo Chu,0007\n,x\n", KNOWN)
FIRST = Duplicate(likeness=Likeness.NAME, line=2)
SECOND = Duplicate(likeness=Likeness.NAME, line=3)
KNOWN_TARGET = Duplicate(likeness=Likeness.NAME, client_id=ClientId(7))


def test_held_rows_are_skipped_until_somebody_chooses() -> None:
    assert [row.fate for row in PLAN.rows] == [Choice.NEW, *[Choice.SKIP] * 4]
    assert choose(PLAN, 3, Choice.NEW).rows[1].fate is Choice.NEW
    assert choose(choose(PLAN, 3, Choice.NEW), 3, None) == PLAN


def test_a_merge_with_a_merged_row_goes_where_that_goes() -> None:
    plan = choose(choose(PLAN, 3, Choice.MERGE, FIRST), 4, Choice.MERGE, SECOND)
    assert [row.into for row in plan.rows[1:3]] == [FIRST, FIRST]


def test_skipping_a_target_opens_what_was_merged_into_it() -> None:
    plan = choose(choose(PLAN, 3, Choice.MERGE, FIRST), 2, Choice.SKIP)
    assert (plan.rows[1].choice, plan.rows[1].into) == (None, None)


def test_a_row_goes_where_the_row_that_was_chosen_for_it_goes_then() -> None:
    plan = choose(choose(PLAN, 3, Choice.MERGE, KNOWN_TARGET), 4, Choice.MERGE, SECOND)
    assert plan.rows[2].into == KNOWN_TARGET
    assert choose(plan, 3, Choice.NEW).rows[2].into == SECOND
    assert choose(plan, 3, Choice.MERGE, FIRST).rows[2].into == FIRST
    opened = choose(plan, 3, Choice.SKIP).rows[2]
    assert (opened.choice, opened.into, opened.chosen) == (None, None, None)
    direct = choose(plan, 4, Choice.MERGE, KNOWN_TARGET)
    assert choose(direct, 3, Choice.NEW).rows[2].into == KNOWN_TARGET


def test_a_new_client_does_not_take_anothers_record_number() -> None:
    row = choose(PLAN, 5, Choice.NEW).rows[3]
    assert row.record_number == ""
    assert extras(row) == [("record_number", "0007")]
    assert choose(PLAN, 5, Choice.MERGE, KNOWN_TARGET).rows[3].into == KNOWN_TARGET


@pytest.mark.parametrize(
    ("line", "choice", "into", "field"),
    [
        (99, Choice.SKIP, None, "line"),
        (6, Choice.NEW, None, "choice"),
        (3, Choice.MERGE, None, "into"),
        (4, Choice.MERGE, SECOND, "into"),
        (2, Choice.MERGE, SECOND, "into"),
        (3, Choice.MERGE, SECOND, "into"),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    line: int, choice: Choice, into: Duplicate | None, field: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        choose(PLAN, line, choice, into)
    assert caught.value.field == field
