"""The same export in a ZIP file that somebody bent: paths, links, bombs, lies about sizes."""

import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.forensics.export_judge import ANYTHING, Sound, judge
from tests.suite import Row, Scale
from tests.unsealing.making import packed
from vault.unsealing.source import WHOLE

Made = tuple[str, bytes, frozenset[str]]
_NAME = "records-7.age"
_EVIL_NAMES = (
    "../evil.txt",
    "../../evil.txt",
    "attachments/../../evil.txt",
    "/etc/evil.txt",
    "//evil.txt",
    "./evil.txt",
    "open//evil.txt",
    "C:/evil.txt",
    "..\\evil.txt",
    "C:\\evil.txt",
    "..",
    "../",
    "evil\0.txt",
)
_BOMB_BYTES = 64 << 20


def check(row: Row, sound: Sound, scale: Scale) -> None:
    """Judge every ZIP file."""
    with TemporaryDirectory(prefix="export-zip-") as name:
        top = Path(name)
        whole = packed(sound.folder, top / "whole.zip").read_bytes()
        (top / "whole.zip").unlink()
        for count, (label, content, named) in enumerate(_cases(sound, whole, scale)):
            path = top / "export.zip"
            path.write_bytes(content)
            wrong = list(judge(sound, path, named, is_written=count % scale.pick(20, 5) == 0))
            row.check(not wrong, f"zip, {label}: {'; '.join(wrong)}")


def _cases(sound: Sound, whole: bytes, scale: Scale) -> Iterator[Made]:
    yield "untouched", whole, frozenset()
    yield "in a folder", _rebuilt(sound, _in_folder), frozenset()
    yield "with a comment", _rebuilt(sound, _comment), frozenset()
    yield "after something else", b"#!/bin/sh\nexit\n" + whole, frozenset()
    for name in _EVIL_NAMES:
        told = name.replace("\0", "�")
        content = _rebuilt(sound, _adding(name))
        yield f"with {told!r}", content, frozenset({told} if told != "../" else {"../"})
    yield from _bent_entries(sound)
    yield from _lies(sound, whole)
    yield from _cut(whole, scale)
    yield from _noise(whole, scale)


def _bent_entries(sound: Sound) -> Iterator[Made]:
    for name in (_NAME, "MANIFEST-7.sha256", "START-HERE.txt", sound.making.documents[0].file):
        named = frozenset({name})
        yield f"{name} compressed", _rebuilt(sound, _compressed(name)), named
        yield f"{name} a link", _rebuilt(sound, _mode(name, stat.S_IFLNK)), named
        yield f"{name} a device", _rebuilt(sound, _mode(name, stat.S_IFBLK)), named
        yield f"{name} twice", _twice(sound, name, sound.files[name]), named
        yield f"{name} twice, then other", _twice(sound, name, b"other"), named
        yield f"{name} left out", _rebuilt(sound, _without(name)), named
    bomb = _rebuilt(sound, _bomb)
    yield "a bomb", bomb, frozenset({_NAME})
    yield "a bomb of a foreign name", _rebuilt(sound, _foreign_bomb), frozenset({"bomb.txt"})


def _lies(sound: Sound, whole: bytes) -> Iterator[Made]:
    """What the directory says of an entry, changed: sizes, offset, method, flags, name's length."""
    at = whole.index(b"PK\x01\x02", whole.rindex(_NAME.encode()) - 60)
    fields = {"flags": (8, "<H", 1), "method": (10, "<H", 12), "size": (24, "<I", 1 << 31)}
    fields |= {"packed size": (20, "<I", 7), "offset": (42, "<I", 0), "far": (42, "<I", 1 << 31)}
    fields |= {
        "into another": (42, "<I", 40),
        "disk": (34, "<H", 9),
        "huge": (24, "<I", 0xFFFFFFFF),
    }
    for label, (place, form, value) in fields.items():
        bent = bytearray(whole)
        struct.pack_into(form, bent, at + place, value)
        is_named = label != "disk"
        yield f"lies about {label}", bytes(bent), _either(bytes(bent), is_named)
    for count in (0, 1, 0xFFFF):
        bent = bytearray(whole)
        struct.pack_into("<HH", bent, len(bent) - 14, count, count)
        yield f"says that it has {count} entries", bytes(bent), frozenset({ANYTHING})


def _either(content: bytes, is_named: bool) -> frozenset[str]:
    """An archive that Python cannot list at all has one fault; else the entry's name is told."""
    try:
        zipfile.ZipFile(io.BytesIO(content)).close()
    except (zipfile.BadZipFile, NotImplementedError):
        return frozenset({WHOLE})
    return frozenset({_NAME if is_named else ANYTHING})


def _cut(whole: bytes, scale: Scale) -> Iterator[Made]:
    for step in range(1, scale.pick(6, 40)):
        length = len(whole) * step // scale.pick(6, 40)
        yield f"cut to {length}", whole[:length], frozenset({WHOLE})
    yield "cut in its end", whole[:-5], frozenset({WHOLE})


def _noise(whole: bytes, scale: Scale) -> Iterator[Made]:
    """Any byte changed, most of them in the directory; whether it matters is the judge's to see."""
    chance = random.Random(11)
    directory = whole.index(b"PK\x01\x02")
    for _ in range(scale.pick(20, 200)):
        place = chance.randrange(directory, len(whole))
        bent = bytearray(whole)
        bent[place] ^= 1 << chance.randrange(8)
        yield f"flipped at {place}", bytes(bent), frozenset({ANYTHING})


Change = Callable[[zipfile.ZipFile, zipfile.ZipInfo, bytes], bool]


def _rebuilt(sound: Sound, change: Change) -> bytes:
    """Pack the export anew; ``change`` may bend an entry, or say that it stays out."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for name, content in sound.files.items():
            info = zipfile.ZipInfo(name)
            if not change(target, info, content):
                target.writestr(info, content, info.compress_type)
    return made.getvalue()


def _in_folder(target: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> bool:
    info.filename = f"Élodie's stick/{info.filename}"
    return False


def _comment(target: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> bool:
    target.comment = b"packed by hand " * 99
    return False


def _adding(evil: str) -> Change:
    def change(target: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> bool:
        if info.filename == _NAME:
            other = zipfile.ZipInfo("placeholder")
            other.filename = evil  # its maker would cut it at the NUL
            target.writestr(other, b"evil")
        return False

    return change


def _compressed(name: str) -> Change:
    def change(target: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> bool:
        if info.filename == name:
            info.compress_type = zipfile.ZIP_DEFLATED
        return False

    return change


def _mode(name: str, kind: int) -> Change:
    def change(target: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> bool:
        if info.filename == name:
            info.external_attr = (kind | 0o777) << 16
        return False

    return change


def _without(name: str) -> Change:
    return lambda target, info, content: info.filename == name


def _bomb(target: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> bool:
    if info.filename != _NAME:
        return False
    info.compress_type = zipfile.ZIP_DEFLATED
    target.writestr(info, bytes(_BOMB_BYTES), zipfile.ZIP_DEFLATED)
    return True


def _foreign_bomb(target: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> bool:
    if info.filename == _NAME:
        target.writestr("bomb.txt", bytes(_BOMB_BYTES), zipfile.ZIP_DEFLATED)
    return False


def _twice(sound: Sound, name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for one, own in sound.files.items():
            target.writestr(one, own)
        placeholder = zipfile.ZipInfo("x" * len(name))
        target.writestr(placeholder, content)
    return made.getvalue().replace(b"x" * len(name), name.encode())
