"""The wizard from the first page to the receipt, with a real vault and real files."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.exports.samples import Record, add_client, add_document
from tests.ui.exporting.conftest import (
    STRONG,
    Open,
    choose_place,
    go_on,
    protect,
    scope_of,
    to_where,
    unpacked,
)
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import StoppedClock
from ui.exporting.answers import ExportScope, Way
from ui.exporting.wizard import ExportWizard
from vault.age import HybridIdentity, ScryptPassphrase, X25519Identity, unseal_bytes
from vault.audit import service as audit
from vault.errors import InsideVault
from vault.exports.model import Form, Missing, Part
from vault.store import bundle

Kind = type[X25519Identity] | type[HybridIdentity]


def shown(wizard: ExportWizard) -> str:
    """Return all that the page in front says."""
    labels = wizard.step.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def at_start(wizard: ExportWizard) -> None:
    assert wizard.step is wizard.what


def actions(qtbot: QtBot, desk: Desk) -> list[str]:
    events = on_worker(qtbot, desk, lambda session: audit.page(session, limit=100))
    return [one.action for one in events if one.action.startswith("export.")]


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_record_sealed_under_a_passphrase(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    wizard = open_wizard(scope_of(record))
    to_where(qtbot, desk, wizard, out / "r.pdf.age", Way.PASSPHRASE)
    assert wizard.next_button.text() == "Export record 0001"
    assert "unprotected" not in shown(wizard)
    go_on(qtbot, desk, wizard)
    assert wizard.step is wizard.receipt
    sealed = (out / "r.pdf.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    content = unseal_bytes([ScryptPassphrase(STRONG.encode())], sealed)
    assert "Slept through" in pdf_text(content)
    said = shown(wizard)
    assert hashlib.sha256(sealed).hexdigest() in said.replace(" ", "")
    assert "not opened to try it" in said
    assert "Unsigned drafts: 1." in said
    assert "Psychotherapy notes. They are kept apart" in said
    assert actions(qtbot, desk) == ["export.make", "export.start"]


@pytest.mark.parametrize("kind", [X25519Identity, HybridIdentity])
def test_a_record_sealed_to_a_key_that_was_pasted_with_line_breaks(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path, kind: Kind
) -> None:
    identity = kind.generate()
    key = identity.recipient.to_text()
    wizard = open_wizard(scope_of(record))
    go_on(qtbot, desk, wizard)
    wizard.form.radios[Form.JSON].setChecked(True)
    go_on(qtbot, desk, wizard)
    protect(qtbot, desk, wizard, Way.RECIPIENT, f"  {key[:40]}\n{key[40:]}\n")
    choose_place(qtbot, desk, wizard, out / "r.json.age")
    go_on(qtbot, desk, wizard)
    content = unseal_bytes([identity], (out / "r.json.age").read_bytes())
    assert json.loads(content)["client"]["record_number"] == "0001"


def test_a_key_is_checked_as_it_is_typed(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open
) -> None:
    key = X25519Identity.generate().recipient.to_text()
    wizard = open_wizard(scope_of(record))
    go_on(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    step = wizard.protection
    step.radios[Way.RECIPIENT].setChecked(True)
    wrong = key[:-1] + ("q" if key[-1] != "q" else "p")
    for typed, is_good in ((key[:30], False), (wrong, False), (key, True), ("", False)):
        step.key_field.key.setPlainText(typed)
        settle(qtbot, desk)
        assert wizard.next_button.isEnabled() is is_good, typed
        assert ("no public key" in step.key_field.verdict.text()) is (bool(typed) and not is_good)


def test_a_passphrase_must_be_strong_and_typed_twice(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open
) -> None:
    wizard = open_wizard(scope_of(record))
    go_on(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    secret = wizard.protection.secret
    for typed, again, is_good in (
        ("1234", "1234", False),
        (STRONG, STRONG[:-1], False),
        (STRONG, STRONG, True),
    ):
        secret.typed.setText(typed)
        secret.again.setText(again)
        settle(qtbot, desk)
        assert wizard.next_button.isEnabled() is is_good


def test_in_plain_the_folder_is_named_before_anything_is_written(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    synced = out / "Dropbox"
    synced.mkdir()
    wizard = open_wizard(scope_of(record))
    to_where(qtbot, desk, wizard, synced / "r")
    assert str(synced) in wizard.where.notice.text
    assert "sync service" in wizard.where.notice.text
    assert wizard.next_button.text() == "Export record 0001 unprotected"
    assert list(synced.iterdir()) == []
    go_on(qtbot, desk, wizard)
    assert "Slept through" in pdf_text((synced / "r.pdf").read_bytes())
    assert "whoever has the file can read it" in shown(wizard)


def test_restrictions_are_shown_and_must_be_read(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    wizard = open_wizard(scope_of(record))
    go_on(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    protect(qtbot, desk, wizard, Way.PLAIN)
    assert wizard.contents.notice.text.startswith("Restrictions on this record:\n")
    assert not wizard.next_button.isEnabled()
    assert wizard.contents.has_read.hasFocus()
    QTest.keyClick(wizard.contents.has_read, Qt.Key.Key_Space)
    assert wizard.next_button.isEnabled()


def test_documents_drafts_and_the_log_go_when_asked_for(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    broken = on_worker(
        qtbot,
        desk,
        lambda session: add_document(session, record.client_id, b"photo" * 999, "photo.jpg"),
    )
    (desk.session.opened.folder / bundle.attachment_file(broken.uid)).unlink()
    wizard = open_wizard(scope_of(record))
    for box in (wizard.what.documents, wizard.what.drafts, wizard.what.access_log):
        box.setChecked(True)
    to_where(qtbot, desk, wizard, out / "all")
    go_on(qtbot, desk, wizard)
    archive = unpacked((out / "all.zip").read_bytes())
    assert "record-0001/documents/Letter of 3 May.pdf" in archive.namelist()
    assert "Half a thought" in pdf_text(archive.read("record-0001/record.pdf"))
    assert "0001: photo.jpg" in shown(wizard), "what is damaged is named"
    written = wizard.answers.written
    assert written is not None
    assert {one.what for one in written.not_inside} == {
        Missing.PSYCHOTHERAPY,
        Missing.DAMAGED_DOCUMENTS,
        Missing.OFFICE,
    }
    wizard.receipt.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert written.sha256 in copied
    assert "photo" not in copied and "Keller" not in copied


def test_psychotherapy_notes_alone_after_a_proof_of_their_own(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    scope = ExportScope(client_id=record.client_id, record_number="0001", part=Part.PSYCHOTHERAPY)
    wizard = open_wizard(scope)
    assert not wizard.what.documents.isVisible()
    to_where(qtbot, desk, wizard, out / "apart.pdf")
    assert desk.step_up_asked == 1, "however recent the last proof is"
    go_on(qtbot, desk, wizard)
    text = pdf_text((out / "apart.pdf").read_bytes())
    assert "The dream of the letter." in text
    assert "Slept through" not in text


def test_the_list_of_those_listed(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    zoe, _ = (on_worker(qtbot, desk, partial(add_client, name=name)) for name in ("=Zoë", "Adam"))
    wizard = open_wizard(ExportScope(among=(zoe, record.client_id)))
    assert wizard.what.list_alone.isChecked()
    go_on(qtbot, desk, wizard)
    assert wizard.step is wizard.protection, "a list has no form to choose"
    protect(qtbot, desk, wizard, Way.PLAIN)
    assert "Clients who were not on the list that was exported: 1." in shown(wizard)
    choose_place(qtbot, desk, wizard, out / "list")
    go_on(qtbot, desk, wizard)
    text = (out / "list.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows[0]["legal_name"] == "'=Zoë"
    assert [row["record_number"] for row in rows] == ["0002", "0001"]


def test_all_records_as_an_archive(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    on_worker(qtbot, desk, lambda session: add_client(session, "Zoë"))
    wizard = open_wizard(ExportScope())
    wizard.what.records.setChecked(True)
    go_on(qtbot, desk, wizard)
    wizard.form.radios[Form.HTML].setChecked(True)
    go_on(qtbot, desk, wizard)
    protect(qtbot, desk, wizard, Way.PLAIN)
    choose_place(qtbot, desk, wizard, out / "all.zip")
    go_on(qtbot, desk, wizard)
    names = unpacked((out / "all.zip").read_bytes()).namelist()
    assert {"record-0001/record.html", "record-0002/record.html"} <= set(names)


# --- proofs, places, leaving ---


def test_a_proof_is_asked_for_when_it_is_due_and_again_when_it_went_stale(
    qtbot: QtBot,
    desk: Desk,
    clock: StoppedClock,
    record: Record,
    open_wizard: Open,
    out: Path,
) -> None:
    clock.advance(timedelta(minutes=6))
    wizard = open_wizard(scope_of(record))
    to_where(qtbot, desk, wizard, out / "r.pdf")
    assert desk.step_up_asked == 1
    clock.advance(timedelta(minutes=6))
    go_on(qtbot, desk, wizard)
    assert desk.step_up_asked == 2
    assert wizard.step is wizard.receipt


def test_without_a_proof_one_stays_on_the_page(
    qtbot: QtBot, desk: Desk, clock: StoppedClock, record: Record, open_wizard: Open
) -> None:
    clock.advance(timedelta(minutes=6))
    desk.step_up_secret = None
    wizard = open_wizard(scope_of(record))
    go_on(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    protect(qtbot, desk, wizard, Way.PLAIN)
    assert wizard.step is wizard.protection
    assert wizard.next_button.isEnabled()


def test_what_is_there_is_replaced_only_by_the_name_that_was_chosen(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    (out / "r.pdf").write_bytes(b"before")
    wizard = open_wizard(scope_of(record))
    to_where(qtbot, desk, wizard, out / "r")
    go_on(qtbot, desk, wizard)
    assert wizard.step is wizard.where
    assert (out / "r.pdf").read_bytes() == b"before"
    desk.dialogs.save_to = out / "r.pdf"
    wizard.where.choose_button.click()
    settle(qtbot, desk)
    assert "is replaced" in wizard.where.notice.text
    go_on(qtbot, desk, wizard)
    assert (out / "r.pdf").read_bytes().startswith(b"%PDF")


def test_a_place_that_will_not_do_is_told_on_the_page(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open
) -> None:
    wizard = open_wizard(scope_of(record))
    to_where(qtbot, desk, wizard, desk.session.opened.folder / "r.pdf")
    go_on(qtbot, desk, wizard)
    assert "inside the folder of a vault" in wizard.where.notice.text
    assert InsideVault.__name__ not in wizard.where.notice.text


def test_leaving_asks_once_something_was_planned_and_forgets_the_secret(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open
) -> None:
    wizard = open_wizard(scope_of(record))
    desk.dialogs.says_yes = False
    go_on(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    protect(qtbot, desk, wizard, Way.PASSPHRASE, STRONG)
    wizard.reject()
    assert wizard.isVisible()
    assert desk.dialogs.questions[-1].title == "Leave without exporting?"
    desk.dialogs.says_yes = True
    answers, typed = wizard.answers, wizard.protection.secret.typed
    gone: list[str] = []
    wizard.finished.connect(lambda _: gone.append(typed.text()))
    wizard.reject()
    assert gone == [""]
    assert answers.passphrase == "" and answers.plan is None


def test_going_back_and_choosing_otherwise_plans_anew(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    wizard = open_wizard(scope_of(record))
    to_where(qtbot, desk, wizard, out / "r.pdf")
    for _ in range(4):
        wizard.back_button.click()
    at_start(wizard)
    wizard.what.drafts.setChecked(True)
    for _ in range(4):
        go_on(qtbot, desk, wizard)
    assert wizard.step is wizard.where
    assert wizard.answers.place is None, "another file wants another look at its place"
    assert not wizard.next_button.isEnabled()


def test_the_whole_of_it_by_keyboard(
    qtbot: QtBot, desk: Desk, record: Record, open_wizard: Open, out: Path
) -> None:
    desk.dialogs.save_to = out / "r.pdf"
    wizard = open_wizard(scope_of(record))

    def press(key: Qt.Key, done: Callable[[], bool]) -> None:
        focused = wizard.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        qtbot.waitUntil(done)
        settle(qtbot, desk)

    press(Qt.Key.Key_Return, lambda: wizard.step is wizard.form)
    press(Qt.Key.Key_Return, lambda: wizard.step is wizard.protection)
    press(Qt.Key.Key_Down, wizard.protection.radios[Way.RECIPIENT].isChecked)
    press(Qt.Key.Key_Down, wizard.protection.radios[Way.PLAIN].isChecked)
    press(Qt.Key.Key_Return, lambda: wizard.step is wizard.contents)
    press(Qt.Key.Key_Space, wizard.next_button.isEnabled)
    press(Qt.Key.Key_Return, lambda: wizard.step is wizard.where)
    press(Qt.Key.Key_Space, lambda: wizard.answers.place is not None)
    press(Qt.Key.Key_Return, lambda: wizard.step is wizard.receipt)
    assert (out / "r.pdf").exists()
    press(Qt.Key.Key_Return, lambda: not wizard.isVisible())
