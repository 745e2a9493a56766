"""Many files at once: each appears whole, or not at all."""

import errno
import os
from pathlib import Path

import pytest

from vault.errors import StorageFailed
from vault.store import atomic
from vault.store.atomic import Batch


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def _write(batch: Batch, path: Path, content: bytes = b"x") -> None:
    with batch.replacing(path) as file:
        file.write(content)


def test_they_appear_together_at_the_end(tmp_path: Path) -> None:
    with Batch() as batch:
        for name in ("a", "b"):
            _write(batch, tmp_path / name, name.encode())
        assert not _names(tmp_path) & {"a", "b"}
    assert _names(tmp_path) == {"a", "b"}
    assert (tmp_path / "b").read_bytes() == b"b"


def test_much_appears_before_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_BATCH_FILES", 3)
    with Batch() as batch:
        for name in "abcd":
            _write(batch, tmp_path / name)
        assert _names(tmp_path) >= {"a", "b", "c"}
        assert "d" not in _names(tmp_path)
    assert _names(tmp_path) == set("abcd")


def test_one_that_fails_leaves_the_others_alone(tmp_path: Path) -> None:
    with Batch() as batch:
        _write(batch, tmp_path / "a")
        with pytest.raises(ValueError, match="no"), batch.replacing(tmp_path / "b"):
            raise ValueError("no")
        _write(batch, tmp_path / "c")
    assert _names(tmp_path) == {"a", "c"}


def test_an_exception_leaves_nothing_unnamed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), Batch() as batch:
        _write(batch, tmp_path / "a")
        raise ValueError("no")
    assert _names(tmp_path) == set()


def test_a_medium_that_fails_to_keep_gives_no_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "I/O error")

    with monkeypatch.context() as patch, pytest.raises(StorageFailed), Batch() as batch:
        _write(batch, tmp_path / "a")
        patch.setattr(os, "fsync", fail)
    assert _names(tmp_path) == set()


def test_a_medium_that_takes_no_removal_either_is_an_error_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr("os.fsync", fail)
    monkeypatch.setattr("os.unlink", fail)
    with pytest.raises(StorageFailed):
        atomic.write_whole(tmp_path / "x", b"content")
