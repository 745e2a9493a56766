"""Broken and hostile documents: refused in words, and the program lives on."""

import os
import random
import threading
import time
import zlib

import pytest

from tests.viewing import made
from tests.viewing.test_showing import PICTURES
from vault.errors import DocumentProtected, DocumentTooLarge, DocumentUnshowable, VaultError
from vault.viewing import service
from vault.viewing.model import MOST_BYTES, MOST_CHARACTERS, MOST_PAGES, MOST_SHOWN_PIXELS
from vault.viewing.service import ViewedDocument, open_document


def drawn_or_refused(data: bytes, media_type: str) -> str:
    """Look at the first page; return the name of the refusal, or nothing."""
    try:
        viewed = open_document(data, media_type)
    except VaultError as error:
        return type(error).__name__
    try:
        viewed.page(0, 1.0)
    except VaultError as error:
        return type(error).__name__
    finally:
        viewed.close()
    return ""


@pytest.mark.parametrize("side", [100_000, 12_000])
def test_a_huge_picture_is_refused_by_what_it_declares(side: int) -> None:
    with pytest.raises(DocumentTooLarge):
        open_document(made.declared_png(side, side), "image/png")


def test_a_bomb_below_the_bound_is_drawn_small_or_refused() -> None:
    rows = zlib.compress(bytes(10_000 * (10_000 // 8 + 1)), 9)
    data = made.declared_png(10_000, 10_000, rows)
    assert len(data) < 20_000
    viewed = open_document(data, "image/png")
    drawn = viewed.page(0, 8.0)
    viewed.close()
    assert drawn.width * drawn.height <= MOST_SHOWN_PIXELS * 1.01


@pytest.mark.parametrize("media_type", [*PICTURES, "application/pdf"])
def test_a_file_cut_short_anywhere(media_type: str) -> None:
    whole = PICTURES.get(media_type) or made.pdf("I consent")
    for part in (1, 3, 7, 9):
        drawn_or_refused(whole[: len(whole) * part // 10], media_type)
    assert drawn_or_refused(whole[:40], media_type) == "DocumentUnshowable"
    assert drawn_or_refused(b"", media_type) == "DocumentUnshowable"
    assert drawn_or_refused(whole, media_type) == ""


@pytest.mark.parametrize("media_type", [*PICTURES, "application/pdf"])
def test_noise_in_a_file_is_survived(media_type: str) -> None:
    noise = random.Random(media_type)
    whole = PICTURES.get(media_type) or made.pdf("I consent")
    for _ in range(4):
        broken = bytearray(whole)
        for _ in range(30):
            broken[noise.randrange(len(broken))] = noise.randrange(256)
        drawn_or_refused(bytes(broken), media_type)


@pytest.mark.parametrize("media_type", [*PICTURES, "application/pdf"])
def test_an_archive_in_disguise(media_type: str) -> None:
    assert drawn_or_refused(b"PK\x03\x04" + bytes(5_000), media_type) == "DocumentUnshowable"


def test_a_picture_of_another_kind_is_not_let_in() -> None:
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"
    assert drawn_or_refused(eps, "image/png") == "DocumentUnshowable"
    assert drawn_or_refused(PICTURES["image/gif"], "image/png") == "DocumentUnshowable"


@pytest.mark.parametrize("box", ["[0 0 1e30 1e30]", "[0 0 -5 0]", "[0 0 9000000 2]", "[]", "7"])
def test_a_page_of_an_impossible_size(box: str) -> None:
    drawn_or_refused(made.one_page_pdf(box), "application/pdf")


def test_a_page_as_long_as_a_street_is_drawn_small() -> None:
    viewed = open_document(made.one_page_pdf("[0 0 14400 1000000]"), "application/pdf")
    drawn = viewed.page(0, 4.0)
    viewed.close()
    assert drawn.width * drawn.height <= MOST_SHOWN_PIXELS * 1.01


def test_a_pdf_that_says_it_has_a_million_pages() -> None:
    data = made.one_page_pdf("[0 0 200 200]", count=1_000_000)
    viewed = open_document(data, "application/pdf")
    assert viewed.pages <= MOST_PAGES
    with pytest.raises(VaultError):
        viewed.page(viewed.pages - 1, 1.0)
    viewed.page(0, 1.0)
    viewed.close()


def test_a_pdf_whose_pages_are_their_own_parents() -> None:
    data = made.raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"
    )
    assert drawn_or_refused(data, "application/pdf") == "DocumentUnshowable"


def test_a_script_in_a_pdf_does_nothing() -> None:
    script = "/OpenAction << /S /JavaScript /JS (while(true){}) >>"
    data = made.one_page_pdf("[0 0 200 200]", script)
    assert drawn_or_refused(data, "application/pdf") == ""


def test_a_password_is_said_to_be_one() -> None:
    with pytest.raises(DocumentProtected):
        open_document(made.protected_pdf(), "application/pdf")


def test_a_fax_of_thousands_of_pages_and_one_without_an_end() -> None:
    assert drawn_or_refused(made.paged_tiff(1_000), "image/tiff") == ""
    assert drawn_or_refused(made.looped_tiff(), "image/tiff") == ""


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(DocumentUnshowable):
        open_document(bytes(range(256)), "text/plain")


def test_a_very_long_text_is_shown_in_pages() -> None:
    viewed = open_document(b"a" * 50_000_000, "text/plain")
    assert viewed.pages == 50_000_000 // MOST_CHARACTERS
    assert len(viewed.text(viewed.pages - 1)) == MOST_CHARACTERS
    viewed.close()


def test_what_is_larger_than_the_child_may_hold_is_refused_before() -> None:
    with pytest.raises(DocumentTooLarge):
        open_document(bytes(MOST_BYTES + 1), "text/plain")


@pytest.mark.parametrize("page", [-1, 1, 10**9])
def test_a_page_that_is_not_there(page: int) -> None:
    viewed = open_document(PICTURES["image/png"], "image/png")
    with pytest.raises(DocumentUnshowable):
        viewed.page(page, 1.0)
    viewed.close()


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "OPENING_S", 0.0)
    began = time.monotonic()
    with pytest.raises(DocumentUnshowable):
        open_document(b"x" * 1_000_000, "text/plain")
    assert time.monotonic() - began < 5


def test_a_child_that_died_is_replaced_for_the_other_pages() -> None:
    viewed = open_document(made.pdf("one", "two"), "application/pdf")
    os.kill(child_of(viewed), 9)
    with pytest.raises(DocumentUnshowable):
        viewed.page(0, 1.0)
    assert viewed.text(1).strip() == "two"
    viewed.close()


def test_a_document_on_which_children_die_is_given_up() -> None:
    viewed = open_document(made.pdf("one"), "application/pdf")
    for _ in range(3):
        viewed.text(0)
        os.kill(child_of(viewed), 9)
        with pytest.raises(DocumentUnshowable):
            viewed.text(0)
    with pytest.raises(DocumentUnshowable):
        viewed.text(0)
    assert viewed._child is None
    viewed.close()


def test_closing_ends_a_question_under_way() -> None:
    viewed = open_document(b"x", "text/plain")
    os.kill(child_of(viewed), 19)  # it stands still, as if it had much to do
    heard: list[str] = []

    def ask() -> None:
        try:
            viewed.text(0)
        except DocumentUnshowable as error:
            heard.append(type(error).__name__)

    thread = threading.Thread(target=ask)
    thread.start()
    viewed.close()
    thread.join(5)
    assert heard == ["DocumentUnshowable"]


def child_of(viewed: ViewedDocument) -> int:
    assert viewed._child is not None
    return viewed._child._process.pid
