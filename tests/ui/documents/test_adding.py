"""Documents come in by button, folder, drop and paste; one by one, with progress and cancel."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.documents.conftest import PDF, Add, dialog_of, listed
from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.opened_client import OpenedClient
from ui.documents.adder import Adding, Stage
from ui.documents.dialogs import AddDialog
from ui.documents.tab import DocumentsTab
from vault.documents import service as documents
from vault.documents.model import Document, DocumentKind
from vault.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
Files = Callable[..., list[Path]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    def put(*names: str) -> list[Path]:
        paths = [tmp_path / "given" / name for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(f"the text of {path.name}".encode())
        return paths

    return put


def accept(qtbot: QtBot, desk: Desk, tab: DocumentsTab, **chosen: str) -> None:
    """Go on with the facts that are offered, but for a title that is given."""
    settle(qtbot, desk)
    dialog = dialog_of(tab)
    assert isinstance(dialog, AddDialog)
    if "title" in chosen:
        dialog.form.title.setText(chosen["title"])
    dialog.act_button.click()
    settle(qtbot, desk)


def names(qtbot: QtBot, desk: Desk, opened: OpenedClient) -> list[str]:
    return sorted(one.file_name for one in listed(qtbot, desk, opened.client.id))


def test_files_are_chosen_and_their_facts_asked_for(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient], files: Files
) -> None:
    desk.dialogs.chosen = files("consent.jpg")
    tab.bringing.choose_files()
    accept(qtbot, desk, tab, title="Consent to video")
    [document] = listed(qtbot, desk, clients[0].client.id)
    assert (document.title, document.kind) == ("Consent to video", DocumentKind.PHOTO)
    assert tab.model.rows[0][1] == "Consent to video"
    assert not tab.panel.isVisible()


def test_a_folder_brings_all_its_files(
    qtbot: QtBot,
    desk: Desk,
    tab: DocumentsTab,
    clients: list[OpenedClient],
    files: Files,
    tmp_path: Path,
) -> None:
    files("a.txt", "2024/b.txt", "2024/deep/c.txt", "Thumbs.db")
    desk.dialogs.chosen = [tmp_path / "given"]
    tab.bringing.choose_folder()
    accept(qtbot, desk, tab)
    assert names(qtbot, desk, clients[0]) == ["a.txt", "b.txt", "c.txt"]
    assert {row[1] for row in tab.model.rows} == {"a.txt", "b.txt", "c.txt"}


def test_an_empty_folder_is_said_to_be_empty(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    tab.bringing.bring([tmp_path / "nothing"])
    settle(qtbot, desk)
    assert desk.dialogs.told[0][0] == "There is nothing to add"


def test_files_and_folders_are_dropped(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient], files: Files
) -> None:
    paths = files("one.txt", "more/two.txt")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(one)) for one in (paths[0], paths[1].parent)])
    tab.dropEvent(
        QDropEvent(
            QPoint(10, 10),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    accept(qtbot, desk, tab)
    assert names(qtbot, desk, clients[0]) == ["one.txt", "two.txt"]
    assert all(path.exists() for path in paths), "they stay where they were"


def test_a_copied_picture_is_pasted_and_lies_on_no_disk(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient]
) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(picture)
    tab.add_button.setFocus()
    QTest.keyClick(tab.add_button, Qt.Key.Key_V, CTRL)
    accept(qtbot, desk, tab)
    [document] = listed(qtbot, desk, clients[0].client.id)
    assert (document.media_type, document.kind) == ("image/png", DocumentKind.PHOTO)
    assert document.file_name == "Pasted picture of 2026-11-24.png"


def test_nothing_to_paste_is_said(qtbot: QtBot, desk: Desk, tab: DocumentsTab) -> None:
    QGuiApplication.clipboard().setText("words")
    tab.bringing.paste()
    assert desk.dialogs.told[0][0] == "There is no picture to paste"


def twin(qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add, path: Path) -> Adding:
    """Try to add what is there already."""
    add("before.txt", path.read_bytes())
    tab.bringing.bring([path])
    accept(qtbot, desk, tab)
    assert tab.panel.isVisible()
    assert "Already there as “Title of before.txt”" in tab.panel.rows[0].words.text()
    return tab.panel.rows[0].adding


def test_the_same_content_waits_for_an_answer_and_the_others_go_on(
    qtbot: QtBot,
    desk: Desk,
    tab: DocumentsTab,
    clients: list[OpenedClient],
    files: Files,
    add: Add,
) -> None:
    same, other = files("same.txt", "other.txt")
    waiting = twin(qtbot, desk, tab, add, same)
    tab.bringing.bring([other])
    accept(qtbot, desk, tab)
    assert waiting.stage is Stage.TWIN
    assert names(qtbot, desk, clients[0]) == ["before.txt", "other.txt"]
    tab.panel.rows[0].anyway_button.click()
    settle(qtbot, desk)
    assert names(qtbot, desk, clients[0]) == ["before.txt", "other.txt", "same.txt"]
    assert not tab.panel.isVisible()


def test_a_twin_that_is_left_out_leaves_no_file(
    qtbot: QtBot,
    desk: Desk,
    tab: DocumentsTab,
    clients: list[OpenedClient],
    files: Files,
    add: Add,
) -> None:
    twin(qtbot, desk, tab, add, files("same.txt")[0])
    tab.panel.rows[0].cancel_button.setFocus()
    tab.panel.rows[0].cancel_button.click()
    settle(qtbot, desk)
    assert tab.focusWidget() is tab.table, "the button that had it is gone"
    assert names(qtbot, desk, clients[0]) == ["before.txt"]
    assert sealed_files(desk) == 1


def sealed_files(desk: Desk) -> int:
    folder = desk.session.opened.folder / "attachments"
    return sum(path.is_file() for path in folder.rglob("*"))


def test_what_fails_is_said_beside_its_name_and_the_others_go_on(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient], files: Files
) -> None:
    gone, there = files("gone.txt", "there.txt")
    tab.bringing.bring([gone, there])
    settle(qtbot, desk)
    gone.unlink()
    accept(qtbot, desk, tab)
    assert names(qtbot, desk, clients[0]) == ["there.txt"]
    assert tab.panel.rows[0].words.text().startswith("Not added.")
    tab.panel.rows[0].cancel_button.click()
    settle(qtbot, desk)
    assert not tab.panel.isVisible()


class Gate:
    """A slow disk: the files' thread waits until it is opened."""

    def __init__(self, desk: Desk, tab: DocumentsTab) -> None:
        self._gate = threading.Event()
        desk.context.files.ask(tab, lambda: self._gate.wait(10))

    def open(self) -> None:
        self._gate.set()


