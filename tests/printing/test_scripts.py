"""Names in many scripts, on paper and read back; fonts come only where they are needed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # ships no types
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from tests.printing.papers import BODY, MADE_ON, paper, read
from tests.printing.pdf_a import check_pdf_a
from vault.printing import fallback
from vault.printing.breaking import clusters
from vault.printing.document import SANS, drawable, new_page, put
from vault.printing.typesetter import Face, Typesetter

NAMES = {
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Оксана Їжакевич",
    "Vietnamese": "Nguyễn Thị Hường",
    "Armenian": "Հայկ Սարգսյան",
    "Hebrew": "שרה לוי",
    "Arabic": "خالد الأمين علاء إلى",
    "Persian": "پژمان گل‌محمدی",
    "Urdu": "مریم نواز ہے",
    "Syriac": "ܫܠܡܐ",
    "Devanagari": "क्षत्रिय श्रीमती कीर्ति",
    "Bengali": "শ্রীকৃষ্ণ চট্টোপাধ্যায়",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Gujarati": "શ્રીમતી ક્ષમા",
    "Oriya": "ଶ୍ରୀ",
    "Tamil": "ஸ்ரீ கோபால்",
    "Telugu": "శ్రీనివాస్ కృష్ణ",
    "Kannada": "ಶ್ರೀನಿವಾಸ್",
    "Malayalam": "ശ്രീ കൃഷ്ണൻ",
    "Sinhala": "ශ්‍රී ලංකා",
    "Thai": "สมชาย ผึ้ง",
    "Lao": "ສົມໄຊ",
    "Myanmar": "မြန်မာ ကျော်",
    "Georgian": "ნინო ბერიძე",
    "Ethiopic": "አበበ በቀለ",
    "Cherokee": "ᏣᎳᎩ",
    "Khmer": "ស្រី ខ្មែរ",
    "Chinese": "王小明",
    "Japanese": "山田さくら",
    "Korean": "김민수",
    "emoji": "🙂",
}
INTER = {"Greek", "Cyrillic", "Vietnamese"}


def close(pdf: FPDF) -> None:
    """Close the fonts' files, for they are read from until they are embedded."""
    for each in pdf.fonts.values():
        each.close()  # type: ignore[union-attr] # all are bundled ones


@pytest.fixture
def page() -> Iterator[FPDF]:
    """A sheet with one empty page."""
    pdf = new_page("Sheet", MADE_ON, (SANS,))
    yield pdf
    close(pdf)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_drawn_and_read_back(script: str, tmp_path: Path) -> None:
    pdf, undrawable = paper(NAMES[script])
    assert undrawable == 0
    assert NAMES[script] in read(pdf, tmp_path)


