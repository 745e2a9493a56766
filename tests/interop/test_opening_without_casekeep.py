"""The sheet's text and the folder, in the hands of public tools: what the page in docs/ says."""

import hashlib
import json
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tests.tools import require
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "opening-a-vault-without-casekeep.md"
LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
SCAN = b"%PDF-1.7 a consent, signed\n" * 9000
TEXT = "She laughed for the first time since March. 🌱 שלום"


class Found:
    """What a person has in hand: a folder, and what stands on the sheet."""

    def __init__(self, folder: Path, lines: list[str], prefix: str, fingerprint: str) -> None:
        self.folder = folder
        self.lines = lines
        self.prefix = prefix
        self.fingerprint = fingerprint

    @property
    def identity(self) -> str:
        """Step 1 of the page: lines 1 to 4 without the check characters."""
        letters = ["".join(line.split())[:-2] for line in self.lines[:4]]
        return self.prefix + "".join(letters)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """A vault with one signed note and one document, rotated once."""
    folder = tmp_path_factory.mktemp("plain") / "found.casekeep"
    plan = plan_vault("Found in a drawer")
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring())
    lines = [line.text for line in plan.sheet.lines]
    session = keys.unlock_with_sheet(folder, lines, NoKeyring())
    client = clients.add(session, ClientDetails(legal_name="Élodie Martin"))
    body = Body.of((Section(heading="", text=TEXT),))
    note = notes.start(session, NoteHead(client_id=client, occurred_on=date(2026, 11, 1)), body)
    notes.sign(session, Shelf.RECORD, note)
    documents.add_stream(
        session, client, BytesIO(SCAN), "consent form.pdf", DocumentFacts(title="Consent")
    )
    keys.rotate_keys(session, "\n".join(lines), NoKeyring())
    session.close()
    return Found(folder, lines, plan.sheet.prefix, plan.fingerprint)


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_page_prints_the_programs_that_are_tried_here() -> None:
    assert _blocks("js")[0] in (HERE / "open_keys.mjs").read_text("utf-8").replace(
        (HERE / "open_keys.mjs").read_text("utf-8").split("import", 1)[0], ""
    )
    assert _blocks("python")[0] in (HERE / "read_records.py").read_text("utf-8")
    assert _blocks("python")[1] in (HERE / "list_documents.py").read_text("utf-8")
    assert _blocks("js")[1] in (HERE / "open_document.mjs").read_text("utf-8")


def test_the_check_characters_are_as_the_page_says(found: Found) -> None:
    for number, line in enumerate(found.lines, start=1):
        letters, check = "".join(line.split())[:-2], "".join(line.split())[-2:]
        digest = hashlib.sha256(f"{number}:{letters}".encode("ascii")).digest()
        bits = int.from_bytes(digest[:2], "big") >> 6
        assert check == LETTERS[bits >> 5] + LETTERS[bits & 31]


def _records(found: Found) -> list[str]:
    """Step 3 of the page: return the arguments that open the records."""
    assert len(found.identity) == 77
    node = require("node", "install Node.js 20")
    require(HERE / "node_modules", "npm ci in tests/interop")
    numbers = json.loads(json.loads((found.folder / "vault.json").read_text("utf-8"))["header"])
    bag_file = found.folder / f"keys-{numbers['keys']}.age"
    opened = subprocess.run(
        [node, "open_keys.mjs", str(bag_file), found.identity],
        cwd=HERE,
        capture_output=True,
        check=True,
    )
    bag = json.loads(opened.stdout)
    records = found.folder / f"records-{numbers['records']}.db"
    return [str(records), bag["database_key"], bag["database_salt"]]


def _shown(program: str, arguments: list[str]) -> str:
    read = subprocess.run(
        [sys.executable, "-I", str(HERE / program), *arguments], capture_output=True, check=True
    )
    return read.stdout.decode("utf-8")


def test_public_tools_open_the_database(found: Found) -> None:
    shown = _shown("read_records.py", _records(found))
    assert TEXT in shown
    assert "Élodie Martin, 2026-11-01, progress" in shown


def test_public_tools_open_a_document(found: Found, tmp_path: Path) -> None:
    shown = _shown("list_documents.py", _records(found))
    what, name, identity, sha256 = shown.strip().splitlines()
    assert what == "--- 0001 Consent (consent form.pdf)"
    out = tmp_path / "consent.pdf"
    command = [require("node", "install Node.js 20"), "open_document.mjs"]
    command += [str(found.folder / name), identity, str(out)]
    subprocess.run(command, cwd=HERE, check=True)
    assert out.read_bytes() == SCAN
    assert hashlib.sha256(SCAN).hexdigest() == sha256


def test_ssh_keygen_verifies_the_header(found: Found, tmp_path: Path) -> None:
    ssh_keygen = require("ssh-keygen", "apt-get install openssh-client")
    envelope = json.loads((found.folder / "vault.json").read_text("utf-8"))
    key = json.loads(envelope["header"])["public_key"]
    (tmp_path / "header.sig").write_text(envelope["sig"], encoding="utf-8")
    (tmp_path / "allowed").write_text(f"practice {key}\n", encoding="utf-8")
    (tmp_path / "key.pub").write_text(f"{key}\n", encoding="utf-8")
    verify = [ssh_keygen, "-Y", "verify", "-f", "allowed", "-I", "practice"]
    verify += ["-n", "vault-header@casekeep", "-s", "header.sig"]
    done = subprocess.run(
        verify, input=envelope["header"].encode(), cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    shown = subprocess.run(
        [ssh_keygen, "-l", "-f", "key.pub"], cwd=tmp_path, capture_output=True, check=True
    )
    assert found.fingerprint.encode() in shown.stdout