def bring_before_gate(qtbot: QtBot, desk: Desk, tab: DocumentsTab, paths: list[Path]) -> Gate:
    """Accept the facts while the files' thread stands, so that nothing is sealed yet."""
    tab.bringing.bring(paths)
    settle(qtbot, desk)
    gate = Gate(desk, tab)
    dialog = dialog_of(tab)
    assert isinstance(dialog, AddDialog)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: desk.worker.is_idle and tab.panel.isVisible())
    return gate


def test_cancelling_leaves_nothing(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient], files: Files
) -> None:
    gate = bring_before_gate(qtbot, desk, tab, files("one.txt", "two.txt", "three.txt"))
    assert tab.panel.cancel_all_button.isVisible()
    tab.panel.cancel_all_button.click()
    gate.open()
    settle(qtbot, desk)
    assert names(qtbot, desk, clients[0]) == []
    assert sealed_files(desk) == 0
    assert not tab.panel.isVisible()


def test_one_of_many_is_cancelled(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient], files: Files
) -> None:
    gate = bring_before_gate(qtbot, desk, tab, files("one.txt", "two.txt", "three.txt"))
    [second] = [row for row in tab.panel.rows if row.adding.wanted.name == "two.txt"]
    second.cancel_button.click()
    gate.open()
    settle(qtbot, desk)
    assert names(qtbot, desk, clients[0]) == ["one.txt", "three.txt"]


def test_it_goes_on_for_one_client_while_another_is_looked_at(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient], files: Files
) -> None:
    gate = bring_before_gate(qtbot, desk, tab, files("one.txt", "two.txt"))
    tab.show_client(clients[1])
    assert not tab.panel.isVisible(), "whose files they are is nobody's business here"
    gate.open()
    settle(qtbot, desk)
    assert names(qtbot, desk, clients[0]) == ["one.txt", "two.txt"]
    assert tab.model.rows == []


def test_at_lock_what_is_sealed_is_given_up(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient], files: Files
) -> None:
    gate = bring_before_gate(qtbot, desk, tab, files("one.txt"))
    desk.context.files.end()
    gate.open()
    settle(qtbot, desk)
    assert names(qtbot, desk, clients[0]) == []
    assert desk.dialogs.errors == []


def test_a_large_file_tells_how_far_it_is(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, tmp_path: Path
) -> None:
    large = tmp_path / "video.mp4"
    large.write_bytes(bytes(8_000_000))
    seen: list[int] = []
    tab.adder.progressed.connect(lambda adding: seen.append(adding.percent))
    tab.bringing.bring([large])
    accept(qtbot, desk, tab)
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_a_document_that_was_added_is_that_very_file(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient], tmp_path: Path
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(PDF)
    tab.bringing.bring([path])
    accept(qtbot, desk, tab)
    [document] = listed(qtbot, desk, clients[0].client.id)

    def read(session: Session, one: Document = document) -> bytes:
        return documents.read_bytes(documents.open_reading(session, one.id), 10_000_000)

    assert on_worker(qtbot, desk, read) == PDF
