"""Passphrases: strength, generated words, and the bytes a typed one stands for."""

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from vault.errors import InvalidValue, WeakPassphrase
from vault.keys.passphrases import generate_words, normalize, require_strong, strength


@pytest.mark.parametrize(
    "passphrase", ["", "a", "password", "Casekeep1", "12345678901234567890", "qwertyuiop"]
)
def test_weak_passphrases_are_refused(passphrase: str) -> None:
    assert strength(passphrase) < 4
    with pytest.raises(WeakPassphrase) as caught:
        require_strong(passphrase)
    assert not caught.value.args


def test_strong_passphrases_pass() -> None:
    require_strong("moss rivet candle ostrich plum")
    require_strong("Übergrößenträger zählen 7 Äpfel")


def test_long_passphrases_are_measured_not_refused() -> None:
    assert strength("a" * 10_000) < 4
    assert strength("moss rivet candle ostrich plum " * 400) == 4


@given(st.text(max_size=100))
def test_any_text_has_a_strength(passphrase: str) -> None:
    assert 0 <= strength(passphrase) <= 4


def test_generated_words_are_strong_and_from_the_list() -> None:
    listed = {
        line.split()[1]
        for line in resources.read("words/eff_large_wordlist.txt").decode().splitlines()
    }
    assert 6 * math.log2(len(listed)) > 77
    passphrase = generate_words()
    words = passphrase.split(" ")
    assert len(words) == 6
    assert set(words) <= listed
    require_strong(passphrase)
    assert len(generate_words(8).split(" ")) == 8


def test_words_are_drawn_evenly_from_the_whole_list() -> None:
    drawn = generate_words(20_000).split(" ")
    # 7,776 words drawn from 20,000 times: 92.4 % are met, give or take 0.3 %.
    assert 0.90 < len(set(drawn)) / 7776 < 0.95


def test_fewer_than_six_words_are_no_passphrase() -> None:
    with pytest.raises(ValueError, match="six"):
        generate_words(5)


def test_the_two_ways_to_type_an_accent_are_one_passphrase() -> None:
    composed, decomposed = "Zoë ﬁnds Ångström", unicodedata.normalize("NFD", "Zoë ﬁnds Ångström")
    assert composed != decomposed
    assert normalize(composed) == normalize(decomposed) == composed.encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a b", "a b"),
        (" a ", " a "),
        ("a\n", "a"),
        ("a\r\n", "a"),
        ("a\n\n", "a\n"),
        ("\na", "\na"),
        ("a\r", "a\r"),
    ],
)
def test_only_one_line_end_is_dropped(typed: str, kept: str) -> None:
    assert normalize(typed) == kept.encode()


@given(st.text(max_size=50))
def test_normalizing_twice_changes_nothing_but_line_ends(typed: str) -> None:
    once = normalize(typed + "x").decode()
    assert normalize(once).decode() == once


def test_text_without_utf8_is_refused_without_showing_it() -> None:
    with pytest.raises(InvalidValue) as caught:
        normalize("secret\udcff")
    assert caught.value.field == "passphrase"
    assert caught.value.__context__ is None
