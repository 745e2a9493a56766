"""A practice with two clients and their documents, three holders of cards, and a stick."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from tests.backup.papers import add_client, add_document
from tests.succession_fixtures import hold_ceremony
from tests.vault_fixtures import StoppedClock
from vault import age
from vault.age import HybridIdentity
from vault.ids import ClientId
from vault.keys import signing
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.sealing import layout, manifest, service
from vault.sealing.freshness import folder_of
from vault.sealing.part_model import Part
from vault.sealing.places_model import ExportPlace, SealedExport, SealReport
from vault.sealing.statement import Statement
from vault.session import Session
from vault.store import bundle
from vault.succession import service as succession

CANARY = "Cassowary feathers, he said."


@dataclass(slots=True, kw_only=True)
class Practice:
    """What a test needs of it. ``cards`` are the holders' identities."""

    session: Session
    clock: StoppedClock
    stick: Path
    client: ClientId
    cards: list[HybridIdentity]
    place: ExportPlace
    documents: list[str] = field(default_factory=list)

    def seal(self) -> SealReport:
        """Seal a number at the stick."""
        return service.seal(self.session, self.place.id)

    @property
    def folder(self) -> Path:
        """The export on the stick."""
        ceremony = succession.current(self.session)
        assert ceremony is not None
        return folder_of(self.stick, ceremony.uid)

    @property
    def exports(self) -> dict[int, SealedExport]:
        """What the register knows of the place, by number."""
        known = service.exports(self.session)
        return {one.number: one for one in known if one.place_id == self.place.id}

    def write_note(self, text: str = CANARY, client: ClientId | None = None) -> None:
        """Give a client a note."""
        head = NoteHead(client_id=client or self.client, occurred_on=DAY)
        body = Body.of((Section(heading="", text=text),))
        notes.sign(self.session, Shelf.RECORD, notes.start(self.session, head, body))

    def add_document(self, content: bytes) -> str:
        """Give the client a document; return its uid."""
        uid = add_document(self.session, self.client, content)
        self.documents.append(uid)
        return uid


DAY = date(2026, 11, 20)


def practice(tmp_path: Path, session: Session, clock: StoppedClock) -> Practice:
    """Make the practice; nothing is sealed yet."""
    stick = tmp_path / "stick"
    stick.mkdir()
    client = add_client(session, "Odalys Quince")
    add_client(session, "Ana Ruiz")
    cards = hold_ceremony(session)
    made = Practice(
        session=session,
        clock=clock,
        stick=stick,
        client=client,
        cards=cards,
        place=service.add_place(session, stick, "Blue"),
    )
    for content in (b"consent " * 9000, b"letter " * 20_000):
        made.add_document(content)
    return made


def numbers_in(folder: Path) -> list[int]:
    """Return the numbers whose manifest is signed by the key that they name, and whole."""
    found = []
    for path in folder.glob("MANIFEST-*.sha256"):
        number = layout.manifest_number(path.name)
        assert number is not None
        if is_whole(folder, number):
            found.append(number)
    return sorted(found)


def is_whole(folder: Path, number: int) -> bool:
    """Return whether a number is signed, and every file that it names is there as it says."""
    listed = (folder / layout.manifest_name(number)).read_bytes()
    signature = folder / layout.signature_name(number)
    if not signature.exists():
        return False
    told = statement(folder, number)
    key = signing.PublicKey.from_text(told.public_key)
    key.verify(listed, signature.read_text("ascii"), signing.EXPORT)
    hashes = manifest.from_text(listed.decode("ascii"))
    return all(
        (folder / name).exists() and _sha256(folder / name) == expected
        for name, expected in hashes.items()
    )


def statement(folder: Path, number: int) -> Statement:
    """Return what a number says of itself."""
    return Statement.from_text((folder / layout.statement_name(number)).read_text("utf-8"))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def part_identity(
    folder: Path, part: Part, cards: Sequence[HybridIdentity], holders: tuple[int, ...] = (1, 2)
) -> HybridIdentity:
    """Return what opens a part, as its holders get it by their cards alone."""
    sealed = (folder / layout.opening_name(part, holders)).read_bytes()
    for place in holders:
        sealed = age.unseal_bytes([cards[place - 1]], sealed)
    return HybridIdentity.from_text(sealed.decode("ascii").strip())


def opened(folder: Path, part: Part, number: int, cards: Sequence[HybridIdentity]) -> ZipFile:
    """Return a part's archive, opened by two cards."""
    key = part_identity(folder, part, cards)
    sealed = (folder / layout.part_name(part, number)).read_bytes()
    return ZipFile(BytesIO(age.unseal_bytes([key], sealed)))


def texts(archive: ZipFile) -> bytes:
    """Return all that an archive holds, one file after the other."""
    return b"\n".join(archive.read(name) for name in archive.namelist())


def attachments_in(folder: Path) -> set[str]:
    """Return the uids of the documents' files that lie there."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*.age"))
    return {uid for name in names if (uid := bundle.attachment_uid(name)) is not None}


def strangers_in(folder: Path) -> list[str]:
    """Return the files that no number of an export is made of."""
    files = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())
    return sorted(name for name in files if not layout.is_ours(name))
