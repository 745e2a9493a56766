"""Dates in the shapes that people and programs give them."""

from datetime import date, time

import pytest

from tests.importers.tabling import TODAY
from vault.importers import dates
from vault.importers.dates import DateOrder
from vault.importers.model import Reason

BORN = date(1990, 5, 20)


@pytest.mark.parametrize(
    "text",
    [
        "1990-05-20",
        "1990/5/20",
        "1990-05-20T00:00:00Z",
        "1990-05-20 00:00:00.000",
        "5/20/1990",
        "05/20/1990",
        "20/05/1990",
        "20.05.1990",
        "5-20-1990",
        " 5 / 20 / 1990 ",
        "May 20, 1990",
        "May 20 1990",
        "Sunday, May 20th, 1990",
        "20 May 1990",
        "20-May-1990",
        "20. May 1990",
        "19900520",
        "33013",
    ],
)
def test_a_day_is_read_in_every_shape(text: str) -> None:
    assert dates.read(text, DateOrder.MONTH_FIRST, TODAY).day == BORN


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("02/30/1990", Reason.DATE_IMPOSSIBLE),
        ("1990-02-30", Reason.DATE_IMPOSSIBLE),
        ("31/31/1990", Reason.DATE_IMPOSSIBLE),
        ("0000-00-00", Reason.DATE_IMPOSSIBLE),
        ("Feb 29, 1991", Reason.DATE_IMPOSSIBLE),
        ("1990", Reason.DATE_INCOMPLETE),
        ("5/1990", Reason.DATE_INCOMPLETE),
        ("May 1990", Reason.DATE_INCOMPLETE),
        ("5/20", Reason.DATE_INCOMPLETE),
        ("unknown", Reason.DATE_UNREADABLE),
        ("0", Reason.DATE_UNREADABLE),
        ("2", Reason.DATE_UNREADABLE),
        ("00000", Reason.DATE_UNREADABLE),
        ("", Reason.DATE_UNREADABLE),
        ("5/20/199", Reason.DATE_UNREADABLE),
        ("5/20-1990", Reason.DATE_UNREADABLE),
        ("٣/٤/٥", Reason.DATE_UNREADABLE),
    ],
)
def test_what_is_no_day_has_its_reason(text: str, reason: Reason) -> None:
    found = dates.read(text, DateOrder.MONTH_FIRST, TODAY)
    assert (found.day, found.reasons) == (None, (reason,))


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/1990", "5/6/1991"], DateOrder.UNPROVEN),
        (["3/4/1990", "5/20/1991"], DateOrder.MONTH_FIRST),
        (["3/4/1990", "20/5/1991"], DateOrder.DAY_FIRST),
        (["3/20/1990", "20/5/1991"], DateOrder.CONTRADICTED),
        (["1990-03-04", "4/4/1990", "", "x"], DateOrder.MONTH_FIRST),
    ],
)
def test_a_column_proves_its_order(texts: list[str], order: DateOrder) -> None:
    assert dates.order_of(texts) is order


def test_a_header_may_tell_the_order() -> None:
    assert dates.order_of(["3/4/1990"], "DOB (DD/MM/YYYY)") is DateOrder.DAY_FIRST
    assert dates.order_of(["3/4/1990"], "DOB (mm-dd-yyyy)") is DateOrder.MONTH_FIRST
    assert dates.order_of(["20/4/1990"], "DOB (mm/dd/yyyy)") is DateOrder.CONTRADICTED


def test_the_order_decides_only_where_the_value_does_not() -> None:
    def day(text: str, order: DateOrder) -> tuple[date | None, tuple[Reason, ...]]:
        found = dates.read(text, order, TODAY)
        return found.day, found.reasons

    assert day("3/4/1990", DateOrder.DAY_FIRST) == (date(1990, 4, 3), ())
    assert day("3/4/1990", DateOrder.MONTH_FIRST) == (date(1990, 3, 4), ())
    assert day("3/4/1990", DateOrder.UNPROVEN) == (date(1990, 3, 4), (Reason.DATE_AMBIGUOUS,))
    assert day("3/4/1990", DateOrder.CONTRADICTED) == (None, (Reason.DATE_CONTRADICTED,))
    assert day("20/4/1990", DateOrder.CONTRADICTED) == (date(1990, 4, 20), ())
    assert day("4/4/1990", DateOrder.CONTRADICTED) == (date(1990, 4, 4), ())


@pytest.mark.parametrize(
    ("text", "is_past", "day"),
    [
        ("5/20/90", True, BORN),
        ("5/20/26", True, date(2026, 5, 20)),
        ("12/31/26", True, date(1926, 12, 31)),
        ("12/31/26", False, date(2026, 12, 31)),
        ("5/20/46", False, date(2046, 5, 20)),
        ("5/20/47", False, date(1947, 5, 20)),
        ("20-May-90", False, BORN),
    ],
)
def test_a_short_year_is_read_and_said(text: str, is_past: bool, day: date) -> None:
    found = dates.read(text, DateOrder.MONTH_FIRST, TODAY, is_past)
    assert (found.day, found.reasons) == (day, (Reason.DATE_SHORT_YEAR,))


def test_a_serial_number_has_its_day_and_time() -> None:
    found = dates.read("33013.604167", DateOrder.MONTH_FIRST, TODAY)
    assert (found.day, found.at, found.reasons) == (BORN, time(14, 30), (Reason.DATE_SERIAL,))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("05/20/1990 14:30", time(14, 30)),
        ("05/20/1990 2:30 PM", time(14, 30)),
        ("5/20/1990, 2:30 p.m.", time(14, 30)),
        ("1990-05-20T14:30:59-05:00", time(14, 30)),
        ("May 20, 1990 at 2:30pm", time(14, 30)),
        ("05/20/1990 12:05 AM", time(0, 5)),
        ("05/20/1990 2 pm", time(14)),
        ("05/20/1990 14:30 - 15:20", time(14, 30)),
        ("05/20/1990", None),
    ],
)
def test_a_time_may_follow(text: str, at: time | None) -> None:
    found = dates.read(text, DateOrder.MONTH_FIRST, TODAY)
    assert (found.day, found.at, found.reasons) == (BORN, at, ())


@pytest.mark.parametrize("text", ["05/20/1990 25:00", "05/20/1990 13:00 pm", "5/20/1990 9:77"])
def test_an_impossible_time_is_said(text: str) -> None:
    found = dates.read(text, DateOrder.MONTH_FIRST, TODAY)
    assert (found.day, found.at, found.reasons) == (BORN, None, (Reason.TIME_UNREADABLE,))


def test_a_long_text_takes_no_time() -> None:
    for text in ("1/" * 50_000, "May" + " " * 99_999, "1990-05-20 " + "1:" * 50_000):
        dates.read(text, DateOrder.MONTH_FIRST, TODAY)
        dates.order_of([text], text)
