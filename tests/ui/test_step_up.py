"""The step-up: a right secret goes on, a wrong one says so and stays."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.store.drawer import DrawerKeyring
from tests.ui.accessibility import assert_accessible
from tests.ui.strangers import Stranger
from tests.vault_fixtures import PRACTICE, STEP_UP_SECRET, NoKeyring, open_session
from ui.widgets.step_up import StepUpDialog
from vault.errors import StepUpRequired
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.session import Session


def _unlocked(qapp: QApplication, tmp_path: Path) -> Stranger:
    stranger = Stranger(qapp, tmp_path, NoKeyring())
    stranger.context.worker.session = open_session(tmp_path)
    return stranger


def _dialog(parent: QWidget) -> StepUpDialog:
    found = [one for one in parent.findChildren(StepUpDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_gated_job_asks_and_then_goes_on(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    stranger, page, heard = _unlocked(qapp, tmp_path), QWidget(), list[str]()
    qtbot.addWidget(page)

    def gated(session: Session) -> str:
        session.require_step_up()
        return "read"

    stranger.context.ask(page, gated, heard.append)
    stranger.settle(qtbot)
    dialog = _dialog(page)
    assert_accessible(dialog)
    dialog.typed.setText("wrong")
    dialog.go_button.click()
    stranger.settle(qtbot)
    assert "does not open" in dialog.notice.text
    assert heard == []
    dialog.typed.setText(STEP_UP_SECRET.decode())
    dialog.go_button.click()
    qtbot.waitUntil(lambda: heard == ["read"])
    stranger.close()


def test_who_handles_the_error_gets_it(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    stranger, page, heard = _unlocked(qapp, tmp_path), QWidget(), list[BaseException]()
    qtbot.addWidget(page)
    stranger.context.ask(page, lambda s: s.require_step_up(), on_error=heard.append)
    stranger.settle(qtbot)
    assert isinstance(heard[0], StepUpRequired)
    stranger.close()


def test_the_sheet_is_the_other_way(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    stranger, page = _unlocked(qapp, tmp_path), QWidget()
    qtbot.addWidget(page)
    stranger.context.step_up(page, lambda: None)
    stranger.settle(qtbot)
    dialog = _dialog(page)
    dialog.other_button.click()
    assert dialog.sheet.isVisible()
    assert not dialog.typed.isVisible()
    assert_accessible(dialog)
    dialog.reject()
    stranger.close()


def test_where_nothing_is_typed_the_sheet_is_asked_for(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    drawer, plan, folder = DrawerKeyring(), plan_vault("Alone"), tmp_path / "alone.casekeep"
    create_vault(plan, folder, PRACTICE, FirstWay(kind=SlotKind.KEYRING), drawer)
    stranger, page, heard = Stranger(qapp, tmp_path, drawer), QWidget(), list[str]()
    qtbot.addWidget(page)
    stranger.context.worker.session = keys.unlock_with_keyring(folder, None, drawer)

    def gated(session: Session) -> str:
        session.require_step_up()
        return "read"

    stranger.context.ask(page, gated, heard.append)
    stranger.settle(qtbot)
    dialog = _dialog(page)
    stranger.settle(qtbot)
    assert dialog.sheet.isVisible()
    assert not dialog.typed.isVisible()
    assert not dialog.other_button.isVisible()
    for number, field in dialog.sheet.fields.items():
        field.setText(plan.sheet.lines[number - 1].text)
    dialog.go_button.click()
    qtbot.waitUntil(lambda: heard == ["read"])
    stranger.close()
