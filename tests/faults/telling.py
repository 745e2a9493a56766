"""What the programs that are killed and starved say, and how they open their vault.

They speak by ``writev``, which no fault starves: a full disk takes neither what was acknowledged
nor a traceback from those who judge. Scrypt is cheap in all of it: it is the disk that is tried.
"""

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import NoKeyring
from vault.clock import Clock, utc_now
from vault.keys import secret
from vault.keys import service as keys
from vault.session import Session

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

secret.PASSPHRASE_WORK_FACTOR = secret.KEYRING_WORK_FACTOR = 4


class _Unstarved(io.RawIOBase):
    """A descriptor that is written to by ``writev``."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def writable(self) -> bool:
        """Say that it can be written to, as a text stream asks."""
        return True

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write; return how many bytes went."""
        return os.writev(self._descriptor, [content])


def unstarve() -> None:
    """Let standard output and error reach the judge whatever becomes of ``write``."""
    sys.stdout = io.TextIOWrapper(_Unstarved(1), encoding="utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(_Unstarved(2), encoding="utf-8", write_through=True)


def tell(**fact: object) -> None:
    """Say on standard output what was acknowledged."""
    print(json.dumps(fact), flush=True)


class ToldKeyring(DrawerKeyring):
    """A keyring that outlives the program, as a real one does: it tells all that it holds."""

    def __init__(self, secrets: Path) -> None:
        super().__init__()
        self.items |= json.loads(secrets.read_text(encoding="utf-8")).get("keyring", {})

    def put(self, item: str, secret: str) -> None:
        """Keep an item, and tell."""
        super().put(item, secret)
        tell(keyring=self.items)

    def remove(self, item: str) -> None:
        """Drop an item, and tell."""
        super().remove(item)
        tell(keyring=self.items)


def sheet_of(secrets: Path) -> list[str]:
    """Return the lines of the vault's sheet."""
    lines: list[str] = json.loads(secrets.read_text(encoding="utf-8"))["sheet"]
    return lines


def opened(folder: Path, secrets: Path, now: Clock = utc_now) -> Session:
    """Unlock the vault by its sheet."""
    return keys.unlock_with_sheet(folder, sheet_of(secrets), NoKeyring(), now=now)
