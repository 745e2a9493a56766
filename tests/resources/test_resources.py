"""What travels with the program is there, is what it says, and has its licence beside it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import ImageFont

import resources

ICONS = sorted(resources.path("icons").glob("*.svg"), key=lambda icon: icon.name)
FONTS = sorted(resources.path("fonts").glob("*.ttf"), key=lambda font: font.name)


def test_read_and_path_agree() -> None:
    assert resources.path("icons/lock.svg").read_bytes() == resources.read("icons/lock.svg")
    with pytest.raises(FileNotFoundError):
        resources.read("icons/no-such.svg")


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.stem)
def test_icons_are_line_drawings_that_take_a_color(icon: Path) -> None:
    root = ElementTree.fromstring(icon.read_bytes())
    assert root.attrib["stroke"] == "currentColor"
    assert root.attrib["viewBox"] == "0 0 24 24"


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_fonts_are_the_families_they_are_named_for(font: Path) -> None:
    family, style = font.stem.split("-")
    names = "".join(filter(None, ImageFont.truetype(font).getname())).replace(" ", "")
    assert names.startswith(family)
    assert style in names


def test_licences_lie_beside() -> None:
    for family in ("Inter", "IBMPlexMono", "NotoSans", "NotoEmoji"):
        assert b"SIL OPEN FONT LICENSE" in resources.read(f"fonts/LICENSE-{family}.txt")
    assert b"Apache License" in resources.read("fonts/LICENSE-DroidSansFallback.txt")
    assert b"ISC License" in resources.read("icons/LICENSE.txt")
    assert b"CC BY 3.0" in resources.read("words/LICENSE.txt")


def test_the_word_list_is_whole() -> None:
    lines = resources.read("words/eff_large_wordlist.txt").decode("ascii").splitlines()
    words = [line.split("\t")[1] for line in lines]
    assert len(words) == len(set(words)) == 6**5
    assert not any(" " in word for word in words)
