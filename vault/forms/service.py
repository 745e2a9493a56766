"""Keeping what was typed into a dialog when the vault locks, and offering it again."""

from vault.forms import rows
from vault.forms.model import Fields, FormDraft, FormKey
from vault.ids import ClientId
from vault.session import Session


def keep(session: Session, key: FormKey, fields: Fields) -> int:
    """Keep what was typed; return the draft's id.

    Others of the same dialog stay: each is offered in its turn, the last first.
    """
    with session.autosave() as connection:
        return rows.insert(connection, key, fields, session.now())


def newest(session: Session, key: FormKey) -> FormDraft | None:
    """Return what was typed into this dialog last and is not in the record yet."""
    return rows.newest(session.rows, key)


def newest_by_client(session: Session, form: str) -> dict[ClientId, FormDraft]:
    """Return of each client what was kept last under this name; the oldest one first."""
    return rows.newest_by_client(session.rows, form)


def forget(session: Session, draft_id: int) -> None:
    """Remove a draft: it is in the record now, or not wanted. Harmless when it is gone."""
    with session.autosave() as connection:
        rows.delete(connection, draft_id)
