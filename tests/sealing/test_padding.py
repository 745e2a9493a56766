"""Padding: every archive lands on the grid, exactly, and is still an archive."""

import io
import random
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tools import require
from vault.sealing import padding
from vault.sealing.padding import LEAST, LONG, MOST_ENTRIES, Shape
from vault.sealing.zipping import part_archive

GRID = [LEAST // 4 * quarter << power for power in range(24) for quarter in (4, 5, 6, 7)]
MADE = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIZES = [size for goal in GRID for size in (goal - 1, goal, goal + 1)]


def test_the_grid_is_quarters_of_powers_of_two() -> None:
    assert [padding.padded(size) for size in GRID] == GRID
    assert [padding.padded(goal + 1) for goal in GRID[:-1]] == GRID[1:]
    assert padding.padded(0) == padding.padded(1) == LEAST


@pytest.mark.parametrize("entries", [0, 7, MOST_ENTRIES - 1, MOST_ENTRIES, MOST_ENTRIES + 1])
def test_each_size_lands_on_the_grid(entries: int) -> None:
    random_sizes = random.Random(entries).choices(range(5 << 30), k=1000)
    long = [LONG + by for by in range(-300, 300, 7)]
    for body in (*range(0, 3000, 11), *SIZES, *random_sizes, *long):
        shape = Shape(entries=entries, body=body, directory=entries * 60)
        found = padding.plan(shape)
        total = padding.size_with(shape, found.zeros) + found.comment

        assert total == padding.padded(total)
        assert found.zeros >= 0
        assert 0 <= found.comment < 200
        assert total <= max(LEAST, 1.26 * padding.size_with(shape, 0))


@pytest.mark.parametrize("around", [LEAST, LEAST * 5 // 4, LEAST * 2])
def test_an_archive_is_as_long_as_its_padding_says(around: int) -> None:
    for by in range(-420, 60, 7):
        _made([random.Random(by).randbytes(around + by)])


def test_many_entries_too() -> None:
    _made([b"x"] * (MOST_ENTRIES + 2))


def test_an_archive_so_long_that_it_is_told_in_64_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 300_000
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", limit)
    monkeypatch.setattr(padding, "LONG", limit)
    for last in (*range(99_000, 100_900, 50), 230_000, 250_000, 262_000):
        _made([random.Random(last).randbytes(size) for size in (100_000, 100_000, last)])


def _made(contents: list[bytes]) -> int:
    target = io.BytesIO()
    with part_archive(target, MADE) as (archive, size):
        for number, content in enumerate(contents):
            archive.add(f"data/{number}", [content])
    with zipfile.ZipFile(target) as opened:
        assert opened.namelist()[-1] == padding.NAME
        assert not opened.read(padding.NAME).strip(b"\0")
        assert not opened.comment.strip(b" ")
        assert opened.read("data/0") == contents[0]
    assert size.bytes == len(target.getvalue())
    assert size.bytes in GRID
    return size.bytes


def test_unzip_finds_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "part.zip"
    with path.open("wb") as file, part_archive(file, MADE) as (archive, _):
        archive.add("data/a.txt", [b"a" * 100_000])

    unzip = require("unzip", "apt-get install unzip")
    tested = subprocess.run([unzip, "-t", path], capture_output=True, check=False)

    assert tested.returncode == 0, tested.stdout
