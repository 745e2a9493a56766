"""The vault that the rows measure: a made-up practice, built once for each run of the suite."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.subject import sheet_texts
from tests.suite import Scale
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.demo.service import import_demo
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.session import Session

YEARS_SMALL, YEARS_FULL = 4, 30
"""About 4,000 and 40,000 notes."""
_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class BigVault:
    """A locked vault. The sheet opens it without scrypt: it is the key at hand."""

    parent: "TemporaryDirectory[str]" = field(repr=False)
    folder: Path
    sheet: tuple[str, ...] = field(repr=False)
    notes: int

    def unlock(self, folder: Path | None = None) -> Session:
        """Unlock it, or a copy of it, as the program does once the key is known."""
        return keys.unlock_with_sheet(folder or self.folder, self.sheet, NoKeyring())

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """Give the folder of a copy, for what writes."""
        with TemporaryDirectory(prefix="copy-", dir=self.parent.name) as name:
            folder = Path(name) / self.folder.name
            shutil.copytree(self.folder, folder)
            yield folder


def big_vault(scale: Scale) -> BigVault:
    """Return the vault of this run; the first row that asks waits until it is built."""
    return _built(scale.pick(YEARS_SMALL, YEARS_FULL))


@cache
def _built(years: int) -> BigVault:
    parent = TemporaryDirectory(prefix="bench-")
    folder = Path(parent.name) / "big.casekeep"
    plan = plan_vault("Bench")
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring())
    sheet = tuple(sheet_texts(plan.sheet))
    session = keys.unlock_with_sheet(folder, sheet, NoKeyring())
    counts = import_demo(session, years, _SEED)
    keys.lock(session, NoKeyring(), "lock")
    return BigVault(parent=parent, folder=folder, sheet=sheet, notes=counts.notes)
