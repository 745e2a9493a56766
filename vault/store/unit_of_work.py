"""The one transaction idiom: commits on a clean exit, with its audit event, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from vault.audit import rows as audit_rows
from vault.audit.model import AuditDetail
from vault.changes import Changes, Kind
from vault.clock import Clock
from vault.errors import VaultError
from vault.ids import ClientId
from vault.store import registry
from vault.store.connection import Connection


class Transaction:
    """An open transaction. ``rows`` is the connection; ``now`` is one instant for all it writes."""

    def __init__(self, action: str, rows: Connection, now: datetime) -> None:
        self.action = action
        self.rows = rows
        self.now = now
        self._changed: set[Kind] = set()
        self._events = 0

    def audit(
        self, client_id: ClientId | None = None, /, **detail: str | int | bool | None
    ) -> None:
        """Append this act to the chain. ``detail`` can be erased later; no bodies of notes."""
        self._append(self.action, client_id, detail)

    def _append(self, action: str, client_id: ClientId | None, detail: AuditDetail) -> None:
        audit_rows.append(self.rows, self.now, action, client_id, detail)
        self._events += 1
        self._changed.add(Kind.AUDIT)

    def changed(self, *kinds: Kind) -> None:
        """Say what kinds of thing this transaction changed."""
        self._changed.update(kinds)

    @property
    def changes(self) -> Changes:
        """What was changed, for those who listen."""
        return frozenset(self._changed)

    @property
    def is_audited(self) -> bool:
        """Whether at least one event was appended."""
        return self._events > 0


@contextmanager
def transaction(action: str, rows: Connection, clock: Clock) -> Iterator[Transaction]:
    """Open a transaction that commits on a clean exit.

    Raises ``RuntimeError`` (a bug of ours) where it ends without an audit event or inside
    another transaction.
    """
    if rows.in_transaction:
        raise RuntimeError("a transaction is open already")
    with _begun(rows):
        open_transaction = Transaction(action, rows, clock())
        yield open_transaction
        if not open_transaction.is_audited:
            raise RuntimeError(f"{action} ended without an audit event")
        rows.run("UPDATE vault SET commits = commits + 1")


@contextmanager
def drafting(rows: Connection) -> Iterator[Connection]:
    """Open a transaction without an event that can write to the draft tables and nowhere else."""
    with rows.writing_only(registry.draft_tables()), unaudited(rows) as connection:
        yield connection


@contextmanager
def unaudited(rows: Connection) -> Iterator[Connection]:
    """Open the one kind of transaction without an event: for drafts, and intents of files."""
    with _begun(rows):
        yield rows


@contextmanager
def _begun(rows: Connection) -> Iterator[None]:
    """Commit on a clean exit; whoever else is at work waits meanwhile."""
    with rows.right_of_way.taken():
        rows.run("BEGIN IMMEDIATE")
        try:
            yield
            rows.run("COMMIT")
        except BaseException:
            roll_back(rows)
            raise


def roll_back(rows: Connection) -> None:
    """End a failed transaction. After a full disk SQLite has often rolled back by itself."""
    if not rows.in_transaction:
        return
    try:
        rows.run("ROLLBACK")
    except VaultError:
        # the first error is the one to tell; the journal is rolled back at the next opening
        return


def commits(rows: Connection) -> int:
    """Return how many transactions the vault has had; it only ever grows."""
    return int(rows.value("SELECT commits FROM vault WHERE id = 1"))
