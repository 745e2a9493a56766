"""The faults of a disposal: at full scale there are at least four hundred, or the row fails."""

import pytest

from tests.faults import dispose_rows
from tests.faults.injection import Fault
from tests.suite import Scale

FULL, SMALL = Scale(name="full"), Scale(name="small")


@pytest.mark.parametrize(
    ("points", "scale", "is_short"),
    [
        (399, FULL, True),
        (400, FULL, False),
        (480, FULL, False),
        (3, SMALL, True),
        (4, SMALL, False),
    ],
)
def test_too_few_points_fail_the_row(points: int, scale: Scale, is_short: bool) -> None:
    assert bool(dispose_rows.shortfall(points, scale)) is is_short


def test_few_calls_that_name_files_leave_room_for_those_that_write() -> None:
    rare = [Fault("rename", when, "KILL") for when in range(20)]
    common = [Fault("pwrite64", when, "EIO") for when in range(2000)]
    chosen = dispose_rows.chosen([*rare, *common], dispose_rows.POINTS_FULL)
    assert len(set(chosen)) == dispose_rows.POINTS_FULL >= dispose_rows.POINTS_LEAST == 400
