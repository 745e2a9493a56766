"""The bytes that a signature stands for.

A list of fields, each a name and a value, both in UTF-8 with their length (8 bytes,
big-endian) before them. The first field says what is signed and in which version, so that a
note can't pass for an addendum. SHA-256 of these bytes is the content hash; the SSHSIG
signature is made over the bytes themselves, so ``ssh-keygen -Y verify`` checks it.

The links to an episode and a session stay out: they are row numbers that a merge may
renumber, and what they point to can change. All else about a note is in.
"""

import hashlib
import json
from datetime import datetime

from vault import clock
from vault.notes.model import Body, NoteHead

_NOTE = "note 1"
_ADDENDUM = "addendum 1"


def note_content(
    *,
    vault_id: str,
    client_uid: str,
    uid: str,
    head: NoteHead,
    body: Body,
    signer: str,
    signed_at: datetime,
) -> bytes:
    """Return the canonical content of a note, as signed by ``signer`` at ``signed_at``."""
    return _joined(
        ("casekeep", _NOTE),
        ("vault", vault_id),
        ("note", uid),
        ("client", client_uid),
        ("shelf", head.shelf),
        ("kind", head.kind),
        ("template", head.template_key),
        ("occurred_on", head.occurred_on.isoformat()),
        ("about_whom", head.about_whom),
        ("privilege", head.privilege),
        ("late_reason", head.late_reason),
        ("origin", head.origin),
        ("body", body.text),
        ("layout", layout_text(body)),
        ("signer", signer),
        ("signed_at", clock.to_text(signed_at)),
    )


def addendum_content(
    *,
    vault_id: str,
    note_uid: str,
    note_hash: bytes,
    uid: str,
    text: str,
    signer: str,
    signed_at: datetime,
) -> bytes:
    """Return the canonical content of an addendum to the note whose content hash is given."""
    return _joined(
        ("casekeep", _ADDENDUM),
        ("vault", vault_id),
        ("note", note_uid),
        ("note_hash", note_hash.hex()),
        ("addendum", uid),
        ("body", text),
        ("signer", signer),
        ("signed_at", clock.to_text(signed_at)),
    )


def content_hash(content: bytes) -> bytes:
    """Return SHA-256 of canonical content: 32 bytes."""
    return hashlib.sha256(content).digest()


def layout_text(body: Body) -> str:
    """Return a body's layout as the JSON that is stored and signed."""
    return json.dumps(body.layout, ensure_ascii=False, separators=(",", ":"))


def _joined(*fields: tuple[str, str]) -> bytes:
    parts = (part.encode("utf-8") for field in fields for part in field)
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)
