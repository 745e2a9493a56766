"""Entering and changing a client, an episode, a session."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.client_form import ClientForm
from ui.clients.episode_dialog import CloseEpisodeDialog, OpenEpisodeDialog
from ui.clients.form_rows import EntryList
from ui.clients.session_dialog import SessionDialog, SessionPlace
from ui.widgets.form_state import put_back
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import (
    CareSessionStatus,
    Client,
    ClientDetails,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.ids import ClientId

FULL = ClientDetails(
    legal_name="Amara  Osei",
    preferred_name="Ama",
    pronouns="she/her",
    birth_date=date(1988, 4, 2),
    jurisdiction="CA",
    risk_flag="none now",
    restrictions="two\nlines\u00a0here",
    privilege_holders="client",
    contact_rules=("No voicemail", "No letters"),
    referral="Dr. Lind",
    contacts=(
        ContactMethod(kind=ContactKind.PHONE, value="555", label="Mobile", rule="texts only"),
        ContactMethod(
            kind=ContactKind.ADDRESS, value="12 North Street\nOakland", is_preferred=True
        ),
    ),
    people=(
        RelatedPerson(
            role=PersonRole.REPRESENTATIVE,
            name="K. Osei",
            authority="power of attorney",
            authority_from=date(2024, 1, 1),
            remark="calls\nback",
        ),
    ),
    diagnoses=(Diagnosis(description="Adjustment disorder", code="F43.2", since=date(2024, 3, 3)),),
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def client(qtbot: QtBot, desk: Desk) -> Client:
    client_id = on_worker(qtbot, desk, lambda session: clients.add(session, FULL))
    return get(qtbot, desk, client_id)


def get(qtbot: QtBot, desk: Desk, client_id: ClientId) -> Client:
    return on_worker(qtbot, desk, lambda session: clients.get(session, client_id))


def test_a_client_is_entered_by_keyboard(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    saved: list[ClientId] = []
    form = ClientForm(desk.context, window, on_saved=saved.append)
    form.open()
    QTest.keyClicks(form.legal_name, "Bo Lindqvist")
    QTest.keyClicks(form.birth_date, "1990-02-03")
    QTest.keyClicks(form.jurisdiction, "ca")
    form.contacts.add_button.click()
    QTest.keyClicks(form.contacts.entries[0].fields["value"], "555-0100")
    form.people.add_button.click()
    QTest.keyClick(form.legal_name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(saved))
    details = get(qtbot, desk, saved[0]).details
    assert (details.legal_name, details.birth_date) == ("Bo Lindqvist", date(1990, 2, 3))
    assert details.jurisdiction == "CA"
    assert [one.value for one in details.contacts] == ["555-0100"]
    assert details.people == ()


def test_what_nobody_touches_stays_exactly(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    form = ClientForm(desk.context, window, client)
    form.open()
    form.risk_flag.end(False)
    QTest.keyClicks(form.risk_flag, "!")
    form.act_button.click()
    settle(qtbot, desk)
    changed = get(qtbot, desk, client.id).details
    assert changed.risk_flag == "none now!"
    for name in FULL.__dataclass_fields__.keys() - {"risk_flag"}:
        assert getattr(changed, name) == getattr(FULL, name)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("legal_name", "", "legal name"),
        ("birth_date", "2999-01-01", "birth date"),
        ("birth_date", "yesterday-ish", "birth date"),
        ("jurisdiction", "C", "jurisdiction"),
    ],
)
def test_a_wrong_field_is_named_and_everything_typed_stays(
    qtbot: QtBot, desk: Desk, window: QWidget, field: str, typed: str, words: str
) -> None:
    form = ClientForm(desk.context, window)
    form.open()
    QTest.keyClicks(form.referral, "Dr. Lind")
    if field != "legal_name":
        QTest.keyClicks(form.legal_name, "Bo")
    QTest.keyClicks(form.fields[field], typed)
    form.act_button.click()
    settle(qtbot, desk)
    assert words in form.notice.text
    assert form.isVisible()
    assert form.focusWidget() is form.fields[field]
    assert form.referral.text() == "Dr. Lind"


def test_a_wrong_day_within_a_list_is_found(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    form = ClientForm(desk.context, window, client)
    form.open()
    until = form.people.entries[0].fields["authority_to"]
    QTest.keyClicks(until, "2020-01-01")
    form.act_button.click()
    settle(qtbot, desk)
    assert form.focusWidget() is until


@pytest.mark.parametrize(
    ("entries", "typed", "missing"),
    [
        ("people", {"phone": "555-0190"}, "name"),
        ("people", {"authority_to": "2030-01-01"}, "name"),
        ("diagnoses", {"code": "F43.2"}, "description"),
        ("contacts", {"rule": "No voicemail"}, "value"),
        ("contacts", {"is_preferred": True}, "value"),
    ],
)
def test_an_entry_that_lacks_its_name_is_asked_for_it_and_not_dropped(
    qtbot: QtBot, desk: Desk, window: QWidget, entries: str, typed: dict[str, str], missing: str
) -> None:
    form = ClientForm(desk.context, window)
    form.open()
    QTest.keyClicks(form.legal_name, "Bo Lindqvist")
    among: EntryList[object] = getattr(form, entries)
    for _ in range(2):  # the first one stays empty: that is no entry
        among.add_button.click()
    put_back(among.entries[1].fields, typed)
    form.act_button.click()
    settle(qtbot, desk)
    assert form.isVisible()
    assert form.focusWidget() is among.entries[1].fields[missing]
    assert f"“{missing} ({entries}, 1)”" in form.notice.text
    assert on_worker(qtbot, desk, clients.list_ids) == []


def test_leaving_with_something_typed_asks_first(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    desk.dialogs.says_yes = False
    form = ClientForm(desk.context, window)
    form.open()
    QTest.keyClicks(form.legal_name, "Bo")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert len(desk.dialogs.questions) == 1
    desk.dialogs.says_yes = True
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_an_untouched_form_just_closes(desk: Desk, window: QWidget) -> None:
    form = ClientForm(desk.context, window)
    form.open()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert desk.dialogs.questions == []


def test_an_episode_is_opened_and_closed(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    today = desk.session.today()
    opening = OpenEpisodeDialog(desk.context, window, client.id, today)
    opening.open()
    QTest.keyClicks(opening.reason, "Grief")
    opening.act_button.click()
    settle(qtbot, desk)
    (episode,) = on_worker(qtbot, desk, lambda session: episodes.list_episodes(session, client.id))
    assert (episode.opened_on, episode.opening_reason) == (today, "Grief")
    closing = CloseEpisodeDialog(desk.context, window, episode, today)
    closing.open()
    closing.day.clear()
    closing.act_button.click()
    settle(qtbot, desk)
    assert "closed on" in closing.notice.text
    QTest.keyClicks(closing.day, today.isoformat())
    closing.act_button.click()
    settle(qtbot, desk)
    (episode,) = on_worker(qtbot, desk, lambda session: episodes.list_episodes(session, client.id))
    assert episode.closed_on == today


def test_a_session_is_planned_and_then_held(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    today = desk.session.today()
    place = SessionPlace(client_id=client.id, today=today)
    dialog = SessionDialog(desk.context, window, place)
    dialog.open()
    dialog.starts_at.setTime(QTime(14, 30))
    dialog.act_button.click()
    settle(qtbot, desk)
    (planned,) = on_worker(qtbot, desk, lambda session: care_sessions.list_for(session, client.id))
    assert (planned.details.starts_at, planned.details.minutes) == (time(14, 30), 50)
    assert planned.details.status is CareSessionStatus.PLANNED
    again = SessionDialog(
        desk.context, window, SessionPlace(client_id=client.id, today=today, given=planned)
    )
    again.open()
    again.status.setCurrentIndex(list(CareSessionStatus).index(CareSessionStatus.HELD))
    again.act_button.click()
    settle(qtbot, desk)
    (held,) = on_worker(qtbot, desk, lambda session: care_sessions.list_for(session, client.id))
    assert held.details.status is CareSessionStatus.HELD


def test_a_session_to_come_cannot_have_been_held(
    qtbot: QtBot, desk: Desk, window: QWidget, client: Client
) -> None:
    today = desk.session.today() + timedelta(days=1)
    dialog = SessionDialog(desk.context, window, SessionPlace(client_id=client.id, today=today))
    dialog.open()
    dialog.status.setCurrentIndex(list(CareSessionStatus).index(CareSessionStatus.HELD))
    dialog.act_button.click()
    settle(qtbot, desk)
    assert dialog.isVisible()
    assert "status" in dialog.notice.text
