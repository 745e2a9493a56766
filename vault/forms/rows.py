"""The table of dialogs' drafts."""

import json
from datetime import datetime

from vault.forms.model import Fields, FormDraft, FormKey
from vault.ids import ClientId
from vault.store import hidden
from vault.store.connection import Connection, Row


def insert(connection: Connection, key: FormKey, fields: Fields, saved_at: datetime) -> int:
    """Add a draft; return its id."""
    return connection.run(
        "INSERT INTO form_draft (form, client_id, subject_id, fields, saved_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (key.form, key.client_id, key.subject_id, json.dumps(fields), saved_at.isoformat()),
    )


def newest(connection: Connection, key: FormKey) -> FormDraft | None:
    """Return the draft of a dialog that was kept last."""
    row = connection.one(
        "SELECT id, fields, saved_at FROM form_draft"
        " WHERE form = ? AND client_id IS ? AND subject_id = ?"
        f" AND {hidden.shown('coalesce(client_id, 0)')} ORDER BY id DESC",
        (key.form, key.client_id, key.subject_id),
    )
    return None if row is None else _draft(row)


def newest_by_client(connection: Connection, form: str) -> dict[ClientId, FormDraft]:
    """Return of each client the draft of a dialog that was kept last, the oldest one first."""
    rows = connection.all(
        "SELECT client_id, id, fields, saved_at FROM form_draft"
        " WHERE form = ? AND client_id IS NOT NULL AND subject_id = 0"
        f" AND {hidden.shown('client_id')} ORDER BY id",
        (form,),
    )
    return {ClientId(row["client_id"]): _draft(row) for row in rows}


def _draft(row: Row) -> FormDraft:
    return FormDraft(
        id=row["id"],
        fields=json.loads(row["fields"]),
        saved_at=datetime.fromisoformat(row["saved_at"]),
    )


def delete(connection: Connection, draft_id: int) -> None:
    """Remove a draft; nothing happens where it is gone."""
    connection.run("DELETE FROM form_draft WHERE id = ?", (draft_id,))
