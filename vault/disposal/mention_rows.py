"""Where clients' details have a name, which no search looks through: related persons, risk …"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from vault.disposal.model import Mention
from vault.ids import ClientId
from vault.store import hidden
from vault.store.connection import Connection

_DETAILS = f"""
    SELECT c.id, c.record_number, c.risk_flag || char(10) || c.restrictions || char(10)
        || c.privilege_holders || char(10) || c.contact_rules || char(10) || c.referral || char(10)
        || coalesce((SELECT group_concat(name || char(10) || relation || char(10) || authority
            || char(10) || remark, char(10)) FROM related_person WHERE client_id = c.id), '')
        || char(10) || coalesce((SELECT group_concat(label || char(10) || rule || char(10) || value,
            char(10)) FROM contact_method WHERE client_id = c.id), '') AS said
    FROM client AS c WHERE {hidden.shown("c.id")} ORDER BY c.id
"""


def in_details(connection: Connection, names: Sequence[str]) -> Iterator[Mention]:
    """Yield the clients whose details have one of ``names`` as words, whatever their case.

    What a client is called is no mention of somebody of the same name.
    """
    wanted = [_folded(name) for name in names if name.strip()]
    if not wanted:
        return
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)")
    for row in connection.all(_DETAILS):
        if found.search(_folded(row["said"])):
            yield Mention(client_id=ClientId(row["id"]), record_number=row["record_number"])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
