"""Stages: the succession plan is written, somebody is kept apart, and the will is on paper."""

from pathlib import Path

import pypdfium2

from tests.tour import papers
from tests.tour.driver import Stuck
from tests.tour.tour import Tour

_SUCCESSOR, _ALTERNATE = "Noor Haddad, LCSW", "Tomasz Brandt, LMFT"
_AUTHORITY = "May act as custodian of all my records."
_WISHES = "Call those who are booked this week; write to the others."
_PLACES = "Laptop in the top drawer, backups in the bank box."
_LAWYER, _REFERRAL = "Ines Calder", "Valley Clinic"
_REASON = "Cousins."
_SLOW_MS = 30_000


def write_plan(tour: Tour) -> None:
    """From the empty page to a plan: each part in its dialog, the successor under the secret."""
    program = tour.program
    program.click("Home*", "QToolButton")
    program.see("Write it: No succession plan yet")
    program.click("Write it: No succession plan yet")
    program.see("Write the plan…")
    tour.picture("succession-empty")
    program.click("Write the plan…")
    program.type("Successor: Name", _SUCCESSOR, "QLineEdit")
    program.type("Successor: Phone", "+1 555 0142", "QLineEdit")
    program.type("Alternate: Name", _ALTERNATE, "QLineEdit")
    program.type("Authority", _AUTHORITY, "SectionField")
    program.click("A death certificate", "QCheckBox")
    program.order("see", name="A death certificate", ticked=True)
    tour.picture("succession-people")
    program.click("Save")
    _prove(tour)
    program.miss("Save")
    program.see(text=_AUTHORITY)
    program.see(text="A death certificate")
    tour.report.check("the plan is kept once the secret was typed", True)
    _write_parts(tour)
    tour.picture("succession-plan")


def _prove(tour: Tour) -> None:
    """Another successor asks for the secret, unless it was typed within the last minutes."""
    try:
        tour.program.see("Passphrase", kind="QLineEdit", patience_ms=2_000)
    except Stuck:
        return
    tour.program.type("Passphrase", tour.secret, "QLineEdit")
    tour.program.press("Return")


def _write_parts(tour: Tour) -> None:
    program = tour.program
    program.click("Change: Whom to call")
    program.click("Add somebody")
    program.type("Name", _LAWYER, "QLineEdit")
    _save(tour, _LAWYER)
    program.click("Change: Clients")
    program.type("How to tell them", _WISHES, "SectionField")
    program.click("Add a colleague")
    program.type("Name", _REFERRAL, "QLineEdit")
    _save(tour, _WISHES)
    program.click("Change: Records, and where things are")
    program.type("Where things are", _PLACES, "SectionField")
    tour.picture("succession-records")
    _save(tour, _PLACES)


def _save(tour: Tour, said: str) -> None:
    tour.program.click("Save")
    tour.program.miss("Save")
    tour.program.see(text=said)


def keep_apart(tour: Tour) -> None:
    """A client whom the successor must not see."""
    program, words = tour.program, tour.words
    program.order("tab", name="Kept apart")
    program.type("Client", words.first_client.split()[0], "QLineEdit")
    program.see(text=f"{words.first_client} · ")
    program.press("Return")
    program.order("see", name="Keep apart…", enabled=True)
    program.click("Keep apart…")
    program.type("Reason", _REASON, "SectionField")
    program.click("Keep apart")
    program.miss("Keep apart")
    program.see(text=_REASON)
    program.see("For the alternate alone")
    tour.report.check("a client is kept from the successor", True)
    tour.picture("succession-apart")
    program.order("tab", name="Holders")
    program.see(text="card")
    tour.picture("succession-holders")
    program.order("tab", name="Plan")


def save_will(tour: Tour) -> None:
    """The professional will as a PDF: it names the successor, and no client."""
    program, target = tour.program, tour.place.base / papers.STICK / "professional-will.pdf"
    program.click("Save the will as PDF…")
    program.type("File name:", str(target), "QLineEdit", over=True)
    program.press("Return")
    program.see(text="The will is saved", patience_ms=_SLOW_MS)
    tour.picture("succession-will")
    said = _text(target)
    told = (_SUCCESSOR, _ALTERNATE, _AUTHORITY, _WISHES, _PLACES, _LAWYER, _REFERRAL)
    tour.report.check("the will says what the plan says", all(one in said for one in told))
    names = [part for one in (tour.words.first_client,) for part in one.split() if part in said]
    tour.report.check("the will names no client", "1 record is kept" in said and not names)
    if tour.takes_pictures:
        tour.report.paper("professional-will", target)
    target.unlink()


def _text(file: Path) -> str:
    with pypdfium2.PdfDocument(file.read_bytes()) as document:
        pages = (str(page.get_textpage().get_text_range()) for page in document)
        return " ".join(" ".join(pages).split())
