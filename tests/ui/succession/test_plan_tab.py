"""The plan: written part by part, kept as versions, saved and printed as a will."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.succession.plans import FULL, SUCCESSOR
from tests.succession_fixtures import hold_ceremony
from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STEP_UP_SECRET
from ui.succession.letter_dialog import LetterDialog
from ui.succession.list_dialogs import ClientsDialog, ContactsDialog
from ui.succession.page import SuccessionPage
from ui.succession.people_dialog import PeopleDialog
from ui.succession.plan_dialogs import OutsideDialog, RecordsDialog, ReviewDialog
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import letters, plan_service
from vault.succession.plan_model import LetterCode, SuccessionPlan


def _dialog(parent: QWidget, kind: type[QDialog]) -> QDialog:
    [found] = [one for one in parent.findChildren(kind) if one.isVisible()]
    return found


def _texts(page: SuccessionPage) -> str:
    shown = [one for one in page.plan.findChildren(QLabel) if one.isVisibleTo(page.plan)]
    return "\n".join(one.text() for one in shown)


def _save(session: Session, plan: SuccessionPlan = FULL) -> None:
    session.step_up(STEP_UP_SECRET)
    plan_service.save(session, plan)


def _current(qtbot: QtBot, desk: Desk) -> SuccessionPlan:
    found = on_worker(qtbot, desk, plan_service.current)
    assert found is not None
    return found


@pytest.fixture
def full(qtbot: QtBot, desk: Desk, page: SuccessionPage) -> SuccessionPage:
    on_worker(qtbot, desk, _save)
    return page


def test_without_a_plan_the_page_says_what_belongs_there(
    qtbot: QtBot, desk: Desk, page: SuccessionPage
) -> None:
    assert_accessible(page)
    assert page.plan.empty.isVisible() and not page.plan.whole.isVisible()
    page.plan.write_button.click()
    dialog = _dialog(page, PeopleDialog)
    assert isinstance(dialog, PeopleDialog)
    assert_accessible(dialog)
    QTest.keyClicks(dialog.successor.name, SUCCESSOR.name)
    dialog.act_button.click()
    settle(qtbot, desk)
    assert desk.step_up_asked == 1, "naming a successor asks for the secret"
    successor = _current(qtbot, desk).successor
    assert successor is not None and successor.name == SUCCESSOR.name
    assert page.plan.whole.isVisible() and not page.plan.empty.isVisible()
    assert SUCCESSOR.name in _texts(page)


def test_a_full_plan_is_all_there_to_read(full: SuccessionPage) -> None:
    assert_accessible(full)
    told = _texts(full)
    for text in (
        SUCCESSOR.email,
        "Tomasz Brandt, LMFT",
        FULL.authority,
        "Letters of two clinicians",
        FULL.conflicts_note,
        "Ines Calder",
        FULL.notification_wishes,
        "Valley Clinic",
        FULL.retention_note,
        FULL.where_things_are,
        "Transfer them to the custodian",
        "The successor alone",
        FULL.container_label,
        "your own words",
        "Next review: ",
    ):
        assert text in told, text


def test_the_keyboard_goes_down_the_page(qtbot: QtBot, desk: Desk, full: SuccessionPage) -> None:
    plan = full.plan
    down = [plan.save_button, plan.print_button, plan.review_button]
    down += [*plan.change_buttons.values(), *plan.letter_buttons.values()]
    full.activateWindow()
    down[0].setFocus()
    for wanted in down[1:]:
        QTest.keyClick(full.focusWidget(), Qt.Key.Key_Tab)
        assert full.focusWidget() is wanted, wanted.accessibleName()
    plan.change_buttons["records"].setFocus()
    on_worker(qtbot, desk, lambda session: _save(session, replace(FULL, authority="Other")))
    assert full.focusWidget() is plan.change_buttons["records"], "a new version keeps the place"


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("people", PeopleDialog),
        ("contacts", ContactsDialog),
        ("clients", ClientsDialog),
        ("records", RecordsDialog),
        ("outside", OutsideDialog),
    ],
)
def test_a_part_saved_as_it_was_changes_nothing(
    qtbot: QtBot, desk: Desk, full: SuccessionPage, part: str, kind: type[QDialog]
) -> None:
    full.plan.change_buttons[part].click()
    dialog = _dialog(full, kind)
    assert isinstance(
        dialog, PeopleDialog | ContactsDialog | ClientsDialog | RecordsDialog | OutsideDialog
    )
    assert_accessible(dialog)
    dialog.act_button.click()
    settle(qtbot, desk)
    assert not full.findChildren(kind)
    assert len(on_worker(qtbot, desk, plan_service.history)) == 1


PARTS = {
    PeopleDialog: ("successor", "alternate", "authority", "triggers", "conflicts_note"),
    ContactsDialog: ("contacts",),
    ClientsDialog: ("notification_wishes", "referrals"),
    RecordsDialog: ("psychotherapy", "retention_note", "where_things_are"),
    OutsideDialog: ("caseload_alone", "outside", "container_label"),
}


def test_all_that_stands_in_a_dialog_is_kept(
    qtbot: QtBot, desk: Desk, page: SuccessionPage
) -> None:
    for kind, names in PARTS.items():
        dialog = kind(desk.context, page, FULL)
        dialog.open()
        dialog.act_button.click()
        settle(qtbot, desk)
        kept = _current(qtbot, desk)
        assert {name: getattr(kept, name) for name in names} == {
            name: getattr(FULL, name) for name in names
        }
    assert _current(qtbot, desk) == replace(FULL, letters=(), review_on=None)


def test_what_cannot_be_kept_is_said_at_its_field(
    qtbot: QtBot, desk: Desk, full: SuccessionPage
) -> None:
    full.plan.change_buttons["contacts"].click()
    dialog = _dialog(full, ContactsDialog)
    assert isinstance(dialog, ContactsDialog)
    dialog.people.add_button.click()
    entry = dialog.people.entries[-1]
    phone, name = entry.fields["phone"], entry.fields["name"]
    QTest.keyClicks(phone, "555 0000")
    dialog.act_button.click()
    settle(qtbot, desk)
    assert dialog.notice.text and dialog.focusWidget() is name
    QTest.keyClicks(name, "Locksmith")
    dialog.act_button.click()
    settle(qtbot, desk)
    assert _current(qtbot, desk).contacts[-1].name == "Locksmith"


def test_what_was_typed_and_not_saved_is_offered_again(
    qtbot: QtBot, desk: Desk, full: SuccessionPage
) -> None:
    full.plan.change_buttons["clients"].click()
    dialog = _dialog(full, ClientsDialog)
    assert isinstance(dialog, ClientsDialog)
    dialog.people.add_button.click()
    QTest.keyClicks(dialog.people.entries[-1].fields["name"], "Harbor Clinic")
    desk.context.about_to_lock.emit()
    settle(qtbot, desk)
    dialog.hide()
    full.plan.change_buttons["clients"].click()
    settle(qtbot, desk)
    again = _dialog(full, ClientsDialog)
    assert isinstance(again, ClientsDialog)
    assert again.offer.isVisible()
    again.offer.take_button.click()
    settle(qtbot, desk)
    again.act_button.click()
    settle(qtbot, desk)
    assert [one.name for one in _current(qtbot, desk).referrals][-1] == "Harbor Clinic"


def test_a_letter_is_changed_and_brought_back(
    qtbot: QtBot, desk: Desk, full: SuccessionPage
) -> None:
    full.plan.letter_buttons[LetterCode.CLIENT].click()
    dialog = _dialog(full, LetterDialog)
    assert isinstance(dialog, LetterDialog)
    assert_accessible(dialog)
    QTest.keyClicks(dialog.body, "{clientt} ")
    assert "{clientt}" in dialog.unknown.text()
    dialog.shipped_link.click()
    assert not dialog.unknown.isVisible()
    dialog.act_button.click()
    settle(qtbot, desk)
    assert _current(qtbot, desk).letters == (), "the text that ships is not kept"
    assert letters.shipped()[0].code is LetterCode.CLIENT


def test_a_review_that_is_due_is_said_and_kept(
    qtbot: QtBot, desk: Desk, page: SuccessionPage
) -> None:
    today = desk.session.today()
    on_worker(qtbot, desk, lambda session: _save(session, replace(FULL, review_on=today)))
    assert "has been due" in page.plan.notice.text
    page.plan.review_button.click()
    dialog = _dialog(page, ReviewDialog)
    assert isinstance(dialog, ReviewDialog)
    assert_accessible(dialog)
    dialog.act_button.click()
    settle(qtbot, desk)
    assert _current(qtbot, desk).review_on == plan_service.a_year_after(today)
    assert not page.plan.notice.isVisible()


def test_a_part_that_no_ceremony_made_is_said(
    qtbot: QtBot, desk: Desk, full: SuccessionPage
) -> None:
    assert not full.plan.warning.isVisible(), "before the first ceremony Home says it"
    on_worker(qtbot, desk, lambda session: hold_ceremony(session))
    assert "psychotherapy notes" in full.plan.warning.text
    parts = (Part.CASELOAD, Part.RECORDS, Part.PSYCHOTHERAPY)
    on_worker(qtbot, desk, lambda session: hold_ceremony(session, parts=parts))
    assert not full.plan.warning.isVisible()


def test_the_will_is_saved_and_printed(
    qtbot: QtBot, desk: Desk, full: SuccessionPage, tmp_path: Path
) -> None:
    desk.dialogs.save_to = tmp_path / "will.pdf"
    full.plan.save_button.click()
    settle(qtbot, desk)
    assert desk.dialogs.save_to.read_bytes().startswith(b"%PDF")
    assert "saved" in full.plan.notice.text
    full.plan.print_button.click()
    settle(qtbot, desk)
    assert desk.dialogs.printed == [desk.dialogs.save_to.read_bytes()]
