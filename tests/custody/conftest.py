"""A practice with old and present clients, and a custodian who takes its records in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.custody.made_parts import MadePart
from tests.disposal.conftest import world as world
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import StoppedClock
from vault.custody import service
from vault.custody.model import CustodyReport
from vault.keys import service as keys
from vault.keys.creation import FirstWay, plan_vault
from vault.keys.model import SlotKind
from vault.practice.model import Practice
from vault.progress import no_progress
from vault.session import Session

CUSTODIAN = Practice(practitioner="Imke Vandermeer, LCSW", phone="555 0188", jurisdiction="OR")
TYPED = "5678"


class Custodian:
    """Takes records in, each time into a vault of her own."""

    def __init__(self, folder: Path, clock: StoppedClock, closing: ExitStack) -> None:
        self.folder = folder
        self.clock = clock
        self.drawer = DrawerKeyring()
        self._closing = closing
        self.report: CustodyReport | None = None

    def take(self, parts: Sequence[MadePart], name: str = "kept") -> Session:
        """Return the vault that was made of these parts, unlocked."""
        into = self.folder / f"{name}.casekeep"
        way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=TYPED)
        self.report = service.take(
            parts,
            into,
            plan_vault(name),
            CUSTODIAN,
            way,
            self.drawer,
            now=self.clock,
            progress=no_progress,
        )
        return self.unlock(into)

    def unlock(self, folder: Path) -> Session:
        """Unlock a vault of hers."""
        session = keys.unlock_with_keyring(folder, TYPED, self.drawer, now=self.clock)
        self._closing.callback(session.close)
        return session


@pytest.fixture
def custodian(tmp_path: Path) -> Iterator[Custodian]:
    """Somebody who takes records in."""
    home = tmp_path / "custodian"
    home.mkdir()
    with ExitStack() as closing:
        yield Custodian(home, StoppedClock(), closing)


Change = Callable[[Session], None]
