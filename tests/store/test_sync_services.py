"""Which folders a sync service copies, by their names and by what it leaves in them."""

from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from vault.store import sync_services

SYNCED = [
    PurePosixPath("/home/ana/Dropbox/v.casekeep"),
    PurePosixPath("/home/ana/Dropbox (Personal)/v.casekeep"),
    PureWindowsPath(r"C:\Users\ana\OneDrive\Documents\v.casekeep"),
    PureWindowsPath(r"C:\Users\ana\OneDrive - Harbor Counseling\v.casekeep"),
    PureWindowsPath(r"C:\Users\ana\iCloudDrive\v.casekeep"),
    PureWindowsPath(r"C:\Users\ana\Proton Drive\ana\My files\v.casekeep"),
    PureWindowsPath(r"G:\My Drive\v.casekeep"),
    PureWindowsPath(r"C:\Users\ana\Google Drive\v.casekeep"),
    PureWindowsPath(r"C:\Users\ana\Box\v.casekeep"),
    PurePosixPath("/Users/ana/Box Sync/v.casekeep"),
    PurePosixPath("/Users/ana/Library/CloudStorage/Anything-of-later/v.casekeep"),
    PurePosixPath("/Users/ana/Library/CloudStorage/OneDrive-Personal/v.casekeep"),
    PurePosixPath("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/v.casekeep"),
    PurePosixPath("/home/ana/pCloudDrive/v.casekeep"),
    PurePosixPath("/home/ana/pCloud Drive/v.casekeep"),
    PurePosixPath("/home/ana/Nextcloud/v.casekeep"),
    PurePosixPath("/home/ana/Nextcloud2/v.casekeep"),
    PurePosixPath("/home/ana/ownCloud/v.casekeep"),
    PurePosixPath("/home/ana/MEGA/v.casekeep"),
    PurePosixPath("/home/ana/MEGAsync/v.casekeep"),
    PurePosixPath("/home/ana/Sync/v.casekeep"),
    PurePosixPath("/home/ana/SynologyDrive/v.casekeep"),
    PurePosixPath("/home/ana/Seafile/My Library/v.casekeep"),
    PurePosixPath("/home/ana/Tresorit/v.casekeep"),
]

NOT_SYNCED = [
    PurePosixPath("/home/megan/v.casekeep"),
    PurePosixPath("/home/ana/Megaphone/v.casekeep"),
    PurePosixPath("/home/ana/mega project/v.casekeep"),
    PurePosixPath("/home/ana/Documents/v.casekeep"),
    PurePosixPath("/home/ana/Dropboxes/v.casekeep"),
    PurePosixPath("/home/ana/box/v.casekeep"),
    PurePosixPath("/home/ana/Boxes/v.casekeep"),
    PurePosixPath("/home/sync/v.casekeep"),
    PurePosixPath("/home/ana/Synchronous/v.casekeep"),
    PurePosixPath("/home/ana/onedrives/v.casekeep"),
    PurePosixPath("/home/ana/CloudStorage/v.casekeep"),
    PurePosixPath("/Users/ana/Library/Application Support/v.casekeep"),
    PureWindowsPath(r"C:\Users\Megan Box\Documents\v.casekeep"),
    PureWindowsPath(r"C:\Users\ana\My Drives\v.casekeep"),
]


@pytest.mark.parametrize("path", SYNCED, ids=str)
def test_the_name_of_a_service_tells(path: PurePath) -> None:
    assert sync_services.is_named(path)


@pytest.mark.parametrize("path", NOT_SYNCED, ids=str)
def test_a_name_that_only_begins_like_one_does_not(path: PurePath) -> None:
    assert not sync_services.is_named(path)


def _folder(name: str) -> Callable[[Path], None]:
    return lambda home: (home / name).mkdir(parents=True)


def _file(name: str) -> Callable[[Path], None]:
    def make(home: Path) -> None:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(b"")

    return make


@pytest.mark.parametrize(
    ("make", "is_synced"),
    [
        (_folder(".stfolder"), True),
        (_file(".dropbox"), True),
        (_folder(".dropbox.cache"), True),
        (_folder(".dropbox"), False),  # the client's settings in the home folder, on Linux
        (_folder(".sync"), False),
        (_file(".sync/ID"), True),
        (_file(".owncloudsync.log"), True),
        (_file(".sync_3f2a9c41d0be.db"), True),
        (_file("._sync_3f2a9c41d0be.db"), True),
        (_folder(".tmp.driveupload"), True),
        (_file(".megaignore"), True),
        (_folder(".config/Nextcloud"), False),
        (_folder(".pcloud"), False),
    ],
)
def test_what_a_service_leaves_in_its_folder_tells(
    tmp_path: Path, make: Callable[[Path], None], is_synced: bool
) -> None:
    make(tmp_path)
    assert sync_services.is_synced(tmp_path / "Records" / "v.casekeep") is is_synced


def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Records").symlink_to(tmp_path / "Dropbox")
    assert sync_services.is_synced(tmp_path / "Records" / "v.casekeep")
    assert not sync_services.is_synced(tmp_path / "v.casekeep")
