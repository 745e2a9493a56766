"""The arithmetic that every figure of the bench goes through."""

import pytest

from tests.bench.measuring import check_goal, in_turns, keep, percentile
from tests.bench.queries import prefixes
from tests.suite import Row


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1), (0.5, 5), (0.9, 9), (0.95, 10), (0.99, 10), (1.0, 10)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    assert percentile([10, 3, 1, 2, 5, 4, 9, 8, 7, 6], share) == expected


def test_measures_take_turns_and_their_order_changes() -> None:
    calls: list[str] = []

    def measure(name: str, values: list[float]) -> float:
        calls.append(name)
        return values.pop()

    ours, limit = [9.0, 1.0, 2.0], [5.0, 5.0, 80.0]
    medians = in_turns(3, lambda: measure("a", ours), lambda: measure("b", limit))
    assert medians == [2.0, 5.0]
    assert calls == ["a", "b", "b", "a", "a", "b"]


def test_a_missed_goal_is_shown_and_fails_only_above_the_ceiling() -> None:
    row = Row(name="start")
    check_goal(row, "vs_limit", 1.9, 1.5, 3.0)
    assert (row.failures, row.ratios) == ([], {"vs_limit": 1.9, "vs_limit_goal": 1.5})
    check_goal(row, "vs_limit", 3.1, 1.5, 3.0)
    assert (row.cases, len(row.failures)) == (2, 1)


def test_figures_have_three_digits() -> None:
    row = Row(name="start")
    keep(row, ours_ms=123.456, limit_ms=0.0123456)
    assert row.figures == {"ours_ms": 123.0, "limit_ms": 0.0123}


def test_a_word_is_typed_letter_by_letter() -> None:
    assert prefixes(["ab", "c"]) == ["a", "ab", "c"]
