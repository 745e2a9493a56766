"""The two commands: what they find out about a machine, and what they remember."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev_machine
from dev_environment import Environment, node_options

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "packaging" / "dev.py"

LISTING = (
    "installed\tlibgl1\t\n"
    "installed\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.84.4), libx\n"
    "config-files\tstrace\t\n"
)


def test_a_provided_package_counts_as_installed() -> None:
    assert dev_machine.missing(("libglib2.0-0", "libgl1", "libx"), LISTING) == []


def test_a_removed_package_is_missing() -> None:
    assert dev_machine.missing(("strace", "libgl1"), LISTING) == ["strace"]


def test_dbus_x11_is_never_wanted() -> None:
    wanted = dev_machine.ESSENTIAL + dev_machine.WINDOW + dev_machine.CHECKS
    assert "dbus-x11" not in wanted


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_seen(environment: dict[str, str], platform: str, expected: bool) -> None:
    assert dev_machine.has_screen(environment, platform) is expected


def test_debians_node_is_asked_to_show_its_cryptography() -> None:
    assert node_options("v18.20.4\n") == {"NODE_OPTIONS": "--experimental-global-webcrypto"}
    assert node_options("v20.20.2\n") == {}


def _dev(*words: str) -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, str(DEV), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a screen is always there")
def test_without_a_screen_run_offers_the_tour() -> None:
    done = _dev("run")
    assert done.returncode == 2
    assert "run --tour OUT" in done.stderr


def test_an_unknown_argument_of_a_suite_is_refused() -> None:
    assert _dev("faults", "--scael", "small").returncode == 2


def _checkout(folder: Path) -> Path:
    """A checkout with nothing to install, so that pip needs no network."""
    (folder / "requirements").mkdir(parents=True)
    for name in ("run", "test"):
        (folder / "requirements" / f"{name}.txt").write_text(f"# {name}\n", "utf-8")
    return folder


def test_the_second_install_does_nothing_until_the_lock_changes(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = _checkout(tmp_path / "a checkout")
    Environment(root).install("test")
    assert "Making .venv" in capfd.readouterr().out
    Environment(root).install("test")
    Environment(root).install("run")
    assert capfd.readouterr().out == ""
    (root / "requirements" / "test.txt").write_text("# changed\n", "utf-8")
    Environment(root).install("test")
    assert "Installing test" in capfd.readouterr().out


def test_the_checkout_is_importable_in_its_environment(tmp_path: Path) -> None:
    root = _checkout(tmp_path / "checkout")
    (root / "vault").mkdir()
    (root / "vault" / "cli.py").write_text("import sys; print(sys.argv[1:])", "utf-8")
    environment = Environment(root)
    environment.install("run")
    command = [str(environment.scripts / "casekeep"), "create", "a b"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "['create', 'a b']\n"


def test_a_failed_install_is_told_and_not_remembered(tmp_path: Path) -> None:
    root = _checkout(tmp_path / "checkout")
    lock = root / "requirements" / "run.txt"
    lock.write_text("segno==1.6.6\n", "utf-8")  # no hash: pip refuses before it asks anybody
    with pytest.raises(dev_machine.Unmet, match="network"):
        Environment(root).install("run")
    assert not list((root / ".venv").glob("*stamp*"))
