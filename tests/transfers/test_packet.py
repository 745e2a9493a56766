"""The packet: it opens with age's own tools, its manifest agrees, its receipt can be signed."""

import base64
import hashlib
import json
import subprocess
from pathlib import Path

import pypdfium2
import pyrage
import pytest

from tests.exports.samples import LETTER, Record, add_client, add_document, mark_letter
from tests.exports.test_paper import pages
from tests.interop import node
from tests.printing.pdf_a import check_pdf_a
from tests.tools import require
from tests.transfers.packets import (
    BASIS,
    MANIFEST,
    RECEIPT,
    TO_THEM,
    WHO,
    make,
    opened,
    unpacked,
)
from tests.vault_fixtures import PRACTICE, STEP_UP_SECRET, STRONG
from vault.age import HybridIdentity
from vault.exports.model import ByPassphrase, Part, ToRecipient
from vault.session import Session
from vault.transfers import service

CONSENT = b"%PDF-1.7 I consent" * 4000


def test_a_packet_holds_the_record_its_documents_and_a_receipt(
    session: Session, record: Record, out: Path
) -> None:
    add_document(session, record.client_id, CONSENT, "consent.pdf", title="Consent ünd more")
    make(session, record.client_id, out / "p.age")
    packet = opened(out / "p.age")
    assert set(packet.files) == {
        "record-0001/documents/Letter of 3 May.pdf",
        "record-0001/documents/Consent ünd more.pdf",
        "record-0001/record.html",
        "record-0001/record.pdf",
        "record-0001/record.json",
        "record.schema.json",
        "contents.txt",
        MANIFEST,
        RECEIPT,
    }
    assert packet.named("Letter of 3 May.pdf") == LETTER
    assert packet.named("Consent ünd more.pdf") == CONSENT
    assert json.loads(packet.named("record.json"))["client"]["record_number"] == "0001"
    assert b"record, html, pdf, json" in packet.named("contents.txt")


def test_a_document_entered_in_error_goes_to_no_colleague(
    session: Session, record: Record, out: Path
) -> None:
    mark_letter(session, record)
    make(session, record.client_id, out / "p.age")
    packet = opened(out / "p.age")
    assert not [path for path in packet.files if "documents/" in path]
    assert b"Letter of 3 May" in packet.named("record.json")


def test_the_manifest_has_the_hash_of_every_file_but_itself_and_the_receipt(
    session: Session, record: Record, out: Path
) -> None:
    transfer = make(session, record.client_id, out / "p.age")
    packet = opened(out / "p.age")
    others = {path: data for path, data in packet.files.items() if path not in (MANIFEST, RECEIPT)}
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in others.items()}
    assert packet.manifest == hashes
    assert transfer.packet_sha256 == packet.manifest_sha256


def test_sha256sum_checks_the_manifest(
    session: Session, record: Record, out: Path, tmp_path: Path
) -> None:
    sha256sum = require("sha256sum", "GNU coreutils")
    make(session, record.client_id, out / "p.age")
    folder = tmp_path / "unpacked"
    for path, content in opened(out / "p.age").files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

    def check() -> int:
        command = [sha256sum, "--check", "--strict", "--quiet", MANIFEST]
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=30).returncode

    assert check() == 0
    altered = folder / "record-0001" / "record.html"
    altered.write_bytes(altered.read_bytes() + b" ")
    assert check() == 1


def test_the_age_author_s_program_opens_it_for_a_recipient(
    session: Session, record: Record, out: Path
) -> None:
    identity = HybridIdentity.generate()
    protection = ToRecipient(identity.recipient.to_text())
    target = out / "p.age"
    transfer = service.make(session, record.client_id, WHO, BASIS, target, protection)
    sealed = base64.b64encode(target.read_bytes()).decode()
    asked = {"open": [{"identity": identity.to_text(), "sealed": sealed}]}
    packet = unpacked(base64.b64decode(node.run("age_npm.mjs", asked)["open"][0]))
    assert packet.manifest_sha256 == transfer.packet_sha256


def test_another_program_opens_it_under_the_passphrase(
    session: Session, record: Record, out: Path
) -> None:
    target = out / "p.age"
    protection = ByPassphrase(STRONG)
    transfer = service.make(session, record.client_id, WHO, BASIS, target, protection)
    packet = unpacked(pyrage.passphrase.decrypt(target.read_bytes(), STRONG))
    assert packet.manifest_sha256 == transfer.packet_sha256


def test_the_receipt_says_what_it_is_for_and_names_no_client(
    session: Session, record: Record, out: Path
) -> None:
    transfer = make(session, record.client_id, out / "p.age")
    [page] = pages(opened(out / "p.age").named(RECEIPT))
    said = "".join(page.split())
    for part in (WHO, BASIS, PRACTICE.practitioner, transfer.uid, transfer.packet_sha256, "0001"):
        assert "".join(part.split()) in said
    for line in ("Signature", "Day", "originals stay with the sender", "sha256sum --check"):
        assert "".join(line.split()) in said
    name = json.loads(opened(out / "p.age").named("record.json"))["client"]["legal_name"]
    assert name not in page


def test_the_receipt_is_pdf_a_1b(
    session: Session, record: Record, out: Path, tmp_path: Path
) -> None:
    make(session, record.client_id, out / "p.age")
    check_pdf_a(opened(out / "p.age").named(RECEIPT), tmp_path)


def test_a_long_basis_keeps_the_lines_to_sign_together(
    session: Session, record: Record, out: Path
) -> None:
    for length in (1, 60, 400):
        target = out / f"{length}.age"
        basis = "By the authorization. " * length
        service.make(session, record.client_id, WHO, basis, target, TO_THEM)
        found = pages(opened(target).named(RECEIPT))
        [signing] = [page for page in found if "Signature" in page]
        assert "Name and license" in signing
        assert "Day" in signing
        assert "To be filled in" in signing
        assert "send it back" in signing


@pytest.mark.parametrize(
    "text", ["د. نور حداد", "Dr. 🧑‍⚕️ Noor", "x" * 1000], ids=["right to left", "emoji", "long"]
)
def test_any_recipient_can_be_drawn(session: Session, record: Record, out: Path, text: str) -> None:
    target = out / "p.age"
    service.make(session, record.client_id, text, BASIS, target, TO_THEM)
    assert "Signature" in pages(opened(target).named(RECEIPT))[-1]


def test_psychotherapy_notes_stay_out_unless_they_go_alone(
    session: Session, record: Record, out: Path
) -> None:
    make(session, record.client_id, out / "record.age")
    make(session, record.client_id, out / "apart.age", Part.PSYCHOTHERAPY)
    ours, apart = opened(out / "record.age"), opened(out / "apart.age")
    assert not any(b"The dream of the letter" in data for data in ours.files.values())
    assert b"The dream of the letter" in apart.named("record.json")
    assert b"Slept through" not in apart.named("record.json")
    assert not any("documents/" in path for path in apart.files)
    with pypdfium2.PdfDocument(apart.named(RECEIPT)) as document:
        assert "Psychotherapy notes" in document[0].get_textpage().get_text_bounded()


def test_a_document_with_the_manifest_s_name_lies_in_its_own_folder(
    session: Session, out: Path
) -> None:
    session.step_up(STEP_UP_SECRET)
    client = add_client(session, "Ana Ortiz")
    add_document(session, client, b"not it", MANIFEST)
    add_document(session, client, b"nor this", RECEIPT)
    transfer = make(session, client, out / "p.age")
    packet = opened(out / "p.age")
    assert packet.named(f"documents/{RECEIPT}") == b"nor this"
    assert packet.manifest_sha256 == transfer.packet_sha256
