"""What a custodian's vault notes beside a record, entered by hand for whoever fills every table.

No custody is set: the rows are all that matters, and the record stays open to be written.
"""

import json
import secrets
from collections.abc import Iterator

from vault.ids import ClientId
from vault.store.connection import Connection

_AT = "2026-11-20T00:00:00.000000Z"


def enter(rows: Connection, client: ClientId, words: Iterator[str]) -> None:
    """Enter a row in each table of custody that can name a client, a word in every text."""
    rows.run(
        "INSERT OR IGNORE INTO custody_source (id, export_id, number, month, manifest_sha256,"
        " parts, audit_seq, audit_head, taken_at) VALUES (1, '', 1, '', '', '[]', 1, x'', ?)",
        (_AT,),
    )
    rows.run("INSERT INTO inherited_client (client_id, source_id) VALUES (?, 1)", (client,))
    rows.run(
        "INSERT INTO inherited_row (client_id, table_name, source_row, row)"
        " VALUES (?, 'client', ?, ?)",
        (client, client, client),
    )
    rows.run(
        "INSERT INTO inherited_event VALUES (?, ?, 'client.open', x'', x'', x'', x'')",
        (client, _AT),
    )
    rows.run(
        "INSERT INTO inherited_detail VALUES (?, ?, ?, ?, ?)",
        (client, client, client, json.dumps({"remark": next(words)}), secrets.token_bytes(16)),
    )
    rows.run(
        "INSERT INTO custodian_note (client_id, body, at) VALUES (?, ?, ?)",
        (client, next(words), _AT),
    )
    rows.run(
        "INSERT INTO custodian_task (client_id, code, title, remark) VALUES (?, 'own', ?, ?)",
        (client, next(words), next(words)),
    )
    rows.run(
        "INSERT INTO contact_attempt (client_id, at, method, outcome, remark)"
        " VALUES (?, ?, 'phone', 'reached', ?)",
        (client, _AT, next(words)),
    )
