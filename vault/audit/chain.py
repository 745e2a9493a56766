"""The chain's arithmetic: length-prefixed fields, SHA-256, and subjects that name nobody."""

import hashlib
import hmac

GENESIS = bytes(32)
SALT_BYTES = 16


def _joined(*fields: bytes) -> bytes:
    """Return the fields with their lengths (8 bytes, big-endian) before them."""
    return b"".join(len(field).to_bytes(8, "big") + field for field in fields)


def subject(audit_key: bytes | None, seq: int) -> bytes:
    """Return HMAC-SHA-256(audit key, seq): 32 bytes, or nothing where no client is concerned."""
    if audit_key is None:
        return b""
    return hmac.digest(audit_key, str(seq).encode("ascii"), "sha256")


def detail_hash(salt: bytes, client_id: int | None, detail: str) -> bytes:
    """Return the commitment to what may be erased later: without the salt it can't be guessed."""
    client = "" if client_id is None else str(client_id)
    return hashlib.sha256(_joined(salt, client.encode("ascii"), detail.encode("utf-8"))).digest()


def link(previous: bytes, seq: int, at: str, action: str, who: bytes, detail: bytes) -> bytes:
    """Return the hash of one event, which covers all before it."""
    fields = _joined(
        previous,
        str(seq).encode("ascii"),
        at.encode("ascii"),
        action.encode("ascii"),
        who,
        detail,
    )
    return hashlib.sha256(fields).digest()
