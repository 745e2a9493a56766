"""The second reader reads what is there, and tells of a page that was changed."""

import secrets
from pathlib import Path

import pytest

from tests.forensics import pages
from tests.forensics.pages import PAGE, FileKey
from vault.store.connection import Connection, create_database
from vault.store.database_key import DatabaseKey

WORD = "zxquillfeathercormorant"
KEY = DatabaseKey(secrets.token_bytes(32), secrets.token_bytes(16))
FILE_KEY = FileKey(KEY.key, KEY.salt)


def _filled(path: Path) -> Connection:
    rows = create_database(path, KEY)
    rows.run("CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT) STRICT")
    rows.run("CREATE VIRTUAL TABLE found USING fts5 (text)")
    rows.run("BEGIN")
    for number in range(200):
        rows.run("INSERT INTO said (text) VALUES (?)", (f"{WORD}{number} " * 40,))
        rows.run("INSERT INTO found (rowid, text) VALUES (?, ?)", (number + 1, f"{WORD}{number}"))
    rows.run("COMMIT")
    return rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.db"
    _filled(path).close()
    return path


def test_it_reads_what_is_there(file: Path) -> None:
    content = file.read_bytes()
    read = pages.read_database(content, FILE_KEY)
    assert read.damaged == ()
    assert len(read.plain) == len(content) // PAGE > 10
    whole = b"".join(read.plain)
    for number in range(200):
        assert f"{WORD}{number} ".encode() in whole
    assert WORD.encode() not in content
    assert b"CREATE TABLE said" in read.plain[0]


def test_it_agrees_with_sqlcipher_about_every_page(tmp_path: Path) -> None:
    """The second byte that SQLite writes of each page: what kind of page it is."""
    path = tmp_path / "records.db"
    rows = _filled(path)
    count = rows.value("PRAGMA page_count")
    rows.close()
    read = pages.read_database(path.read_bytes(), FILE_KEY)
    assert len(read.plain) == count
    assert {page[0] for page in read.plain[1:]} <= {0, 2, 5, 10, 13}


def test_another_key_opens_nothing(file: Path) -> None:
    content = file.read_bytes()
    for other in (
        FileKey(secrets.token_bytes(32), KEY.salt),
        FileKey(KEY.key, secrets.token_bytes(16)),
    ):
        assert not pages.opens(content, other)
        assert pages.read_database(content, other).plain == ()
    assert pages.opens(content, FILE_KEY)


@pytest.mark.parametrize("place", [0, 100, PAGE - 80, PAGE - 1])
def test_a_flipped_page_is_told(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[2 * PAGE + place] ^= 1
    read = pages.read_database(bytes(content), FILE_KEY)
    assert read.damaged == (3,)


def test_pages_that_changed_places_are_told(file: Path) -> None:
    content = file.read_bytes()
    swapped = content[:PAGE] + content[2 * PAGE : 3 * PAGE] + content[PAGE : 2 * PAGE]
    assert pages.read_database(swapped, FILE_KEY).damaged == (2, 3)


def test_a_file_cut_off_is_told(file: Path) -> None:
    content = file.read_bytes()[: -PAGE // 2]
    assert pages.read_database(content, FILE_KEY).damaged == (len(content) // PAGE + 1,)


def test_deleted_rows_are_found_on_the_freelist(tmp_path: Path) -> None:
    """What a plain DELETE leaves behind, where nothing overwrites it."""
    path = tmp_path / "records.db"
    rows = _filled(path)
    rows.run("PRAGMA secure_delete = OFF")
    rows.run("DELETE FROM said WHERE id > 5")
    assert rows.value("PRAGMA freelist_count") > 5
    rows.close()
    read = pages.read_database(path.read_bytes(), FILE_KEY)
    assert read.damaged == ()
    assert f"{WORD}150 {WORD}150".encode() in b"".join(read.plain)


def test_a_hot_journal_is_read(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    rows = _filled(path)
    rows.run("PRAGMA cache_size = 10")
    rows.run("BEGIN IMMEDIATE")
    rows.run("UPDATE said SET text = text || ' more'")
    journal = (tmp_path / "records.db-journal").read_bytes()
    rows.run("ROLLBACK")
    rows.close()
    assert pages.opens_journal(journal, FILE_KEY)
    assert not pages.opens_journal(journal, FileKey(secrets.token_bytes(32), KEY.salt))
    assert WORD.encode() in b"".join(pages.read_journal(journal, FILE_KEY).plain)
