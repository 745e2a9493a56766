"""What else holds a record: files saved in plain, and what other clients' details say of them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.disposal.conftest import OLD, TYPED, World
from vault.clients import service as clients
from vault.clients.model import ClientDetails, PersonRole, RelatedPerson
from vault.disposal import certificate_text, certificate_words, service
from vault.disposal.model import ExportFile
from vault.documents import service as documents
from vault.errors import NotEligible, WrongConfirmation

NUMBER = "N\u00fa\u00f1ez-1"
IN_PARTS = "Nu\u0301n\u0303ez-1"


def test_a_document_saved_as_a_file_is_named(world: World, tmp_path: Path) -> None:
    session = world.session
    (document,) = documents.list_documents(session, world.old)
    documents.record_copy_out(session, document.id, tmp_path / "first")
    world.clock.advance(timedelta(hours=1))
    documents.record_copy_out(session, document.id, tmp_path / "second")
    saved_at = session.now()
    (line,) = service.review(session, [world.old]).clients
    one = ExportFile(made_at=saved_at, form="file", part="document", protection="plain")
    assert line.export_files == (one,)
    disposal_id = world.dispose(world.old)
    (certificate,) = service.issue(session, disposal_id)
    (left,) = certificate_text.read(certificate.document).residual
    assert (left.kind, left.place) == ("export_file", "one document, not sealed")
    assert "Exported file (one document, not sealed)" in certificate_words.residual(left)


def test_another_client_s_details_are_looked_through(world: World) -> None:
    session = world.session
    known = clients.get(session, world.present).details
    sister = RelatedPerson(role=PersonRole.EMERGENCY, name="odalys  QUINCE", phone="555 0100")
    clients.change(session, world.present, replace(known, people=(sister,)))
    clients.add(session, ClientDetails(legal_name="A Namesake", risk_flag="Odalys Quinceanera"))
    clients.add(session, ClientDetails(legal_name=OLD))
    (line,) = service.review(session, [world.old]).clients
    assert [(one.client_id, one.note_id, one.document_id) for one in line.mentions] == [
        (world.present, None, None)
    ]


def test_a_number_is_typed_as_it_reads(world: World) -> None:
    session = world.session
    client = clients.add(session, ClientDetails(legal_name="Somebody"), IN_PARTS)
    assert clients.with_number(session, f" {NUMBER}") == client
    approval = replace(world.approval(client), confirmations={client: NUMBER})
    session.step_up(TYPED.encode())
    with pytest.raises(NotEligible):  # and not that the number is another
        service.begin(session, [client], approval)
    wrong = replace(approval, confirmations={client: "Nunez-1"})
    with pytest.raises(WrongConfirmation):
        service.begin(session, [client], wrong)
