"""Opens a sealed export and says how long it took and how much memory it had at most.

``python -m tests.bench.programs.custody_work ACT STICK INTO``: ``caseload`` looks at the export and
reads the caseload, ``take`` makes a custodial vault of its records in ``INTO``.
"""

import json
import sys
import time
from pathlib import Path

from tests.bench.programs.backup_work import peak_bytes
from tests.faults.custody_rows import open_parts
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import PRACTICE
from vault.custody import service as custody
from vault.keys.creation import FirstWay, plan_vault
from vault.keys.model import SlotKind
from vault.progress import no_progress
from vault.sealing.part_model import Part

# A passphrase alone costs scrypt's 256 MB, which is no memory of ours.
_WAY = FirstWay(kind=SlotKind.KEYRING)


def _caseload(stick: Path, into: Path) -> dict[str, float]:
    with open_parts(stick, Part.CASELOAD) as (part,):
        return {"bytes": sum(len(part.read(name)) for name in part.names)}


def _take(stick: Path, into: Path) -> dict[str, float]:
    with open_parts(stick, Part.RECORDS) as parts:
        report = custody.take(
            parts, into, plan_vault("Kept"), PRACTICE, _WAY, DrawerKeyring(), progress=no_progress
        )
    return {"clients": report.clients, "notes": report.notes, "documents": report.documents}


def main() -> None:
    """Do what the arguments say."""
    act, stick, into = sys.argv[1:]
    begun = time.perf_counter()
    said = {"caseload": _caseload, "take": _take}[act](Path(stick), Path(into))
    taken = time.perf_counter() - begun
    print(json.dumps({**said, "seconds": taken, "peak": peak_bytes()}))


if __name__ == "__main__":
    main()
