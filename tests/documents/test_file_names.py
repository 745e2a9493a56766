"""Names from anywhere: kept as they came, and written out under safe ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.files import given as given_file
from tests.store.deep_folders import deepened
from vault.clients.typed_text import check_filled_line
from vault.documents import file_names
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.ids import ClientId
from vault.session import Session

ODD = [
    "🌱 letter 👩‍👧.txt",
    "מכתב לבית המשפט.txt",
    "invoice\u202efdp.exe",
    "a\\b:c*?.txt",
    "line\nbreak\tand\x7f.txt",
    " .txt",
    "..txt",
    "-rf",
    "CON.txt",
    "n" * 251 + ".txt",
    "é" * 125 + ".txt",
]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_come_in_and_go_out(
    session: Session, client: ClientId, outside: Path, name: str
) -> None:
    added = documents.add(session, client, given_file(outside, name=name), DocumentFacts())
    assert added.title == added.file_name
    target = outside / "out" / documents.safe_file_name(added.file_name)
    target.parent.mkdir()
    documents.copy_out(documents.record_copy_out(session, added.id, target), target)
    assert target.read_bytes() == b"A letter."


def test_a_name_that_is_no_utf_8(session: Session, client: ClientId, outside: Path) -> None:
    path = outside / "caf\udce9.txt"
    path.write_bytes(b"x")
    assert documents.add(session, client, path, DocumentFacts()).file_name == "caf\ufffd.txt"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "_.._boot.ini"),
        ("a\u202ecod.exe", "a_cod.exe"),
        ("", "document"),
        ("..", "document"),
        ("\u200b", "document"),
        ("nul", "_nul"),
        ("Aux.tar.gz", "_Aux.tar.gz"),
        ("report. ", "report"),
        ("Grüße 🌱.pdf", "Grüße 🌱.pdf"),
    ],
)
def test_safe_names(name: str, expected: str) -> None:
    assert file_names.safe(name) == expected


@given(st.text(max_size=300))
def test_any_name_can_be_kept_and_written(name: str) -> None:
    kept, safe = file_names.kept(name), file_names.safe(name)
    check_filled_line("file_name", kept, file_names.NAME_LENGTH)
    assert file_names.safe(safe) == safe
    assert Path(safe).name == safe
    assert len(safe.encode("utf-8")) <= 200
    assert safe not in ("", ".", "..")


def test_a_folder_means_the_files_in_it(outside: Path) -> None:
    (outside / "b" / "deep").mkdir(parents=True)
    for name in ("b/2.txt", "b/deep/1.txt", "b/.DS_Store", "b/Thumbs.db", "a.txt"):
        (outside / name).write_bytes(b"x")
    (outside / "b" / "link").symlink_to(outside / "a.txt")
    (outside / "b" / "round").symlink_to(outside)
    chosen = [outside / "a.txt", outside / "b", outside / "gone"]
    found = [path.relative_to(outside).as_posix() for path in documents.files_in(chosen)]
    assert found == ["a.txt", "b/2.txt", "b/deep/1.txt", "gone"]


def test_a_folder_deeper_than_the_stack_is_looked_through(tmp_path: Path) -> None:
    with deepened(tmp_path):
        assert [path.name for path in documents.files_in([tmp_path])] == ["last"]
