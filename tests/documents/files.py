"""What lies in a vault's folder, and a file to put there."""

import random
from pathlib import Path

from vault.session import Session
from vault.store import bundle, intents

CHUNK = 64 * 1024


def content(size: int) -> bytes:
    """Return bytes that do not repeat, the same each time."""
    return random.Random(size).randbytes(size)


def given(folder: Path, data: bytes = b"A letter.", name: str = "letter.txt") -> Path:
    """Return a file as a person would choose it."""
    path = folder / name
    path.write_bytes(data)
    return path


def sealed_files(session: Session) -> list[Path]:
    """Return every file below the vault's attachments."""
    folder = session.opened.folder / bundle.ATTACHMENTS
    return sorted(path for path in folder.rglob("*") if path.is_file())


def is_clean(session: Session) -> bool:
    """Whether no file, no row and no intent is left of a document that was not added."""
    rows = session.rows
    none = rows.value("SELECT count(*) FROM document") == 0
    return none and not sealed_files(session) and not intents.pending(rows)
