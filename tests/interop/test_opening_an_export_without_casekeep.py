"""A folder and two cards, in the hands of public tools: what the page in docs/ says, done.

Nothing of Casekeep is imported in the opening: the commands are cut out of the page.
"""

import html
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.sealing.standing import CANARY, Practice
from tests.sealing.standing_fixtures import clock, practice, session
from tests.succession_fixtures import card_lines
from tests.tools import require
from tests.unsealing.making import Making, make, packed
from vault.keys.signing import PublicKey
from vault.sealing import layout, start_here_by_hand

__all__ = ["clock", "practice", "session"]
HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "opening-an-export-without-casekeep.md"
NUMBER = 12
MOST_LINES = 40
LETTERS = set("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")
_LIMIT_S = 120


class Desk:
    """A folder to work in, with the export, the script and the files of two cards."""

    def __init__(self, folder: Path, key: PublicKey, cards: Mapping[int, list[str]]) -> None:
        self.folder = folder
        self.key = key.to_text()
        self.fingerprint = key.fingerprint
        self.number = NUMBER
        for place, lines in cards.items():
            (folder / f"card{place}.txt").write_text(f"{_identity(lines)}\n", encoding="ascii")
        (folder / "open-export.mjs").write_text(_blocks("js")[0], encoding="utf-8")
        (folder / "node_modules").symlink_to(HERE / "node_modules")

    def run(self, command: str, within: str = ".") -> subprocess.CompletedProcess[str]:
        """Run a line of the page, with our number and key in the place of the page's."""
        line = command.replace("-7", f"-{self.number}").replace("ssh-ed25519 AAAA…", self.key)
        return subprocess.run(
            ["/bin/sh", "-ec", line],
            cwd=self.folder / within,
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
            check=False,
        )

    def run_all(self, commands: list[str]) -> None:
        """Run lines of the page, each of which must succeed."""
        for command in commands:
            done = self.run(command)
            assert done.returncode == 0, f"{command}: {done.stdout} {done.stderr}"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def _verifying() -> list[str]:
    return _blocks("sh")[0].splitlines()


def _opening() -> list[str]:
    """What the page types in step 3, but for getting the package: it is here already."""
    return [line for line in _blocks("sh")[1].splitlines() if not line.startswith("npm ")]


def _identity(lines: list[str]) -> str:
    """Step 2 of the page."""
    letters = ["".join(line.split())[:-2] for line in lines[:4]]
    identity = "AGE-SECRET-KEY-PQ-1" + "".join(letters)
    assert len(identity) == 77 and set("".join(letters)) <= LETTERS
    return identity


@pytest.fixture(scope="module")
def made() -> Making:
    return make()


@pytest.fixture
def tools() -> None:
    require("node", "install Node.js 20")
    require(HERE / "node_modules" / "age-encryption", "npm ci in tests/interop")
    require("unzip", "apt-get install unzip")


@pytest.fixture
def desk(tools: None, made: Making, tmp_path: Path) -> Desk:
    made.write(tmp_path / "EXPORT", NUMBER - 1, NUMBER)
    return Desk(tmp_path, made.key.public, {place: made.lines(place) for place in (1, 3)})


def test_the_script_is_short_and_the_same_everywhere() -> None:
    script = _blocks("js")[0]
    assert script == start_here_by_hand.script()
    assert len(script.splitlines()) <= MOST_LINES
    assert set(re.findall(r'from "([^"]+)"', script)) == {
        "age-encryption",
        "node:fs",
        "node:fs/promises",
        "node:path",
        "node:stream",
    }


def test_start_here_says_the_same_commands_as_the_page(desk: Desk) -> None:
    text = (desk.folder / "EXPORT" / layout.START_TEXT).read_text("utf-8")
    markup = (desk.folder / "EXPORT" / layout.START_HTML).read_text("utf-8")
    pages = "\n".join(line.strip() for line in text.splitlines()), html.unescape(markup)
    for command in (line for block in _blocks("sh") for line in block.splitlines()):
        line = command.replace("ssh-ed25519 AAAA…", desk.key)
        assert all(line in page for page in pages), line
    for line in _blocks("js")[0].splitlines():
        assert line in pages[1] and line.strip() in pages[0]


