"""The process behind a card's window, as its parent sees it."""

import io
import os
import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk
from ui.ceremony import card_process
from ui.ceremony.card_process import CardProcess
from ui.ceremony.pulse import Pulse
from ui.idle import IdleTimer
from vault.succession.card_service import CardRequest
from vault.succession.model import CardFacts, HolderPlan

PATIENCE_MS = 30_000
REQUEST = CardRequest(
    facts=CardFacts(
        export_id="ab" * 16, fingerprint="cd" * 32, practitioner="", made_on=date(2026, 11, 24)
    ),
    place=1,
    label="Successor",
)
_SAYS = "import sys; sys.stdin.read(); sys.stdout.write({!r}); sys.stdout.flush(); sys.exit({})"


def _says(text: str, code: int = 0) -> list[str]:
    return [sys.executable, "-c", _SAYS.format(text, code)]


def test_a_window_without_its_parent_ends_at_once() -> None:
    *command, _ = card_process.command()
    done = subprocess.run(
        [*command, "0"], input=b"", capture_output=True, check=False, env=dict(os.environ)
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("text", "code"), [("", 0), ("", 1), ("{}", 0), ("nonsense", 0), ('{"recipient": 1}', 0)]
)
def test_what_is_no_report_has_failed(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, text: str, code: int
) -> None:
    monkeypatch.setattr(card_process, "command", lambda: _says(text, code))
    process = CardProcess(desk.context, desk.context, REQUEST)
    with qtbot.waitSignal(process.failed, timeout=PATIENCE_MS):
        process.start()


def test_a_program_that_is_not_there_has_failed(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_process, "command", lambda: ["/nonexistent/casekeep"])
    process = CardProcess(desk.context, desk.context, REQUEST)
    with qtbot.waitSignal(process.failed, timeout=PATIENCE_MS):
        process.start()


def test_a_report_may_come_after_blank_lines_and_its_place_is_not_its_own_to_say(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = '\n\n{"recipient": "age1pq1x", "proof": {"salt": "00", "lines": []}, "place": 7}\n'
    monkeypatch.setattr(card_process, "command", lambda: _says(told))
    process = CardProcess(desk.context, desk.context, REQUEST)
    with qtbot.waitSignal(process.made, timeout=PATIENCE_MS) as heard:
        process.start()
    assert heard.args is not None
    (made,) = heard.args
    assert isinstance(made, HolderPlan) and (made.place, made.recipient) == (1, "age1pq1x")


def test_work_in_the_window_keeps_the_vault_from_locking(
    qtbot: QtBot, desk: Desk, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = IdleTimer(qapp, after_ms=60_000)
    idle.start()
    began = idle._since.msecsSinceReference()
    monkeypatch.setattr(card_process, "command", lambda: _says("\n"))
    process = CardProcess(desk.context, desk.context, REQUEST)
    with qtbot.waitSignal(process.failed, timeout=PATIENCE_MS):
        process.start()
    qtbot.waitUntil(lambda: idle._since.msecsSinceReference() > began)
    idle.stop()


def test_the_window_tells_of_work_and_not_of_time(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answers = io.BytesIO()
    pulse = Pulse(qapp, answers)
    pulse.beat()
    assert answers.getvalue() == b""
    QTest.keyClick(window, Qt.Key.Key_A)
    pulse.beat()
    pulse.beat()
    assert answers.getvalue() == b"\n"
    qapp.removeEventFilter(pulse)
    pulse.deleteLater()
