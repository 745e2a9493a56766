"""Stages: records that were kept elsewhere come in, after a dry run."""

import shutil
from pathlib import Path

from tests.tour.tour import Tour
from tests.tour.work import open_client

_LIST = """First Name,Last Name,Date of Birth,Phone,Insurance
{name},,1988-05-06,555 010 2040,Wisteria Mutual
{known},,,555 010 2041,
Sam,Unread,30 February 1990,,
"""


def bring_in_clients(tour: Tour) -> None:
    """A client list: its columns, the dry run, what comes in."""
    program, words = tour.program, tour.words
    stick = _stick(tour)
    file = stick / "clients.csv"
    text = _LIST.format(name=words.brought_client, known=words.first_client)
    file.write_text(text, encoding="utf-8")
    program.click("Clients*", "QToolButton")
    program.click("Bring in…", "QPushButton")
    program.click("Client list", "QRadioButton")
    tour.picture("import-what")
    program.click("Next")
    program.click("Choose a file…")
    _type_place(tour, "File name:", file)
    program.click("Read the file")
    program.see("Insurance is taken for", kind="QComboBox")
    tour.picture("import-columns")
    program.click("Next")
    program.order("see", name="What would come in", row="Held back")
    program.order("see", name="What would come in", row="Refused")
    program.see(text="nothing is written yet")
    tour.picture("import-preview")
    program.click("Next")
    program.click("Bring in 1 client")
    program.see(text="It came in")
    tour.report.check("a client list comes in after its dry run", True)
    tour.picture("import-receipt")
    program.click("Done")
    program.order("see", name="Clients", row=f"{words.brought_client}*")
    shutil.rmtree(stick)


def bring_in_notes(tour: Tour) -> None:
    """A folder with two notes: whose they are is said, never guessed."""
    program, words = tour.program, tour.words
    stick = _stick(tour)
    folder = stick / "old notes"
    folder.mkdir()
    (folder / "2024-03-05 session.txt").write_text(words.brought_note, encoding="utf-8")
    (folder / "2024-03-12 session.txt").write_text("A second one.", encoding="utf-8")
    program.click("Bring in…", "QPushButton")
    program.click("Notes from a folder", "QRadioButton")
    program.click("Next")
    program.click("Choose a folder…")
    _type_place(tour, "Directory:", folder)
    program.click("Read the folder")
    program.see("Another client", kind="QLineEdit", patience_ms=30_000)
    program.type("Another client", words.brought_client.split()[0], "QLineEdit")
    program.see(text=f"{words.brought_client} · ")
    program.press("Return")
    program.see(text="All are decided")
    tour.picture("import-folders")
    program.click("Next")
    program.order("see", name="What would come in", row="Note and original")
    tour.picture("import-notes")
    program.click("Next")
    program.click("Bring in 2 files")
    program.see(text="It came in", patience_ms=30_000)
    program.click("Done")
    shutil.rmtree(stick)
    open_client(tour, words.brought_client)
    program.see(text="Imported, not signed here")
    program.see(text=words.brought_note)
    tour.report.check("a note from a folder stands in the timeline", True)
    tour.picture("imported-note")


def _stick(tour: Tour) -> Path:
    """A stick with files, that is pulled out again."""
    stick = tour.place.base / "stick"
    stick.mkdir()
    return stick


def _type_place(tour: Tour, field: str, place: Path) -> None:
    tour.program.type(field, str(place), "QLineEdit", over=True)
    tour.program.press("Return")
