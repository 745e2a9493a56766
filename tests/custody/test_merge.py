"""Merging: other parts, later and older numbers, tombstones; nothing comes twice."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.backup.papers import add_document
from tests.custody import compared
from tests.custody.conftest import TYPED, Custodian
from tests.custody.made_parts import MadePart, of_another_practice, sealed
from tests.disposal.conftest import World
from tests.disposal.filled import fill, texts_of
from tests.vault_fixtures import ungated
from vault.audit import service as audit
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientDetails
from vault.custody import service
from vault.custody.model import MergeReport
from vault.disposal import service as disposal
from vault.disposal.model import Approval
from vault.documents import service as documents
from vault.errors import Cancelled, NotInCustody, OtherPractice
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import ClientId, NoteId
from vault.keys import service as keys
from vault.notes import query_rows
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.progress import no_progress
from vault.sealing.part_model import Part
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store import registry
from vault.store.registry import Sealed
from vault.succession import plan_service
from vault.succession.plan_model import Audience

BOTH = (Part.RECORDS, Part.PSYCHOTHERAPY)
KINDS = (Sealed.RECORDS, Sealed.PSYCHOTHERAPY)


def merge(kept: Session, parts: Sequence[MadePart]) -> MergeReport:
    """Merge parts into a custodian's vault, and look whether its file is sound after."""
    report = service.merge(kept, parts, no_progress)
    kept.rows.check()
    for index in registry.indexes():
        kept.rows.run(
            f"INSERT INTO {index.name} ({index.name}, rank) VALUES ('integrity-check', 1)"
        )
    return report


def differences(practice: Session, kept: Session) -> list[str]:
    """Return the tables in which the practice and the custodian's vault differ."""
    before = compared.of_practice(practice.rows, *KINDS)
    return compared.difference(before, compared.in_custody(kept.rows, *KINDS))


def write_note(session: Session, client: ClientId, text: str, day: date) -> None:
    """Sign a note."""
    head = NoteHead(client_id=client, kind=NoteKind.PROGRESS, shelf=Shelf.RECORD, occurred_on=day)
    body = Body.of((Section(heading="", text=text),))
    notes.sign(session, Shelf.RECORD, notes.start(session, head, body))


@pytest.mark.parametrize("is_apart_first", [False, True])
def test_the_alternates_part_joins_in_either_order(
    world: World, custodian: Custodian, is_apart_first: bool
) -> None:
    fill(world, world.old, "cassowary")
    plan_service.keep_apart(world.session, world.old, Audience.ALTERNATE, "cousins")
    parts = sealed(world.session, 1, *BOTH, Part.APART_RECORDS, Part.APART_PSYCHOTHERAPY)
    own, apart = parts[:2], parts[2:]
    first, second = (apart, own) if is_apart_first else (own, apart)
    kept = custodian.take(first)
    assert len(clients.list_ids(kept)) == (1 if is_apart_first else 2)
    report = merge(kept, second)
    assert report.new == (2 if is_apart_first else 1)
    assert differences(world.session, kept) == []
    assert service.verify_inherited_chain(kept).is_sound
    assert notes.check_all(kept).broken == ()
    assert documents.check_files(kept).is_sound


def test_the_same_again_changes_nothing(world: World, custodian: Custodian) -> None:
    fill(world, world.old, "cassowary")
    plan_service.end_apart(world.session, world.old)
    parts = sealed(world.session, 1, *BOTH)
    kept = custodian.take(parts)
    before = compared.in_custody(kept.rows, *KINDS)
    report = merge(kept, parts)
    assert (report.new, report.changed, report.same, report.documents) == (0, 0, 6, 0)
    assert compared.difference(before, compared.in_custody(kept.rows, *KINDS)) == []
    told = service.custody(kept)
    assert told is not None and len(told.sources) == 1


def test_a_later_number_brings_what_changed(world: World, custodian: Custodian) -> None:
    fill(world, world.old, "cassowary")
    plan_service.end_apart(world.session, world.old)
    kept = custodian.take(sealed(world.session, 1, *BOTH))
    _change_everything(world)
    report = merge(kept, sealed(world.session, 2, *BOTH))
    assert (report.changed, report.new) == (3, 1)  # two records, one of them on both shelves
    assert report.documents == 1
    assert differences(world.session, kept) == []
    assert service.verify_inherited_chain(kept).is_sound
    assert notes.check_all(kept).broken == ()
    assert documents.check_files(kept).is_sound
    found = search.find(kept, Query(text="quetzal"))
    assert [hit.record_number for hit in found.notes] == ["0003"]


