"""Row ``take-custody``: records are taken from a sealed export, and what must be true afterwards.

The stick lies beside the vault to be, with an export and the keys of two holders.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.faults import ways
from tests.faults.injection import Outcome
from tests.faults.telling import opened, sheet_of, tell
from tests.vault_fixtures import STRONG, NoKeyring
from vault.age import HybridIdentity
from vault.audit import service as audit
from vault.custody import service as custody
from vault.custody.model import CustodyReport
from vault.documents import service as documents
from vault.errors import VaultError
from vault.keys import service as keys
from vault.keys.creation import FirstWay, VaultPlan, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.practice.model import Practice
from vault.progress import no_progress
from vault.sealing import service as sealing
from vault.sealing.part_model import Part
from vault.sealing.statement_model import SealKind
from vault.session import Session
from vault.store import bundle
from vault.succession import service as succession
from vault.succession.model import HolderKind, HolderPlan, PartPlan
from vault.unsealing import service as unsealing
from vault.unsealing.opened_part import OpenedPart

POINTS_SMALL, POINTS_FULL = 4, 480
STICK = "custody-stick"
KEYS = "keys"
_HOLDERS = (1, 2)
_WAY = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
_CUSTODIAN = Practice(practitioner="Custodian")


def prepare(parent: Path) -> None:
    """Seal the template onto a stick, to two holders with keys of their own."""
    stick = parent / STICK
    session = opened(parent / "template.casekeep", parent / "secrets.json")
    session.step_up("\n".join(sheet_of(parent / "secrets.json")).encode())
    seal_onto(session, stick)
    keys.lock(session, NoKeyring(), "lock")


def seal_onto(session: Session, stick: Path) -> None:
    """Seal caseload and records onto a stick; the step-up is done."""
    hold_with_keys(session, stick)
    place = sealing.add_place(session, stick, "Stick")
    sealing.seal(session, place.id, SealKind.CLOSURE)


def hold_with_keys(session: Session, stick: Path) -> None:
    """Hold a ceremony whose holders have keys of their own, and lay these on the stick."""
    (stick / KEYS).mkdir(parents=True, exist_ok=True)
    holders = [_holder(stick, place) for place in _HOLDERS]
    parts = [PartPlan(part=one, holders=_HOLDERS) for one in (Part.CASELOAD, Part.RECORDS)]
    succession.hold(session, holders, parts)


def _holder(stick: Path, place: int) -> HolderPlan:
    identity = HybridIdentity.generate()
    (stick / KEYS / f"{place}.txt").write_text(identity.to_text(), encoding="utf-8")
    return HolderPlan(
        place=place,
        label=f"Holder {place}",
        kind=HolderKind.OWN_KEY,
        recipient=identity.recipient.to_text(),
    )


def lay_out(parent: Path, folder: Path) -> None:
    """Give a case its stick; taking begins without a vault."""
    shutil.copytree(parent / STICK, folder.parent / STICK)
    shutil.rmtree(folder)


def take_custody(folder: Path, secrets: Path) -> None:
    """Take the records in. The new sheet is told first, as it is typed back first."""
    plan = plan_vault("Kept")
    tell(sheet=[line.text for line in plan.sheet.lines])
    report = _taken(folder, plan)
    tell(taken=report.clients, documents=report.documents, lost=len(report.lost))


def _taken(folder: Path, plan: VaultPlan) -> CustodyReport:
    with open_parts(folder.parent / STICK, Part.RECORDS) as parts:
        return custody.take(
            parts, folder, plan, _CUSTODIAN, _WAY, NoKeyring(), progress=no_progress
        )


@contextmanager
def open_parts(stick: Path, *wanted: Part) -> Iterator[list[OpenedPart]]:
    """Open parts of the newest number with the holders' keys."""
    (export,) = stick.glob("casekeep-export-*/")
    cards = [unsealing.load_card(path) for path in sorted((stick / KEYS).iterdir())]
    with ExitStack() as closing:
        source = closing.enter_context(unsealing.open_source(export))
        number = unsealing.examine(source, is_quick=True).numbers[0]
        found = (unsealing.open_part(source, number, part, cards) for part in wanted)
        yield [closing.enter_context(part) for part in found]


ROWS = {"take-custody": take_custody}


def problems(parent: Path, folder: Path, outcome: Outcome) -> list[str]:
    """Return, in words, everything that a fault must not have done."""
    lost = []
    if _content(folder.parent / STICK) != _content(parent / STICK):
        lost.append("the export was changed")
    sheet = outcome.told.get("sheet", [])
    if "taken" in outcome.told and not folder.exists():
        return [*lost, "told taken, no vault"]
    if not folder.exists():
        plan = plan_vault("Kept")
        sheet = [line.text for line in plan.sheet.lines]
        _taken(folder, plan)
    if [one.name for one in folder.parent.iterdir() if one.name.endswith(".part")]:
        lost.append("left behind beside the vault")
    try:
        session = keys.unlock_with_sheet(folder, sheet, NoKeyring())
    except VaultError as error:
        return [*lost, f"does not open: {type(error).__name__} {error}"]
    try:
        return lost + _of_vault(session, folder)
    finally:
        session.close()


def _content(stick: Path) -> list[tuple[str, str]]:
    files = sorted(one for one in stick.rglob("*") if one.is_file())
    return [
        (one.relative_to(stick).as_posix(), hashlib.sha256(one.read_bytes()).hexdigest())
        for one in files
    ]


def _of_vault(session: Session, folder: Path) -> list[str]:
    lost = ways.problems(session, [ways.FIRST], ways.EMPTY)
    session.rows.check()
    if (
        documents.check_files(session).missing
        or documents.verify(documents.readings(session)).damaged
    ):
        lost.append("a document is not whole")
    signatures = notes.check_all(session)
    if signatures.broken or not signatures.checked:
        lost.append("a signed note is not as it was")
    if not audit.verify(session).is_sound:
        lost.append("the audit chain is broken")
    if not custody.verify_inherited_chain(session).is_sound:
        lost.append("the practitioner's audit chain is broken")
    if bundle.unknown_files(folder, session.opened.header, frozenset()):
        lost.append("left behind in the vault")
    return lost
