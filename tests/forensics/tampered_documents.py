"""Row ``tamper``, documents: each flipped byte is detected, and names the document it hit."""

import os
import random
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.suite import Row, Scale
from tests.vault_fixtures import open_session
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts, Reading
from vault.errors import DocumentDamaged
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
    with TemporaryDirectory(prefix="tamper-") as name:
        session = open_session(Path(name))
        _add(session, Path(name), sizes)
        small, large, _ = documents.readings(session)
        row.check(documents.verify(documents.readings(session)).is_sound, "control: not whole")
        every = range(0, small.sealed_size, 1 if scale.is_full else _STEP_SMALL)
        some = chance.sample(range(large.sealed_size), scale.pick(_PLACES_SMALL, _PLACES_FULL))
        _flip_each(row, session, small, every, chance)
        _flip_each(row, session, large, some, chance)
        row.check(documents.verify(documents.readings(session)).is_sound, "control: not whole")
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


def _is_the_rest_whole(session: Session, damaged: Reading) -> bool:
    """Whether the record opens, and this document alone is reported."""
    client = documents.get(session, damaged.document_id).client_id
    every = documents.readings(session)
    report = documents.verify(every)
    listed = [one.id for one in documents.list_documents(session, client)]
    is_whole = sorted(listed) == [one.document_id for one in every]
    return is_whole and (report.damaged, report.missing) == ((damaged.document_id,), ())
