"""Making packets, and opening them as a recipient does."""

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import pyrage

from vault.exports.model import Part, ToRecipient
from vault.ids import ClientId
from vault.session import Session
from vault.transfers import service
from vault.transfers.model import Transfer

WHO = "Dr. Noor Haddad, LCSW"
BASIS = "Authorization of 3 November 2026"
# Of another program, and quick: a passphrase's file takes a second to seal and one to open.
THEIRS = pyrage.x25519.Identity.generate()
TO_THEM = ToRecipient(str(THEIRS.to_public()))
MANIFEST, RECEIPT = "MANIFEST.sha256", "receipt.pdf"


@dataclass(frozen=True, slots=True)
class Packet:
    """What stands in a packet, by its path."""

    files: dict[str, bytes] = field(repr=False)

    @property
    def manifest(self) -> dict[str, str]:
        """What the manifest says, by path."""
        lines = self.files[MANIFEST].decode("utf-8").splitlines()
        pairs = (line.split("  ", 1) for line in lines)
        return {path: sha256 for sha256, path in pairs}

    @property
    def manifest_sha256(self) -> str:
        """The hash of the manifest itself."""
        return hashlib.sha256(self.files[MANIFEST]).hexdigest()

    def named(self, ending: str) -> bytes:
        """Return the one file whose path ends so."""
        [found] = [content for path, content in self.files.items() if path.endswith(ending)]
        return found


def make(session: Session, client_id: ClientId, target: Path, part: Part = Part.RECORD) -> Transfer:
    return service.make(session, client_id, WHO, BASIS, target, TO_THEM, part)


def unpacked(content: bytes) -> Packet:
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return Packet({name: archive.read(name) for name in archive.namelist()})


def opened(file: Path) -> Packet:
    """Open a packet that was sealed to ``TO_THEM``."""
    return unpacked(pyrage.decrypt(file.read_bytes(), [THEIRS]))
