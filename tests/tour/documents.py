"""Stages: papers come into a record, are looked at inside the program, and one goes out again."""

from pathlib import Path

from tests.forensics import search
from tests.tour import papers
from tests.tour.papers import Papers
from tests.tour.tour import Tour
from tests.tour.work import open_client

_SMALL, _USUAL = (1024, 700), (1280, 800)
_COLORS = 40
"""More than an empty sheet on its ground has, fewer than any page with letters on it."""


def add_documents(tour: Tour) -> None:
    """A PDF and a picture by the file dialog, a text by dropping it; the PDF twice."""
    program, words, given = tour.program, tour.words, papers.laid_out(tour.place.base, tour.words)
    tour.papers = given
    program.click("Clients*", "QToolButton")
    open_client(tour, words.first_client)
    program.order("tab", name="Documents")
    program.see(text="No documents yet")
    _pictures(tour, "documents-empty")
    _choose_file(tour, given.consent)
    _keep_facts(tour, words.consent_title, kind="Consent", picture="document-facts")
    _choose_file(tour, given.drawing)
    _keep_facts(tour, words.drawing_title, kind="Drawing")
    program.order("drop", name="Documents", kind="QTableView", files=[str(given.letter)])
    _keep_facts(tour, words.letter_title, kind="Letter")
    tour.report.check("documents come by the dialog and by dropping them", True)
    _add_again(tour, given.consent)


def _choose_file(tour: Tour, file: Path) -> None:
    tour.program.click("Add", "QPushButton")
    tour.program.menu("Files…")
    tour.program.type("File name:", str(file), "QLineEdit", over=True)
    tour.program.press("Return")


def _keep_facts(tour: Tour, title: str, *, kind: str, picture: str = "") -> None:
    program = tour.program
    program.type("Title", title, "QLineEdit", over=True)
    program.order("pick", name="Kind", text=kind)
    if picture:
        _pictures(tour, picture)
    program.click("Add the document")
    program.miss("Add the document")
    program.order("see", name="Documents", kind="QTableView", row=title)


def _add_again(tour: Tour, file: Path) -> None:
    program = tour.program
    _choose_file(tour, file)
    program.click("Add the document")
    program.see(text="Already there as")
    tour.report.check("what is in the record already is noticed", True)
    _pictures(tour, "document-twice")
    program.click("Leave it out*", "QPushButton")
    program.miss("Leave it out*")
    rows = program.order("read", kind="QTableView")["texts"].count(tour.words.consent_title)
    tour.report.check("left out, it stands there once", rows == 1, rows)
    _pictures(tour, "documents")


def look_at_documents(tour: Tour) -> None:
    """Each kind in the viewer: pages and sizes of the PDF, the picture, the text."""
    program, words = tour.program, tour.words
    _look(tour, words.consent_title)
    program.see(text="of 3")
    _pictures(tour, "pdf")
    program.press("Ctrl+0")
    program.see("100 %", kind="QLabel")
    program.click("Larger")
    program.see("125 %", kind="QLabel")
    program.click("Next page")
    program.order("see", name="Page", kind="QLineEdit", value="2")
    _see_drawn(tour, words.consent_title)
    tour.report.check("a PDF is looked at, page by page and larger", True)
    _pictures(tour, "pdf-larger")
    program.click("Back to the documents")
    _look(tour, words.drawing_title)
    tour.report.check("a picture is looked at", True)
    _pictures(tour, "drawing")
    program.press("Escape")
    program.miss("Back to the documents")
    program.choose("Documents", words.letter_title)
    program.press("Return")
    program.see(text=words.letter)
    tour.report.check("a text is looked at", True)
    _pictures(tour, "letter")
    program.press("Escape")


def _look(tour: Tour, title: str) -> None:
    tour.program.choose("Documents", title)
    tour.program.click("Open", "QPushButton")
    _see_drawn(tour, title)


def _see_drawn(tour: Tour, title: str) -> None:
    tour.program.order("see", name=title, kind="PicturePane", colors=_COLORS)


def save_copy(tour: Tour) -> None:
    """Out of the program, in plain: warned of, written down, and the only plaintext there is."""
    program, words, given = tour.program, tour.words, tour.papers
    assert given is not None
    copy = given.folder / "copy.pdf"
    _look(tour, words.consent_title)
    _check_sealed(tour, given, "while a document is looked at")
    program.click("Save a copy…")
    program.type("File name:", str(copy), "QLineEdit", over=True)
    program.press("Return")
    program.see(text="The copy will lie unencrypted at")
    tour.report.check("no copy is made before the warning", not copy.exists())
    _pictures(tour, "copy-warning")
    program.click("Save the copy")
    program.see(text=f"The copy is complete: {copy.name}")
    program.click("Back to the documents")
    _see_audited(tour)
    is_same = copy.is_file() and copy.read_bytes() == given.consent.read_bytes()
    tour.report.check("the copy is the document, byte for byte", is_same)
    _check_sealed(tour, given, "after a copy was saved")
    program.click("Clients*", "QToolButton")
    program.order("tab", name="Notes")


def _see_audited(tour: Tour) -> None:
    program = tour.program
    program.click("Audit*", "QToolButton")
    saved = "Saved an unencrypted copy of a*"
    program.order("see", name="Audit log", row=saved)
    tour.report.check("the audit log keeps that a copy was saved", True)
    tour.picture("copy-audited")


def _check_sealed(tour: Tour, given: Papers, when: str) -> None:
    """Nothing of the papers is in a file but on the stick, where the search does find it."""
    runtime = Path(tour.place.environment["XDG_RUNTIME_DIR"])
    below = {one for folder in (tour.place.base, runtime) for one in search.files_below(folder)}
    plain = [one for one in below if given.folder in one.parents]
    control = {said for _, said in search.in_files(plain, given.needles)}
    left = list(search.in_files(below - set(plain), given.needles))
    tour.report.check(f"nothing of them in any file but theirs {when}", not left, left[:3])
    tour.report.check("control: the search finds them there", len(control) == len(given.needles))


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
