"""Looking into another process's memory, as root can."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from tests.forensics import search

T = TypeVar("T")
_BLOCK = 16 << 20
_MAP = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+\s*(.*)")
_OF_THE_KERNEL = ("[vvar]", "[vvar_vclock]", "[vsyscall]")


def found(pid: int, needles: Iterable[str | bytes]) -> set[str] | None:
    """Return which needles are in a process's memory; ``None`` where it may not be read.

    The program is not dumpable, so only root reads it.
    """
    wanted = list(needles)
    found_in = taken(pid, lambda blocks: search.occurring(blocks, wanted))
    return None if found_in is None else set().union(*found_in)


def family(pid: int) -> list[int]:
    """Return every process that comes of ``pid``, or is of the session that it leads."""
    parents: dict[int, tuple[int, int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended just now
            # behind the command's name, which may hold anything: state, parent, group, session
            facts = path.read_text("utf-8", "replace").rpartition(")")[2].split()
            parents[int(path.parent.name)] = (int(facts[1]), int(facts[3]))
    found = {one for one, (_, session) in parents.items() if session == pid}
    grown = {pid}
    while grown:
        found |= grown
        grown = {one for one, (parent, _) in parents.items() if parent in found} - found
    return sorted(found - {pid})


def taken(pid: int, take: Callable[[Iterator[bytes]], T]) -> list[T] | None:
    """Return what ``take`` makes of each mapping's blocks; ``None`` where it may not be read."""
    try:
        descriptor = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    except (FileNotFoundError, PermissionError):
        return None
    try:
        return [take(_blocks(descriptor, start, end)) for start, end in _readable(pid)]
    finally:
        os.close(descriptor)


def _readable(pid: int) -> Iterator[tuple[int, int]]:
    for line in Path(f"/proc/{pid}/maps").read_text("utf-8", "replace").splitlines():
        match = _MAP.match(line)
        if match and match[4] not in _OF_THE_KERNEL:
            yield int(match[1], 16), int(match[2], 16)


def _blocks(descriptor: int, start: int, end: int) -> Iterator[bytes]:
    while start < end:
        try:
            block = os.pread(descriptor, min(_BLOCK, end - start), start)
        except OSError:
            return  # a map without pages behind it, such as a file that was cut
        if not block:
            return
        yield block
        start += len(block)
