"""Rows ``backup``, ``prune``, ``restore``: what is done, and what must be true afterwards.

The stick lies beside the vault, with snapshots that were made before any fault.
"""

import shutil
from datetime import timedelta
from pathlib import Path

from tests.faults import ways
from tests.faults.injection import Outcome
from tests.faults.telling import opened, sheet_of, tell
from tests.vault_fixtures import STRONG, NoKeyring, StoppedClock
from vault.audit import service as audit
from vault.backup import service as backup
from vault.backup.model import Destination, Fate, RestoreReport
from vault.documents import service as documents
from vault.errors import VaultError
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.session import Session
from vault.store import bundle

DAYS = 9
STICK = "stick"
_MADE = "made"
"""Where the stick waits for its cases: beside one that is there, no copy of it is taken for it."""
_WAY = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)


def prepare(parent: Path) -> None:
    """Make a stick with snapshots of nine days; the template is what the last one holds."""
    clock, stick = StoppedClock(), parent / STICK
    stick.mkdir()
    session = opened(parent / "template.casekeep", parent / "secrets.json", clock)
    place = backup.add_destination(session, stick, "Fault")
    for _ in range(DAYS):
        backup.make_backup(session, place.id)
        clock.advance(timedelta(days=1))
    keys.lock(session, NoKeyring(), "lock")
    stick.rename(parent / _MADE)


def lay_out(parent: Path, row: str, folder: Path) -> None:
    """Give a case its stick; a restore begins without a vault."""
    stick = folder.parent / STICK
    shutil.copytree(parent / _MADE, stick)
    if row == "backup":  # its documents have to be copied again
        for one in stick.rglob("*.age"):
            if bundle.ATTACHMENTS in one.parts:
                one.unlink()
    if row == "restore":
        shutil.rmtree(folder)


def _place(session: Session, stick: Path) -> Destination:
    """Say where the stick is now, and return it as a place for backups."""
    place = backup.destinations(session)[0]
    if place.path != stick:
        backup.move_destination(session, place.id, stick)
    return backup.destinations(session)[0]


def back_up(folder: Path, secrets: Path) -> None:
    """Make a backup."""
    session = opened(folder, secrets)
    place = _place(session, folder.parent / STICK)
    report = backup.make_backup(session, place.id)
    tell(backed_up=report.number)
    keys.lock(session, NoKeyring(), "lock")


def prune(folder: Path, secrets: Path) -> None:
    """Remove what is kept no longer."""
    session = opened(folder, secrets)
    place = _place(session, folder.parent / STICK)
    tell(pruned=list(backup.prune(session, place.id)))
    keys.lock(session, NoKeyring(), "lock")


def restore(folder: Path, secrets: Path) -> None:
    """Restore the newest snapshot by the sheet."""
    report = _restored(folder, secrets)
    tell(restored=report.number, lost=len(report.lost), documents=report.documents)


def _restored(folder: Path, secrets: Path) -> RestoreReport:
    newest = backup.find_snapshots(folder.parent / STICK)[0]
    typed = "\n".join(sheet_of(secrets))
    return backup.restore_vault(newest.folder, SlotKind.SHEET, typed, folder, _WAY, NoKeyring())


ROWS = {"backup": back_up, "prune": prune, "restore": restore}


def problems(row: str, folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    """Return, in words, everything that a fault must not have done to stick and vault."""
    stick = folder.parent / STICK
    found = _of_stick(stick)
    if row == "restore":
        return found + _of_restored(folder, secrets, outcome)
    try:
        session = opened(folder, secrets)
    except VaultError as error:
        return [*found, f"does not open: {type(error).__name__} {error}"]
    try:
        return found + _of_register(session, stick, outcome) + _goes_on(session, stick, secrets)
    finally:
        session.close()


def _of_stick(stick: Path) -> list[str]:
    """Every announced snapshot is whole at first sight, and has all the documents it names."""
    found = backup.find_snapshots(stick)
    return [f"snapshot {one.number} is damaged: {one.damage}" for one in found if one.damage]


def _of_register(session: Session, stick: Path, outcome: Outcome) -> list[str]:
    lost = []
    place = _place(session, stick)
    there = {one.number for one in backup.find_snapshots(stick)}
    known = {one.number: one for one in backup.snapshots(session, place.id)}
    if there - set(known):
        lost.append(f"announced and not registered: {there - set(known)}")
    told = outcome.told.get("backed_up")
    if told is not None and (told not in there or not known[told].is_verified):
        lost.append("an acknowledged backup is lost")
    if DAYS not in there:
        lost.append("the newest snapshot of before is lost")
    if any(known[n].fate is not Fate.PRUNED for n in outcome.told.get("pruned", ())):
        lost.append("the register does not know what was pruned")
    if {n for n, one in known.items() if one.fate is Fate.PRUNED} & there:
        lost.append("said to be pruned, and still there")
    return lost


def _goes_on(session: Session, stick: Path, secrets: Path) -> list[str]:
    """The next backup and pruning finish, and leave nothing of what was interrupted."""
    place = _place(session, stick)
    lost = []
    report = backup.make_backup(session, place.id)
    backup.prune(session, place.id)
    if report.lost:
        lost.append("a document is lost")
    if not backup.drill(session, place.id).is_sound:
        lost.append("the newest snapshot would not come back")
    if [one for one in stick.rglob("*") if one.name.endswith(".part")]:
        lost.append("left behind on the stick")
    kept = {s.number for s in backup.snapshots(session, place.id) if s.fate is Fate.KEPT}
    if kept != {one.number for one in backup.find_snapshots(stick)}:
        lost.append("the register and the stick do not agree")
    session.rows.check()
    if not audit.verify(session).is_sound:
        lost.append("the audit chain is broken")
    return lost


def _of_restored(folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    lost = []
    if "restored" in outcome.told and not folder.exists():
        return ["told restored, no vault"]
    if not folder.exists():
        _restored(folder, secrets)
    if [one.name for one in folder.parent.iterdir() if one.name.endswith(".part")]:
        lost.append("left behind beside the vault")
    session = opened(folder, secrets)
    try:
        lost += ways.problems(session, [ways.FIRST], ways.EMPTY)
        session.rows.check()
        if documents.check_files(session).missing:
            lost.append("a document is missing")
        if not audit.verify(session).is_sound:
            lost.append("the audit chain is broken")
        if bundle.unknown_files(folder, session.opened.header, frozenset()):
            lost.append("left behind in the vault")
    finally:
        session.close()
    return lost
