"""Files at any depth: no stack and no link leads the walk astray."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.store import folder_tree


def _deepen(top: Path, depth: int) -> None:
    before = Path.cwd()
    try:
        os.chdir(top)
        for _ in range(depth):
            os.mkdir("a")  # noqa: PTH102
            os.chdir("a")
        Path("last").touch()
    finally:
        os.chdir(before)


@pytest.fixture
def top(tmp_path: Path) -> Iterator[Path]:
    """A folder whose folders are removed without recursion, unlike pytest's own."""
    yield tmp_path
    subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=True)


def test_files_lie_deeper_than_the_stack(top: Path) -> None:
    _deepen(top, 1_100)
    assert [path.name for path in folder_tree.files_below(top)] == ["last"]


def test_too_deep_is_refused(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_tree, "MOST_DEEP", 3)
    _deepen(top, 3)
    assert len(folder_tree.files_below(top)) == 1
    (top / "a/a/a/b").mkdir()
    with pytest.raises(OSError, match="too many"):
        folder_tree.files_below(top)


def test_what_systems_leave_and_what_is_behind_links_is_left_aside(tmp_path: Path) -> None:
    for name in ("b/1", "b/c/2", "b/Thumbs.db", "b/.git/3", "x/4"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "b/round").symlink_to(tmp_path)
    found = folder_tree.files_below(tmp_path / "b", lambda name: name != ".git")
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["b/1", "b/c/2", "b/round"]
