"""Padding a ZIP archive to a coarse size, so that how it grows says little to outsiders.

The whole archive is 4, 5, 6 or 7 quarters of a power of two long, and 256 KiB at least: a fifth
of it is padding at most. That stands in a last entry of zeros; what is left where the entry tips
the archive into longer records stands in the archive's comment.
"""

from dataclasses import dataclass

NAME = "padding.bin"
LEAST = 256 << 10
LONG = (1 << 31) - 1
"""Beyond this a size or an offset is told in 64 bits, as ``zipfile`` does it."""
MOST_ENTRIES = (1 << 16) - 1

_LOCAL_HEADER, _LONG_EXTRA, _LONG_DESCRIPTOR = 30, 20, 24
_CENTRAL_HEADER, _END, _LONG_END = 46, 22, 56 + 20
_FRAME = _LOCAL_HEADER + len(NAME) + _LONG_EXTRA + _LONG_DESCRIPTOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An archive that lacks its directory: its entries, and the bytes of both."""

    entries: int
    body: int
    directory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Padding:
    """What brings an archive to its size: the zeros of the last entry, and the comment's bytes."""

    zeros: int
    comment: int


def padded(size: int) -> int:
    """Return the smallest size of the grid that is not below ``size`` (bytes)."""
    step = LEAST // 4
    while size > 8 * step:
        step *= 2
    return max(LEAST, -(-size // step) * step)


def plan(shape: Shape) -> Padding:
    """Return the padding of an archive that has only this entry to come, its sizes in 64 bits."""
    goal = padded(size_with(shape, 0))
    zeros = goal - size_with(shape, 0)
    excess = size_with(shape, zeros) - goal
    zeros = max(0, zeros - excess)
    return Padding(zeros=zeros, comment=goal - size_with(shape, zeros))


def size_with(shape: Shape, zeros: int) -> int:
    """Return the bytes of the whole archive with so many zeros and no comment."""
    body = shape.body + _FRAME + zeros
    directory = shape.directory + directory_entry(NAME, zeros, shape.body)
    is_long = shape.entries + 1 > MOST_ENTRIES or body > LONG or directory > LONG
    return body + directory + _END + (_LONG_END if is_long else 0)


def directory_entry(name: str, size: int, offset: int) -> int:
    """Return the bytes of an entry in the directory. ``size`` is the larger of its two."""
    numbers = (2 if size > LONG else 0) + (1 if offset > LONG else 0)
    return _CENTRAL_HEADER + len(name.encode()) + (4 + 8 * numbers if numbers else 0)
