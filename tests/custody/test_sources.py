"""What is remembered of each export that came: its account grows, and its chain stays proven."""

import pytest

from tests.custody.conftest import Custodian
from tests.custody.made_parts import sealed
from tests.custody.test_merge import merge
from tests.disposal.conftest import World
from tests.disposal.filled import fill
from tests.vault_fixtures import ungated
from vault.custody import service
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service


def _cut_the_log(kept: Session, after: int) -> None:
    """Take the newest of the practitioner's events out, as somebody with the file's key may."""
    tables = ("inherited_detail", "inherited_checkpoint", "inherited_event")
    with ungated(kept) as raw:
        for row in raw.all("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"):
            if row["tbl_name"] in tables:
                raw.run(f"DROP TRIGGER {row['name']}")
        for table in tables:
            raw.run(f"DELETE FROM {table} WHERE seq > ?", (after,))


@pytest.mark.parametrize("is_merged", [False, True])
def test_a_log_that_was_cut_off_is_told_whatever_came_later(
    world: World, custodian: Custodian, is_merged: bool
) -> None:
    fill(world, world.old, "cassowary")
    records, apart = sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY)
    kept = custodian.take([records])
    if is_merged:
        merge(kept, [apart])
    assert service.verify_inherited_chain(kept).is_sound
    _cut_the_log(kept, 5)
    assert not service.verify_inherited_chain(kept).is_sound


def test_the_account_of_an_export_tells_of_all_its_parts(
    world: World, custodian: Custodian
) -> None:
    fill(world, world.old, "cassowary")
    plan_service.end_apart(world.session, world.old)
    records, apart = sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY)
    kept = custodian.take([records])
    merge(kept, [apart])
    merge(kept, sealed(world.session, 2, Part.RECORDS, Part.PSYCHOTHERAPY))
    told = service.custody(kept)
    assert told is not None
    first, second = (
        {name: count for name, count in one.counts.items() if count} for one in told.sources
    )
    assert first == {"new": 3, "changed": 3, "chained": 1}
    assert second == {"same": 6, "chained": 1}
