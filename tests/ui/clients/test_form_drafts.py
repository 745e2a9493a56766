"""The vault locks while a dialog is open: what was typed is offered when it opens next."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.clients.test_dialogs import FULL
from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.client_form import ClientForm
from ui.clients.episode_dialog import CloseEpisodeDialog, OpenEpisodeDialog
from ui.clients.session_dialog import SessionDialog, SessionPlace
from ui.notes.dialogs import AddendumDialog, ErrorDialog
from ui.widgets.form_dialog import FormDialog
from vault.clients import episodes
from vault.clients import service as clients
from vault.clients.model import CareSessionStatus, Client
from vault.forms import service as forms
from vault.forms.model import FormKey
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.session import Session


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def client(qtbot: QtBot, desk: Desk) -> Client:
    def add(session: Session) -> Client:
        return clients.get(session, clients.add(session, FULL))

    return on_worker(qtbot, desk, add)


def opened(qtbot: QtBot, desk: Desk, dialog: FormDialog) -> FormDialog:
    dialog.open()
    settle(qtbot, desk)
    return dialog


def lock(qtbot: QtBot, desk: Desk, dialog: FormDialog) -> None:
    """What the lock does to a dialog: it is asked for what must be saved, then it is gone."""
    desk.context.about_to_lock.emit()
    dialog.hide()
    settle(qtbot, desk)
    dialog.deleteLater()


def test_a_new_client_half_typed_comes_back_whole(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    form = ClientForm(desk.context, window)
    opened(qtbot, desk, form)
    assert not form.offer.isVisible()
    QTest.keyClicks(form.legal_name, "Bo Lindqvist")
    QTest.keyClicks(form.birth_date, "1990-0")
    form.rules.insertPlainText("no voicemail\nno\u00a0letters")
    form.contacts.add_button.click()
    QTest.keyClicks(form.contacts.entries[0].fields["value"], "555-0100")
    form.people.add_button.click()
    contacts = form.typed()["contacts"]
    lock(qtbot, desk, form)

    again = ClientForm(desk.context, window)
    opened(qtbot, desk, again)
    assert again.offer.isVisible()
    assert "24 Nov 2026" in again.offer.notice.text
    assert again.legal_name.text() == ""
    assert_accessible(again)
    again.offer.take_button.click()
    assert again.legal_name.text() == "Bo Lindqvist"
    assert again.birth_date.text() == "1990-0"
    assert again.rules.text == "no voicemail\nno\u00a0letters"
    assert again.typed()["contacts"] == contacts
    assert len(again.people.entries) == 1
    again.birth_date.setText("1990-02-03")
    again.act_button.click()
    settle(qtbot, desk)
    assert opened(qtbot, desk, ClientForm(desk.context, window)).offer.isHidden()


def test_only_what_was_changed_is_put_back(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    form = ClientForm(desk.context, window, client)
    opened(qtbot, desk, form)
    form.risk_flag.setText("plan of 3 June")
    remark = form.people.entries[0].fields["remark"]
    assert isinstance(remark, QPlainTextEdit)
    remark.insertPlainText("never\n")
    lock(qtbot, desk, form)

    def change_elsewhere(session: Session) -> Client:
        clients.change(session, client.id, replace(FULL, referral="Dr. Berg"))
        return clients.get(session, client.id)

    again = ClientForm(desk.context, window, on_worker(qtbot, desk, change_elsewhere))
    opened(qtbot, desk, again)
    again.offer.take_button.click()
    again.act_button.click()
    settle(qtbot, desk)
    found = on_worker(qtbot, desk, lambda session: clients.get(session, client.id)).details
    assert (found.risk_flag, found.referral) == ("plan of 3 June", "Dr. Berg")
    assert found.people[0].remark == "never\ncalls\nback"
    assert found.contacts == FULL.contacts


def test_a_dialog_that_nobody_touched_leaves_nothing(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    lock(qtbot, desk, opened(qtbot, desk, ClientForm(desk.context, window, client)))
    assert opened(qtbot, desk, ClientForm(desk.context, window, client)).offer.isHidden()


def test_a_session_and_its_choices_come_back(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    place = SessionPlace(client_id=client.id, today=desk.session.today())
    dialog = SessionDialog(desk.context, window, place)
    opened(qtbot, desk, dialog)
    dialog.has_time.setChecked(True)
    dialog.starts_at.setTime(QTime(16, 45))
    dialog.minutes.setValue(80)
    dialog.status.setCurrentIndex(list(CareSessionStatus).index(CareSessionStatus.HELD))
    dialog.modality.setCurrentIndex(2)
    dialog.remark.insertPlainText("moved")
    typed = dialog.typed()
    lock(qtbot, desk, dialog)
    again = SessionDialog(desk.context, window, place)
    opened(qtbot, desk, again)
    again.offer.take_button.click()
    assert again.typed() == typed


def test_an_episode_comes_back_and_leaving_it_asks_then_forgets(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    today = desk.session.today()

    def make() -> OpenEpisodeDialog:
        dialog = OpenEpisodeDialog(desk.context, window, client.id, today)
        opened(qtbot, desk, dialog)
        return dialog

    first = make()
    first.reason.insertPlainText("Grief")
    lock(qtbot, desk, first)
    untaken = make()
    untaken.reject()
    assert desk.dialogs.questions == []
    taken = make()
    assert taken.offer.isVisible()
    taken.offer.take_button.click()
    assert taken.reason.text == "Grief"
    taken.reject()
    settle(qtbot, desk)
    assert len(desk.dialogs.questions) == 1
    assert make().offer.isHidden()


def test_discarding_forgets_it(qtbot: QtBot, desk: Desk, window: QWidget, client: Client) -> None:
    def open_it(session: Session) -> None:
        episodes.open_episode(session, client.id, date(2026, 1, 1), "")

    on_worker(qtbot, desk, open_it)
    [episode] = on_worker(qtbot, desk, lambda session: episodes.list_episodes(session, client.id))

    def make() -> CloseEpisodeDialog:
        dialog = CloseEpisodeDialog(desk.context, window, episode, desk.session.today())
        opened(qtbot, desk, dialog)
        return dialog

    first = make()
    first.reason.insertPlainText("Moved away")
    lock(qtbot, desk, first)
    second = make()
    second.offer.discard_button.click()
    settle(qtbot, desk)
    assert (second.reason.text, second.offer.isHidden()) == ("", True)
    assert make().offer.isHidden()


def test_typing_over_an_offer_keeps_both(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    for name in ("first", "second"):
        form = ClientForm(desk.context, window)
        opened(qtbot, desk, form)
        QTest.keyClicks(form.legal_name, name)
        lock(qtbot, desk, form)
    offered = []
    for _ in range(2):
        form = ClientForm(desk.context, window)
        opened(qtbot, desk, form)
        form.offer.take_button.click()
        offered.append(form.legal_name.text())
        form.act_button.click()
        settle(qtbot, desk)
    assert offered == ["second", "first"]


def test_an_addendum_to_a_note_apart_stays_apart(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    desk.session.step_up(desk.step_up_secret or b"")

    def write(session: Session) -> None:
        head = NoteHead(
            client_id=client.id,
            kind=NoteKind.PSYCHOTHERAPY,
            occurred_on=session.today(),
            shelf=Shelf.PSYCHOTHERAPY,
        )
        body = Body.of((Section(heading="", text="A dream."),))
        notes.sign(session, Shelf.PSYCHOTHERAPY, notes.start(session, head, body))

    on_worker(qtbot, desk, write)
    [note] = on_worker(
        qtbot,
        desk,
        lambda session: notes.notes(
            session,
            Shelf.PSYCHOTHERAPY,
            notes.timeline_ids(session, client.id, Shelf.PSYCHOTHERAPY),
        ),
    )
    addendum = AddendumDialog(desk.context, window, note)
    opened(qtbot, desk, addendum)
    addendum.field.insertPlainText("heliotrope")
    lock(qtbot, desk, addendum)
    key = FormKey(form="addendum", client_id=client.id, subject_id=note.id)
    kept = on_worker(qtbot, desk, lambda session: forms.newest(session, key))
    assert kept is not None
    assert kept.fields == {"text": "heliotrope"}
    assert on_worker(qtbot, desk, notes.drafts) == []
    mark = ErrorDialog(desk.context, window, note)
    opened(qtbot, desk, mark)
    mark.field.insertPlainText("wrong record")
    lock(qtbot, desk, mark)
    again = ErrorDialog(desk.context, window, note)
    opened(qtbot, desk, again)
    again.offer.take_button.click()
    assert again.field.text == "wrong record"


def test_no_draft_of_a_dialog_names_anybody_in_its_repr(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    form = ClientForm(desk.context, window)
    opened(qtbot, desk, form)
    QTest.keyClicks(form.legal_name, "heliotrope")
    lock(qtbot, desk, form)
    kept = on_worker(qtbot, desk, lambda session: forms.newest(session, FormKey(form="client")))
    assert "heliotrope" not in repr(kept)
    assert on_worker(qtbot, desk, lambda session: clients.list_ids(session)) == []
