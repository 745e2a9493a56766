"""A list on ids loads what is looked at, by pages of 200, and drops what came too late."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from ui.models.paged import LINE_ROLE, PAGE_ROWS, PagedModel


class Source:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[int], Callable[[Sequence[str]], None]]] = []

    def load(self, ids: Sequence[int], take: Callable[[Sequence[str]], None]) -> None:
        self.asked.append((list(ids), take))

    def answer(self, word: str = "line") -> None:
        ids, take = self.asked.pop(0)
        take([f"{word} {one}" for one in ids])


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def model(qapp: QApplication, source: Source) -> PagedModel[int, str]:
    return PagedModel(source.load, lambda line: int(line.split()[1]), str.upper)


def test_it_keeps_the_rules_of_a_model(model: PagedModel[int, str], source: Source) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_ids(range(500))
    model.data(model.index(450))
    source.answer()
    model.set_ids([3, 1])
    assert tester.model() is model


def test_only_the_page_looked_at_is_loaded(model: PagedModel[int, str], source: Source) -> None:
    model.set_ids(range(1_000))
    assert model.data(model.index(450)) == ""
    assert [ids for ids, _ in source.asked] == [list(range(400, 400 + PAGE_ROWS))]
    model.data(model.index(451))
    assert len(source.asked) == 1
    source.answer()
    assert model.data(model.index(450)) == "LINE 450"
    assert model.data(model.index(451), LINE_ROLE) == "line 451"


def test_an_answer_that_came_too_late_is_dropped(
    model: PagedModel[int, str], source: Source
) -> None:
    model.set_ids([1, 2])
    model.data(model.index(0))
    model.set_ids([2])
    model.data(model.index(0))
    source.answer("old")
    assert model.data(model.index(0)) == ""
    source.answer("new")
    assert model.data(model.index(0)) == "NEW 2"


def test_a_refresh_keeps_the_old_line_until_the_new_one_comes(
    model: PagedModel[int, str], source: Source
) -> None:
    model.set_ids([1])
    model.data(model.index(0))
    source.answer("old")
    model.refresh()
    assert model.data(model.index(0)) == "OLD 1"
    source.answer("new")
    assert model.data(model.index(0)) == "NEW 1"


def test_rows_are_found_by_their_id(model: PagedModel[int, str]) -> None:
    model.set_ids([7, 9])
    assert model.row_of(9) == 1
    assert model.row_of(8) is None
