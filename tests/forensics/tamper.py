"""Row ``tamper``: bytes flipped and files cut; a clear error or no effect, never a wrong record."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.forensics import tampered_documents
from tests.suite import Row, Scale
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.errors import VaultError
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.keys.secret import PinnedSecret
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.store import copying, opening

CUT_STEP = 512


@dataclass(frozen=True, slots=True)
class _Sound:
    """A vault before anything was done to it, and all that it holds."""

    folder: Path
    secret: PinnedSecret
    content: list[object]


def _make(parent: Path) -> _Sound:
    plan = plan_vault("Tamper")
    folder = parent / "sound.casekeep"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring())
    sheet = [line.text for line in plan.sheet.lines]
    session = keys.unlock_with_sheet(folder, sheet, NoKeyring())
    for number in range(20):
        client = clients.add(session, ClientDetails(legal_name=f"Client {number}"))
        head = NoteHead(client_id=client, occurred_on=date(2026, 1, 1 + number))
        text = f"What was said in meeting {number}. " * 60
        note = notes.start(session, head, Body.of((Section(heading="", text=text),)))
        notes.sign(session, Shelf.RECORD, note)
    session.close()
    secret = PinnedSecret.for_vault(plan.recovery.identity, plan.signing_key.public)
    return _Sound(folder, secret, _content(folder, secret))


def _content(folder: Path, secret: PinnedSecret) -> list[object]:
    """Open a vault as the program does and return every row of every table."""
    opened = opening.open_vault(folder, secret)
    try:
        opened.rows.check()
        return copying.all_rows(opened.rows)
    finally:
        opened.close()


def _damage(sound: _Sound, case: Path, name: str, change: Callable[[bytearray], object]) -> str:
    """Change one file of a fresh copy; return what was wrong with how that was taken, or ''."""
    shutil.copytree(sound.folder, case)
    path = case / name
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
    before = {entry.name: entry.stat().st_size for entry in case.iterdir()}
    try:
        is_same = _content(case, sound.secret) == sound.content
        problem = "" if is_same else "a wrong record was shown"
    except VaultError:
        after = {entry.name: entry.stat().st_size for entry in case.iterdir()}
        problem = "" if before == after else "files were made or changed"
    shutil.rmtree(case)
    return problem


def _flip(place: int, bit: int) -> Callable[[bytearray], None]:
    def flip(content: bytearray) -> None:
        content[place] ^= 1 << bit

    return flip


def _cut(length: int) -> Callable[[bytearray], None]:
    def cut(content: bytearray) -> None:
        del content[length:]

    return cut


def _damages(sound: _Sound, scale: Scale) -> Iterator[tuple[str, str, Callable[[bytearray], None]]]:
    chance = random.Random(1)
    sizes = {e.name: e.stat().st_size for e in sound.folder.iterdir() if e.is_file()}
    for name in ("vault.json", "keys-1.age"):
        for place in range(0, sizes[name], scale.pick(17, 1)):
            yield name, f"byte {place}", _flip(place, chance.randrange(8))
    for _ in range(scale.pick(200, 2000)):
        place = chance.randrange(sizes["records-1.db"])
        yield "records-1.db", f"byte {place}", _flip(place, chance.randrange(8))
    for name in ("vault.json", "keys-1.age", "records-1.db"):
        step = CUT_STEP * (scale.pick(16, 1) if name == "records-1.db" else 1)
        for length in range(0, sizes[name], step):
            yield name, f"cut to {length}", _cut(length)


def run(scale: Scale) -> Row:
    """Do each damage to a copy of its own."""
    row = Row(name="tamper")
    with TemporaryDirectory(prefix="tamper-") as name:
        parent = Path(name)
        sound = _make(parent)
        for file, what, change in _damages(sound, scale):
            problem = _damage(sound, parent / "case.casekeep", file, change)
            row.check(not problem, f"{file}, {what}: {problem}")
    tampered_documents.check(row, scale)
    return row
