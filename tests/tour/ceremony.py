"""Stages: holders are chosen, two cards are made in their windows, a key is asked, a drill held."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tour import first_day, papers
from tests.tour.driver import Stuck
from tests.tour.remote import Remote
from tests.tour.tour import Tour
from vault import age

_CARDS = {1: "1 – Successor", 2: "2 – Alternate"}
_OWN_KEY = "3 – Lawyer"
_SLOW_MS = 30_000


def choose_holders(tour: Tour) -> None:
    """From Home's line to who holds, and what each helps to open."""
    program = tour.program
    program.click("Home*", "QToolButton")
    program.see("Choose: Nobody holds a card yet")
    tour.picture("home-no-holders")
    program.click("Choose: Nobody holds a card yet")
    program.click("Choose holders…")
    program.see("Holder 3", kind="QLineEdit")
    program.order("pick", name="Holder 3: card or key", text="Key*")
    tour.picture("ceremony-holders")
    program.click("Next")
    program.see("How many are needed: Records", kind="QComboBox")
    tour.picture("ceremony-parts")
    program.click("Next")


def make_cards(tour: Tour) -> None:
    """The successor's card is read back at once, the alternate's later; the lawyer has a key."""
    program = tour.program
    program.order("see", name="Card for 1 – Successor", enabled=True)
    tour.picture("ceremony-keys")
    with _card_windows(tour) as window:
        _read_card(tour, window, 1)
        tour.picture("ceremony-card-open")
        _picture(tour, window, "card")
        _save_card(tour, window)
        window.click("The card is on paper*")
        window.click("Next")
        _type_lines(window, tour.cards[1])
        _picture(tour, window, "card-read-back")
        window.click_last("Done")
        program.see(text="read back", patience_ms=_SLOW_MS)
        _read_card(tour, window, 2)
        window.click("The card is on paper*")
        window.click("Next")
        window.see("Later")
        window.click_last("Later")
        program.see(text="made, shown later", patience_ms=_SLOW_MS)
    key = age.X25519Identity.generate()
    tour.own_key = key.to_text()
    program.type(f"Recipient of {_OWN_KEY}", key.recipient.to_text(), "QLineEdit")
    program.press("Tab")
    program.see(text="known, asked later")
    tour.picture("ceremony-keys-made")
    texts = "\n".join(program.order("texts")["texts"])
    seen = [line for card in tour.cards.values() for line in card if line in texts]
    tour.report.check("no line of a card in the program's window", not seen)
    program.click("Next")


@contextmanager
def _card_windows(tour: Tour) -> Iterator[Remote]:
    """A card's window is a process of its own, with a robot of its own."""
    window = Remote(str(Path(tour.place.environment["XDG_RUNTIME_DIR"]) / "tour-card"))
    window.listen()
    tour.program.order("man_cards", address=window.address)
    try:
        yield window
    finally:
        window.close()


def _read_card(tour: Tour, window: Remote, place: int) -> None:
    """Open the window of a card and write its lines down."""
    tour.program.click(f"Card for {_CARDS[place]}")
    window.meet()
    is_own = window.pid != tour.program.pid
    window.see("Line 5:*")
    lines = first_day.sheet_lines(window.order("read", kind="QLabel")["names"])
    tour.cards[place] = [line for _, line in sorted(lines.items())]
    whole = is_own and len(lines) == 5
    tour.report.check(f"card {place} is shown by a process of its own", whole)


def _picture(tour: Tour, window: Remote, stage: str) -> None:
    if tour.takes_pictures:
        light, dark = tour.report.picture(stage)
        window.order("picture", light=light, dark=dark)


def _save_card(tour: Tour, window: Remote) -> None:
    """The card as a PDF, for its picture; it is removed again."""
    if not tour.takes_pictures:
        return
    target = tour.place.base / papers.STICK / "card.pdf"
    window.click("Save as PDF…")
    window.see(text="Whoever finds a file of this card has the card")
    _picture(tour, window, "card-save")
    window.click("Save the card…")
    window.type("File name:", str(target), "QLineEdit", over=True)
    window.press("Return")
    window.see(text="Saved. Print it")
    tour.report.paper("card", target)
    target.unlink()


