"""Sealed exports open with age's own tools, and nothing readable of them touches a disk."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import resources
from tests.exports.samples import Record, export, request
from tests.interop import node
from tests.tools import require
from vault.age import (
    HybridIdentity,
    ScryptPassphrase,
    X25519Identity,
    sealing,
    unseal_bytes,
)
from vault.errors import DamagedAgeFile
from vault.exports.model import ByPassphrase, Form, ToRecipient
from vault.session import Session

PASSPHRASE = "marble otter canyon velvet grüße"


def _opened_by_npm(**how: str) -> bytes:
    answer = node.run("age_npm.mjs", {"open": [how]})
    return base64.b64decode(answer["open"][0])


@pytest.mark.parametrize("kind", [HybridIdentity, X25519Identity])
def test_age_opens_what_is_sealed_to_a_recipient(
    session: Session, record: Record, out: Path, kind: Any
) -> None:
    identity = kind.generate()
    asked = request(record.client_id, protection=ToRecipient(identity.recipient.to_text()))
    sealed, _ = export(session, asked, out / "r.json.age")
    encoded = base64.b64encode(sealed).decode()
    content = _opened_by_npm(identity=identity.to_text(), sealed=encoded)
    assert json.loads(content)["client"]["record_number"] == "0001"


def test_age_opens_what_is_sealed_under_a_passphrase(
    session: Session, record: Record, out: Path
) -> None:
    asked = request(record.client_id, protection=ByPassphrase(PASSPHRASE + "\n"))
    sealed, _ = export(session, asked, out / "r.json.age")
    encoded = base64.b64encode(sealed).decode()
    content = _opened_by_npm(passphrase=PASSPHRASE, sealed=encoded)
    assert json.loads(content)["client"]["record_number"] == "0001"


def test_a_recipient_may_be_pasted_with_line_breaks(
    session: Session, record: Record, out: Path
) -> None:
    identity = HybridIdentity.generate()
    text = identity.recipient.to_text()
    pasted = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    asked = request(record.client_id, protection=ToRecipient(f" {pasted}\n"))
    sealed, _ = export(session, asked, out / "r.age")
    assert unseal_bytes([identity], sealed)


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072, 200_001])
@pytest.mark.parametrize("piece", [1 << 20, 1000, 65536])
def test_what_is_written_in_pieces_opens_as_one(size: int, piece: int, tmp_path: Path) -> None:
    data = (bytes(range(251)) * 1000)[:size]
    identity = X25519Identity.generate()
    file = tmp_path / "x.age"
    with file.open("wb") as target, sealing([identity.recipient], target) as sink:
        for at in range(0, size, piece):
            sink.write(data[at : at + piece])
    assert unseal_bytes([identity], file.read_bytes()) == data


def test_what_was_broken_off_does_not_open(tmp_path: Path) -> None:
    recipient = ScryptPassphrase(b"x", work_factor=2)
    file = tmp_path / "x.age"
    with pytest.raises(KeyError), file.open("wb") as target, sealing([recipient], target) as sink:
        sink.write(b"text" * 50_000)
        raise KeyError
    with pytest.raises(DamagedAgeFile):
        unseal_bytes([recipient], file.read_bytes())


_CHILD = """
import sys
from pathlib import Path
from tests.exports.samples import fill, request
from tests.vault_fixtures import open_session
from vault.age import X25519Identity
from vault.exports import service
from vault.exports.model import Form, Plain, ToRecipient

folder, is_plain = Path(sys.argv[1]), sys.argv[2] == "plain"
session = open_session(folder)
fill(session)
to = ToRecipient(X25519Identity.generate().recipient.to_text())
for form in (Form.PDF, Form.HTML, Form.JSON):
    asked = request(None, form, with_documents=True, protection=Plain() if is_plain else to)
    service.export(session, asked, folder / "out" / f"{form}.age")
session.close()
"""


@pytest.mark.parametrize("how", ["sealed", "plain"])
def test_no_readable_byte_is_written(how: str, out: Path) -> None:
    """Seen from outside: every write of the program, at whatever file."""
    strace = require("strace", "Debian package strace")
    traced = out.parent / "writes.txt"
    command = [strace, "-f", "-s", "100000", "-xx", "-e", "trace=write,pwrite64,writev"]
    command += ["-o", str(traced), sys.executable, "-B", "-c", _CHILD, str(out.parent), how]
    root = resources.path("").parent
    environment = os.environ | {"PYTHONPATH": str(root), "TMPDIR": str(out)}
    subprocess.run(command, env=environment, check=True, timeout=120)
    written = traced.read_text("ascii")
    words = (b"Slept through", b"a letter, as bytes", b"record-0001/", b"casekeep-record")
    found = ["".join(f"\\x{byte:02x}" for byte in word) in written for word in words]
    assert any(found) == (how == "plain")


def test_form_does_not_matter(session: Session, record: Record, out: Path) -> None:
    identity = X25519Identity.generate()
    to = ToRecipient(identity.recipient.to_text())
    starts = {
        Form.PDF: b"%PDF",
        Form.HTML: b"<!DOCTYPE html>",
        Form.JSON: b"{",
        Form.CSV: b"\xef\xbb\xbf",
    }
    for form, start in starts.items():
        sealed, _ = export(session, request(record.client_id, form, protection=to), out / "x.age")
        assert unseal_bytes([identity], sealed).startswith(start)
