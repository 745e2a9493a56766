"""Taking custody: every row comes as it was, and the vault is one of its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.custody import compared
from tests.custody.conftest import CUSTODIAN, Custodian
from tests.custody.made_parts import of_another_practice, sealed
from tests.disposal.conftest import World
from tests.disposal.filled import fill
from tests.vault_fixtures import PRACTICE
from vault.audit import service as audit
from vault.clients import service as clients
from vault.custody import service
from vault.disposal import service as disposal
from vault.documents import service as documents
from vault.errors import ExportUnreadable, KeyringNotKept, OtherPractice
from vault.notes import service as notes
from vault.practice import service as practice
from vault.retention import service as retention
from vault.retention.model import Policy
from vault.sealing.part_model import Part
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store.registry import Sealed
from vault.succession import plan_service
from vault.succession.plan_model import Audience, SuccessionPlan


def _fill_every_table(world: World) -> None:
    """Give every table that travels a row: a client for the alternate, and one who is gone."""
    session = world.session
    fill(world, world.old, "cassowary")
    plan_service.end_apart(session, world.old)
    plan_service.keep_apart(session, world.present, Audience.ALTERNATE, "cousins")
    plan_service.save(session, SuccessionPlan(authority="a will"))
    rule = retention.rules(session)[0].rule.id
    retention.switch_rule(session, rule, False, "does not bind me")
    retention.set_policy(session, Policy(years=12, minor_years=12))
    disposal.issue(session, world.dispose(world.other_old))
    world.clock.advance(timedelta(days=40))
    retention.type_today(session, session.today())


def test_every_row_is_taken_as_it_was(world: World, custodian: Custodian) -> None:
    _fill_every_table(world)
    apart = (Part.APART_RECORDS, Part.APART_PSYCHOTHERAPY)
    parts = sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY, *apart)
    kept = custodian.take(parts)
    kinds = (Sealed.RECORDS, Sealed.PSYCHOTHERAPY)
    before = compared.of_practice(world.session.rows, *kinds)
    assert [name for name, found in before.items() if not found] == []
    after = compared.in_custody(kept.rows, *kinds)
    assert compared.difference(before, after) == []
    assert notes.check_all(kept).broken == ()
    assert notes.check_all(kept).checked > 0
    assert service.verify_inherited_chain(kept).is_sound
    assert retention.policy(kept) == Policy(years=12, minor_years=12)
    kept.rows.check()


def test_what_is_kept_is_told(world: World, custodian: Custodian) -> None:
    parts = sealed(world.session, 3, Part.RECORDS, Part.PSYCHOTHERAPY)
    kept = custodian.take(parts)
    report = custodian.report
    assert report is not None
    assert (report.clients, report.notes, report.documents) == (3, 6, 3)
    assert (report.number, report.left_out, report.lost) == (3, 0, ())
    told = service.custody(kept)
    assert told is not None
    assert told.practice.practitioner == PRACTICE.practitioner
    assert told.vault_id == world.session.vault_id
    assert told.fingerprint == world.session.public_key.fingerprint
    (source,) = told.sources
    assert source.parts == ("psychotherapy", "records")
    assert service.custody(world.session) is None
    assert service.is_inherited(kept, clients.with_number(kept, "0001"))


def test_the_vault_is_one_of_its_own(world: World, custodian: Custodian) -> None:
    parts = sealed(world.session, 1, Part.RECORDS)
    kept = custodian.take(parts)
    assert kept.vault_id != world.session.vault_id
    assert kept.public_key != world.session.public_key
    assert practice.get(kept).practitioner == CUSTODIAN.practitioner
    assert practice.get(kept).jurisdiction == CUSTODIAN.jurisdiction
    first = audit.page(kept, limit=1_000)[-1]
    assert (first.seq, first.action) == (1, "custody.take")
    point = parts[0].statement.checkpoint
    assert first.detail["checkpoint_seq"] == point.seq
    assert first.detail["checkpoint_head"] == point.head
    assert first.detail["checkpoint_signature"] == point.signature
    assert audit.verify(kept).is_sound
    assert verify_names(kept) == []


def verify_names(kept: Session) -> list[str]:
    """Return the files below the vault's folder that nothing names."""
    return list(documents.check_files(kept).strays)


def test_search_finds_what_came(world: World, custodian: Custodian) -> None:
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY))
    found = search.find(kept, Query(text="cassowary"))
    assert [hit.record_number for hit in found.notes] == ["0001"]
    assert [hit.record_number for hit in found.documents] == ["0001"]


def test_documents_open(world: World, custodian: Custodian) -> None:
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS))
    (document,) = documents.list_documents(kept, clients.with_number(kept, "0002"))
    reading = documents.open_reading(kept, document.id)
    assert documents.read_bytes(reading, 1 << 20) == b"hoopoe in a paper"
    assert documents.check_files(kept).is_sound


def test_a_missing_and_a_damaged_document_are_told(world: World, custodian: Custodian) -> None:
    parts = sealed(world.session, 1, Part.RECORDS)
    one, two = (
        documents.readings(world.session, [d.id])[0].path
        for client in (world.old, world.other_old)
        for d in documents.list_documents(world.session, client)
    )
    one.unlink()
    two.write_bytes(two.read_bytes()[:-1] + b"!")
    kept = custodian.take(parts)
    report = custodian.report
    assert report is not None
    assert [(o.record_number, o.is_damaged) for o in report.lost] == [
        ("0001", False),
        ("0002", True),
    ]
    assert report.documents == 1
    assert len(documents.check_files(kept).missing) == 2


def test_nothing_is_left_of_a_failed_taking(world: World, custodian: Custodian) -> None:
    parts = sealed(world.session, 1, Part.RECORDS)
    with pytest.raises(OtherPractice):
        custodian.take([parts[0], of_another_practice(parts[0])])
    stranger = replace(parts[0], statement=replace(parts[0].statement, vault_id="0" * 32))
    with pytest.raises(ExportUnreadable):  # no checkpoint of that practice
        custodian.take([stranger])
    with pytest.raises(ExportUnreadable):
        custodian.take(sealed(world.session, 2, Part.PSYCHOTHERAPY))
    custodian.drawer.fails_on = "put"
    with pytest.raises(KeyringNotKept):
        custodian.take(parts)
    assert list(custodian.folder.iterdir()) == []
    assert custodian.drawer.items == {}


def test_what_a_killed_taking_left_goes_with_the_next(world: World, custodian: Custodian) -> None:
    left = custodian.folder / ".kept.casekeep.0123456789ab.part"
    (left / "attachments").mkdir(parents=True)
    custodian.take(sealed(world.session, 1, Part.RECORDS))
    assert [one.name for one in custodian.folder.iterdir()] == ["kept.casekeep"]
