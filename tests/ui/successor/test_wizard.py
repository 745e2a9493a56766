"""From a stick and cards to the caseload, and to a vault of one's own."""

from pathlib import Path

import pypdfium2
from pytestqt.qtbot import QtBot

from tests.store.drawer import DrawerKeyring
from tests.ui.accessibility import assert_accessible
from tests.ui.strangers import Stranger
from tests.ui.successor.conftest import Opens
from tests.ui.successor.hands import Hands, said
from tests.ui.successor.sealed import (
    NAME,
    RISK,
    RULE,
    TEXT,
    TITLE,
    Sealed,
    with_notes_apart,
)
from ui.lock.page import LockPage
from ui.lock.window import LockWindow
from vault.keys import service as keys
from vault.sealing.part_model import Part


def test_two_cards_bring_the_records_into_a_vault_of_ones_own(
    qtbot: QtBot,
    stranger: Stranger,
    drawer: DrawerKeyring,
    sealed: Sealed,
    home: Path,
    open_wizard: Opens,
) -> None:
    window, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_choice(sealed.stick, sealed.cards[0], sealed.cards[2])
    hands.to_receipt(home)
    assert wizard.step is wizard.run
    assert "2 clients · 1 note · 1 document" in said(wizard)
    with qtbot.waitSignal(window.start_anew, timeout=20_000) as heard:
        wizard.next_button.click()
    folder = home / "Records in custody.casekeep"
    assert heard.args == [folder]
    session = keys.unlock_with_keyring(folder, "5678", drawer)
    assert session.is_in_custody
    assert TEXT in str(session.rows.value("SELECT body FROM note"))
    session.close()


def test_the_caseload_comes_first_and_says_how_to_call(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[0], sealed.cards[1])
    assert "genuine and whole" in said(wizard.verdict)
    hands.go_on()
    assert wizard.step is wizard.caseload
    shown = wizard.caseload.reader.browser.toPlainText()
    for text in (NAME, RISK, RULE, "555 0111"):
        assert text in shown
    assert TEXT not in shown


