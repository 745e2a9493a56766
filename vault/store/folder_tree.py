"""Folders that are what they seem, and the files in them at any depth.

A link, or one of Windows' junctions, may lead anywhere: nothing of ours is written, removed or
looked for through one.
"""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path, PurePath

MOST_DEEP = 2_000
"""Of folders in folders; no path on Linux has more of them."""
# What computers put into folders for themselves.
_OF_THE_SYSTEM = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_JUNCTION = 0xA0000003


def require_plain(folder: Path) -> None:
    """Raise ``NotADirectoryError`` for a link or a file, ``OSError`` where there is nothing."""
    if not _is_plain(folder.lstat()):
        raise NotADirectoryError(errno.ENOTDIR, "not a folder of ours")


def has_plain_parents(folder: Path, name: str) -> bool:
    """Return whether the folders that ``name`` has below ``folder`` are there.

    Raises ``NotADirectoryError`` where one is a link or a file.
    """
    parent = folder
    for part in PurePath(name).parts[:-1]:
        parent /= part
        try:
            require_plain(parent)
        except FileNotFoundError:
            return False
    return True


def is_gone(path: Path) -> bool:
    """Return whether there is surely nothing: what cannot be looked at may be there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def files_below(
    folder: Path,
    is_wanted: Callable[[str], bool] = lambda name: True,
    on_closed: Callable[[Path], None] | None = None,
) -> list[Path]:
    """Return all that is no folder, at any depth, in the order of the paths: links too.

    Left aside is what systems leave behind, and each file or folder whose name is not wanted.
    ``on_closed`` hears of each folder below that the system does not list; without it that is an
    error as for ``folder`` itself. Raises ``OSError``, also for more than 2,000 folders in each
    other.
    """
    found: list[Path] = []
    waiting = [(folder, 0)]
    while waiting:
        parent, depth = waiting.pop()
        if depth > MOST_DEEP:
            raise OSError(errno.ENAMETOOLONG, "too many folders in each other")
        try:
            files, folders = _listed(parent, is_wanted)
        except OSError:
            if on_closed is None or parent == folder:
                raise
            on_closed(parent)
            continue
        found += files
        waiting += [(one, depth + 1) for one in folders]
    return sorted(found)


def _listed(folder: Path, is_wanted: Callable[[str], bool]) -> tuple[list[Path], list[Path]]:
    """Return the files and the folders in a folder."""
    files: list[Path] = []
    folders: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.lower() not in _OF_THE_SYSTEM and is_wanted(entry.name):
                (folders if _is_folder(entry) else files).append(folder / entry.name)
    return files, folders


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is looked into. What went meanwhile is told as a gone file."""
    try:
        return _is_own_folder(entry)
    except OSError:
        return False


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and _is_plain(entry.stat(follow_symlinks=False))


def _is_plain(status: os.stat_result) -> bool:
    return stat.S_ISDIR(status.st_mode) and getattr(status, "st_reparse_tag", 0) != _JUNCTION
