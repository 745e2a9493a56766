"""An unlocked vault with keyring, sheet and passphrase; a client with two documents; a stick."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.backup.papers import add_client, add_document
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import PRACTICE, STRONG, StoppedClock
from vault.backup import service as backup
from vault.backup.model import Destination, RestoreReport
from vault.backup.restore import restore
from vault.backup.source import TypedSecret
from vault.ids import ClientId
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.progress import no_progress
from vault.session import Session

TYPED = "1234"
TEXT = "A heron on the way here, she said."
NEW_WAY = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="9876")


@dataclass(slots=True, kw_only=True)
class World:
    """A vault, its keyring, its sheet, and a stick for its backups."""

    session: Session
    clock: StoppedClock
    drawer: DrawerKeyring
    sheet: list[str]
    stick: Path
    destination: Destination
    client: ClientId
    documents: list[str] = field(default_factory=list)

    def back_up(self) -> int:
        """Make a backup; return the snapshot's number."""
        return backup.make_backup(self.session, self.destination.id).number

    @property
    def set_folder(self) -> Path:
        """The folder of this vault's snapshots on the stick."""
        return next(self.stick.glob("casekeep-*.backup"))

    def snapshot(self, number: int) -> Path:
        """Return a snapshot's folder."""
        return self.set_folder / "snapshots" / str(number)

    @property
    def by_sheet(self) -> TypedSecret:
        """The sheet as a person types it."""
        return TypedSecret(way=SlotKind.SHEET, text="\n".join(self.sheet))

    def restore(
        self, number: int, into: Path, keyring: DrawerKeyring, *, takes_older: bool = False
    ) -> RestoreReport:
        """Restore a snapshot by the sheet, with a new typed secret for the new keyring."""
        return restore(
            self.snapshot(number),
            self.by_sheet,
            into,
            NEW_WAY,
            keyring,
            takes_older=takes_older,
            now=self.clock,
            progress=no_progress,
        )


@cache
def _master() -> tuple["TemporaryDirectory[str]", Path, list[str], DrawerKeyring]:
    parent, drawer = TemporaryDirectory(prefix="backup-master-"), DrawerKeyring()
    folder, plan = Path(parent.name) / "v.casekeep", plan_vault("Backup")
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=TYPED)
    create_vault(plan, folder, PRACTICE, way, drawer)
    session = keys.unlock_with_keyring(folder, TYPED, drawer)
    keys.add_passphrase(session, TYPED, STRONG, drawer)
    session.close()
    return parent, folder, [line.text for line in plan.sheet.lines], drawer


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A vault with a client, a signed note and two documents, and an empty stick."""
    _, master, sheet, items = _master()
    folder, drawer, clock = tmp_path / "v.casekeep", DrawerKeyring(), StoppedClock()
    drawer.items = dict(items.items)
    shutil.copytree(master, folder)
    session = keys.unlock_with_sheet(folder, sheet, drawer, now=clock)
    client = add_client(session)
    body = Body.of((Section(heading="", text=TEXT),))
    note = notes.start(session, NoteHead(client_id=client, occurred_on=date(2026, 11, 1)), body)
    notes.sign(session, Shelf.RECORD, note)
    documents = [
        add_document(session, client, b"consent " * 9000),
        add_document(session, client, b""),
    ]
    stick = tmp_path / "stick"
    stick.mkdir()
    destination = backup.add_destination(session, stick, "Blue")
    yield World(
        session=session,
        clock=clock,
        drawer=drawer,
        sheet=sheet,
        stick=stick,
        destination=destination,
        client=client,
        documents=documents,
    )
    session.close()
