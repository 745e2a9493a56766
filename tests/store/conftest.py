"""An unlocked vault with a keyring slot, a sheet, and one signed note."""

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import PRACTICE
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.session import Session

TEXT = "A heron on the way here, she said."
CLIENT = ClientId(2)
"""Whose note it is; the event of the unlock came first."""


@pytest.fixture
def drawer() -> DrawerKeyring:
    """A computer's keyring."""
    return DrawerKeyring()


@pytest.fixture
def sheet() -> list[str]:
    """Filled by ``session``: the lines of its vault's sheet."""
    return []


@cache
def _master() -> tuple["TemporaryDirectory[str]", Path, list[str], dict[str, str]]:
    parent, drawer, plan = (
        TemporaryDirectory(prefix="store-"),
        DrawerKeyring(),
        plan_vault("Switch"),
    )
    folder = Path(parent.name) / "v.casekeep"
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="1234")
    create_vault(plan, folder, PRACTICE, way, drawer)
    return parent, folder, [line.text for line in plan.sheet.lines], drawer.items


@pytest.fixture
def session(tmp_path: Path, drawer: DrawerKeyring, sheet: list[str]) -> Iterator[Session]:
    """A vault with a keyring slot, a sheet, and one signed note."""
    _, master, lines, items = _master()
    sheet.extend(lines)
    drawer.items = dict(items)
    folder = tmp_path / "v.casekeep"
    shutil.copytree(master, folder)
    opened = keys.unlock_with_keyring(folder, "1234", drawer)
    client = clients.add(opened, ClientDetails(legal_name="Ana"))
    assert client == CLIENT
    body = Body.of((Section(heading="", text=TEXT),))
    note = notes.start(opened, NoteHead(client_id=client, occurred_on=date(2026, 11, 1)), body)
    notes.sign(opened, Shelf.RECORD, note)
    yield opened
    opened.close()
