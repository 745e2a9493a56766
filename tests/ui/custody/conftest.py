"""A custodian's vault, unlocked, and the stick that it came from."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.successor.sealed import Sealed, seal
from tests.ui.unlocked import Desk, clock, desk
from tests.vault_fixtures import STRONG, NoKeyring
from vault.custody import service as custody
from vault.keys import service as keys
from vault.keys.creation import FirstWay, plan_vault
from vault.keys.model import SlotKind
from vault.practice.model import Practice
from vault.progress import no_progress
from vault.sealing.part_model import Part
from vault.unsealing import service as unsealing

__all__ = ["clock", "desk"]

CUSTODIAN = Practice(practitioner="Imke Vandermeer, LCSW", phone="555 0188")


@pytest.fixture(scope="session")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """What the practitioner left."""
    return seal(tmp_path_factory.mktemp("left"))


@pytest.fixture(scope="session")
def kept_folder(stick: Sealed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Her vault, as it is right after she took the records in."""
    folder = tmp_path_factory.mktemp("kept") / "kept.casekeep"
    cards = [unsealing.read_card(lines) for lines in stick.cards[:2]]
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    with unsealing.open_source(stick.export) as source:
        best = unsealing.examine(source).best
        assert best is not None
        with unsealing.open_part(source, best, Part.RECORDS, cards) as opened:
            custody.take(
                [opened],
                folder,
                plan_vault("kept"),
                CUSTODIAN,
                way,
                NoKeyring(),
                progress=no_progress,
            )
    return folder


@pytest.fixture
def keeping(qapp: QApplication, qtbot: QtBot, kept_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it behind the worker."""
    folder = tmp_path / "kept.casekeep"
    shutil.copytree(kept_folder, folder)
    desk = Desk(qapp, tmp_path)
    desk.session.close()
    session = keys.unlock_with_passphrase(folder, STRONG, NoKeyring())
    session.on_change.append(desk.context.bus.publish)
    desk.session = desk.context.worker.session = session
    desk.context.is_in_custody = session.is_in_custody
    yield desk
    desk.close()
