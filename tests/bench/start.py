"""``start``: from the start of the process to the painted lock window."""

from tests.bench import processes
from tests.bench.big_vault import big_vault
from tests.bench.measuring import check_goal, in_turns, keep
from tests.suite import Row, Scale

GOAL = 1.5
CEILING = 1.65
"""Taken in turns, the ratio moves by a tenth on a busy machine; what is above has a cause."""


def run(scale: Scale) -> Row:
    """Start the program and an empty window in turns; the first of each only warms the disk."""
    row = Row(name="start")
    folder = str(big_vault(scale).folder)
    _shown("lock_window", folder), _shown("empty_window")
    ours, limit = in_turns(
        scale.pick(7, 15), lambda: _shown("lock_window", folder), lambda: _shown("empty_window")
    )
    keep(row, ours_ms=ours * 1000, limit_ms=limit * 1000)
    check_goal(row, "vs_limit", ours / limit, GOAL, CEILING)
    return row


def _shown(name: str, *arguments: str) -> float:
    said = processes.run(name, *arguments)
    return float(said["painted"] - said["began"])
