"""What is kept: 7 daily, 4 weekly, 12 monthly, whatever the days and whatever failed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vault.backup.retention import DAYS, MONTHS, WEEKS, Dated, kept

FIRST = date(2026, 1, 1)

histories = st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=120).map(
    lambda found: [
        Dated(number=number, day=FIRST + timedelta(days=day), is_verified=is_verified)
        for number, (day, is_verified) in enumerate(sorted(found), start=1)
    ]
)


@given(histories)
def test_the_newest_and_the_last_two_verified_stay(history: list[Dated]) -> None:
    staying = kept(history)
    verified = [one.number for one in history if one.is_verified]
    assert staying <= {one.number for one in history}
    assert not history or history[-1].number in staying
    assert set(verified[-2:]) <= staying


@given(histories)
def test_no_more_than_the_plan_says(history: list[Dated]) -> None:
    assert len(kept(history)) <= DAYS + WEEKS + MONTHS + 3


@given(histories)
def test_each_of_the_last_days_weeks_and_months_has_one(history: list[Dated]) -> None:
    staying = {one.day for one in history if one.number in kept(history)}
    days = sorted({one.day for one in history})
    weeks = sorted({day.isocalendar()[:2] for day in days})
    months = sorted({(day.year, day.month) for day in days})
    assert set(days[-DAYS:]) <= staying
    assert set(weeks[-WEEKS:]) <= {day.isocalendar()[:2] for day in staying}
    assert set(months[-MONTHS:]) <= {(day.year, day.month) for day in staying}


@given(histories)
def test_pruning_again_removes_nothing_more(history: list[Dated]) -> None:
    staying = kept(history)
    assert kept([one for one in history if one.number in staying]) == staying


@given(histories)
def test_a_day_with_a_verified_one_keeps_a_verified_one(history: list[Dated]) -> None:
    staying = [one for one in history if one.number in kept(history)]
    for day in sorted({one.day for one in history})[-DAYS:]:
        if any(one.is_verified for one in history if one.day == day):
            assert any(one.is_verified for one in staying if one.day == day)


def test_two_years_of_daily_backups() -> None:
    history = [
        Dated(number=n, day=FIRST + timedelta(days=n), is_verified=True) for n in range(1, 731)
    ]
    days = sorted(FIRST + timedelta(days=n) for n in kept(history))
    assert days[-7:] == [FIRST + timedelta(days=n) for n in range(724, 731)]
    assert len(days) == 7 + 2 + 10  # some of the last days end a week or a month as well


def test_two_of_one_day_both_stay_and_a_third_replaces_the_first() -> None:
    history = [Dated(number=n, day=FIRST, is_verified=True) for n in (1, 2, 3)]
    assert kept(history[:2]) == {1, 2}
    assert kept(history) == {2, 3}


def test_one_verified_long_ago_stays_however_many_failed_since() -> None:
    history = [
        Dated(number=n, day=FIRST + timedelta(days=40 * n), is_verified=n == 1)
        for n in range(1, 31)
    ]
    assert {1, 30} <= kept(history)
