"""What of the practitioner's counts for how long the records in custody are kept.

They are kept by the state in which they were made and by the licenses of who made them, whatever
the custodian's own are.
"""

import json

from vault.custody import kept_text, rows
from vault.custody.intake_rows import Values
from vault.retention.model import License, Policy
from vault.store import custodial
from vault.store.connection import Connection

_POLICIES = "retention_policy"


def place(connection: Connection) -> str | None:
    """Return the practitioner's state, empty while unknown; ``None`` outside of custody."""
    custody = rows.found(connection)
    return None if custody is None else custody.practice.jurisdiction


def licenses(connection: Connection) -> frozenset[License]:
    """Return what the practitioner was licensed as; nothing outside of custody.

    Who never said it went by the policy that ships, whose license binds on.
    """
    if not custodial.is_custodial(connection):
        return frozenset()
    policies = _kept(connection, _POLICIES)
    if not policies:
        return Policy().licenses
    newest = max(policies, key=lambda one: int(str(one["id"])))
    return frozenset(License(one) for one in json.loads(str(newest["licenses"])))


def _kept(connection: Connection, table: str) -> list[Values]:
    return kept_text.from_text(rows.text(connection, table) or "")
