"""``memory``: what the unlocked program holds, with the list of clients in front."""

from tests.bench import programs
from tests.bench.big_vault import big_vault
from tests.bench.measuring import NOISE, check_goal, in_turns, keep
from tests.suite import Row, Scale

GOAL = 2.0
_MB = 1 << 20


def run(scale: Scale) -> Row:
    """Compare with an empty window, which is Python and Qt alone."""
    row = Row(name="memory")
    with big_vault(scale).copied() as folder:
        ours, limit = in_turns(
            scale.pick(2, 5),
            lambda: float(programs.run("memory_used", folder)["rss"]),
            lambda: float(programs.run("empty_window", "memory")["rss"]),
        )
    keep(row, ours_mb=ours / _MB, limit_mb=limit / _MB)
    check_goal(row, "vs_limit", ours / limit, GOAL, GOAL * NOISE)
    return row