def test_a_wrong_line_is_named_as_it_is_typed(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_cards(sealed.stick)
    lines = list(sealed.cards[0])
    lines[2] = lines[2][::-1]
    hands.type_card(lines)
    states = {number: one.property("state") for number, one in wizard.cards.entry.fields.items()}
    assert states == {1: "right", 2: "right", 3: "wrong", 4: "right", 5: "right"}
    assert not wizard.cards.add_button.isEnabled()
    assert not wizard.answers.held.is_touched


def test_one_card_opens_the_caseload_and_says_what_more_is_wanted(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_cards(sealed.stick)
    assert "The records: 2 cards are needed of these: Card 1 (Successor)" in said(wizard.cards)
    hands.type_card(sealed.cards[1])
    assert "Whom to call first: open" in said(wizard.cards)
    assert "The records: 1 more card is needed" in said(wizard.cards)
    hands.go_on()
    hands.go_on()
    hands.go_on()
    assert wizard.step is wizard.choice
    assert not wizard.choice.take.isEnabled()
    assert not wizard.choice.look.isEnabled()
    assert "do not open the records" in said(wizard.choice)


def test_a_zip_file_and_a_key_in_a_file_do_as_well(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, tmp_path: Path, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.choose(sealed.zip_file, is_zip=True)
    hands.go_on()
    key = tmp_path / "key.txt"
    key.write_text(f"# made by age\n{sealed.identities[0].to_text()}\n")
    for file in (key, key):
        stranger.dialogs.chosen = [file]
        wizard.cards.load_button.click()
        hands.settle()
    assert "at hand already" in wizard.cards.notice.text
    assert wizard.answers.held.cards == 1
    hands.go_on()
    assert "Compare who signed it" in said(wizard.verdict)
    assert wizard.answers.held.found.is_zip


def test_a_card_that_was_mixed_up_is_taken_off_again(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_cards(sealed.stick)
    hands.type_card(sealed.foreign_cards()[0])
    assert "fingerprint on a card is not that" in wizard.cards.notice.text
    wizard.cards._drop(0)
    hands.settle()
    assert not wizard.answers.held.opened
    hands.type_card(sealed.cards[0])
    hands.go_on()
    assert "It is genuine" in said(wizard.verdict)


def test_what_somebody_else_signed_is_read_after_a_warning_and_never_taken(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    foreign = sealed.foreign_cards()
    hands.to_verdict(sealed.stick, foreign[0], foreign[1])
    assert "Somebody else signed it" in said(wizard.verdict)
    assert not wizard.next_button.isEnabled()
    wizard.verdict.understood.click()
    hands.go_on()
    assert NAME in wizard.caseload.reader.browser.toPlainText()
    hands.go_on()
    assert not wizard.choice.take.isEnabled()
    assert wizard.choice.look.isChecked()


def test_each_fault_is_named_and_the_rest_is_taken(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, home: Path, open_wizard: Opens
) -> None:
    for missing in sealed.export.glob("attachments/*/*.age"):
        missing.unlink()
    (sealed.export / "START-HERE.txt").write_text("something else")
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[0], sealed.cards[1])
    shown = said(wizard.verdict)
    assert "START-HERE.txt: not as it was signed" in shown
    assert "One document is missing or damaged" in shown
    assert "What is whole can still be read: Whom to call first, The records." in shown
    hands.go_on()
    hands.go_on()
    hands.to_receipt(home)
    assert "1 document's file is missing" in said(wizard)


def test_a_damaged_part_costs_only_itself(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    records = sealed.export / "records-1.age"
    content = bytearray(records.read_bytes())
    content[-200_000:-100_000] = bytes(100_000)
    records.write_bytes(content)
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[0], sealed.cards[1])
    assert "The records (records-1.age): not as it was signed" in said(wizard.verdict)
    hands.go_on()
    assert NAME in wizard.caseload.reader.browser.toPlainText()
    hands.go_on()
    assert not wizard.choice.take.isEnabled()
    hands.go_on()
    hands.follow(wizard.look.reader, "clients/client-0001/record.html")
    assert wizard.look.reader.notice.text or TEXT in wizard.look.reader.browser.toPlainText()


def test_records_and_documents_are_read_and_nothing_of_them_is_on_the_disk(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, tmp_path: Path, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    reader = hands.to_look(sealed.stick, sealed.cards[0], sealed.cards[1])
    assert NAME in reader.browser.toPlainText()
    hands.follow(reader, "clients/client-0001/record.html")
    assert TEXT in reader.browser.toPlainText()
    (link,) = (path for path in reader._documents)
    hands.follow(reader, f"../../../{link}")
    assert wizard.look.title.text() == TITLE
    assert "The paper of the mother" in wizard.look.viewer.text.toPlainText()
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    for plain in (TEXT, NAME, "The paper of the mother"):
        assert not [one for one in files if plain.encode() in one.read_bytes()]
    wizard.look.back_button.click()
    reader.go_back()
    hands.settle()
    assert NAME in reader.browser.toPlainText()
    reader.go_forward()
    hands.settle()
    assert TEXT in reader.browser.toPlainText()


def test_psychotherapy_notes_are_shown_and_taken_only_when_asked_for(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path, home: Path, open_wizard: Opens
) -> None:
    sealed = with_notes_apart(tmp_path)
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_look(sealed.stick, sealed.cards[0], sealed.cards[1])
    assert not wizard.look.which.isVisible()
    assert wizard.answers.taken == (Part.RECORDS,)
    wizard.back_button.click()
    hands.settle()
    apart = wizard.choice.psychotherapy
    assert apart.isVisible() and not apart.tick.isChecked()
    assert "stay sealed and unread" in apart.wish.text()
    assert apart.tick.accessibleDescription() == apart.wish.text()
    apart.tick.click()
    hands.go_on()
    assert wizard.look.which.count() == 2
    wizard.look.which.setCurrentIndex(1)
    hands.settle()
    assert "Psychotherapy notes of" in wizard.look.reader.browser.toPlainText()
    wizard.look.which.setCurrentIndex(0)
    hands.settle()
    assert "Records of" in wizard.look.reader.browser.toPlainText()
    wizard.back_button.click()
    hands.to_receipt(home)
    assert "Psychotherapy notes, kept apart" in said(wizard)


def test_a_page_leads_nowhere_but_to_the_export(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, tmp_path: Path, open_wizard: Opens
) -> None:
    outside = tmp_path / "outside.html"
    outside.write_text("<p>from the disk</p>")
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    reader = hands.to_look(sealed.stick, sealed.cards[0], sealed.cards[1])
    before = reader.browser.toPlainText()
    for link in (
        outside.as_uri(),
        str(outside),
        "../../outside.html",
        "https://example.org/x.html",
    ):
        reader.notice.say("")
        hands.follow(reader, link)
        assert reader.notice.text
        assert reader.browser.toPlainText() == before


def test_cards_are_forgotten_once_one_reads_on(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    window, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[0], sealed.cards[1])
    assert wizard.answers.held.cards == 2
    hands.go_on()
    assert wizard.answers.held.cards == 0
    assert not any(wizard.cards.entry.lines())
    with qtbot.waitSignal(window.start_anew, timeout=5000) as heard:
        wizard.leave_button.click()
    assert heard.args == [None]
    assert "the same cards" in stranger.dialogs.questions[-1].text
    hands.settle()
    assert not wizard.answers.held.opened


def test_what_is_open_closes_by_itself_when_nobody_is_there(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    window, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_cards(sealed.stick)
    assert wizard._idle is None
    hands.type_card(sealed.cards[0])
    assert wizard._idle is not None
    with qtbot.waitSignal(window.start_anew, timeout=5000) as heard:
        wizard._idle.idle.emit()
    assert heard.args == [None]
    assert not window.isVisible()


def test_who_gave_no_card_comes_back_without_a_new_process(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    window, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.choose(sealed.stick)
    began: list[object] = []
    window.start_anew.connect(began.append)
    wizard.leave_button.click()
    hands.settle()
    assert window.page is not wizard
    assert began == []


def test_the_long_look_can_be_stopped_and_says_what_was_not_looked_at(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_cards(sealed.stick)
    hands.type_card(sealed.cards[0])
    hands.stop_at(wizard.next_button.click, wizard.verdict.work.stop_button.click)
    assert wizard.step is wizard.verdict
    assert "The documents were not read through" in wizard.verdict.notice.text
    assert "each is checked when it is opened" in said(wizard.verdict)
    hands.go_on()
    assert wizard.caseload.isVisible()


def test_taking_custody_can_be_stopped_and_leaves_nothing(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, home: Path, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_choice(sealed.stick, sealed.cards[0], sealed.cards[1])
    hands.to_summary(home)
    hands.stop_at(wizard.next_button.click, wizard.run.work.stop_button.click)
    assert "Nothing of it was left" in wizard.run.notice.text
    assert list(home.iterdir()) == []
    wizard.back_button.click()
    hands.go_on()
    assert wizard.answers.report is not None


def test_whom_to_call_can_be_printed(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[0])
    hands.go_on()
    wizard.caseload.reader.print_button.click()
    (pdf,) = stranger.dialogs.printed
    with pypdfium2.PdfDocument(pdf) as paper:
        assert NAME in str(paper[0].get_textpage().get_text_range())


def test_a_folder_with_nothing_of_it_is_told_from_one_with_several(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, home: Path, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.choose(home)
    assert "no file here that begins a sealed export" in wizard.source.notice.text
    export = sealed.export.name
    second = sealed.stick / "casekeep-export-00000000"
    second.mkdir()
    (second / "MANIFEST-1.sha256").write_text("")
    hands.choose(sealed.stick)
    assert wizard.source.list.count() == 2
    assert not wizard.source.is_complete
    names = [wizard.source.list.item(at).text() for at in range(2)]
    wizard.source.list.setCurrentRow(names.index(export))
    hands.settle()
    assert wizard.source.is_complete


def test_the_door_stands_on_the_lock_page_too(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path
) -> None:
    window = LockWindow(stranger.context, tmp_path / "gone.casekeep")
    qtbot.addWidget(window)
    assert isinstance(window.page, LockPage)
    window.page.successor_button.click()
    assert type(window.page).__name__ == "SuccessorWizard"


def test_every_page_can_be_read_aloud_and_reached(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    assert_accessible(wizard)
    hands.to_choice(sealed.stick, sealed.cards[0], sealed.cards[1])
    assert_accessible(wizard)
    wizard.choice.look.click()
    hands.go_on()
    assert_accessible(wizard)
