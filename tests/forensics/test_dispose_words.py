"""Canary words are found wherever they stand, whole or cut, and an index cannot hide them."""

import secrets
from pathlib import Path

import pytest

from tests.forensics import dispose_words, pages
from tests.forensics.canary_words import canary_words
from tests.forensics.pages import FileKey
from tests.tour.words import Words
from vault.store.connection import create_database
from vault.store.database_key import DatabaseKey


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_is_found_in_any_encoding_and_case(encoding: str) -> None:
    one = dispose_words.word()
    for said in (one, one.upper(), f"before{one}after"):
        parts = dispose_words.parts_in(b"\x01" + said.encode(encoding) + b"\xff")
        assert set(dispose_words.parts_of(one)) <= parts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_cut_anywhere_is_found(encoding: str) -> None:
    one = dispose_words.word()
    content = one.encode(encoding)
    for cut in range(len(content) + 1):
        parts = dispose_words.parts_in(content[:cut]) | dispose_words.parts_in(content[cut:])
        assert dispose_words.seen([one], parts) == [one], cut


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_without_its_beginning_and_cut_anywhere_is_found(encoding: str) -> None:
    """FTS5 keeps of a term what the one before it lacks, and a page may end in the rest."""
    one = dispose_words.word()
    for kept in range(1, dispose_words.PART + 1):
        content = one[kept:].encode(encoding)
        for cut in range(len(content) + 1):
            parts = dispose_words.parts_in(content[:cut]) | dispose_words.parts_in(content[cut:])
            assert dispose_words.seen([one], parts) == [one], (kept, cut)


def test_a_mark_among_the_letters_hides_no_part() -> None:
    one = "qjabcdefzxnuokzxvkpbrcda"
    assert set(dispose_words.parts_of(one)) < dispose_words.parts_in(one.encode())
    assert dispose_words.parts_in(one.encode()) - set(dispose_words.parts_of(one)) == {"zxvkpbrc"}


def test_noise_and_other_words_are_not_found() -> None:
    wanted = dispose_words.words(50)
    noise = secrets.token_bytes(1 << 20) + " ".join(dispose_words.words(50)).encode()
    assert dispose_words.seen(wanted, dispose_words.parts_in(noise)) == []


def test_no_two_words_share_a_part() -> None:
    found = dispose_words.words(500)
    assert len({part for one in found for part in dispose_words.parts_of(one)}) == 1500


def test_an_index_that_keeps_only_the_ends_of_terms_hides_no_word(tmp_path: Path) -> None:
    """FTS5 stores of a term what the one before it does not have already."""
    key = DatabaseKey(secrets.token_bytes(32), secrets.token_bytes(16))
    path = tmp_path / "records.db"
    rows = create_database(path, key)
    rows.run("CREATE VIRTUAL TABLE found USING fts5 (text, content = '', prefix = '1 2 3')")
    wanted = dispose_words.words(40)
    rows.run("BEGIN")
    for number, one in enumerate(wanted, 1):
        like = " ".join(one[:length] + "a" for length in range(dispose_words.PART))
        rows.run("INSERT INTO found (rowid, text) VALUES (?, ?)", (number, f"{like} {one}"))
    rows.run("INSERT INTO found (found) VALUES ('optimize')")
    rows.run("COMMIT")
    rows.close()
    plain = pages.read_database(path.read_bytes(), FileKey(key.key, key.salt)).whole
    assert not all(one.encode() in plain for one in wanted)  # a plain search misses some
    assert dispose_words.seen(wanted, dispose_words.parts_in(plain)) == wanted


def test_every_word_of_the_tour_about_a_client_is_a_canary() -> None:
    assert not set(Words().of_clients) & set(canary_words().of_clients)
