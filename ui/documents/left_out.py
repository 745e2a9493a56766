"""Files that were on their way into a record when the vault was locked: kept by name alone, as
what stood in a dialog is, until somebody has seen it. Runs on the worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vault.clients import service as clients
from vault.clients.model import Client
from vault.forms import service as forms
from vault.forms.model import FormDraft, FormKey
from vault.ids import ClientId
from vault.session import Session

_FORM, _FILES = "document.left_out", "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that did not get in; ``is_twin`` if a document with its content was there before."""

    name: str = field(repr=False)
    is_twin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutOfRecord:
    """The files that did not get into one record, and when the last of them were kept."""

    draft_id: int
    files: tuple[LeftOut, ...]
    saved_at: datetime


def keep(session: Session, client_id: ClientId, files: Sequence[LeftOut]) -> None:
    """Keep them with those of before that nobody has dismissed yet."""
    if not files:
        return
    before = of_client(session, client_id)
    every = [*(before.files if before is not None else ()), *files]
    entries: list[dict[str, str | bool | int]] = [
        {"name": one.name, "is_twin": one.is_twin} for one in every
    ]
    forms.keep(session, FormKey(form=_FORM, client_id=client_id), {_FILES: entries})
    if before is not None:
        forms.forget(session, before.draft_id)


def of_client(session: Session, client_id: ClientId) -> LeftOutOfRecord | None:
    """Return what did not get into this record, if there is anything."""
    draft = forms.newest(session, FormKey(form=_FORM, client_id=client_id))
    return None if draft is None else _read(draft)


def by_client(session: Session) -> list[tuple[Client, LeftOutOfRecord]]:
    """Return what did not get into any record, the oldest first."""
    found = forms.newest_by_client(session, _FORM)
    return [(clients.get(session, one), _read(draft)) for one, draft in found.items()]


def dismiss(session: Session, seen: LeftOutOfRecord) -> None:
    """Forget it: it was seen."""
    forms.forget(session, seen.draft_id)


def _read(draft: FormDraft) -> LeftOutOfRecord:
    entries = draft.fields[_FILES]
    assert isinstance(entries, list)
    files = (LeftOut(name=str(o["name"]), is_twin=bool(o["is_twin"])) for o in entries)
    return LeftOutOfRecord(draft_id=draft.id, files=tuple(files), saved_at=draft.saved_at)
