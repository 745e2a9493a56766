"""An export's file while it is written: there whole in the end, or nothing of it.

Of a killed program a part may be left beside it, readable where the export is: an intent of the
vault names that file before there is any, and the next unlock removes it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

from vault.errors import VaultError
from vault.exports.gathering import OnSession
from vault.session import Session
from vault.store import atomic, intents
from vault.store.unit_of_work import Transaction

_INTENT = "export.make"


class Enter(Protocol):
    """Enters the file that stands."""

    def __call__(self, session: Session, /, *, also: Callable[[Transaction], None]) -> None:
        """Write it down in a transaction, and ``also`` what is done in the same one."""
        ...


@contextmanager
def appearing(
    target: Path, run: OnSession, *, is_replacing: bool, enter: Enter | None = None
) -> Iterator[BinaryIO]:
    """Give the file to write, which is there as ``target`` after a clean exit, and entered.

    Where it cannot be entered it does not stand: the file of before has its name again, after a
    kill at the next unlock. Raises as ``atomic.replacing`` and ``atomic.appearing`` do, and what
    ``run`` raises.
    """
    temporary, aside = (atomic.temporary_of(target.absolute()) for _ in range(2))
    kept = aside if is_replacing and enter is not None else None
    places = () if kept is None else (kept, target.absolute())
    intent_id = run(partial(_claim, temporary=temporary, aside=places))
    opened = atomic.appearing
    if is_replacing:
        opened = partial(atomic.replacing, aside=kept)
    try:
        with opened(target, temporary) as file:
            yield file
        if enter is not None:
            _enter(enter, target, kept, intent_id, run)
    finally:
        with suppress(VaultError):  # locked or called off meanwhile: the next unlock ends it
            run(partial(_end, intent_id=intent_id))


def _enter(enter: Enter, target: Path, kept: Path | None, intent_id: int, run: OnSession) -> None:
    """Only now: the name may be refused to the very last, and no entry can be taken back."""

    def stands(tx: Transaction) -> None:
        intents.let_stand(tx.rows, intent_id)

    try:
        run(partial(enter, also=stands))
    except BaseException:
        with suppress(OSError, VaultError):  # its medium may be gone; the log has the export
            _withdraw(target, kept)
        raise
    if kept is not None:
        with suppress(OSError):  # the next unlock knows its name
            kept.unlink(missing_ok=True)


def _withdraw(target: Path, kept: Path | None) -> None:
    if kept is not None and os.path.lexists(kept):
        atomic.put_back(kept, target)
    else:
        target.unlink(missing_ok=True)


def _claim(session: Session, temporary: Path, aside: tuple[Path, ...]) -> int:
    return intents.claim_outside(session.opened, _INTENT, temporary, session.now, aside)


def _end(session: Session, intent_id: int) -> None:
    intents.end_outside(session.opened, intent_id)
