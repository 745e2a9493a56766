"""A file that was cut or altered anywhere is refused, and nothing is left under the final name."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from vault.age import (
    HybridIdentity,
    Identity,
    Recipient,
    ScryptPassphrase,
    X25519Identity,
    seal_bytes,
    unseal_bytes,
    unseal_file,
)
from vault.age.stream import CHUNK_BYTES
from vault.errors import AgeError, DamagedAgeFile

_FLIPS = 2_000
_SEALED_CHUNK = CHUNK_BYTES + 16
_HYBRID = HybridIdentity(seed=b"h" * 32)
_X25519 = X25519Identity(secret=b"x" * 32)
_PASSPHRASE = ScryptPassphrase(b"passphrase", work_factor=1, max_work_factor=4)


def _opened(identity: Identity, contents: Iterable[bytes], folder: Path) -> list[int]:
    """Return the numbers of those ``contents`` that opened, or left anything behind."""
    source, target = folder / "sealed", folder / "plain"
    wrong = []
    for number, content in enumerate(contents):
        source.write_bytes(content)
        try:
            unseal_file([identity], source, target)
            wrong.append(number)
        except AgeError:
            pass
        if [path.name for path in folder.iterdir()] != ["sealed"]:
            wrong.append(number)
    return wrong


def _flipped(sealed: bytes, bit: int) -> bytes:
    altered = bytearray(sealed)
    altered[bit // 8] ^= 1 << bit % 8
    return bytes(altered)


@pytest.mark.parametrize(
    ("recipient", "identity"),
    [(_HYBRID.recipient, _HYBRID), (_X25519.recipient, _X25519), (_PASSPHRASE, _PASSPHRASE)],
    ids=["hybrid", "X25519", "scrypt"],
)
def test_every_truncation(recipient: Recipient, identity: Identity, tmp_path: Path) -> None:
    sealed = seal_bytes([recipient], b"note " * 20)
    assert _opened(identity, (sealed[:length] for length in range(len(sealed))), tmp_path) == []
    assert _opened(identity, [sealed + b"\0", sealed + sealed], tmp_path) == []


def test_truncations_at_and_around_each_chunk(tmp_path: Path) -> None:
    sealed = seal_bytes([_X25519.recipient], bytes(3 * CHUNK_BYTES))
    start = len(sealed) - 3 * _SEALED_CHUNK
    around = {start + chunk * _SEALED_CHUNK + off for chunk in range(4) for off in range(-20, 21)}
    lengths = sorted({*around, *range(0, len(sealed), 997)} & set(range(len(sealed))))
    assert _opened(_X25519, (sealed[:length] for length in lengths), tmp_path) == []


def test_chunks_that_change_places_are_refused(tmp_path: Path) -> None:
    sealed = seal_bytes([_X25519.recipient], bytes(3 * CHUNK_BYTES))
    head, body = sealed[: -3 * _SEALED_CHUNK], sealed[-3 * _SEALED_CHUNK :]
    first, second, last = (body[i : i + _SEALED_CHUNK] for i in range(0, len(body), _SEALED_CHUNK))
    orders = [(second, first, last), (first, last), (second, last), (last,), (first, second)]
    altered = [head + b"".join(order) for order in [*orders, (first, second, last, last)]]
    assert _opened(_X25519, altered, tmp_path) == []


@pytest.mark.parametrize("size", [100, CHUNK_BYTES + 1000])
def test_flipped_bits(size: int, tmp_path: Path) -> None:
    sealed = seal_bytes([_HYBRID.recipient], b"n" * size)
    bits = random.Random(size).sample(range(len(sealed) * 8), _FLIPS)
    assert _opened(_HYBRID, (_flipped(sealed, bit) for bit in bits), tmp_path) == []


def test_every_flipped_bit_of_a_passphrase_file(tmp_path: Path) -> None:
    sealed = seal_bytes([_PASSPHRASE], b"note")
    flipped = (_flipped(sealed, bit) for bit in range(len(sealed) * 8))
    assert _opened(_PASSPHRASE, flipped, tmp_path) == []


def test_the_damage_is_told_apart() -> None:
    sealed = seal_bytes([_HYBRID.recipient], b"note")
    mac_at = sealed.rindex(b"--- ") + 4
    letter = b"A" if sealed[mac_at : mac_at + 1] != b"A" else b"B"
    cases = {
        "header": sealed[:100],
        "mac": sealed[:mac_at] + letter + sealed[mac_at + 1 :],
        "payload": sealed[:-1],
    }
    for part, content in cases.items():
        with pytest.raises(DamagedAgeFile) as caught:
            unseal_bytes([_HYBRID], content)
        assert caught.value.args == (part,)
