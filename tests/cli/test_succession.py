"""``casekeep succession`` as a script uses it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exports.samples import add_client
from tests.succession.plans import FULL
from tests.vault_fixtures import STEP_UP_SECRET, STRONG, open_session
from vault import cli
from vault.succession import plan_service
from vault.succession.plan_model import Audience


class Vault:
    """A vault, and the command line over it."""

    def __init__(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._tmp_path = tmp_path
        session = open_session(tmp_path)
        self.folder = session.opened.folder
        session.close()
        self._secret = tmp_path / "secret.txt"
        self._secret.write_text(STRONG, encoding="utf-8")

    def write_plan(self) -> None:
        """Keep a plan, and one client apart."""
        session = open_session(self._tmp_path)
        session.step_up(STEP_UP_SECRET)
        plan_service.save(session, FULL)
        client = add_client(session, "Ana Ortiz")
        plan_service.keep_apart(session, client, Audience.ALTERNATE, "Her cousin")
        session.close()

    def run(self, act: str, *arguments: str) -> tuple[int, Any]:
        """Return the exit code and what was printed, parsed."""
        common = ["--json", "--way", "passphrase", "--secret-file", str(self._secret)]
        code = cli.main(["succession", act, str(self.folder), *arguments, *common])
        return code, json.loads(self._capsys.readouterr().out)


@pytest.fixture
def vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Vault:
    return Vault(tmp_path, capsys)


def test_the_plan_is_shown_without_naming_who_is_kept_apart(vault: Vault) -> None:
    vault.write_plan()
    code, told = vault.run("show")
    assert code == 0
    shown = told["succession"]
    assert shown["plan"]["successor"]["name"] == "Noor Haddad, LCSW"
    assert (shown["kept_for_alternate"], shown["kept_for_nobody"]) == (1, 0)
    assert "apart-records" in shown["parts"]
    assert "Ortiz" not in json.dumps(shown)


def test_the_will_is_written_once_and_never_over_a_file(vault: Vault, tmp_path: Path) -> None:
    vault.write_plan()
    file = tmp_path / "will.pdf"
    code, told = vault.run("will", str(file))
    assert (code, told["succession"]["file"]) == (0, str(file))
    written = file.read_bytes()
    assert written.startswith(b"%PDF")
    code, _ = vault.run("will", str(file))
    assert code != 0
    assert file.read_bytes() == written


def test_without_a_plan_it_says_so(vault: Vault, tmp_path: Path) -> None:
    for arguments in (("show",), ("will", str(tmp_path / "will.pdf"))):
        code, told = vault.run(*arguments)
        assert code == 9
        assert "NoPlan" in json.dumps(told)
