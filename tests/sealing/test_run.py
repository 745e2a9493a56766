"""Sealing an export at a place, keeping it current, and what is left where that fails."""

import hashlib
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.backup.papers import damage, file_of
from tests.sealing.standing import (
    CANARY,
    Practice,
    attachments_in,
    is_whole,
    numbers_in,
    opened,
    statement,
    strangers_in,
    texts,
)
from tests.sealing.standing_fixtures import clock, practice, session
from vault.audit import service as audit
from vault.clients import service as clients
from vault.clients.model import ClientStatus
from vault.errors import (
    Cancelled,
    DestinationGone,
    DestinationUnfit,
    NotFound,
)
from vault.retention import service as retention
from vault.sealing import layout, service
from vault.sealing.part_model import Part
from vault.sealing.places_model import ExportFate
from vault.sealing.statement_model import SealKind
from vault.store import bundle
from vault.succession import service as succession

__all__ = ["clock", "practice", "session"]


def test_two_cards_open_what_was_sealed(practice: Practice) -> None:
    practice.write_note()
    report = practice.seal()
    assert (report.number, report.clients, report.documents, report.copied) == (1, 2, 2, 2)
    assert numbers_in(practice.folder) == [1]
    assert not strangers_in(practice.folder)
    with opened(practice.folder, Part.RECORDS, 1, practice.cards) as archive:
        assert CANARY.encode() in texts(archive)
    with opened(practice.folder, Part.CASELOAD, 1, practice.cards) as archive:
        assert b"Odalys Quince" in texts(archive)
    for uid in practice.documents:
        copied = practice.folder / bundle.attachment_file(uid)
        assert copied.read_bytes() == file_of(practice.session, uid).read_bytes()


def test_the_register_knows_it_as_it_is(practice: Practice) -> None:
    report = practice.seal()
    one = practice.exports[1]
    listed = (practice.folder / layout.manifest_name(1)).read_bytes()
    assert one.id == report.export_id
    assert one.is_announced
    assert one.manifest_sha256 == hashlib.sha256(listed).hexdigest()
    named = [line.split("  ")[1] for line in listed.decode().splitlines()]
    assert one.size == report.size
    signature = layout.signature_name(1)
    every = [*named, layout.manifest_name(1), signature]
    assert one.size == sum((practice.folder / name).stat().st_size for name in every)


def test_no_client_is_named_outside_the_seal(practice: Practice) -> None:
    practice.write_note()
    practice.seal()
    for path in practice.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"Odalys" not in content, path.name
            assert b"Cassowary" not in content, path.name


def test_the_statement_says_how_far_the_chain_had_come(practice: Practice) -> None:
    practice.seal()
    told = statement(practice.folder, 1)
    assert told.vault_id == practice.session.vault_id
    assert told.kind is SealKind.STANDING
    assert told.month == "2026-11"
    assert told.previous == ""
    events = {one.seq: one.action for one in audit.page(practice.session, limit=9)}
    assert events[told.checkpoint.seq] == "audit.checkpoint"
    assert audit.verify(practice.session).is_sound


def test_a_refresh_copies_what_is_new_and_two_numbers_are_kept(practice: Practice) -> None:
    practice.seal()
    first = practice.exports[1].manifest_sha256
    practice.clock.advance(timedelta(days=1))
    practice.write_note("A heron.")
    new = practice.add_document(b"later " * 5000)
    second = practice.seal()
    assert (second.number, second.copied, second.removed) == (2, 1, ())
    assert numbers_in(practice.folder) == [1, 2]
    assert statement(practice.folder, 2).previous == first
    practice.clock.advance(timedelta(days=1))
    third = practice.seal()
    assert (third.copied, third.removed) == (0, (1,))
    assert numbers_in(practice.folder) == [2, 3]
    assert new in attachments_in(practice.folder)
    assert practice.exports[1].fate is ExportFate.REMOVED
    assert practice.exports[2].is_announced
    assert not strangers_in(practice.folder)


