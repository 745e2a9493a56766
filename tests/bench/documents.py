"""``document-add`` and ``document-read``: a large document beside its limits, from disk to disk.

The limit is plain ChaCha20-Poly1305 over the same bytes: read in chunks of 64 KiB, encrypted or
opened, written, fsynced. ``cp`` is a copy and its fsync; the cipher alone, from memory to nowhere,
stands beside them as a figure. What ours does on top: the two hashes, the header, the row.
"""

import json
import os
import random
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.bench import processes
from tests.bench.measuring import NOISE, check_figure, check_goal, in_turns, keep, seconds
from tests.faults.subject import sheet_texts
from tests.suite import Row, Scale
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind

GOAL = 2.0
PEAK_MB = 200
GROWTH_MB = 32
"""What a document of any size may take more than one of a megabyte."""
_MB_SMALL, _MB_FULL = 128, 1024
_ROUNDS = 3
_MB = 1 << 20
_CHUNK = 64 * 1024
_SEALED_CHUNK = _CHUNK + 16
_NONCE_BYTES = 12


class _Place:
    """A folder with a vault, a large file, and what the limits write."""

    def __init__(self, base: Path, megabytes: int) -> None:
        self.size = megabytes * _MB
        self.given = base / "given.bin"
        self.small = base / "small.bin"
        self.out = base / "out.bin"
        self.plainly_sealed = base / "sealed.bin"
        self._vault = base / "bench.casekeep"
        self._template = base / "template.casekeep"
        self._cipher = ChaCha20Poly1305(secrets.token_bytes(32))
        _fill(self.given, megabytes)
        _fill(self.small, 1)
        self._sheet = _make_vault(self._template)

    def work(self, act: str, file: Path) -> dict[str, float]:
        """Do one act in a process of its own; a copy is removed afterwards."""
        said = processes.run("document_work", act, self._vault, self._sheet, file)
        self.out.unlink(missing_ok=True)
        return said

    def begin_anew(self) -> None:
        """Put a vault without documents in the place of the one there was."""
        shutil.rmtree(self._vault, ignore_errors=True)
        shutil.copytree(self._template, self._vault)

    def add(self, file: Path) -> dict[str, float]:
        """Add a file to a vault that has none."""
        self.begin_anew()
        return self.work("add", file)

    def copy(self) -> float:
        """Return the seconds of a copy and its fsync."""

        def act() -> None:
            shutil.copyfile(self.given, self.out)
            _sync(self.out)

        return self._timed(act)

    def encrypt(self) -> float:
        """Return the seconds of the cipher from file to file."""
        return self._timed(lambda: self._through(self.given, self.out, _CHUNK, self._seal))

    def decrypt(self) -> float:
        """Return the seconds of the cipher back, from file to file."""
        if not self.plainly_sealed.exists():
            self._through(self.given, self.plainly_sealed, _CHUNK, self._seal)
        return self._timed(
            lambda: self._through(self.plainly_sealed, self.out, _SEALED_CHUNK, self._unseal)
        )

    def cipher_alone(self) -> float:
        """Return the seconds of the cipher from memory to nowhere."""
        chunk = secrets.token_bytes(_CHUNK)
        return seconds(lambda: [self._seal(n, chunk) for n in range(self.size // _CHUNK)] and None)

    def _seal(self, number: int, chunk: bytes) -> bytes:
        return self._cipher.encrypt(number.to_bytes(_NONCE_BYTES, "big"), chunk, None)

    def _unseal(self, number: int, chunk: bytes) -> bytes:
        return self._cipher.decrypt(number.to_bytes(_NONCE_BYTES, "big"), chunk, None)

    def _through(
        self, source: Path, target: Path, size: int, act: Callable[[int, bytes], bytes]
    ) -> None:
        with source.open("rb") as read, target.open("wb") as written:
            for number, chunk in enumerate(iter(lambda: read.read(size), b"")):
                written.write(act(number, chunk))
        _sync(target)

    def _timed(self, act: Callable[[], object]) -> float:
        try:
            return seconds(act)
        finally:
            self.out.unlink(missing_ok=True)


def _fill(path: Path, megabytes: int) -> None:
    block = random.Random(megabytes).randbytes(_MB)
    with path.open("wb") as file:
        for number in range(megabytes):
            file.write(number.to_bytes(8, "big") + block[8:])
    _sync(path)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _make_vault(folder: Path) -> str:
    """Make a vault with one client; return the lines of its sheet as JSON."""
    plan = plan_vault("Bench")
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring())
    lines = sheet_texts(plan.sheet)
    session = keys.unlock_with_sheet(folder, lines, NoKeyring())
    clients.add(session, ClientDetails(legal_name="Client"))
    session.close()
    return json.dumps(lines)


def run_add(scale: Scale) -> Row:
    """Add a large document; compare with the cipher and with a copy."""
    row = Row(name="document-add")
    with TemporaryDirectory(prefix="bench-") as name:
        place = _Place(Path(name), scale.pick(_MB_SMALL, _MB_FULL))
        peaks: list[float] = []
        ours, limit, copy, alone = in_turns(
            _ROUNDS,
            lambda: _kept(peaks, place.add(place.given)),
            place.encrypt,
            place.copy,
            place.cipher_alone,
        )
        small = place.add(place.small)["peak"]
    _tell(row, place, (ours, limit, copy, alone), max(peaks), small)
    return row


def run_read(scale: Scale) -> Row:
    """Copy a large document out; compare with the cipher and with a copy."""
    row = Row(name="document-read")
    with TemporaryDirectory(prefix="bench-") as name:
        place = _Place(Path(name), scale.pick(_MB_SMALL, _MB_FULL))
        peaks: list[float] = []
        place.add(place.small)
        small = place.work("copy-out", place.out)["peak"]
        place.add(place.given)
        ours, limit, copy, alone, verify = in_turns(
            _ROUNDS,
            lambda: _kept(peaks, place.work("copy-out", place.out)),
            place.decrypt,
            place.copy,
            place.cipher_alone,
            lambda: place.work("verify", place.out)["seconds"],
        )
    _tell(row, place, (ours, limit, copy, alone), max(peaks), small)
    keep(row, verify_s=verify)
    return row


def _kept(peaks: list[float], said: dict[str, float]) -> float:
    peaks.append(said["peak"])
    return said["seconds"]


def _tell(
    row: Row, place: _Place, taken: tuple[float, float, float, float], peak: float, small: float
) -> None:
    ours, limit, copy, alone = taken
    keep(row, megabytes=place.size / _MB, ours_s=ours, limit_s=limit, cp_s=copy)
    keep(row, cipher_alone_s=alone)
    check_goal(row, "vs_limit", ours / limit, GOAL, GOAL * NOISE)
    row.ratios["vs_cp"] = round(ours / copy, 3)
    row.ratios["vs_cipher_alone"] = round(ours / alone, 3)
    check_figure(row, "peak_mb", peak / _MB, PEAK_MB, PEAK_MB)
    check_figure(row, "growth_mb", (peak - small) / _MB, GROWTH_MB, GROWTH_MB)
