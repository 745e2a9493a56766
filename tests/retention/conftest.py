"""An unlocked vault whose every event the test's own clock has dated, and a client in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.retention.practice import Practitioner, begin
from tests.vault_fixtures import (
    PRACTICE,
    STRONG,
    VAULT_NAME,
    NoKeyring,
    StoppedClock,
    check_step_up,
)
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.keys.secret import PinnedSecret
from vault.session import Session
from vault.store.opening import open_vault


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PinnedSecret]:
    """A vault made by the stopped clock: the shared one is dated by the computer's."""
    folder = tmp_path_factory.mktemp("made") / "test.casekeep"
    plan = plan_vault(VAULT_NAME)
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring(), now=begin())
    return folder, PinnedSecret.for_vault(plan.recovery.identity, plan.signing_key.public)


@pytest.fixture
def clock() -> StoppedClock:
    """The clock of the session: noon of the day on which the vault was made."""
    return begin()


@pytest.fixture
def session(
    made: tuple[Path, PinnedSecret], tmp_path: Path, clock: StoppedClock
) -> Iterator[Session]:
    """An unlocked vault in California."""
    folder, secret = made
    shutil.copytree(folder, tmp_path / "test.casekeep")
    opened = open_vault(tmp_path / "test.casekeep", secret)
    unlocked = Session(opened, check_step_up=check_step_up, now=clock)
    yield unlocked
    unlocked.close()


@pytest.fixture
def work(session: Session, clock: StoppedClock) -> Practitioner:
    """Somebody who works with the vault and sees the days go by."""
    return Practitioner(session, clock)
