"""A record with one of everything in an unlocked vault, and the wizard over a window."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.exports.samples import Record, fill
from tests.ui.unlocked import Desk, clock, desk, on_worker, settle
from ui.exporting.answers import ExportScope, Way
from ui.exporting.wizard import ExportWizard

__all__ = ["clock", "desk"]

STRONG = "marble otter canyon velvet thirty lanterns"
Open = Callable[[ExportScope], ExportWizard]


@pytest.fixture
def record(qtbot: QtBot, desk: Desk) -> Record:
    """A record with one of everything; its number is 0001."""
    return on_worker(qtbot, desk, fill)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for exports."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def open_wizard(qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    """Open the wizard over a window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()

    def opened(scope: ExportScope) -> ExportWizard:
        wizard = ExportWizard(desk.context, window, scope)
        with qtbot.waitActive(wizard):
            wizard.open()
            wizard.activateWindow()
        return wizard

    yield opened
    settle(qtbot, desk)


def scope_of(record: Record) -> ExportScope:
    return ExportScope(client_id=record.client_id, record_number="0001")


def go_on(qtbot: QtBot, desk: Desk, wizard: ExportWizard) -> None:
    """Press the primary button and wait for what comes of it."""
    qtbot.waitUntil(wizard.next_button.isEnabled)
    wizard.next_button.click()
    # A passphrase is slow to seal under on purpose, and slower on a busy computer.
    qtbot.waitUntil(lambda: all(one.is_idle for one in desk.threads), timeout=30_000)
    settle(qtbot, desk)


def protect(qtbot: QtBot, desk: Desk, wizard: ExportWizard, way: Way, text: str = "") -> None:
    """Answer the page of protection and go on."""
    step = wizard.protection
    assert wizard.step is step
    step.radios[way].setChecked(True)
    if way is Way.PASSPHRASE:
        step.secret.typed.setText(text)
        step.secret.again.setText(text)
    elif way is Way.RECIPIENT:
        step.key_field.key.setPlainText(text)
    go_on(qtbot, desk, wizard)


def choose_place(qtbot: QtBot, desk: Desk, wizard: ExportWizard, path: Path) -> None:
    """Read what the file will hold, and choose a place."""
    assert wizard.step is wizard.contents
    wizard.contents.has_read.setChecked(True)
    go_on(qtbot, desk, wizard)
    desk.dialogs.save_to = path
    wizard.where.choose_button.click()
    settle(qtbot, desk)


def to_where(
    qtbot: QtBot, desk: Desk, wizard: ExportWizard, path: Path, way: Way = Way.PLAIN
) -> None:
    """Go through all pages to the last question, with ``path`` as the answer to it."""
    while wizard.step is not wizard.protection:
        go_on(qtbot, desk, wizard)
    protect(qtbot, desk, wizard, way, STRONG)
    choose_place(qtbot, desk, wizard, path)


def unpacked(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))
