"""``casekeep seal`` as a script uses it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.backup.papers import add_client
from tests.succession_fixtures import hold_ceremony
from tests.vault_fixtures import STRONG, open_session
from vault import cli


class Vault:
    """A vault with a client and three holders, and the command line over it."""

    def __init__(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        session = open_session(tmp_path)
        self.folder = session.opened.folder
        add_client(session)
        hold_ceremony(session)
        session.close()
        self.stick = tmp_path / "stick"
        self.stick.mkdir()
        self._secret = tmp_path / "secret.txt"
        self._secret.write_text(STRONG, encoding="utf-8")

    def run(self, *act: str, arguments: tuple[str, ...] = ()) -> tuple[int, Any]:
        """Return the exit code and what was printed, parsed."""
        common = ["--json", "--way", "passphrase", "--secret-file", str(self._secret)]
        code = cli.main(["seal", *act, str(self.folder), *arguments, *common])
        return code, json.loads(self._capsys.readouterr().out)


@pytest.fixture
def vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Vault:
    return Vault(tmp_path, capsys)


def test_a_place_is_added_sealed_at_and_removed(vault: Vault, tmp_path: Path) -> None:
    code, added = vault.run("place", "add", arguments=(str(vault.stick), "--label", "Blue"))
    [place] = added["place"]
    assert (code, place["label"], place["is_kept"], place["is_due"]) == (0, "Blue", True, True)

    target = tmp_path / "export.zip"
    code, sealed = vault.run("now", arguments=("--zip", str(target)))
    [one] = sealed["seal"]
    assert (code, one["number"], one["clients"], one["lost"]) == (0, 1, 1, [])
    assert target.is_file()

    code, listed = vault.run("list")
    assert (code, [(o["label"], o["fate"]) for o in listed["export"]]) == (
        0,
        [("export.zip", "kept"), ("Blue", "kept")],
    )
    statement = ("2", "--statement", "Shredded")
    assert vault.run("destroyed", arguments=statement) == (0, {"destroyed": 2})
    assert vault.run("place", "remove", arguments=(str(place["id"]),)) == (0, {"place": []})
    assert vault.run("now")[0] == 9


def test_a_closing_export_is_sealed_also_where_none_is_kept_current(vault: Vault) -> None:
    vault.run("place", "add", arguments=(str(vault.stick), "--on-demand"))
    code, said = vault.run("now")
    assert (code, said["error"]) == (9, "NotFound")
    assert vault.run("now", arguments=("--closure",))[1]["seal"][0]["number"] == 1
    _, listed = vault.run("list")
    assert [one["kind"] for one in listed["export"]] == ["closure"]


def test_nothing_goes_over_a_closing_export_until_the_practice_goes_on(vault: Vault) -> None:
    vault.run("place", "add", arguments=(str(vault.stick),))
    vault.run("now", arguments=("--closure",))
    for arguments in ((), ("--place", "1")):
        code, said = vault.run("now", arguments=arguments)
        assert (code, said["error"]) == (9, "ClosingExportStands")
        assert "If the practice goes on" in said["words"]
    [closed] = vault.run("place", "list")[1]["place"]
    assert (closed["is_closed"], closed["is_due"], closed["is_kept"]) == (True, False, False)
    code, resumed = vault.run("place", "go-on", arguments=("1",))
    assert (code, resumed["place"][0]["is_closed"]) == (0, False)
    assert vault.run("now")[1]["seal"][0]["number"] == 2


def test_a_new_stick_takes_the_place_of_a_lost_one(vault: Vault) -> None:
    vault.run("place", "add", arguments=(str(vault.stick),))
    assert vault.run("place", "anew", arguments=("1",))[0] == 9
    vault.run("now")
    assert vault.run("place", "anew", arguments=("1",))[0] == 9
    shutil.rmtree(vault.stick)
    vault.stick.mkdir()
    [place] = vault.run("place", "list")[1]["place"]
    assert (place["is_bare"], place["is_reachable"]) == (True, False)
    code, found = vault.run("place", "anew", arguments=("1",))
    assert (code, found["place"][0]["is_reachable"]) == (0, True)
    assert vault.run("now")[1]["seal"][0]["number"] == 2


def test_where_one_place_is_closed_the_other_goes_on(vault: Vault) -> None:
    other = vault.stick.with_name("other")
    other.mkdir()
    vault.run("place", "add", arguments=(str(vault.stick),))
    vault.run("place", "add", arguments=(str(other),))
    vault.run("now", arguments=("--closure", "--place", "1"))
    code, sealed = vault.run("now")
    assert (code, [one["place"] for one in sealed["seal"]]) == (0, [str(other)])


def test_one_place_that_is_gone_does_not_keep_the_other_from_its_export(vault: Vault) -> None:
    away = vault.stick.with_name("away")
    away.mkdir()
    vault.run("place", "add", arguments=(str(vault.stick),))
    vault.run("place", "add", arguments=(str(away),))
    away.rmdir()
    code, sealed = vault.run("now")
    assert code == 1
    assert [one.get("error", "") for one in sealed["seal"]] == ["", "DestinationGone"]
