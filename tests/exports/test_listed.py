"""Exports of some clients out of all, and what a receipt says of the file."""

import hashlib
from pathlib import Path
from typing import Any

from tests.exports.samples import Record, add_client, export, request
from vault.exports import service
from vault.exports.model import ByPassphrase, Form, Missing, NotInside
from vault.ids import ClientId
from vault.session import Session


def at_once(session: Session) -> Any:
    return lambda job: job(session)


def test_those_of_a_list_in_its_order_and_how_many_others_there_are(
    session: Session, record: Record, out: Path
) -> None:
    zoe, adam = (add_client(session, name) for name in ("Zoë", "Adam"))
    gone = ClientId(99)
    asked = request(None, Form.CSV, among=(zoe, gone, record.client_id))
    planned = service.plan(session, asked)
    assert planned.client_ids == (zoe, record.client_id)
    assert NotInside(what=Missing.OTHERS, count=1) in planned.not_inside
    assert service.suggested_name(planned) == "caseload-listed.csv"
    content, written = export(session, asked, out / "l.csv")
    assert written.clients == 2
    assert NotInside(what=Missing.OTHERS, count=1) in written.not_inside
    assert "Adam" not in content.decode("utf-8-sig")
    _, written = export(session, request(None, Form.PDF, among=(adam,)), out / "l.zip")
    assert (written.clients, written.notes) == (1, 0)
    assert NotInside(what=Missing.OTHERS, count=2) in written.not_inside


def test_a_list_that_is_everybody_leaves_nobody_out(session: Session, record: Record) -> None:
    planned = service.plan(session, request(None, Form.CSV, among=(record.client_id,)))
    assert Missing.OTHERS not in {one.what for one in planned.not_inside}


def test_the_hash_is_of_the_file_that_stands(session: Session, record: Record, out: Path) -> None:
    secret = ByPassphrase("marble otter canyon velvet go")
    heard = []
    asked = request(record.client_id, protection=secret)
    planned = service.plan(session, asked)
    target = out / "r.json.age"
    written = service.write(planned, target, at_once(session), lambda *far: heard.append(far[0]))
    assert written.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert heard[-1] == "check"
