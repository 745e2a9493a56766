"""Who was disposed of stays away, whichever vault knows it."""

from pathlib import Path

from tests.backup.conftest import NEW_WAY, World
from tests.backup.papers import add_client
from tests.store.drawer import DrawerKeyring
from vault.backup import rows as backup_rows
from vault.backup import service as backup
from vault.backup.restore import restore
from vault.keys import service as keys
from vault.progress import no_progress
from vault.store.copying import LeftOut


def test_a_client_disposed_of_after_a_restore_stays_away(world: World, tmp_path: Path) -> None:
    gone = add_client(world.session, "Bo Lindqvist")
    old = world.snapshot(world.back_up())
    world.session.close()
    elsewhere = DrawerKeyring()
    world.restore(int(old.name), tmp_path / "two.casekeep", elsewhere)
    two = keys.unlock_with_keyring(tmp_path / "two.casekeep", "9876", elsewhere, now=world.clock)
    uid = two.rows.value("SELECT uid FROM client WHERE id = ?", (gone,))
    keys.leave_out(
        two,
        "9876",
        elsewhere,
        kind="import.leave_out",
        reason="disposed",
        left_out=LeftOut(clients=frozenset({gone})),
    )
    with two.begin("test.tombstone") as tx:
        backup_rows.add_tombstone(tx.rows, (uid, "0002", "2026-11-25T00:00:00Z", "{}"))
        tx.audit()
    backup.make_backup(two, backup.add_destination(two, world.stick, "Blue").id)
    two.close()
    into, progress = tmp_path / "three.casekeep", no_progress
    report = restore(old, world.by_sheet, into, NEW_WAY, DrawerKeyring(), progress=progress)
    assert report.left_out == 1
