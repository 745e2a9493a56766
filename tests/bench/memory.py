"""``memory``: what the unlocked program holds, with the list of clients in front."""

from tests.bench import processes
from tests.bench.big_vault import big_vault
from tests.bench.measuring import check_goal, in_turns, keep
from tests.suite import Row, Scale

GOAL = 2.0
CEILING = 2.25
"""Memory hardly moves from run to run, however busy the machine is."""
_MB = 1 << 20


def run(scale: Scale) -> Row:
    """Compare with an empty window, which is Python and Qt alone."""
    row = Row(name="memory")
    with big_vault(scale).copied() as folder:
        ours, limit = in_turns(
            scale.pick(2, 5),
            lambda: float(processes.run("memory_used", folder)["rss"]),
            lambda: float(processes.run("empty_window", "memory")["rss"]),
        )
    keep(row, ours_mb=ours / _MB, limit_mb=limit / _MB)
    check_goal(row, "vs_limit", ours / limit, GOAL, CEILING)
    return row
