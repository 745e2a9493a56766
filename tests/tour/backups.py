"""Stages: a place for backups, a backup, and the way back from it with the sheet alone."""

from tests.tour import work
from tests.tour.tour import Tour

_PLACE = "Blue stick"


def add_place(tour: Tour) -> None:
    """A stick becomes a place for backups, and the first backup is made at once."""
    program, stick = tour.program, tour.place.base / "blue-stick"
    stick.mkdir()
    program.click("Home*", "QToolButton")
    program.see(text="No backup yet")
    program.click("Add a place*")
    program.type("Directory:", str(stick), "QLineEdit", over=True)
    program.press("Return")
    program.type("Name of this place", _PLACE, "QLineEdit", over=True)
    tour.picture("backup-place")
    program.click("Add it and back up now")
    program.see(text="Newest backup is from today", patience_ms=20_000)
    made = list(stick.glob("*.backup/snapshots/1/snapshot.json"))
    tour.report.check("a backup is made where it was wanted", len(made) == 1)
    program.click("Backup settings")
    program.see(text="Newest: number 1")
    tour.picture("backup-tab")
    program.click("Check all documents*")
    program.see(text="came back whole", patience_ms=20_000)
    tour.report.check("the backup would come back", True)
    program.click("Home*", "QToolButton")


def restore(tour: Tour) -> None:
    """From the lock window, with the stick and the sheet: a second vault with the same note."""
    program, words = tour.program, tour.words
    program.lock()
    program.click("Restore from a backup…")
    program.click("Choose…")
    program.type("Directory:", str(tour.place.base / "blue-stick"), "QLineEdit", over=True)
    program.press("Return")
    program.see("Backups found, newest first", kind="QListWidget")
    tour.picture("restore-source")
    program.click("Next")
    for number, line in sorted(tour.sheet.items()):
        program.type(f"Line {number} of the sheet", line)
    tour.picture("restore-sheet")
    program.click("Next")
    program.type("Name of the folder", "Second", "QLineEdit", over=True)
    program.click("Next")
    if tour.place.has_keyring:
        program.type("Passphrase", tour.secret, "QLineEdit")
        program.type("The same once more", tour.secret, "QLineEdit")
    program.click("Next")
    tour.picture("restore-summary")
    program.click("Restore")
    program.order("see", name="Open the vault", enabled=True, patience_ms=20_000)
    said = "\n".join(program.order("texts")["texts"])
    named = [one for one in words.of_clients if one in said]
    tour.report.check("no client's text on the receipt", not named)
    tour.picture("restore-receipt")
    program.click("Open the vault")
    program.see("Clients", kind="QToolButton", patience_ms=20_000)
    _read_again(tour)


def _read_again(tour: Tour) -> None:
    program, words = tour.program, tour.words
    program.click("Clients*", "QToolButton")
    work.open_client(tour, words.first_client)
    program.see(text=words.plan)
    second = list(tour.place.home.rglob("Second.casekeep/vault.json"))
    tour.report.check("the note came back in a second vault", len(second) == 1)
    program.click("Home*", "QToolButton")
    program.see(text="No backup yet")
    tour.picture("restored-home")
