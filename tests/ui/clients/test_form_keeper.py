"""What is typed into a dialog is kept while one types, as a note is: a crash takes two seconds."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.client_form import ClientForm
from ui.widgets.form_keeper import LOOK_EVERY_MS
from vault.clients import service as clients
from vault.forms import service as forms
from vault.forms.model import FormDraft, FormKey
from vault.session import Session


def _kept(session: Session) -> FormDraft | None:
    return forms.newest(session, FormKey(form="client"))


def _count(qtbot: QtBot, desk: Desk) -> int:
    return on_worker(
        qtbot, desk, lambda session: int(session.rows.value("SELECT count(*) FROM form_draft"))
    )


def _form(qtbot: QtBot, desk: Desk) -> tuple[QWidget, ClientForm]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    form = ClientForm(desk.context, window)
    form.open()
    settle(qtbot, desk)
    return window, form


def _wait_until_kept(qtbot: QtBot, desk: Desk, name: str) -> None:
    def is_kept() -> bool:
        found = on_worker(qtbot, desk, _kept)
        return found is not None and found.fields.get("legal_name") == name

    qtbot.waitUntil(is_kept, timeout=5_000)


def test_it_is_kept_within_two_seconds_and_by_one_draft(qtbot: QtBot, desk: Desk) -> None:
    assert LOOK_EVERY_MS <= 1_500
    _window, form = _form(qtbot, desk)
    QTest.keyClicks(form.legal_name, "Bo")
    _wait_until_kept(qtbot, desk, "Bo")
    QTest.keyClicks(form.legal_name, " Lindqvist")
    _wait_until_kept(qtbot, desk, "Bo Lindqvist")
    assert _count(qtbot, desk) == 1


def test_what_is_in_the_record_is_kept_no_more(qtbot: QtBot, desk: Desk) -> None:
    _window, form = _form(qtbot, desk)
    QTest.keyClicks(form.legal_name, "Bo")
    _wait_until_kept(qtbot, desk, "Bo")
    QTest.keyClicks(form.legal_name, " Lindqvist")
    form.submit()
    form.keeper.keep()  # its clock strikes while the act is under way
    settle(qtbot, desk)
    assert _count(qtbot, desk) == 0
    assert len(on_worker(qtbot, desk, clients.list_ids)) == 1


def test_what_is_left_on_purpose_is_kept_no_more(qtbot: QtBot, desk: Desk) -> None:
    _window, form = _form(qtbot, desk)
    QTest.keyClicks(form.legal_name, "Bo")
    _wait_until_kept(qtbot, desk, "Bo")
    form.reject()
    settle(qtbot, desk)
    assert _count(qtbot, desk) == 0


def test_what_is_typed_over_goes_on_from_what_was_offered(qtbot: QtBot, desk: Desk) -> None:
    key = FormKey(form="client")
    on_worker(qtbot, desk, lambda session: forms.keep(session, key, {"legal_name": "Bo"}))
    _window, form = _form(qtbot, desk)
    form.offer.take_button.click()
    QTest.keyClicks(form.legal_name, "di")
    _wait_until_kept(qtbot, desk, "Bodi")
    assert _count(qtbot, desk) == 1


def test_a_backup_at_the_end_of_the_day_has_the_last_word(qtbot: QtBot, desk: Desk) -> None:
    _window, form = _form(qtbot, desk)
    QTest.keyClicks(form.legal_name, "Bo")
    desk.context.about_to_back_up.emit()
    settle(qtbot, desk)
    found = on_worker(qtbot, desk, _kept)
    assert found is not None and found.fields["legal_name"] == "Bo"
