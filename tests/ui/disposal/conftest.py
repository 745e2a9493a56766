"""Records that may go, two places for backups, and the wizard over a window."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.backup.conftest import wait_for_backups
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, clock, on_worker, settle
from tests.vault_fixtures import NoKeyring, StoppedClock, recovery_sheet
from ui.disposal.wizard import DisposalWizard, open_disposal
from ui.settings.proof import Proof
from ui.wizard.step import WizardStep
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.ids import ClientId
from vault.keys import service as keys
from vault.session import Session

__all__ = ["clock"]

PATIENCE_MS = 60_000
NEW = "lantern thirty velvet canyon otter marble"
Open = Callable[[Sequence[ClientId]], DisposalWizard]


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, clock: StoppedClock) -> Iterator[Desk]:
    """A vault that was unlocked as in life: the step-up takes what opens it."""
    made = Desk(qapp, tmp_path, clock)
    folder = made.session.opened.folder
    made.session.close()
    session = keys.unlock_with_sheet(folder, recovery_sheet(), NoKeyring(), now=clock)
    session.on_change.append(made.context.bus.publish)
    made.session = made.context.worker.session = session
    made.step_up_secret = "\n".join(recovery_sheet()).encode()
    yield made
    made.close()


@pytest.fixture
def records(qtbot: QtBot, desk: Desk) -> ClosedRecords:
    """Eight records; two may go on 24 November 2026."""
    return on_worker(qtbot, desk, ClosedRecords)


@pytest.fixture
def sticks(tmp_path: Path) -> tuple[Path, Path]:
    """Two empty folders."""
    found = (tmp_path / "blue", tmp_path / "red")
    for one in found:
        one.mkdir()
    return found


@pytest.fixture
def backed_up(
    qtbot: QtBot, desk: Desk, records: ClosedRecords, sticks: tuple[Path, Path]
) -> list[Destination]:
    """A backup of today at two places."""

    def fill(session: Session) -> list[Destination]:
        return [
            backup.add_destination(session, stick, label)
            for stick, label in zip(sticks, ("Blue", "Red"), strict=True)
        ]

    places = on_worker(qtbot, desk, fill)
    desk.context.backups.back_up(places)
    wait_for_backups(qtbot, desk)
    return places


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[QWidget]:
    """A window to stand over; nothing is under way when it goes."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    yield made
    wait_for_backups(qtbot, desk)


@pytest.fixture
def open_wizard(qtbot: QtBot, desk: Desk, window: QWidget) -> Open:
    """Open the wizard for these records."""

    def opened(clients: Sequence[ClientId]) -> DisposalWizard:
        wizard = open_disposal(desk.context, window, clients)
        settle(qtbot, desk)
        return wizard

    return opened


def at(wizard: DisposalWizard, step: WizardStep | None) -> bool:
    """Return whether a page is in front."""
    return wizard.step is step


def go_on(qtbot: QtBot, desk: Desk, wizard: DisposalWizard) -> None:
    """Press the button that goes on, and wait for what comes of it."""
    qtbot.waitUntil(wizard.next_button.isEnabled, timeout=PATIENCE_MS)
    wizard.next_button.click()
    wait(qtbot, desk)


def wait(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is under way: scrypt is slow on purpose."""

    def is_calm() -> bool:
        return desk.context.backups.is_idle and all(one.is_idle for one in desk.threads)

    qtbot.waitUntil(is_calm, timeout=PATIENCE_MS)
    settle(qtbot, desk)


def prove(proof: Proof) -> None:
    """Type the lines of the sheet: quicker than a passphrase, which is slow on purpose."""
    proof.show_way(is_sheet=True)
    for field, line in zip(proof.sheet.fields.values(), recovery_sheet(), strict=True):
        field.setText(line)


def approve(qtbot: QtBot, desk: Desk, wizard: DisposalWizard) -> None:
    """From the review to the erasure."""
    go_on(qtbot, desk, wizard)
    step = wizard.approve
    assert step is not None and step.proof is not None and at(wizard, step)
    assert wizard.answers.review is not None
    for line in wizard.answers.review.clients:
        step.numbers[line.client_id].setText(line.record_number)
    prove(step.proof)
    go_on(qtbot, desk, wizard)


def renew(qtbot: QtBot, desk: Desk, wizard: DisposalWizard) -> None:
    """From the choice to the statement that the old sheet is destroyed."""
    assert at(wizard, wizard.secrets)
    clock = desk.session.now
    assert isinstance(clock, StoppedClock)
    clock.advance(timedelta(minutes=1))
    go_on(qtbot, desk, wizard)
    plan = wizard.answers.sheet.plan
    assert plan is not None
    wizard.sheet.has_it.click()
    go_on(qtbot, desk, wizard)
    assert wizard.back.entry is not None
    for number, field in wizard.back.entry.fields.items():
        field.setText(plan.sheet.lines[number - 1].text)
    go_on(qtbot, desk, wizard)
    renewing = wizard.renew
    assert renewing.proof is not None and renewing.new_secret is not None
    for field in (renewing.new_secret.typed, renewing.new_secret.again):
        field.setText(NEW)
    wait(qtbot, desk)
    prove(renewing.proof)
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.old_sheet), renewing.notice.text
