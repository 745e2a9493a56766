"""From a file to the vault, with a dry run between."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from tests.importers.tabling import workbook
from tests.ui.importing.guide import CALENDAR, CARDS, CLIENT_LIST, REPORT, Guide, note_folder
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import on_worker
from ui.importing.client_preview import ClientPreview
from ui.importing.columns_step import ColumnsStep
from ui.importing.matching_step import MatchingStep
from ui.importing.note_preview import NotePreview
from ui.importing.past_step import PastStep
from ui.importing.receipt_step import ReceiptStep
from ui.importing.session_preview import SessionPreview
from ui.importing.source_step import SourceStep
from ui.importing.summary_step import SummaryStep
from ui.importing.what_step import WhatStep
from ui.widgets.progress import ProgressDialog
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.importers import preview_service, service
from vault.importers.batch_model import ImportKind
from vault.importers.model import Choice, Verdict
from vault.notes import service as notes
from vault.notes.model import Shelf
from vault.session import Session


def _clients(session: Session) -> int:
    return len(clients.list_ids(session, "", None))


def test_a_client_list_comes_in_after_its_dry_run(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    before = on_worker(guide.qtbot, guide.desk, _clients)
    guide.bring_text(ImportKind.CLIENTS, tmp_path, CLIENT_LIST)
    columns = guide.at(ColumnsStep)
    assert [row.field for row in columns.rows][-1] is None
    guide.next()
    preview = guide.at(ClientPreview)
    verdicts = [row.verdict for row in preview.plan.rows]
    assert verdicts == [
        Verdict.HELD,
        Verdict.TAKEN,
        Verdict.REFUSED,
        Verdict.REFUSED,
        Verdict.TAKEN,
    ]
    assert on_worker(guide.qtbot, guide.desk, _clients) == before
    guide.next()
    guide.at(SummaryStep)
    assert guide.wizard.next_button.text() == "Bring in 2 clients"
    guide.next()
    guide.at(ReceiptStep)
    assert on_worker(guide.qtbot, guide.desk, _clients) == before + 2
    assert guide.answers.batch is not None and guide.answers.batch.counts.skipped == 3


def test_a_likeness_is_merged_only_when_a_person_says_so(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, CLIENT_LIST)
    guide.next()
    preview = guide.at(ClientPreview)
    row = preview.plan.rows[0]
    preview._choose(row, Choice.MERGE, row.duplicates[0])
    guide.next()
    guide.next()
    batch = guide.answers.batch
    assert batch is not None and (batch.counts.clients, batch.counts.merged) == (2, 1)
    merged = on_worker(
        guide.qtbot, guide.desk, lambda session: clients.get(session, practice.clients[0])
    )
    assert "555 010 2030" in [one.value for one in merged.details.contacts]


def test_sessions_come_in_for_whom_a_person_named(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.APPOINTMENTS, tmp_path, REPORT)
    guide.at(ColumnsStep)
    guide.next()
    guide.at(PastStep)
    guide.next()
    matching = guide.at(MatchingStep)
    assert matching.list.currentRow() == -1, "nobody is chosen beforehand"
    assert "Amara Osei" in matching.list.item(0).text()
    matching.list.itemActivated.emit(matching.list.item(0))
    assert matching.table.key == 1
    guide.next()
    guide.at(SessionPreview)
    guide.next()
    guide.next()
    batch = guide.answers.batch
    assert batch is not None and (batch.counts.sessions, batch.counts.skipped) == (2, 2)
    kept = on_worker(
        guide.qtbot,
        guide.desk,
        lambda session: care_sessions.list_for(session, practice.clients[0]),
    )
    assert {one.details.day.isoformat() for one in kept} >= {"2025-03-04", "2025-03-11"}


def test_contacts_and_a_calendar_come_in(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.CONTACTS, tmp_path, CARDS)
    guide.at(ClientPreview)
    guide.next()
    guide.next()
    assert guide.answers.batch is not None and guide.answers.batch.counts.clients == 1
    guide.next()
    second = Guide(guide.qtbot, guide.desk)
    second.bring_text(ImportKind.CALENDAR, tmp_path, CALENDAR)
    second.at(PastStep)
    second.next()
    second.at(MatchingStep)._decide(practice.clients[0])
    second.next()
    preview = second.at(SessionPreview)
    assert [row.verdict for row in preview.rows] == [Verdict.TAKEN, Verdict.HELD]
    second.next()
    second.next()
    assert second.answers.batch is not None and second.answers.batch.counts.sessions == 1


def test_notes_come_in_with_their_originals(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring(ImportKind.NOTES, note_folder(tmp_path))
    matching = guide.at(MatchingStep)
    assert not guide.answers.owners, "the client of a note is never guessed"
    names = [matching._texts[key][1] for key in range(len(matching._texts))]
    matching.table.go_to(names.index("Amara"))
    matching._decide(practice.clients[0])
    guide.next()
    guide.at(NotePreview)
    guide.next()
    assert guide.wizard.next_button.text() == "Bring in 2 files"
    guide.next()
    batch = guide.answers.batch
    assert batch is not None and (batch.counts.notes, batch.counts.documents) == (2, 2)

    def imported(session: Session) -> int:
        ids = notes.timeline_ids(session, practice.clients[0], Shelf.RECORD)
        return sum(one.is_imported for one in notes.notes(session, Shelf.RECORD, ids))

    assert on_worker(guide.qtbot, guide.desk, imported) == 2


def test_a_file_that_is_none_is_said_on_the_page(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring(ImportKind.CLIENTS, tmp_path / "not there.csv")
    assert "gone" in guide.wizard.step.notice.text
    assert not on_worker(guide.qtbot, guide.desk, service.batches)


def test_a_file_is_dropped_on_the_page(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    first, second = tmp_path / "list.csv", tmp_path / "other.csv"
    first.write_text(CLIENT_LIST, encoding="utf-8")
    guide.at(WhatStep).radios[ImportKind.CLIENTS].click()
    guide.next()
    source = guide.at(SourceStep)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(one)) for one in (first, second)])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    source.dropEvent(drop)
    assert guide.answers.path == first
    assert "One at a time" in source.notice.text
    guide.next()
    guide.at(ColumnsStep)


def test_another_sheet_of_a_workbook(guide: Guide, practice: SmallPractice, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook([["Room", "Key"], ["A", "1"]], [["Name", "DOB"], ["Wren Ito", ""]]))
    guide.bring(ImportKind.CLIENTS, file)
    columns = guide.at(ColumnsStep)
    at = columns.sheet.findText("Sheet2" if columns.sheet.currentText() == "Sheet1" else "Sheet1")
    columns.sheet.setCurrentIndex(at)
    columns.sheet.activated.emit(at)
    guide.settle()
    headers = [one.header for one in guide.answers.columns]
    wanted = ["Name", "DOB"] if columns.sheet.currentText() == "Sheet2" else ["Room", "Key"]
    assert headers == wanted


def test_no_plan_is_made_while_another_sheet_is_read_and_the_reading_can_be_called_off(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook([["Name", "DOB"], ["Ana", ""]], [["Name", "Email"], ["Wren", ""]]))
    guide.bring(ImportKind.CLIENTS, file)
    columns = guide.at(ColumnsStep)
    shown, other = columns.sheet.itemText(0), columns.sheet.itemText(1)
    for is_called_off in (True, False):
        columns.sheet.setCurrentIndex(1)
        columns.sheet.activated.emit(1)
        assert not guide.wizard.next_button.isEnabled()
        assert not guide.wizard.back_button.isEnabled()
        if is_called_off:
            guide.wizard.reject()
        guide.settle()
        assert columns.sheet.currentText() == (shown if is_called_off else other)
        assert guide.wizard.next_button.isEnabled()
    assert columns.notice.text == ""


@pytest.mark.announced_log("ui.worker", level="ERROR")
def test_a_reader_that_breaks_does_not_keep_the_page_waiting(
    guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(preview_service, "read", broken)
    with guide.qtbot.waitSignal(guide.desk.context.files.broke):
        guide.bring_text(ImportKind.CLIENTS, tmp_path, CLIENT_LIST)
    step = guide.at(SourceStep)
    assert step.notice.text != ""
    assert guide.wizard.findChildren(ProgressDialog) == []
