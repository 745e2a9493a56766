"""The vault folder: its file names and its signed header."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from vault.errors import (
    BadSignature,
    DamagedVault,
    IsASnapshot,
    NewerVault,
    NotAVault,
    UntrustedVault,
)
from vault.keys import signing
from vault.keys.model import SlotHint, SlotKind
from vault.keys.signing import PublicKey, SigningKey
from vault.store import atomic

FORMAT = "casekeep-vault"
SNAPSHOT_FORMAT = "casekeep-snapshot"
VERSION = 1
SUFFIX = ".casekeep"
HEADER_FILE = "vault.json"
LOCK_FILE = "lock"
ATTACHMENTS = "attachments"
MAX_PART_BYTES = 1 << 20

_NUMBERED = re.compile(
    r"(?:keys|passphrase)-([0-9]{1,9})\.age|records-([0-9]{1,9})\.db(?:-journal)?"
)
_ATTACHMENT = re.compile(rf"{ATTACHMENTS}/[0-9a-f]{{2}}/([0-9a-f]{{32}})\.age")
_TEMPORARY = re.compile(rf"({ATTACHMENTS}/[0-9a-f]{{2}}/)\.([0-9a-f]{{32}}\.age)\.part")
_BEYOND = 10**9
_NOT_A_HEADER = (ValueError, KeyError, TypeError, AttributeError, OverflowError)
_CONFLICT = re.compile(r"vault[ ._(~-].*\.json", re.IGNORECASE | re.DOTALL)
"""The header's name with something between: "vault 2.json", "vault-LAPTOP.json"."""


def keys_file(number: int) -> str:
    """Return the name of the sealed key bag of a generation."""
    return f"keys-{number}.age"


def passphrase_file(number: int) -> str:
    """Return the name of the passphrase slot's file of a generation."""
    return f"passphrase-{number}.age"


def records_file(number: int) -> str:
    """Return the name of a database."""
    return f"records-{number}.db"


def number_of(name: str) -> int | None:
    """Return the number in the name of a generation's file; ``None`` of other names."""
    match = _NUMBERED.fullmatch(name)
    return int(match[1] or match[2]) if match else None


def attachment_file(uid: str) -> str:
    """Return where a document's age file lies, below the vault's folder or a backup's."""
    return f"{ATTACHMENTS}/{uid[:2]}/{uid}.age"


def attachment_uid(name: str) -> str | None:
    """Return the document's uid of a path as ``attachment_file`` gives it; ``None`` of others."""
    match = _ATTACHMENT.fullmatch(name)
    return match[1] if match and name == attachment_file(match[1]) else None


def is_normal(name: str) -> bool:
    """Return whether ``name`` is one that a change of files may name: one way to say each file.

    That is a name in the vault's folder, ``attachment_file``, or the temporary file of one.
    """
    temporary = _TEMPORARY.fullmatch(name)
    if attachment_uid(temporary[1] + temporary[2] if temporary else name) is not None:
        return True
    return name not in ("", ".", "..") and not set(name) & set("/\\:\0")


def sha256(content: bytes) -> str:
    """Return the SHA-256 of ``content``, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What ``vault.json`` says, under the practice's signature.

    ``form`` tells a vault from a snapshot of one, which is restored and never lived in: put in
    a vault's place it would be an older state that no anchor knows.
    """

    vault_id: str
    instance_id: str
    name: str = field(repr=False)
    records: int
    keys: int
    keys_sha256: str
    passphrase_sha256: str | None
    hints: tuple[SlotHint, ...]
    public_key: PublicKey
    form: str = FORMAT

    def _to_json(self) -> str:
        return json.dumps(
            {
                "format": self.form,
                "version": VERSION,
                "vault_id": self.vault_id,
                "instance_id": self.instance_id,
                "name": self.name,
                "records": self.records,
                "keys": self.keys,
                "keys_sha256": self.keys_sha256,
                "passphrase_sha256": self.passphrase_sha256,
                "slots": [
                    {"id": hint.id, "kind": hint.kind.value, "keyring_item": hint.keyring_item}
                    for hint in self.hints
                ],
                "public_key": self.public_key.to_text(),
            },
            ensure_ascii=False,
            indent=1,
        )

    @classmethod
    def _from_json(cls, found: dict[str, Any], key: PublicKey) -> Self:
        return cls(
            vault_id=found["vault_id"],
            instance_id=found["instance_id"],
            name=found["name"],
            records=_number(found["records"]),
            keys=_number(found["keys"]),
            keys_sha256=found["keys_sha256"],
            passphrase_sha256=found["passphrase_sha256"],
            hints=tuple(
                SlotHint(id=s["id"], kind=SlotKind(s["kind"]), keyring_item=_item(s))
                for s in found["slots"]
            ),
            public_key=key,
            form=found["format"],
        )

    def signed(self, key: SigningKey) -> bytes:
        """Return the content of ``vault.json``: the header's text and an SSHSIG over exactly it."""
        text = self._to_json()
        signature = key.sign(text.encode("utf-8"), signing.HEADER)
        return json.dumps({"header": text, "sig": signature}, ensure_ascii=False).encode("utf-8")

    @classmethod
    def from_signed(cls, content: bytes) -> Self:
        """Read ``vault.json`` and verify that its own key signed it.

        Whether that key is the practice's is not said here: the pinned fingerprint decides.
        Raises ``DamagedVault``, ``NewerVault`` or ``UntrustedVault``.
        """
        try:
            envelope = json.loads(content)
            text = envelope["header"]
            found = json.loads(text)
            if found["format"] not in (FORMAT, SNAPSHOT_FORMAT):
                raise DamagedVault("header")
            if found["version"] > VERSION:
                raise NewerVault("header")
            key = PublicKey.from_text(found["public_key"])
            key.verify(text.encode("utf-8"), envelope["sig"], signing.HEADER)
            header = cls._from_json(found, key)
        except BadSignature as error:
            raise UntrustedVault("header") from error
        except (*_NOT_A_HEADER, RecursionError) as error:
            raise DamagedVault("header") from error
        return header


