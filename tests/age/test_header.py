from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.age.header import Stanza, read_header, serialize_mac, serialize_unauthenticated
from vault.errors import AgeError, DamagedAgeFile, NewerAgeVersion, NotAgeFile

_words = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)
_stanzas = st.builds(
    Stanza,
    type=_words,
    arguments=st.lists(_words, max_size=4).map(tuple),
    body=st.binary(max_size=150) | st.sampled_from([bytes(48), bytes(96)]),
)
_ONE = Stanza(type="X25519", arguments=("a", "b"), body=bytes(50))
_MAC = bytes(range(32))


def _serialize(stanzas: list[Stanza], mac: bytes = _MAC) -> bytes:
    return serialize_unauthenticated(stanzas) + serialize_mac(mac)


@given(st.lists(_stanzas, min_size=1, max_size=4), st.binary(max_size=20))
def test_round_trip_reads_not_one_byte_more(stanzas: list[Stanza], payload: bytes) -> None:
    source = BytesIO(_serialize(stanzas) + payload)
    header = read_header(source)
    assert list(header.stanzas) == stanzas
    assert header.mac == _MAC
    assert header.authenticated == serialize_unauthenticated(stanzas)
    assert source.read() == payload


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotAgeFile),
        (b"\n", NotAgeFile),
        (b"PK\x03\x04 a zip file", NotAgeFile),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n", NotAgeFile),
        (b"ages-encryption.org/v1\n", NotAgeFile),
        (b"\x00" * 3_000_000, NotAgeFile),
        (b"age-encryption.org/v2\n-> X25519 a\n", NewerAgeVersion),
        (b"age-encryption.org/v10\n", NewerAgeVersion),
        (b"age-encryption.org/v01\n", DamagedAgeFile),
        (b"age-encryption.org/v2", DamagedAgeFile),
        (b"age-encryption.org/v1\r\n", DamagedAgeFile),
        (b"age-encryption.org/v1", DamagedAgeFile),
        (b"age-encry", DamagedAgeFile),
        (b"age-encryption.org/v1\n", DamagedAgeFile),
    ],
)
def test_the_first_line_tells_what_it_is(content: bytes, error: type[AgeError]) -> None:
    with pytest.raises(error):
        read_header(BytesIO(content))


@pytest.mark.parametrize(
    "content",
    [
        _serialize([]),
        _serialize([_ONE], mac=bytes(31)),
        _serialize([_ONE], mac=bytes(33)),
        _serialize([_ONE]).replace(b"\n", b"\r\n"),
        _serialize([_ONE]).replace(b"X25519 ", b"X25519  "),
        _serialize([_ONE]).replace(b"X25519 ", b"X25519\xff"),
        _serialize([_ONE]).replace(b"AAA\n---", b"AAB\n---"),
        _serialize([_ONE]).replace(b"AAA\n---", b"AA=\n---"),
        _serialize([_ONE]).rstrip(b"\n"),
    ],
    ids=range(9),
)
def test_there_is_one_way_to_write_a_header(content: bytes) -> None:
    with pytest.raises(DamagedAgeFile) as caught:
        read_header(BytesIO(content))
    assert caught.value.args == ("header",)


def test_an_endless_header_is_refused() -> None:
    stanza = Stanza(type="grease", arguments=(), body=bytes(700_000))
    read_header(BytesIO(_serialize([stanza])))
    source = BytesIO(_serialize([stanza, stanza]))
    with pytest.raises(DamagedAgeFile):
        read_header(source)
    assert source.tell() <= 1 << 20


def test_repr_shows_no_body() -> None:
    assert repr(_ONE) == "Stanza(type='X25519', arguments=('a', 'b'))"
