"""Taking figures on a machine that does other things as well: in turns, and by their middle."""

import gc
import math
import time
from collections.abc import Callable, Sequence
from statistics import median

from tests.suite import Row

NOISE = 2.0
"""A goal may be missed by this factor before a case fails: a loaded machine is no defect."""


def seconds(act: Callable[[], object]) -> float:
    """Return how long ``act`` took, with nothing left over to collect from before."""
    gc.collect()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def in_turns(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """Return the median of each measure; every round takes them all, in changing order."""
    taken: list[list[float]] = [[] for _ in measures]
    for number in range(rounds):
        for place in range(len(measures)):
            chosen = (place + number) % len(measures)
            taken[chosen].append(measures[chosen]())
    return [median(values) for values in taken]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0 to 1) of ``values`` don't exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def check_goal(row: Row, name: str, value: float, goal: float, ceiling: float) -> None:
    """Keep a ratio beside its goal; the case fails above ``ceiling`` alone."""
    row.ratios[name] = round(value, 3)
    row.ratios[f"{name}_goal"] = goal
    row.check(value <= ceiling, f"{name} {value:.3g}: the goal is {goal:g}, the limit {ceiling:g}")


def check_figure(row: Row, name: str, value: float, goal: float, ceiling: float) -> None:
    """Keep a figure beside its goal; the case fails above ``ceiling`` alone."""
    row.figures[name] = round(value, 2)
    row.figures[f"{name}_goal"] = goal
    row.check(value <= ceiling, f"{name} {value:.3g}: the goal is {goal:g}, the limit {ceiling:g}")


def keep(row: Row, **figures: float) -> None:
    """Keep figures without a goal, three digits long."""
    row.figures |= {name: float(f"{value:.3g}") for name, value in figures.items()}
