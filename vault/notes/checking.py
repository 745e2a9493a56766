"""Checking that signed notes are what was signed. Shows no text, so it needs no step-up."""

from collections.abc import Callable, Sequence

from vault.audit import rows as audit_rows
from vault.errors import Cancelled, NotSigned, SignatureInvalid
from vault.ids import NoteId
from vault.notes import query_rows, signing
from vault.notes.model import Note, Shelf, SignatureReport
from vault.notes.signing import SignedBy
from vault.session import Session

_CHECKED_AT_ONCE = 200
_SIGNING_ACTS = ("note.sign", "note.addendum")


def check_signature(session: Session, shelf: Shelf, note_id: NoteId) -> None:
    """Return if a note and its addenda are what was signed.

    Raises ``NotFound``, ``NotSigned``, ``SignatureInvalid``.
    """
    note = query_rows.one(session.rows, shelf, note_id)
    if not note.is_signed:
        raise NotSigned()
    client_uid = query_rows.client_uid(session.rows, note.head.client_id)
    signing.check(_signatory(session), note, client_uid)


def check_all(
    session: Session,
    on_progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> SignatureReport:
    """Check every signed note of both shelves, its addenda too. Raises ``Cancelled``.

    ``on_progress`` takes how many notes were checked, and of how many.

    A note counts as broken too where the audit tells of a signed text that is gone.
    """
    checked, broken = 0, list[NoteId]()
    signed = {shelf: query_rows.signed_ids(session.rows, shelf) for shelf in Shelf}
    total = sum(map(len, signed.values()))
    for shelf, ids in signed.items():
        for begin in range(0, len(ids), _CHECKED_AT_ONCE):
            if is_cancelled is not None and is_cancelled():
                raise Cancelled()
            if on_progress is not None:
                on_progress(checked, total)
            batch = query_rows.read(session.rows, shelf, ids[begin : begin + _CHECKED_AT_ONCE])
            broken += _broken(session, batch)
            checked += len(batch)
    broken += _missing(session)
    return SignatureReport(checked=checked, broken=tuple(dict.fromkeys(broken)))


def _missing(session: Session) -> list[NoteId]:
    kept = {h for shelf in Shelf for h in query_rows.content_hashes(session.rows, shelf)}
    told = audit_rows.details(session.rows, _SIGNING_ACTS)
    return [NoteId(int(d["note_id"] or 0)) for d in told if d.get("content") not in kept]


def _broken(session: Session, signed: Sequence[Note]) -> list[NoteId]:
    uids = query_rows.client_uids(session.rows, [note.head.client_id for note in signed])
    whose = _signatory(session)
    return [note.id for note in signed if not _is_sound(whose, note, uids[note.head.client_id])]


def _signatory(session: Session) -> SignedBy:
    from vault.custody.signed_by import signatory  # Home checks no signature

    return signatory(session)


def _is_sound(whose: SignedBy, note: Note, client_uid: str) -> bool:
    try:
        signing.check(whose, note, client_uid)
    except SignatureInvalid:
        return False
    return True
