"""Whose signatures the notes of a vault bear: its practitioner's, or those of the one before."""

from dataclasses import dataclass

from vault.custody import rows
from vault.keys.signing import PublicKey
from vault.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A practice: the vault that signed content names, and the key that checks it."""

    vault_id: str
    public_key: PublicKey


def signatory(session: Session) -> Signatory:
    """Return whose notes these are. A custodian signs none, so they are all of one practice."""
    custody = rows.found(session.rows)
    if custody is None:
        return Signatory(vault_id=session.vault_id, public_key=session.public_key)
    key = PublicKey.from_text(custody.public_key)
    return Signatory(vault_id=custody.vault_id, public_key=key)
