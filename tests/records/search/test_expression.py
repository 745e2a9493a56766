"""Whatever is typed, FTS5 sees words and phrases, never syntax."""

from collections.abc import Iterator

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.search.expression import LONGEST_TEXT, MOST_TERMS, to_match

WORDS = ("AND", "OR", "NOT", "NEAR(", "NEAR(a b, 2)", "body:", "{body}:", "a", "b", "é")
SIGNS = ("-", "+", "^", "*", "(", ")", '"', '""', '"*', "“", "”", "'", "\\", ";", ",", " ")
UNSTORABLE = ("\0", "\ud800", "\udfff")
SYNTAX = st.sampled_from((*WORDS, *SIGNS, *UNSTORABLE))
TYPED = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(SYNTAX, max_size=12).map("".join),
    st.lists(SYNTAX, max_size=12).map(" ".join),
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlcipher.Connection]:
    connection = sqlcipher.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (body, other,"
        " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    connection.executemany(
        "INSERT INTO t (rowid, body, other) VALUES (?, ?, ?)",
        [
            (1, "panic on the bridge and near the river", "x"),
            (2, "the river; not a bridge", "y"),
            (3, "Café “Zürich”, don't panicked", "z"),
            (4, "no words asked for", "bridge"),
        ],
    )
    yield connection
    connection.close()


def found(index: sqlcipher.Connection, text: str) -> list[int]:
    rows = index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid", (to_match(text),))
    return [row[0] for row in rows]


@given(text=TYPED)
@settings(max_examples=1000, deadline=None)
def test_no_string_is_syntax(index: sqlcipher.Connection, text: str) -> None:
    match = to_match(text)
    if match is not None:
        index.execute("SELECT rowid FROM t WHERE t MATCH ?", (match,)).fetchall()
        # Outside of quotes stands nothing but the star of a prefix and blanks.
        assert set("".join(match.split('"')[::2])) <= {"*", " "}
        assert match.count('"') % 2 == 0


@given(words=st.lists(st.sampled_from(["AND", "or", "NOT", "near", "body", "café"]), min_size=1))
def test_every_word_must_be_found(words: list[str]) -> None:
    assert to_match(" ".join(words)) == " ".join(f'"{word}"*' for word in words[:MOST_TERMS])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pan", [1, 3]),
        ("p", [1, 3]),
        ("panic bridge", [1]),
        ("river NOT bridge", [2]),
        ("bridge OR zürich", []),
        ("near(river)", []),
        ("the(river)", [1, 2]),
        ("NEAR (river)", [1]),
        ("other:bridge", []),
        ("^panic", [1, 3]),
        ("pan*", [1, 3]),
        ("-bridge river", [1, 2]),
        ("cafe zurich", [3]),
        ("CAFÉ", [3]),
        ("cafe\u0301", [3]),
        ("don't", [3]),
        ('"the river"', [1, 2]),
        ('"river the"', []),
        ('"the riv"', []),
        ('"the riv', [1, 2]),
        ("“the river”", [1, 2]),
        ('bri"a bridge"', [2]),
        ("pa\0nic", []),
        ("panic\0bridge", [1]),
        ("panic \ud83d bridge", [1]),
        ("panic 🙂 — …", [1, 3]),
    ],
)
def test_what_is_found(index: sqlcipher.Connection, text: str, expected: list[int]) -> None:
    assert found(index, text) == expected


@pytest.mark.parametrize(
    "text", ["", " ", "\t\n", "\0", "\ud800", '"', '""', '" "', "-()*^:", "🙂"]
)
def test_no_word_no_expression(text: str) -> None:
    assert to_match(text) is None


def test_a_pasted_page_is_cut_short(index: sqlcipher.Connection) -> None:
    match = to_match("bridge " * 100_000)
    assert match is not None
    assert match.count('"bridge"*') == MOST_TERMS
    assert len(to_match("a" * 10_000_000) or "") == LONGEST_TEXT + 3
    assert found(index, "bridge " * 100_000) == [1, 2, 4]
    assert found(index, '"' + "the river " * 100_000) == []
