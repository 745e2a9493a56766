"""``casekeep document`` as a script uses it."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Call, as_program, in_process
from tests.keyring_daemon import KeyringDaemon
from tests.vault_fixtures import STRONG, NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.keys import service as keys

CONTENT = b"%PDF-1.7 a consent\n" * 5000


@pytest.fixture
def folder(tmp_path: Path, real_keyring: KeyringDaemon) -> Path:
    """A vault that a passphrase opens, with one client, 0001."""
    vault, secret = tmp_path / "v.casekeep", tmp_path / "secret.txt"
    secret.write_text(STRONG, encoding="utf-8")
    names = ["--practitioner", "Robin Keller", "--way", "passphrase"]
    made = run("create", vault, *names, "--sheet-out", str(tmp_path / "sheet.txt"))
    assert made[0] == 0
    session = keys.unlock_with_passphrase(vault, STRONG, NoKeyring())
    clients.add(session, ClientDetails(legal_name="Ana Ortiz"))
    session.close()
    return vault


def run(verb: str, vault: Path, *arguments: str, call: Call = in_process) -> tuple[int, Any]:
    """Run a verb with ``--json``; return its exit code and what it printed."""
    said = ["--json", "--secret-file", str(vault.parent / "secret.txt")]
    return call([*verb.split(), str(vault), *arguments, *said])


def test_a_document_goes_in_and_comes_out(folder: Path) -> None:
    path, out = folder.parent / "consent form.pdf", folder.parent / "out.pdf"
    path.write_bytes(CONTENT)
    facts = ["--client", "0001", "--kind", "consent", "--date", "2026-03-09"]
    code, added = run("document add", folder, str(path), *facts, call=as_program)
    assert code == 0
    (one,) = added["document"]
    assert one["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert (one["kind"], one["media_type"], one["size"]) == (
        "consent",
        "application/pdf",
        len(CONTENT),
    )

    code, again = run("document add", folder, str(path), *facts)
    assert (code, again["document"][0]["same_content"]) == (0, [one["id"]])

    code, listed = run("document list", folder, "--client", "0001")
    assert code == 0
    assert [line["title"] for line in listed["document"]] == ["consent form.pdf"] * 2

    code, copied = run("document export", folder, str(one["id"]), "--out", str(out))
    assert (code, copied["bytes"]) == (0, len(CONTENT))
    assert out.read_bytes() == CONTENT
    assert run("document export", folder, str(one["id"]), "--out", str(out))[0] == 9
    (sealed, _) = sorted((folder / "attachments").rglob("*.age"))
    for file in (folder / "attachments").rglob("*.age"):
        file.write_bytes(file.read_bytes()[:-1])
    wanted = [str(one["id"]), "--out", str(out) + "2"]
    code, said = run("document export", folder, *wanted, call=as_program)
    assert (code, said["error"], said["detail"]) == (4, "DocumentDamaged", "document 1")

    code, log = run("audit", folder, "--limit", "20")
    acts = [event["action"] for event in log["event"] if event["action"].startswith("document")]
    assert acts == ["document.copy_out", "document.copy_out", "document.add", "document.add"]
    assert sealed.exists()


def test_who_or_what_is_not_there(folder: Path) -> None:
    path = str(folder / "vault.json")
    assert run("document add", folder, path, "--client", "0099")[0] == 9
    assert run("document add", folder, path + "x", "--client", "0001")[0] == 9
    assert run("document export", folder, "7", "--out", path + "x")[0] == 9


def test_a_damaged_document_is_found_and_fetched_back(folder: Path) -> None:
    path, stick = folder.parent / "consent form.pdf", folder.parent / "stick"
    path.write_bytes(CONTENT)
    stick.mkdir()
    _, added = run("document add", folder, str(path), "--client", "0001")
    number = str(added["document"][0]["id"])
    assert run("search", folder, "consent")[1]["document"][0]["id"] == int(number)
    assert run("backup", folder, "--to", str(stick), "--label", "Blue")[0] == 0
    [sealed] = (folder / "attachments").rglob("*.age")
    _flip_last(sealed)
    code, quick = run("verify-vault", folder)
    assert (code, quick["documents"], quick["decrypted_documents"]) == (0, 1, 0)
    code, full = run("verify-vault", folder, "--documents")
    assert (code, full["damaged_documents"]) == (1, [int(number)])
    assert run("document recover", folder, number, "--from", "Red")[0] == 9
    assert run("document recover", folder, number, "--from", "Blue")[0] == 0
    assert run("verify-vault", folder, "--documents")[0] == 0
    sealed.unlink()
    code, quick = run("verify-vault", folder)
    assert (code, quick["missing_documents"]) == (1, [int(number)])
    assert run("document recover", folder, number)[1]["place"] == str(stick)
    assert run("verify-vault", folder, "--documents")[0] == 0
    [copy] = stick.rglob("attachments/*/*.age")
    _flip_last(copy)
    assert run("document recover", folder, number, "--from", str(stick))[0] == 8
    assert run("document recover", folder, number, call=as_program)[0] == 8


def _flip_last(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
