"""A custodial vault is a vault: keys change, backups come back, and it stays what it is."""

from datetime import date
from pathlib import Path

import pytest

from tests.custody.conftest import TYPED, Custodian
from tests.custody.made_parts import sealed
from tests.disposal.conftest import World
from tests.vault_fixtures import STRONG, NoKeyring
from vault.audit import service as audit
from vault.backup import service as backup
from vault.clients import episodes
from vault.clients import service as clients
from vault.custody import service
from vault.documents import service as documents
from vault.errors import CustodyNotSealed, RecordInherited
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.progress import no_progress
from vault.sealing import service as sealing
from vault.sealing.part_model import Part
from vault.session import Session

DAY = date(2026, 11, 20)


def _require_custody(kept: Session, world: World) -> None:
    told = service.custody(kept)
    assert told is not None and told.vault_id == world.session.vault_id
    with pytest.raises(RecordInherited):
        episodes.open_episode(kept, clients.with_number(kept, "0003"), DAY)
    assert notes.check_all(kept).broken == () and notes.check_all(kept).checked == 6
    assert service.verify_inherited_chain(kept).is_sound
    assert audit.verify(kept).is_sound
    assert documents.check_files(kept).is_sound


def test_new_keys_change_nothing(world: World, custodian: Custodian) -> None:
    parts = sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY)
    kept = custodian.take(parts)
    keys.rotate_keys(kept, TYPED, custodian.drawer)
    _require_custody(kept, world)
    report = service.merge(kept, parts, no_progress)
    assert (report.new, report.changed, report.same) == (0, 0, 6)


def test_it_is_not_sealed_on(world: World, custodian: Custodian, tmp_path: Path) -> None:
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY))
    stick = tmp_path / "stick"
    stick.mkdir()
    looked_at = sealing.plan_check(kept, stick).look()
    with pytest.raises(CustodyNotSealed):
        sealing.add_place(kept, stick, "Stick")
    with pytest.raises(CustodyNotSealed):
        sealing.enter_place(kept, looked_at, "Stick")
    assert not sealing.places(kept)


def test_a_backup_of_it_comes_back(world: World, custodian: Custodian, tmp_path: Path) -> None:
    kept = custodian.take(sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY))
    service.add_note(kept, "kept since November")
    keys.add_passphrase(kept, TYPED, STRONG, custodian.drawer)
    stick = tmp_path / "stick"
    stick.mkdir()
    place = backup.add_destination(kept, stick, "Stick")
    backup.make_backup(kept, place.id)
    (found,) = backup.find_snapshots(stick)
    into = tmp_path / "back.casekeep"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    backup.restore_vault(
        found.folder, SlotKind.PASSPHRASE, STRONG, into, way, NoKeyring(), now=custodian.clock
    )
    back = keys.unlock_with_passphrase(into, STRONG, NoKeyring(), now=custodian.clock)
    try:
        _require_custody(back, world)
        assert [one.body for one in service.notes(back)] == ["kept since November"]
    finally:
        back.close()
