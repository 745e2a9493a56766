"""Stages: locking with something half typed, the proofs of it, and coming back."""

from pathlib import Path

from tests.forensics import process_memory
from tests.tour import proofs
from tests.tour.first_day import unlock
from tests.tour.tour import LOCK_LIMIT_S, Tour
from tests.tour.work import open_client

_ADDED = " She asked for the afternoon."


def lock(tour: Tour) -> None:
    """Type into the draft, and lock in the middle of it."""
    program, words = tour.program, tour.words
    program.click("Clients*", "QToolButton")
    open_client(tour, words.second_client)
    program.click("Continue this draft")
    program.see("Note", kind="SectionField")
    program.press("Ctrl+End")
    program.order("type_on", text=_ADDED)
    before = process_memory.found(program.pid, proofs.needles(tour))
    if before is not None:
        tour.report.check("the memory holds the note while it is open", bool(before))
    pid = program.pid
    tour.report.check("another process cannot open it", not proofs.is_released(tour.vault))
    seconds = program.lock()
    tour.report.check("the process stays, its image is new", program.pid == pid, pid)
    program.order("see", name="Unlock", enabled=True)
    tour.report.check("locks while one types", seconds < LOCK_LIMIT_S, f"{seconds:.2f} s")
    tour.picture("locked")


def prove_lock(tour: Tour) -> None:
    """No text of a client in any widget, the file free, nothing of it in memory."""
    program, words = tour.program, tour.words
    texts = "\n".join(program.order("texts")["texts"])
    seen = [one for one in words.of_clients if one in texts]
    tour.report.check("no client's text in any widget", not seen, len(texts))
    free = proofs.is_released(tour.vault)
    tour.report.check("the vault's file is free for another process", free)
    left = process_memory.found(program.pid, proofs.needles(tour))
    if left is None:
        tour.report.facts["memory"] = "not looked at: only root reads it"
    else:
        tour.report.check("nothing of it in the locked program's memory", not left, sorted(left))


def come_back(tour: Tour) -> None:
    """Nothing reopens by itself; the typed secret does it, and the draft is still there."""
    program, words = tour.program, tour.words
    unlock(tour)
    program.click("Home*", "QToolButton")
    program.see("Drafts to sign")
    program.click("Clients*", "QToolButton")
    open_client(tour, words.second_client)
    program.click("Continue this draft")
    program.see(text=words.draft + _ADDED)
    tour.report.check("the draft is there, to the last key", True)
    tour.picture("draft-again")


def leave(tour: Tour) -> None:
    """Close the window by its frame: the program ends, the vault is closed."""
    code = tour.program.leave()
    tour.report.check("the program ends well", code == 0, code)
    tour.report.check("the vault is closed", proofs.is_released(tour.vault))
    settings = _settings_text(Path(tour.place.environment["XDG_CONFIG_HOME"]))
    named = [one for one in tour.words.of_clients if one in settings]
    tour.report.check("no client's name in the settings", bool(settings) and not named)


def _settings_text(folder: Path) -> str:
    files = [one for one in folder.rglob("*") if one.is_file() and "casekeep" in str(one)]
    return "\n".join(one.read_text("utf-8", "replace") for one in files)
