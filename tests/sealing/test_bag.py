"""The bag of a part: valid by the reference implementation, readable without anything of ours."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

from tests.sealing.contents_fixtures import MARKUP, RTL, Opened, parts, sealable
from tests.tools import require
from vault.sealing.folders import Folders
from vault.sealing.part_model import Part

__all__ = ["parts", "sealable"]

Parts = Mapping[Part, Opened]
BAGS = [part for part in Part if part.content is not Part.CASELOAD]


def _unpacked(opened: Opened, folder: Path) -> Path:
    with zipfile.ZipFile(BytesIO(opened.content)) as archive:
        archive.extractall(folder)
    return folder


def _validated(folder: Path) -> int:
    # A program of its own: what the package does to warnings and logs stays there.
    command = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize("part", BAGS)
def test_the_bag_is_valid(part: Part, parts: Parts, tmp_path: Path) -> None:
    assert _validated(_unpacked(parts[part], tmp_path)) == 0


def test_it_stays_valid_with_the_documents_beside_it(parts: Parts, tmp_path: Path) -> None:
    folder = _unpacked(parts[Part.RECORDS], tmp_path)
    for one in parts[Part.RECORDS].json("data/documents.json")["documents"]:
        path = folder / one["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"opened")

    assert _validated(folder) == 0


@pytest.mark.parametrize("name", ["data/index.html", "bag-info.txt", "data/practice/audit.json"])
def test_a_changed_file_makes_it_invalid(name: str, parts: Parts, tmp_path: Path) -> None:
    folder = _unpacked(parts[Part.RECORDS], tmp_path)
    path = folder / name
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))

    assert _validated(folder) != 0


def test_unzip_unpacks_it_whatever_the_language(parts: Parts, tmp_path: Path) -> None:
    unzip = require("unzip", "apt-get install unzip")
    source = tmp_path / "records.zip"
    source.write_bytes(parts[Part.RECORDS].content)
    target = tmp_path / "bag"
    command = [unzip, "-q", str(source), "-d", str(target)]

    done = subprocess.run(command, capture_output=True, check=False, env={"LC_ALL": "C"})

    assert done.returncode == 0
    assert _validated(target) == 0


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        told = dict(attrs)
        self.ids.add(told.get("id") or "")
        self.targets += [one for name in ("href", "src") if (one := told.get(name))]
        assert not [name for name in told if name.startswith("on")]
        assert "http-equiv" not in told or told["http-equiv"] == "Content-Security-Policy"


def _pages(parts: Parts) -> list[tuple[Opened, str, _Page]]:
    return [
        (opened, name, _Page(opened.text(name)))
        for opened in parts.values()
        for name in opened.files
        if name.endswith(".html")
    ]


def test_no_page_has_a_script_or_asks_for_anything_from_elsewhere(parts: Parts) -> None:
    pages = _pages(parts)

    assert len(pages) > 10
    for _, name, page in pages:
        assert not {"script", "iframe", "object", "embed", "form", "link", "img"} & set(page.tags)
        for target in page.targets:
            assert ":" not in target, (name, target)
            assert not target.startswith("/")
    for opened, name, _ in pages:
        text = opened.text(name)
        assert "@import" not in text
        assert "url(" not in text


def test_every_link_leads_to_a_file_or_a_document(parts: Parts) -> None:
    for opened, name, page in _pages(parts):
        known = set(opened.files)
        if "data/documents.json" in known:
            known |= {one["path"] for one in opened.json("data/documents.json")["documents"]}
        for target in page.targets:
            if target.startswith("#"):
                assert target[1:] in page.ids
                continue
            assert _resolved(name, unquote(target)) in known, (name, target)


def _resolved(page: str, target: str) -> str:
    place = list(PurePosixPath(page).parent.parts)
    for step in PurePosixPath(target).parts:
        place = place[:-1] if step == ".." else [*place, step]
    return "/".join(place)


def test_each_document_is_linked_from_its_client_s_page(parts: Parts) -> None:
    opened = parts[Part.RECORDS]
    linked = {
        _resolved(name, unquote(target))
        for one, name, page in _pages(parts)
        if one is opened
        for target in page.targets
    }

    assert {one["path"] for one in opened.json("data/documents.json")["documents"]} <= linked


def test_what_was_typed_is_text_on_every_page(parts: Parts) -> None:
    index = parts[Part.RECORDS].text("data/index.html")

    assert "<script>" not in index
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;Sons&#34; {{ 7*7 }}" in index
    assert RTL in index
    assert MARKUP not in parts[Part.CASELOAD].text("caseload.html")


def test_pages_say_their_language_and_let_the_text_choose_its_direction(parts: Parts) -> None:
    for opened, name, _ in _pages(parts):
        text = opened.text(name)
        assert '<html lang="en">' in text
        assert 'dir="auto"' in text or name.endswith("index.html")
        assert len(re.findall("<h1", text)) == 1


def test_files_txt_describes_every_file(parts: Parts) -> None:
    for part in BAGS:
        opened = parts[part]
        told = re.findall(r"^(\S+)\n    \S", opened.text("data/files.txt"), re.MULTILINE)
        patterns = [re.escape(one).replace("…", "[^/]+") for one in told]
        for name in opened.files:
            if name.startswith("data/"):
                path = name.removeprefix("data/")
                assert any(re.fullmatch(pattern, path) for pattern in patterns), path


def test_paths_are_of_plain_letters(parts: Parts) -> None:
    for opened in parts.values():
        for name in opened.files:
            assert re.fullmatch(r"[0-9A-Za-z._/-]+", name)
            assert ".." not in name


def test_folders_of_clients_are_plain_and_no_two_are_one() -> None:
    folders = Folders()
    numbers = ["0042", "a/b", "A-B", "../x", "", "\u05d0", "\u05d1", "con", "x" * 300]

    found = [folders.of(number) for number in numbers]

    assert found[0] == "client-0042"
    assert len({one.casefold() for one in found}) == len(numbers)
    assert all(re.fullmatch(r"client-[0-9A-Za-z_-]{1,60}", one) for one in found)
