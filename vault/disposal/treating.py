"""The copies within reach, treated in a row: backups rewritten, sealed exports sealed anew.

A window does the same place by place, with its progress.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from vault.backup import service as backup
from vault.disposal import copies, export_copies, issuing
from vault.disposal.model import CopyLine, CopyState, Disposal, ExportLine
from vault.disposal.reach import plan_reach
from vault.disposal.reach_model import Reach
from vault.errors import Cancelled, VaultError
from vault.ids import DisposalId
from vault.sealing import service as sealing
from vault.session import Session

Act = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """What was tried at one place; ``error`` is ``None`` where nothing went wrong.

    Whether a copy there holds anything still is the register's to say.
    """

    place: str = field(repr=False)
    is_export: bool
    error: VaultError | None


def treat(session: Session, disposal_id: DisposalId) -> tuple[Treated, ...]:
    """Treat every copy that may still hold the records and is there; return what was tried.

    One place that fails keeps no other from its turn. Raises ``NotFound`` or ``Cancelled``.
    """
    found, reach = issuing.disposal(session, disposal_id), plan_reach(session).look()
    return (*_rewritten(session, found, reach), *_sealed(session, found, reach))


def _rewritten(session: Session, found: Disposal, reach: Reach) -> Iterator[Treated]:
    lines = copies.lines(session, found, reach.backups)
    for place_id, label in {o.destination_id: o.destination for o in lines if _is_due(o)}.items():
        error = _error_of(partial(backup.rewrite, session, place_id))
        yield Treated(place=label, is_export=False, error=error)


def _sealed(session: Session, found: Disposal, reach: Reach) -> Iterator[Treated]:
    lines = export_copies.lines(session, found, reach.exports)
    for place_id, label in {o.place_id: o.place for o in lines if _is_due(o)}.items():
        error = _error_of(partial(sealing.seal, session, place_id))
        yield Treated(place=label, is_export=True, error=error)


def _is_due(one: CopyLine | ExportLine) -> bool:
    return one.state is CopyState.PENDING and one.is_reachable


def _error_of(act: Act) -> VaultError | None:
    try:
        act()
    except Cancelled:
        raise
    except VaultError as error:
        return error
    return None
