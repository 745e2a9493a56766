"""What a snapshot holds, under the practice's signature: ``snapshot.json``, written last.

The small files (header, key bag, passphrase slot) are not in it, for they are written anew when a
way into the vault changes; the header is signed by itself and has their hashes.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from vault import clock
from vault.backup import layout
from vault.backup.model import SealedDocument
from vault.errors import BadSignature, DamagedSnapshot, NewerVault, UntrustedVault
from vault.keys import signing
from vault.keys.anchor import Anchor
from vault.keys.signing import PublicKey, SigningKey
from vault.store import atomic, bundle
from vault.store.bundle import Header

FORMAT = "casekeep-snapshot-manifest"
VERSION = 1
MOST_BYTES = 32 << 20  # two hundred thousand documents
_BEGIN, _BETWEEN, _END = b'{"manifest": ', b', "sig": ', b"}"
_UID = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_WRONG = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Sizes are bytes of the sealed files; ``missing`` are uids of documents not copied."""

    number: int
    made_at: datetime
    vault_id: str
    instance_id: str
    anchor: Anchor
    records: str
    records_size: int
    records_sha256: str
    documents: tuple[SealedDocument, ...] = field(repr=False)
    missing: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of the database and of all documents."""
        return self.records_size + sum(document.size for document in self.documents)

    def signed(self, key: SigningKey) -> bytes:
        """Return the content of ``snapshot.json``: the text and an SSHSIG over exactly it."""
        text = self._to_json()
        signature = key.sign(text.encode("utf-8"), signing.SNAPSHOT)
        parts = (_BEGIN, _string(text), _BETWEEN, _string(signature), _END)
        return b"".join(parts)

    def _to_json(self) -> str:
        return json.dumps(
            {
                "format": FORMAT,
                "version": VERSION,
                "number": self.number,
                "made_at": clock.to_text(self.made_at),
                "vault_id": self.vault_id,
                "instance_id": self.instance_id,
                "anchor": self.anchor.to_line(),
                "records": [self.records, self.records_size, self.records_sha256],
                "documents": [[d.uid, d.size, d.sha256] for d in self.documents],
                "missing": list(self.missing),
            },
            indent=1,
        )

    @classmethod
    def from_signed(cls, content: bytes, key: PublicKey) -> Self:
        """Read what ``signed`` wrote. Raises ``DamagedSnapshot``, ``UntrustedVault`` or
        ``NewerVault``."""
        try:
            text, signature = _opened(content)
            key.verify(text.encode("utf-8"), signature, signing.SNAPSHOT)
            found = json.loads(text)
            if found["format"] != FORMAT:
                raise DamagedSnapshot("manifest")
            if found["version"] > VERSION:
                raise NewerVault("manifest")
            return cls._from_json(found)
        except BadSignature as error:
            raise UntrustedVault("manifest") from error
        except _WRONG as error:
            raise DamagedSnapshot("manifest") from error

    @classmethod
    def _from_json(cls, found: dict[str, Any]) -> Self:
        name, size, digest = found["records"]
        return cls(
            number=int(found["number"]),
            made_at=clock.from_text(found["made_at"]),
            vault_id=found["vault_id"],
            instance_id=found["instance_id"],
            anchor=Anchor.from_line(found["anchor"]),
            records=name,
            records_size=int(size),
            records_sha256=_matching(_SHA256, digest),
            documents=tuple(
                SealedDocument(
                    uid=_matching(_UID, uid), size=int(size), sha256=_matching(_SHA256, digest)
                )
                for uid, size, digest in found["documents"]
            ),
            missing=tuple(_matching(_UID, uid) for uid in found["missing"]),
        )

    def require_of(self, header: Header, number: int) -> None:
        """Raise ``UntrustedVault`` where it is another snapshot's or another vault's."""
        same = (
            self.vault_id == header.vault_id
            and self.instance_id == header.instance_id
            and self.records == bundle.records_file(header.records)
            and self.number == number
        )
        if not same:
            raise UntrustedVault("manifest")


def _string(text: str) -> bytes:
    return json.dumps(text).encode("ascii")


def _opened(content: bytes) -> tuple[str, str]:
    """Return the text and its signature; nothing but two strings is parsed before it is checked.

    Raises ``ValueError``.
    """
    inside = content.removeprefix(_BEGIN).removesuffix(_END)
    text, _, signature = inside.rpartition(_BETWEEN)
    if len(content) - len(inside) != len(_BEGIN) + len(_END):
        raise ValueError("not of this form")
    return _from_string(text), _from_string(signature)


def _from_string(part: bytes) -> str:
    if not part.startswith(b'"'):
        raise ValueError("not a string")
    return str(json.loads(part))


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("not of this form")
    return text


def file_name(snapshot: Path, header: Header) -> str:
    """Return the name of the manifest that counts with a snapshot's header."""
    own = layout.rewritten_manifest(header.records)
    return own if (snapshot / own).is_file() else layout.MANIFEST_FILE


def _content(snapshot: Path, header: Header) -> bytes:
    try:
        content = atomic.read_small(snapshot / file_name(snapshot, header), MOST_BYTES)
    except FileNotFoundError as error:
        raise DamagedSnapshot("manifest") from error
    except OSError as error:
        raise atomic.storage_error(error) from error
    if content is None:
        raise DamagedSnapshot("manifest")
    return content


def read(snapshot: Path, header: Header) -> Manifest:
    """Read and verify a snapshot's manifest. Raises ``DamagedSnapshot``, ``UntrustedVault``,
    ``NewerVault`` or ``StorageFailed``."""
    content = _content(snapshot, header)
    found = Manifest.from_signed(content, header.public_key)
    number = layout.number_of(snapshot)
    found.require_of(header, found.number if number is None else number)
    return found
