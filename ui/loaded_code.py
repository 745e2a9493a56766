"""How code is loaded: part by part, Qt without what it does to others, one OpenSSL less."""

import builtins
import linecache
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from opcode import EXTENDED_ARG, opmap
from types import CodeType

_SHA2 = ("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")
_HASHES = ("_md5", "_sha1", *_SHA2, "_sha3", "_blake2")
_OURS = ("ui", "vault")
_CONSTANT, _IMPORT = opmap["LOAD_CONST"], opmap["IMPORT_NAME"]
_CONDITIONS = frozenset(
    code for name, code in opmap.items() if name.startswith("POP_JUMP") and "BACKWARD" not in name
)
_NO_CODE = compile("", "nothing", "exec")


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


def parts_of(name: str) -> Iterator[str]:
    """Yield the modules of ours that are loaded with ``name``, before those that import them.

    ``name`` is the last. Whoever loads one after the other can do something else in between.
    """
    yield from _parts_of(name, set())


def _parts_of(name: str, seen: set[str]) -> Iterator[str]:
    if name in seen or name in sys.modules:
        return
    seen.add(name)
    for one in _imported_by(name):
        yield from _parts_of(one, seen)
    yield name


def _imported_by(name: str) -> Iterator[str]:
    """Yield what the module's own statements import, as they stand in its code.

    What stands under a condition (``TYPE_CHECKING``, a platform) is left to the module itself.
    """
    code = _code_of(name)
    steps = code.co_code  # made anew at each question
    listed: object = None
    past = arg = 0
    # ``dis`` would make an object of each step, and take as long as the loading.
    for at in range(0, len(steps), 2):
        step, arg = steps[at], arg << 8 | steps[at + 1]
        if step == EXTENDED_ARG:
            continue
        if at >= past:
            if step in _CONDITIONS:
                past = at + 2 + 2 * arg
            elif step == _CONSTANT:
                listed = code.co_consts[arg]
            elif step == _IMPORT and code.co_names[arg].partition(".")[0] in _OURS:
                yield code.co_names[arg]
                yield from _modules_in(code.co_names[arg], listed)
        arg = 0


def _modules_in(package: str, names: object) -> Iterator[str]:
    """Yield which of ``names`` are modules, and not what is defined in one."""
    spec = find_spec(package)
    if spec is not None and spec.submodule_search_locations and isinstance(names, tuple):
        for name in (f"{package}.{one}" for one in names):
            if find_spec(name) is not None:
                yield name


def _code_of(name: str) -> CodeType:
    # Asked of whatever loads it: a frozen program's loader is none of Python's own.
    loader = getattr(find_spec(name), "loader", None)
    code: CodeType | None = loader.get_code(name) if loader is not None else None
    return code or _NO_CODE
