"""While a backup runs, what is typed is saved at once, and is in the backup."""

import threading
import time
from datetime import date
from pathlib import Path

import pytest

from tests.backup.conftest import World
from tests.bench.measuring import percentile
from vault.audit import service as audit
from vault.backup import pacing, rows
from vault.backup import service as backup
from vault.errors import Cancelled, DestinationGone
from vault.ids import NoteId
from vault.keys import service as keys
from vault.notes import drafting
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.store.connection import Row, open_unchanging
from vault.store.right_of_way import RightOfWay

_ROWS, _ROW_BYTES = 50, 1 << 20
_EVERY_S = 0.02
_GOAL_S, _SHARE = 0.05, 0.9
_WORST_S = 0.5
_NOISE = 2.5
"""How much longer the same saves may take beside a backup, where this machine alone misses a goal.

On a loaded machine single saves without any backup take 150 ms; shares of 60 of them differed by
up to 1.5 times from one half of a run to the other.
"""
_ALONE = 30


def _fill(world: World) -> None:
    with world.session.begin("test.fill") as tx:
        for number in range(_ROWS):
            tx.rows.run(
                "INSERT INTO note_template (key, name, kind, sections) VALUES (?, '', 'plan', ?)",
                (f"big-{number}", "x" * _ROW_BYTES),
            )
        tx.audit()


def _body(text: str) -> Body:
    return Body.of((Section(heading="", text=text),))


def _draft(world: World) -> NoteId:
    head = NoteHead(client_id=world.client, occurred_on=date(2026, 11, 2))
    return NoteId(notes.start(world.session, head))


