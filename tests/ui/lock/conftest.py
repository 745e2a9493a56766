"""A vault that was made once, and a stranger in front of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.strangers import Stranger
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind


class Made(NamedTuple):
    """A vault with a passphrase, and its sheet's lines."""

    folder: Path
    lines: list[str]


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Made:
    plan = plan_vault("North Street")
    folder = tmp_path_factory.mktemp("lock") / "North Street.casekeep"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring())
    return Made(folder, [line.text for line in plan.sheet.lines])


@pytest.fixture
def made(master: Made, tmp_path: Path) -> Made:
    folder = tmp_path / master.folder.name
    shutil.copytree(master.folder, folder)
    return Made(folder, master.lines)


@pytest.fixture
def stranger(qapp: QApplication, tmp_path: Path) -> Iterator[Stranger]:
    one = Stranger(qapp, tmp_path, NoKeyring())
    yield one
    one.close()
