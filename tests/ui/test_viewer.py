"""The viewer: every kind, by keyboard, and what cannot be shown is said."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, clock, desk, settle
from tests.viewing import made
from tests.viewing.test_showing import PICTURES
from ui.documents.look import Drawing, Kept
from ui.documents.viewer import DocumentViewer
from ui.documents.viewer_picture import STEPS, stepped
from vault.errors import DocumentUnshowable, VaultError

__all__ = ["clock", "desk"]

CTRL = Qt.KeyboardModifier.ControlModifier
PDF = made.pdf("I consent", "to the recording", "and sign")


@pytest.fixture
def viewer(qtbot: QtBot, desk: Desk) -> Iterator[DocumentViewer]:
    made_viewer = DocumentViewer(desk.context)
    qtbot.addWidget(made_viewer)
    made_viewer.resize(800, 600)
    with qtbot.waitActive(made_viewer):
        made_viewer.show()
        made_viewer.activateWindow()
    yield made_viewer
    made_viewer.clear()
    settle(qtbot, desk)


def show(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer, data: bytes, media_type: str
) -> DocumentViewer:
    viewer.show_document("Consent of March", media_type, lambda: data)
    settle(qtbot, desk)
    viewer.pane.setFocus()
    return viewer


def child_of(viewer: DocumentViewer) -> object:
    viewed = viewer._look._viewed
    return viewed._child if viewed else None


def test_a_pdf_fits_the_width_and_has_its_pages(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer
) -> None:
    show(qtbot, desk, viewer, PDF, "application/pdf")
    assert viewer.pane is viewer.picture
    assert viewer.picture.sheet.has_image
    assert viewer.bar.of.text() == "of 3"
    assert viewer.picture.horizontalScrollBar().maximum() == 0
    assert viewer.picture.sheet.width() >= viewer.picture.viewport().width() - 40


def test_pages_are_turned_by_key_button_number_and_strip(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer
) -> None:
    show(qtbot, desk, viewer, PDF, "application/pdf")
    viewer.bar.after.click()
    assert viewer.page == 1
    viewer.bar.number.setFocus()
    viewer.bar.number.selectAll()
    QTest.keyClicks(viewer.bar.number, "3")
    QTest.keyClick(viewer.bar.number, Qt.Key.Key_Return)
    assert (viewer.page, viewer.bar.after.isEnabled()) == (2, False)
    QTest.keyClick(viewer.pane, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert viewer.page == 1
    settle(qtbot, desk)
    viewer.picture.setFocus()
    viewer.picture.to_top(is_foot=True)
    QTest.keyClick(viewer.picture, Qt.Key.Key_PageDown)
    assert viewer.page == 2
    settle(qtbot, desk)
    QTest.keyClick(viewer.picture, Qt.Key.Key_PageUp)
    assert viewer.page == 1
    QTest.keyClick(viewer.strip, Qt.Key.Key_Up)
    assert viewer.page == 0
    settle(qtbot, desk)
    assert viewer.strip.pages.kept == 3, "small pictures came into sight"


def test_zoom_by_keys(qtbot: QtBot, desk: Desk, viewer: DocumentViewer) -> None:
    show(qtbot, desk, viewer, PDF, "application/pdf")
    fitted = viewer.bar.scale.text()
    QTest.keyClick(viewer.pane, Qt.Key.Key_0, CTRL)
    assert viewer.bar.scale.text() == "100 %"
    assert not viewer.bar.fit.isChecked()
    QTest.keyClick(viewer.pane, Qt.Key.Key_Plus, CTRL)
    assert viewer.bar.scale.text() == "125 %"
    QTest.keyClick(viewer.pane, Qt.Key.Key_Equal, CTRL)
    assert viewer.bar.scale.text() == "150 %"
    QTest.keyClick(viewer.pane, Qt.Key.Key_Minus, CTRL)
    assert viewer.bar.scale.text() == "125 %"
    QTest.keyClick(viewer.pane, Qt.Key.Key_2, CTRL)
    assert (viewer.bar.scale.text(), viewer.bar.fit.isChecked()) == (fitted, True)


def test_what_was_enlarged_is_drawn_sharp(qtbot: QtBot, desk: Desk, viewer: DocumentViewer) -> None:
    show(qtbot, desk, viewer, PICTURES["image/png"], "image/png")
    viewer.picture.zoom(0)

    def is_as_large_as_seen() -> bool:
        image = viewer.picture.sheet._image
        return image is not None and image.width() == round(160 * viewer.devicePixelRatioF())

    qtbot.waitUntil(is_as_large_as_seen)


def test_a_page_is_turned_and_fits_again(qtbot: QtBot, desk: Desk, viewer: DocumentViewer) -> None:
    show(qtbot, desk, viewer, PICTURES["image/png"], "image/png")
    QTest.keyClick(viewer.pane, Qt.Key.Key_R, CTRL)
    settle(qtbot, desk)
    image = viewer.picture.sheet._image
    assert image is not None
    assert image.width() < image.height()
    assert not viewer.strip.isVisible()


def test_a_text_can_be_selected_and_asks_for_nothing(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer
) -> None:
    show(qtbot, desk, viewer, b"<img src='file:///etc/x.png'> & more", "text/plain")
    assert viewer.pane is viewer.text
    assert viewer.text.toPlainText() == "<img src='file:///etc/x.png'> & more"
    viewer.text.selectAll()
    assert viewer.text.textCursor().selectedText().startswith("<img")
    assert not viewer.bar.turn.isVisible()
    QTest.keyClick(viewer.pane, Qt.Key.Key_Plus, CTRL)
    assert viewer.bar.scale.text() == "125 %"


def test_markdown_is_shown_as_notes_are(qtbot: QtBot, desk: Desk, viewer: DocumentViewer) -> None:
    typed = b"# Plan\n\n**Sleep** [x](http://example.org) ![y](file:///etc/passwd)"
    show(qtbot, desk, viewer, typed, "text/markdown")
    shown = viewer.text.toPlainText()
    assert "Plan" in shown and "# Plan" not in shown
    assert "[x](http://example.org)" in shown
    assert "<img" not in viewer.text.toHtml() and "href" not in viewer.text.toHtml()


def test_a_long_text_has_pages(qtbot: QtBot, desk: Desk, viewer: DocumentViewer) -> None:
    show(qtbot, desk, viewer, b"a line of it\n" * 5_000, "text/plain")
    assert viewer.bar.of.text() == "of 3"
    viewer.bar.after.click()
    settle(qtbot, desk)
    assert viewer.text.toPlainText().startswith("a line")


@pytest.mark.parametrize(
    ("data", "media_type", "title"),
    [
        (b"PK", "application/zip", "This document cannot be shown here"),
        (b"%PDF-1.7 broken", "application/pdf", "This document cannot be shown here"),
        (made.declared_png(100_000, 100_000), "image/png", "Too large to be shown here"),
        (made.protected_pdf(), "application/pdf", "This PDF has a password of its own"),
    ],
    ids=["kind", "broken", "huge", "password"],
)
def test_what_cannot_be_shown_is_said_and_a_copy_offered(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer, data: bytes, media_type: str, title: str
) -> None:
    show(qtbot, desk, viewer, data, media_type)
    assert viewer.heading.text() == title
    assert not viewer.bar.isVisible()
    with qtbot.waitSignal(viewer.copy_requested):
        QTest.mouseClick(viewer.copy_button, Qt.MouseButton.LeftButton)


def test_one_page_that_cannot_be_shown_keeps_the_others(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer
) -> None:
    data = made.one_page_pdf("[0 0 200 200]", count=3)
    show(qtbot, desk, viewer, data, "application/pdf")
    assert viewer.pages == 3
    viewer.go_to(2)
    settle(qtbot, desk)
    assert viewer.heading.text() == "This document cannot be shown here"
    assert viewer.bar.isVisible()
    viewer.bar.before.click()
    viewer.go_to(0)
    settle(qtbot, desk)
    assert viewer.pane is viewer.picture


def test_clearing_ends_the_child_and_forgets_the_picture(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer
) -> None:
    show(qtbot, desk, viewer, PDF, "application/pdf")
    viewed = viewer._look._viewed
    assert viewed is not None and child_of(viewer) is not None
    viewer.clear()
    assert viewed._child is None
    assert not viewer.picture.sheet.has_image
    assert viewer.strip.pages.kept == 0


def test_locking_ends_the_child(qtbot: QtBot, desk: Desk, viewer: DocumentViewer) -> None:
    show(qtbot, desk, viewer, PDF, "application/pdf")
    viewed = viewer._look._viewed
    assert viewed is not None
    desk.context.about_to_lock.emit()
    assert viewed._child is None


def test_a_document_that_is_left_while_it_opens_is_not_shown(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer
) -> None:
    heard: list[VaultError] = []
    viewer.failed.connect(heard.append)
    for data in (PDF, b"%PDF broken", PDF):
        viewer.show_document("x", "application/pdf", partial(bytes, data))
    viewer.show_document("x", "text/plain", lambda: b"the last")
    settle(qtbot, desk)
    assert viewer.text.toPlainText() == "the last"
    assert heard == []


def test_a_document_whose_file_is_damaged_is_said_to_be(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer
) -> None:
    def load() -> bytes:
        raise DocumentUnshowable

    viewer.show_document("x", "application/pdf", load)
    settle(qtbot, desk)
    assert viewer.copy_button.isVisible()


@pytest.mark.parametrize(("data", "media_type"), [(PDF, "application/pdf"), (b"x", "text/plain")])
def test_every_control_has_a_name_and_a_way(
    qtbot: QtBot, desk: Desk, viewer: DocumentViewer, data: bytes, media_type: str
) -> None:
    show(qtbot, desk, viewer, data, media_type)
    assert_accessible(viewer)


def test_steps_lead_from_the_least_to_the_most_and_back() -> None:
    scale, seen = STEPS[0], [STEPS[0]]
    while scale < STEPS[-1]:
        scale = stepped(scale, 1)
        seen.append(scale)
    assert tuple(seen) == STEPS
    assert stepped(STEPS[-1], 1) == STEPS[-1]
    assert stepped(0.8, -1) == 0.75
    assert stepped(3.3, 0) == 1.0


def test_pictures_are_kept_up_to_a_bound(qapp: QApplication) -> None:
    kept = Kept(most=3 * 400)
    for page in range(5):
        kept.put(Drawing(page=page, scale=1.0), QImage(10, 10, QImage.Format.Format_ARGB32))
        kept.get(Drawing(page=0, scale=1.0))
    found = [page for page in range(5) if kept.get(Drawing(page=page, scale=1.0)) is not None]
    assert found == [0, 3, 4]
