"""A backup, in the hands of public tools: the vault's page holds for a snapshot as well."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from tests.interop.test_opening_without_casekeep import (
    HERE,
    SCAN,
    TEXT,
    Found,
    _records,
    _shown,
    found,
)
from tests.tools import require
from tests.vault_fixtures import NoKeyring
from vault.backup import service as backup
from vault.keys import service as keys

__all__ = ["found"]


@pytest.fixture(scope="module")
def snapshot(found: Found, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """A snapshot of the vault, on a stick, and the vault's sheet."""
    stick = tmp_path_factory.mktemp("stick")
    session = keys.unlock_with_sheet(found.folder, found.lines, NoKeyring())
    place = backup.add_destination(session, stick, "Blue")
    backup.make_backup(session, place.id)
    session.close()
    newest = backup.find_snapshots(stick)[0].folder
    return Found(newest, found.lines, found.prefix, found.fingerprint)


def test_public_tools_read_its_notes(snapshot: Found) -> None:
    assert TEXT in _shown("read_records.py", _records(snapshot))


def test_public_tools_read_its_documents(snapshot: Found, tmp_path: Path) -> None:
    lines = _shown("list_documents.py", _records(snapshot)).splitlines()
    path, identity, digest = lines[1:4]
    out = tmp_path / "consent.pdf"
    backup_set = snapshot.folder.parents[1]
    command = [require("node", "install Node.js 20"), "open_document.mjs"]
    subprocess.run([*command, str(backup_set / path), identity, str(out)], cwd=HERE, check=True)
    assert out.read_bytes() == SCAN
    assert hashlib.sha256(out.read_bytes()).hexdigest() == digest


def test_ssh_keygen_verifies_its_manifest(snapshot: Found, tmp_path: Path) -> None:
    ssh_keygen = require("ssh-keygen", "apt-get install openssh-client")
    envelope = json.loads((snapshot.folder / "snapshot.json").read_text("utf-8"))
    header = json.loads(json.loads((snapshot.folder / "vault.json").read_text("utf-8"))["header"])
    (tmp_path / "sig").write_text(envelope["sig"])
    (tmp_path / "allowed").write_text(f"practice {header['public_key']}\n")
    options = ["-f", str(tmp_path / "allowed"), "-I", "practice", "-n", "snapshot@casekeep"]
    subprocess.run(
        [ssh_keygen, "-Y", "verify", *options, "-s", str(tmp_path / "sig")],
        input=envelope["manifest"].encode(),
        check=True,
        capture_output=True,
    )
