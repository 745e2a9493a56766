"""A practice with records that may go, one that may not, two places for backups, and a keyring."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.backup.papers import add_document
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import PRACTICE, STRONG, StoppedClock
from vault.backup import service as backup
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientDetails, ClientStatus
from vault.disposal import service as disposal
from vault.disposal.model import Approval
from vault.ids import ClientId, DestinationId, DisposalId, EpisodeId
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.session import Session

TYPED = "1234"
OLD, OTHER_OLD, PRESENT = "Odalys Quince", "Tobiah Marchbanks", "Ana Ruiz"
KINDS = {Shelf.RECORD: NoteKind.PROGRESS, Shelf.PSYCHOTHERAPY: NoteKind.PSYCHOTHERAPY}
WORDS = {OLD: "cassowary", OTHER_OLD: "hoopoe", PRESENT: "heron"}


@dataclass(slots=True, kw_only=True)
class World:
    """A vault with two old records and a present one. ``folder`` is the vault's."""

    session: Session
    clock: StoppedClock
    drawer: DrawerKeyring
    sheet: list[str]
    folder: Path
    old: ClientId
    other_old: ClientId
    present: ClientId

    def approval(self, *who: ClientId, acceptance: str = "as agreed") -> Approval:
        """Return what a practitioner types for these records."""
        numbers = {one: clients.get(self.session, one).record_number for one in who}
        return Approval(confirmations=numbers, acceptance=acceptance, approved_by="Robin Keller")

    def begin(self, *who: ClientId) -> DisposalId:
        """Begin to dispose of these records."""
        self.session.step_up(TYPED.encode())
        return disposal.begin(self.session, who, self.approval(*who))

    def dispose(self, *who: ClientId) -> DisposalId:
        """Dispose of these records."""
        disposal_id = self.begin(*who)
        disposal.erase(self.session, disposal_id, TYPED, self.drawer)
        return disposal_id

    def unlock_again(self) -> Session:
        """Close the vault as a crash does, and unlock it anew."""
        self.session.close()
        self.session = keys.unlock_with_keyring(self.folder, TYPED, self.drawer, now=self.clock)
        return self.session

    def place(self, name: str) -> DestinationId:
        """Add a place for backups beside the vault."""
        path = self.folder.parent / name
        path.mkdir()
        return backup.add_destination(self.session, path, name).id


@cache
def _master() -> tuple["TemporaryDirectory[str]", Path, list[str], dict[str, str]]:
    parent, drawer, clock = TemporaryDirectory(prefix="disposal-"), DrawerKeyring(), StoppedClock()
    folder, plan = Path(parent.name) / "v.casekeep", plan_vault("Disposal")
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=TYPED)
    create_vault(plan, folder, PRACTICE, way, drawer, now=clock)
    session = keys.unlock_with_keyring(folder, TYPED, drawer, now=clock)
    keys.add_passphrase(session, TYPED, STRONG, drawer)
    fill_practice(session)
    session.close()
    return parent, folder, [line.text for line in plan.sheet.lines], drawer.items


def fill_practice(session: Session) -> None:
    """Enter two clients whose records may go, 0001 and 0002, and one who is present, 0003."""
    session.step_up(TYPED.encode())
    for name in (OLD, OTHER_OLD, PRESENT):
        began = date(2026, 2, 4) if name == PRESENT else date(2008, 2, 4)
        client, episode = _enter(session, name, began)
        if name != PRESENT:
            _close(session, client, episode)


def enter_old(session: Session, name: str) -> ClientId:
    """Enter one more client whose record may go."""
    session.step_up(TYPED.encode())
    client, episode = _enter(session, name, date(2008, 2, 4))
    _close(session, client, episode)
    return client


def _close(session: Session, client: ClientId, episode: EpisodeId) -> None:
    episodes.close_episode(session, episode, date(2010, 6, 1), "moved away")
    closed = replace(clients.get(session, client).details, status=ClientStatus.CLOSED)
    clients.change(session, client, closed)


def _enter(session: Session, name: str, began: date) -> tuple[ClientId, EpisodeId]:
    word = WORDS.get(name, name)
    details = ClientDetails(legal_name=name, birth_date=date(1970, 3, 9), jurisdiction="CA")
    client = clients.add(session, details)
    episode = episodes.open_episode(session, client, began)
    held = CareSessionDetails(day=began, status=CareSessionStatus.HELD)
    care_session = care_sessions.add(session, client, held)
    for shelf, kind in KINDS.items():
        head = NoteHead(
            client_id=client,
            kind=kind,
            shelf=shelf,
            occurred_on=began,
            episode_id=episode,
            care_session_id=care_session,
        )
        body = Body.of((Section(heading="", text=f"A {word} on the way here."),))
        notes.sign(session, shelf, notes.start(session, head, body))
    add_document(session, client, f"{word} in a paper".encode(), title=f"A {word}")
    return client, episode


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The practice, unlocked."""
    _, master, sheet, items = _master()
    folder, drawer, clock = tmp_path / "v.casekeep", DrawerKeyring(), StoppedClock()
    drawer.items = dict(items)
    shutil.copytree(master, folder)
    session = keys.unlock_with_keyring(folder, TYPED, drawer, now=clock)
    made = World(
        session=session,
        clock=clock,
        drawer=drawer,
        sheet=sheet,
        folder=folder,
        old=clients.with_number(session, "0001"),
        other_old=clients.with_number(session, "0002"),
        present=clients.with_number(session, "0003"),
    )
    yield made
    made.session.close()
