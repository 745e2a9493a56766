"""Documents' files: damaged, missing, exchanged; constant memory; copies in plain."""

import os
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.documents.files import CHUNK, content, given
from tests.vault_fixtures import open_session
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts, Reading
from vault.errors import (
    Cancelled,
    DocumentDamaged,
    DocumentMissing,
    FileNameTaken,
    VaultError,
)
from vault.session import Session
from vault.store import attachments

SIZE = 3 * CHUNK + 100
MEBIBYTE = 1 << 20


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A vault with one client and two documents."""
    opened = open_session(tmp_path)
    client = clients.add(opened, ClientDetails(legal_name="Ana"))
    for size in (SIZE, SIZE + 1):
        documents.add(opened, client, given(tmp_path, content(size)), DocumentFacts())
    yield opened
    opened.close()


@pytest.fixture
def reading(session: Session) -> Reading:
    """The first of them."""
    return documents.readings(session)[0]


def _remove(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def _lengthen(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0")


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-CHUNK] ^= 1
    path.write_bytes(data)


def _exchange(path: Path) -> None:
    others = [one for one in path.parent.parent.rglob("*.age") if one != path]
    shutil.copyfile(others[0], path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".moved"))
    path.symlink_to(path.with_suffix(".moved"))


DAMAGES: list[tuple[Callable[[Path], None], type[VaultError]]] = [
    (_remove, DocumentMissing),
    (_empty, DocumentDamaged),
    (_cut, DocumentDamaged),
    (_lengthen, DocumentDamaged),
    (_flip, DocumentDamaged),
    (_exchange, DocumentDamaged),
    (_folder, DocumentDamaged),
    (_fifo, DocumentDamaged),
    (_link, DocumentDamaged),
]


@pytest.mark.parametrize(("damage", "error"), DAMAGES)
def test_damage_names_the_document_and_spares_the_rest(
    session: Session,
    reading: Reading,
    tmp_path: Path,
    damage: Callable[[Path], None],
    error: type[VaultError],
) -> None:
    damage(reading.path)
    with pytest.raises(error) as raised:
        documents.read_bytes(documents.open_reading(session, reading.document_id), SIZE)
    assert getattr(raised.value, "document_id", None) == reading.document_id
    with pytest.raises(error):
        documents.copy_out(reading, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    every = documents.readings(session)
    report = documents.verify(every)
    assert report.checked == 2
    assert (*report.missing, *report.damaged) == (reading.document_id,)
    assert (report.missing != ()) == (error is DocumentMissing)
    assert documents.read_bytes(every[1], SIZE + 1) == content(SIZE + 1)
    assert documents.list_documents(session, documents.get(session, reading.document_id).client_id)


@pytest.mark.parametrize(
    ("damage", "missing", "altered"),
    [(_remove, 1, 0), (_cut, 0, 1), (_folder, 1, 0), (_flip, 0, 0)],
)
def test_a_quick_look(
    session: Session,
    reading: Reading,
    damage: Callable[[Path], None],
    missing: int,
    altered: int,
) -> None:
    damage(reading.path)
    report = documents.check_files(session)
    assert (len(report.missing), len(report.altered)) == (missing, altered)
    assert report.is_sound == (not missing and not altered)


def test_an_older_or_foreign_content_under_the_right_key_is_damage(
    session: Session, reading: Reading
) -> None:
    """Of the same size, opened by the same identity, and not what the row says."""
    from vault.age import HybridIdentity, seal_bytes

    recipient = HybridIdentity.from_text(reading.identity).recipient
    reading.path.write_bytes(seal_bytes([recipient], bytes(SIZE)))
    assert reading.path.stat().st_size == reading.sealed_size
    with pytest.raises(DocumentDamaged):
        documents.read_bytes(reading, SIZE)


def test_the_number_of_bytes_is_told_to_the_end(session: Session, reading: Reading) -> None:
    heard: list[tuple[int, int]] = []
    documents.verify(
        documents.readings(session), lambda _, done, total: heard.append((done, total))
    )
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1]


def test_a_cancelled_copy_leaves_nothing(reading: Reading, outside: Path) -> None:
    def cancel(name: str, done: int, total: int) -> None:
        if done > CHUNK:
            raise Cancelled()

    with pytest.raises(Cancelled):
        documents.copy_out(reading, outside / "out", cancel)
    assert list(outside.iterdir()) == []


def test_a_copy_never_takes_a_name_that_appeared_meanwhile(reading: Reading, outside: Path) -> None:
    target = outside / "out"

    def appear(name: str, done: int, total: int) -> None:
        target.write_bytes(b"somebody else's")

    with pytest.raises(FileNameTaken):
        documents.copy_out(reading, target, appear)
    assert target.read_bytes() == b"somebody else's"
    assert [path.name for path in outside.iterdir()] == ["out"]


def test_where_no_nameless_file_can_be_made_a_copy_is_whole_too(
    reading: Reading, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    documents.copy_out(reading, outside / "out")
    assert (outside / "out").read_bytes() == content(SIZE)
    with pytest.raises(FileNameTaken):
        documents.copy_out(reading, outside / "out")
    assert [path.name for path in outside.iterdir()] == ["out"]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that is not the vault's."""
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


def test_memory_does_not_grow_with_the_size(session: Session, outside: Path) -> None:
    client = clients.list_ids(session)[0]
    big = outside / "film.mp4"
    with big.open("wb") as file:
        file.truncate(96 * MEBIBYTE)
    tracemalloc.start()
    try:
        added = documents.add(session, client, big, DocumentFacts())
        reading = documents.readings(session, [added.id])[0]
        assert documents.verify([reading]).is_sound
        documents.copy_out(reading, outside / "copy.mp4")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * MEBIBYTE
    assert attachments.size_of(outside / "copy.mp4") == 96 * MEBIBYTE
