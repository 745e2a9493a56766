import csv
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.small_practice import SmallPractice
from tests.ui.successor.hands import said
from tests.ui.unlocked import Desk, on_worker, settle
from ui.audit.page import AuditPage
from ui.audit.table import PAGE_ROWS
from ui.widgets.progress import ProgressDialog
from vault.audit import export_service
from vault.audit import service as audit
from vault.changes import Kind
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.errors import Cancelled
from vault.printing import spreadsheet
from vault.session import Session


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, practice: SmallPractice) -> AuditPage:
    made = AuditPage(desk.context)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    settle(qtbot, desk)
    return made


def open_often(session: Session, practice: SmallPractice, times: int) -> None:
    with session.begin("client.open") as tx:
        for _ in range(times):
            tx.audit(practice.clients[0])
        tx.changed(Kind.AUDIT)


def test_the_newest_stands_first_in_words(page: AuditPage) -> None:
    first = page.model.lines[0]
    assert first.what == "Started a psychotherapy note"
    assert first.record == "0003"
    sequences = [line.seq for line in page.model.lines]
    assert sequences == sorted(sequences, reverse=True)


def test_pages_come_when_the_end_is_in_sight(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, page: AuditPage
) -> None:
    on_worker(qtbot, desk, lambda session: open_often(session, practice, PAGE_ROWS + 20))
    settle(qtbot, desk)
    assert len(page.model.lines) == PAGE_ROWS
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    everything = on_worker(qtbot, desk, lambda session: audit.page(session, limit=2000))
    assert len(page.model.lines) > PAGE_ROWS
    while page.model.canFetchMore(QModelIndex()):
        page.model.fetchMore(QModelIndex())
        settle(qtbot, desk)
    assert [line.seq for line in page.model.lines] == [event.seq for event in everything]


# A popup raises itself and grabs the keyboard, which a screenless Qt says it cannot.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_name_typed_narrows_the_log_and_clearing_it_widens_it(
    qtbot: QtBot, desk: Desk, page: AuditPage
) -> None:
    whole = len(page.model.lines)
    page.picker.setFocus()
    QTest.keyClicks(page.picker, "lindq")
    settle(qtbot, desk)
    qtbot.waitUntil(page.picker.popup.isVisible)
    QTest.keyClick(page.picker.popup, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert {line.record for line in page.model.lines} == {"0002"}
    page.picker.clear()
    settle(qtbot, desk)
    assert len(page.model.lines) == whole


def test_what_is_done_elsewhere_appears(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, page: AuditPage
) -> None:
    details = ClientDetails(legal_name="Somebody New")
    on_worker(qtbot, desk, lambda session: clients.add(session, details))
    settle(qtbot, desk)
    assert page.model.lines[0].what == "Added a client"


def test_both_checks_report(qtbot: QtBot, desk: Desk, page: AuditPage) -> None:
    page.chain_button.click()
    settle(qtbot, desk)
    assert page.notice.text.startswith("The chain is whole")
    page.signatures_button.click()
    settle(qtbot, desk)
    assert page.notice.text.startswith("All signed notes are what was signed")
    assert page.signatures_button.isEnabled()


def test_all_documents_are_decrypted_and_a_damaged_one_is_named(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, page: AuditPage
) -> None:
    page.documents_button.click()
    settle(qtbot, desk)
    assert page.notice.text == "There are no documents yet."

    def keep(session: Session) -> Path:
        facts, source = DocumentFacts(title="Letter"), BytesIO(b"Dear Bo")
        added = documents.add_stream(session, practice.clients[0], source, "x.txt", facts)
        return documents.readings(session, [added.id])[0].path

    path = on_worker(qtbot, desk, keep)
    page.documents_button.click()
    settle(qtbot, desk)
    assert page.notice.text == "All documents are whole. Decrypted: 1."
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    page.documents_button.click()
    settle(qtbot, desk)
    assert page.notice.text.startswith("1 of 1 documents are damaged or missing: document 1.")
    assert page.documents_button.isEnabled()


def test_a_check_says_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, desk: Desk, page: AuditPage
) -> None:
    def act_often(session: Session) -> None:
        with session.begin("practice.change") as tx:
            for _ in range(1100):
                tx.audit()

    on_worker(qtbot, desk, act_often)
    total = on_worker(qtbot, desk, lambda session: audit.page(session, limit=1))[0].seq
    told: list[tuple[int, int]] = []
    tell = lambda done, all_of_them: told.append((done, all_of_them))  # noqa: E731 - a callback
    on_worker(qtbot, desk, lambda session: audit.verify(session, tell))
    assert told == [(500, total), (1000, total)]

    def cancelled(session: Session) -> None:
        with pytest.raises(Cancelled):
            audit.verify(session, None, lambda: True)

    on_worker(qtbot, desk, cancelled)
    page.chain_button.click()
    [progress] = page.findChildren(ProgressDialog)
    progress.reject()
    settle(qtbot, desk)
    assert page.notice.text == ""
    assert desk.dialogs.errors == []
    assert page.chain_button.isEnabled()


def test_the_export_warns_first_and_is_audited(
    qtbot: QtBot, desk: Desk, practice: SmallPractice, page: AuditPage, tmp_path: Path
) -> None:
    desk.dialogs.says_yes = False
    desk.dialogs.save_to = tmp_path / "log.csv"
    page.export_button.click()
    settle(qtbot, desk)
    assert "unprotected" in desk.dialogs.questions[0].text
    assert not (tmp_path / "log.csv").exists()
    desk.dialogs.says_yes = True
    page.export_button.click()
    settle(qtbot, desk)
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text("utf-8").splitlines()))
    assert [int(row["sequence"]) for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1]["action"] == "note.start"
    assert page.model.lines[0].what == "Exported the log"
    assert "Osei" not in (tmp_path / "log.csv").read_text("utf-8")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_the_export_is_a_formula(
    qtbot: QtBot, desk: Desk, tmp_path: Path, sign: str
) -> None:
    assert spreadsheet.neutral(f"{sign}1+1").startswith("'")
    assert spreadsheet.neutral("0417") == "0417"


def test_a_record_number_that_looks_like_a_formula_is_neutral_in_the_file(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    target = tmp_path / "log.csv"

    def work(session: Session) -> int:
        clients.add(session, ClientDetails(legal_name="A"), record_number="=1+1")
        return export_service.write_csv(session, target)

    on_worker(qtbot, desk, work)
    rows = list(csv.DictReader(target.read_text("utf-8").splitlines()))
    assert rows[-1]["record_number"] == "'=1+1"


def test_everything_has_a_name_and_a_way_by_keyboard(page: AuditPage) -> None:
    assert_accessible(page)


def test_an_entry_that_is_chosen_is_read_below_and_hashes_when_asked(
    qtbot: QtBot, desk: Desk, page: AuditPage
) -> None:
    assert not page.entry.isVisible()
    at = next(n for n, one in enumerate(page.model.lines) if one.what.startswith("Signed a prog"))
    page.table.setFocus()
    page.table.selectRow(at)
    settle(qtbot, desk)
    assert page.entry.heading.text() == page.model.lines[at].what
    assert "Signed a progress note of " in page.entry.heading.text()
    assert "Note number" in said(page.entry)
    assert "content" not in said(page.entry)
    assert_accessible(page)
    page.entry.technical_button.click()
    settle(qtbot, desk)
    assert "content" in said(page.entry)
    assert "note.sign" in said(page.entry)
    page.entry.technical_button.click()
    settle(qtbot, desk)
    assert "note.sign" not in said(page.entry)
    page.picker.chosen.emit()
    assert not page.entry.isVisible()
