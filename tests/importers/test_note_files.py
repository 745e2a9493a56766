"""Note files of a folder: text, hash and day of each; nothing is decided about whose they are."""

import errno
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.store.deep_folders import DEEP, deepened
from tests.viewing.test_word_files import docx_bytes
from vault.errors import Cancelled, ImportFileUnreadable
from vault.importers import note_files
from vault.importers.note_model import DayFrom, NoteFile, NoteFinding
from vault.progress import Progress
from vault.store import attachments

TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A practice's old notes, with what else lies in such folders."""
    root = tmp_path / "old notes"
    (root / "Osei, Amara").mkdir(parents=True)
    (root / "Osei, Amara" / "2024-03-05.docx").write_bytes(docx_bytes("A heron, she said."))
    (root / "2024-03-06.txt").write_text("Plain – text", encoding="utf-8")
    (root / "2024-03-07.txt").write_bytes("Café".encode("cp1252"))
    (root / "2024-03-08 plan.md").write_text("# Plan\n\nWalk", encoding="utf-8")
    (root / "2024-03-09.rtf").write_bytes(rb"{\rtf1\ansi Slept\par}")
    (root / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    (root / "empty.txt").touch()
    (root / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (root / "Thumbs.db").write_bytes(b"clutter")
    (root / ".hidden").write_bytes(b"clutter")
    (root / "~$lock.docx").write_bytes(b"clutter")
    (root / "link.txt").symlink_to("/etc/hostname")
    return root


@pytest.fixture
def found(folder: Path) -> dict[str, NoteFile]:
    return {file.name: file for file in note_files.scan(folder, TODAY)}


def test_what_lies_in_the_folder_is_found(found: dict[str, NoteFile]) -> None:
    assert set(found) == {
        "2024-03-06.txt",
        "2024-03-07.txt",
        "2024-03-08 plan.md",
        "2024-03-09.rtf",
        "Osei, Amara/2024-03-05.docx",
        "broken.pdf",
        "empty.txt",
        "scan.png",
    }


def test_letters_that_are_guessed_are_said_so(folder: Path) -> None:
    (folder / "mac.txt").write_bytes("déjà".encode("mac_roman"))
    (folder / "marked.txt").write_text("déjà", encoding="utf-16")
    found = {file.name: file for file in note_files.scan(folder, TODAY)}
    guessed = {
        name for name, file in found.items() if NoteFinding.ENCODING_GUESSED in file.findings
    }
    assert guessed == {"2024-03-07.txt", "mac.txt"}
    assert found["marked.txt"].text == "déjà"


def test_each_has_its_text_and_day(found: dict[str, NoteFile]) -> None:
    docx = found["Osei, Amara/2024-03-05.docx"]
    assert "A heron, she said." in docx.text
    assert (docx.day, docx.day_from) == (date(2024, 3, 5), DayFrom.FILE_NAME)
    assert found["2024-03-06.txt"].text == "Plain – text"
    assert found["2024-03-07.txt"].text == "Café"
    assert "Slept" in found["2024-03-09.rtf"].text
    assert found["2024-03-08 plan.md"].text == "# Plan\n\nWalk"


def test_words_are_as_somebody_types_them_who_looks_for_them(tmp_path: Path) -> None:
    """Word processors and typesetters write letters together, and where a word may be divided."""
    (tmp_path / "a.txt").write_text("con\ufb01den\u00adtial, di\ufb03cult, \ufb02uent", "utf-8")
    [one] = note_files.scan(tmp_path, TODAY)
    assert one.text == "confidential, difficult, fluent"
    assert one.sha256 == hashlib.sha256((tmp_path / "a.txt").read_bytes()).hexdigest()


def test_what_has_no_text_says_so(found: dict[str, NoteFile]) -> None:
    assert found["scan.png"].findings == (NoteFinding.TYPE_UNKNOWN,)
    assert found["broken.pdf"].findings == (NoteFinding.UNREADABLE,)
    assert found["empty.txt"].findings == (NoteFinding.NO_TEXT,)
    assert not any(found[name].text for name in ("scan.png", "broken.pdf", "empty.txt"))


def test_each_has_its_hash(found: dict[str, NoteFile], folder: Path) -> None:
    for name, file in found.items():
        data = (folder / name).read_bytes()
        assert (file.sha256, file.size) == (hashlib.sha256(data).hexdigest(), len(data))


def test_a_long_text_is_cut_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 300_000, encoding="utf-8")
    (file,) = note_files.scan(tmp_path, TODAY)
    assert len(file.text) == note_files.MOST_CHARACTERS
    assert NoteFinding.TEXT_CUT in file.findings


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFileUnreadable):
        note_files.scan(tmp_path / "gone", TODAY)


