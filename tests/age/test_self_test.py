from dataclasses import replace
from time import perf_counter

import pytest

from vault.age import self_test
from vault.age.self_test import KNOWN_ANSWERS, run_self_test
from vault.errors import SelfTestFailed


def test_passes_and_is_quick() -> None:
    run_self_test()
    start = perf_counter()
    run_self_test()
    assert perf_counter() - start < 0.05


@pytest.mark.parametrize("number", range(len(KNOWN_ANSWERS)))
def test_a_wrong_answer_is_noticed(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = list(KNOWN_ANSWERS)
    right = answers[number]
    wrong = bytes([right.expected[0] ^ 1]) + right.expected[1:]
    answers[number] = replace(right, expected=wrong)
    monkeypatch.setattr(self_test, "KNOWN_ANSWERS", tuple(answers))
    with pytest.raises(SelfTestFailed, match=right.name):
        run_self_test()


def test_a_computation_that_fails_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "_SEALED", self_test._SEALED.replace("A", "B", 1))
    with pytest.raises(SelfTestFailed, match="open a file"):
        run_self_test()


def test_names_are_unique() -> None:
    assert len({answer.name for answer in KNOWN_ANSWERS}) == len(KNOWN_ANSWERS)