def _change_everything(world: World) -> None:
    """A later state: a draft signed, a note added, an episode gone, somebody new."""
    session = world.session
    world.clock.advance(timedelta(days=1))
    session.step_up(b"1234")
    for line in notes.drafts(session):
        notes.sign(session, line.shelf, line.note_id)
    write_note(session, world.present, "A quetzal came by.", date(2026, 11, 20))
    add_document(session, world.present, b"a new paper", title="New")
    details = clients.get(session, world.old).details
    clients.change(session, world.old, replace(details, contacts=(), risk_flag="moved"))
    holds.place(session, world.old, HoldKind.OTHER, "asked for it", date(2026, 11, 1))
    newcomer = clients.add(session, ClientDetails(legal_name="Wren Abara"))
    episodes.open_episode(session, newcomer, date(2026, 11, 2))
    care_sessions.add(
        session,
        newcomer,
        CareSessionDetails(day=date(2026, 12, 2), status=CareSessionStatus.PLANNED),
    )


def test_what_the_practitioner_took_back_goes(world: World, custodian: Custodian) -> None:
    session = world.session
    (note,) = notes.timeline_ids(session, world.old)
    notes.add_addendum(session, Shelf.RECORD, note, "a cassowary again")
    kept = custodian.take(sealed(session, 1, *BOTH))
    here = clients.with_number(kept, "0001")
    (document,) = documents.list_documents(kept, here)
    file = documents.readings(kept, [document.id])[0].path
    with ungated(session) as raw:  # as taking an import back leaves rows out of new records
        for trigger in ("note_addendum_stays", "note_stays"):
            raw.run(f"DROP TRIGGER {trigger}")
        raw.run("DELETE FROM note_addendum")
        raw.run("DELETE FROM note WHERE client_id = ?", (world.old,))
        raw.run("DROP TRIGGER document_stays")
        raw.run("DELETE FROM document WHERE client_id = ?", (world.old,))
    merge(kept, sealed(session, 2, *BOTH))
    assert differences(session, kept) == []
    assert not file.exists()
    assert documents.check_files(kept).is_sound
    assert not search.find(kept, Query(text="cassowary")).notes


def test_an_older_number_changes_nothing(world: World, custodian: Custodian) -> None:
    older = sealed(world.session, 1, *BOTH)
    _change_everything(world)
    kept = custodian.take(sealed(world.session, 2, *BOTH))
    report = merge(kept, older)
    assert (report.older, report.changed, report.new) == (6, 0, 0)
    assert differences(world.session, kept) == []
    assert service.verify_inherited_chain(kept).is_sound


def test_psychotherapy_notes_come_once_their_records_are_here(
    world: World, custodian: Custodian
) -> None:
    records, apart = sealed(world.session, 1, *BOTH)
    kept = custodian.take([records])
    assert merge(kept, [apart]).changed == 3
    assert differences(world.session, kept) == []


def test_psychotherapy_notes_of_nobody_here_wait(world: World, custodian: Custodian) -> None:
    plan_service.keep_apart(world.session, world.old, Audience.ALTERNATE, "cousins")
    own, apart, apart_notes = sealed(
        world.session, 1, Part.RECORDS, Part.APART_RECORDS, Part.APART_PSYCHOTHERAPY
    )
    kept = custodian.take([own])
    assert merge(kept, [apart_notes]).waiting == 1
    assert merge(kept, [apart_notes, apart]).waiting == 0
    shelf = Shelf.PSYCHOTHERAPY
    kept.step_up(TYPED.encode())
    assert len(notes.timeline_ids(kept, clients.with_number(kept, "0001"), shelf)) == 1


