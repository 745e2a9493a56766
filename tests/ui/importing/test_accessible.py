"""Each page has names and a way by keyboard; Return does what the page is for, and no more."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.accessibility import assert_accessible
from tests.ui.importing.guide import CLIENT_LIST, REPORT, Guide, note_folder
from tests.ui.small_practice import SmallPractice
from ui.importing.matching_step import MatchingStep
from ui.importing.session_preview import SessionPreview
from ui.importing.wizard import ImportWizard
from vault.importers.batch_model import ImportKind


def test_the_pages_of_a_client_list(guide: Guide, practice: SmallPractice, tmp_path: Path) -> None:
    assert isinstance(guide.wizard, ImportWizard)
    assert_accessible(guide.wizard)
    guide.bring_text(ImportKind.CLIENTS, tmp_path, CLIENT_LIST)
    assert_accessible(guide.wizard)
    guide.back()
    assert_accessible(guide.wizard)
    for _ in range(4):
        guide.next()
        assert_accessible(guide.wizard)


def test_the_pages_of_a_report(guide: Guide, practice: SmallPractice, tmp_path: Path) -> None:
    guide.bring_text(ImportKind.APPOINTMENTS, tmp_path, REPORT)
    for _ in range(3):
        guide.next()
        assert_accessible(guide.wizard)


def test_the_pages_of_a_folder(guide: Guide, practice: SmallPractice, tmp_path: Path) -> None:
    guide.bring(ImportKind.NOTES, note_folder(tmp_path))
    assert_accessible(guide.wizard)
    guide.at(MatchingStep)._decide(practice.clients[0])
    guide.next()
    assert_accessible(guide.wizard)
    guide.next()
    assert_accessible(guide.wizard)


def test_names_are_matched_by_keyboard_alone(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.APPOINTMENTS, tmp_path, REPORT)
    guide.next()
    guide.next()
    matching = guide.at(MatchingStep)
    QTest.keyClick(matching.list, Qt.Key.Key_Return)
    guide.settle()
    assert not guide.answers.owners, "nobody is chosen by Return alone"
    assert guide.at(MatchingStep) is matching, "nor does it go on"
    QTest.keyClick(matching.list, Qt.Key.Key_Down)
    QTest.keyClick(matching.list, Qt.Key.Key_Return)
    guide.settle()
    assert guide.answers.owners == {"Osei, Amara": practice.clients[0]}
    assert matching.table.key == 1 and matching.list.hasFocus()
    QTest.keyClick(matching.list, Qt.Key.Key_Down)
    QTest.keyClick(matching.list, Qt.Key.Key_End)
    QTest.keyClick(matching.list, Qt.Key.Key_Return)
    assert guide.answers.owners["Bo L."] is None
    guide.wizard.next_button.setFocus()
    QTest.keyClick(guide.wizard.next_button, Qt.Key.Key_Return)
    guide.settle()
    guide.at(SessionPreview)