def _type_lines(program: Remote, card: list[str]) -> None:
    """Type the lines that are asked for, from the paper."""
    program.see("Line *", kind="QLineEdit")
    asked = [name for name in program.order("read", kind="QLineEdit")["names"] if "Line" in name]
    for name in asked:
        program.type(name, card[int(name.split()[1]) - 1])


def hold(tour: Tour) -> None:
    """The summary, the act under the secret, and the receipt, which has the lawyer's question."""
    program, question = tour.program, _question(tour)
    program.see(text="There is no time lock")
    tour.picture("ceremony-summary")
    program.click("Hold the ceremony")
    try:
        program.see(text="The holders are set", patience_ms=4_000)
    except Stuck:
        program.type("Passphrase", tour.secret, "QLineEdit")
        program.press("Return")
        program.see(text="The holders are set", patience_ms=_SLOW_MS)
    tour.picture("ceremony-receipt")
    program.click("Save the question for Lawyer")
    program.type("File name:", str(question), "QLineEdit", over=True)
    program.press("Return")
    program.see(text="Saved. Send it to its holder")
    program.click("Done")
    program.see("Answer: 3 – Lawyer")
    tour.picture("holders-waiting")
    program.click("Home*", "QToolButton")
    program.see("Ask: Holders have not answered yet")
    tour.picture("home-holders-waiting")
    program.click("Ask: Holders have not answered yet")


def _question(tour: Tour) -> Path:
    return tour.place.base / papers.STICK / "question.age"


def answer(tour: Tour) -> None:
    """The lawyer tells the code of the file, the alternate two lines of the card."""
    program, question = tour.program, _question(tour)
    program.click("Answer: 3 – Lawyer")
    program.type("Code", _code(tour, question), "QLineEdit")
    tour.picture("holder-code")
    program.click("Enter the answer")
    program.miss("Enter the answer")
    program.click("Ask now: 2 – Alternate")
    _type_lines(program, tour.cards[1])
    program.click("Enter the answer")
    program.see(text="This did not fit")
    tour.picture("holder-other-card")
    program.click("Close")
    program.see(text="did not fit")
    program.click("Ask now: 2 – Alternate")
    _type_lines(program, tour.cards[2])
    tour.picture("holder-lines")
    program.click("Enter the answer")
    program.miss("Enter the answer")
    program.see("Ask again: 2 – Alternate")
    tour.report.check("every holder has shown a card or key", True)
    tour.picture("holders-shown")
    question.unlink()


def _code(tour: Tour, question: Path) -> str:
    """Open the question's file as its holder does, with the key and age."""
    opened = age.unseal_bytes(
        [age.X25519Identity.from_text(tour.own_key)], question.read_bytes()
    ).decode()
    return next(line.strip() for line in opened.splitlines() if line.startswith("    "))


def change_plan(tour: Tour) -> None:
    """A plan that wants what these cards do not do is said beside them, until it is put back."""
    program = tour.program
    _let_successor_open(tour, "The successor alone")
    program.see(text="That takes a new ceremony")
    tour.report.check("it is said that the plan wants a new ceremony", True)
    tour.picture("holders-outdated")
    _let_successor_open(tour, "Two holders together")
    program.see("Ask again: 1 – Successor")
    texts = "\n".join(program.order("read")["texts"])
    tour.report.check("and no more once it does not", "new ceremony" not in texts)


def _let_successor_open(tour: Tour, said: str) -> None:
    """Change who opens the caseload, and come back to the holders."""
    program = tour.program
    program.order("tab", name="Plan")
    program.click("Change: What can be read, and by whom")
    program.click("The successor alone may open the caseload", "QCheckBox")
    program.click("Save")
    program.miss("Save")
    program.see(text=said)
    program.order("tab", name="Holders")


def drill(tour: Tour) -> None:
    """A holder who has shown a card is asked again, as every year; then Home is silent."""
    program = tour.program
    program.click("Ask again: 1 – Successor")
    _type_lines(program, tour.cards[1])
    program.click("Enter the answer")
    program.miss("Enter the answer")
    program.see(text="The next yearly drill is due on")
    tour.report.check("a drill is answered", True)
    program.click("Audit*", "QToolButton")
    program.see(text="Entered a holder's answer")
    tour.picture("audit-drill")
    program.click("Home*", "QToolButton")
    program.miss("Ask: Holders have not answered yet")
