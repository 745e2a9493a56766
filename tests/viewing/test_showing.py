"""Every kind of document that is shown, drawn by the real child."""

from collections.abc import Iterator

import pytest
from PIL import Image

from tests.viewing import made
from vault.errors import DocumentUnshowable
from vault.viewing import service
from vault.viewing.model import MOST_CHARACTERS, MOST_LINES, Pixels, ViewKind
from vault.viewing.service import ViewedDocument

PICTURES = {
    "image/png": made.encoded(made.scene(), "PNG"),
    "image/jpeg": made.encoded(made.scene(), "JPEG", quality=95),
    "image/webp": made.encoded(made.scene(), "WEBP", lossless=True),
    "image/tiff": made.encoded(made.scene(), "TIFF"),
    "image/gif": made.encoded(made.scene("P"), "GIF"),
    "image/heic": made.HEIC,
}


@pytest.fixture
def opened() -> Iterator[list[ViewedDocument]]:
    """Whatever is put in is closed."""
    found: list[ViewedDocument] = []
    yield found
    for one in found:
        one.close()


@pytest.fixture
def view(opened: list[ViewedDocument]) -> "View":
    return View(opened)


class View:
    """Opens a document for the length of a test."""

    def __init__(self, opened: list[ViewedDocument]) -> None:
        self._opened = opened

    def __call__(self, data: bytes, media_type: str) -> ViewedDocument:
        viewed = service.open_document(data, media_type)
        self._opened.append(viewed)
        return viewed


def at(pixels: Pixels, x: int, y: int) -> tuple[int, ...]:
    start = 4 * (y * pixels.width + x)
    return tuple(pixels.data[start : start + 4])


def is_near(color: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 16 for one, other in zip(color, wanted, strict=False))


@pytest.mark.parametrize("media_type", PICTURES)
def test_a_picture(view: View, media_type: str) -> None:
    viewed = view(PICTURES[media_type], media_type)
    assert (viewed.kind, viewed.pages) == (ViewKind.PICTURE, 1)
    size = viewed.size(0)
    assert (size.width, size.height) == (160, 120)
    drawn = viewed.page(0, 1.0)
    assert is_near(at(drawn, 20, 20), (*made.SAND, 255))
    assert is_near(at(drawn, 140, 100), (*made.TEAL, 255))


def test_a_page_is_turned_clockwise(view: View) -> None:
    viewed = view(PICTURES["image/png"], "image/png")
    quarter, half = viewed.page(0, 1.0, 90), viewed.page(0, 1.0, 180)
    assert (quarter.width, quarter.height) == (120, 160)
    assert is_near(at(quarter, 100, 20), made.SAND)
    assert is_near(at(half, 140, 100), made.SAND)


def test_a_page_is_drawn_as_large_as_asked(view: View) -> None:
    viewed = view(PICTURES["image/jpeg"], "image/jpeg")
    large, small = viewed.page(0, 2.5), viewed.thumbnail(0, 40)
    assert (large.width, large.height) == (400, 300)
    assert (small.width, small.height) == (40, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "F"])
def test_a_scan_of_any_depth_is_light_where_it_is_light(view: View, mode: str) -> None:
    picture = made.deep_scene() if mode == "I;16" else made.scene(mode)
    drawn = view(made.encoded(picture, "TIFF"), "image/tiff").thumbnail(0, 80)
    assert sum(at(drawn, 10, 10)) > sum(at(drawn, 70, 50))


def test_a_photograph_stands_as_the_camera_was_held(view: View) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera stood on its right side
    viewed = view(made.encoded(made.scene(), "JPEG", exif=exif), "image/jpeg")
    size, drawn = viewed.size(0), viewed.page(0, 1.0)
    assert (size.width, size.height) == (120, 160)
    assert (drawn.width, drawn.height) == (120, 160)
    assert is_near(at(drawn, 100, 20), made.SAND)


def test_what_is_transparent_stays_so(view: View) -> None:
    picture = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    drawn = view(made.encoded(picture, "PNG"), "image/png").page(0, 1.0)
    assert at(drawn, 5, 5)[3] == 0


