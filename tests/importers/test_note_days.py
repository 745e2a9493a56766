"""The day of a note file, from its name, its text, or the file's own time."""

from datetime import date

import pytest

from vault.importers import note_days
from vault.importers.dates import DateOrder
from vault.importers.note_model import DayFrom, NoteFinding

TODAY = date(2026, 11, 22)
FILE_DAY = date(2026, 1, 5)


def _guess(name: str, text: str = "", order: DateOrder | None = None) -> note_days.NoteDay:
    chosen = note_days.order_of([name]) if order is None else order
    return note_days.guess(name, text, FILE_DAY, chosen, TODAY)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-03-05 session.docx", date(2024, 3, 5)),
        ("Osei/2024_03_05.pdf", date(2024, 3, 5)),
        ("20240305_osei.txt", date(2024, 3, 5)),
        ("note 2024.3.5.md", date(2024, 3, 5)),
        ("Osei 03-25-2024.rtf", date(2024, 3, 25)),
        ("Osei 25.3.2024.rtf", date(2024, 3, 25)),
        ("Osei_3_25_24.rtf", date(2024, 3, 25)),
        ("March 5, 2024.docx", date(2024, 3, 5)),
        ("5 Mar 2024 intake.docx", date(2024, 3, 5)),
        ("scan-1234-2024-02-29.pdf", date(2024, 2, 29)),
    ],
)
def test_a_name_tells_the_day(name: str, day: date) -> None:
    found = _guess(name)
    assert (found.day, found.day_from) == (day, DayFrom.FILE_NAME)


@pytest.mark.parametrize(
    "name", ["intake.docx", "2024-02-30.txt", "session 12.pdf", "555-0100.txt", "99999999.txt", ""]
)
def test_a_name_without_a_day_leaves_the_file_s_own(name: str) -> None:
    found = _guess(name)
    assert (found.day, found.day_from) == (FILE_DAY, DayFrom.FILE_TIME)


def test_the_text_tells_where_the_name_does_not() -> None:
    found = _guess("intake.docx", "Client: A. O.\nDate of service: March 5, 2024\nShe said …")
    assert (found.day, found.day_from) == (date(2024, 3, 5), DayFrom.CONTENT)


def test_a_day_to_come_is_not_believed() -> None:
    found = _guess("2027-01-01.txt")
    assert (found.day, found.day_from) == (FILE_DAY, DayFrom.FILE_TIME)
    assert found.findings == (NoteFinding.DAY_TO_COME,)


@pytest.mark.parametrize("name", ["Case 0017-03-04.txt", "1849-12-31.txt"])
def test_a_day_before_all_records_is_not_believed(name: str) -> None:
    assert (_guess(name).day, _guess(name).day_from) == (FILE_DAY, DayFrom.FILE_TIME)


def test_a_file_s_own_day_before_all_records_is_not_believed_either() -> None:
    order = note_days.order_of(["x.txt"])
    assert note_days.guess("x.txt", "", date(1601, 1, 1), order, TODAY).day == TODAY


def test_one_name_proves_the_order_of_all() -> None:
    assert NoteFinding.DAY_AMBIGUOUS in _guess("03-04-2024.txt").findings
    order = note_days.order_of(["03-04-2024.txt", "25-04-2024.txt"])
    found = _guess("03-04-2024.txt", order=order)
    assert (found.day, found.findings) == (date(2024, 4, 3), ())
