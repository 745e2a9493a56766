"""A client's records go, in as few acts as there are below a disposal's service."""

import json

from tests.backup.conftest import TYPED, World
from vault import clock
from vault.ids import ClientId
from vault.keys import service as keys
from vault.session import Session
from vault.store import bundle, erasures


def begin(session: Session, client_id: ClientId) -> int:
    """Hide a client and write the erasure down; return the tombstone's id."""
    row = session.rows.one("SELECT uid, record_number FROM client WHERE id = ?", (client_id,))
    documents = session.rows.all("SELECT uid FROM document WHERE client_id = ?", (client_id,))
    assert row is not None
    with session.begin("test.dispose") as tx:
        stone = tx.rows.run(
            "INSERT INTO tombstone (client_uid, record_number, at, detail) VALUES (?, ?, ?, ?)",
            (row["uid"], row["record_number"], clock.to_text(tx.now), json.dumps({})),
        )
        tx.rows.run("UPDATE client SET status = 'disposed' WHERE id = ?", (client_id,))
        files = [bundle.attachment_file(one["uid"]) for one in documents]
        erasures.begin(tx, [client_id], files, "disposal", stone)
        tx.audit(tombstone=stone)
    return stone


def dispose(world: World, client_id: ClientId) -> int:
    """Do all of it in the vault; copies stay as they are. Return the tombstone's id."""
    stone = begin(world.session, client_id)
    keys.erase(world.session, TYPED, world.drawer)
    return stone