def test_a_fax_has_its_pages(view: View) -> None:
    viewed = view(made.paged_tiff(5), "image/tiff")
    assert viewed.pages == 5
    assert [viewed.size(page).width for page in range(5)] == [8, 9, 10, 11, 12]


def test_a_pdf(view: View) -> None:
    viewed = view(made.pdf("I consent", "and sign"), "application/pdf")
    assert (viewed.kind, viewed.pages) == (ViewKind.PDF, 2)
    assert round(viewed.size(0).width) == 794, "A4 at 96 pixels an inch"
    drawn = viewed.page(0, 0.5)
    assert (drawn.width, drawn.height) == (397, 562)
    assert len(set(drawn.data)) > 10, "letters were drawn"
    assert [viewed.text(page).strip() for page in (0, 1)] == ["I consent", "and sign"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Suicidal idea-", "tion denied"), "Suicidal ideation denied"),
        (("Her mother-", "in-law came"), "Her mother-in-law came"),
        (("Thoughts of self-", "harm"), "Thoughts of self-harm"),
        (("A no-show, the second no-", "show"), "A no-show, the second no-show"),
        (("With Ms. Diaz-", "Lopez"), "With Ms. Diaz-Lopez"),
        (("SUICIDAL IDEA-", "TION"), "SUICIDAL IDEATION"),
        (("After Covid-", "19"), "After Covid-19"),
        (("She will re-", "sign in TF-", "CBT"), "She will re-sign in TF-CBT"),
        (("One- two-", "three-", "four"), "One- two-three-four"),
    ],
)
def test_a_word_that_a_line_s_end_of_a_pdf_divides_is_whole(
    view: View, lines: tuple[str, ...], text: str
) -> None:
    assert view(made.pdf_of_lines(*lines), "application/pdf").text(0).strip() == text


TEXT = "Déjà vu – „wörtlich“\nخالد"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_in_its_encoding(view: View, encoding: str) -> None:
    viewed = view(TEXT.encode(encoding), "text/plain")
    assert (viewed.kind, viewed.pages, viewed.text(0)) == (ViewKind.TEXT, 1, TEXT)


def test_a_text_of_an_old_windows(view: View) -> None:
    assert view("Café – „so“".encode("cp1252"), "text/plain").text(0) == "Café – „so“"


def test_markdown_comes_as_it_was_typed(view: View) -> None:
    viewed = view(b"# Plan\n* one <b>", "text/markdown")
    assert (viewed.kind, viewed.text(0)) == (ViewKind.MARKDOWN, "# Plan\n* one <b>")


def test_a_long_text_has_pages_and_loses_nothing(view: View) -> None:
    lines = "".join(f"line {number}\n" for number in range(30_000))
    viewed = view((lines + "x" * 250_000).encode(), "text/plain")
    pages = [viewed.text(page) for page in range(viewed.pages)]
    assert "".join(pages) == lines + "x" * 250_000
    assert max(map(len, pages)) <= MOST_CHARACTERS
    assert pages[0].endswith("\n")


def test_a_page_has_no_more_lines_than_are_laid_out_at_once(view: View) -> None:
    lines = "".join(f"- {number}\n" for number in range(1_001))
    viewed = view(lines.encode(), "text/markdown")
    pages = [viewed.text(page) for page in range(viewed.pages)]
    assert "".join(pages) == lines
    assert [one.count("\n") for one in pages] == [MOST_LINES, MOST_LINES, 201]


def test_an_empty_text_is_one_empty_page(view: View) -> None:
    viewed = view(b"", "text/plain")
    assert (viewed.pages, viewed.text(0)) == (1, "")


@pytest.mark.parametrize("media_type", ["image/svg+xml", "application/zip", "text/html", ""])
def test_other_kinds_are_not_shown(media_type: str) -> None:
    assert not service.can_show(media_type, 10)
    with pytest.raises(DocumentUnshowable):
        service.open_document(b"<svg/>", media_type)


def test_a_picture_is_no_text_and_a_text_no_picture(view: View) -> None:
    assert view(PICTURES["image/png"], "image/png").text(0) == ""
    with pytest.raises(DocumentUnshowable):
        view(b"words", "text/plain").page(0, 1.0)
