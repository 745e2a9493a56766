"""Which folders a sync service copies: by the names that services give them, or by its traces."""

import fnmatch
import re
from itertools import pairwise
from pathlib import Path, PurePath

_OPEN = (  # also with a number, or with an account or company behind: "OneDrive - Harbor"
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "google-drive",
    "icloud drive",
    "iclouddrive",
    "proton drive",
    "protondrive",
    "pcloud",
    "pcloud drive",
    "pclouddrive",
    "pcloud sync",
    "nextcloud",
    "owncloud",
    "opencloud",
    "syncthing",
    "resilio sync",
    "seafile",
    "seadrive",
    "synologydrive",
    "synology drive",
    "tresorit",
    "insync",
    "spideroak hive",
    "yandex.disk",
    "magentacloud",
    "hidrive",
    "kdrive",
    "jottacloud",
    "box sync",
    "box-box",
)
_OPEN_NAME = re.compile(
    rf"(?:{'|'.join(re.escape(name) for name in _OPEN)})(?:[0-9]{{1,2}}|[ _-].*|\(.*)?",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE = frozenset({"MEGA", "MEGAsync", "Box", "Sync", "My Drive", "Shared drives"})
"""Words that are anybody's in another spelling, or with something behind."""
_MAC_PLACES = (("library", "cloudstorage"), ("library", "mobile documents"))

_FOLDERS = (".stfolder", ".dropbox.cache", ".tmp.drivedownload", ".tmp.driveupload")
_FILES = (".dropbox", ".sync/ID", ".owncloudsync.log", ".nextcloudsync.log", ".megaignore")
_JOURNALS = (".sync_*.db", "._sync_*.db", ".owncloudsync*.db")
"""Of the ownCloud and Nextcloud clients, in the folder that they copy."""


def is_synced(folder: Path) -> bool:
    """Return whether ``folder``, which need not exist, looks like a sync service's."""
    return any(is_named(path) or _has_traces(path) for path in _ways_to(folder))


def _ways_to(folder: Path) -> set[Path]:
    """Return the path as it is named, and as it is with all links followed."""
    try:
        return {folder.absolute(), folder.resolve()}
    except (OSError, RuntimeError):
        return {folder.absolute()}


def is_named(path: PurePath) -> bool:
    """Return whether a folder on the path has a name that a sync service gives."""
    parts = path.parts
    if any(part in _WHOLE or _OPEN_NAME.fullmatch(part) for part in parts):
        return True
    lower = [part.lower() for part in parts]
    return any(pair in _MAC_PLACES for pair in pairwise(lower))


def _has_traces(path: Path) -> bool:
    return any(_is_root(one) for one in (path, *path.parents))


def _is_root(folder: Path) -> bool:
    try:
        if any((folder / name).is_dir() for name in _FOLDERS):
            return True
        if any((folder / name).is_file() for name in _FILES):
            return True
        names = [one.name for one in folder.iterdir()]
    except OSError:
        return False  # not there yet, or not for us to read
    return any(fnmatch.filter(names, pattern) for pattern in _JOURNALS)
