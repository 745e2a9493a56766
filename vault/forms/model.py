"""A dialog's draft: which dialog, about whom, and what was typed or chosen in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from vault.ids import ClientId

Field = str | bool | int | list[dict[str, str | bool | int]]
"""What one field holds; a list of entries holds the fields of each."""
Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormKey:
    """Which dialog. ``client_id`` is ``None`` for a client who is not entered yet."""

    form: str
    client_id: ClientId | None = None
    subject_id: int = 0
    """The session, episode or note that the dialog is about; 0 for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """What was typed into a dialog. Only the fields that were changed."""

    id: int
    fields: Fields = field(repr=False)
    saved_at: datetime
