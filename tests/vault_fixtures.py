"""A real vault for tests: a vault folder, copied from one made once.

``open_session`` needs no pytest, so that benches can use it; the fixtures around it stand in
``tests/records/conftest.py``.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from vault.clock import Clock, utc_now
from vault.errors import KeyringUnavailable, WrongPassphrase
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.keys.recovery_sheet import sheet_lines
from vault.keys.secret import PinnedSecret
from vault.practice.model import Practice
from vault.session import Session
from vault.store import bundle, opening
from vault.store.connection import Connection, open_database
from vault.store.opening import open_vault

STEP_UP_SECRET = b"1234"
STRONG = "marble otter canyon velvet thirty lanterns"
VAULT_NAME = "Test practice"
PRACTICE = Practice(practitioner="Robin Keller, LCSW", jurisdiction="CA")


class NoKeyring:
    """A computer without a keyring: every call says so."""

    def get(self, item: str) -> str:
        """Raise ``KeyringUnavailable``."""
        raise KeyringUnavailable()

    def put(self, item: str, secret: str) -> None:
        """Raise ``KeyringUnavailable``."""
        raise KeyringUnavailable()

    def remove(self, item: str) -> None:
        """Raise ``KeyringUnavailable``."""
        raise KeyringUnavailable()

    def probe(self) -> None:
        """Raise ``KeyringUnavailable``."""
        raise KeyringUnavailable()


class StoppedClock:
    """A clock that stands until it is moved. Noon UTC: the same day nearly everywhere."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, by: timedelta) -> None:
        """Move on by ``by``; a negative one sets the clock back."""
        self.instant += by


@cache
def _master() -> tuple[TemporaryDirectory[str], Path, PinnedSecret]:
    # The folder object is kept with the path: it removes the folder when the run ends.
    parent = TemporaryDirectory(prefix="vault-master-")
    folder = Path(parent.name) / "master.casekeep"
    plan = plan_vault(VAULT_NAME)
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring())
    return parent, folder, PinnedSecret.for_vault(plan.recovery.identity, plan.signing_key.public)


def recovery_sheet() -> list[str]:
    """Return the lines of the test vault's sheet: a proof that costs no scrypt."""
    _, _, secret = _master()
    sheet = sheet_lines(secret.identity.to_text(), secret.fingerprint)
    return [line.text for line in sheet.lines]


def check_step_up(secret: bytes) -> None:
    """Accept the one secret of the test vault."""
    if secret != STEP_UP_SECRET:
        raise WrongPassphrase()


def open_session(tmp_path: Path, clock: Clock | None = None) -> Session:
    """Return an unlocked vault in a folder of ``tmp_path``; opened again if it is there."""
    _, master, secret = _master()
    folder = tmp_path / "test.casekeep"
    if not folder.exists():
        shutil.copytree(master, folder)
    opened = open_vault(folder, secret)
    return Session(opened, check_step_up=check_step_up, now=clock or utc_now)


@contextmanager
def ungated(session: Session) -> Iterator[Connection]:
    """Hand the file to somebody who has its key and no program of ours; then open it again."""
    opened = session.opened
    opened.rows.close()
    path = opened.folder / bundle.records_file(opened.header.records)
    raw = open_database(path, opened.bag.database_key, is_gated=False)
    try:
        yield raw
    finally:
        raw.close()
        opened.rows = opening.open_records(opened.folder, opened.header, opened.bag)
