"""A snapshot that an earlier Casekeep made: restored, and brought to today's tables on the way."""

from datetime import date
from pathlib import Path

import pytest

from tests.backup.conftest import NEW_WAY, TEXT
from tests.backup.papers import add_client, add_document
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.audit import service as audit
from vault.backup import service as backup
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store import bundle, schema
from vault.store.connection import Connection

CONTENT = b"signed by both parents " * 900


@pytest.fixture
def old_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick from before the newest migration: a client, a signed note and a document."""
    earlier = schema.scripts()[:-1]
    stick = tmp_path / "stick"
    stick.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "scripts", lambda: earlier)
        way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
        folder = tmp_path / "old.casekeep"
        create_vault(plan_vault("Old"), folder, PRACTICE, way, NoKeyring())
        session = keys.unlock_with_passphrase(folder, STRONG, NoKeyring())
        _write(session)
        _back_up(session, stick)
        session.close()
    return stick


def _back_up(session: Session, stick: Path) -> None:
    """Leave the register out: what is entered there today takes today's tables."""
    run = backup.begin_backup(session, backup.add_destination(session, stick, "Blue").id)
    for step in run.steps:
        if step.name not in ("register", "confirm"):
            step.work()


def _write(session: Session) -> None:
    client = add_client(session)
    body = Body.of((Section(heading="", text=TEXT),))
    note = notes.start(session, NoteHead(client_id=client, occurred_on=date(2026, 11, 1)), body)
    notes.sign(session, Shelf.RECORD, note)
    add_document(session, client, CONTENT)


def _tables(rows: Connection) -> list[tuple[str, str]]:
    found = rows.all("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    return sorted((row[0], row[1]) for row in found)


def test_it_comes_back_whole_with_todays_tables(old_stick: Path, tmp_path: Path) -> None:
    found = backup.choose_snapshot(backup.find_snapshots(old_stick))
    into, drawer = tmp_path / "again.casekeep", DrawerKeyring()
    before = {p: p.read_bytes() for p in old_stick.rglob("*") if p.is_file()}
    report = backup.restore_vault(found.folder, SlotKind.PASSPHRASE, STRONG, into, NEW_WAY, drawer)
    assert (report.clients, report.documents, report.lost, report.skipped) == (1, 1, (), ())
    assert {p: p.read_bytes() for p in old_stick.rglob("*") if p.is_file()} == before
    again = keys.unlock_with_keyring(into, "9876", drawer)
    assert bundle.read_header(into).records == 1  # migrated on the way, not at this unlock
    assert schema.version(again.rows) == schema.latest_version()
    again.rows.check()
    assert len(search.find(again, Query(text="heron")).notes) == 1
    assert audit.verify(again).is_sound
    assert not notes.check_all(again).broken
    place = backup.add_destination(again, old_stick, "Blue")
    assert backup.make_backup(again, place.id).documents == 1
    again.close()


def test_its_tables_are_those_of_a_vault_made_today(old_stick: Path, tmp_path: Path) -> None:
    found = backup.choose_snapshot(backup.find_snapshots(old_stick))
    into, new = tmp_path / "again.casekeep", tmp_path / "new.casekeep"
    backup.restore_vault(found.folder, SlotKind.PASSPHRASE, STRONG, into, None, NoKeyring())
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan_vault("New"), new, PRACTICE, way, NoKeyring())
    restored, made = (keys.unlock_with_passphrase(one, STRONG, NoKeyring()) for one in (into, new))
    assert _tables(restored.rows) == _tables(made.rows)
    restored.close()
    made.close()
