"""The walk of a successor: a clean home, a stick, two cards, and nobody to ask."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.forensics import process_memory
from tests.tour import first_day, proofs, story
from tests.tour.driver import Gone, Program
from tests.tour.report import Report
from tests.tour.surroundings import Surroundings
from tests.tour.tour import Tour
from tests.ui.successor.sealed import NAME, RULE, TEXT, TITLE, Sealed, seal

_SLOW_MS = 20_000
_LINKS_BEFORE_CLIENTS = 5
_NOTE = "Her sister calls back tomorrow."


def play(place: Surroundings, report: Report) -> None:
    """Walk it in surroundings that nothing was ever opened in."""
    left = seal(place.base / "left")
    with Program(place.base, place.environment) as program:
        tour = Tour(program=program, place=place, report=report)
        walk = Walk(tour, left)
        story.play(tour, tuple((name, _stage(act)) for name, act in walk.stages))
        said = program.errors()
        report.check("nothing on the successor's standard error", not said, said[:2000])


def _stage(act: Callable[[], None]) -> Callable[[Tour], None]:
    return lambda _: act()


class Walk:
    """From the first window to the custodian's own vault."""

    def __init__(self, tour: Tour, left: Sealed) -> None:
        self.tour = tour
        self.program = tour.program
        self.left = left
        self.stages = (
            ("successor-door", self.go_through_the_door),
            ("successor-cards", self.type_the_cards),
            ("successor-verdict", self.read_the_verdict),
            ("successor-look", self.look_around),
            ("successor-custody", self.take_custody),
            ("successor-anew", self.start_anew),
            ("successor-first-day", self.begin_the_work),
            ("successor-client", self.keep_a_client),
            ("successor-leave", self.leave),
        )

    @property
    def needles(self) -> list[str]:
        """What must be gone once the wizard is: clients' texts, and the cards."""
        secrets = [one.to_text() for one in self.left.identities]
        return [NAME, TEXT, *secrets, *(line for card in self.left.cards for line in card)]

    def go_through_the_door(self) -> None:
        """The stick is chosen, and it is said what it is and how old."""
        program = self.program
        program.see("I am a successor custodian…")
        self.tour.picture("successor-first-window")
        program.click("I am a successor custodian…")
        program.see(text="There is no hurry")
        self.tour.picture("successor-begin")
        program.click("Choose a stick or folder…")
        program.type("Directory:", str(self.left.stick), "QLineEdit", over=True)
        program.press("Return")
        program.see(text="A sealed export that was kept current")
        self.tour.picture("successor-what-it-is")
        program.click("Next")

    def type_the_cards(self) -> None:
        """A line mistyped is named; the second card opens the records."""
        program, first = self.program, self.left.cards[0]
        program.see("Line 1 of the card")
        self.tour.picture("successor-cards")
        program.type("Line 1 of the card", first[0])
        program.type("Line 2 of the card", first[1][::-1])
        program.type("Line 3 of the card", first[2])
        self.tour.picture("successor-line-mistyped")
        program.type("Line 2 of the card", first[1], over=True)
        program.type("Line 4 of the card", first[3])
        program.type("Line 5 of the card", first[4])
        program.order("see", name="Use this card", enabled=True)
        program.click("Use this card")
        program.see(text="The records: 1 more card is needed", patience_ms=_SLOW_MS)
        self.tour.picture("successor-one-card")
        for number, line in enumerate(self.left.cards[2], start=1):
            program.type(f"Line {number} of the card", line.lower())
        program.click("Use this card")
        program.see(text="These cards open all there is", patience_ms=_SLOW_MS)
        self.tour.picture("successor-two-cards")
        program.click("Next")

    def read_the_verdict(self) -> None:
        """Genuine and whole; then whom to call, before anything is decided."""
        program = self.program
        program.see(text="All is well", patience_ms=_SLOW_MS)
        self.tour.picture("successor-verdict")
        program.click("Next")
        program.see("Whom to call first", kind="QTextBrowser")
        shown = "\n".join(program.order("texts")["texts"])
        self.tour.report.check("the caseload says whom, and how", NAME in shown and RULE in shown)
        self.tour.picture("successor-caseload")
        program.click("Next")
        program.see("Take custody of the records")
        self.tour.picture("successor-choice")

    def look_around(self) -> None:
        """The records are read by the keyboard, as pages."""
        program = self.program
        program.click("Next")
        program.see("The records", kind="QTextBrowser")
        self.tour.picture("successor-look")
        for _ in range(_LINKS_BEFORE_CLIENTS):
            program.press("Tab")
        program.press("Return")
        program.see(text="Record 0001")
        shown = "\n".join(program.order("texts")["texts"])
        self.tour.report.check("a record can be read", TEXT in shown and TITLE in shown)
        self.tour.picture("successor-record")
        program.click("Back", "QPushButton")

    def take_custody(self) -> None:
        """A vault of her own, its sheet typed back."""
        program, tour = self.program, self.tour
        program.click("Take custody of the records", "QRadioButton")
        program.click("Next")
        program.type("Your name", "Imke Vandermeer, LCSW")
        tour.picture("successor-who")
        program.click("Next")
        program.see("Name of the vault")
        tour.picture("successor-place")
        program.click("Next")
        first_day.typed_secret(tour)
        program.see("Line 5:*")
        names = program.order("read", kind="QLabel")["names"]
        tour.sheet.update(first_day.sheet_lines(names))
        program.click("I have the sheet on paper*")
        program.click("Next")
        first_day.read_back(tour)
        program.click("Next")
        program.see(text="What is taken")
        tour.picture("successor-summary")
        program.click("Take custody")
        program.order("see", name="Go to the vault", enabled=True, patience_ms=_SLOW_MS)
        tour.vault = next(tour.place.home.rglob("*.casekeep"), Path())
        tour.picture("successor-receipt")

    def start_anew(self) -> None:
        """The process is replaced, and nothing of the cards is in its memory."""
        program, tour = self.program, self.tour
        pid = program.pid
        with suppress(Gone):  # replaced before it could answer
            program.click("Go to the vault")
        program.meet()
        tour.report.check("the successor's process has a new image", program.pid == pid, pid)
        program.order("see", name="Unlock", enabled=True)
        found = process_memory.found(program.pid, self.needles)
        if found is not None:
            tour.report.check("no card is in its memory", not found, sorted(found))
        tour.picture("successor-unlock")

    def begin_the_work(self) -> None:
        """Home says whose records these are, whom to call, and what to do first."""
        program, tour = self.program, self.tour
        first_day.unlock(tour)
        program.click("Home*", "QToolButton")
        program.see(text="You keep the records of")
        program.see(text="The first 24 hours")
        tour.picture("custody-home")
        program.click("Done: Show by what right you act")
        program.miss("Done: Show by what right you act")
        tour.report.check("a task is done with one click", True)
        program.click("Letters…")
        program.see("Letter", kind="QComboBox")
        tour.picture("custody-letter")
        program.click("Close")
        program.click(f"Open the record: {NAME}*")

    def keep_a_client(self) -> None:
        """Her record is marked and read; the attempt to reach her is logged beside it."""
        program, tour = self.program, self.tour
        program.see(text="Inherited")
        program.see(text="Inherited notes are read")
        program.see(text="Signed")
        tour.picture("custody-client")
        program.order("tab", name="Custody")
        program.click("Write a note…")
        program.type("Note", _NOTE, "SectionField")
        program.click("Keep the note")
        program.see(text=_NOTE)
        program.click("Log an attempt…")
        program.see("How", kind="QComboBox")
        tour.picture("custody-attempt")
        program.click("Log it")
        program.see(text="By phone")
        tour.picture("custody-beside")
        program.click("Audit*", "QToolButton")
        program.click("Check the practitioner's log")
        program.see(text="practitioner's log is whole", patience_ms=_SLOW_MS)
        tour.picture("custody-audit")

    def leave(self) -> None:
        """Close the window by its frame."""
        code = self.program.leave()
        self.tour.report.check("the successor's program ends well", code == 0, code)
        self.tour.report.check("her vault is closed", proofs.is_released(self.tour.vault))
