"""Stages: a record whose time is over, from the retention page to the certificate."""

from tests.tour import first_day
from tests.tour.tour import Tour

_ACCEPTED = "The second stick is at the bank."
_SLOW_MS = 40_000


def enter_former_client(tour: Tour) -> None:
    """Somebody whose care ended years ago, as its episode says."""
    program, words = tour.program, tour.words
    program.click("Clients*", "QToolButton")
    program.click("Add a client", "QToolButton")
    program.type("Legal name", words.former_client)
    program.type("Born", "1980-05-20", "QLineEdit")
    program.order("pick", name="Status", text="Closed")
    program.click("Add the client")
    program.miss("Add the client")
    program.see(words.former_client, kind="QLabel")
    program.order("tab", name="Details")
    program.click("Open an episode…")
    program.type("Opened on", "2015-03-02", "QLineEdit", over=True)
    program.click("Open the episode")
    program.click("Close the episode…")
    program.type("Closed on", "2016-03-01", "QLineEdit", over=True)
    program.type("Reason", words.former_note, "SectionField")
    program.click("Close the episode")
    program.miss("Close the episode")
    _back_up(tour)


def _back_up(tour: Tour) -> None:
    """The stick gets a backup that holds the record, so that it has to be rewritten."""
    program = tour.program
    program.click("Home*", "QToolButton")
    program.click("Back up now*")
    program.order("see", name="Back up now*", enabled=True, patience_ms=_SLOW_MS)


def review(tour: Tour) -> None:
    """The record is eligible, and the page says why; the review shows what would go."""
    program, words = tour.program, tour.words
    program.click("Retention*", "QToolButton")
    program.see("Records", kind="QTableView")
    program.see(text="= 1 March 2023")
    program.see(text="BPC 4993")
    tour.report.check("the date is told with its arithmetic and citation", True)
    tour.picture("retention")
    program.click("Rules…")
    program.see("Rules", kind="QTableWidget")
    tour.picture("retention-rules")
    program.click("Close")
    program.click("Review record*")
    program.see(text=f"{words.former_client} · ")
    program.see(text="Goes: ")
    program.type("Why fewer backups are enough", _ACCEPTED, "QLineEdit")
    tour.picture("dispose-review")
    program.click("Next")


def dispose(tour: Tour) -> None:
    """The number and the secret are typed; the record goes, here and from the stick."""
    program, words = tour.program, tour.words
    program.see("Type *", kind="QLineEdit")
    names = program.order("read", kind="QLineEdit")["names"]
    field = next(name for name in names if name.startswith("Type "))
    number = field.split()[1]
    program.type(field, number)
    program.type("Passphrase as it is now", tour.secret, "QLineEdit")
    tour.picture("dispose-approve")
    program.click(f"Dispose of record {number}")
    program.see(text="Gone from this vault", patience_ms=_SLOW_MS)
    tour.picture("dispose-erased")
    program.click("Next")
    program.see(text="No backup that Casekeep knows of", patience_ms=_SLOW_MS)
    tour.report.check("the backup on the stick is rewritten", True)
    tour.picture("dispose-copies")
    program.click("Next")
    texts = "\n".join(program.order("texts")["texts"])
    tour.report.check("the record's words are off the screen", words.former_note not in texts)


def renew(tour: Tour) -> None:
    """A new sheet, read back; from here on the tour knows the new one."""
    program = tour.program
    program.order("see", name="Make them new now*", kind="QRadioButton", ticked=True)
    tour.picture("dispose-secrets")
    program.click("Next")
    program.see("Line 5:*")
    tour.sheet.update(first_day.sheet_lines(program.order("read", kind="QLabel")["names"]))
    program.click("I have the sheet on paper*")
    program.click("Next")
    first_day.read_back(tour)
    program.click("Next")
    program.see("Passphrase as it is now", kind="QLineEdit")
    if not tour.place.has_keyring:
        program.type("New passphrase", tour.secret, "QLineEdit")
        program.type("The same once more", tour.secret, "QLineEdit")
    program.type("Passphrase as it is now", tour.secret, "QLineEdit")
    program.order("see", name="Make them new", enabled=True)
    tour.picture("dispose-renew")
    program.click("Make them new")
    program.see(text="Destroy the old sheet", patience_ms=_SLOW_MS)
    program.click("I have destroyed the old sheet*")
    tour.picture("dispose-old-sheet")
    program.order("see", name="Next", enabled=True, patience_ms=_SLOW_MS)
    program.click("Next")


def certify(tour: Tour) -> None:
    """Purge, since every way in is new; saved with its signature."""
    program, stick = tour.program, tour.place.base / "papers"
    stick.mkdir()
    program.see("Method: Purge", patience_ms=_SLOW_MS)
    tour.report.check("the certificate says Purge", True)
    tour.picture("dispose-certificate")
    program.click("Save to a folder…")
    program.type("Directory:", str(stick), "QLineEdit", over=True)
    program.press("Return")
    program.see(text="Saved in", patience_ms=_SLOW_MS)
    papers = list(stick.glob("*.pdf"))
    tour.report.check(
        "PDF, text and signature are saved",
        (len(papers), len(list(stick.glob("*.json"))), len(list(stick.glob("*.sig")))) == (1, 1, 1),
    )
    if papers and tour.takes_pictures:
        tour.report.paper("certificate", papers[0])
    program.click("Done")
    program.press("Ctrl+K")
    program.type("Find", tour.words.former_client, "QLineEdit")
    program.see(text="Nothing was found")
    tour.report.check("the client is found no more", True)
    program.press("Escape")
    program.miss("What was found")
    program.click("Home*", "QToolButton")
