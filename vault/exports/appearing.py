"""An export's file while it is written: there whole in the end, or nothing of it.

Of a killed program a part may be left beside it, readable where the export is: an intent of the
vault names that file before there is any, and the next unlock removes it.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from vault.errors import VaultError
from vault.exports.gathering import OnSession
from vault.session import Session
from vault.store import atomic, intents

_INTENT = "export.make"


@contextmanager
def appearing(target: Path, run: OnSession, *, is_replacing: bool) -> Iterator[BinaryIO]:
    """Give the file to write, which is there as ``target`` after a clean exit.

    Raises as ``atomic.replacing`` and ``atomic.appearing`` do, and what ``run`` raises.
    """
    temporary = atomic.temporary_of(target.absolute())
    intent_id = run(partial(_claim, temporary=temporary))
    opened = atomic.replacing if is_replacing else atomic.appearing
    try:
        with opened(target, temporary) as file:
            yield file
    finally:
        with suppress(VaultError):  # locked or called off meanwhile: the next unlock ends it
            run(partial(_end, intent_id=intent_id))


def _claim(session: Session, temporary: Path) -> int:
    return intents.claim_outside(session.opened, _INTENT, temporary, session.now)


def _end(session: Session, intent_id: int) -> None:
    intents.end_outside(session.opened, intent_id)
