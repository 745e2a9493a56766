"""Text on paper, and read off it again."""

import subprocess
import unicodedata
from datetime import date
from pathlib import Path

from tests.tools import require
from vault.printing.document import SANS, Style
from vault.printing.flow import flowing

BODY = Style(SANS, 10, line=4.9)
MADE_ON = date(2026, 11, 22)
# What readers put around text that runs to the left.
_DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c"))


def paper(*texts: str) -> tuple[bytes, int]:
    """Return a PDF with each text between English ones, and how many characters are □ in it."""
    with flowing("Paper", "Record 0001 · Confidential", MADE_ON, lambda page: None) as flow:
        flow.text("The record of a client, printed for the court.", BODY)
        for text in texts:
            flow.text(text, BODY)
        flow.text("Here ends the record of a client, printed for the court.", BODY)
        return flow.finish(), flow.undrawable


def read(pdf: bytes, folder: Path) -> str:
    """Return what pdftotext reads, white space as single spaces, ligatures as their letters."""
    pdftotext = require("pdftotext", "Debian package poppler-utils")
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([pdftotext, file, "-"], capture_output=True, timeout=60, check=True)
    assert not done.stderr, done.stderr
    plain = done.stdout.decode("utf-8").translate(_DIRECTIONS)
    return " ".join(unicodedata.normalize("NFKC", plain).split())
