import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.age import bech32

# BIP 173, "valid Bech32", those that hold whole bytes; the values are what the data part says.
_VALID = ["A12UEL5L", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"]
_INVALID = {
    "wrong checksum": "A1G7SGD8",
    "empty prefix": "1qzzfhee",
    "no separator": "pzry9x0s0muk",
    "letter that is none": "x1b4n0q5v",
    "checksum too short": "li1dgmt3",
    "mixed case": "A12uEL5L",
    "control character": "\x201nwldj5",
    "not ASCII": "\x801eym55h",
    "Kelvin sign, whose lower case is k": _VALID[1].upper().replace("K", "\u212a"),
    "nothing": "",
}


def test_the_published_vectors() -> None:
    assert bech32.decode(_VALID[0]) == ("A", b"")
    prefix, data = bech32.decode(_VALID[1])
    assert (prefix, data.hex()) == ("abcdef", "00443214c74254b635cf84653a56d7c675be77df")
    assert bech32.encode(prefix, data) == _VALID[1]


@pytest.mark.parametrize("reason", _INVALID)
def test_malformed_text_is_refused(reason: str) -> None:
    with pytest.raises(ValueError):
        bech32.decode(_INVALID[reason])


def test_bits_left_over_must_be_zero() -> None:
    """``?1...`` with five or more bits, or bits that are not zero, has two ways to be written."""
    for values in ([0, 1], [0]):
        letters = [bech32.LETTERS[value] for value in values + bech32._checksum("a", values)]
        with pytest.raises(ValueError, match="padding"):
            bech32.decode("a1" + "".join(letters))


@given(st.binary(max_size=1300), st.sampled_from(["age", "age1pq", "age-secret-key-pq-"]))
def test_round_trip(data: bytes, prefix: str) -> None:
    text = bech32.encode(prefix, data)
    assert bech32.decode(text) == (prefix, data)
    assert bech32.decode(text.upper()) == (prefix.upper(), data)


@given(st.binary(min_size=32, max_size=32), st.data())
def test_any_one_wrong_letter_is_noticed(data: bytes, draw: st.DataObject) -> None:
    text = bech32.encode("age", data)
    place = draw.draw(st.integers(4, len(text) - 1))
    letter = draw.draw(st.sampled_from([x for x in bech32.LETTERS if x != text[place]]))
    with pytest.raises(ValueError):
        bech32.decode(text[:place] + letter + text[place + 1 :])
