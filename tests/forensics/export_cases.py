"""An export in a folder, tampered with: each case changes a copy and says what must be named."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from tests.forensics.export_judge import NUMBERS, REFRESHED, Sound
from tests.suite import Scale
from tests.unsealing.making import Making, make, put
from vault import age
from vault.age.stream import SEALED_CHUNK_BYTES
from vault.keys.signing import SigningKey
from vault.sealing import layout
from vault.sealing.part_model import Part

OLDER, NEWER = NUMBERS


@dataclass(frozen=True, slots=True)
class Case:
    """What is done to the folder of an export, and which files a verdict must then name."""

    label: str
    change: Callable[[Path], object]
    named: frozenset[str]


def cases(sound: Sound, scale: Scale) -> Iterator[Case]:
    """Yield every case; some of each kind at the small scale."""
    yield Case("untouched", lambda folder: None, frozenset())
    kinds = (_dropped, _cut, _flipped, _replaced, _odd, _doubled, _swapped, _aged)
    for kind in kinds:
        yield from _some(list(kind(sound)), scale)
    yield from _forged(sound)
    yield from _mixed(sound)
    yield from _some(list(_refreshing(sound, scale)), scale)


def _some(found: list[Case], scale: Scale) -> list[Case]:
    return found if scale.is_full else random.Random(len(found)).sample(found, min(6, len(found)))


def _dropped(sound: Sound) -> Iterator[Case]:
    for name in sound.files:
        yield Case(f"{name} dropped", _drop(name), frozenset({name}))
    for folder in ("open", "open/records", "attachments"):
        names = {name for name in sound.files if name.startswith(f"{folder}/")}
        yield Case(f"{folder} dropped", _drop_folder(folder), frozenset(names))


def _cut(sound: Sound) -> Iterator[Case]:
    for name, content in sound.files.items():
        wanted = (0, 1, 20, 100, len(content) // 2, SEALED_CHUNK_BYTES, len(content) - 1)
        for length in sorted({one for one in wanted if one < len(content)}):
            is_same = name.endswith(".sig") and content[:length].strip() == content.strip()
            named = frozenset() if is_same else frozenset({name})
            yield Case(f"{name} cut to {length}", _put(name, content[:length]), named)
        for more in (b"\0", b"more\n"):
            yield Case(f"{name} made longer", _put(name, content + more), frozenset({name}))


def _flipped(sound: Sound) -> Iterator[Case]:
    chance = random.Random(5)
    for name, content in sound.files.items():
        places = {0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(4))}
        for place in sorted(places):
            bit = 1 << chance.randrange(8)
            changed = bytearray(content)
            changed[place] ^= bit
            yield Case(f"{name} flipped at {place}", _put(name, changed), frozenset({name}))


def _replaced(sound: Sound) -> Iterator[Case]:
    for name, content in sound.files.items():
        for label, other in (("zeros", bytes(len(content))), ("noise", os.urandom(len(content)))):
            yield Case(f"{name} made {label}", _put(name, other), frozenset({name}))


def _odd(sound: Sound) -> Iterator[Case]:
    for name in sound.files:
        yield Case(f"{name} is a link", _link(name), frozenset({name}))
        yield Case(f"{name} is a folder", _folder(name), frozenset({name}))
        yield Case(f"{name} is a pipe", _pipe(name), frozenset({name}))
    for name in ("attachments", "open", "open/records"):
        yield Case(f"{name} is a link", _link_folder(name), frozenset({name}))


def _doubled(sound: Sound) -> Iterator[Case]:
    for name, content in sound.files.items():
        path = Path(name)
        beside = path.with_name(f"{path.stem} (1){path.suffix}").as_posix()
        yield Case(f"{name} doubled", _put(beside, content), frozenset({beside}))
    for one in (Part.RECORDS, Part.CASELOAD):
        name = layout.part_name(one, NEWER)
        again = layout.part_name(one, 9)
        unfinished = frozenset({layout.manifest_name(9)})
        yield Case(f"{name} as of 9", _put(again, sound.files[name]), unfinished)
        extra = layout.part_name(Part.PSYCHOTHERAPY, NEWER)
        yield Case(f"{name} as {extra}", _put(extra, sound.files[name]), frozenset({extra}))


def _swapped(sound: Sound) -> Iterator[Case]:
    groups: dict[str, list[str]] = {}
    for name in sound.files:
        groups.setdefault(Path(name).suffix, []).append(name)
    for names in groups.values():
        for one, two in combinations(names, 2):
            if sound.files[one] != sound.files[two]:
                yield Case(
                    f"{one} and {two} swapped", _swap(sound, one, two), frozenset({one, two})
                )


def _aged(sound: Sound) -> Iterator[Case]:
    """Files of the newer number replaced by those of the older, which are genuine as well."""
    for name in sound.files:
        if layout.number_of(name) == NEWER:
            old = name.replace(str(NEWER), str(OLDER))
            yield Case(f"{name} is {old}", _put(name, sound.files[old]), frozenset({name}))
    own = [name for name in sound.files if layout.number_of(name) == NEWER]

    def all_old(folder: Path) -> None:
        for name in own:
            put(folder, name, sound.files[name.replace(str(NEWER), str(OLDER))])

    yield Case("the older number under the newer's names", all_old, frozenset({"seal-7.json"}))


def _forged(sound: Sound) -> Iterator[Case]:
    """Sealed or signed anew by somebody who has the files and another key."""
    thief = replace(sound.making, key=SigningKey.generate())
    signature = layout.signature_name(NEWER)
    yield Case("signed anew", lambda f: thief.write_number(f, NEWER), frozenset({signature}))
    both = frozenset({signature, layout.signature_name(OLDER)})
    yield Case("all signed anew", lambda f: thief.write(f, *NUMBERS), both)
    new = frozenset({layout.signature_name(9)})
    yield Case("a number added by another key", lambda f: thief.write_number(f, 9), new)
    for made in sound.making.parts:
        name = layout.part_name(made.part, NEWER)
        plain = sound.making.plain(made.part, 99)
        other = age.seal_bytes([made.identity.recipient], plain)
        yield Case(f"{name} sealed anew", _put(name, other), frozenset({name}))
        strange = age.seal_bytes([age.HybridIdentity.generate().recipient], plain)
        yield Case(f"{name} to another key", _put(name, strange), frozenset({name}))


def _mixed(sound: Sound) -> Iterator[Case]:
    """Another export of the same practice's key, and of another practice, in the same folder."""
    sister = make()
    sister.key, sister.export_id = sound.making.key, "e1" * 16
    stranger = make()
    stranger.export_id = "57" * 16
    signature = layout.signature_name(9)
    torn = frozenset(name for name in sound.files if name.startswith("open/"))
    yield Case("a stranger's number 9", lambda f: stranger.write_number(f, 9), torn | {signature})
    marked = frozenset(map(layout.statement_name, NUMBERS))
    yield Case("a sister's number 9", lambda f: sister.write_number(f, 9), torn | marked)
    files = sister.files(9)
    for name in files:
        mine = name.replace("-9.", f"-{NEWER}.")
        yield Case(f"{mine} of a sister", _put(mine, files[name]), frozenset({mine}))


