"""One choice for all that are held for the same reasons: nobody is merged with somebody else."""

from datetime import date

from tests.importers.tabling import planned
from ui.importing import alike
from vault.ids import ClientId
from vault.importers import choosing
from vault.importers.model import Choice, ClientImport, KnownClient


def _known(number: int, name: str, born: date | None = None) -> KnownClient:
    return KnownClient(
        id=ClientId(number), record_number=f"{number:04d}", legal_name=name, birth_date=born
    )


KNOWN = (
    _known(1, "Ana Diaz", date(1980, 1, 1)),
    _known(2, "Bo Lind", date(1990, 1, 1)),
    _known(3, "Cy Moor", date(1970, 1, 1)),
)
TURNED = planned(
    "Name,DOB,Client ID\nBo Lind,1990-01-01,0001\nCy Moor,1970-01-01,0002\n"
    "Ana Diaz,1980-01-01,0003\n",
    *KNOWN,
)


def _into(plan: ClientImport) -> list[int | None]:
    return [row.into.client_id if row.into else None for row in plan.rows]


def test_numbers_that_count_from_one_too_merge_nobody_with_somebody_else() -> None:
    bo = TURNED.rows[0]
    plan = choosing.choose(TURNED, bo.line, Choice.MERGE, bo.duplicates[0])
    assert len(alike.alike(plan, plan.rows[0])) == 3
    assert _into(alike.choose_alike(plan, plan.rows[0])) == [2, 3, 1]


def test_a_merge_by_record_number_is_for_one_alone() -> None:
    bo = TURNED.rows[0]
    plan = choosing.choose(TURNED, bo.line, Choice.MERGE, bo.duplicates[-1])
    assert alike.alike(plan, plan.rows[0]) == [plan.rows[0]]
    assert _into(alike.choose_alike(plan, plan.rows[0])) == [1, None, None]


def test_what_was_decided_by_hand_stands() -> None:
    plan = choosing.choose(TURNED, 4, Choice.NEW)
    plan = choosing.choose(plan, 2, Choice.MERGE, plan.rows[0].duplicates[0])
    after = alike.choose_alike(plan, plan.rows[0], by_hand={2, 4})
    assert [row.fate for row in after.rows] == [Choice.MERGE, Choice.MERGE, Choice.NEW]


def test_somebody_who_may_be_two_people_is_left_open() -> None:
    known = (*KNOWN, _known(4, "Di Wu"), _known(5, "Di Wu"))
    plan = planned("Name\nAna Diaz\nDi Wu\n", *known)
    plan = choosing.choose(plan, 2, Choice.MERGE, plan.rows[0].duplicates[0])
    assert _into(alike.choose_alike(plan, plan.rows[0])) == [1, None]


def test_lines_of_one_person_go_to_the_first_of_them() -> None:
    plan = planned("Name\nEd Ek\nEd Ek\nEd Ek\n")
    plan = choosing.choose(plan, 3, Choice.MERGE, plan.rows[1].duplicates[0])
    after = alike.choose_alike(plan, plan.rows[1])
    assert [row.into.line if row.into else None for row in after.rows] == [None, 2, 2]


def test_the_way_that_was_chosen_is_kept_for_all() -> None:
    plan = planned("Name\nAna Diaz\nAna Diaz\n", _known(1, "Ana Diaz"))
    first, second = plan.rows
    plan = choosing.choose(plan, 2, Choice.MERGE, first.duplicates[0])
    way = next(one for one in second.duplicates if one.line == 2)
    plan = choosing.choose(plan, 3, Choice.MERGE, way)
    plan = alike.choose_alike(plan, plan.rows[1])
    assert _into(plan) == [1, 1]
    plan = choosing.choose(plan, 2, Choice.NEW)
    assert plan.rows[1].into == way
