"""The recovery sheet's text: what is printed is what can be typed back."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import SheetLineError
from vault.keys.recovery_sheet import (
    LINE_COUNT,
    PREFIX,
    check_line,
    read_sheet,
    sheet_lines,
)

BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
IDENTITY = PREFIX + (BECH32 * 2)[:58]
FINGERPRINT = bytes(range(100, 132))

identities = st.text(alphabet=BECH32, min_size=58, max_size=58).map(PREFIX.__add__)
fingerprints = st.binary(min_size=32, max_size=32)


def _typed(identity: str = IDENTITY, fingerprint: bytes = FINGERPRINT) -> list[str]:
    return [line.text for line in sheet_lines(identity, fingerprint).lines]


def test_the_lines_have_the_shape_of_the_sheet() -> None:
    sheet = sheet_lines(IDENTITY, FINGERPRINT)
    assert sheet.prefix == "AGE-SECRET-KEY-PQ-1"
    assert [line.number for line in sheet.lines] == [1, 2, 3, 4, 5]
    assert [len(line.characters) for line in sheet.lines] == [16, 16, 16, 10, 16]
    assert sheet.lines[3].groups == ("S3JN", "54KH", "CE")
    assert all(len(line.check) == 2 for line in sheet.lines)
    assert sheet.prefix + "".join(line.characters for line in sheet.lines[:4]) == IDENTITY


def test_check_characters_as_the_page_of_instructions_defines_them() -> None:
    """Reckoned anew from the definition, bit by bit, without the product's code."""
    for line in sheet_lines(IDENTITY, FINGERPRINT).lines:
        digest = hashlib.sha256(f"{line.number}:{line.characters}".encode("ascii")).digest()
        bits = "".join(f"{byte:08b}" for byte in digest)[:10]
        assert line.check == BECH32[int(bits[:5], 2)] + BECH32[int(bits[5:], 2)]


def test_known_sheet_never_changes() -> None:
    assert _typed() == [
        "QPZR Y9X8 GF2T VDW0 U0",
        "S3JN 54KH CE6M UA7L K0",
        "QPZR Y9X8 GF2T VDW0 9T",
        "S3JN 54KH CE XL",
        "V3JK VEMG D94X KMRD E6",
    ]


@given(identities, fingerprints)
def test_what_is_printed_reads_back(identity: str, fingerprint: bytes) -> None:
    secret = read_sheet(_typed(identity, fingerprint))
    assert secret.identity_text == identity
    assert secret.fingerprint_start == fingerprint[:10]


def _scruffy(line: str) -> str:
    return "  " + line.lower().replace(" ", " – ").replace("0", "o").replace("8", "b") + "\t"


@given(identities, fingerprints)
def test_untidy_typing_reads_the_same(identity: str, fingerprint: bytes) -> None:
    lines = _typed(identity, fingerprint)
    expected = read_sheet(lines).identity_text
    variants = [
        [_scruffy(line) for line in lines],
        [line.replace(" ", "") for line in lines],
        [line.replace(" ", "-") for line in lines],
        [line.replace("L", "1") for line in lines],
        [line.replace("L", "i") for line in lines],
        [f"{number}  {line}" for number, line in enumerate(lines, start=1)],
        [PREFIX + lines[0], *lines[1:]],
        [f"1: {PREFIX.lower()} {lines[0]}", *lines[1:]],
    ]
    for typed in variants:
        assert read_sheet(typed).identity_text == expected


def test_letters_of_the_prefix_may_begin_a_line() -> None:
    data = "AGESECRETKEYPQLL" + "Q" * 42
    assert read_sheet(_typed(PREFIX + data)).identity_text == PREFIX + data