def test_start_here_says_the_same_words_as_the_page(desk: Desk) -> None:
    """Every paragraph and heading, so that no warning of the page is missing in the export."""
    text = _plain((desk.folder / "EXPORT" / layout.START_TEXT).read_text("utf-8"))
    markup = _plain(_without_tags((desk.folder / "EXPORT" / layout.START_HTML).read_text("utf-8")))
    said = _paragraphs()
    assert len(said) > 25
    for paragraph in said:
        assert paragraph in text, paragraph
        assert paragraph in markup, paragraph
    for warning in ("stop, and ask", "such a file already", "Delete what you opened", "Not tried"):
        assert warning in text


def _paragraphs() -> list[str]:
    """The words of the page without its marks, but for the first that say what the page is."""
    page = re.sub(r"```.*?```", "", PAGE.read_text("utf-8"), flags=re.DOTALL)
    _, _, page = page.partition("\nCasekeep may be gone")
    page = "Casekeep may be gone" + page.replace(
        " (with that key in the place of `ssh-ed25519 AAAA…`)", ""
    )
    found = re.split(r"\n\s*\n", page)
    return [_plain(re.sub(r"^#+ |[`<>]", "", one)) for one in found if one.strip()]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _without_tags(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", markup))


def test_the_last_command_has_nothing_to_do_for_a_part_without_documents(desk: Desk) -> None:
    (desk.folder / f"psychotherapy-{NUMBER}" / "data").mkdir(parents=True)
    done = desk.run("node open-export.mjs documents EXPORT psychotherapy-7")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_was_not_unpacked_yet_is_said_in_words(desk: Desk) -> None:
    done = desk.run("node open-export.mjs documents EXPORT records-7")
    assert done.returncode == 1
    assert (
        done.stderr == f"Unpack records-{NUMBER}.zip first: there is no folder records-{NUMBER}.\n"
    )


def test_a_card_that_is_not_there_is_said_in_words(desk: Desk) -> None:
    done = desk.run("node open-export.mjs part EXPORT records-7 card9.txt")
    assert done.returncode == 1
    assert "card9.txt" in done.stderr and "at " not in done.stderr


def test_public_tools_open_an_export(desk: Desk, made: Making) -> None:
    desk.run_all(_opening())
    caseload = desk.folder / f"caseload-{NUMBER}" / "caseload.html"
    assert f"Caseload of number {NUMBER}" in caseload.read_text("utf-8")
    bag = desk.folder / f"records-{NUMBER}"
    assert f"number {NUMBER}" in (bag / "data/index.html").read_text("utf-8")
    for number, document in enumerate(made.documents, 1):
        path = bag / "documents" / "0001" / f"document {number}.txt"
        assert path.read_bytes() == document.content


def test_an_export_in_one_file_unpacks(desk: Desk) -> None:
    packed(desk.folder / "EXPORT", desk.folder / "casekeep-export.zip")
    shutil.rmtree(desk.folder / "EXPORT")
    desk.run_all(["unzip -q casekeep-export.zip -d EXPORT", *_opening()[:2]])
    assert (desk.folder / f"caseload-{NUMBER}" / "caseload.html").is_file()


def test_one_card_opens_no_records(desk: Desk) -> None:
    done = desk.run("node open-export.mjs part EXPORT records-7 card3.txt")
    assert done.returncode != 0
    assert "None of these opens with these cards alone." in done.stderr
    assert not (desk.folder / f"records-{NUMBER}.zip").exists()


def test_a_damaged_document_costs_no_other(desk: Desk, made: Making) -> None:
    first, *others = made.documents
    path = desk.folder / "EXPORT" / first.file
    path.write_bytes(path.read_bytes()[:-1])
    *before, documents = _opening()
    desk.run_all(before)
    done = desk.run(documents)
    assert "documents/0001/document 1.txt" in done.stderr
    folder = desk.folder / f"records-{NUMBER}" / "documents" / "0001"
    for number, document in enumerate(others, 2):
        assert (folder / f"document {number}.txt").read_bytes() == document.content


def test_ssh_keygen_and_sha256sum_verify_a_number(desk: Desk) -> None:
    require("ssh-keygen", "apt-get install openssh-client")
    require("sha256sum", "apt-get install coreutils")
    allow, verify, check, show = _verifying()
    assert desk.run(allow, "EXPORT").returncode == 0
    good = desk.run(verify, "EXPORT")
    assert good.returncode == 0 and 'Good "sealed-export@casekeep" signature' in good.stdout
    silent = desk.run(check, "EXPORT")
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")
    assert desk.fingerprint in desk.run(show, "EXPORT").stdout


def test_the_word_for_a_mac_does_the_same(desk: Desk) -> None:
    require("shasum", "apt-get install perl")
    _, _, check, _ = _verifying()
    on_a_mac = check.replace("sha256sum --check --quiet", "shasum -a 256 -c")
    assert "shasum -a 256 -c" in on_a_mac
    done = desk.run(on_a_mac, "EXPORT")
    assert done.returncode == 0 and f"records-{NUMBER}.age: OK" in done.stdout
    part = desk.folder / "EXPORT" / f"records-{NUMBER}.age"
    part.write_bytes(part.read_bytes() + b"\0")
    assert desk.run(on_a_mac, "EXPORT").returncode != 0


def test_what_was_changed_does_not_verify(desk: Desk) -> None:
    require("ssh-keygen", "apt-get install openssh-client")
    allow, verify, check, _ = _verifying()
    desk.run(allow, "EXPORT")
    part = desk.folder / "EXPORT" / f"records-{NUMBER}.age"
    part.write_bytes(part.read_bytes() + b"\0")
    told = desk.run(check, "EXPORT")
    assert told.returncode != 0 and f"records-{NUMBER}.age: FAILED" in told.stdout
    listed = desk.folder / "EXPORT" / layout.manifest_name(NUMBER)
    listed.write_bytes(listed.read_bytes().replace(b"a", b"b", 1))
    assert desk.run(verify, "EXPORT").returncode != 0


def test_a_browser_shows_the_pages(desk: Desk) -> None:
    desk.run_all(_opening())
    for page, word in (
        (f"records-{NUMBER}/data/index.html", f"records of number {NUMBER}"),
        (f"caseload-{NUMBER}/caseload.html", f"Caseload of number {NUMBER}"),
        (f"EXPORT/{layout.START_HTML}", "Whom to call"),
    ):
        assert word in _dom(desk.folder / page)


def test_a_browser_draws_something(desk: Desk) -> None:
    magick = require("convert", "apt-get install imagemagick")
    shot = desk.folder / "shot.png"
    _chromium(desk.folder / "EXPORT" / layout.START_HTML, f"--screenshot={shot}")
    colors = subprocess.run(
        [magick, str(shot), "-format", "%k", "info:"], capture_output=True, text=True, check=True
    )
    assert int(colors.stdout) > 8


def test_what_casekeep_sealed_opens_and_reads(
    tools: None, practice: Practice, tmp_path: Path
) -> None:
    practice.write_note()
    practice.seal()
    cards = {p: card_lines(practice.session, practice.cards[p - 1]) for p in (1, 3)}
    desk = Desk(tmp_path, practice.session.public_key, cards)
    desk.number = 1
    shutil.copytree(practice.folder, tmp_path / "EXPORT")
    allow, verify, check, show = _verifying()
    for command in (allow, verify, check):
        assert desk.run(command, "EXPORT").returncode == 0
    assert desk.fingerprint in desk.run(show, "EXPORT").stdout
    desk.run_all([line.replace("unzip", "unzip -q") for line in _opening()])
    bag = tmp_path / "records-1"
    assert desk.run("sha256sum --check --quiet manifest-sha256.txt", "records-1").returncode == 0
    assert "Odalys Quince" in _dom(tmp_path / "caseload-1" / "caseload.html")
    _walk(bag / "data" / "index.html", CANARY)


def _walk(index: Path, word: str) -> None:
    """Follow the links of the index as a reader does: pages show, and documents are there."""
    pages = [one for one in _links(index) if one.suffix == ".html"]
    assert pages and all(one.is_file() for one in pages)
    records = [one for one in pages if one.name == "record.html"]
    assert any(word in _dom(one) for one in records)
    documents = [o for page in records for o in _links(page) if "/documents/" in o.as_posix()]
    assert len(documents) == 2 and all(one.is_file() for one in documents)


def _links(page: Path) -> list[Path]:
    """Return where a page's links lead, but for places within it."""
    found = re.findall(r'href="([^"#]+)[^"]*"', page.read_text("utf-8"))
    return [(page.parent / unquote(html.unescape(link))).resolve() for link in found]


def _dom(page: Path) -> str:
    return html.unescape(_chromium(page, "--dump-dom"))


def _chromium(page: Path, act: str) -> str:
    """Let Chromium look at a page, with a home of its own and no network."""
    chromium = require("chromium", "apt-get install chromium")
    home = page.parents[1] / "browser"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    options += ["--proxy-server=127.0.0.1:9", f"--user-data-dir={home}", "--window-size=900,1200"]
    done = subprocess.run(
        [chromium, *options, act, page.as_uri()],
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        env=os.environ | {"HOME": str(home)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
