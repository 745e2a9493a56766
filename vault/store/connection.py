"""One way to open the database. The only module that imports ``sqlcipher3``.

The settings below were measured, not guessed; ``docs/design-notes.md`` has the reasons.
The raw connection never leaves this module: its methods pass any authorizer.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher

from vault.errors import (
    Cancelled,
    DamagedVault,
    DiskFull,
    ReadOnlyFolder,
    RecordInherited,
    RuleBroken,
    StorageFailed,
    VaultError,
)
from vault.store import atomic, authorizing
from vault.store.database_key import DatabaseKey
from vault.store.right_of_way import RightOfWay

APPLICATION_ID = 0x43617365  # "Case"

Value = str | int | float | bytes | None
Parameters = Sequence[Value] | Mapping[str, Value]
Row = Any  # sqlcipher3.Row: by position, by column name, ``keys()``

CONTRACT = (
    "cipher_memory_security = ON",
    "secure_delete = ON",
    "journal_mode = TRUNCATE",
    "synchronous = EXTRA",
    "locking_mode = EXCLUSIVE",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # without it REPLACE deletes a signed note past its trigger
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "cache_size = 512",  # pages, 2 MB: with 8 no query of Find was quicker
    "cache_spill = 2000",  # what is written waits for the commit as long as it did with 8
)

_UNREAD = ("journal_mode = OFF", "synchronous = OFF")  # nobody reads it before it is whole, fsynced
# What a backup's cache holds is written all at once, at the end: so it holds little.
_UNREAD_YET = (
    *("cipher_memory_security = ON", "secure_delete = ON"),
    *(*_UNREAD, "cache_size = 128"),
)
# What a cache holds is wiped when the file is closed, and every other thread waits: 1 MB, not 8.
_SMALL_CACHE = "cache_size = 256"
_STEP_PAGES = 64  # 1.6 ms each; tests/backup/test_saving_meanwhile.py measures what a save waits
# A full cache of the driver's evicts what came last: a new statement is parsed at each use then,
# with hundreds of locked allocations. The whole program has fewer statements than this.
_KEPT_STATEMENTS = 1_000
_PROGRESS_STEPS = 1000
_PAUSE_STEPS = 20  # a check of a full-text index does a great deal in each


# What the triggers say of records in custody: no service of theirs can forget to ask.
_INHERITED = "inherited records are read-only"


def _translated(error: sqlcipher.Error) -> VaultError:
    text = str(error)
    if isinstance(error, sqlcipher.IntegrityError):
        return RecordInherited() if text == _INHERITED else RuleBroken(text)
    if "interrupted" in text:
        return Cancelled()
    if "disk is full" in text:
        return DiskFull("database")
    if "readonly database" in text:
        return ReadOnlyFolder("database")
    if "malformed" in text or "not a database" in text or "corruption" in text:
        return DamagedVault("records")
    return StorageFailed("database")


def _is_bug(error: sqlcipher.Error) -> bool:
    """Return whether ``error`` is a mistake in our own SQL: it stays a Python exception."""
    if isinstance(error, sqlcipher.ProgrammingError | sqlcipher.InterfaceError):
        return True
    text = str(error)
    wrong = (
        "no such",
        "syntax error",
        "not authorized",
        "authorization denied",
        "prohibited",
        "has no column",
        "ambiguous",
    )
    return any(word in text for word in wrong)


@contextmanager
def _boundary() -> Iterator[None]:
    try:
        yield
    except sqlcipher.Error as error:
        if _is_bug(error):
            raise
        raise _translated(error) from error


class Connection:
    """The database of an unlocked vault, used by one thread at a time.

    Every method raises ``DamagedVault``, ``DiskFull``, ``ReadOnlyFolder``, ``StorageFailed``
    or, where a constraint or trigger refuses, ``RuleBroken``.
    """

    def __init__(self, raw: sqlcipher.Connection) -> None:
        self._raw = raw
        self.right_of_way = RightOfWay()
        """Says to other threads whether a transaction is open here."""

    def all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Return all rows."""
        with _boundary():
            return list(self._raw.execute(sql, parameters).fetchall())

    def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Return the first row, or ``None``."""
        with _boundary():
            return self._raw.execute(sql, parameters).fetchone()

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Return the first column of the first row, or ``None``."""
        row = self.one(sql, parameters)
        return None if row is None else row[0]

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Yield rows one by one, for tables of any size."""
        with _boundary():
            yield from self._raw.execute(sql, parameters)

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Execute a statement; return the id of the row it inserted, if it did."""
        with _boundary():
            return int(self._raw.execute(sql, parameters).lastrowid or 0)

    def count(self, sql: str, parameters: Parameters = ()) -> int:
        """Execute a statement; return how many rows it changed."""
        with _boundary():
            return int(self._raw.execute(sql, parameters).rowcount)

    def many(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """Execute a statement once for each set of parameters."""
        with _boundary():
            self._raw.executemany(sql, parameters)

    def script(self, sql: str) -> None:
        """Execute several statements (a migration); only on an ungated connection."""
        with _boundary():
            self._raw.executescript(sql)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self._raw.in_transaction)

    @contextmanager
    def cancellable(self, is_cancelled: Callable[[], bool]) -> Iterator[None]:
        """Let the queries inside end with ``Cancelled`` once ``is_cancelled`` says so.

        For reading only: an interrupted write would roll its whole transaction back.
        """
        self._raw.set_progress_handler(lambda: int(is_cancelled()), _PROGRESS_STEPS)
        try:
            yield
        finally:
            self._raw.set_progress_handler(None, _PROGRESS_STEPS)

    @contextmanager
    def interrupted_by(self, pause: Callable[[], None]) -> Iterator[None]:
        """Call ``pause`` again and again while a statement inside runs, each millisecond or so.

        For reading only, as ``cancellable``.
        """

        def step() -> int:
            pause()
            return 0

        self._raw.set_progress_handler(step, _PAUSE_STEPS)
        try:
            yield
        finally:
            self._raw.set_progress_handler(None, _PAUSE_STEPS)

    @contextmanager
    def writing_only(self, tables: frozenset[str]) -> Iterator[None]:
        """Let statements inside write to ``tables`` alone; another is a bug of ours and raises."""
        self._raw.set_authorizer(authorizing.writing_only(tables))
        try:
            yield
        finally:
            self._raw.set_authorizer(authorizing.authorize)

    @contextmanager
    def writing_copy(self, target: Path, key: DatabaseKey) -> Iterator[None]:
        """Let statements inside write to the new database ``target``, under the name ``copy``.

        Whole tables go over eight times as fast as by Python, row for row. Ungated meanwhile: what
        runs inside is the switch's, and no text of a person's. Nobody reads ``target`` before its
        maker made it durable. Not inside a transaction.
        """
        with _boundary():
            self._raw.set_authorizer(None)
            try:
                self._raw.execute("PRAGMA foreign_keys = OFF")
                self._attach(target, key)
                try:
                    for setting in _UNREAD:
                        self._raw.execute(f"PRAGMA copy.{setting}").fetchall()
                    yield
                finally:
                    self._raw.execute("DETACH DATABASE copy")
            finally:
                try:
                    self._raw.execute("PRAGMA foreign_keys = ON")
                finally:
                    self._raw.set_authorizer(authorizing.authorize)

    def _attach(self, target: Path, key: DatabaseKey) -> None:
        named = (_uri(target, "rw"), key.pragma_text)  # bound, so that no error repeats the key
        try:
            self._raw.execute("ATTACH DATABASE ? AS copy KEY ?", named)
        except sqlcipher.OperationalError:
            raise StorageFailed("database") from None  # what the driver says names the folder

    def check(self) -> None:
        """Read the whole file: b-trees, foreign keys, pages' HMACs. Raises ``DamagedVault``."""
        self.check_structure()
        self.check_pages()

    def check_structure(self) -> None:
        """Read b-trees, indexes and foreign keys. Raises ``DamagedVault``."""
        sound = [tuple(row) for row in self.all("PRAGMA integrity_check")] == [("ok",)]
        if not sound or self.all("PRAGMA foreign_key_check"):
            raise DamagedVault("records")

    def check_pages(self) -> None:
        """Read every page's HMAC, of those in use and of those that are free alike.

        Raises ``DamagedVault``.
        """
        if self.all("PRAGMA cipher_integrity_check"):
            raise DamagedVault("records")

    def backup_to(
        self,
        target: Path,
        key: DatabaseKey,
        between_steps: Callable[[int, int], None],
        finish: Callable[["Connection"], None],
    ) -> None:
        """Copy the whole database to a new file under a key of its own, in steps of 64 pages.

        ``between_steps`` is called between two of them with the pages done and all pages. It may
        write to this connection, whole transactions at a time: they are in the copy. What it
        raises ends the copying; the caller removes the file then, and makes it durable otherwise.
        ``finish`` may change the whole copy before it is closed; what it removes is overwritten.
        """
        _touch(target)
        with _boundary():
            copy = sqlcipher.connect(_uri(target, "rw"), uri=True, isolation_level=None)
            try:
                copy.execute("PRAGMA cipher_log_level = NONE")
                copy.execute(f'PRAGMA key = "{key.pragma_text}"')
                for setting in _UNREAD_YET:
                    copy.execute(f"PRAGMA {setting}").fetchall()
                self._raw.backup(copy, pages=_STEP_PAGES, progress=self._step(between_steps))
                finish(Connection(copy))
            finally:
                copy.close()

    def _step(self, between_steps: Callable[[int, int], None]) -> Callable[[int, int, int], None]:
        def step(_status: int, remaining: int, total: int) -> None:
            if not remaining:
                return  # the copy is whole: what is written from here on is not in it
            between_steps(total - remaining, total)
            if self._raw.in_transaction:  # the next step would wait for its end for ever
                raise RuntimeError("a transaction was left open between two steps of a backup")

        return step

    def close(self) -> None:
        """Close the file. Harmless when closed before."""
        with _boundary():
            self._raw.close()