@given(identities, st.integers(1, 5), st.integers(0, 17), st.sampled_from(BECH32))
def test_a_mistyped_letter_names_its_line(identity: str, number: int, at: int, letter: str) -> None:
    lines = [line.replace(" ", "") for line in _typed(identity)]
    line = lines[number - 1]
    at %= len(line)
    typed = line[:at] + letter + line[at + 1 :]
    if typed == line or _check_by_definition(number, typed[:-2]) == typed[-2:]:
        return
    lines[number - 1] = typed
    with pytest.raises(SheetLineError) as caught:
        read_sheet(lines)
    assert caught.value.line == number
    with pytest.raises(SheetLineError):
        check_line(number, typed)


def _check_by_definition(number: int, letters: str) -> str:
    digest = hashlib.sha256(f"{number}:{letters}".encode("ascii")).digest()
    return BECH32[digest[0] >> 3] + BECH32[(digest[0] & 7) << 2 | digest[1] >> 6]


def test_nearly_every_slip_is_seen() -> None:
    """Ten bits miss one slip in 1,024; the identity's own checksum stands behind them."""
    line = _typed()[0].replace(" ", "")
    slips = [line[:i] + letter + line[i + 1 :] for i in range(18) for letter in BECH32]
    slips += [line[:i] + line[i + 1] + line[i] + line[i + 2 :] for i in range(17)]
    missed = [typed for typed in slips if typed != line and _passes(1, typed)]
    assert len(missed) <= 3


def _passes(number: int, typed: str) -> bool:
    try:
        check_line(number, typed)
    except SheetLineError:
        return False
    return True


def test_the_first_wrong_line_is_named() -> None:
    lines = _typed()
    lines[1] = lines[3] = "nonsense"
    with pytest.raises(SheetLineError) as caught:
        read_sheet(lines)
    assert caught.value.line == 2


def test_lines_in_another_order_are_refused() -> None:
    lines = _typed()
    with pytest.raises(SheetLineError) as caught:
        read_sheet([lines[1], lines[0], *lines[2:]])
    assert caught.value.line == 1


@pytest.mark.parametrize(("count", "wrong"), [(0, 1), (3, 4), (4, 5), (6, 6)])
def test_a_missing_or_extra_line_is_named(count: int, wrong: int) -> None:
    lines = [*_typed(), "one more"]
    with pytest.raises(SheetLineError) as caught:
        read_sheet(lines[:count])
    assert caught.value.line == wrong


@given(st.lists(st.text(max_size=30), max_size=7))
def test_any_text_is_answered_with_a_line(lines: list[str]) -> None:
    with pytest.raises(SheetLineError) as caught:
        read_sheet(lines)
    assert 1 <= caught.value.line <= LINE_COUNT + 1


@pytest.mark.parametrize(
    "typed", ["", " ", "QPZR", "ÅPZR Y9X8 GF2T VDW0 ЖЖ", "?" * 18, "Q" * 10_000]
)
@pytest.mark.parametrize("number", [-1, 0, 1, 4, 5, 6])
def test_check_line_refuses(number: int, typed: str) -> None:
    with pytest.raises(SheetLineError) as caught:
        check_line(number, typed)
    assert caught.value.line == number


@pytest.mark.parametrize(
    "identity",
    ["", PREFIX, IDENTITY[:-1], IDENTITY + "Q", IDENTITY.lower(), "AGE-SECRET-KEY-1" + "Q" * 58],
)
def test_only_a_hybrid_identity_goes_on_a_sheet(identity: str) -> None:
    with pytest.raises(ValueError, match="hybrid identity") as caught:
        sheet_lines(identity, FINGERPRINT)
    assert "QPZ" not in str(caught.value)


def test_a_fingerprint_has_ten_bytes() -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        sheet_lines(IDENTITY, bytes(9))


def test_repr_shows_no_secret() -> None:
    sheet = sheet_lines(IDENTITY, FINGERPRINT)
    shown = repr(sheet) + repr(sheet.lines) + repr(read_sheet(_typed()))
    assert not re.search(f"[{BECH32}]{{4}}", shown)