def _number(found: object) -> int:
    if type(found) is not int or not 0 < found < _BEYOND:
        raise ValueError("a number of a file")
    return found


def _item(slot: dict[str, str]) -> str:
    name = slot["keyring_item"]
    if not name.isascii() or not name.isprintable():
        raise ValueError("a keyring item")
    return name


def read_header(folder: Path, form: str = FORMAT) -> Header:
    """Read and verify the header of the vault, or the snapshot, in ``folder``.

    Raises ``NotAVault`` where there is none, ``IsASnapshot`` where a vault was looked for,
    ``DamagedVault``, ``NewerVault``, ``UntrustedVault``.
    """
    path = folder / HEADER_FILE
    try:
        if not path.is_file():
            raise NotAVault() if not _looks_like_vault(folder) else DamagedVault("header")
        content = atomic.read_small(path, MAX_PART_BYTES)
    except OSError as error:
        raise atomic.storage_error(error) from error
    if content is None:
        raise DamagedVault("header")
    header = Header.from_signed(content)
    if header.form != form:
        raise IsASnapshot() if form == FORMAT else NotAVault()
    return header


def _looks_like_vault(folder: Path) -> bool:
    return folder.is_dir() and any(_NUMBERED.fullmatch(entry.name) for entry in folder.iterdir())


def write_header(folder: Path, header: Header, key: SigningKey) -> None:
    """Replace the header: the commit point of every change of files."""
    atomic.write_whole(folder / HEADER_FILE, header.signed(key))


def read_part(folder: Path, name: str, expected_sha256: str, what: str) -> bytes:
    """Read a small file of the vault. Raises ``DamagedVault(what)`` where its hash differs."""
    try:
        content = atomic.read_small(folder / name, MAX_PART_BYTES)
    except FileNotFoundError as error:
        raise DamagedVault(what) from error
    except OSError as error:
        raise atomic.storage_error(error) from error
    if content is None or sha256(content) != expected_sha256:
        raise DamagedVault(what)
    return content


def next_number(folder: Path, at_least: int) -> int:
    """Return a number above all in use, also by files that nobody expects: numbers may skip."""
    used = [at_least - 1]
    for name in _entries(folder):
        if (number := number_of(name)) is not None:
            used.append(number)
    return max(used) + 1


def current_files(header: Header) -> frozenset[str]:
    """Return the names of all files that a vault with this header stands on."""
    return frozenset(
        {
            HEADER_FILE,
            LOCK_FILE,
            ATTACHMENTS,
            keys_file(header.keys),
            passphrase_file(header.keys),
            records_file(header.records),
            f"{records_file(header.records)}-journal",
        }
    )


def _entries(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        raise atomic.storage_error(error) from error


def unknown_files(folder: Path, header: Header, named: frozenset[str]) -> list[str]:
    """Return names of entries that neither header nor an intent names; they are never swept."""
    expected = named | current_files(header)
    return [name for name in _entries(folder) if name not in expected]


def conflict_copies(folder: Path) -> list[str]:
    """Return names of headers that a sync service put beside ours; they are never opened."""
    return [name for name in _entries(folder) if _CONFLICT.fullmatch(name)]
