"""Backups beside the day's work: with a real vault, on both threads."""

import shutil
import threading
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.backup.conftest import made_at, wait_for_backups
from tests.ui.unlocked import Desk, on_worker, settle
from ui.backup.runner import Task
from ui.documents.adder import Wanted
from ui.locking import Locking
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.documents.model import Document, DocumentFacts
from vault.errors import Cancelled, DestinationGone
from vault.ids import ClientId
from vault.notes import drafting
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.session import Session

_ROWS, _ROW_BYTES = 40, 1 << 20


def _fill(session: Session) -> None:
    """Make the records so large that copying them takes many steps."""
    with session.begin("test.fill") as tx:
        for number in range(_ROWS):
            tx.rows.run(
                "INSERT INTO note_template (key, name, kind, sections) VALUES (?, '', 'plan', ?)",
                (f"big-{number}", "x" * _ROW_BYTES),
            )
        tx.audit()


def test_a_backup_is_made_and_said(qtbot: QtBot, desk: Desk, place: Destination) -> None:
    ended = list[Task]()
    desk.context.backups.ended.connect(ended.append)
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    [task] = ended
    assert task.error is None
    assert task.report is not None
    assert (task.report.number, task.report.documents) == (1, 1)
    assert made_at(place.path) == ["1"]
    assert desk.context.backups.last[place.id] is task


def test_what_is_typed_meanwhile_is_saved_before_the_copy_is_whole(
    qtbot: QtBot, desk: Desk, place: Destination
) -> None:
    on_worker(qtbot, desk, _fill)
    head = NoteHead(client_id=ClientId(1), occurred_on=date(2026, 11, 2))
    note = on_worker(qtbot, desk, lambda session: notes.start(session, head))
    saved, owner = list[str](), QWidget()

    def type_on(task: Task) -> None:
        text = f"{len(saved)} steps"
        if task.step == "records" and task.done:
            body = Body.of((Section(heading="", text=text),))
            desk.context.ask(
                owner,
                lambda session: drafting.autosave(session, Shelf.RECORD, note, body),
                lambda _: saved.append(task.step),
            )

    desk.context.backups.progressed.connect(type_on)
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    assert "records" in saved
    assert desk.context.backups.last[place.id].error is None


def test_a_cancelled_backup_leaves_nothing(
    qtbot: QtBot, desk: Desk, place: Destination, stick: Path
) -> None:
    on_worker(qtbot, desk, _fill)
    backups, ended = desk.context.backups, list[Task]()
    backups.ended.connect(ended.append)

    def stop(task: Task) -> None:
        if task.step == "records" and task.done:
            backups.cancel()

    backups.progressed.connect(stop)
    backups.back_up([place])
    wait_for_backups(qtbot, desk)
    assert [type(task.error) for task in ended] == [Cancelled]
    assert made_at(stick) == []
    assert place.id not in backups.last
    assert on_worker(qtbot, desk, backup.snapshots) == []


def test_locking_ends_a_backup_at_once_and_closes_the_vault(
    qtbot: QtBot, desk: Desk, place: Destination
) -> None:
    on_worker(qtbot, desk, _fill)
    replaced = list[int]()
    locking = Locking(desk.context, lambda: replaced.append(1))

    def lock(task: Task) -> None:
        if task.step == "records" and task.done:
            locking.begin()

    desk.context.backups.progressed.connect(lock)
    desk.context.backups.back_up([place])
    qtbot.waitUntil(lambda: replaced == [1], timeout=3_000)
    assert desk.context.worker.session is None
    assert made_at(place.path) in ([], [".1.part"])


def test_a_change_of_keys_ends_a_backup(qtbot: QtBot, desk: Desk, place: Destination) -> None:
    on_worker(qtbot, desk, _fill)
    ran, owner, ended = list[bool](), QWidget(), list[Task]()

    def change(task: Task) -> None:
        if task.step == "records" and task.done and not ran:
            ran.append(False)
            desk.context.ask(owner, lambda _: ran.append(True), is_alone=True)

    desk.context.backups.progressed.connect(change)
    desk.context.backups.ended.connect(ended.append)
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    assert ran == [False, True]
    assert [type(task.error) for task in ended] == [Cancelled]
    assert made_at(place.path) == []


def test_a_stick_that_is_gone_is_an_error_kept_for_home(
    qtbot: QtBot, desk: Desk, place: Destination, stick: Path
) -> None:
    shutil.rmtree(stick)
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    assert isinstance(desk.context.backups.last[place.id].error, DestinationGone)
    assert desk.dialogs.errors == []


def test_the_same_place_is_not_asked_for_twice(
    qtbot: QtBot, desk: Desk, place: Destination
) -> None:
    backups, ended = desk.context.backups, list[Task]()
    backups.ended.connect(ended.append)
    backups.back_up([place])
    backups.back_up([place])
    wait_for_backups(qtbot, desk)
    assert len(ended) == 1


def test_a_drill_finds_a_damaged_document_and_the_next_backup_mends_it(
    qtbot: QtBot, desk: Desk, place: Destination, stick: Path
) -> None:
    backups, ended = desk.context.backups, list[Task]()
    backups.ended.connect(ended.append)
    backups.back_up([place])
    wait_for_backups(qtbot, desk)
    [document] = stick.glob("*.backup/attachments/*/*.age")
    content = bytearray(document.read_bytes())
    content[-1] ^= 1
    document.write_bytes(content)
    for _ in range(2):
        backups.drill(place)
        backups.back_up([place])
        wait_for_backups(qtbot, desk)
    drilled = [task.drilled for task in ended if task.drilled is not None]
    assert [result.is_sound for result in drilled] == [False, True]


def test_a_slow_stick_keeps_no_document_waiting(
    qtbot: QtBot, desk: Desk, place: Destination, tmp_path: Path
) -> None:
    gate, backups, added = threading.Event(), desk.context.backups, list[Document]()
    desk.context.copies.ask(backups, lambda: gate.wait(20))  # what a stick takes its time over
    backups.back_up([place])
    path = tmp_path / "consent.txt"
    path.write_bytes(b"a short one")
    adder = desk.context.adder
    adder.added.connect(added.append)
    facts = DocumentFacts(title="Consent")
    adder.add([Wanted(client_id=ClientId(1), name=path.name, facts=facts, source=path)])
    qtbot.waitUntil(lambda: bool(added))
    assert made_at(place.path) == []
    gate.set()
    wait_for_backups(qtbot, desk)
    assert made_at(place.path) == ["1"]


def test_after_the_vault_is_closed_nothing_begins(
    qtbot: QtBot, desk: Desk, place: Destination
) -> None:
    desk.context.worker.session = None
    desk.context.backups.back_up([place])
    qtbot.waitUntil(lambda: desk.context.backups.is_idle)
    settle(qtbot, desk)
    assert made_at(place.path) == []
    assert desk.context.backups.last == {}
