"""``casekeep dispose`` as a script uses it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Call, as_program, in_process
from tests.disposal.conftest import OLD, TYPED, fill_practice
from tests.keyring_daemon import KeyringDaemon
from tests.vault_fixtures import PRACTICE
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.keys import creation
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.os_keyring import OsKeyring
from vault.paper import service as paper


@pytest.fixture
def folder(tmp_path: Path, real_keyring: KeyringDaemon) -> Path:
    """A vault of today: two records that may go, one of somebody present, one by mistake."""
    vault = tmp_path / "v.casekeep"
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=TYPED)
    creation.create_vault(creation.plan_vault("v"), vault, PRACTICE, way, OsKeyring())
    session = keys.unlock_with_keyring(vault, TYPED, OsKeyring())
    fill_practice(session)
    clients.add(session, ClientDetails(legal_name="Entered Twice"))
    session.close()
    (tmp_path / "secret.txt").write_text(TYPED, encoding="utf-8")
    return vault


def _run(*arguments: str, vault: Path, call: Call = in_process) -> tuple[int, Any]:
    return call([*arguments, "--json", "--secret-file", str(vault.with_name("secret.txt"))])


def _dispose(act: str, vault: Path, *arguments: str, call: Call = in_process) -> tuple[int, Any]:
    return _run("dispose", act, str(vault), *arguments, vault=vault, call=call)


def test_from_the_review_to_the_certificate(folder: Path) -> None:
    code, told = _dispose("review", folder, "0001", "0003")
    assert code == 1
    assert [one["in_the_way"] for one in told["record"]] == [[], ["not_eligible"]]
    assert (told["record"][0]["notes"], told["fresh_copies"]) == (1, 0)
    assert told["record"][0]["first_service"] == "2008-02-04"

    code, told = _dispose("run", folder, "--confirm", "0001")
    assert (code, told["error"]) == (9, "CopiesMissing")
    stick = folder.with_name("stick")
    stick.mkdir()
    assert _run("backup", str(folder), "--to", str(stick), vault=folder)[0] == 0
    fewer = ("--accept-fewer-copies", "one stick is all there is")
    code, told = _dispose("run", folder, "--confirm", "0001", "--confirm", "0003", *fewer)
    assert (code, told["error"]) == (9, "NotEligible")
    both = ("--confirm", "0001", "--confirm", "0002")
    code, told = _dispose("run", folder, *both, *fewer, call=as_program)
    assert (code, told["state"], told["records"]) == (0, "erased", ["0001", "0002"])
    assert told["treated"] == [{"place": "stick", "kind": "backup", "error": ""}]
    assert [one["state"] for one in told["copy"]] == ["clean"]
    assert told["next"] == [f"casekeep dispose certificate {folder}"]

    code, told = _dispose("copies", folder)
    assert (code, [one["state"] for one in told["copy"]]) == (0, ["clean"])
    missing = str(stick / "not there")
    code, told = _dispose("certificate", folder, "--out", missing)
    assert (code, told["error"]) == (9, "FolderMissing")
    assert "not there" in told["words"]
    code, told = _dispose("certificate", folder, "--out", str(stick))
    assert (code, len(told["certificate"]), len(told["file"])) == (0, 2, 6)
    text = Path(told["file"][0]).read_text(encoding="utf-8")
    assert json.loads(text)["record"]["record_number"] == "0001"
    assert OLD not in text
    issued = _dispose("certificate", folder)[1]["certificate"]
    assert [one["is_new"] for one in issued] == [False] * 2
    code, found = _run("search", str(folder), "cassowary", vault=folder)
    assert not found["note"] and not found["client"] and not found["document"]
    code, checked = _run("verify-vault", str(folder), "--documents", vault=folder)
    assert (code, checked["unexplained_erasures"], checked["stray_files"]) == (0, 0, [])
    assert checked["erased_details"] > 0


def test_a_mistake(folder: Path) -> None:
    refused = _dispose("mistake", folder, "--confirm", "0001", call=as_program)
    assert (refused[0], refused[1]["error"]) == (9, "NotAMistake")
    assert _dispose("mistake", folder, "--confirm", "0009")[0] == 9
    code, told = _dispose("mistake", folder, "--confirm", "0004")
    assert (code, told["kind"], told["state"]) == (0, "mistake", "finished")
    code, told = _dispose("certificate", folder)
    assert (code, told["certificate"]) == (0, [])
    assert _dispose("review", folder, "0004")[0] == 9


def test_what_is_out_of_reach_waits_with_the_commands_that_end_it(folder: Path) -> None:
    stick = folder.with_name("stick")
    stick.mkdir()
    assert _run("backup", str(folder), "--to", str(stick), vault=folder)[0] == 0
    stick.rename(folder.with_name("drawer"))
    fewer = ("--accept-fewer-copies", "one stick is all there is")
    code, told = _dispose("run", folder, "--confirm", "0001", *fewer)
    assert (code, told["treated"]) == (1, [])
    assert [(one["state"], one["is_reachable"]) for one in told["copy"]] == [("pending", False)]
    rewrite, gone, certify = told["next"]
    assert rewrite == f"connect stick, then casekeep backup {folder} --rewrite"
    assert f"casekeep backup {folder} --destroyed 1 --statement" in gone
    assert certify == f"casekeep dispose certificate {folder}"
    folder.with_name("drawer").rename(stick)
    assert _run("backup", str(folder), "--rewrite", vault=folder)[0] == 0
    code, told = _dispose("copies", folder)
    assert (code, told["next"]) == (0, [certify])


def test_paper_that_outlives_its_record_is_stated_later(folder: Path) -> None:
    session = keys.unlock_with_keyring(folder, TYPED, OsKeyring())
    for what in ("a folder", "drawings"):
        paper.add(session, clients.with_number(session, "0001"), what)
    session.close()
    stick = folder.with_name("stick")
    stick.mkdir()
    assert _run("backup", str(folder), "--to", str(stick), vault=folder)[0] == 0
    fewer = ("--accept-fewer-copies", "one stick is all there is")
    code, told = _dispose("run", folder, "--confirm", "0001", *fewer)
    assert (code, told["paper"]) == (0, [{"record": "0001", "left": 2}])
    (destroy, certify) = told["next"]
    assert f"casekeep dispose paper {folder} 0001 --on DATE --method HOW" in destroy
    assert certify == f"casekeep dispose certificate {folder}"
    assert _dispose("certificate", folder)[0] == 0
    how = ("--on", "2026-11-01", "--method", "pulped")
    assert _dispose("paper", folder, "0002", *how)[1]["error"] == "NotFound"
    assert _dispose("paper", folder, "0001", *how, "--count", "3")[1]["error"] == "InvalidValue"
    code, told = _dispose("paper", folder, "0001", *how, "--count", "1")
    assert (code, told) == (0, {"record": "0001", "left": 1})
    assert _dispose("paper", folder, "0001", *how)[1]["left"] == 0
    code, told = _dispose("certificate", folder)
    first, second = told["certificate"]
    assert (second["is_new"], second["supplements"]) == (True, first["number"])
    assert _dispose("copies", folder)[1]["paper"] == []
