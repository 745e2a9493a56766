"""Row ``seal-refresh``: an export on a stick gets a new number, and what must be true afterwards.

Two numbers were sealed before any fault; since then a note was signed and documents were added.
"""

import hashlib
import shutil
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tests.faults.injection import Outcome
from tests.faults.telling import opened, sheet_of, tell
from tests.vault_fixtures import NoKeyring, StoppedClock
from vault import age
from vault.age import HybridIdentity
from vault.audit import service as audit
from vault.clients import service as clients
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.errors import AgeError, VaultError
from vault.keys import service as keys
from vault.keys import signing
from vault.keys.recovery_sheet import sheet_lines
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.sealing import layout, manifest
from vault.sealing import service as sealing
from vault.sealing.part_model import Part
from vault.sealing.places_model import ExportFate, ExportPlace
from vault.sealing.statement import Statement
from vault.session import Session
from vault.store import bundle
from vault.succession import card_proof
from vault.succession import service as succession
from vault.succession.model import HolderKind, HolderPlan, PartPlan

POINTS_SMALL, POINTS_FULL = 6, 3000
STICK = "export-stick"
KEYS = "holders.txt"
BEFORE = 2
_HOLDERS = (1, 2)
_PARTS = (Part.CASELOAD, Part.RECORDS)
_MARKER = "Written since the number before."
_NEW_DOCUMENTS = (b"", b"letter " * 100_000)


def prepare(parent: Path) -> None:
    """Seal two numbers of the template onto a stick; then something is added to the vault."""
    clock, stick = StoppedClock(), parent / STICK
    stick.mkdir()
    secrets = parent / "secrets.json"
    session = opened(parent / "template.casekeep", secrets, clock)
    session.step_up("\n".join(sheet_of(secrets)).encode())
    _hold(session, parent)
    place = sealing.add_place(session, stick, "Stick")
    for _ in range(BEFORE):
        sealing.seal(session, place.id)
        clock.advance(timedelta(days=1))
    client = clients.list_ids(session)[0]
    head = NoteHead(client_id=client, occurred_on=date(2026, 11, 2))
    note = notes.start(session, head, Body.of((Section(heading="", text=_MARKER),)))
    notes.sign(session, Shelf.RECORD, note)
    for content in _NEW_DOCUMENTS:
        facts = DocumentFacts(title="Later")
        documents.add_stream(session, client, BytesIO(content), "later.bin", facts)
    keys.lock(session, NoKeyring(), "lock")


def _hold(session: Session, parent: Path) -> None:
    """Hold the ceremony with two cards, whose identities lie beside the template."""
    identities = [HybridIdentity.generate() for _ in _HOLDERS]
    lines = "\n".join(one.to_text() for one in identities)
    (parent / KEYS).write_text(lines, encoding="utf-8")
    holders = [
        HolderPlan(
            place=place,
            label=f"Holder {place}",
            kind=HolderKind.CARD,
            recipient=one.recipient.to_text(),
            proof=card_proof.of_card(sheet_lines(one.to_text(), bytes(32))),
            is_proved=True,
        )
        for place, one in zip(_HOLDERS, identities, strict=True)
    ]
    succession.hold(session, holders, [PartPlan(part=one, holders=_HOLDERS) for one in _PARTS])


def lay_out(parent: Path, folder: Path) -> None:
    """Give a case its stick."""
    shutil.copytree(parent / STICK, folder.parent / STICK)


def _place(session: Session, stick: Path) -> ExportPlace:
    """Say where the stick is now, and return it as a place for exports."""
    place = sealing.places(session)[0]
    if place.path != stick:
        checked = sealing.plan_check(session, stick).look()
        sealing.enter_move(session, place.id, checked)
    return sealing.places(session)[0]


def seal_refresh(folder: Path, secrets: Path) -> None:
    """Seal a new number."""
    session = opened(folder, secrets)
    place = _place(session, folder.parent / STICK)
    report = sealing.seal(session, place.id)
    tell(sealed=report.number, size=report.size)
    keys.lock(session, NoKeyring(), "lock")


ROWS = {"seal-refresh": seal_refresh}


