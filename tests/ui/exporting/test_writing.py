"""An export on its way: called off, or overtaken by a lock, nothing of it remains."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.exports.samples import Record
from tests.ui.exporting.conftest import Open, go_on, scope_of, to_where
from tests.ui.unlocked import Desk, on_worker, settle
from ui.exporting.wizard import ExportWizard
from ui.locking import Locking
from ui.widgets.progress import ProgressDialog
from vault.audit import service as audit
from vault.exports import making
from vault.exports.making import Made
from vault.exports.model import ExportPlan, Form, RecordExtract
from vault.progress import Progress


class Gate:
    """Holds an export where it lays out pages, until it is let go."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    def wait(self) -> None:
        self.reached.set()
        assert self.opened.wait(20)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The disk or the layout takes its time."""
    made, rendered = Gate(), making._rendered

    def slow(
        plan: ExportPlan, form: Form, extract: RecordExtract, so_far: Made, step: Progress
    ) -> bytes:
        made.wait()
        return rendered(plan, form, extract, so_far, step)

    monkeypatch.setattr(making, "_rendered", slow)
    yield made
    made.opened.set()


@pytest.fixture
def under_way(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path, gate: Gate
) -> ExportWizard:
    """An export in plain that has begun to write; a file of its name is replaced."""
    (out / "r.pdf").write_bytes(b"before")
    wizard = open_wizard(scope_of(record))
    to_where(qtbot, desk, wizard, out / "r.pdf")
    wizard.next_button.click()
    qtbot.waitUntil(gate.reached.is_set)
    return wizard


def left(out: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in out.iterdir()}


def actions(qtbot: QtBot, desk: Desk) -> list[str]:
    events = on_worker(qtbot, desk, lambda session: audit.page(session, limit=100))
    return [one.action for one in events if one.action.startswith("export.")]


def test_while_it_is_written_the_page_can_do_nothing_but_call_it_off(
    under_way: ExportWizard,
) -> None:
    assert not under_way.next_button.isEnabled()
    assert not under_way.back_button.isEnabled()
    assert not under_way.where.choose_button.isEnabled()


def test_called_off_it_leaves_nothing_and_says_so(
    qtbot: QtBot, desk: Desk, under_way: ExportWizard, out: Path, gate: Gate
) -> None:
    [watch] = under_way.findChildren(ProgressDialog)
    qtbot.waitUntil(watch.isVisible)
    watch.reject()
    gate.opened.set()
    settle(qtbot, desk)
    assert left(out) == {"r.pdf": b"before"}
    assert under_way.where.notice.text.startswith("Cancelled. Nothing was left behind.")
    assert actions(qtbot, desk) == ["export.start"]
    assert desk.dialogs.errors == []
    go_on(qtbot, desk, under_way)
    assert left(out)["r.pdf"].startswith(b"%PDF"), "it can be begun again"


def test_leaving_the_wizard_calls_it_off(
    qtbot: QtBot, desk: Desk, under_way: ExportWizard, out: Path, gate: Gate
) -> None:
    under_way.reject()
    assert under_way.isVisible()
    gate.opened.set()
    settle(qtbot, desk)
    assert left(out) == {"r.pdf": b"before"}


def test_a_lock_calls_it_off_and_waits_until_it_cleared_up(
    qtbot: QtBot, desk: Desk, under_way: ExportWizard, out: Path, gate: Gate
) -> None:
    found: list[dict[str, bytes]] = []
    Locking(desk.context, lambda: found.append(left(out))).begin()
    qtbot.waitUntil(lambda: desk.worker.session is None)
    assert found == [], "the process is not replaced over what is half written"
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(found), timeout=1_000)
    assert found == [{"r.pdf": b"before"}]


def test_a_lock_in_the_middle_of_asking_leaves_nobody_waiting(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    wizard = open_wizard(scope_of(record))
    to_where(qtbot, desk, wizard, out / "r.pdf")
    held, replaced = threading.Event(), list[int]()
    desk.worker.ask(wizard, lambda: held.wait(20))
    wizard.next_button.click()
    Locking(desk.context, lambda: replaced.append(1)).begin()
    qtbot.waitUntil(lambda: desk.context.files.is_idle)
    held.set()
    qtbot.waitUntil(lambda: replaced == [1])
    assert left(out) == {}
