"""Does one act on a document and says how long it took and how much memory it had at most.

``python -m tests.bench.programs.document_work ACT FOLDER SHEET FILE``; the vault is opened by its
sheet, so that no scrypt is in the figures.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.vault_fixtures import NoKeyring
from vault.clients import service as clients
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.keys import service as keys
from vault.session import Session

_KIB = 1024


def add(session: Session, file: Path) -> None:
    """Add ``file`` to the record."""
    documents.add(session, clients.list_ids(session)[0], file, DocumentFacts(title="Film"))


def copy_out(session: Session, file: Path) -> None:
    """Copy the first document out as ``file``."""
    documents.copy_out(documents.readings(session)[0], file)


def verify(session: Session, file: Path) -> None:
    """Open the first document and keep nothing."""
    if not documents.verify(documents.readings(session)[:1]).is_sound:
        raise RuntimeError("the document is damaged")


_ACTS: dict[str, Callable[[Session, Path], None]] = {
    "add": add,
    "copy-out": copy_out,
    "verify": verify,
}


def main() -> None:
    """Do the act that the arguments name."""
    act, folder, sheet, file = sys.argv[1:]
    lines = json.loads(sheet)
    session = keys.unlock_with_sheet(Path(folder), lines, NoKeyring())
    began = time.perf_counter()
    _ACTS[act](session, Path(file))
    taken = time.perf_counter() - began
    session.close()
    print(json.dumps({"seconds": taken, "peak": _peak_bytes()}))


def _peak_bytes() -> int:
    """Return the most memory this program ever held; ``getrusage`` counts its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * _KIB


if __name__ == "__main__":
    main()