class _Typist:
    """A keystroke every 20 ms; saved when the backup lets the queue through."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._note = _draft(world)
        self._due = time.perf_counter() + _EVERY_S
        self.waited: list[float] = []

    def type_alone(self) -> None:
        """Type for a while without any backup."""
        self.begin()
        until = len(self.waited) + _ALONE
        while len(self.waited) < until:
            self.serve()

    def begin(self) -> None:
        """Type from now on."""
        self._due = time.perf_counter() + _EVERY_S

    def serve(self) -> None:
        if time.perf_counter() >= self._due:
            self.text = f"keystroke {len(self.waited)} " * 50
            drafting.autosave(self._world.session, Shelf.RECORD, self._note, _body(self.text))
            self.waited.append(time.perf_counter() - self._due)
            self._due = time.perf_counter() + _EVERY_S


def test_a_draft_is_saved_within_50_ms_and_is_in_the_snapshot(
    world: World,
) -> None:
    """Nine of ten drafts are, and the worst waits half a second.

    Where this machine alone takes longer, they may take two and a half times as long as without
    the backup, measured before and after it in the same run.
    """
    _fill(world)
    typist, alone = _Typist(world), _Typist(world)
    alone.type_alone()
    typist.begin()
    run = backup.begin_backup(world.session, world.destination.id, typist.serve)
    backup.perform(run.steps, run.abandon)
    alone.type_alone()
    assert len(typist.waited) > 5
    usual, worst = percentile(alone.waited, _SHARE), max(alone.waited)
    assert percentile(typist.waited, _SHARE) < max(_GOAL_S, _NOISE * usual)
    assert max(typist.waited) < max(_WORST_S, _NOISE * worst)
    drafts = [row[0] for row in _copy_of(world, "SELECT body FROM note_draft")]
    assert typist.text in drafts


def _copy_of(world: World, sql: str) -> list[Row]:
    """Ask the newest snapshot."""
    known = backup.snapshots(world.session)[0]
    key = rows.database_key(world.session.rows, known.id)
    assert key is not None
    copy = open_unchanging(world.snapshot(known.number) / "records-1.db", key)
    try:
        return copy.all(sql)
    finally:
        copy.close()


def test_whole_transactions_in_between_are_in_the_snapshot(world: World) -> None:
    note = _draft(world)
    done: list[NoteId] = []

    def serve() -> None:
        if not done:
            drafting.autosave(world.session, Shelf.RECORD, note, _body("Signed meanwhile."))
            notes.sign(world.session, Shelf.RECORD, note)
            done.append(note)

    run = backup.begin_backup(world.session, world.destination.id, serve)
    backup.perform(run.steps, run.abandon)
    signed = "SELECT count(*) FROM note WHERE signature IS NOT NULL"
    assert _copy_of(world, signed)[0][0] == world.session.rows.value(signed) == 2
    assert audit.verify(world.session).is_sound


def test_a_transaction_at_every_step_is_in_the_snapshot_or_after_it(world: World) -> None:
    counted = "SELECT count(*) FROM audit_event WHERE action = 'test.step'"
    made: list[int] = []

    def serve() -> None:
        with world.session.begin("test.step") as tx:
            tx.audit()
        made.append(1)

    run = backup.begin_backup(world.session, world.destination.id, serve)
    backup.perform(run.steps, run.abandon)
    assert made
    assert _copy_of(world, counted)[0][0] == len(made)


def test_cancelled_between_two_steps_it_leaves_nothing(world: World) -> None:
    def cancel() -> None:
        raise Cancelled()

    run = backup.begin_backup(world.session, world.destination.id, cancel)
    with pytest.raises(Cancelled):
        backup.perform(run.steps, run.abandon)
    assert list((world.set_folder / "snapshots").iterdir()) == []
    world.back_up()
    keys.lock(world.session, world.drawer, "lock")


def test_a_transaction_left_open_is_a_bug_that_is_told(world: World) -> None:
    def leave_open() -> None:
        world.session.rows.run("BEGIN IMMEDIATE")

    run = backup.begin_backup(world.session, world.destination.id, leave_open)
    with pytest.raises(RuntimeError, match="left open"):
        backup.perform(run.steps, run.abandon)
    world.session.rows.run("ROLLBACK")


def test_a_slow_stick_does_not_make_the_typist_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_stuck, served = threading.Event(), []

    def stuck(_: int) -> None:
        is_stuck.wait(10)

    def serve() -> None:
        served.append(1)
        if len(served) == 5:
            is_stuck.set()

    monkeypatch.setattr("os.fsync", stuck)
    target = tmp_path / "x"
    target.touch()
    pacing.Pacing(target, serve).after(10**6)
    assert len(served) >= 5


def test_what_runs_beside_a_transaction_stands_back_until_it_ends(world: World) -> None:
    way, passed = world.session.rows.right_of_way, threading.Event()
    stand_back = pacing.StandingBack(way)
    stand_back()  # nobody saves: it goes on at once

    def work() -> None:
        stand_back()
        passed.set()

    beside = threading.Thread(target=work)
    with world.session.begin("test.step") as tx:
        tx.audit()
        beside.start()
        assert not passed.wait(0.05)
    assert passed.wait(_WORST_S)
    beside.join()
    assert way.is_free


def test_a_backup_ends_though_a_transaction_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "_LONGEST_S", 0.01)
    way = RightOfWay()
    began = time.perf_counter()
    with way.taken():
        stand_back = pacing.StandingBack(way)
        for _ in range(100_000):
            stand_back()
    assert time.perf_counter() - began < 5


def test_a_failed_transaction_lets_the_others_go_on(world: World) -> None:
    with pytest.raises(Cancelled), world.session.begin("test.step"):
        raise Cancelled
    assert world.session.rows.right_of_way.is_free


def test_a_stick_that_fails_while_it_keeps_up_is_gone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "_PAGES", 1)
    pulled = world.stick.with_name("pulled")

    def pull() -> None:
        if world.stick.exists():
            world.stick.rename(pulled)

    run = backup.begin_backup(world.session, world.destination.id, pull)
    with pytest.raises(DestinationGone):
        backup.perform(run.steps, run.abandon)
