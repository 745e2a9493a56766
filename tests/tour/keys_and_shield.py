"""Stages: what stands apart, what is covered, and the keys made new."""

from pathlib import Path

from tests.tour.tour import Tour
from tests.tour.work import open_client


def write_apart(tour: Tour) -> None:
    """A psychotherapy note: behind a step-up, on its own shelf, not in the record."""
    program, words = tour.program, tour.words
    program.click("Clients*", "QToolButton")
    open_client(tour, words.first_client)
    program.click("Psychotherapy notes")
    program.see(text="proof that it is you")
    tour.picture("step-up")
    program.type("Passphrase", tour.secret, "QLineEdit")
    program.press("Return")
    program.see("Back to the record")
    program.click("New note")
    program.type("Note", words.apart, "SectionField")
    program.see(text="Saved ")
    program.press("Ctrl+Return")
    program.miss("Note being written")
    program.see(text=words.apart)
    tour.report.check("a psychotherapy note stands on its own shelf", True)
    tour.picture("psychotherapy")
    program.click("Back to the record")
    program.see(text=words.plan)
    texts = "\n".join(program.order("read")["texts"])
    tour.report.check("the record does not show it", words.apart not in texts)


def raise_shield(tour: Tour) -> None:
    """Ctrl+Shift+H: initials, and nothing of the record; the same keys bring it back."""
    program, words = tour.program, tour.words
    program.press("Ctrl+Shift+H")
    program.see(text="The privacy shield is up")
    texts = "\n".join(program.order("read")["texts"])
    seen = [one for one in words.of_clients if one in texts]
    tour.report.check("the shield leaves no client's word on the screen", not seen)
    tour.picture("shield")
    program.press("Ctrl+Shift+H")
    program.see(text=words.first_client)


def rotate_keys(tour: Tour) -> None:
    """New keys and new files for the records, with the vault open."""
    program, before = tour.program, _records(tour.vault)
    program.click("Settings*", "QToolButton")
    program.order("tab", name="Ways to open")
    tour.picture("ways-to-open")
    program.click("Rotate keys…")
    program.type("Passphrase as it is now", tour.secret, "QLineEdit")
    program.click("Rotate keys")
    program.see(text="The records lie under a new key", patience_ms=30_000)
    after = _records(tour.vault)
    tour.report.check("the records lie in a new file", before.isdisjoint(after), sorted(after))
    tour.picture("rotated")
    program.order("tab", name="Practice")


def _records(vault: Path) -> set[str]:
    return {file.name for file in vault.glob("records-*.db")}
