"""``find``: as you type. Keystroke to paint in the real window; the query beside plain SQLite."""

import gc
import json
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import processes
from tests.bench.big_vault import big_vault
from tests.bench.measuring import check_figure, check_goal, keep, percentile
from tests.bench.queries import prefixes, typed_texts
from tests.bench.raw import unencrypted_copy
from tests.suite import Row, Scale
from vault.search import service as search
from vault.search.expression import to_match
from vault.search.model import Query
from vault.session import Session

_PLAIN_CLIENTS = (
    "SELECT c.id, c.legal_name, c.record_number FROM client_index AS i"
    " CROSS JOIN client AS c ON c.id = i.rowid WHERE i.client_index MATCH ?"
    " ORDER BY c.legal_name LIMIT ?"
)
_PLAIN_ROWS = "SELECT rowid FROM note_index WHERE note_index MATCH ? ORDER BY +rowid DESC LIMIT ?"
_PLAIN_NOTES = (
    "SELECT n.id, n.client_id, n.kind, n.occurred_on, n.signed_at, c.legal_name,"
    " snippet(note_index, 0, '<', '>', '…', 24) FROM note_index"
    " CROSS JOIN note AS n ON n.search_key = note_index.rowid"
    " JOIN client AS c ON c.id = n.client_id"
    " WHERE note_index MATCH ? AND note_index.rowid BETWEEN ? AND ?"
    " AND +note_index.rowid IN (SELECT value FROM json_each(?))"
)

GOAL_MS = 33.0
CEILING_MS = 400.0
GOAL_RATIO = 2.0
CEILING_RATIO = 6.0


def run(scale: Scale) -> Row:
    """Type into Find, then ask the same without the window, encrypted and not."""
    row = Row(name="find")
    vault = big_vault(scale)
    with vault.copied() as folder, TemporaryDirectory(prefix="plain-") as plain:
        session = vault.unlock(folder)
        texts = typed_texts(session, scale.pick(16, 40))
        _check_queries(row, session, texts, Path(plain) / "plain.db")
        session.close()
        _check_typing(row, folder, texts)
    return row


def _check_queries(row: Row, session: Session, texts: list[str], path: Path) -> None:
    plain = unencrypted_copy(session, path)
    asked = [Query(text=text) for text in prefixes(texts)]
    pairs = [
        _both(partial(search.find, session, query), partial(_plain, plain, query))
        for query in asked
    ]
    plain.close()
    our_p95, limit_p95 = (percentile([pair[which] for pair in pairs], 0.95) for which in (0, 1))
    keep(row, query_p95_ms=our_p95 * 1000, limit_p95_ms=limit_p95 * 1000)
    check_goal(row, "query_vs_plain", our_p95 / limit_p95, GOAL_RATIO, CEILING_RATIO)


def _both(ours: Callable[[], object], limit: Callable[[], object]) -> tuple[float, float]:
    """Ask both three times in turns; return the quickest of each."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(3):
        for which, act in enumerate((ours, limit)):
            began = time.perf_counter()
            act()
            taken[which].append(time.perf_counter() - began)
    return min(taken[0]), min(taken[1])


def _plain(plain: sqlite3.Connection, query: Query) -> object:
    """Ask in two steps, as is quickest: the newest rows that match, then their snippets."""
    match = to_match(query.text)
    if match is None:
        return None
    clients = plain.execute(_PLAIN_CLIENTS, (match, search.MOST_CLIENTS)).fetchall()
    rows = [row[0] for row in plain.execute(_PLAIN_ROWS, (match, query.limit + 1))]
    found = json.dumps(rows[: query.limit])
    bounds = (min(rows, default=0), max(rows, default=0))
    return clients, plain.execute(_PLAIN_NOTES, (match, *bounds, found)).fetchall()


def _check_typing(row: Row, folder: Path, texts: list[str]) -> None:
    gc.collect()
    said = processes.run("typing_in_find", folder, json.dumps(texts))
    painted = [float(value) for value in said["painted_ms"]]
    keep(row, keystrokes=len(painted), paint_median_ms=percentile(painted, 0.5))
    keep(row, paint_worst_ms=max(painted))
    check_figure(row, "paint_p95_ms", percentile(painted, 0.95), GOAL_MS, CEILING_MS)
