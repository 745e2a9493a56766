"""Bech32 (BIP 173) without its length limit: the text form of age identities and recipients."""

from collections.abc import Iterable

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH = 6


def encode(prefix: str, data: bytes) -> str:
    """Return ``data`` as Bech32 in lower case, with ``prefix`` before the separator."""
    prefix = prefix.lower()
    values, rest, rest_bits = _regroup(data, 8, 5)
    if rest_bits:
        values.append(rest << 5 - rest_bits)
    return prefix + "1" + "".join(LETTERS[v] for v in values + _checksum(prefix, values))


def decode(text: str) -> tuple[str, bytes]:
    """Return the prefix as written and the bytes.

    Raises ``ValueError``, which never quotes ``text``: it may be a secret.
    """
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("invalid character")
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    prefix, _, letters = text.rpartition("1")
    if not prefix or len(letters) < _CHECKSUM_LENGTH:
        raise ValueError("no prefix or no checksum")
    values = _letter_values(letters.lower())
    if _polymod([*_expand(prefix.lower()), *values]) != 1:
        raise ValueError("wrong checksum")
    return prefix, _to_bytes(values[:-_CHECKSUM_LENGTH])


def _letter_values(letters: str) -> list[int]:
    if not all(letter in _VALUES for letter in letters):
        raise ValueError("invalid character")
    return [_VALUES[letter] for letter in letters]


def _to_bytes(values: list[int]) -> bytes:
    data, rest, rest_bits = _regroup(values, 5, 8)
    if rest or rest_bits >= 5:
        raise ValueError("invalid padding")
    return bytes(data)


def _regroup(items: Iterable[int], width: int, wanted: int) -> tuple[list[int], int, int]:
    """Return the whole groups of ``wanted`` bits, the bits left over, and how many they are."""
    pool, bits, groups = 0, 0, []
    for item in items:
        pool, bits = pool << width | item, bits + width
        while bits >= wanted:
            bits -= wanted
            groups.append(pool >> bits)
            pool &= (1 << bits) - 1
    return groups, pool, bits


def _checksum(prefix: str, values: list[int]) -> list[int]:
    sum_ = _polymod([*_expand(prefix), *values, *[0] * _CHECKSUM_LENGTH]) ^ 1
    return [sum_ >> 5 * (5 - i) & 31 for i in range(_CHECKSUM_LENGTH)]


def _expand(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [*(code >> 5 for code in codes), 0, *(code & 31 for code in codes)]


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            if top >> bit & 1:
                check ^= generator
    return check
