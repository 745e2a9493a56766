"""Stages: a place for the sealed export, sealing, the cards that open it, and the last export."""

from pathlib import Path

from tests.tour.tour import Tour
from vault.errors import TooFewCards
from vault.sealing.part_model import Part
from vault.unsealing import service as unsealing
from vault.unsealing.model import Card

_PLACE = "Stick for Noor"
_SLOW_MS = 40_000
_SMALL, _USUAL = (1024, 700), (1280, 800)


def add_place(tour: Tour) -> None:
    """What a successor would stumble on is said before; a stick becomes the place."""
    program, stick = tour.program, tour.place.base / "stick-for-noor"
    stick.mkdir()
    program.click("Succession*", "QToolButton")
    program.order("tab", name="Sealed export")
    program.see(text="There is no place for the sealed export yet")
    program.see(text="1 note is a draft")
    tour.report.check("a draft is said to be missing from the export", True)
    tour.picture("sealing-empty")
    program.click("Add a place…")
    program.type("Directory:", str(stick), "QLineEdit", over=True)
    program.press("Return")
    program.type("Name of this place", _PLACE, "QLineEdit", over=True)
    tour.picture("sealing-place")
    program.click("Add it")
    program.miss("Add it")
    program.see(text=_PLACE)
    program.click("Home*", "QToolButton")
    program.see(text="Sealed export", kind="QLabel")
    tour.picture("home-not-sealed")
    program.click("Succession*", "QToolButton")


def seal(tour: Tour) -> None:
    """Sealed, read back, and said only then."""
    program = tour.program
    program.order("see", name="Seal now", enabled=True, patience_ms=_SLOW_MS)
    program.click("Seal now")
    program.see(text="is sealed and was read back", patience_ms=_SLOW_MS)
    [tour.export] = (tour.place.base / "stick-for-noor").glob("casekeep-export-*")
    tour.picture("sealing-sealed")
    width, height = _SMALL
    program.order("resize", width=width, height=height)
    tour.picture("sealing-sealed-small")
    for tab in ("Holders", "Plan"):
        program.order("tab", name=tab)
        program.see(text="Change…" if tab == "Plan" else "Who opens what")
        tour.picture(f"succession-{tab.lower()}-small")
    program.order("resize", width=_USUAL[0], height=_USUAL[1])
    program.order("tab", name="Sealed export")


def open_with_cards(tour: Tour) -> None:
    """What was written down from the two windows opens the export; one card opens no record."""
    cards = _cards(tour)
    opened = _record(tour.export, cards)
    tour.report.check("the two cards open the records", tour.words.second_client in opened)
    kept = tour.words.first_client not in opened
    tour.report.check("nothing of who is kept apart is in them", kept)
    try:
        _record(tour.export, cards[:1])
    except TooFewCards:
        tour.report.check("one card alone opens no record", True)
    else:
        tour.report.check("one card alone opens no record", False)


def _cards(tour: Tour) -> list[Card]:
    """Read what was written down from the windows of the two cards."""
    return [unsealing.read_card(lines) for _, lines in sorted(tour.cards.items())]


def _record(export: Path, cards: list[Card]) -> str:
    """Return the page of all clients in the records."""
    with unsealing.open_source(export) as source:
        verdict = unsealing.examine(source, unsealing.fingerprint_start(cards))
        assert verdict.best is not None
        with unsealing.open_part(source, verdict.best, Part.RECORDS, cards) as part:
            return part.read("data/index.html").decode()


def look_at_copies(tour: Tour) -> None:
    """Every number that was ever sealed."""
    program = tour.program
    program.click("All copies…")
    program.order("see", name="All sealed exports", row=_PLACE)
    tour.picture("sealing-copies")
    program.click("Close")
    program.miss("All sealed exports", kind="QTableWidget")


def close_practice(tour: Tour) -> None:
    """The last export, with a look at what is still missing from it."""
    program = tour.program
    program.click("Practice closure…")
    program.see(text="1 note is a draft")
    tour.picture("sealing-closure")
    program.click("Seal the closing export", "QPushButton")
    program.see(text="The closing export, number", patience_ms=_SLOW_MS)
    program.order("see", name="Practice closure…", focus=True)
    tour.picture("sealing-closed")
    kept = sorted(one.name for one in tour.export.glob("MANIFEST-*.sha256.sig"))
    tour.report.check("two numbers are kept", len(kept) == 2, kept)
    program.click("Home*", "QToolButton")