def _fonts(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return {
            str(font.BaseFont).partition("+")[2]
            for page in document.pages
            for font in page.Resources.Font.values()
        }


@pytest.mark.parametrize("script", NAMES)
def test_only_the_fonts_that_it_needs_are_in_a_document(script: str) -> None:
    used = _fonts(paper(NAMES[script])[0])
    assert len(used) == (1 if script in INTER else 2), used


def test_a_sample_of_every_font_is_pdf_a_1b(page: FPDF, tmp_path: Path) -> None:
    samples = []
    for family in fallback.FAMILIES:
        letters = sorted(fallback.font(page, family).cmap)
        samples.append(" ".join(map(chr, letters[:: max(1, len(letters) // 300)])))
    check_pdf_a(paper(*samples, *NAMES.values())[0], tmp_path)


def test_every_font_of_the_folder_can_be_reached() -> None:
    files = {file.stem for file in resources.path("fonts").glob("*.ttf")}
    own = {stem for stem in files if stem.startswith(("Inter-", "IBMPlexMono-"))}
    assert files - own == {f"{family.replace(' ', '')}-Regular" for family in fallback.FAMILIES}


@pytest.mark.parametrize("word", ["سلام", "क्ष", "ക്ഷ"])
def test_letters_join(page: FPDF, word: str) -> None:
    setter = Typesetter(page)
    face = Face(SANS, 10)
    assert setter.drawable(word, SANS) == word
    assert setter.width(word, face) < 0.9 * sum(setter.width(letter, face) for letter in word)


def _lefts(pdf: bytes, wanted: str) -> list[float]:
    """Return how far to the right each character of ``wanted`` stands, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        return [page.get_charbox(text.index(character))[0] for character in wanted]


def test_what_runs_to_the_left_runs_to_the_left() -> None:
    text = "שרה Cohen (2019)"
    pdf, _ = paper(text)
    in_sight = _lefts(pdf, "29הרש")  # as the line is seen: Cohen (2019) שרה, from its left
    assert in_sight == sorted(in_sight)


def test_hebrew_begins_at_the_right_where_it_is_more_than_a_line() -> None:
    short, _ = paper("שרה")
    long, _ = paper("שרה " * 80 + "\nלוי")
    assert max(_lefts(short, "שרה")) < 100
    assert min(_lefts(long, "לוי")) > 500


def test_chinese_breaks_without_spaces_and_not_before_a_full_stop(tmp_path: Path) -> None:
    text = "他今天来访谈到了母亲的病情以及工作上的压力。" * 12
    pdf, undrawable = paper(text)
    found = read(pdf, tmp_path)
    assert undrawable == 0 and text in found.replace(" ", "")
    assert " 。" not in found


def test_letters_stay_with_their_marks() -> None:
    assert [*clusters("ผึ้งที่")] == ["ผึ้", "ง", "ที่"]
    assert [*clusters("क्षत्रिय")] == ["क्ष", "त्रि", "य"]


def test_a_sheet_shows_such_names_too(page: FPDF, tmp_path: Path) -> None:
    shown = drawable(page, "Practice of שרה לוי\n(王小明)", BODY, 170)
    put(page, (20, 20), shown, BODY)
    assert shown == "Practice of שרה לוי (王小明)"
    assert "שרה לוי" in read(bytes(page.output()), tmp_path)


def test_a_long_name_of_any_script_is_cut_to_its_width(page: FPDF) -> None:
    shown = drawable(page, "خالد الأمين " * 30, BODY, 60)
    assert shown.endswith("…")
    assert 50 < put(page, (20, 20), shown, BODY) <= 60


def test_what_no_font_has_is_counted() -> None:
    assert paper("བོད་ 王小明")[1] == 4


def test_controls_draw_nothing_and_count_for_nothing(tmp_path: Path) -> None:
    pdf, undrawable = paper("Zo\u200eë \u2068Osei\u2069 \u200bend")
    assert undrawable == 0 and "Zoë Osei end" in read(pdf, tmp_path)
    assert len(_fonts(pdf)) == 1


def test_the_same_text_gives_the_same_bytes() -> None:
    texts = list(NAMES.values())
    assert paper(*texts) == paper(*texts)


_LETTERS = st.characters(categories=["L"], max_codepoint=0xFFFF)


@pytest.fixture(scope="module")
def covered() -> frozenset[int]:
    """All characters of all the fonts that a paper may use, read by themselves."""
    files = [
        file for file in resources.path("fonts").glob("*-Regular.ttf") if "Mono" not in file.stem
    ]
    return frozenset(code for file in files for code in TTFont(file).getBestCmap())


@settings(max_examples=15, deadline=None)
@given(st.text(_LETTERS, max_size=60))
def test_the_count_is_of_the_letters_that_no_font_has(covered: frozenset[int], text: str) -> None:
    lost = [letter for letter in normalize("NFC", text) if ord(letter) not in covered]
    assert paper(text)[1] == len(lost)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_drawn(text: str) -> None:
    pdf, undrawable = paper(text)
    assert pdf.startswith(b"%PDF-1.4") and 0 <= undrawable <= len(normalize("NFC", text))
