"""From a stick and a sheet to an open vault, in the lock window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.backup.forging import make_newer
from tests.backup.papers import damage
from tests.store.drawer import DrawerKeyring
from tests.ui.accessibility import assert_accessible
from tests.ui.restore.conftest import NAME, TEXT, TITLE, Kept, Opens
from tests.ui.strangers import Stranger
from tests.vault_fixtures import STRONG, NoKeyring
from ui.backup.lost_dialog import lost_text
from ui.lock.opening import Opened
from ui.restore.run_step import RunStep
from ui.restore.wizard import RestoreWizard
from vault.keys.creation import plan_vault
from vault.keys.model import SlotKind
from vault.session import Session


def _settle(qtbot: QtBot, stranger: Stranger) -> None:
    context = stranger.context
    qtbot.waitUntil(lambda: context.files.is_idle and context.worker.is_idle, timeout=20_000)
    stranger.settle(qtbot)


def _choose(qtbot: QtBot, stranger: Stranger, wizard: RestoreWizard, folder: Path) -> None:
    stranger.dialogs.chosen = [folder]
    wizard.source.choose_button.click()
    _settle(qtbot, stranger)


def _type_sheet(wizard: RestoreWizard, lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        QTest.keyClicks(wizard.proof.sheet.fields[number], line.lower())


def _to_place(qtbot: QtBot, stranger: Stranger, wizard: RestoreWizard, kept: Kept) -> None:
    _choose(qtbot, stranger, wizard, kept.stick)
    wizard.next_button.click()
    _type_sheet(wizard, kept.lines)
    wizard.next_button.click()
    _settle(qtbot, stranger)
    assert wizard.step is wizard.place


def _to_daily(
    qtbot: QtBot, stranger: Stranger, wizard: RestoreWizard, kept: Kept, home: Path
) -> None:
    _to_place(qtbot, stranger, wizard, kept)
    stranger.dialogs.chosen = [home]
    wizard.place.choose_button.click()
    _settle(qtbot, stranger)
    wizard.next_button.click()
    _settle(qtbot, stranger)
    assert wizard.step is wizard.daily


def _to_summary(
    qtbot: QtBot, stranger: Stranger, wizard: RestoreWizard, kept: Kept, home: Path
) -> None:
    _to_daily(qtbot, stranger, wizard, kept, home)
    QTest.keyClicks(wizard.daily.typed, "9876")
    QTest.keyClicks(wizard.daily.again, "9876")
    wizard.next_button.click()
    assert wizard.step is wizard.summary


def _run(qtbot: QtBot, wizard: RestoreWizard) -> RunStep:
    wizard.next_button.click()
    qtbot.waitUntil(lambda: not wizard.run.is_running, timeout=20_000)
    return wizard.run


def _texts(wizard: RestoreWizard) -> str:
    return "\n".join(one.text() for one in wizard.findChildren(QLabel))


def test_with_the_sheet_the_same_note_is_read_in_a_new_folder(
    qtbot: QtBot,
    stranger: Stranger,
    drawer: DrawerKeyring,
    kept: Kept,
    home: Path,
    open_wizard: Opens,
) -> None:
    window, wizard = open_wizard()
    _to_summary(qtbot, stranger, wizard, kept, home)
    _run(qtbot, wizard)
    assert "1 client and 2 documents" in _texts(wizard)
    with qtbot.waitSignal(window.unlocked, timeout=20_000) as heard:
        wizard.next_button.click()
    opened: Opened = heard.args[0]
    assert opened.folder == home / "North Street.casekeep"
    assert len(drawer.items) == 1
    session = stranger.context.worker.session
    assert session is not None
    assert TEXT in _all_notes(session)
    assert wizard.answers.typed == ""


def _all_notes(session: Session) -> str:
    rows = session.rows.all("SELECT body FROM note")
    return "\n".join(str(row[0]) for row in rows)


def test_nothing_of_a_client_is_on_any_page(
    qtbot: QtBot, stranger: Stranger, kept: Kept, home: Path, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    for missing in kept.stick.glob("*.backup/attachments/*/*.age"):
        missing.unlink()
        break
    _to_summary(qtbot, stranger, wizard, kept, home)
    _run(qtbot, wizard)
    shown = _texts(wizard)
    assert "1 document is missing or damaged in the backup" in shown
    assert not [word for word in (NAME, TITLE, "Letter", TEXT) if word in shown]
    report = wizard.answers.report
    assert report is not None
    said = lost_text(report.lost)
    assert "missing" in said
    assert TITLE in said or "Letter" in said


def test_the_newest_backup_is_chosen_and_a_damaged_one_is_said_so(
    qtbot: QtBot, stranger: Stranger, kept: Kept, open_wizard: Opens
) -> None:
    (kept.snapshot(2) / "snapshot.json").write_text("{}")
    _, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, kept.stick)
    step = wizard.source
    assert "1 backup here is damaged" in step.notice.text
    assert step.list.count() == 2
    assert step.list.currentRow() == 0
    assert "2 documents" in step.list.item(0).text()
    assert "damaged: its list of files" in step.list.item(1).text()
    assert not step.list.item(1).flags() & Qt.ItemFlag.ItemIsSelectable


def test_an_older_one_than_that_of_a_newer_casekeep_is_for_the_person_to_choose(
    qtbot: QtBot, stranger: Stranger, kept: Kept, open_wizard: Opens
) -> None:
    make_newer(kept.snapshot(2))
    _, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, kept.stick)
    step = wizard.source
    assert "was made by a newer Casekeep. Nothing is lost: update" in step.notice.text
    assert "damaged" not in step.notice.text + step.list.item(0).text()
    assert "made by a newer Casekeep" in step.list.item(0).text()
    stranger.dialogs.says_yes = False
    wizard.next_button.click()
    assert [one.act for one in stranger.dialogs.questions] == ["Restore backup 1"]
    assert "lacks what was written since" in stranger.dialogs.questions[0].text
    assert wizard.answers.snapshot is None
    stranger.dialogs.says_yes = True
    wizard.next_button.click()
    assert wizard.step is wizard.proof
    assert wizard.answers.chosen.number == 1


def test_a_damaged_backup_is_not_said_to_be_of_a_newer_casekeep(
    qtbot: QtBot, stranger: Stranger, kept: Kept, open_wizard: Opens
) -> None:
    next(kept.snapshot(2).glob("records-*.db")).unlink()
    make_newer(kept.snapshot(1))
    _, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, kept.stick)
    assert "the newest backup here that is not damaged. Nothing" in wizard.source.notice.text


def test_a_yes_to_an_older_backup_is_said_of_one_choice_alone(
    qtbot: QtBot, stranger: Stranger, kept: Kept, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    wizard.answers.takes_older = True
    _choose(qtbot, stranger, wizard, kept.stick)
    wizard.next_button.click()
    assert wizard.step is wizard.proof
    assert not wizard.answers.takes_older


def test_where_all_are_of_a_newer_casekeep_nothing_is_called_damaged(
    qtbot: QtBot, stranger: Stranger, kept: Kept, open_wizard: Opens
) -> None:
    for number in (1, 2):
        make_newer(kept.snapshot(number))
    _, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, kept.stick)
    assert "The 2 newest backups here were made by a newer" in wizard.source.notice.text
    assert "damaged" not in wizard.source.notice.text
    assert "older one" not in wizard.source.notice.text
    assert not wizard.next_button.isEnabled()


def test_one_found_to_be_of_a_newer_casekeep_later_is_asked_about(
    qtbot: QtBot, stranger: Stranger, kept: Kept, home: Path, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    _to_summary(qtbot, stranger, wizard, kept, home)
    make_newer(kept.snapshot(2))
    stranger.dialogs.says_yes = False
    _run(qtbot, wizard)
    assert "Update Casekeep" in wizard.run.notice.text
    assert [one.act for one in stranger.dialogs.questions] == ["Restore backup 1"]
    assert list(home.iterdir()) == []
    stranger.dialogs.says_yes = True
    wizard.back_button.click()
    _run(qtbot, wizard)
    assert "Backup 2 was made by a newer Casekeep" in _texts(wizard)
    assert [one.name for one in home.iterdir()] == ["North Street.casekeep"]


def test_a_backup_found_damaged_later_gives_way_to_the_one_before_and_says_so(
    qtbot: QtBot, stranger: Stranger, kept: Kept, home: Path, open_wizard: Opens
) -> None:
    damage(next(kept.snapshot(2).glob("records-*.db")))
    _, wizard = open_wizard()
    _to_summary(qtbot, stranger, wizard, kept, home)
    _run(qtbot, wizard)
    assert "Backup 2 is damaged (its records). The one before it was taken." in _texts(wizard)


def test_a_folder_without_backups_is_named(
    qtbot: QtBot, stranger: Stranger, home: Path, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, home)
    assert "no Casekeep backup" in wizard.source.notice.text
    assert not wizard.next_button.isEnabled()


def test_the_sheet_of_another_vault_is_refused_before_anything_else_is_asked(
    qtbot: QtBot, stranger: Stranger, kept: Kept, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, kept.stick)
    wizard.next_button.click()
    _type_sheet(wizard, [line.text for line in plan_vault("Other").sheet.lines])
    wizard.next_button.click()
    _settle(qtbot, stranger)
    assert wizard.step is wizard.proof
    assert "does not open" in wizard.proof.notice.text


def test_a_line_that_does_not_fit_is_marked_and_holds(
    qtbot: QtBot, stranger: Stranger, kept: Kept, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, kept.stick)
    wizard.next_button.click()
    _type_sheet(wizard, [kept.lines[0], kept.lines[2]])
    assert wizard.proof.sheet.fields[2].accessibleDescription() == "Compare this line again"
    assert not wizard.next_button.isEnabled()


def test_a_folder_that_exists_is_never_written_over(
    qtbot: QtBot, stranger: Stranger, kept: Kept, home: Path, open_wizard: Opens
) -> None:
    (home / "North Street.casekeep").mkdir()
    _, wizard = open_wizard()
    _to_place(qtbot, stranger, wizard, kept)
    stranger.dialogs.chosen = [home]
    wizard.place.choose_button.click()
    _settle(qtbot, stranger)
    assert "Nothing is written over it" in wizard.place.notice.text
    assert not wizard.next_button.isEnabled()
    wizard.place.name.setText("Second")
    _settle(qtbot, stranger)
    assert wizard.next_button.isEnabled()


def test_a_synced_folder_and_the_stick_itself_are_warned_of(
    qtbot: QtBot, stranger: Stranger, kept: Kept, tmp_path: Path, open_wizard: Opens
) -> None:
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    _, wizard = open_wizard()
    _to_place(qtbot, stranger, wizard, kept)
    said = []
    for folder in (synced, kept.stick):
        stranger.dialogs.chosen = [folder]
        wizard.place.choose_button.click()
        _settle(qtbot, stranger)
        said.append(wizard.place.notice.text)
        assert wizard.next_button.isEnabled()
    assert "sync service" in said[0]
    assert "where the backups are" in said[1]


def test_stopped_it_leaves_nothing_and_can_be_begun_again(
    qtbot: QtBot,
    stranger: Stranger,
    drawer: DrawerKeyring,
    kept: Kept,
    home: Path,
    open_wizard: Opens,
) -> None:
    _, wizard = open_wizard()
    _to_summary(qtbot, stranger, wizard, kept, home)
    wizard.next_button.click()
    wizard.run.work.stop_button.click()
    qtbot.waitUntil(lambda: not wizard.run.is_running, timeout=20_000)
    assert "Nothing of it was left" in wizard.run.notice.text
    assert list(home.iterdir()) == []
    assert drawer.items == {}
    wizard.back_button.click()
    _run(qtbot, wizard)
    assert [one.name for one in home.iterdir()] == ["North Street.casekeep"]


def test_without_a_keyring_the_passphrase_that_it_has_is_kept(
    qtbot: QtBot, stranger: Stranger, kept: Kept, home: Path, open_wizard: Opens
) -> None:
    stranger.context.keyring = NoKeyring()
    window, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, kept.stick)
    wizard.next_button.click()
    wizard.proof.passphrase_radio.click()
    QTest.keyClicks(wizard.proof.typed, STRONG)
    QTest.keyClick(wizard.proof.typed, Qt.Key.Key_Return)
    _settle(qtbot, stranger)
    stranger.dialogs.chosen = [home]
    wizard.place.choose_button.click()
    _settle(qtbot, stranger)
    wizard.next_button.click()
    _settle(qtbot, stranger)
    assert wizard.daily.keep.isChecked()
    wizard.next_button.click()
    assert "The strong passphrase that it has" in _texts(wizard)
    _run(qtbot, wizard)
    assert wizard.answers.opener == (SlotKind.PASSPHRASE, [STRONG])
    with qtbot.waitSignal(window.unlocked, timeout=20_000):
        wizard.next_button.click()


def test_every_page_has_names_and_a_way_by_keyboard(
    qtbot: QtBot, stranger: Stranger, kept: Kept, home: Path, open_wizard: Opens
) -> None:
    window, wizard = open_wizard()
    assert_accessible(window)
    _choose(qtbot, stranger, wizard, kept.stick)
    assert_accessible(window)
    wizard.next_button.click()
    assert_accessible(window)
    wizard.proof.passphrase_radio.click()
    assert_accessible(window)
    wizard.proof.sheet_radio.click()
    _type_sheet(wizard, kept.lines)
    wizard.next_button.click()
    _settle(qtbot, stranger)
    assert_accessible(window)
    stranger.dialogs.chosen = [home]
    wizard.place.choose_button.click()
    _settle(qtbot, stranger)
    wizard.next_button.click()
    _settle(qtbot, stranger)
    assert_accessible(window)
    QTest.keyClicks(wizard.daily.typed, "9876")
    QTest.keyClicks(wizard.daily.again, "9876")
    wizard.next_button.click()
    assert_accessible(window)
    _run(qtbot, wizard)
    assert_accessible(window)


def test_leaving_goes_back_and_forgets(
    qtbot: QtBot, stranger: Stranger, kept: Kept, open_wizard: Opens
) -> None:
    window, wizard = open_wizard()
    _choose(qtbot, stranger, wizard, kept.stick)
    wizard.next_button.click()
    _type_sheet(wizard, kept.lines)
    wizard.leave_button.click()
    assert window.page is not wizard
