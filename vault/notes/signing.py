"""Making and checking the signatures of notes and their addenda."""

from datetime import datetime
from typing import Protocol

from vault.errors import BadSignature, SignatureInvalid
from vault.keys.signing import NOTE, PublicKey
from vault.notes import canonical
from vault.notes.model import Addendum, Note, Signing
from vault.session import Session


class SignedBy(Protocol):
    """Whose signatures are checked: a session, or what an export took from one."""

    @property
    def vault_id(self) -> str:
        """The vault that the signed content names."""
        ...

    @property
    def public_key(self) -> PublicKey:
        """The key that checks its signatures."""
        ...


def sign_note(
    session: Session, note: Note, client_uid: str, *, signer: str, at: datetime
) -> Signing:
    """Return the practice's signature over ``note`` as it stands, by ``signer`` at ``at``."""
    content = _note_content(session, note, client_uid, signer, at)
    return _signing(session, content, signer, at)


def sign_addendum(
    session: Session,
    note_uid: str,
    note_hash: bytes,
    uid: str,
    text: str,
    *,
    signer: str,
    at: datetime,
) -> Signing:
    """Return the practice's signature over an addendum to the note with this content hash."""
    content = canonical.addendum_content(
        vault_id=session.vault_id,
        note_uid=note_uid,
        note_hash=note_hash,
        uid=uid,
        text=text,
        signer=signer,
        signed_at=at,
    )
    return _signing(session, content, signer, at)


def check(session: SignedBy, note: Note, client_uid: str) -> None:
    """Raise ``SignatureInvalid`` unless a signed note and each addendum are what was signed."""
    signing = note.signing
    if signing is None:
        raise SignatureInvalid()
    content = _note_content(session, note, client_uid, signing.signer, signing.at)
    _check_signing(session, content, signing)
    for addendum in note.addenda:
        _check_addendum(session, note.uid, canonical.content_hash(content), addendum)


def _check_addendum(session: SignedBy, note_uid: str, note_hash: bytes, addendum: Addendum) -> None:
    content = canonical.addendum_content(
        vault_id=session.vault_id,
        note_uid=note_uid,
        note_hash=note_hash,
        uid=addendum.uid,
        text=addendum.text,
        signer=addendum.signing.signer,
        signed_at=addendum.signing.at,
    )
    _check_signing(session, content, addendum.signing)


def _note_content(
    session: SignedBy, note: Note, client_uid: str, signer: str, at: datetime
) -> bytes:
    return canonical.note_content(
        vault_id=session.vault_id,
        client_uid=client_uid,
        uid=note.uid,
        head=note.head,
        body=note.body,
        signer=signer,
        signed_at=at,
    )


def _signing(session: Session, content: bytes, signer: str, at: datetime) -> Signing:
    return Signing(
        at=at,
        signer=signer,
        content_hash=canonical.content_hash(content),
        signature=session.sign(content, NOTE),
    )


def _check_signing(session: SignedBy, content: bytes, signing: Signing) -> None:
    if canonical.content_hash(content) != signing.content_hash:
        raise SignatureInvalid()
    try:
        session.public_key.verify(content, signing.signature, NOTE)
    except BadSignature as error:
        raise SignatureInvalid() from error
