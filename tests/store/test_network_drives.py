"""Which drives are another computer's, as Linux, Windows and macOS say it."""

from pathlib import Path

import pytest

from vault.store import network_drives

MOUNTS = r"""
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:50 / /mnt/office rw,relatime shared:20 master:3 - nfs4 server:/export rw,vers=4.2
41 27 0:51 / /mnt/share\040of\040ours rw - cifs //server/share rw
42 27 0:52 / /home/ana/far rw,nosuid - fuse.sshfs ana@host:/ rw
43 27 0:53 / /home/ana/cloud rw - fuse.rclone drive: rw
44 27 0:54 / /home/ana/dav rw - fuse https://cloud.example/dav rw
45 27 0:55 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
46 27 8:17 / /media/ana/STICK rw - fuseblk /dev/sdb1 rw
47 27 0:56 / /home/ana/private rw - fuse.gocryptfs /home/ana/.private rw
48 27 0:57 / /net rw - autofs /etc/auto.net rw
49 48 0:58 / /net/disk rw - autofs /etc/auto.net rw
50 49 0:59 / /net/disk rw - nfs server:/disk rw
51 40 8:18 / /mnt/office/local rw - ext4 /dev/sdc1 rw
52 27 0:60 / /home/ana/smb rw - smb3 //server/x rw
53 27 0:61 / /afs rw - afs AFS rw
54 27 0:62 / /tmp rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("folder", "is_far"),
    [
        ("/home/ana/v.casekeep", False),
        ("/mnt/office", True),
        ("/mnt/office/v.casekeep", True),
        ("/mnt/office/local/v.casekeep", False),
        ("/mnt/office2/v.casekeep", False),
        ("/mnt/share of ours/v.casekeep", True),
        ("/home/ana/far/v.casekeep", True),
        ("/home/ana/cloud/v.casekeep", True),
        ("/home/ana/dav/v.casekeep", True),
        ("/run/user/1000/gvfs/smb-share:server=x/v.casekeep", True),
        ("/media/ana/STICK/v.casekeep", False),
        ("/home/ana/private/v.casekeep", False),
        ("/net/disk/v.casekeep", True),
        ("/home/ana/smb/v.casekeep", True),
        ("/afs/cell/v.casekeep", True),
        ("/tmp/v.casekeep", False),
    ],
)
def test_the_mount_that_a_folder_lies_on_decides(folder: str, is_far: bool) -> None:
    assert network_drives.is_far_in(MOUNTS, Path(folder)) is is_far


@pytest.mark.parametrize(
    ("text", "is_far"),
    [
        (r"\\server\share\v.casekeep", True),
        ("//server/share/v.casekeep", True),
        (r"\\?\UNC\server\share\v.casekeep", True),
        (r"\\?\C:\Users\ana\v.casekeep", False),
        (r"\\.\C:\v.casekeep", False),
        (r"C:\Users\ana\v.casekeep", False),
        ("/home/ana/v.casekeep", False),
    ],
)
def test_a_share_is_known_by_its_name_on_windows(text: str, is_far: bool) -> None:
    assert network_drives.is_share_name(text) is is_far


def test_this_computers_own_disk_is_near(tmp_path: Path) -> None:
    assert not network_drives.is_on_network(tmp_path)
    assert not network_drives.is_on_network(tmp_path / "not" / "there.casekeep")


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "far")
    mounts = f"{MOUNTS}60 27 0:70 / {tmp_path.resolve()}/far rw - nfs server:/x rw\n"
    assert network_drives.is_far_in(mounts, (tmp_path / "link" / "v.casekeep").resolve())
    assert not network_drives.is_far_in(mounts, tmp_path.resolve())


def test_lines_that_are_no_mounts_are_passed_over() -> None:
    assert not network_drives.is_far_in("27 1\n\nx - nfs\n", Path("/home"))
