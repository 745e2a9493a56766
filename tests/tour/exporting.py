"""Stages: a record leaves the program, sealed under a passphrase, and once in plain."""

import io
import zipfile
from pathlib import Path

import pypdfium2

from tests.tour import papers
from tests.tour.driver import Stuck
from tests.tour.tour import Tour
from tests.tour.work import open_client
from vault.age import ScryptPassphrase, unseal_bytes

_SMALL, _USUAL = (1024, 700), (1280, 800)
_SEALED = b"age-encryption.org/v1\n-> scrypt "
_HOLDS = "This is what the file will hold"


def export_sealed(tour: Tour) -> None:
    """The record with its documents, under a passphrase; age opens it again."""
    program, words, target = tour.program, tour.words, _folder(tour) / "record.zip.age"
    program.click("Clients*", "QToolButton")
    open_client(tour, words.first_client)
    program.click("Export this record…", "QToolButton")
    program.see(text="what goes with it?")
    program.click("Enclose the documents", "QCheckBox")
    program.order("see", name="Enclose the documents", ticked=True)
    _pictures(tour, "export-what")
    program.click("Next")
    program.see(text="Who shall read it?")
    _pictures(tour, "export-form")
    program.click("Next")
    program.see(text="nobody can recover it")
    program.type("New passphrase", words.sealed_under, "QLineEdit")
    program.type("The same once more", words.sealed_under, "QLineEdit")
    program.see(text="Good. Both are the same.")
    _pictures(tour, "export-protection")
    _show_contents(tour)
    _pictures(tour, "export-contents")
    program.click("Next")
    _choose(tour, target)
    _pictures(tour, "export-where")
    tour.report.check("nothing is written before the act", not target.exists())
    program.click("Export record*", "QPushButton")
    program.see(text="It is exported", patience_ms=30_000)
    _pictures(tour, "export-receipt")
    program.click("Done")
    _prove_sealed(tour, target.read_bytes())


def _prove_sealed(tour: Tour, sealed: bytes) -> None:
    words = tour.words
    tour.report.check("what was exported is an age file", sealed.startswith(_SEALED))
    tour.report.check("nothing of the record is readable in it", words.plan.encode() not in sealed)
    opened = unseal_bytes([ScryptPassphrase(words.sealed_under.encode())], sealed)
    with zipfile.ZipFile(io.BytesIO(opened)) as archive:
        names = archive.namelist()
        text = _text(archive.read(next(name for name in names if name.endswith("record.pdf"))))
    enclosed = [name for name in names if "/documents/" in name]
    tour.report.check("the passphrase opens it, and the record is in it", _holds_record(tour, text))
    tour.report.check("the documents are in it", len(enclosed) >= 3, len(enclosed))


def export_plain(tour: Tour) -> None:
    """A PDF that anybody can read, by keyboard where that is quicker; warned of by its folder."""
    program, target = tour.program, _folder(tour) / "record.pdf"
    program.press("Ctrl+Shift+E")
    program.see(text="what goes with it?")
    program.press("Return")
    program.see(text="Who shall read it?")
    program.press("Return")
    program.see(text="What protects the file?")
    program.click("No protection", "QRadioButton")
    program.order("see", name="No protection", ticked=True)
    _show_contents(tour)
    program.click("Next")
    _choose(tour, target)
    program.see(text=f"The file will lie unprotected in\n{target.parent}")
    tour.report.check("plain, it is warned of before it is there", not target.exists())
    _pictures(tour, "export-plain")
    program.click("Export record*", "QPushButton")
    program.see(text="It is exported", patience_ms=30_000)
    program.click("Done")
    text = _text(target.read_bytes())
    tour.report.check("its text is found in the PDF", _holds_record(tour, text))
    target.unlink()  # as it was told to


def _show_contents(tour: Tour) -> None:
    """Go on from the protection; the proof made before may be older than its five minutes."""
    program = tour.program
    program.click("Next")
    try:
        program.see(text=_HOLDS, patience_ms=2_000)
    except Stuck:
        program.type("Passphrase", tour.secret, "QLineEdit")
        program.press("Return")
        program.see(text=_HOLDS)


def _choose(tour: Tour, target: Path) -> None:
    program = tour.program
    program.click("Choose where…")
    program.type("File name:", str(target), "QLineEdit", over=True)
    program.press("Return")
    program.order("see", name="The file", value=str(target))


def _folder(tour: Tour) -> Path:
    return tour.place.base / papers.STICK


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def _holds_record(tour: Tour, text: str) -> bool:
    """The signed note with its addendum, and nothing of what stands apart. Lines may break."""
    words, said = tour.words, " ".join(text.split())
    return all(one in said for one in (words.plan, words.addendum)) and words.apart not in said


def _pictures(tour: Tour, name: str) -> None:
    """Take pictures at the usual size and at the smallest."""
    if tour.takes_pictures:
        tour.picture(name)
        _resize(tour, _SMALL)
        tour.picture(f"{name}-small")
        _resize(tour, _USUAL)


def _resize(tour: Tour, size: tuple[int, int]) -> None:
    width, height = size
    tour.program.order("resize", width=width, height=height)