def test_what_is_the_same_is_not_written_again(practice: Practice) -> None:
    practice.seal()
    same = [layout.START_HTML, layout.START_TEXT, layout.opening_name(Part.RECORDS, (1, 2))]
    same += [bundle.attachment_file(uid) for uid in practice.documents]
    before = {name: (practice.folder / name).stat().st_ino for name in same}
    practice.seal()
    assert {name: (practice.folder / name).stat().st_ino for name in same} == before


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ("parts", "records-2.age"),
        ("sign", "MANIFEST-2.sha256"),
        ("sign", "seal-2.json"),
        ("sign", "START-HERE.txt"),
    ],
)
def test_a_medium_that_does_not_keep_what_it_is_given_announces_nothing(
    practice: Practice, step: str, name: str
) -> None:
    practice.seal()
    damaged: list[str] = []

    def spoil(said: str, done: int, total: int) -> None:
        path = practice.folder / name
        if said == step and not damaged and path.exists():
            damaged.append(name)
            damage(path)

    with pytest.raises(DestinationGone):
        service.seal(practice.session, practice.place.id, progress=spoil)
    assert damaged
    assert practice.exports[2].verified_at is None
    assert practice.exports[1].is_announced
    assert not list(practice.folder.glob("*-2.*"))
    assert practice.seal().number == 3
    assert numbers_in(practice.folder) == [1, 3]


def test_a_document_that_does_not_read_back_is_not_announced(practice: Practice) -> None:
    damaged: list[str] = []

    def spoil(said: str, done: int, total: int) -> None:
        if said == "documents" and not damaged:
            for uid in attachments_in(practice.folder):  # the first was read back just now
                damaged.append(uid)
                damage(practice.folder / bundle.attachment_file(uid))

    with pytest.raises(DestinationGone):
        service.seal(practice.session, practice.place.id, progress=spoil)
    assert damaged
    assert not any(one.is_announced for one in practice.exports.values())
    practice.seal()
    assert numbers_in(practice.folder) == [2]


@pytest.mark.parametrize("step", ["clients", "parts", "documents", "sign"])
def test_what_is_called_off_leaves_the_number_before(practice: Practice, step: str) -> None:
    practice.seal()
    new = practice.add_document(b"later " * 5000)

    def stop(said: str, done: int, total: int) -> None:
        if said == step:
            raise Cancelled

    with pytest.raises(Cancelled):
        service.seal(practice.session, practice.place.id, progress=stop)
    assert numbers_in(practice.folder) == [1]
    assert not strangers_in(practice.folder)
    stopped = practice.exports[2]
    assert (stopped.fate, stopped.verified_at) == (ExportFate.KEPT, None)
    assert practice.seal().number == 3
    assert numbers_in(practice.folder) == [1, 3]
    assert practice.exports[2].fate is ExportFate.REMOVED
    assert new in attachments_in(practice.folder)


def _killed_after(practice: Practice, until: str) -> None:
    """Do the steps up to one, and forget the rest: nothing is abandoned."""
    run = service.begin_seal(practice.session, practice.place.id)
    for step in run.steps:
        step.work()
        if step.name == until:
            return


@pytest.mark.parametrize("until", ["parts", "documents", "sign", "announce", "tidy"])
def test_a_program_that_is_killed_leaves_an_export_that_opens(
    practice: Practice, until: str
) -> None:
    practice.seal()
    practice.seal()
    _killed_after(practice, until)
    assert numbers_in(practice.folder)[-1] == (2 if until in ("parts", "documents") else 3)
    (practice.folder / ".records-9.age.0123456789abcdef.part").write_bytes(b"half")
    assert practice.seal().number == 4
    kept = [3, 4] if until in ("announce", "tidy") else [2, 4]
    assert numbers_in(practice.folder) == kept
    assert not strangers_in(practice.folder)
    known = {n for n, one in practice.exports.items() if one.fate is ExportFate.KEPT}
    assert known == set(kept)
    with opened(practice.folder, Part.RECORDS, 4, practice.cards) as archive:
        assert archive.testzip() is None


def test_an_older_number_that_lost_a_file_is_not_counted_as_kept(practice: Practice) -> None:
    practice.seal()
    practice.seal()
    (practice.folder / layout.signature_name(2)).unlink()
    assert practice.seal().removed == (2,)
    assert numbers_in(practice.folder) == [1, 3]
    assert practice.exports[2].fate is ExportFate.REMOVED


def test_a_stick_that_was_emptied_has_lost_its_numbers(practice: Practice) -> None:
    practice.seal()
    for path in practice.folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert practice.seal().copied == 2
    assert practice.exports[1].fate is ExportFate.MISSING
    assert numbers_in(practice.folder) == [2]


