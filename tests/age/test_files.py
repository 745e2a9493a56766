import hashlib
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.age import (
    HybridIdentity,
    Identity,
    Recipient,
    ScryptPassphrase,
    X25519Identity,
    seal,
    seal_bytes,
    unseal,
    unseal_bytes,
    unseal_file,
)
from vault.age.stream import CHUNK_BYTES
from vault.errors import NoMatchingIdentity, StorageFailed

_MEBIBYTE = 1 << 20
_HYBRID = HybridIdentity(seed=b"h" * 32)
_X25519 = X25519Identity(secret=b"x" * 32)
_PASSPHRASE = ScryptPassphrase(b"passphrase", work_factor=1)
_KINDS: dict[str, tuple[Recipient, Identity]] = {
    "hybrid": (_HYBRID.recipient, _HYBRID),
    "X25519": (_X25519.recipient, _X25519),
    "scrypt": (_PASSPHRASE, _PASSPHRASE),
}
_near_a_boundary = st.builds(
    lambda chunks, off: max(0, chunks * CHUNK_BYTES + off), st.integers(0, 3), st.integers(-20, 20)
)


class _Dribble(io.RawIOBase):
    """A source that gives fewer bytes than asked for, as pipes and sockets do."""

    def __init__(self, data: bytes, most: int) -> None:
        self._data = io.BytesIO(data)
        self._most = most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(min(size, self._most) if size >= 0 else self._most)

    def readline(self, size: int | None = -1) -> bytes:
        return self._data.readline(-1 if size is None else size)


class _Hash:
    """A target that keeps nothing but the hash and the length of what it is given."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()
        self.length = 0

    def write(self, data: bytearray | bytes) -> int:
        """Take ``data`` in."""
        self.hash.update(data)
        self.length += len(data)
        return len(data)


@pytest.mark.parametrize("kind", _KINDS)
@settings(max_examples=40, deadline=None)
@given(size=_near_a_boundary | st.integers(0, 500), fill=st.integers(0, 255))
def test_round_trip(kind: str, size: int, fill: int) -> None:
    recipient, identity = _KINDS[kind]
    plaintext = bytes([fill]) * size
    assert unseal_bytes([identity], seal_bytes([recipient], plaintext)) == plaintext


@settings(max_examples=40, deadline=None)
@given(plaintext=st.binary(max_size=2000))
def test_round_trip_of_any_bytes(plaintext: bytes) -> None:
    sealed = seal_bytes([_HYBRID.recipient], plaintext)
    assert unseal_bytes([_HYBRID], sealed) == plaintext


@settings(max_examples=30, deadline=None)
@given(size=_near_a_boundary, most=st.integers(1000, 2 * CHUNK_BYTES))
def test_a_source_may_give_less_than_asked(size: int, most: int) -> None:
    plaintext, sealed, opened = b"n" * size, io.BytesIO(), io.BytesIO()
    seal([_X25519.recipient], _Dribble(plaintext, most), sealed)
    assert len(sealed.getvalue()) == len(seal_bytes([_X25519.recipient], plaintext))
    unseal([_X25519], _Dribble(sealed.getvalue(), most), opened)
    assert opened.getvalue() == plaintext


def test_sealing_twice_gives_nothing_to_compare() -> None:
    first, second = (seal_bytes([_HYBRID.recipient], b"note" * 100) for _ in range(2))
    assert len(first) == len(second)
    assert first[-400:] != second[-400:]
    assert first[22:1500] != second[22:1500]


def test_memory_does_not_grow_with_the_size(tmp_path: Path) -> None:
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    with plain.open("wb") as file:
        file.truncate(64 * _MEBIBYTE)
    target = _Hash()
    tracemalloc.start()
    try:
        with plain.open("rb") as source, sealed.open("wb") as output:
            seal([_HYBRID.recipient], source, output)
        with sealed.open("rb") as source:
            unseal([_HYBRID], source, target)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert target.length == 64 * _MEBIBYTE
    assert target.hash.digest() == hashlib.sha256(bytes(64 * _MEBIBYTE)).digest()
    assert peak < 2 * _MEBIBYTE


def test_unseal_file(tmp_path: Path) -> None:
    source, target = tmp_path / "sealed", tmp_path / "plain"
    plaintext = b"note" * 50_000
    source.write_bytes(seal_bytes([_HYBRID.recipient], plaintext))
    target.write_bytes(b"what was there before")
    unseal_file([_HYBRID], source, target)
    assert target.read_bytes() == plaintext
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain", "sealed"]


def test_unseal_file_for_another_identity_leaves_the_target(tmp_path: Path) -> None:
    source, target = tmp_path / "sealed", tmp_path / "plain"
    source.write_bytes(seal_bytes([_HYBRID.recipient], b"note"))
    target.write_bytes(b"what was there before")
    with pytest.raises(NoMatchingIdentity):
        unseal_file([HybridIdentity.generate()], source, target)
    assert target.read_bytes() == b"what was there before"


def test_unseal_file_of_a_missing_source(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed):
        unseal_file([_HYBRID], tmp_path / "missing", tmp_path / "plain")
    assert list(tmp_path.iterdir()) == []
