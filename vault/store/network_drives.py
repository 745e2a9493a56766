"""Whether a folder lies on another computer's drive, as far as the operating system says.

Linux names the file system of every mount in ``/proc/self/mountinfo`` (proc_pid_mountinfo(5)),
Windows the kind of a drive (``GetDriveTypeW``), macOS whether a volume is local (``MNT_LOCAL`` of
statfs(2), as Apple's note NW09 recommends).
"""

import ctypes
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_FAR = frozenset((
    "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2",
    "fhgfs", "ftpfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4",
    "orangefs", "panfs", "pvfs2", "smb", "smb2", "smb3", "smbfs", "sshfs", "vboxsf",
    "webdav",
))  # fmt: skip
_FAR_FUSE = frozenset((
    "ceph-fuse", "curlftpfs", "davfs", "davfs2", "gcsfuse", "glusterfs",
    "google-drive-ocamlfuse", "goofys", "gvfsd-fuse", "kio-fuse", "lustre", "moosefs",
    "mfs", "onedriver", "rclone", "s3fs", "sftpfs", "smbnetfs", "sshfs",
))  # fmt: skip
_MOUNTS = Path("/proc/self/mountinfo")
_OCTAL = re.compile(r"\\([0-7]{3})")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LOCAL_DEVICE = ("\\\\?\\", "\\\\.\\")
_DRIVE_REMOTE = 4  # winbase.h
_MNT_LOCAL = 0x1000  # sys/mount.h of macOS
_STATFS_BYTES = 4096  # struct statfs takes 2168
_FLAGS_AT = 64  # f_flags in struct statfs with 64-bit inodes


def is_on_network(folder: Path) -> bool:
    """Return whether ``folder``, which need not exist, lies on a drive of another computer.

    Where the system says nothing, it is taken for this computer's own.
    """
    if is_share_name(str(folder)):
        return True
    try:
        return _is_far(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def is_share_name(text: str) -> bool:
    """Return whether a path is by its form a Windows share's: ``\\\\server\\share``."""
    plain = text.replace("/", "\\")
    if plain.startswith(_LOCAL_DEVICE):
        return plain[4:8].upper() == "UNC\\"
    return plain.startswith("\\\\")


if sys.platform == "win32":

    def _is_far(folder: Path) -> bool:
        if is_share_name(str(folder)):  # what a drive's letter stands for
            return True
        root = folder.drive + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE)

elif sys.platform == "darwin":

    def _is_far(folder: Path) -> bool:
        there = next(one for one in (folder, *folder.parents) if one.exists())
        library = ctypes.CDLL(None, use_errno=True)
        # the plain name is the old structure's on Intel
        statfs = getattr(library, "statfs$INODE64", None) or library.statfs
        found = ctypes.create_string_buffer(_STATFS_BYTES)
        if statfs(os.fsencode(there), found) != 0:
            return False
        return not int.from_bytes(found.raw[_FLAGS_AT : _FLAGS_AT + 4], sys.byteorder) & _MNT_LOCAL

else:

    def _is_far(folder: Path) -> bool:
        return is_far_in(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"), folder)


def is_far_in(mounts: str, folder: Path) -> bool:
    """Return whether ``mounts``, in the form of mountinfo, put ``folder`` on another computer.

    The deepest mount above it decides, and of several on one point the last.
    """
    above = [one for one in _mounts(mounts) if folder.is_relative_to(one[0])]
    if not above:
        return False
    deepest = max(len(one[0].parts) for one in above)
    kind, source = [one[1:] for one in above if len(one[0].parts) == deepest][-1]
    return _is_far_kind(kind, source)


def _mounts(text: str) -> Iterator[tuple[Path, str, str]]:
    """Give each mount's point, file system and source."""
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        where, what = before.split(" "), after.split(" ")
        if len(where) > 4 and len(what) > 1:
            point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), where[4])
            yield Path(point), what[0], what[1]


def _is_far_kind(kind: str, source: str) -> bool:
    family, _, name = kind.lower().partition(".")
    if family == "fuse":
        return name in _FAR_FUSE or _ADDRESS.match(source) is not None
    return family in _FAR
