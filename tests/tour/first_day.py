"""Stages: from no vault at all to the main window, and back through the keyring."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.tour.tour import LOCK_LIMIT_S, Tour

_SHEET_LINE = re.compile(r"Line (\d): (.+)")


def first_run(tour: Tour) -> None:
    """Profile and place."""
    program, words = tour.program, tour.words
    program.see("Create a new vault…")
    tour.picture("first-start")
    program.click("Create a new vault…")
    program.click("Next")
    program.type("Your name", words.practitioner)
    program.type("Licenses", words.licenses)
    program.order("pick", name="State of practice", text=words.state)
    tour.picture("practice")
    program.click("Next")
    program.type("Name of the vault", words.vault_name, over=True)
    program.click("Next")


def typed_secret(tour: Tour) -> None:
    """The secret: short beside the keyring that answered, strong where none did."""
    program = tour.program
    way = "Keyring and a short passphrase*" if tour.place.has_keyring else "A strong passphrase*"
    program.order("see", name=way, kind="QRadioButton", ticked=True)
    program.type("Passphrase", tour.secret, "QLineEdit")
    program.type("The same once more", tour.secret, "QLineEdit")
    tour.picture("secret")
    program.click("Next")


def recovery_sheet(tour: Tour) -> None:
    """The sheet is read from the screen and two lines are typed back."""
    program = tour.program
    program.see("Line 5:*")
    tour.sheet.update(sheet_lines(program.order("read", kind="QLabel")["names"]))
    tour.report.check("sheet has five lines", len(tour.sheet) == 5, sorted(tour.sheet))
    tour.picture("recovery-sheet")
    if tour.takes_pictures:
        _save_sheet(tour)
    program.click("I have the sheet on paper*")
    program.click("Next")
    asked = read_back(tour)
    tour.report.check("two lines are asked for", len(asked) == 2, asked)
    tour.picture("typed-back")
    program.click("Create the vault")


def _save_sheet(tour: Tour) -> None:
    """The sheet as a PDF, on a stick that is pulled out again; its page is one of the pictures."""
    program, stick = tour.program, tour.place.base / "stick"
    stick.mkdir()
    file = stick / "recovery-sheet.pdf"
    program.click("Save as PDF…")
    program.see(text="opens the vault for whoever finds it")
    program.click("Save the sheet…")
    program.type("File name:", str(file), "QLineEdit", over=True)
    program.press("Return")
    program.see(text="Saved. Print it")
    tour.report.check("the sheet is saved as a PDF", file.read_bytes().startswith(b"%PDF-"))
    tour.report.paper("recovery-sheet", file)
    shutil.rmtree(stick)


def read_back(tour: Tour) -> list[str]:
    """Type the lines of the sheet that are asked for; return the fields' names."""
    program = tour.program
    program.see("Line *", kind="QLineEdit")
    asked = [name for name in program.order("read", kind="QLineEdit")["names"] if "Line" in name]
    for name in asked:
        program.type(name, tour.sheet[int(name.split()[1])])
    return asked


def sheet_lines(names: Sequence[str]) -> dict[int, str]:
    """Join the letters and the check characters of each line, as a person copies them."""
    lines: dict[int, str] = {}
    for name in names:
        if match := _SHEET_LINE.fullmatch(name):
            letters = match[2].replace(" ", "")
            lines[int(match[1])] = lines.get(int(match[1]), "") + letters
    return lines


def created(tour: Tour) -> None:
    """The receipt, and the main window behind it."""
    tour.program.order("see", name="Open the vault", enabled=True, patience_ms=20_000)
    tour.vault = next(tour.place.home.rglob("*.casekeep"), Path())
    tour.picture("receipt")
    tour.program.click("Open the vault")
    tour.program.see("Home", kind="HomePage")
    tour.report.check("the main window opens", True)
    tour.report.check("the vault folder is there", (tour.vault / "vault.json").is_file())
    tour.picture("home-empty")


def unlock(tour: Tour) -> None:
    """Type the secret into the lock window."""
    program = tour.program
    program.order("see", name="Unlock", enabled=True)
    field_name = "Passphrase" if tour.place.has_keyring else "The vault's strong passphrase"
    program.type(field_name, tour.secret)
    program.press("Return")
    program.see("Clients", kind="QToolButton", patience_ms=20_000)


def unlock_through_keyring(tour: Tour) -> None:
    """The keyring is asked by itself; a wrong secret is told in words."""
    seconds = tour.program.lock()
    tour.report.check("locks", seconds < LOCK_LIMIT_S, f"{seconds:.2f} s")
    if tour.place.has_keyring:
        tour.program.see(text="keyring is ready")
        tour.report.check("the real keyring answers", True, tour.place.keyring)
        tour.program.type("Passphrase", "not this one")
        tour.program.press("Return")
        tour.program.see(text="does not open this vault", patience_ms=20_000)
        tour.picture("wrong-passphrase")
    unlock(tour)
    tour.report.check("unlocks with the typed secret", True)