def test_the_custodians_own_rows_stay(world: World, custodian: Custodian) -> None:
    theirs = holds.place(
        world.session, world.present, HoldKind.LEGAL, "Ruiz v. Ruiz", date(2026, 11, 1)
    )
    kept = custodian.take(sealed(world.session, 1, *BOTH))
    here = clients.with_number(kept, "0003")
    (inherited,) = holds.list_holds(kept, here)
    assert inherited.reason == theirs.reason
    holds.release(kept, inherited.id, "settled")
    holds.place(kept, here, HoldKind.ACCESS, "asked me for a copy", date(2026, 11, 2))
    service.add_note(kept, "She called.", here)
    add_document(kept, here, b"a letter to me", title="Mine")
    holds.release(world.session, theirs.id, "was settled before")
    _change_everything(world)
    merge(kept, sealed(world.session, 2, *BOTH))
    own, released = holds.list_holds(kept, here)
    assert (own.reason, released.release_reason) == ("asked me for a copy", "settled")
    assert [one.body for one in service.notes(kept, here)] == ["She called."]
    titles = {one.facts.title for one in documents.list_documents(kept, here)}
    assert {"Mine", "New"} <= titles
    assert documents.check_files(kept).is_sound


def test_a_tombstone_drops_the_record(world: World, custodian: Custodian) -> None:
    kept = custodian.take(sealed(world.session, 1, *BOTH))
    here = clients.with_number(kept, "0001")
    words = texts_of(kept.rows, here)
    service.add_note(kept, "cassowary of mine", here)
    world.dispose(world.old)
    report = merge(kept, sealed(world.session, 2, *BOTH))
    assert report.dropped == 1
    assert len(clients.list_ids(kept)) == 2  # hidden at once
    keys.erase(kept, TYPED, custodian.drawer)
    left = {row[0] for row in kept.rows.all("SELECT client_uid FROM tombstone")}
    assert len(left) == 1 and left <= words
    assert not (texts_of(kept.rows, here) & words)
    assert _dump(kept).isdisjoint(words - left - {"0001"})
    assert not any("cassowary" in text for text in _dump(kept))
    assert service.verify_inherited_chain(kept).is_sound
    assert audit.verify(kept).is_sound
    assert documents.check_files(kept).is_sound


def _files(kept: Session) -> list[Path]:
    return sorted((kept.opened.folder / "attachments").rglob("*.age"))


def _dump(kept: Session) -> frozenset[str]:
    tables = [row["name"] for row in kept.rows.all("PRAGMA table_list") if row["type"] == "table"]
    rows = [row for name in tables for row in kept.rows.all(f'SELECT * FROM "{name}"')]
    return frozenset(value for row in rows for value in tuple(row) if isinstance(value, str))


def test_psychotherapy_notes_that_a_later_plan_withholds_stay_and_are_told(
    world: World, custodian: Custodian
) -> None:
    kept = custodian.take(sealed(world.session, 1, *BOTH))
    before = _noted_apart(kept)
    assert sum(map(bool, before.values())) > 0
    plan_service.keep_apart(world.session, world.old, Audience.NOBODY, "asked for it")
    report = merge(kept, sealed(world.session, 2, *BOTH))
    assert _noted_apart(kept) == before
    assert report.unlisted == 1
    assert merge(kept, sealed(world.session, 3, Part.RECORDS)).unlisted == 0


def _noted_apart(kept: Session) -> dict[ClientId, list[NoteId]]:
    ids = clients.list_ids(kept)
    return {o: query_rows.timeline_ids(kept.rows, Shelf.PSYCHOTHERAPY, o) for o in ids}


def test_a_tombstone_takes_the_psychotherapy_notes_with_it(
    world: World, custodian: Custodian
) -> None:
    kept = custodian.take(sealed(world.session, 1, *BOTH))
    world.dispose(world.old)
    report = merge(kept, sealed(world.session, 2, *BOTH))
    assert (report.dropped, report.unlisted) == (1, 0)
    assert len(clients.list_ids(kept)) == 2


def test_a_tombstone_keeps_an_older_state_out(world: World, custodian: Custodian) -> None:
    older = sealed(world.session, 1, *BOTH)
    world.dispose(world.old)
    kept = custodian.take(sealed(world.session, 2, *BOTH))
    assert len(clients.list_ids(kept)) == 2
    merge(kept, older)
    assert len(clients.list_ids(kept)) == 2
    both = custodian.take([*older, *sealed(world.session, 3, *BOTH)], name="both")
    assert len(clients.list_ids(both)) == 2