def test_a_folder_that_is_not_the_stick_is_not_written_to(practice: Practice) -> None:
    practice.seal()
    away = practice.stick.with_name("drawer")
    practice.stick.rename(away)
    practice.stick.mkdir()
    with pytest.raises(DestinationGone):
        practice.seal()
    assert not list(practice.stick.iterdir())


def test_start_here_tells_until_when_in_steps_of_five_years(practice: Practice) -> None:
    details = clients.get(practice.session, practice.client).details
    closed = replace(details, status=ClientStatus.CLOSED)
    clients.change(practice.session, practice.client, closed)
    retention.override(practice.session, practice.client, date(2048, 3, 4), "asked for it")
    practice.seal()
    told = [(practice.folder / f"START-HERE.{one}").read_text() for one in ("txt", "html")]
    assert all("2045 or later" in " ".join(one.split()) for one in told)
    assert not any("2048" in one for one in told)
    retention.override(practice.session, practice.client, date(2049, 3, 4), "asked for it")
    practice.seal()
    assert numbers_in(practice.folder) == [1, 2]  # both agree on what START-HERE says


def test_what_rotted_on_the_medium_is_found_by_the_next_run_and_copied_anew(
    practice: Practice,
) -> None:
    practice.seal()
    for uid in practice.documents:
        damage(practice.folder / bundle.attachment_file(uid))
    assert practice.seal().copied == 2
    assert numbers_in(practice.folder) == [1, 2]


def test_calling_it_off_while_documents_are_read_leaves_the_number_before(
    practice: Practice,
) -> None:
    practice.seal()
    heard: list[tuple[int, int]] = []

    def call_off(step: str, done: int, total: int) -> None:
        if step == "documents":
            heard.append((done, total))
            raise Cancelled

    with pytest.raises(Cancelled):
        service.seal(practice.session, practice.place.id, progress=call_off)
    [(done, total)] = heard
    assert 0 < done <= total
    assert numbers_in(practice.folder) == [1]
    assert practice.exports[1].is_announced
    assert not strangers_in(practice.folder)
    assert practice.seal().copied == 0


def test_a_document_that_the_vault_lost_is_said_and_in_no_export(practice: Practice) -> None:
    lost, kept = practice.documents
    file_of(practice.session, lost).unlink()
    report = practice.seal()
    assert [(one.uid, one.is_damaged) for one in report.lost] == [(lost, False)]
    assert attachments_in(practice.folder) == {kept}
    assert is_whole(practice.folder, 1)


def test_a_document_that_the_vault_lost_later_stays_in_the_export(practice: Practice) -> None:
    practice.seal()
    damage(file_of(practice.session, practice.documents[0]))
    assert not practice.seal().lost
    assert attachments_in(practice.folder) == set(practice.documents)


def test_a_link_in_the_place_of_the_export_is_not_followed(
    practice: Practice, tmp_path: Path
) -> None:
    elsewhere = _folder(tmp_path, "elsewhere")
    ceremony = succession.current(practice.session)
    assert ceremony is not None
    practice.folder.symlink_to(elsewhere)
    with pytest.raises(DestinationUnfit):
        practice.seal()
    assert not list(elsewhere.iterdir())


def test_a_file_that_only_bears_a_number_counts_for_nothing(practice: Practice) -> None:
    practice.seal()
    for name in ("seal-999999999.json", "MANIFEST-999999999.sha256", "records-2.age"):
        (practice.folder / name).write_bytes(b"planted")
    assert practice.seal().number == 3
    assert numbers_in(practice.folder) == [1, 3]
    assert strangers_in(practice.folder) == []
    names = {path.name for path in practice.folder.iterdir()}
    assert not any("999999999" in name or name == "records-2.age" for name in names)


def test_a_place_that_is_removed_is_sealed_at_no_more(practice: Practice) -> None:
    practice.seal()
    service.remove_place(practice.session, practice.place.id)
    with pytest.raises(NotFound):
        practice.seal()
    assert not service.places(practice.session)
    assert service.register(practice.session)[0].place.id == practice.place.id


def _folder(tmp_path: Path, name: str = "stick") -> Path:
    made = tmp_path / name
    made.mkdir()
    return made
