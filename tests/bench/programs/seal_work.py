"""Seals an export and says how long it took and how much memory it had at most.

``python -m tests.bench.programs.seal_work FOLDER SHEET STICK KIND``; the ceremony was held before.
"""

import json
import sys
import time
from pathlib import Path

from tests.bench.programs.backup_work import peak_bytes
from tests.vault_fixtures import NoKeyring
from vault.keys import service as keys
from vault.sealing import service as sealing
from vault.sealing.statement_model import SealKind
from vault.session import Session


def _seal(session: Session, stick: Path, kind: SealKind) -> dict[str, float]:
    place = sealing.add_place(session, stick, "Bench")
    began = time.perf_counter()
    report = sealing.seal(session, place.id, kind)
    taken = time.perf_counter() - began
    return {"seconds": taken, "copied_bytes": report.copied_bytes, "size": report.size}


def main() -> None:
    """Do what the arguments say."""
    folder, sheet, stick, kind = sys.argv[1:]
    session = keys.unlock_with_sheet(Path(folder), json.loads(sheet), NoKeyring())
    said = _seal(session, Path(stick), SealKind(kind))
    session.close()
    print(json.dumps({**said, "peak": peak_bytes()}))


if __name__ == "__main__":
    main()
