"""``casekeep retention`` as a script uses it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Call, as_program, in_process
from tests.keyring_daemon import KeyringDaemon
from tests.retention.practice import Practitioner, begin
from tests.vault_fixtures import PRACTICE
from vault.cli_retention import step_words
from vault.clock import local_day, utc_now
from vault.keys import creation
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.os_keyring import OsKeyring
from vault.retention.model import Anchor, RecordClass, Step


@pytest.fixture
def folder(tmp_path: Path, real_keyring: KeyringDaemon) -> Path:
    """A vault of today that the keyring opens; client 0001 is closed, 0002 active."""
    vault = tmp_path / "v.casekeep"
    way = FirstWay(kind=SlotKind.KEYRING)
    creation.create_vault(creation.plan_vault("v"), vault, PRACTICE, way, OsKeyring())
    session = keys.unlock_with_keyring(vault, None, OsKeyring())
    work = Practitioner(session, begin())
    work.closed_client(birth_date=date(1980, 5, 20))
    work.client(legal_name="Ben Ito")
    session.close()
    return vault


def _run(
    act: str, vault: Path, *arguments: str, as_json: bool = True, call: Call = in_process
) -> tuple[int, Any]:
    said = ["--json"] if as_json else []
    return call(["retention", act, str(vault), *arguments, *said])


def test_records_their_dates_and_an_override(folder: Path) -> None:
    today = local_day(utc_now())
    code, listed = _run("list", folder)
    assert (code, listed["clock"]) == (0, "ok")
    assert [(one["record"], one["verdict"]) for one in listed["record"]] == [
        ("0001", "later"),
        ("0002", "ask"),
    ]
    code, asked = _run("list", folder, "--verdict", "ask")
    assert [one["questions"] for one in asked["record"]] == ["still_active"]

    code, shown = _run("show", folder, "0001")
    assert code == 0
    assert shown["trace"][0].startswith(f"7 years after {today} (end of care) = ")
    assert shown["trace"][0].endswith(", BPC 4993, record")
    code, words = _run("show", folder, "0002", as_json=False, call=as_program)
    assert "ask: an episode of care is open, or the client is active" in words

    code, decided = _run("override", folder, "0001", "--until", str(today), "--reason", "moved")
    assert (code, decided["eligible_on"]) == (0, str(today))
    assert _run("list", folder, "--verdict", "eligible")[1]["record"][0]["record"] == "0001"
    again = ["0001", "--until", str(today)]
    code, refused = _run("override", folder, *again, call=as_program)
    assert (code, refused["error"], refused["detail"]) == (9, "InvalidValue", "reason")
    assert _run("override", folder, "0001", "--end")[1]["eligible_on"] > str(today)
    assert _run("show", folder, "0009")[0] == 9


def test_rules_policy_notice_and_the_day(folder: Path) -> None:
    today = local_day(utc_now())
    code, listed = _run("rules", folder)
    used = {one["id"]: one["use"] for one in listed["rule"]}
    assert (code, used["ca-clinicians"], used["md-providers"]) == (0, "on", "off")
    code, switched = _run("rule", folder, "md-providers", "on", "--reason", "read it")
    assert (code, switched["use"], switched["status"]) == (0, "on", "secondary")

    code, policy = _run("policy", folder, "--years", "10", "--license", "lmft")
    assert (code, policy["years"], policy["licenses"]) == (0, 10, ["lmft"])
    code, refused = _run("policy", folder, "--years", "2")
    assert (code, refused["error"], refused["detail"]) == (9, "PolicyTooShort", "ca-clinicians")
    code, policy = _run("policy", folder, "--years", "2", "--instead", "--reason", "a lawyer's")
    assert (code, policy["is_instead"]) == (0, True)

    code, told = _run("notice", folder, "0001", "--sent-on", str(today))
    assert (code, told["notice"][0]["wait_until"]) == (0, str(today + timedelta(days=30)))
    assert _run("today", folder, str(today)) == (0, {"clock": "ok"})
    wrong = _run("today", folder, "2031-01-01", call=as_program)
    assert wrong == (1, {"clock": "wrong"})


def test_the_arithmetic_in_words() -> None:
    step = Step(
        rule_id="fl-clinicians",
        record_class=RecordClass.RECORD,
        is_maximum=False,
        anchor=Anchor.LAST_CONTACT,
        anchor_day=date(2026, 9, 1),
        years=7,
        day=date(2033, 9, 1),
        citation="64B4-9.001",
    )
    said = "7 years after 2026-09-01 (last contact) = 2033-09-01, 64B4-9.001, record"
    assert step_words(step) == said
