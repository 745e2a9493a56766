"""``import``: a list of 1,500 clients, read, planned and committed, against the plainest way.

The limit reads the same bytes with the ``csv`` module and writes the very rows that the import
made, with the driver alone, in one transaction; the indexes keep up in both.
"""

import csv
import io
import random
from datetime import date, timedelta
from typing import Any

from tests.bench.big_vault import BigVault, big_vault
from tests.bench.measuring import check_goal, in_turns, keep, seconds
from tests.bench.raw import database_of, open_sqlcipher
from tests.suite import Row, Scale
from vault.importers import client_list, headers, service, tables
from vault.importers.batch_model import ImportKind, Source
from vault.session import Session
from vault.store import registry

CLIENTS = 1500
GOAL = 3.0
CEILING = 6.0
Written = dict[str, list[tuple[Any, ...]]]
"""Each table's new rows."""
_HEADERS = (
    *("First Name*", "Last Name*", "Preferred Name", "Pronouns", "DOB", "E-mail", "Phone"),
    *("Phone 2", "Street", "City", "State", "Zip", "Emergency Contact", "Emergency Phone"),
    *("Relationship", "Status", "Start Date", "Insurance", "Referred by", "Charge"),
)
_SOURCE = Source(kind=ImportKind.CLIENTS, sha256="ab" * 32)


def run(scale: Scale) -> Row:
    """Import into a copy of the big vault, whose clients each row is compared with."""
    row = Row(name="import")
    vault = big_vault(scale)
    data = _file().encode("utf-8")
    taken: dict[str, float] = {}
    written: Written = {}
    ours, limit = in_turns(
        scale.pick(3, 7),
        lambda: _ours(row, vault, data, taken, written),
        lambda: _raw(vault, data, written),
    )
    keep(row, clients=CLIENTS, ours_ms=ours * 1000, limit_ms=limit * 1000, **taken)
    check_goal(row, "vs_limit", ours / limit, GOAL, CEILING)
    return row


def _file() -> str:
    """Return a list as a practice's program exports it, the same each time."""
    chance, out = random.Random(3), io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEADERS)
    for number in range(CLIENTS):
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(25_000))
        writer.writerow(
            [
                f"Given{number}",
                f"Family{chance.randrange(10**6)}",
                *("", "she/her", born.strftime("%m/%d/%Y"), f"person{number}@example.org"),
                *(f"(555) 555-{number:04d}", "", f"{number} Long Street", "Springfield", "CA"),
                *("90210", f"Somebody {number}", "555-0100", "sister", "Active", "03/01/2024"),
                *("Wisteria Mutual", "A colleague", "120.00"),
            ]
        )
    return out.getvalue()


def _ours(
    row: Row, vault: BigVault, data: bytes, taken: dict[str, float], written: Written
) -> float:
    with vault.copied() as folder:
        session = vault.unlock(folder)
        before = _highest(session)
        done = []

        def planned() -> None:
            table = tables.table_of(data)
            known = service.known_clients(session)
            columns = headers.match(table.headers)
            done.append(client_list.plan(table, columns, known, session.today()))

        reading = seconds(planned)
        writing = seconds(lambda: service.commit_clients(session, done[0], _SOURCE))
        row.check(service.batches(session)[0].counts.clients == CLIENTS, "not all came in")
        written |= _since(session, before)
        session.close()
    taken |= {"plan_ms": reading * 1000, "commit_ms": writing * 1000}
    return reading + writing


def _highest(session: Session) -> dict[str, int]:
    return {
        table.name: session.rows.value(f"SELECT coalesce(max(rowid), 0) FROM {table.name}")
        for table in registry.copied_tables()
    }


def _since(session: Session, before: dict[str, int]) -> Written:
    return {
        name: [
            tuple(row)
            for row in session.rows.all(f"SELECT * FROM {name} WHERE rowid > ?", (highest,))
        ]
        for name, highest in before.items()
    }


def _raw(vault: BigVault, data: bytes, written: Written) -> float:
    with vault.copied() as folder:
        session = vault.unlock(folder)
        name, key = database_of(session)
        session.close()
        raw = open_sqlcipher(folder / name, key)
        taken = seconds(lambda: _write(raw, data, written))
        raw.close()
    return taken


def _write(raw: Any, data: bytes, written: Written) -> None:
    list(csv.reader(io.StringIO(data.decode("utf-8"))))
    raw.execute("BEGIN")
    for table, rows in written.items():
        for row in rows:
            raw.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    raw.execute("COMMIT")
