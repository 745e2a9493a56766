"""Which documents did not come back with a restored vault: kept in it, as what stood in a dialog
is, until each was fetched from another backup or somebody has seen the list.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from vault.backup import rows
from vault.backup.model import LostDocument
from vault.forms import rows as form_rows
from vault.forms import service as forms
from vault.forms.model import FormDraft, FormKey
from vault.ids import ClientId
from vault.session import Session
from vault.store import bundle
from vault.store.connection import Connection

_FORM, _DOCUMENTS = "backup.not_restored", "documents"


def enter(connection: Connection, lost: Mapping[str, bool], at: datetime) -> None:
    """Write down what is lost, by the documents' uids, and whether a damaged file is there.

    What the snapshot itself had on its list is on today's, if it is lost still.
    """
    for draft in form_rows.newest_by_client(connection, _FORM).values():
        form_rows.delete(connection, draft.id)
    by_client: dict[ClientId, dict[str, bool]] = {}
    for uid, is_damaged in lost.items():
        client_id = rows.document_client(connection, uid)
        if client_id is not None:
            by_client.setdefault(client_id, {})[uid] = is_damaged
    for client_id, of_client in by_client.items():
        _keep(connection, client_id, of_client, at)


def found_again(connection: Connection, client_id: ClientId, uid: str) -> None:
    """Take a document off the list: its file is back."""
    draft = form_rows.newest(connection, FormKey(form=_FORM, client_id=client_id))
    if draft is None:
        return
    left = {one: is_damaged for one, is_damaged in _read(draft) if one != uid}
    form_rows.delete(connection, draft.id)
    if left:
        _keep(connection, client_id, left, draft.saved_at)


def listed(session: Session) -> tuple[LostDocument, ...]:
    """Return what is on the list, by record number; without what has come back unseen.

    Nothing but a document's size is looked at: what takes its place is verified before it does.
    """
    drafts = forms.newest_by_client(session, _FORM).values()
    found = (one for draft in drafts for one in _read(draft))
    return told(session.rows, (one for one in found if _is_lost(session, one[0])))


def _is_lost(session: Session, uid: str) -> bool:
    size = rows.sealed_size(session.rows, uid)
    if size is None:  # an import that was taken back takes its documents with it
        return False
    try:
        # the vault may be locked between a document's fetching and the note of it
        return (session.opened.folder / bundle.attachment_file(uid)).lstat().st_size != size
    except OSError:
        return True


def dismiss(session: Session) -> None:
    """Forget the list: it was seen."""
    for draft in forms.newest_by_client(session, _FORM).values():
        forms.forget(session, draft.id)


def told(connection: Connection, lost: Iterable[tuple[str, bool]]) -> tuple[LostDocument, ...]:
    """Return whose documents these are, by record number."""
    found = [rows.lost_document(connection, uid, is_damaged=is_bad) for uid, is_bad in lost]
    return tuple(sorted(found, key=lambda one: (one.record_number, one.uid)))


def _keep(
    connection: Connection, client_id: ClientId, lost: Mapping[str, bool], at: datetime
) -> None:
    entries: list[dict[str, str | bool | int]] = [
        {"uid": uid, "is_damaged": is_damaged} for uid, is_damaged in lost.items()
    ]
    key = FormKey(form=_FORM, client_id=client_id)
    form_rows.insert(connection, key, {_DOCUMENTS: entries}, at)


def _read(draft: FormDraft) -> Iterator[tuple[str, bool]]:
    entries = draft.fields[_DOCUMENTS]
    assert isinstance(entries, list)
    for one in entries:
        yield str(one["uid"]), bool(one["is_damaged"])
