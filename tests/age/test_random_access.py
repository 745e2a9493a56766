"""Reading in the middle of a sealed file: the same bytes, or a clear error, never others."""

import io
import random
import zipfile

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from vault import age
from vault.age import files
from vault.age.random_access import OpenedFile
from vault.age.stream import CHUNK_BYTES, SEALED_CHUNK_BYTES, nonce_of
from vault.errors import DamagedAgeFile, NoMatchingIdentity

KEY = age.HybridIdentity.generate()
SIZES = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 12 * CHUNK_BYTES + 7]


def _plain(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def _sealed(plain: bytes) -> bytes:
    return age.seal_bytes([KEY.recipient], plain)


def _opened(sealed: bytes) -> OpenedFile:
    return OpenedFile([KEY], io.BytesIO(sealed))


def _payload_start(sealed: bytes, plain: bytes) -> int:
    chunks = max(1, -(-len(plain) // CHUNK_BYTES))
    return len(sealed) - len(plain) - 16 * chunks


@pytest.mark.parametrize("size", SIZES)
def test_any_stretch_reads_as_it_was_sealed(size: int) -> None:
    plain = _plain(size)
    opened = _opened(_sealed(plain))
    assert opened.size == size
    edges = {0, 1, size, max(0, size - 1), *range(CHUNK_BYTES, size + 1, CHUNK_BYTES)}
    for edge in sorted(edges):
        for start in (max(0, edge - 3), edge, edge + 2):
            for length in (1, 5, CHUNK_BYTES, 2 * CHUNK_BYTES + 3):
                assert opened.seek(start) == start
                assert opened.read(length) == plain[start : start + length]
                assert opened.tell() == min(start + length, max(start, size))
    opened.seek(0)
    assert opened.read() == plain


def test_seeks_are_as_of_any_file() -> None:
    plain = _plain(CHUNK_BYTES + 10)
    opened = _opened(_sealed(plain))
    assert opened.readable() and opened.seekable() and not opened.writable()
    assert opened.seek(-4, io.SEEK_END) == len(plain) - 4
    assert opened.read(99) == plain[-4:]
    assert opened.seek(-8, io.SEEK_CUR) == len(plain) - 8
    assert opened.seek(10**6) == 10**6
    assert opened.read(4) == b""
    with pytest.raises(ValueError, match="before the start"):
        opened.seek(-1)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_cut_anywhere_in_its_payload_does_not_open(size: int) -> None:
    plain = _plain(size)
    sealed = _sealed(plain)
    start = _payload_start(sealed, plain)
    edges = {
        e + d for e in range(start, len(sealed), SEALED_CHUNK_BYTES) for d in (0, 1, 15, 16, 17)
    }
    for length in sorted({*(e for e in edges if e < len(sealed)), len(sealed) - 1}):
        with pytest.raises(DamagedAgeFile):
            _opened(sealed[:length])


@pytest.mark.parametrize("cut", [0, 1, 30, 500])
def test_a_file_cut_in_its_header_does_not_open(cut: int) -> None:
    sealed = _sealed(b"")
    with pytest.raises(Exception) as caught:
        _opened(sealed[: max(0, _payload_start(sealed, b"") - 16) * cut // 500])
    assert type(caught.value).__name__ in ("NotAgeFile", "DamagedAgeFile")


@pytest.mark.parametrize("more", [b"\0", b"\0" * 16, b"\0" * 17, b"\0" * SEALED_CHUNK_BYTES])
@pytest.mark.parametrize("size", [0, 5, CHUNK_BYTES, CHUNK_BYTES + 5])
def test_a_file_with_something_behind_it_does_not_open(size: int, more: bytes) -> None:
    with pytest.raises(DamagedAgeFile):
        _opened(_sealed(_plain(size)) + more)


def test_an_empty_chunk_behind_a_full_one_does_not_open() -> None:
    target = io.BytesIO()
    _, key = files.begin_file([KEY.recipient], target)
    cipher = ChaCha20Poly1305(key)
    target.write(cipher.encrypt(nonce_of(0, False), bytes(CHUNK_BYTES), None))
    target.write(cipher.encrypt(nonce_of(1, True), b"", None))
    with pytest.raises(DamagedAgeFile):
        _opened(target.getvalue())


def test_nothing_is_given_out_before_the_last_chunk_verified() -> None:
    plain = _plain(3 * CHUNK_BYTES + 5)
    sealed = bytearray(_sealed(plain))
    sealed[-1] ^= 1
    with pytest.raises(DamagedAgeFile):
        _opened(bytes(sealed))


def test_a_damaged_chunk_costs_itself_alone() -> None:
    plain = _plain(4 * CHUNK_BYTES + 5)
    sealed = bytearray(_sealed(plain))
    sealed[_payload_start(bytes(sealed), plain) + SEALED_CHUNK_BYTES + 100] ^= 0x40
    opened = _opened(bytes(sealed))
    assert opened.read(CHUNK_BYTES) == plain[:CHUNK_BYTES]
    for _ in range(2):
        opened.seek(CHUNK_BYTES)
        with pytest.raises(DamagedAgeFile):
            opened.read(1)
    opened.seek(2 * CHUNK_BYTES)
    assert opened.read() == plain[2 * CHUNK_BYTES :]
    opened.seek(CHUNK_BYTES - 1)
    with pytest.raises(DamagedAgeFile):
        opened.read(2)


def test_chunks_that_changed_places_do_not_open() -> None:
    plain = _plain(4 * CHUNK_BYTES)
    sealed = _sealed(plain)
    at = _payload_start(sealed, plain)
    one, two = (sealed[at + i * SEALED_CHUNK_BYTES :][:SEALED_CHUNK_BYTES] for i in (0, 1))
    swapped = sealed[:at] + two + one + sealed[at + 2 * SEALED_CHUNK_BYTES :]
    opened = _opened(swapped)
    for place in (0, CHUNK_BYTES):
        opened.seek(place)
        with pytest.raises(DamagedAgeFile):
            opened.read(1)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(NoMatchingIdentity):
        OpenedFile([age.HybridIdentity.generate()], io.BytesIO(_sealed(b"x")))


def test_a_changed_header_does_not_open() -> None:
    sealed = bytearray(_sealed(b"x"))
    sealed[sealed.index(b"\n--- ") + 6] ^= 1
    with pytest.raises(DamagedAgeFile):
        _opened(bytes(sealed))


def test_an_archive_reads_from_inside() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.bin", _plain(number * 9001))
    with zipfile.ZipFile(_opened(_sealed(made.getvalue()))) as archive:
        assert archive.testzip() is None
        assert archive.read("17.bin") == _plain(17 * 9001)
