"""Files at any depth: no stack and no link leads the walk astray."""

from pathlib import Path

import pytest

from tests.store.deep_folders import deepened
from vault.store import folder_tree


def test_files_lie_deeper_than_the_stack(tmp_path: Path) -> None:
    with deepened(tmp_path):
        assert [path.name for path in folder_tree.files_below(tmp_path)] == ["last"]


def test_too_deep_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_tree, "MOST_DEEP", 3)
    with deepened(tmp_path, 3):
        assert len(folder_tree.files_below(tmp_path)) == 1
        (tmp_path / "a/a/a/b").mkdir()
        with pytest.raises(OSError, match="too many"):
            folder_tree.files_below(tmp_path)


def test_what_systems_leave_and_what_is_behind_links_is_left_aside(tmp_path: Path) -> None:
    for name in ("b/1", "b/c/2", "b/Thumbs.db", "b/.git/3", "x/4"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "b/round").symlink_to(tmp_path)
    found = folder_tree.files_below(tmp_path / "b", lambda name: name != ".git")
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["b/1", "b/c/2", "b/round"]
