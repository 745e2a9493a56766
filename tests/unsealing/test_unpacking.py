"""Unpacking: no path leads out of the folder, and names of any script are written."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.unsealing.making import Making, archive, documents_file, lines_of, make
from vault.errors import Cancelled, DiskFull, PartDamaged
from vault.sealing.part_model import Part
from vault.unsealing import service
from vault.unsealing.model import UnsealedPart


@dataclass(slots=True)
class Odd(Making):
    """An export whose records hold these names, and name these paths of documents."""

    names: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    listed: bytes | None = None

    def plain(self, part: Part, number: int) -> bytes:
        """Return the archive."""
        line = lines_of(self.documents)[0]
        listed = documents_file([replace(line, path=path) for path in self.paths])
        entries = {
            "data/documents.json": listed if self.listed is None else self.listed,
            "whole": b"x",
        }
        return archive(entries | dict.fromkeys(self.names, b"x"))


@pytest.fixture(scope="module")
def made() -> Making:
    return make(documents=("one",), parts={Part.RECORDS: ((1, 2), 2)})


def _unsealed(
    made: Making, folder: Path, names: tuple[str, ...] = (), paths: tuple[str, ...] = ()
) -> UnsealedPart:
    odd = Odd(made.parts, made.holders, made.documents, names=names, paths=paths)
    odd.write(folder / "export", 1)
    cards = odd.cards(1, 2)
    with service.open_source(folder / "export") as source:
        best = service.examine(source).best
        assert best is not None
        (done,) = service.unseal(source, [(best, Part.RECORDS)], cards, folder / "out")
    return done


ZWJ = "documents/Ola 👩🏽\u200d🦽/שירה.txt"


@pytest.mark.parametrize("path", [ZWJ, "documents/con.txt", "documents/a b/c.d", "documents/Ünï"])
def test_names_of_any_script_are_written(made: Making, tmp_path: Path, path: str) -> None:
    done = _unsealed(made, tmp_path, names=(f"data/{path}",), paths=(path,))
    assert not done.lost_files and not done.lost_documents
    out = tmp_path / "out" / "records-1"
    assert (out / path).read_bytes() == made.documents[0].content
    assert (out / "data" / path).read_bytes() == b"x"


@pytest.mark.parametrize(
    "path",
    ["../x", "/x", "a/../x", "", ".", "a//x", "a\\x", "c:x", "a\0x", "a\nx", "x" * 241],
)
def test_a_path_that_is_no_name_below_is_refused(made: Making, tmp_path: Path, path: str) -> None:
    done = _unsealed(made, tmp_path, paths=(path, "documents/safe"))
    assert done.lost_documents == (path,) and done.documents == 1
    written = {
        one.name for one in tmp_path.rglob("*") if one.is_file() and "export" not in str(one)
    }
    assert written == {"documents.json", "whole", "safe"}


@pytest.mark.parametrize(
    ("first", "second"),
    [("a/b", "a/b"), ("a/b", "A/B"), ("a", "a/b"), ("a/b", "a"), ("a/b/c", "a")],
)
def test_of_two_that_cannot_both_be_the_first_counts(
    made: Making, tmp_path: Path, first: str, second: str
) -> None:
    done = _unsealed(made, tmp_path, paths=(first, second))
    assert (done.documents, done.lost_documents) == (1, (second,))
    assert (tmp_path / "out" / "records-1" / first).is_file()


@pytest.mark.parametrize(
    "listed",
    [
        b"",
        b"[]",
        b'{"format":"casekeep-documents","version":2,"documents":[\n]}\n',
        b'{"format":"casekeep-documents","version":1,"documents":[\n{"id":"\\ud800"}\n]}\n',
        b'{"format":"casekeep-documents","version":1,"documents":[\n' + b"[" * 99999,
    ],
)
def test_a_list_of_documents_that_is_none_damages_the_part_alone(
    made: Making, tmp_path: Path, listed: bytes
) -> None:
    odd = Odd(made.parts, made.holders, made.documents)
    odd.listed = listed
    odd.write(tmp_path, 1)
    with service.open_source(tmp_path) as source:
        best = service.examine(source).best
        assert best is not None
        with service.open_part(source, best, Part.RECORDS, odd.cards(1, 2)) as opened:
            assert opened.read("whole") == b"x"
            with pytest.raises(PartDamaged):
                _ = opened.documents


@pytest.mark.parametrize("error", [Cancelled(), DiskFull("ENOSPC")])
def test_what_did_not_end_leaves_nothing(made: Making, tmp_path: Path, error: Exception) -> None:
    made.write(tmp_path / "export", 1)

    def fall(name: str, done: int, total: int) -> None:
        if name == "documents":
            raise error

    with service.open_source(tmp_path / "export") as source:
        best = service.examine(source).best
        assert best is not None
        with pytest.raises(type(error)):
            service.unseal(source, [(best, Part.RECORDS)], made.cards(1, 2), tmp_path / "out", fall)
    assert [one.name for one in tmp_path.iterdir()] == ["export"]
