"""The connection contract: what the authorizer denies, and what a file must be to be opened."""

import contextlib
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from vault.errors import Cancelled, DamagedVault, RuleBroken, StorageFailed, VaultError
from vault.store import schema
from vault.store.connection import Connection, create_database, open_database
from vault.store.database_key import DatabaseKey

KEY = DatabaseKey(b"k" * 32, b"s" * 16)

FORBIDDEN = (
    "ATTACH ':memory:' AS other",
    "VACUUM",
    "VACUUM INTO '/dev/null'",
    "PRAGMA rekey = 'x'",
    "PRAGMA hexrekey = '00'",
    "PRAGMA textrekey = 'x'",
    "PRAGMA KEY = 'x'",
    "PRAGMA Writable_Schema = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA secure_delete = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA user_version = 9",
    "PRAGMA application_id = 1",
    "PRAGMA cipher_plaintext_header_size = 32",
    "PRAGMA temp_store = FILE",
    "SELECT load_extension('x')",
    "SELECT LOAD_EXTENSION('x')",
    "SELECT sqlcipher_export('main')",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with our schema."""
    target = tmp_path / "records-1.db"
    connection = create_database(target, KEY)
    schema.migrate(connection)
    connection.close()
    return target


@pytest.fixture
def opened(path: Path) -> Connection:
    """The same, under the contract."""
    return open_database(path, KEY)


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_authorizer_denies(opened: Connection, sql: str) -> None:
    with pytest.raises(sqlcipher.DatabaseError, match=r"not authorized|prohibited|denied"):
        opened.all(sql)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("secure_delete", 1),
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("locking_mode", "exclusive"),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 0),
    ],
)
def test_the_contract_is_set(path: Path, pragma: str, value: object) -> None:
    ungated = open_database(path, KEY, is_gated=False)
    assert ungated.value(f"PRAGMA {pragma}") == value


def test_the_file_has_no_header_in_the_clear(path: Path) -> None:
    assert not path.read_bytes().startswith(b"SQLite")


def test_a_wrong_key_is_damage_and_makes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(DamagedVault):
        open_database(path, DatabaseKey(b"x" * 32, b"s" * 16))
    assert path.read_bytes() == before


def test_a_missing_file_is_damage_and_stays_missing(tmp_path: Path) -> None:
    with pytest.raises(DamagedVault):
        open_database(tmp_path / "records-9.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_damage_and_stays_empty(tmp_path: Path) -> None:
    (tmp_path / "records-9.db").touch()
    with pytest.raises(DamagedVault):
        open_database(tmp_path / "records-9.db", KEY)
    assert (tmp_path / "records-9.db").stat().st_size == 0


def test_a_plain_database_of_somebody_else_is_damage(tmp_path: Path) -> None:
    plain = sqlcipher.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE t (a)")
    plain.commit()
    plain.close()
    with pytest.raises(DamagedVault):
        open_database(tmp_path / "plain.db", KEY)


def test_creating_over_a_file_is_refused(path: Path) -> None:
    with pytest.raises(FileExistsError):
        create_database(path, KEY)


def test_a_second_connection_is_kept_out(path: Path, opened: Connection) -> None:
    opened.value("SELECT count(*) FROM client")
    opened.run("BEGIN IMMEDIATE")
    opened.run("COMMIT")
    second = sqlcipher.connect(path, timeout=0)
    second.execute(f'PRAGMA key = "{KEY.pragma_text}"')
    with pytest.raises(sqlcipher.OperationalError, match="locked"):
        second.execute("SELECT count(*) FROM client").fetchone()
    second.close()


def test_constraints_are_rules(opened: Connection) -> None:
    with pytest.raises(RuleBroken):
        opened.run("INSERT INTO episode (client_id, opened_on) VALUES (99, '2026-01-01')")


def test_mistakes_in_our_sql_stay_bugs(opened: Connection) -> None:
    with pytest.raises(sqlcipher.OperationalError):
        opened.all("SELECT nonsense FROM client")


def test_a_query_is_cancelled_by_its_own_token(opened: Connection) -> None:
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    )
    with pytest.raises(Cancelled), opened.cancellable(lambda: True):
        opened.value(endless)
    assert opened.value("SELECT 1") == 1


def test_a_key_shows_nothing_of_itself() -> None:
    assert "6b" not in repr(KEY)
    assert str(KEY) == "DatabaseKey()"


OTHER = DatabaseKey(b"o" * 32, b"t" * 16)


def test_rows_go_into_a_copy_under_its_own_key(opened: Connection, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    create_database(target, OTHER).close()
    with opened.writing_copy(target, OTHER):
        opened.run("CREATE TABLE copy.seen (id INTEGER PRIMARY KEY, word TEXT) STRICT")
        opened.run("INSERT INTO copy.seen VALUES (7, 'heron')")
    assert open_database(target, OTHER).value("SELECT word FROM seen WHERE id = 7") == "heron"
    with pytest.raises(DamagedVault):
        open_database(target, KEY)


@pytest.mark.parametrize("fails", ["in the middle", "no such file", None])
def test_the_gate_stands_again_after_a_copy(
    opened: Connection, tmp_path: Path, fails: str | None
) -> None:
    target = tmp_path / "full of readonly" / "copy.db"  # a name says nothing about what failed
    target.parent.mkdir()
    if fails != "no such file":
        create_database(target, OTHER).close()
    missing = contextlib.suppress(Cancelled, DamagedVault, StorageFailed)
    with missing, opened.writing_copy(target, OTHER):
        if fails == "in the middle":
            raise Cancelled()
    for sql in FORBIDDEN:
        with pytest.raises(sqlcipher.DatabaseError, match=r"not authorized|prohibited|denied"):
            opened.all(sql)
    with pytest.raises(RuleBroken):  # foreign keys count again
        opened.run("INSERT INTO episode (client_id, opened_on) VALUES (99, '2026-01-01')")
    schemas = {row["schema"] for row in opened.all("PRAGMA table_list")}
    assert schemas <= {"main", "temp"}


def test_an_error_of_a_copy_tells_no_key_and_no_place(opened: Connection, tmp_path: Path) -> None:
    with pytest.raises(VaultError) as caught, opened.writing_copy(tmp_path / "none.db", OTHER):
        raise AssertionError("there is no such file")
    said = f"{caught.value!r} {caught.value.__cause__!r}"
    assert OTHER.key.hex() not in said
    assert "none.db" not in said


def test_a_statement_is_parsed_once_however_many_came_before_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parsing costs hundreds of locked allocations; the authorizer is asked of each parsing."""
    asked: list[int] = []

    def authorize(action: int, *_: object) -> int:
        asked.append(action)
        return int(sqlcipher.SQLITE_OK)

    monkeypatch.setattr("vault.store.authorizing.authorize", authorize)
    opened = open_database(path, KEY)
    for _ in range(2):
        for number in range(300):
            opened.all(f"SELECT {number}")
    new = ("SELECT id FROM note", "SELECT id FROM client")
    for sql in (*new, *new):
        opened.all(sql)
    asked.clear()
    for sql in new:
        opened.all(sql)
    assert not asked
    opened.close()