def test_it_can_be_cancelled(folder: Path) -> None:
    def stop(step: str, done: int, total: int) -> None:
        if done == 2:
            raise Cancelled()

    with pytest.raises(Cancelled):
        note_files.scan(folder, TODAY, stop)


def test_a_folder_deeper_than_the_stack_is_read(tmp_path: Path) -> None:
    with deepened(tmp_path):
        [found] = note_files.scan(tmp_path, TODAY)
    assert found.name == "a/" * DEEP + "last"


def _gone_when_reached(folder: Path, name: str, put: str = "") -> Progress:
    """What the system does to ``name`` while the files before it are read."""

    def reach(step: str, done: int, total: int) -> None:
        path = folder / name
        if path.is_file():
            path.unlink()
            if put:
                os.mkfifo(path)

    return reach


@pytest.mark.parametrize("put", ["", "a pipe"])
def test_a_file_that_cannot_be_opened_is_refused_and_the_others_are_taken(
    folder: Path, put: str
) -> None:
    if put and os.name != "posix":
        pytest.skip("Windows has no such files")
    gone = _gone_when_reached(folder, "2024-03-08 plan.md", put)
    found = {file.name: file for file in note_files.scan(folder, TODAY, gone)}
    assert len(found) == 8
    refused = found["2024-03-08 plan.md"]
    assert refused.findings == (NoteFinding.NOT_OPENED,)
    assert refused.is_refused
    assert (refused.text, refused.sha256, refused.size) == ("", "", 0)
    assert refused.day == date(2024, 3, 8)
    assert [file.name for file in found.values() if file.is_refused] == [refused.name]
    assert found["2024-03-09.rtf"].text == "Slept"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_somebody_else_is_refused_alone(folder: Path) -> None:
    (folder / "2024-03-06.txt").chmod(0)
    refused = [file.name for file in note_files.scan(folder, TODAY) if file.is_refused]
    assert refused == ["2024-03-06.txt"]


def test_a_disk_that_fails_in_a_file_refuses_that_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = attachments.open_source

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "the disk")

    @contextmanager
    def open_source(path: Path) -> Iterator[BinaryIO]:
        with real(path) as file:
            yield Failing() if path.name == "2024-03-06.txt" else file

    monkeypatch.setattr(attachments, "open_source", open_source)
    refused = [file.name for file in note_files.scan(folder, TODAY) if file.is_refused]
    assert refused == ["2024-03-06.txt"]


@pytest.fixture
def shut(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One of the folders in it, which the system does not list: root may list every one."""
    inner = folder / "Osei, Amara"
    real = os.scandir

    def scandir(path: Path) -> Iterator[os.DirEntry[str]]:
        if path == inner:
            raise PermissionError(errno.EACCES, "shut")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    return inner


def test_a_folder_that_cannot_be_listed_is_one_line_and_the_others_are_taken(
    folder: Path, shut: Path
) -> None:
    found = {file.name: file for file in note_files.scan(folder, TODAY)}
    refused = found[shut.name]
    assert refused.findings == (NoteFinding.FOLDER_NOT_OPENED,)
    assert (refused.is_refused, refused.text, refused.sha256) == (True, "", "")
    assert [file.name for file in found.values() if file.is_refused] == [shut.name]
    assert found["2024-03-09.rtf"].text == "Slept"
    assert len(found) == 8


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may list everything")
def test_a_folder_of_somebody_else_is_refused_alone(folder: Path) -> None:
    inner = folder / "Osei, Amara"
    inner.chmod(0)
    refused = [file.name for file in note_files.scan(folder, TODAY) if file.is_refused]
    inner.chmod(0o700)
    assert refused == [inner.name]
