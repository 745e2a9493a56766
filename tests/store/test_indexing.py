"""Building full-text indexes: whole in whatever order the rows come, and no burden to a save."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.errors import Cancelled, DamagedVault
from vault.store import indexing
from vault.store.connection import Connection, create_database, open_database
from vault.store.database_key import DatabaseKey

KEY = DatabaseKey(b"k" * 32, b"s" * 16)
ROWS = 1_600
SAVES = 120
MAKE_INDEX = "CREATE VIRTUAL TABLE words USING fts5 (body, content = 'text', content_rowid = 'key')"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def database(path: Path) -> Iterator[Connection]:
    """Texts whose keys stand in no order, and an index of them that is empty yet."""
    connection = create_database(path, KEY)
    connection.run("CREATE TABLE text (id INTEGER PRIMARY KEY, key INTEGER UNIQUE, body TEXT)")
    connection.run("BEGIN")
    connection.many(
        "INSERT INTO text VALUES (?, ?, ?)",
        [(n, n * 7 % 1_601, _text(n)) for n in range(1, ROWS + 1)],
    )
    connection.run(MAKE_INDEX)
    connection.run("COMMIT")
    yield connection
    connection.close()


def _text(number: int) -> str:
    many = " ".join(f"w{number * step % 30_011}" for step in range(1, 40))
    return f"heron word{number} {many}"


def _build(database: Connection) -> list[tuple[str, int, int]]:
    steps: list[tuple[str, int, int]] = []
    indexing.build(database, lambda *step: steps.append(step))
    return steps


def _pages(database: Connection) -> set[int]:
    """Return the numbers of the index's pages; a merge gives what it writes new ones."""
    return {row[0] for row in database.all("SELECT id FROM words_data WHERE id > 10")}


def test_every_row_is_in_the_index_once(database: Connection) -> None:
    _build(database)
    indexing.check(database)
    found = "SELECT count(*) FROM words WHERE words MATCH ?"
    assert database.value(found, ("heron",)) == ROWS
    assert database.value(found, ("word1234",)) == 1


def test_the_index_is_one_segment_with_the_settings_that_it_came_with(database: Connection) -> None:
    _build(database)
    assert database.value("SELECT count(DISTINCT segid) FROM words_idx") == 1
    settings = {row["k"]: row["v"] for row in database.all("SELECT k, v FROM words_config")}
    assert settings["hashsize"] == 1 << 20
    assert (settings["automerge"], settings["crisismerge"]) == (4, 16)


def test_no_later_save_has_to_merge_what_was_built(database: Connection) -> None:
    """Near the saves it would be merged within one of them: seconds, in a large practice."""
    _build(database)
    built = _pages(database)
    for number in range(SAVES):
        later = 10_000 + number
        database.run("INSERT INTO words (rowid, body) VALUES (?, ?)", (later, _text(later)))
    assert built <= _pages(database)


def test_it_says_how_far_it_is_and_can_be_cancelled(database: Connection) -> None:
    def cancel(_name: str, done: int, _total: int) -> None:
        if done:
            raise Cancelled()

    with pytest.raises(Cancelled):
        indexing.build(database, cancel)
    database.run("ROLLBACK")
    steps = _build(database)
    assert len(steps) > 5
    assert steps[-1] == ("index", ROWS, ROWS)
    assert steps == sorted(steps)


def test_it_is_checked_while_others_read(database: Connection, path: Path) -> None:
    """The check that runs beside reads the file as long as this one does."""
    _build(database)
    database.close()
    reader, checker = open_database(path, KEY), open_database(path, KEY)
    try:
        assert reader.value("SELECT count(*) FROM text") == ROWS
        indexing.check(checker)
        assert reader.value("SELECT count(*) FROM text") == ROWS
    finally:
        reader.close()
        checker.close()


@pytest.mark.parametrize(
    "damage", ("DELETE FROM text WHERE id = 77", "UPDATE text SET body = 'egret' WHERE id = 77")
)
def test_an_index_that_says_something_else_than_its_rows_is_refused(
    database: Connection, damage: str
) -> None:
    _build(database)
    database.run(damage)
    with pytest.raises(DamagedVault):
        indexing.check(database)


def test_an_index_must_say_where_its_words_are(database: Connection) -> None:
    database.run("CREATE VIRTUAL TABLE loose USING fts5 (body)")
    with pytest.raises(RuntimeError, match="loose"):
        indexing.build(database, lambda *_: None)
