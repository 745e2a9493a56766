"""Archives: all records, enclosed documents, names that are safe to unpack."""

import hashlib
import io
import json
import subprocess
import tracemalloc
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from tests.exports.samples import (
    LETTER,
    Record,
    add_client,
    add_document,
    export,
    mark_letter,
    request,
    write_note,
)
from tests.tools import require
from vault.exports.model import DamagedFile, Form, Missing
from vault.session import Session
from vault.store import bundle

HOSTILE = (
    "../../etc/passwd",
    "C:\\Windows\\system32\\x.dll",
    "con.txt",
    "report.pdf",
    "REPORT.pdf",
    "a\u202etxt.exe",
    "   ",
    "…" * 120 + ".pdf",
    "Zoë 王小明 🙂.png",
    "a:b|c?.txt",
)


def unpacked(content: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


def test_a_record_in_several_forms(session: Session, record: Record, out: Path) -> None:
    asked = request(record.client_id, Form.HTML, also=(Form.PDF, Form.JSON))
    content, written = export(session, asked, out / "r.zip")
    names = ("record-0001/record.html", "record-0001/record.json", "record-0001/record.pdf")
    assert sorted(unpacked(content).namelist()) == ["contents.txt", *names, "record.schema.json"]
    assert b"record, html, pdf, json" in unpacked(content).read("contents.txt")
    assert (written.clients, written.notes) == (1, 3)  # once, however many forms


def test_a_record_with_its_documents(session: Session, record: Record, out: Path) -> None:
    asked = request(record.client_id, with_documents=True)
    content, written = export(session, asked, out / "r.zip")
    archive = unpacked(content)
    assert sorted(archive.namelist()) == [
        "contents.txt",
        "record-0001/documents/Letter of 3 May.pdf",
        "record-0001/record.json",
        "record.schema.json",
    ]
    assert archive.read("record-0001/documents/Letter of 3 May.pdf") == LETTER
    found = json.loads(archive.read("record-0001/record.json"))
    listed = found["documents"][0]
    assert listed["enclosed_as"] == "documents/Letter of 3 May.pdf"
    assert listed["sha256"] == hashlib.sha256(LETTER).hexdigest()
    assert "documents" not in {one["what"] for one in found["not_inside"]}
    assert written.documents == 1


def test_a_document_entered_in_error_is_listed_and_stays_here(
    session: Session, record: Record, out: Path
) -> None:
    add_document(session, record.client_id, b"consent", "consent.txt")
    mark_letter(session, record)
    asked = request(record.client_id, Form.HTML, also=(Form.JSON,), with_documents=True)
    content, written = export(session, asked, out / "r.zip")
    archive = unpacked(content)
    assert [name for name in archive.namelist() if "documents/" in name] == [
        "record-0001/documents/consent.txt"
    ]
    found = json.loads(archive.read("record-0001/record.json"))
    marks = {one["title"]: (one["enclosed_as"], bool(one["error"])) for one in found["documents"]}
    assert marks["Letter of 3 May"] == (None, True)
    assert found["documents"][0]["sha256"] == hashlib.sha256(LETTER).hexdigest()
    page = archive.read("record-0001/record.html").decode("utf-8")
    for said in (hashlib.sha256(LETTER).hexdigest(), "scanned twice", "entered in error: 1 listed"):
        assert said in page
    assert b"entered in error: 1 listed" in archive.read("contents.txt")
    assert {one.what: one.count for one in written.not_inside}[Missing.DOCUMENTS_IN_ERROR] == 1
    assert (written.documents, written.damaged) == (1, ())


def test_names_are_safe_and_unlike(session: Session, record: Record, out: Path) -> None:
    for number, name in enumerate(HOSTILE):
        add_document(session, record.client_id, b"%d" % number, name)
    content, written = export(
        session, request(record.client_id, Form.HTML, with_documents=True), out / "r.zip"
    )
    names = unpacked(content).namelist()
    assert written.documents == len(HOSTILE) + 1
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        parts = PurePosixPath(name).parts
        assert ".." not in parts and not name.startswith("/") and len(parts) <= 3
        assert not set(name) & set('\\:|?*<>"\u202e')
        assert all(part == part.strip(". ") and len(part.encode()) < 200 for part in parts)
        assert PurePosixPath(name).stem.casefold() != "con"


def test_another_program_unpacks_it(session: Session, record: Record, out: Path) -> None:
    unzip = require("unzip", "Debian package unzip")
    export(session, request(None, Form.PDF, with_documents=True), out / "r.zip")
    done = subprocess.run([unzip, "-t", out / "r.zip"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("harm", ["flip", "cut", "remove"])
def test_a_damaged_document_is_told_and_the_rest_goes_out(
    session: Session, record: Record, out: Path, harm: str
) -> None:
    broken = add_document(session, record.client_id, b"photo" * 999, "photo.jpg")
    file = session.opened.folder / bundle.attachment_file(broken.uid)
    data = bytearray(file.read_bytes())
    data[-40] ^= 1
    if harm == "remove":
        file.unlink()
    else:
        file.write_bytes(data if harm == "flip" else data[:-100])
    asked = request(record.client_id, with_documents=True)
    content, written = export(session, asked, out / "r.zip")
    archive = unpacked(content)
    assert not [name for name in archive.namelist() if "photo" in name]
    found = json.loads(archive.read("record-0001/record.json"))
    marks = {one["title"]: (one["enclosed_as"], one["is_damaged"]) for one in found["documents"]}
    assert marks["photo.jpg"] == (None, True)
    assert marks["Letter of 3 May"] == ("documents/Letter of 3 May.pdf", False)
    counts = {one.what: one.count for one in written.not_inside}
    assert counts[Missing.DAMAGED_DOCUMENTS] == 1
    assert written.damaged == (DamagedFile(record_number="0001", title="photo.jpg"),)
    assert "photo" not in repr(written)
    assert b"Damaged or missing documents: 1 " in archive.read("contents.txt")


@pytest.mark.parametrize("form", [Form.PDF, Form.HTML, Form.JSON])
def test_all_records(session: Session, record: Record, out: Path, form: Form) -> None:
    add_client(session, "Björn Łukasz")
    content, written = export(session, request(None, form), out / "all.zip")
    archive = unpacked(content)
    records = [name for name in archive.namelist() if name.startswith("record-0")]
    assert sorted(records) == [f"record-0001/record.{form}", f"record-0002/record.{form}"]
    said = archive.read("contents.txt").decode("utf-8")
    assert "Records: 2." in said and "Psychotherapy notes." in said and "Unsigned drafts: 1" in said
    assert "Łukasz" not in said
    assert written.clients == 2
    assert all(info.external_attr >> 16 == 0o100600 for info in archive.infolist())


def test_record_numbers_are_no_paths(session: Session, record: Record, out: Path) -> None:
    session.rows.run("UPDATE client SET record_number = '../x/..'")
    content, _ = export(session, request(None), out / "all.zip")
    names = [name for name in unpacked(content).namelist() if name.endswith("record.json")]
    assert names == ["record-..-x-/record.json"]


def test_memory_holds_one_record_at_a_time(session: Session, record: Record, out: Path) -> None:
    for number in range(30):
        client_id = add_client(session, f"Client {number}")
        write_note(session, client_id, f"{number} " + "word " * 100_000)
    tracemalloc.start()
    export_size = len(export(session, request(None, Form.HTML), out / "all.zip")[0])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert export_size < 1_000_000  # words compress well
    assert peak < 12_000_000  # one note is 0.5 MB, and stands in memory a few times over
