"""A few kilobytes may hold a line of gigabytes: it is told, and not read."""

import io
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from vault.errors import ExportUnreadable
from vault.sealing import bounded_lines

LONGEST, MOST = 1 << 20, 2 << 20


def _archive(content: bytes) -> ZipFile:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("lines", content)
    assert made.tell() < 1 << 18
    return ZipFile(made)


def _read_until_refused(content: bytes) -> int:
    """Return how many bytes were read of what is refused."""
    with _archive(content).open("lines") as file:
        with pytest.raises(ExportUnreadable):
            list(bounded_lines.lines(cast(BinaryIO, file), "rows", LONGEST, MOST))
        return file.tell()


def test_what_is_of_measure_is_read_whole() -> None:
    lines = [b"a" * (LONGEST - 1) + b"\n", b"\n", b"the last one has no end"]
    with _archive(b"".join(lines)).open("lines") as file:
        told = bounded_lines.lines(cast(BinaryIO, file), "rows", LONGEST, MOST)
        assert list(told) == lines


def test_a_line_without_an_end_is_read_no_further() -> None:
    assert _read_until_refused(b"head\n" + b" " * (64 << 20)) < 2 * LONGEST


def test_lines_without_an_end_are_read_no_further() -> None:
    assert _read_until_refused((b"a" * 1023 + b"\n") * (32 << 10)) < 2 * MOST
