"""What is said of a copy anywhere brings the certificates' supplement, and Home's line is gone."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.disposal.conftest import Open, approve, go_on, wait
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, on_worker
from ui.backup.attest_dialog import DestroyedDialog
from ui.disposal.supplements import Supplements
from ui.disposal.wizard import DisposalWizard
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.disposal import service as disposal
from vault.disposal import waiting_rows
from vault.disposal.waiting_rows import LateCopies
from vault.session import Session
from vault.store import bundle, intents
from vault.store.intents import Intent


def _dispose(qtbot: QtBot, desk: Desk, wizard: DisposalWizard) -> None:
    """Go through to the certificate, with the ways in of before."""
    approve(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    wizard.secrets.no.click()
    go_on(qtbot, desk, wizard)
    wizard.next_button.click()


def _late(session: Session) -> LateCopies | None:
    return waiting_rows.late_copies(session.rows, session.today() + timedelta(days=60))


def test_a_backup_that_is_said_to_be_destroyed_is_not_left_any_more(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    sticks: tuple[Path, Path],
    open_wizard: Open,
    window: QWidget,
    tmp_path: Path,
) -> None:
    Supplements(desk.context)
    shutil.move(sticks[1], tmp_path / "drawer")
    _dispose(qtbot, desk, open_wizard([records.old]))
    late = on_worker(qtbot, desk, _late)
    assert late is not None and late.copies == 1
    copies = on_worker(qtbot, desk, backup.register)
    gone = [one for one in copies if one.destination.label == "Red"]
    dialog = DestroyedDialog(desk.context, window, gone)
    dialog.open()
    QTest.keyClicks(dialog.statement, "Cut in two on 3 May.")
    dialog.act_button.click()
    wait(qtbot, desk)
    first, second = on_worker(qtbot, desk, lambda session: disposal.certificates(session))
    assert second.supplements == first.number
    assert json.loads(second.document)["residual"] == []
    assert on_worker(qtbot, desk, _late) is None


def test_what_could_not_be_issued_stays_due(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    sticks: tuple[Path, Path],
    open_wizard: Open,
    tmp_path: Path,
) -> None:
    Supplements(desk.context)
    shutil.move(sticks[1], tmp_path / "drawer")
    _dispose(qtbot, desk, open_wizard([records.old]))
    left = on_worker(qtbot, desk, _leave_old_file)
    on_worker(qtbot, desk, lambda session: _attest(session, "Red"))
    desk.context.backups.attested.emit()
    wait(qtbot, desk)
    assert len(on_worker(qtbot, desk, disposal.certificates)) == 1
    left.unlink()
    desk.context.backups.changed.emit()  # as after any work on a copy
    wait(qtbot, desk)
    _, second = on_worker(qtbot, desk, disposal.certificates)
    assert json.loads(second.document)["residual"] == []


def _leave_old_file(session: Session) -> Path:
    """As if the file of before had come back, with a change that has still to remove it."""
    (one,) = disposal.list_disposals(session)
    assert one.erased is not None
    name = bundle.records_file(one.erased.old_records)
    change = Intent(kind="keys.rotate", records=9, keys=9, old_files=(name,), is_done=True)
    intents.commit(session.rows, change, session.now)
    (session.opened.folder / name).write_bytes(b"records")
    return session.opened.folder / name


def _attest(session: Session, label: str) -> None:
    (place,) = [one for one in backup.all_destinations(session) if one.label == label]
    backup.attest_place_destroyed(session, place.id, "cut in two")
