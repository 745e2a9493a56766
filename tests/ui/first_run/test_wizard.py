"""From nothing to an open vault, by keys and clicks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.keyring_daemon import KeyringDaemon
from tests.ui.accessibility import assert_accessible
from tests.ui.strangers import Stranger
from tests.vault_fixtures import STRONG, NoKeyring
from ui.first_run.answers import is_usable_name
from ui.first_run.place import PlaceStep
from ui.first_run.practice import PracticeStep
from ui.first_run.receipt import ReceiptStep
from ui.first_run.secret import SecretStep
from ui.first_run.sheet import SheetStep
from ui.first_run.typed_back import TypedBackStep
from ui.first_run.wizard import FirstRunWizard
from vault.keys import service as keys
from vault.keys.creation import plan_vault
from vault.keys.model import SlotKind
from vault.keys.os_keyring import OsKeyring
from vault.practice import service as practice
from vault.store import network_drives


@pytest.fixture
def stranger(qapp: QApplication, tmp_path: Path) -> Iterator[Stranger]:
    one = Stranger(qapp, tmp_path, NoKeyring())
    yield one
    one.close()


def _wizard(qtbot: QtBot, stranger: Stranger, place: Path) -> FirstRunWizard:
    wizard = FirstRunWizard(stranger.context)
    qtbot.addWidget(wizard)
    wizard.resize(1024, 700)
    wizard.show()
    steps = [step for step in wizard.steps if isinstance(step, PlaceStep)]
    steps[0].place.setText(str(place))
    return wizard


def _go(qtbot: QtBot, stranger: Stranger, wizard: FirstRunWizard) -> None:
    assert wizard.next_button.isEnabled()
    wizard.next_button.click()
    stranger.settle(qtbot)


def _to_secret(qtbot: QtBot, stranger: Stranger, place: Path) -> tuple[FirstRunWizard, SecretStep]:
    wizard = _wizard(qtbot, stranger, place)
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, PracticeStep)
    assert not wizard.next_button.isEnabled()
    QTest.keyClicks(wizard.step.practitioner, "Robin Keller")
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, PlaceStep)
    wizard.step.name.setText("North Street")
    stranger.settle(qtbot)
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, SecretStep)
    return wizard, wizard.step


def _to_sheet(qtbot: QtBot, stranger: Stranger, place: Path) -> tuple[FirstRunWizard, SheetStep]:
    wizard, secret = _to_secret(qtbot, stranger, place)
    typed = STRONG if secret.kind is SlotKind.PASSPHRASE else "1234"
    secret.typed.setText(typed)
    secret.again.setText(typed)
    stranger.settle(qtbot)
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, SheetStep)
    return wizard, wizard.step


def _to_typed_back(
    qtbot: QtBot, stranger: Stranger, place: Path
) -> tuple[FirstRunWizard, TypedBackStep]:
    wizard, sheet = _to_sheet(qtbot, stranger, place)
    sheet.has_it.setChecked(True)
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, TypedBackStep)
    return wizard, wizard.step


def _type_back(wizard: FirstRunWizard, step: TypedBackStep) -> None:
    plan, entry = wizard.answers.plan, step.entry
    assert plan is not None and entry is not None
    for number in step.numbers:
        QTest.keyClicks(entry.fields[number], plan.sheet.lines[number - 1].text.lower())


def _finish(qtbot: QtBot, stranger: Stranger, place: Path) -> FirstRunWizard:
    wizard, step = _to_typed_back(qtbot, stranger, place)
    _type_back(wizard, step)
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, ReceiptStep)
    assert wizard.step.failed is None
    return wizard


def test_without_a_keyring_a_vault_is_made_and_opened(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path
) -> None:
    wizard = _finish(qtbot, stranger, tmp_path)
    with qtbot.waitSignal(wizard.unlocked, timeout=20_000):
        wizard.next_button.click()
    summary = keys.describe(tmp_path / "North Street.casekeep")
    assert summary.has(SlotKind.PASSPHRASE)
    assert summary.has(SlotKind.SHEET)
    session = stranger.context.worker.session
    assert session is not None
    found: list[str] = []
    stranger.context.ask(wizard, practice.get, lambda got: found.append(got.practitioner))
    stranger.settle(qtbot)
    assert found == ["Robin Keller"]


def test_with_a_keyring_four_characters_do(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, real_keyring: KeyringDaemon
) -> None:
    stranger = Stranger(qapp, tmp_path, OsKeyring())
    try:
        wizard = _finish(qtbot, stranger, tmp_path)
        with qtbot.waitSignal(wizard.unlocked, timeout=20_000):
            wizard.next_button.click()
        summary = keys.describe(tmp_path / "North Street.casekeep")
        assert summary.has(SlotKind.KEYRING_PASSPHRASE)
    finally:
        stranger.close()


def test_without_a_keyring_it_says_why_the_passphrase_must_be_strong(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path
) -> None:
    wizard, secret = _to_secret(qtbot, stranger, tmp_path)
    assert "No keyring is running" in secret.notice.text
    assert secret.kind is SlotKind.PASSPHRASE
    secret.typed.setText("1234")
    secret.again.setText("1234")
    stranger.settle(qtbot)
    assert not wizard.next_button.isEnabled()


def test_six_words_are_offered_and_good_enough(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path
) -> None:
    wizard, secret = _to_secret(qtbot, stranger, tmp_path)
    secret.words_button.click()
    stranger.settle(qtbot)
    words = secret.words.text()
    assert len(words.split()) == 6
    secret.typed.setText(words)
    secret.again.setText(words)
    stranger.settle(qtbot)
    assert wizard.next_button.isEnabled()


def _to_place(qtbot: QtBot, stranger: Stranger, folder: Path) -> tuple[FirstRunWizard, PlaceStep]:
    """Go as far as the step that asks where the vault shall lie."""
    wizard = _wizard(qtbot, stranger, folder)
    wizard.next_button.click()
    assert isinstance(wizard.step, PracticeStep)
    wizard.step.practitioner.setText("Robin Keller")
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, PlaceStep)
    return wizard, wizard.step


def test_a_name_that_is_taken_is_refused(qtbot: QtBot, stranger: Stranger, tmp_path: Path) -> None:
    (tmp_path / "North Street.casekeep").mkdir()
    wizard, place = _to_place(qtbot, stranger, tmp_path)
    place.name.setText("North Street")
    stranger.settle(qtbot)
    assert not wizard.next_button.isEnabled()
    assert "already a folder" in place.notice.text


def test_a_synced_folder_is_warned_of(qtbot: QtBot, stranger: Stranger, tmp_path: Path) -> None:
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    wizard, place = _to_place(qtbot, stranger, synced)
    assert "sync service" in place.notice.text
    assert wizard.next_button.isEnabled()


def test_a_network_drive_is_warned_of(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"40 27 0:50 / {tmp_path.resolve()} rw - cifs //server/x rw\n")
    monkeypatch.setattr(network_drives, "_MOUNTS", mounts)
    wizard, place = _to_place(qtbot, stranger, tmp_path)
    assert "network drive" in place.notice.text
    assert wizard.next_button.isEnabled()


def test_the_sheet_is_printed_from_memory(qtbot: QtBot, stranger: Stranger, tmp_path: Path) -> None:
    _, sheet = _to_sheet(qtbot, stranger, tmp_path)
    before = set(tmp_path.rglob("*"))
    sheet.print_button.click()
    stranger.settle(qtbot)
    assert stranger.dialogs.printed[0].startswith(b"%PDF-1.4")
    assert set(tmp_path.rglob("*")) == before


def test_saving_the_sheet_warns_first(qtbot: QtBot, stranger: Stranger, tmp_path: Path) -> None:
    _, sheet = _to_sheet(qtbot, stranger, tmp_path)
    stranger.dialogs.save_to = tmp_path / "sheet.pdf"
    sheet.save_button.click()
    stranger.settle(qtbot)
    assert "keep copies" in stranger.dialogs.questions[0].text
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_sound_lines_of_another_sheet_do_not_make_a_vault(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path
) -> None:
    wizard, step = _to_typed_back(qtbot, stranger, tmp_path)
    other = plan_vault("Other").sheet
    assert step.entry is not None
    for number in step.numbers:
        step.entry.fields[number].setText(other.lines[number - 1].text)
    assert step.entry.is_right
    assert not wizard.next_button.isEnabled()
    assert "another sheet" in step.notice.text


def test_leaving_forgets_and_leaves_nothing(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path
) -> None:
    wizard, step = _to_typed_back(qtbot, stranger, tmp_path)
    with qtbot.waitSignal(wizard.left):
        wizard.leave_button.click()
    assert step.entry is None
    assert wizard.answers.plan is None
    assert not list(tmp_path.glob("*.casekeep"))


def test_every_page_is_accessible(qtbot: QtBot, stranger: Stranger, tmp_path: Path) -> None:
    wizard = _wizard(qtbot, stranger, tmp_path)
    assert_accessible(wizard)
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, PracticeStep)
    assert_accessible(wizard)
    QTest.keyClicks(wizard.step.practitioner, "Robin Keller")
    _go(qtbot, stranger, wizard)
    assert isinstance(wizard.step, PlaceStep)
    assert_accessible(wizard)
    wizard, _ = _to_secret(qtbot, stranger, tmp_path)
    assert_accessible(wizard)
    wizard, _ = _to_sheet(qtbot, stranger, tmp_path)
    assert_accessible(wizard)
    wizard, step = _to_typed_back(qtbot, stranger, tmp_path)
    assert_accessible(wizard)
    _type_back(wizard, step)
    _go(qtbot, stranger, wizard)
    assert_accessible(wizard)


@pytest.mark.parametrize("name", ["", "  ", ".hidden", "a/b", "nul", "COM1", "x" * 61, "a\nb"])
def test_names_no_folder_can_have(name: str) -> None:
    assert not is_usable_name(name)


@pytest.mark.parametrize("name", ["North Street", "Praxis Jörg Müller", "عيادة"])
def test_names_a_folder_can_have(name: str) -> None:
    assert is_usable_name(name)
