"""Folders within folders: deeper than Python's stack, and longer than a path that it walks."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEEP = 1_100


@contextmanager
def deepened(top: Path, depth: int = DEEP) -> Iterator[None]:
    """Make folders named "a" below ``top``, with a file in the last; remove them afterwards."""
    before = Path.cwd()
    try:
        os.chdir(top)
        for _ in range(depth):
            os.mkdir("a")  # noqa: PTH102 - a Path would be as long as the folders are deep
            os.chdir("a")
        Path("last").touch()
    finally:
        os.chdir(before)
    try:
        yield
    finally:
        # What pytest removes a folder with goes no deeper than Python's stack either.
        subprocess.run(["rm", "-rf", str(top / "a")], check=True)
