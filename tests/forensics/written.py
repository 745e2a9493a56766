"""What a process tree wrote, by ``strace``: into which files, and every byte of it.

The bytes matter: a temporary file may be gone before anybody can search it.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.forensics import search

_OPENING = ("open", "openat", "creat", "rename", "renameat", "renameat2", "link", "linkat")
_WRITING = ("write", "pwrite64")
_LINE = re.compile(r"^\d+\s+(\w+)\((.*)$")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_INTO = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})+)>")
_OPENED = re.compile(r"= \d+<((?:\\x[0-9a-f]{2})+)>")
_FOR_WRITING = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE")
_NO_FILES = ("/dev/", "/proc/", "/sys/")
_LONGEST = 4 << 20


def is_available() -> bool:
    """Return whether this machine has strace."""
    return shutil.which("strace") is not None


def tracer(log: Path) -> list[str]:
    """Return the command to put before another one; core dumps are allowed under it."""
    calls = ",".join((*_OPENING, *_WRITING))
    trace = ["strace", "-f", "-qq", "-y", "-xx", "-s", str(_LONGEST), "--seccomp-bpf"]
    limit = ["/bin/sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh"]
    return [*trace, "-o", str(log), "-e", f"trace={calls}", *limit]


def paths(log: Path) -> set[Path]:
    """Return the files that were opened for writing, made or renamed."""
    found: set[Path] = set()
    for call, rest in _calls(log):
        if call in ("open", "openat", "creat"):
            is_for_writing = call == "creat" or any(flag in rest for flag in _FOR_WRITING)
            names = _OPENED.findall(rest) if is_for_writing else []
        else:
            names = _STRING.findall(rest) if call in _OPENING else []
        found |= {Path(name) for name in map(_text, names) if not name.startswith(_NO_FILES)}
    return found


def leaks(log: Path, needles: Iterable[str | bytes]) -> set[str]:
    """Return which needles were ever written into a file, with the file's name."""
    wanted = {_hex(pattern): said for pattern, said in search.patterns(needles).items()}
    found: set[str] = set()
    for call, rest in _calls(log):
        into = _INTO.match(rest) if call in _WRITING else None
        if into is not None and _text(into[1]).startswith("/"):
            name = _text(into[1])
            found |= {
                f"{said} written into {name}" for text, said in wanted.items() if text in rest
            }
    return found


def _calls(log: Path) -> Iterator[tuple[str, str]]:
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if match := _LINE.match(line):
                yield match[1], match[2]


def _text(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("\\x", "")).decode("utf-8", "replace")


def _hex(content: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in content)
