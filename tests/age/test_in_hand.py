"""A file that was just sealed is opened once with the key still in hand."""

from io import BytesIO

import pytest

from vault.age import HybridIdentity, unseal
from vault.age.in_hand import KeyInHand, sealing_in_hand
from vault.errors import DamagedAgeFile

PLAIN = b"heron " * 40_000
OWNER = HybridIdentity.generate()


def _sealed() -> tuple[bytes, KeyInHand]:
    target = BytesIO()
    with sealing_in_hand([OWNER.recipient], target) as sink:
        sink.write(PLAIN[:100_000])
        sink.write(PLAIN[100_000:])
    return target.getvalue(), sink.key


def test_it_opens_to_what_was_sealed_and_so_does_the_identity() -> None:
    sealed, key = _sealed()
    once, later = BytesIO(), BytesIO()
    key.open_once(BytesIO(sealed), once)
    unseal([OWNER], BytesIO(sealed), later)
    assert once.getvalue() == later.getvalue() == PLAIN


def test_it_opens_once_and_is_forgotten() -> None:
    sealed, key = _sealed()
    key.open_once(BytesIO(sealed), BytesIO())
    with pytest.raises(RuntimeError):
        key.open_once(BytesIO(sealed), BytesIO())
    assert "key" not in repr(key).replace("KeyInHand", "")


@pytest.mark.parametrize("at", [30, 1_000, -1])
def test_one_changed_byte_is_found(at: int) -> None:
    sealed, key = _sealed()
    broken = bytearray(sealed)
    broken[at] ^= 1
    with pytest.raises(DamagedAgeFile):
        key.open_once(BytesIO(bytes(broken)), BytesIO())


@pytest.mark.parametrize("size", [-1, -70_000])
def test_a_file_that_is_cut_short_is_found(size: int) -> None:
    sealed, key = _sealed()
    with pytest.raises(DamagedAgeFile):
        key.open_once(BytesIO(sealed[:size]), BytesIO())


def test_another_file_to_the_same_owner_is_not_this_one() -> None:
    _, key = _sealed()
    other, _ = _sealed()
    with pytest.raises(DamagedAgeFile):
        key.open_once(BytesIO(other), BytesIO())
