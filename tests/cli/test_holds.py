"""``casekeep hold`` as a script uses it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.vault_fixtures import STRONG, NoKeyring, open_session
from vault import cli
from vault.clients import episodes
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.keys import service as keys


class Vault:
    """A vault with two clients, 0001 and 0002, and the command line over it."""

    def __init__(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        session = open_session(tmp_path)
        self.folder = session.opened.folder
        for name in ("Ana Ortiz", "Bo Lindqvist"):
            clients.add(session, ClientDetails(legal_name=name))
        client = clients.with_number(session, "0001")
        self.episode = episodes.open_episode(session, client, date(2026, 1, 5))
        session.close()
        self._secret = tmp_path / "secret.txt"
        self._secret.write_text(STRONG, encoding="utf-8")

    def run(self, act: str, *arguments: str) -> tuple[int, Any]:
        """Return the exit code and what was printed, parsed."""
        common = ["--json", "--way", "passphrase", "--secret-file", str(self._secret)]
        code = cli.main(["hold", act, str(self.folder), *arguments, *common])
        return code, json.loads(self._capsys.readouterr().out)

    def place(self, *arguments: str) -> tuple[int, Any]:
        """Place a hold on 0001."""
        return self.run("place", "--client", "0001", "--reason", "Subpoena ⚖️", *arguments)


@pytest.fixture
def vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Vault:
    return Vault(tmp_path, capsys)


def test_a_hold_is_placed_listed_and_released(vault: Vault) -> None:
    code, placed = vault.place("--kind", "complaint", "--from", "2026-01-05")
    assert code == 0
    [hold] = placed["hold"]
    assert (hold["record"], hold["kind"], hold["from"]) == ("0001", "complaint", "2026-01-05")
    assert (hold["reason"], hold["source"], hold["released_at"]) == ("Subpoena ⚖️", "", None)
    assert vault.run("list") == (0, placed)
    assert vault.run("list", "--client", "0002") == (0, {"hold": []})

    code, released = vault.run("release", str(hold["id"]), "--reason", "Closed")
    assert (code, released["hold"][0]["release_reason"]) == (0, "Closed")
    assert vault.run("list") == (0, {"hold": []})
    assert vault.run("list", "--client", "0001") == (0, released)


def test_a_hold_may_be_on_one_episode(vault: Vault) -> None:
    code, placed = vault.place("--episode", str(vault.episode))
    assert (code, placed["hold"][0]["episode"]) == (0, vault.episode)
    assert placed["hold"][0]["kind"] == "legal"
    code, said = vault.place("--episode", "99")
    assert (code, said["error"], said["detail"]) == (9, "InvalidValue", "episode_id")


def test_a_hold_is_released_once(vault: Vault) -> None:
    vault.place()
    assert vault.run("release", "1", "--reason", "Closed")[0] == 0
    code, said = vault.run("release", "1", "--reason", "Closed")
    assert (code, said["error"]) == (9, "HoldReleased")
    code, said = vault.run("release", "99", "--reason", "Closed")
    assert (code, said["error"]) == (9, "NotFound")


@pytest.mark.parametrize(
    ("arguments", "field"),
    [(["--reason", " "], "reason"), (["--reason", "x", "--from", "2999-01-01"], "starts_on")],
)
def test_what_cannot_be_a_hold_is_refused(vault: Vault, arguments: list[str], field: str) -> None:
    code, said = vault.run("place", "--client", "0001", *arguments)
    assert (code, said["detail"]) == (9, field)
    assert vault.run("list") == (0, {"hold": []})


def test_a_day_that_is_none_is_wrong_usage(vault: Vault) -> None:
    with pytest.raises(SystemExit) as refused:
        vault.place("--from", "tomorrow")
    assert refused.value.code == 2


def test_the_vault_opens_as_before(vault: Vault) -> None:
    vault.place()
    session = keys.unlock_with_passphrase(vault.folder, STRONG, NoKeyring())
    assert not session.warnings
    session.close()