def problems(folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    """Return, in words, everything that a fault must not have done to stick and vault."""
    stick = folder.parent / STICK
    cards = _cards(secrets.parent)
    found = _of_stick(stick, cards, outcome)
    try:
        session = opened(folder, secrets)
    except VaultError as error:
        return [*found, f"does not open: {type(error).__name__} {error}"]
    try:
        return found + _of_register(session, stick, outcome) + _goes_on(session, stick, cards)
    finally:
        session.close()


def _cards(parent: Path) -> list[HybridIdentity]:
    lines = (parent / KEYS).read_text(encoding="utf-8").splitlines()
    return [HybridIdentity.from_text(line) for line in lines]


def _export(stick: Path) -> Path:
    (found,) = stick.glob("casekeep-export-*")
    return found


def _of_stick(stick: Path, cards: list[HybridIdentity], outcome: Outcome) -> list[str]:
    """The last announced number opens, or the new one does; one that was told is there."""
    lost = []
    signed = _signed(_export(stick))
    if not signed:
        return ["no number is left that is signed"]
    newest = signed[-1]
    if newest < BEFORE:
        lost.append("the last announced number is lost")
    fault = _fault_of(_export(stick), newest, cards, has_marker=newest > BEFORE)
    if fault:
        lost.append(f"number {newest} does not open: {fault}")
    told = outcome.told.get("sealed")
    if told is not None and told != newest:
        lost.append("an acknowledged number is lost")
    return lost


def _signed(export: Path) -> list[int]:
    """Return the numbers that an opener counts: those whose manifest verifies."""
    found = []
    for path in export.glob("MANIFEST-*.sha256"):
        number = layout.manifest_number(path.name)
        if number is not None and _is_signed(export, number):
            found.append(number)
    return sorted(found)


def _is_signed(export: Path, number: int) -> bool:
    try:
        told = (export / layout.statement_name(number)).read_text("utf-8")
        key = signing.PublicKey.from_text(Statement.from_text(told).public_key)
        signature = (export / layout.signature_name(number)).read_text("ascii")
        listed = (export / layout.manifest_name(number)).read_bytes()
        key.verify(listed, signature, signing.EXPORT)
    except (FileNotFoundError, VaultError):
        return False
    return True


def _fault_of(export: Path, number: int, cards: list[HybridIdentity], *, has_marker: bool) -> str:
    """Return what keeps two holders from a number; nothing where all is as it was signed."""
    hashes = manifest.from_text((export / layout.manifest_name(number)).read_text("ascii"))
    for name, expected in hashes.items():
        path = export / name
        if not path.exists():
            return f"{name} is missing"
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            return f"{name} is damaged"
    try:
        texts = [_text_of(export, part, number, cards) for part in _PARTS]
    except (AgeError, BadZipFile) as error:
        return type(error).__name__
    is_there = any(_MARKER.encode() in text for text in texts)
    return "" if is_there == has_marker else "it holds another state"


def _text_of(export: Path, part: Part, number: int, cards: list[HybridIdentity]) -> bytes:
    sealed = (export / layout.opening_name(part, _HOLDERS)).read_bytes()
    for card in cards:
        sealed = age.unseal_bytes([card], sealed)
    key = HybridIdentity.from_text(sealed.decode("ascii").strip())
    plain = age.unseal_bytes([key], (export / layout.part_name(part, number)).read_bytes())
    with ZipFile(BytesIO(plain)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def _of_register(session: Session, stick: Path, outcome: Outcome) -> list[str]:
    """What is on the stick was written down before; what was told was read back."""
    lost = []
    known = {one.number: one for one in sealing.exports(session)}
    there = {n for path in _export(stick).iterdir() if (n := _number_of(path.name)) is not None}
    if there - set(known):
        lost.append(f"on the stick and not in the register: {there - set(known)}")
    told = outcome.told.get("sealed")
    if told is not None and not (told in known and known[told].is_announced):
        lost.append("an acknowledged number is not announced")
    gone = {n for n, one in known.items() if one.fate is ExportFate.REMOVED}
    if gone & there:
        lost.append("said to be removed, and still there")
    return lost


def _number_of(name: str) -> int | None:
    part = layout.part_of(name)
    return part[1] if part else layout.manifest_number(name.removesuffix(".sig"))


def _goes_on(session: Session, stick: Path, cards: list[HybridIdentity]) -> list[str]:
    """The next sealing finishes, and leaves nothing of what was interrupted."""
    lost = []
    place = _place(session, stick)
    report = sealing.seal(session, place.id)
    export = _export(stick)
    fault = _fault_of(export, report.number, cards, has_marker=True)
    if fault or report.lost:
        lost.append(f"the next number does not open: {fault}")
    files = [p.relative_to(export).as_posix() for p in export.rglob("*") if p.is_file()]
    left = [name for name in files if not layout.is_ours(name)]
    if left or any(stick.rglob("*.part")):
        lost.append(f"left behind on the stick: {left}")
    kept = {o.number for o in sealing.exports(session) if o.fate is ExportFate.KEPT}
    if kept != set(_signed(export)) or len(kept) != BEFORE:
        lost.append("the register and the stick do not agree")
    named = {uid for name in files if (uid := bundle.attachment_uid(name)) is not None}
    if len(named) != len(documents.readings(session)):
        lost.append("other documents on the stick than in the vault")
    session.rows.check()
    if not audit.verify(session).is_sound:
        lost.append("the audit chain is broken")
    return lost
