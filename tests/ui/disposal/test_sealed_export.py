"""A disposal in a practice with a sealed export: the page of copies gives it a new number."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.succession_fixtures import card_holders
from tests.ui.accessibility import assert_accessible
from tests.ui.disposal.conftest import PATIENCE_MS, Open, approve, at, go_on, wait
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import recovery_sheet
from ui.disposal.attest_dialog import ExportAttestDialog
from ui.disposal.wizard import DisposalWizard
from vault.backup.model import Destination
from vault.disposal import waiting_rows
from vault.disposal.model import CopyState
from vault.disposal.waiting_rows import LateCopies
from vault.sealing import service as sealing
from vault.sealing.part_model import Part
from vault.sealing.places_model import ExportPlace
from vault.session import Session
from vault.succession import service as succession
from vault.succession.model import PartPlan


@pytest.fixture
def exports(
    qtbot: QtBot, desk: Desk, records: ClosedRecords, tmp_path: Path
) -> tuple[ExportPlace, ExportPlace]:
    """A sealed export at two places."""

    def fill(session: Session) -> tuple[ExportPlace, ExportPlace]:
        session.step_up("\n".join(recovery_sheet()).encode())
        parts = [PartPlan(part=one, holders=(1, 2)) for one in (Part.CASELOAD, Part.RECORDS)]
        succession.hold(session, card_holders(session, 2, is_proved=True), parts)
        return _sealed(session, tmp_path / "noor"), _sealed(session, tmp_path / "synced")

    answers = list[tuple[ExportPlace, ExportPlace]]()
    owner = QWidget()
    desk.context.ask(owner, fill, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    settle(qtbot, desk)
    return answers[0]


def _sealed(session: Session, folder: Path) -> ExportPlace:
    folder.mkdir()
    place = sealing.add_place(session, folder, folder.name)
    sealing.seal(session, place.id)
    return place


def _erase_while_one_is_away(
    qtbot: QtBot, desk: Desk, wizard: DisposalWizard, exports: tuple[ExportPlace, ExportPlace]
) -> None:
    _, away = exports
    approve(qtbot, desk, wizard)
    away.path.rename(away.path.with_name("away"))
    go_on(qtbot, desk, wizard)
    wait(qtbot, desk)


def test_what_is_within_reach_is_sealed_anew_and_the_rest_is_named(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    exports: tuple[ExportPlace, ExportPlace],
    open_wizard: Open,
) -> None:
    wizard = open_wizard([records.old])
    _erase_while_one_is_away(qtbot, desk, wizard, exports)
    assert at(wizard, wizard.copies)
    states = {(one.place, one.number): one.state for one in wizard.answers.exports}
    assert states == {
        ("noor", 1): CopyState.GONE,
        ("noor", 2): CopyState.CLEAN,
        ("synced", 1): CopyState.PENDING,
    }
    assert "1 copy may still hold the records" in wizard.copies.notice.text
    assert wizard.next_button.text() == "Go on; the rest later"
    assert_accessible(wizard)

    [attest] = [one for card in wizard.copies.cards for one in card.findChildren(QPushButton)]
    attest.click()
    [dialog] = wizard.findChildren(ExportAttestDialog)
    assert_accessible(dialog)
    QTest.keyClicks(dialog.statement, "Cut in two on 3 May.")
    dialog.act_button.click()
    wait(qtbot, desk)
    assert not wizard.answers.pending_exports
    go_on(qtbot, desk, wizard)
    wizard.secrets.no.click()
    go_on(qtbot, desk, wizard)
    [certificate] = wizard.certificate.certificates
    told = json.loads(certificate.document)
    assert [one for one in told["residual"] if one["kind"] == "sealed_export"] == []
    assert told["method"] == "clear"


def test_one_that_is_said_to_be_destroyed_later_is_not_late(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    exports: tuple[ExportPlace, ExportPlace],
    open_wizard: Open,
) -> None:
    _, away = exports
    wizard = open_wizard([records.old])
    _erase_while_one_is_away(qtbot, desk, wizard, exports)
    go_on(qtbot, desk, wizard)
    wizard.secrets.no.click()
    go_on(qtbot, desk, wizard)
    late = on_worker(qtbot, desk, _late)
    assert late is not None and late.copies == 1

    def attest(session: Session) -> None:
        for one in sealing.register(session):
            if one.place.id == away.id and not one.export.is_gone:
                sealing.attest_destroyed(session, one.export.id, "cut in two")

    on_worker(qtbot, desk, attest)
    assert on_worker(qtbot, desk, _late) is None


def _late(session: Session) -> LateCopies | None:
    return waiting_rows.late_copies(session.rows, session.today() + timedelta(days=60))
