"""The printed recovery sheet, read back by third-party tools."""

import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import resources
from tests.printing.pdf_a import check_pdf_a
from tests.tools import require
from vault.keys.recovery_sheet import PREFIX, SheetText, read_sheet, sheet_lines
from vault.keys.signing import SigningKey
from vault.printing.sheet_pdf import SheetContent, render_recovery_sheet

IDENTITY = PREFIX + "56VUR0PM3C2MAADXASWWJMZYJS6C2JC4YCD7J3P65HY00U4T7XJ0VM7SKQ"
PUBLIC = SigningKey.from_seed(bytes(32)).public
NAMES = [
    "Harbor Street Practice",
    "Zoë Ångström & Søn – „Großmann“",
    "实践 🙂 עברית",
    "",
    "A very long name of a practice " * 20,
    "two\nlines\tand\x00 more",
]


def _content(name: str = NAMES[0]) -> SheetContent:
    return SheetContent(
        vault_name=name,
        vault_id="621e4bbbdab55a9757c4a826a0809d13",
        created_on=date(2026, 11, 22),
        slot_label="Recovery sheet",
        secret=sheet_lines(IDENTITY, PUBLIC.fingerprint_bytes),
        qr_text=IDENTITY,
        fingerprint=PUBLIC.fingerprint,
    )


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return render_recovery_sheet(_content())


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range())


def test_the_text_of_the_page_reads_back_as_the_secret(sheet: bytes) -> None:
    lines = [
        line for line in _text(sheet).splitlines() if re.match(r"[1-5]( [A-Z0-9]{2,4}){4,5}$", line)
    ]
    secret = read_sheet(lines)
    assert secret.identity_text == IDENTITY
    assert secret.fingerprint_start == PUBLIC.fingerprint_bytes[:10]


def test_the_page_names_the_vault_and_both_ways_to_open_it(sheet: bytes) -> None:
    text = " ".join(_text(sheet).split())
    for part in (
        "Harbor Street Practice",
        "621e4bbbdab55a9757c4a826a0809d13",
        PUBLIC.fingerprint,
        "2026-11-22",
        PREFIX,
        "Opening the vault with Casekeep",
        "docs/opening-a-vault-without-casekeep.md",
        "mlkem768x25519",
    ):
        assert part in text


@pytest.mark.parametrize("name", NAMES)
def test_it_is_pdf_a_1b(name: str, tmp_path: Path) -> None:
    check_pdf_a(render_recovery_sheet(_content(name)), tmp_path)


def _ink(pdf: bytes) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what is printed, in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=2, grayscale=True).to_pil()
    box = picture.point(lambda grey: 255 if grey < 250 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / 2 * 25.4 / 72 for edge in box)
    return left, top, right, bottom


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_letter_paper_and_any_printer_margin(name: str) -> None:
    left, top, right, bottom = _ink(render_recovery_sheet(_content(name)))
    assert left > 15
    assert right < 210 - 15
    assert top > 9 + 6  # printed centered, Letter takes 9 mm off the top of A4
    assert bottom < 279 - 9  # printed from the top, it takes 18 mm off the bottom


def test_the_qr_code_holds_the_whole_identity(sheet: bytes, tmp_path: Path) -> None:
    zbarimg = require("zbarimg", "Debian package zbar-tools")
    picture = tmp_path / "sheet.png"
    with pypdfium2.PdfDocument(sheet) as document:
        document[0].render(scale=150 / 72).to_pil().save(picture)
    done = subprocess.run(
        [zbarimg, "-q", "--raw", picture], capture_output=True, text=True, timeout=30
    )
    assert done.stdout.strip() == IDENTITY


def test_the_same_content_gives_the_same_bytes_and_no_secret_in_the_metadata(sheet: bytes) -> None:
    assert render_recovery_sheet(_content()) == sheet
    with pikepdf.open(BytesIO(sheet)) as pdf:
        told = str(dict(pdf.docinfo)) + str(pdf.open_metadata())
    assert "Casekeep recovery sheet" in told
    assert "Harbor" not in told
    assert "56VU" not in told


_WATCHED = """
import sys
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & 3:
        opened.append(arguments[0])
from tests.printing.test_sheet_pdf import _content
from vault.printing.sheet_pdf import render_recovery_sheet
sys.addaudithook(watch)
assert render_recovery_sheet(_content()).startswith(b"%PDF")
if "break" in sys.argv:
    open("left-behind", "w").close()
assert not opened, opened
"""


@pytest.mark.parametrize("breaking", [False, True])
def test_no_file_is_written(breaking: bool, tmp_path: Path) -> None:
    command = [sys.executable, "-B", "-c", _WATCHED, *(["break"] if breaking else [])]
    root = resources.path("").parent
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(root), "TMPDIR": str(tmp_path)},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode != 0) == breaking, done.stderr
    assert breaking or not list(tmp_path.iterdir())


def test_repr_shows_no_secret() -> None:
    assert repr(_content()) == "SheetContent()"
    assert repr(SheetText(PREFIX, ())) == "SheetText(0 lines)"
