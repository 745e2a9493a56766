"""Marks that a note's own text cannot forge."""

from hypothesis import given
from hypothesis import strategies as st

from vault.search.snippet import HIT_CLOSES, HIT_OPENS, Marks, shown

MARKS = Marks(opens="<0>", closes="</0>")


def test_hits_are_marked_on_one_line() -> None:
    raw = "…she felt\n\n<0>panic</0> and\tmore <0>panic</0>"
    expected = f"…she felt {HIT_OPENS}panic{HIT_CLOSES} and more {HIT_OPENS}panic{HIT_CLOSES}"
    assert shown(raw, MARKS) == expected


def test_the_notes_own_isolates_are_left_out() -> None:
    raw = "\u2067a\u2069 \u2068b\u2069 <0>c</0> \u2066d"
    assert shown(raw, MARKS) == f"a b {HIT_OPENS}c{HIT_CLOSES} d"


def test_a_hit_keeps_the_vowel_signs_that_end_it() -> None:
    # The tokenizer ends a word before them; a mark in between would draw a dotted circle.
    assert shown("x <0>दुनिय</0>ा y", MARKS) == f"x {HIT_OPENS}दुनिया{HIT_CLOSES} y"


def test_marks_are_new_each_time() -> None:
    assert Marks.random() != Marks.random()


@given(before=st.text(), hit=st.text(), after=st.text())
def test_one_hit_gives_one_pair_of_marks(before: str, hit: str, after: str) -> None:
    marks = Marks.random()
    snippet = shown(f"{before}{marks.opens}{hit}{marks.closes}{after}", marks)
    assert snippet.count(HIT_OPENS) == snippet.count(HIT_CLOSES) == 1
    assert snippet.index(HIT_OPENS) < snippet.index(HIT_CLOSES)
