"""A switch that leaves rows behind, and intents that name documents' files."""

from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import CLIENT, TEXT
from tests.store.drawer import DrawerKeyring
from vault.audit import service as audit
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.errors import DamagedVault, WrongPassphrase
from vault.ids import ClientId, NoteId
from vault.keys import service as keys
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store import bundle, copying, intents, registry
from vault.store.copying import LeftOut

UID = "ab" * 16
FILE = bundle.attachment_file(UID)
KINDS = {Shelf.RECORD: NoteKind.PROGRESS, Shelf.PSYCHOTHERAPY: NoteKind.PSYCHOTHERAPY}


@pytest.fixture
def second(session: Session) -> ClientId:
    """Another client, with a signed note, a draft and a psychotherapy note."""
    session.step_up(b"1234")
    client = clients.add(session, ClientDetails(legal_name="Zoltan Quillfeather"))
    for shelf, kind in KINDS.items():
        head = NoteHead(client_id=client, occurred_on=date(2026, 11, 2), shelf=shelf, kind=kind)
        body = Body.of((Section(heading="", text="A cormorant, he said."),))
        note = notes.start(session, head, body)
        notes.sign(session, shelf, note)
    return client


def _leave_out(session: Session, drawer: DrawerKeyring, left_out: LeftOut, *files: str) -> None:
    keys.leave_out(
        session,
        "1234",
        drawer,
        kind="records.leave_out",
        reason="test",
        left_out=left_out,
        old_attachments=files,
    )


def _own_rows(session: Session, client: ClientId) -> dict[str, int]:
    return {
        table.name: session.rows.value(
            f"SELECT count(*) FROM {table.name} WHERE {table.client_path} = ?", (client,)
        )
        for table in registry.copied_tables()
        if table.client_path
    }


def test_a_client_left_out_is_in_no_table_and_no_index(
    session: Session, drawer: DrawerKeyring, second: ClientId
) -> None:
    assert _own_rows(session, second)["audit_detail"] > 0
    _leave_out(session, drawer, LeftOut(clients=frozenset({second})))
    assert not any(_own_rows(session, second).values())
    assert search.find(session, Query(text="cormorant")).notes == ()
    assert search.find(session, Query(text="Quillfeather")).clients == ()
    session.rows.check()


def test_everybody_else_is_whole(session: Session, drawer: DrawerKeyring, second: ClientId) -> None:
    _leave_out(session, drawer, LeftOut(clients=frozenset({second})))
    assert notes.get(session, Shelf.RECORD, NoteId(1)).body.text == TEXT
    assert len(search.find(session, Query(text="heron")).notes) == 1
    assert not notes.check_all(session).broken


def test_the_chain_agrees_and_says_what_was_erased(
    session: Session, drawer: DrawerKeyring, second: ClientId
) -> None:
    before = _own_rows(session, second)["audit_detail"]
    _leave_out(session, drawer, LeftOut(clients=frozenset({second})))
    report = audit.verify(session)
    assert (report.erased, report.unexplained) == (before, 0)
    assert report.is_sound


def test_a_detail_that_nobody_accounts_for_is_no_sound_chain(
    session: Session, drawer: DrawerKeyring, second: ClientId
) -> None:
    erased = frozenset({2})
    keys.leave_out(
        session,
        "1234",
        drawer,
        kind="records.leave_out",
        reason="",
        left_out=LeftOut(rows={"audit_detail": erased}),
    )
    report = audit.verify(session)
    assert (report.erased, report.unexplained) == (1, 1)
    assert not report.is_sound


def test_what_still_leads_to_a_row_keeps_it(
    session: Session, drawer: DrawerKeyring, second: ClientId
) -> None:
    before = copying.all_rows(session.rows)
    with pytest.raises(DamagedVault):
        _leave_out(session, drawer, LeftOut(rows={"client": frozenset({second})}))
    after = copying.all_rows(session.rows)
    assert len(before) == len(after)
    assert _own_rows(session, second)["note"] == 1
    assert bundle.read_header(session.opened.folder).records == 1


def test_without_the_secret_nothing_goes(
    session: Session, drawer: DrawerKeyring, second: ClientId
) -> None:
    with pytest.raises(WrongPassphrase):
        keys.leave_out(
            session,
            "4321",
            drawer,
            kind="records.leave_out",
            reason="test",
            left_out=LeftOut(clients=frozenset({second})),
        )
    assert _own_rows(session, second)["note"] == 1


def _attachment(session: Session, content: bytes = b"sealed") -> Path:
    path = session.opened.folder / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def _add_document(session: Session) -> None:
    with session.begin("document.add") as tx:
        tx.rows.run(
            "INSERT INTO document (uid, client_id, identity, kind, title, file_name, media_type,"
            " size, sha256, sealed_size, sealed_sha256, added_at)"
            " VALUES (?, ?, '', 'other', 't', 'f', 'm', 1, '', 1, '', '')",
            (UID, CLIENT),
        )
        tx.audit()


def test_old_attachments_go_after_the_switch(session: Session, drawer: DrawerKeyring) -> None:
    path = _attachment(session)
    _leave_out(session, drawer, LeftOut(), FILE)
    assert not path.exists()


def test_an_attachment_that_a_row_names_stays(session: Session, drawer: DrawerKeyring) -> None:
    path = _attachment(session)
    _add_document(session)
    _leave_out(session, drawer, LeftOut(), FILE)
    assert path.exists()


def test_files_of_an_add_that_ended_half_way_go_at_the_next_unlock(
    session: Session, drawer: DrawerKeyring
) -> None:
    folder = session.opened.folder
    intents.claim(session.opened, "document.add", [FILE], session.now)
    path = _attachment(session)
    session.close()
    again = keys.unlock_with_keyring(folder, "1234", drawer)
    assert not path.exists()
    assert intents.pending(again.rows) == []
    again.close()


def test_a_switch_in_between_leaves_files_alone_that_are_being_made(
    session: Session, drawer: DrawerKeyring
) -> None:
    claim = intents.claim(session.opened, "document.add", [FILE], session.now)
    path = _attachment(session)
    keys.rotate_keys(session, "1234", drawer)
    assert path.exists()
    intents.abandon(session.opened, claim, session.now)
    assert not path.exists()
    assert intents.pending(session.rows) == []


def test_released_files_stay(session: Session, drawer: DrawerKeyring) -> None:
    folder = session.opened.folder
    claim = intents.claim(session.opened, "document.add", [FILE], session.now)
    path = _attachment(session)
    with session.begin("document.add") as tx:
        tx.audit()
        intents.release(session.opened, tx.rows, claim)
    session.close()
    keys.unlock_with_keyring(folder, "1234", drawer).close()
    assert path.exists()


@pytest.mark.parametrize("name", ["attachments/ab/cd.age", f"attachments/cd/{UID}.age", "x.age"])
def test_only_our_own_shape_is_an_attachment(name: str) -> None:
    assert bundle.attachment_uid(name) is None
    assert bundle.attachment_uid(FILE) == UID