def _uri(path: Path, mode: str) -> str:
    # as bytes: a folder from another system may have a name that is no UTF-8
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"


def _connect(
    path: Path, key: DatabaseKey, mode: str, *, is_gated: bool, settings: Iterable[str] = CONTRACT
) -> Connection:
    raw = sqlcipher.connect(
        _uri(path, mode),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_KEPT_STATEMENTS,
    )
    try:
        raw.row_factory = sqlcipher.Row
        raw.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr
        raw.execute(f'PRAGMA key = "{key.pragma_text}"')
        for setting in settings:
            raw.execute(f"PRAGMA {setting}").fetchall()
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if is_gated:
            raw.enable_load_extension(False)
            raw.set_authorizer(authorizing.authorize)
    except BaseException:
        raw.close()
        raise
    return Connection(raw)


def open_database(path: Path, key: DatabaseKey, *, is_gated: bool = True) -> Connection:
    """Open an existing database under the connection contract.

    Raises ``DamagedVault`` for a missing or empty file (never makes a new one), for a wrong
    key and for a file that is not a database. Only the switch asks for an ungated one.
    """
    return _open(path, key, "rw", is_gated=is_gated)


def open_unchanging(path: Path, key: DatabaseKey) -> Connection:
    """Open a backup's database to read it: no lock, no journal, on a read-only medium as well.

    A journal that somebody put beside it is not rolled back. Raises as ``open_database`` does.
    """
    return _open(path, key, "ro&immutable=1", is_gated=True, settings=(*CONTRACT, _SMALL_CACHE))


def _open(
    path: Path, key: DatabaseKey, mode: str, *, is_gated: bool, settings: Iterable[str] = CONTRACT
) -> Connection:
    if not path.is_file() or path.stat().st_size == 0:
        raise DamagedVault("records")
    with _boundary():
        connection = _connect(path, key, mode, is_gated=is_gated, settings=settings)
        if connection.value("PRAGMA application_id") != APPLICATION_ID:
            connection.close()
            raise DamagedVault("records")
        return connection


def _touch(path: Path) -> None:
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise
    except OSError as error:
        raise atomic.storage_error(error) from error


def create_database(path: Path, key: DatabaseKey) -> Connection:
    """Create a database for the switch or a new vault; ungated. Raises ``FileExistsError``."""
    _touch(path)
    with _boundary():
        connection = _connect(path, key, "rw", is_gated=False)
        connection.run(f"PRAGMA application_id = {APPLICATION_ID}")
        return connection
