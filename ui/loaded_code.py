"""How code is loaded: Qt without what it does to others, and hashes without a second OpenSSL."""

import builtins
import linecache
import sys
from importlib.util import find_spec

_SHA2 = ("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")
_HASHES = ("_md5", "_sha1", *_SHA2, "_sha3", "_blake2")


def import_plainly() -> None:
    """Load PySide, and take its own function from under the import statement.

    That reads the source of every module that loads after PySide, in search of ``__feature__``,
    which nobody uses here: a twentieth of the start, and 8 MB of text once a vault is open.
    """
    import PySide6.QtCore  # noqa: F401 - puts its function there

    builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
    linecache.clearcache()  # what it read of the modules that load before


def hash_without_openssl() -> None:
    """Let ``hashlib`` use Python's own code and not the system's OpenSSL, which takes 3.4 MB.

    ``cryptography`` and ``sqlcipher3`` bring one each, and ``vault.digests`` hashes by the first
    what is long. A Python that was built without its own code keeps the system's.
    """
    if all(find_spec(name) for name in _HASHES):
        # None is how Python is told that a module is not there.
        sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]  # as said
