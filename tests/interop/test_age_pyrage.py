"""Both directions against pyrage (the Rust implementation), for X25519 and scrypt."""

import pyrage
import pytest

from vault.age import (
    ScryptPassphrase,
    X25519Identity,
    X25519Recipient,
    seal_bytes,
    unseal_bytes,
)

_CHUNK = 64 * 1024
_SIZES = (0, 1, _CHUNK - 1, _CHUNK, _CHUNK + 1, 3 * _CHUNK)
_PASSPHRASE = "correct horse battery staple 雪"


@pytest.mark.parametrize("size", _SIZES)
def test_x25519_both_ways(size: int) -> None:
    plaintext = b"n" * size
    theirs = pyrage.x25519.Identity.generate()
    ours = X25519Identity.from_text(str(theirs))
    recipient = X25519Recipient.from_text(str(theirs.to_public()))
    assert ours.recipient == recipient
    assert pyrage.decrypt(seal_bytes([recipient], plaintext), [theirs]) == plaintext
    assert unseal_bytes([ours], pyrage.encrypt(plaintext, [theirs.to_public()])) == plaintext


def test_x25519_several_recipients() -> None:
    theirs = [pyrage.x25519.Identity.generate() for _ in range(3)]
    ours = [X25519Identity.from_text(str(identity)) for identity in theirs]
    sealed = seal_bytes([identity.recipient for identity in ours], b"note")
    assert [pyrage.decrypt(sealed, [identity]) for identity in theirs] == [b"note"] * 3
    sealed = pyrage.encrypt(b"note", [identity.to_public() for identity in theirs])
    assert [unseal_bytes([identity], sealed) for identity in ours] == [b"note"] * 3


@pytest.mark.parametrize("size", _SIZES)
def test_they_open_our_passphrase_file(size: int) -> None:
    plaintext = b"n" * size
    sealed = seal_bytes([ScryptPassphrase(_PASSPHRASE.encode(), work_factor=4)], plaintext)
    assert pyrage.passphrase.decrypt(sealed, _PASSPHRASE) == plaintext


def test_we_open_their_passphrase_file() -> None:
    # They choose the work factor, about a second's worth: more on a faster machine than this.
    sealed = pyrage.passphrase.encrypt(b"note", _PASSPHRASE)
    passphrase = ScryptPassphrase(_PASSPHRASE.encode(), max_work_factor=22)
    assert unseal_bytes([passphrase], sealed) == b"note"
