"""``gui-block``: how long the window could not answer while somebody worked in it."""

import json

from tests.bench import programs
from tests.bench.big_vault import big_vault
from tests.bench.measuring import check_figure, keep, percentile
from tests.bench.queries import typed_texts
from tests.suite import Row, Scale

GOAL_MS = 16.0
CEILING_MS = 250


def run(scale: Scale) -> Row:
    """Type, find and open clients in the real window; one longest block for each act."""
    row = Row(name="gui-block")
    vault = big_vault(scale)
    with vault.copied() as folder:
        session = vault.unlock(folder)
        texts = typed_texts(session, scale.pick(8, 24))
        session.close()
        said = programs.run(
            "working", folder, json.dumps(texts), str(scale.pick(15, 60)), str(scale.pick(150, 600))
        )
    blocks: dict[str, list[float]] = said["blocks_ms"]
    every = [value for values in blocks.values() for value in values]
    for name, values in blocks.items():
        keep(row, **{f"{name}_p99_ms": percentile(values, 0.99)})
    keep(row, acts=len(every), longest_ms=max(every), idle_p99_ms=said["idle_p99_ms"])
    check_figure(row, "p99_ms", percentile(every, 0.99), GOAL_MS, CEILING_MS)
    return row
