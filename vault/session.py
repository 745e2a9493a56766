"""An unlocked vault: owns the connection, begins transactions, steps up, locks.

One thread uses a session at a time (the worker). Locking a program replaces its process;
``close`` is what comes before that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from vault import clock
from vault.changes import Changes, Kind
from vault.errors import SessionClosed, StepUpRequired
from vault.keys.model import VaultWarning
from vault.keys.signing import PublicKey
from vault.store import custodial, unit_of_work
from vault.store.connection import Connection
from vault.store.opening import OpenedVault
from vault.store.unit_of_work import Transaction

STEP_UP_LASTS = timedelta(minutes=5)

StepUpCheck = Callable[[bytes], None]
"""Takes the typed secret; raises a ``SecretError`` where it does not open the vault."""


class Session:
    """An unlocked vault."""

    def __init__(
        self,
        opened: OpenedVault,
        *,
        check_step_up: StepUpCheck,
        warnings: tuple[VaultWarning, ...] = (),
        now: clock.Clock = clock.utc_now,
    ) -> None:
        self._opened = opened
        self._check_step_up = check_step_up
        self._stepped_up_at: datetime | None = None
        self._is_open = True
        self.now = now
        self.warnings = warnings
        self.on_change: list[Callable[[Changes], None]] = []

    @property
    def opened(self) -> OpenedVault:
        """The vault's files, for what changes them. Raises ``SessionClosed`` after ``close``."""
        if not self._is_open or self._opened.is_closed:
            raise SessionClosed()
        return self._opened

    @property
    def rows(self) -> Connection:
        """The connection, for reading. Raises ``SessionClosed`` after ``close``."""
        return self.opened.rows

    @property
    def vault_id(self) -> str:
        """The vault's random identifier."""
        return self._opened.header.vault_id

    @property
    def vault_name(self) -> str:
        """The name its owner gave the vault."""
        return self._opened.header.name

    @property
    def is_in_custody(self) -> bool:
        """Whether the records are another practice's: to be read, not written."""
        return custodial.is_custodial(self.rows)

    def today(self) -> date:
        """Return the calendar day here and now."""
        return clock.local_day(self.now())

    @contextmanager
    def begin(self, action: str) -> Iterator[Transaction]:
        """Open the one kind of transaction that changes records.

        Commits on a clean exit, rolls back on any exception, and refuses to commit without an
        audit event. Listeners in ``on_change`` hear after the commit.
        """
        with unit_of_work.transaction(action, self.rows, self.now) as tx:
            yield tx
        self.publish(tx.changes)

    @contextmanager
    def autosave(self) -> Iterator[Connection]:
        """Open a transaction for the draft tables: no audit event for each keystroke.

        The connection refuses to write to any other table inside.
        """
        with unit_of_work.drafting(self.rows) as rows:
            yield rows
        self.publish(frozenset({Kind.DRAFTS}))

    def publish(self, changes: Changes) -> None:
        """Tell the listeners what kinds of thing changed."""
        for listener in self.on_change:
            listener(changes)

    def sign(self, message: bytes, namespace: str) -> str:
        """Return the practice's SSHSIG signature over ``message``."""
        return self.opened.signing_key.sign(message, namespace)

    @property
    def public_key(self) -> PublicKey:
        """The key that checks the practice's signatures."""
        return self._opened.signing_key.public

    def step_up(self, secret: bytes) -> None:
        """Prove once more who sits here. Raises ``SecretError`` and stays as it was otherwise."""
        self._check_step_up(secret)
        self._stepped_up_at = self.now()

    @property
    def has_step_up(self) -> bool:
        """Whether the last step-up is at most five minutes old."""
        if self._stepped_up_at is None:
            return False
        if not timedelta(0) <= self.now() - self._stepped_up_at <= STEP_UP_LASTS:
            self._stepped_up_at = None  # a clock set back does not bring it to life again
            return False
        return True

    def require_step_up(self) -> None:
        """Raise ``StepUpRequired`` unless ``has_step_up``."""
        if not self.has_step_up:
            raise StepUpRequired()

    def close(self) -> None:
        """Close the file and take no more work. Harmless when closed before."""
        if self._is_open:
            self._is_open = False
            self._opened.close()
