"""A custodian's disposal: whose record it was, the export it came from, and when care ended."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from tests.custody.conftest import TYPED, Custodian
from tests.custody.conftest import custodian as custodian
from tests.custody.made_parts import sealed
from tests.disposal.conftest import World
from vault.clients import service as clients
from vault.disposal import certificate_pdf, certificate_text, service
from vault.disposal.model import Approval
from vault.ids import ClientId, DisposalId
from vault.keys import service as keys
from vault.retention import service as retention
from vault.retention.model import Anchor, Verdict
from vault.sealing.part_model import Part
from vault.session import Session

HOUR = timedelta(hours=1)


@pytest.fixture
def kept(world: World, custodian: Custodian) -> Session:
    """The custodian's vault, which was made of the practice's export number 4."""
    return custodian.take(sealed(world.session, 4, Part.RECORDS, Part.PSYCHOTHERAPY))


def _dispose(kept: Session, custodian: Custodian, client: ClientId) -> DisposalId:
    kept.step_up(TYPED.encode())
    number = clients.get(kept, client).record_number
    approval = Approval(
        confirmations={client: number}, acceptance="as agreed", approved_by="Imke Vandermeer"
    )
    disposal_id = service.begin(kept, [client], approval)
    service.erase(kept, disposal_id, TYPED, custodian.drawer)
    return disposal_id


def _told(kept: Session, disposal_id: DisposalId) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(service.issue(kept, disposal_id)[-1].document)
    return told


def test_the_export_from_which_the_records_came_is_left(
    kept: Session, custodian: Custodian
) -> None:
    client = clients.with_number(kept, "0001")
    (source,) = service.review(kept, [client]).sources
    assert (source.number, source.taken_on) == (4, custodian.clock().date())
    disposal_id = _dispose(kept, custodian, client)
    assert service.sources(kept) == (source,)
    custodian.clock.advance(HOUR)
    keys.renew(kept, TYPED, keys.plan_sheet(kept), None, custodian.drawer)
    service.record_renewal(kept, disposal_id, is_sheet_destroyed=True)
    told = _told(kept, disposal_id)
    assert [(one["kind"], one["number"], one["cause"]) for one in told["residual"]] == [
        ("inherited_export", 4, "out_of_hands")
    ]
    assert (told["method"], told["not_purge_because"]) == ("clear", ["out_of_hands"])


def test_the_certificate_names_the_practitioner_whose_record_it_was(
    kept: Session, custodian: Custodian, world: World
) -> None:
    disposal_id = _dispose(kept, custodian, clients.with_number(kept, "0001"))
    (certificate,) = service.issue(kept, disposal_id)
    told = json.loads(certificate.document)
    assert told["issuer"]["practitioner"] == "Imke Vandermeer, LCSW"
    assert told["written_by"] == {
        "practitioner": "Robin Keller, LCSW",
        "practice_name": "",
        "licenses": "",
        "jurisdiction": "CA",
        "vault_id": world.session.vault_id,
        "public_key": world.session.public_key.to_text(),
        "in_custody_since": custodian.clock().date().isoformat(),
    }
    facts = certificate_text.read(certificate.document)
    assert certificate_text.to_text(facts) == certificate.document
    assert certificate_pdf.render(certificate.document).startswith(b"%PDF")


def test_who_was_in_care_when_the_practice_ended_has_a_date(
    kept: Session, custodian: Custodian
) -> None:
    """Nobody can close the inherited episode: care ended with the practice."""
    client, ended = clients.with_number(kept, "0003"), custodian.clock().date()
    line = retention.line(kept, client)
    assert (line.verdict, line.outcome.questions) == (Verdict.LATER, ())
    assert line.outcome.eligible_on == ended.replace(year=ended.year + 7)
    (step,) = line.outcome.steps
    assert (step.anchor, step.anchor_day) == (Anchor.PRACTICE_ENDED, ended)
    assert step.citation == "BPC 4993"
    # whose care had ended before has the same date as in the practice
    old = retention.line(kept, clients.with_number(kept, "0001")).outcome
    assert old.eligible_on == date(2017, 6, 1)
    assert {one.anchor for one in old.steps} == {Anchor.TERMINATION}


def test_after_its_time_such_a_record_goes(kept: Session, custodian: Custodian) -> None:
    client = clients.with_number(kept, "0003")
    custodian.clock.advance(timedelta(days=8 * 366))
    retention.type_today(kept, kept.today())
    told = _told(kept, _dispose(kept, custodian, client))
    (line,) = told["retention"]["trace"]
    assert line["anchor"] == "practice_ended"