def _refreshing(sound: Sound, scale: Scale) -> Iterator[Case]:
    """A sync service in the midst of number 8: some of it is here, in no order that we chose."""
    coming = _next(sound)
    for seed in range(scale.pick(3, 30)):
        order = [name for name in coming if name not in sound.files]
        random.Random(seed).shuffle(order)
        for count in range(1, len(order)):
            here = order[:count]
            yield Case(
                f"refresh {seed}, {count} here", _arrive(coming, here), _waited_for(order, here)
            )


def _waited_for(order: list[str], here: list[str]) -> frozenset[str]:
    """With the list here, what it names and is not; without it, the list; or a lone document."""
    listed, signature = layout.manifest_name(REFRESHED), layout.signature_name(REFRESHED)
    if listed in here:
        return frozenset(order) - frozenset(here)
    numbered = any(layout.number_of(name) for name in here)
    return frozenset({listed} if signature in here else {listed, signature} if numbered else here)


def _next(sound: Sound) -> dict[str, bytes]:
    """Return what the refresh brings, a new document too."""
    later = make(holders=sound.making.holders, documents=("something new",))
    grown = replace(sound.making, documents=(*sound.making.documents, *later.documents))
    folder = sound.folder.parent / "coming"
    grown.write_number(folder, REFRESHED)
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in _files(folder)}
    shutil.rmtree(folder)
    return found


def _files(folder: Path) -> list[Path]:
    return [one for one in sorted(folder.rglob("*")) if one.is_file()]


def _arrive(coming: dict[str, bytes], here: list[str]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for name in here:
            put(folder, name, coming[name])

    return change


def _drop(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _drop_folder(name: str) -> Callable[[Path], None]:
    return lambda folder: shutil.rmtree(folder / name)


def _put(name: str, content: bytes | bytearray) -> Callable[[Path], None]:
    return lambda folder: put(folder, name, bytes(content))


def _link(name: str) -> Callable[[Path], None]:
    """The same bytes, by a link to a copy outside."""

    def change(folder: Path) -> None:
        outside = folder.parent / "outside"
        (folder / name).replace(outside)
        (folder / name).symlink_to(outside)

    return change


def _link_folder(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        outside = folder.parent / "outside"
        (folder / name).replace(outside)
        (folder / name).symlink_to(outside)

    return change


def _folder(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return change


def _pipe(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)

    return change


def _swap(sound: Sound, one: str, two: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        put(folder, one, sound.files[two])
        put(folder, two, sound.files[one])

    return change


def made_sound(folder: Path) -> Sound:
    """Make the export that all cases change."""
    making: Making = make()
    making.write(folder, *NUMBERS)
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in _files(folder)}
    return Sound(making, folder, files)