def test_a_hold_of_the_custodian_keeps_a_record_from_a_tombstone(
    world: World, custodian: Custodian
) -> None:
    kept = custodian.take(sealed(world.session, 1, *BOTH))
    here = clients.with_number(kept, "0001")
    holds.place(kept, here, HoldKind.LEGAL, "a subpoena came", date(2026, 11, 2))
    world.dispose(world.old)
    later = sealed(world.session, 2, *BOTH)
    report = merge(kept, later)
    assert (report.dropped, report.held) == (0, 1)
    assert here in clients.list_ids(kept)
    holds.release(kept, holds.active(kept, here)[0].id, "answered")
    assert merge(kept, later).dropped == 1


def test_what_was_disposed_of_in_custody_does_not_come_back(
    world: World, custodian: Custodian
) -> None:
    parts = sealed(world.session, 1, *BOTH)
    kept = custodian.take(parts)
    here = clients.with_number(kept, "0001")
    kept.step_up(TYPED.encode())
    approval = Approval(
        confirmations={here: "0001"}, acceptance="as agreed", approved_by="Imke Vandermeer"
    )
    disposal_id = disposal.dispose(kept, [here], approval, TYPED, custodian.drawer)
    (certificate,) = disposal.issue(kept, disposal_id)
    assert "Imke Vandermeer" in certificate.document
    assert not any("cassowary" in text for text in _dump(kept))
    for table in ("inherited_client", "inherited_row", "inherited_detail"):
        assert not kept.rows.value(f"SELECT count(*) FROM {table} WHERE client_id = ?", (here,))
    merge(kept, parts)
    assert len(clients.list_ids(kept)) == 2
    assert audit.verify(kept).is_sound
    assert service.verify_inherited_chain(kept).is_sound


def test_a_file_lost_at_first_comes_with_another_copy(world: World, custodian: Custodian) -> None:
    parts = sealed(world.session, 1, Part.RECORDS)
    (document,) = documents.list_documents(world.session, world.old)
    path = documents.readings(world.session, [document.id])[0].path
    aside = path.with_suffix(".aside")
    shutil.move(path, aside)
    kept = custodian.take(parts)
    assert merge(kept, parts).lost != ()
    shutil.move(aside, path)
    assert merge(kept, parts).documents == 1
    assert documents.check_files(kept).is_sound


def test_another_practice_is_refused(world: World, custodian: Custodian) -> None:
    parts = sealed(world.session, 1, Part.RECORDS)
    kept = custodian.take(parts)
    with pytest.raises(OtherPractice):
        service.merge(kept, [of_another_practice(parts[0])], no_progress)
    with pytest.raises(NotInCustody):
        service.merge(world.session, parts, no_progress)


def test_a_copy_that_went_its_own_way_changes_nobody(world: World, custodian: Custodian) -> None:
    first = sealed(world.session, 1, *BOTH)
    kept = custodian.take(first)
    custodian_copy = world.folder.with_name("aside.casekeep")
    world.session.close()
    shutil.copytree(world.folder, custodian_copy)
    world.unlock_again()
    write_note(world.session, world.present, "Here.", date(2026, 11, 21))
    merge(kept, sealed(world.session, 2, *BOTH))
    other = keys.unlock_with_keyring(custodian_copy, "1234", world.drawer, now=world.clock)
    write_note(other, world.present, "There.", date(2026, 11, 21))
    write_note(other, world.present, "There again.", date(2026, 11, 21))
    clients.add(other, ClientDetails(legal_name="Wren Abara"))
    report = merge(kept, sealed(other, 3, *BOTH))
    other.close()
    assert (report.is_chain_apart, report.new, report.changed) == (True, 1, 0)
    assert not search.find(kept, Query(text="there")).notes
    assert search.find(kept, Query(text="here")).notes
    assert service.verify_inherited_chain(kept).is_sound


def test_a_stopped_merge_leaves_all_as_it_was(world: World, custodian: Custodian) -> None:
    kept = custodian.take(sealed(world.session, 1, *BOTH))
    before, files = _dump(kept), _files(kept)
    _change_everything(world)
    later = sealed(world.session, 2, *BOTH)

    def stop(name: str, done: int, total: int) -> None:
        if name == "records" and done == 2:
            raise Cancelled()

    with pytest.raises(Cancelled):
        service.merge(kept, later, stop)
    assert len(_dump(kept) - before) < 4  # an intent was undone, which the chain tells
    assert _files(kept) == files
    assert documents.check_files(kept).is_sound
    assert merge(kept, later).new == 1
