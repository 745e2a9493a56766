"""The keys of a session as they may stand in memory: raw, and as each is written down."""

import base64

from vault.age import HybridIdentity
from vault.store.connection import Connection


def identity_forms(name: str, identity: HybridIdentity) -> dict[str, bytes]:
    """Return an identity as text, raw, in hex and in base64; by what to call each."""
    return {f"{name} as text": identity.to_text().encode(), **forms(name, identity.seed)}


def forms(name: str, key: bytes) -> dict[str, bytes]:
    """Return a key raw and as it is written down."""
    return {
        name: key,
        f"{name} in hex": key.hex().encode(),
        f"{name} in upper hex": key.hex().upper().encode(),
        f"{name} in base64": base64.b64encode(key).rstrip(b"="),
    }


def of_documents(rows: Connection) -> dict[str, bytes]:
    """Return the identity of every document, in each of its forms."""
    found: dict[str, bytes] = {}
    for row in rows.all("SELECT id, identity FROM document ORDER BY id"):
        name = f"the identity of document {row['id']}"
        found |= identity_forms(name, HybridIdentity.from_text(row["identity"]))
    return found


def of_clients(rows: Connection) -> dict[str, bytes]:
    """Return the audit key of every client, in each of its forms."""
    found: dict[str, bytes] = {}
    for row in rows.all("SELECT id, audit_key FROM client ORDER BY id"):
        found |= forms(f"the audit key of client {row['id']}", row["audit_key"])
    return found


def of_snapshots(rows: Connection) -> dict[str, bytes]:
    """Return the kept key of every snapshot, in each of its forms."""
    found: dict[str, bytes] = {}
    kept = "SELECT id, database_key FROM vault_copy WHERE database_key IS NOT NULL ORDER BY id"
    for row in rows.all(kept):
        found |= forms(f"the key of snapshot {row['id']}", row["database_key"])
    return found
