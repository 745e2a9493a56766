"""The same hashes as Python's own."""

import hashlib

import pytest

from vault import digests


@pytest.mark.parametrize("pieces", [(), (b"",), (b"a", b"", b"bc"), (bytes(70_000), b"x")])
def test_a_hash_of_pieces_is_that_of_the_whole(pieces: tuple[bytes, ...]) -> None:
    digest, expected = digests.sha256(), hashlib.sha256(b"".join(pieces))
    for piece in pieces:
        digest.update(memoryview(piece))
    assert (digest.digest(), digest.hexdigest()) == (expected.digest(), expected.hexdigest())


def test_it_goes_on_after_it_was_asked() -> None:
    digest = digests.sha256(b"begun")
    digest.hexdigest()
    digest.update(bytearray(b" and ended"))
    assert digest.hexdigest() == hashlib.sha256(b"begun and ended").hexdigest()


def test_scrypt_is_what_it_was() -> None:
    """The proofs of cards stand in vaults."""
    made = hashlib.scrypt(b"1:word", salt=b"s" * 16, n=1 << 14, r=8, p=1, maxmem=32 << 20, dklen=32)
    assert digests.scrypt(b"1:word", b"s" * 16, 1 << 14) == made
