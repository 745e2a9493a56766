"""Lines of a file that somebody else made: none is read beyond all measure.

A few kilobytes of a ZIP archive can hold a line of gigabytes.
"""

from collections.abc import Iterator
from typing import BinaryIO

from vault.errors import ExportUnreadable


def lines(file: BinaryIO, what: str, longest: int, most: int | None = None) -> Iterator[bytes]:
    """Yield the lines of ``file``, of at most ``longest`` bytes, of at most ``most`` together.

    Raises ``ExportUnreadable`` with ``what`` for more, and what reading raises.
    """
    total = 0
    while line := file.readline(longest + 1):
        total += len(line)
        if len(line) > longest or (most is not None and total > most):
            raise ExportUnreadable(what)
        yield line
