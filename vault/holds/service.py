"""Holds: placing and releasing them, and whom they keep from disposal.

A hold always wins: whoever may dispose of a record asks ``held_clients`` in the transaction in
which it goes.
"""

from datetime import date

from vault import clock
from vault.changes import Kind
from vault.clients import episodes, rules, typed_text
from vault.clients import service as clients
from vault.errors import HoldReleased, InvalidValue
from vault.holds import rows
from vault.holds.model import Hold, HoldKind
from vault.ids import ClientId, EpisodeId, HoldId
from vault.practice import service as practice
from vault.session import Session
from vault.store.unit_of_work import Transaction


def place(
    session: Session,
    client_id: ClientId,
    kind: HoldKind,
    reason: str,
    starts_on: date,
    episode_id: EpisodeId | None = None,
) -> Hold:
    """Place a hold by hand. Raises as ``place_within`` does."""
    with session.begin("hold.place") as tx:
        return _place(session, tx, client_id, kind, reason, starts_on, "", episode_id)


def place_within(
    session: Session,
    tx: Transaction,
    client_id: ClientId,
    kind: HoldKind,
    reason: str,
    starts_on: date,
    source: str,
    episode_id: EpisodeId | None = None,
) -> Hold:
    """Place a hold in the transaction of ``source``, the part of the program that asks for it.

    Raises ``NotFound``, ``RecordClosed`` (disposed) and ``InvalidValue``: an empty reason, a day
    to come, an episode of somebody else.
    """
    typed_text.check_filled_line("source", source)
    return _place(session, tx, client_id, kind, reason, starts_on, source, episode_id)


def _place(
    session: Session,
    tx: Transaction,
    client_id: ClientId,
    kind: HoldKind,
    reason: str,
    starts_on: date,
    source: str,
    episode_id: EpisodeId | None,
) -> Hold:
    clients.get(session, client_id)
    _check_reason("reason", reason)
    if not rules.EARLIEST <= starts_on <= session.today():
        raise InvalidValue("starts_on")
    _check_episode(session, client_id, episode_id)
    values = {
        "client_id": client_id,
        "episode_id": episode_id,
        "kind": kind.value,
        "reason": reason,
        "placed_by": practice.get(session).practitioner,
        "source": source,
        "starts_on": starts_on.isoformat(),
        "placed_at": clock.to_text(tx.now),
    }
    hold_id = rows.insert(tx.rows, values)
    tx.audit(client_id, hold=kind.value, hold_id=hold_id, source=source)
    tx.changed(Kind.HOLDS)
    return rows.get(tx.rows, hold_id)


def release(session: Session, hold_id: HoldId, reason: str) -> Hold:
    """End a hold, for good. Raises ``NotFound``, ``HoldReleased``, ``InvalidValue``."""
    _check_reason("release_reason", reason)
    with session.begin("hold.release") as tx:
        hold = rows.get(tx.rows, hold_id)
        if not hold.is_active:
            raise HoldReleased()
        rows.release(tx.rows, hold_id, reason, tx.now)
        tx.audit(hold.client_id, hold=hold.kind.value, hold_id=hold_id)
        tx.changed(Kind.HOLDS)
        return rows.get(tx.rows, hold_id)


def get(session: Session, hold_id: HoldId) -> Hold:
    """Return a hold. Raises ``NotFound``."""
    return rows.get(session.rows, hold_id)


def active(session: Session, client_id: ClientId) -> list[Hold]:
    """Return a client's active holds, the newest first."""
    return rows.active(session.rows, client_id)


def all_active(session: Session) -> list[Hold]:
    """Return every active hold, the newest first."""
    return rows.all_active(session.rows)


def list_holds(session: Session, client_id: ClientId) -> list[Hold]:
    """Return all holds that a client ever had: the active ones first, then the newest."""
    return rows.of_client(session.rows, client_id)


def held_clients(session: Session) -> frozenset[ClientId]:
    """Return the clients whose record an active hold keeps."""
    return rows.held_clients(session.rows)


def _check_reason(field: str, reason: str) -> None:
    typed_text.check_text(field, reason)
    if typed_text.is_blank(reason):
        raise InvalidValue(field)


def _check_episode(session: Session, client_id: ClientId, episode_id: EpisodeId | None) -> None:
    if episode_id is None:
        return
    if episode_id not in (one.id for one in episodes.list_episodes(session, client_id)):
        raise InvalidValue("episode_id")
