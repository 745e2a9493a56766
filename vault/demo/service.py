"""Filling a vault with a practice to try it on."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice

from vault.demo.model import DemoCounts, Entry, PlannedClient
from vault.demo.planning import plan
from vault.demo.writing import ACTION, Writer
from vault.errors import InvalidValue
from vault.practice import service as practice
from vault.session import Session
from vault.store.unit_of_work import Transaction

MOST_YEARS = 40
_BATCH = 200

Progress = Callable[[int, int], None]


def import_demo(
    session: Session,
    years: int,
    seed: int,
    progress: Progress | None = None,
    today: date | None = None,
) -> DemoCounts:
    """Write a made-up practice of ``years`` years (1 to 40) that ends today.

    About 50 clients and 1,330 notes a year, beside what the vault holds. The same ``years``,
    ``seed`` and ``today`` give the same people, days and words; identifiers and signatures are
    new each time. ``progress`` hears how many of all steps are done after each transaction of
    200; raising from it stops there, with whole transactions written. Raises ``InvalidValue``.
    """
    if not 1 <= years <= MOST_YEARS:
        raise InvalidValue("years")
    profile = practice.get(session)
    planned = plan(years, seed, today or session.today(), profile.jurisdiction or "CA")
    writer = Writer(session, profile.practitioner)
    steps = _steps(writer, planned.clients, planned.entries)
    total = len(planned.clients) + len(planned.entries)
    done = 0
    while batch := list(islice(steps, _BATCH)):
        with session.begin(ACTION) as tx:
            for step in batch:
                step(tx)
            # A batch of sessions without notes would end without an event.
            tx.audit(None, steps=len(batch))
        done += len(batch)
        if progress is not None:
            progress(done, total)
    return planned.counts


def _steps(
    writer: Writer, clients: tuple[PlannedClient, ...], entries: tuple[Entry, ...]
) -> Iterator[Callable[[Transaction], None]]:
    for client in clients:
        yield partial(writer.client, planned=client)
    for entry in entries:
        yield partial(writer.entry, entry=entry)
