"""Row ``tamper``, documents: each flipped byte is detected, and names the document it hit.

The backup that still has the document is named too, and what is fetched back from it is whole.
"""

import os
import random
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.suite import Row, Scale
from tests.vault_fixtures import open_session
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts, Reading
from vault.errors import DocumentDamaged, DocumentMissing
from vault.session import Session

SMALL_BYTES = 64 * 1024
_LARGE_MB_SMALL, _LARGE_MB_FULL = 8, 64
_STEP_SMALL = 67
"""At small scale each 67th byte is flipped: a number that shares no factor with a chunk's size."""
_PLACES_SMALL, _PLACES_FULL = 40, 500
_LOOK_EACH = 1000


def check(row: Row, scale: Scale) -> None:
    """Flip bytes of a small and of a large document of one record; a third stays as it is."""
    chance = random.Random(5)
    sizes = (SMALL_BYTES, scale.pick(_LARGE_MB_SMALL, _LARGE_MB_FULL) << 20, 1000)
    with TemporaryDirectory(prefix="tamper-") as name, TemporaryDirectory() as stick:
        session = open_session(Path(name))
        _add(session, Path(name), sizes)
        small, large, _ = documents.readings(session)
        row.check(documents.verify(documents.readings(session)).is_sound, "control: not whole")
        every = range(0, small.sealed_size, 1 if scale.is_full else _STEP_SMALL)
        some = chance.sample(range(large.sealed_size), scale.pick(_PLACES_SMALL, _PLACES_FULL))
        _flip_each(row, session, small, every, chance)
        _flip_each(row, session, large, some, chance)
        row.check(documents.verify(documents.readings(session)).is_sound, "control: not whole")
        place = backup.add_destination(session, Path(stick), "Stick")
        backup.make_backup(session, place.id)
        for reading in (small, large):
            _comes_back(row, session, reading, place, chance)
        session.close()


def _add(session: Session, parent: Path, sizes: Iterable[int]) -> None:
    client = clients.add(session, ClientDetails(legal_name="Client"))
    for size in sizes:
        path = parent / "given.bin"
        path.write_bytes(random.Random(size).randbytes(size))
        documents.add(session, client, path, DocumentFacts(title="Document"))


def _flip_each(
    row: Row, session: Session, reading: Reading, places: Iterable[int], chance: random.Random
) -> None:
    what = f"document {reading.document_id}"
    with reading.path.open("r+b", buffering=0) as file:
        for number, place in enumerate(places):
            bit = 1 << chance.randrange(8)
            _flip(file.fileno(), place, bit)
            row.check(_is_detected(reading), f"{what}, byte {place}: not detected")
            if number % _LOOK_EACH == 0:
                row.check(_is_the_rest_whole(session, reading), f"{what}: the rest is not whole")
            _flip(file.fileno(), place, bit)


def _comes_back(
    row: Row, session: Session, reading: Reading, place: Destination, chance: random.Random
) -> None:
    """Damaged, cut and gone, on the vault's disk alone: the backup is named and gives it back."""
    what, whole = f"document {reading.document_id}", reading.path.read_bytes()
    bit = 1 << chance.randrange(8)
    flipped = bytearray(whole)
    flipped[chance.randrange(len(whole))] ^= bit
    for content in (bytes(flipped), whole[:-1], b"", None):
        reading.path.unlink()
        if content is not None:
            reading.path.write_bytes(content)
        row.check(_is_told(reading), f"{what}: not detected")
        row.check(_is_the_rest_whole(session, reading), f"{what}: the rest is not whole")
        held = backup.copies_of(session, reading.document_id)
        found = [(one.destination.id, one.numbers) for one in held]
        row.check(found == [(place.id, (1,))], f"{what}: its backup is not named: {found}")
        backup.fetch_back(session, reading.document_id, place.id)
        row.check(reading.path.read_bytes() == whole, f"{what}: fetched back, it is another")
        report = documents.verify(documents.readings(session))
        row.check(report.is_sound, f"{what}: fetched back, it does not open")
    row.check(documents.check_files(session).strays == (), f"{what}: something was left behind")


def _flip(descriptor: int, place: int, bit: int) -> None:
    old = os.pread(descriptor, 1, place)
    os.pwrite(descriptor, bytes([old[0] ^ bit]), place)


def _is_detected(reading: Reading) -> bool:
    """Whether the error says which document it is."""
    try:
        documents.read_bytes(reading, reading.size)
    except DocumentDamaged as error:
        return error.document_id == reading.document_id
    return False


def _is_told(reading: Reading) -> bool:
    """As ``_is_detected``, where the file may be gone."""
    try:
        return _is_detected(reading)
    except DocumentMissing as error:
        return error.document_id == reading.document_id


def _is_the_rest_whole(session: Session, damaged: Reading) -> bool:
    """Whether the record opens, and this document alone is reported."""
    client = documents.get(session, damaged.document_id).client_id
    every = documents.readings(session)
    report = documents.verify(every)
    listed = [one.id for one in documents.list_documents(session, client)]
    is_whole = sorted(listed) == [one.document_id for one in every]
    return is_whole and {*report.damaged, *report.missing} == {damaged.document_id}
