"""``casekeep export`` as a script uses it."""

import json
from pathlib import Path

from tests.cli.calling import as_program
from tests.cli.test_cli_documents import folder, run
from tests.vault_fixtures import STRONG
from vault.age import HybridIdentity, unseal_bytes

__all__ = ["folder"]


def test_a_record_goes_out_sealed_and_the_key_opens_it(folder: Path) -> None:
    identity, out = HybridIdentity.generate(), folder.parent / "out.age"
    whose = ["--client", "0001", "--form", "json", "--out", str(out)]
    whose += ["--to", identity.recipient.to_text()]
    code, told = run("export", folder, *whose, call=as_program)
    assert code == 0, told
    record = json.loads(unseal_bytes([identity], out.read_bytes()))
    assert "Ana Ortiz" in json.dumps(record)
    again = run("export", folder, *whose, call=as_program)
    assert again[0] == 9  # never over something that exists


def test_a_plain_export_says_so_and_is_in_the_audit(folder: Path) -> None:
    out = folder.parent / "clients.csv"
    code, _ = run("export", folder, "--all", "--form", "csv", "--out", str(out), "--plain")
    assert code == 0
    assert "Ana Ortiz" in out.read_text(encoding="utf-8-sig")
    actions = [event["action"] for event in run("audit", folder)[1]["event"]]
    assert "export.make" in actions


def test_a_weak_passphrase_is_refused(folder: Path) -> None:
    weak, strong = folder.parent / "weak.txt", folder.parent / "strong.txt"
    weak.write_text("1234\n", encoding="utf-8")
    strong.write_text(STRONG, encoding="utf-8")
    whose = ["--client", "0001", "--form", "html", "--out", str(folder.parent / "r.age")]
    assert run("export", folder, *whose, "--passphrase-file", str(weak))[0] == 3
    assert not (folder.parent / "r.age").exists()
    assert run("export", folder, *whose, "--passphrase-file", str(strong))[0] == 0
