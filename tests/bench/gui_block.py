"""``gui-block``: how long the window could not answer while somebody worked in it."""

import json

from tests.bench import processes
from tests.bench.big_vault import big_vault
from tests.bench.measuring import check_figure, keep, percentile
from tests.bench.queries import typed_texts
from tests.suite import Row, Scale

GOAL_MS = 16.0
CEILING_MS = 24.0
"""Where an idle window's beat is late by less than a millisecond; else in proportion."""
LONGEST_CEILING_MS = 250.0


def run(scale: Scale) -> Row:
    """Do what a session is made of in the real window; one longest block for each act."""
    row = Row(name="gui-block")
    vault = big_vault(scale)
    with vault.copied() as folder:
        session = vault.unlock(folder)
        texts = typed_texts(session, scale.pick(8, 24))
        session.close()
        counts = str(scale.pick(15, 60)), str(scale.pick(6, 24))
        said = processes.run("working", folder, json.dumps(texts), *counts)
    _check(row, said["blocks_ms"], said["idle_p99_ms"])
    return row


def _check(row: Row, blocks: dict[str, list[float]], idle_ms: float) -> None:
    """Keep what each kind of act blocked; all of them together have the goal."""
    every = [value for values in blocks.values() for value in values]
    for name, values in blocks.items():
        kept = {f"{name}_p99_ms": percentile(values, 0.99), f"{name}_max_ms": max(values)}
        keep(row, **kept)
    longest, noise = max(every), max(1.0, idle_ms)
    keep(row, acts=len(every), over_goal=sum(value > GOAL_MS for value in every))
    keep(row, longest_ms=longest, idle_p99_ms=idle_ms)
    limit = LONGEST_CEILING_MS * noise
    row.check(longest <= limit, f"longest_ms {longest:.3g}: the limit is {limit:g}")
    check_figure(row, "p99_ms", percentile(every, 0.99), GOAL_MS, CEILING_MS * noise)
