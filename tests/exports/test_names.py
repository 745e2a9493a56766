"""A client's name in its own letters, on the printed record."""

from pathlib import Path

import pytest

from tests.exports.samples import export, request, write_note
from tests.printing.papers import read
from tests.printing.pdf_a import check_pdf_a
from tests.vault_fixtures import STEP_UP_SECRET
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.exports.model import Form
from vault.session import Session


@pytest.mark.parametrize(
    "name", ["שרה לוי", "خالد الأمين", "王小明", "김민수", "श्रीमती कीर्ति", "สมชาย", "Нгуен Ольга"]
)
def test_a_printed_record_names_its_client(session: Session, out: Path, name: str) -> None:
    session.step_up(STEP_UP_SECRET)
    client_id = clients.add(session, ClientDetails(legal_name=name))
    write_note(session, client_id, f"First session with {name} and her sister.\n{name}")
    pdf, written = export(session, request(client_id, Form.PDF), out / "record.pdf")
    assert written.undrawable == 0
    found = read(pdf, out)
    assert found.count(name) >= 3
    # pdftotext moves the space behind what runs to the left in front of it
    assert f"First session with {name} and her sister.".replace(" ", "") in found.replace(" ", "")
    check_pdf_a(pdf, out)
