"""Who opens a part: for up to five holders, every group that suffices and none that does not."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, combinations

import pytest

from vault import age
from vault.errors import NoMatchingIdentity
from vault.sealing.part_model import Part
from vault.succession import service
from vault.succession.model import HolderKind, HolderPlan, PartPlan, SealedPart

MOST = 5
KEYS: dict[int, age.HybridIdentity | age.X25519Identity] = {
    place: age.X25519Identity.generate() if place == 2 else age.HybridIdentity.generate()
    for place in range(1, MOST + 1)
}
"""Place 2 brought a plain X25519 key: it stands alone in each of its layers."""


def _plans(n: int) -> list[PartPlan]:
    """Every k up to 3, and parts with other holders."""
    everybody, without_first = tuple(range(1, n + 1)), tuple(range(2, n + 1))
    wanted = [
        PartPlan(part=Part.CASELOAD, holders=everybody, threshold=1),
        PartPlan(part=Part.RECORDS, holders=everybody, threshold=2),
        PartPlan(part=Part.PSYCHOTHERAPY, holders=everybody, threshold=3),
        PartPlan(part=Part.APART_CASELOAD, holders=without_first, threshold=1),
        PartPlan(part=Part.APART_RECORDS, holders=without_first, threshold=2),
        PartPlan(part=Part.APART_PSYCHOTHERAPY, holders=without_first, threshold=3),
    ]
    return [one for one in wanted if len(one.holders) >= one.threshold]


@cache
def _made(n: int) -> tuple[SealedPart, ...]:
    holders = [
        HolderPlan(
            place=place,
            label=f"Holder {place}",
            kind=HolderKind.OWN_KEY,
            recipient=KEYS[place].recipient.to_text(),
        )
        for place in range(1, n + 1)
    ]
    return service.make(holders, _plans(n))


def _groups(n: int) -> Iterator[tuple[int, ...]]:
    places = range(1, n + 1)
    return chain.from_iterable(combinations(places, size) for size in range(n + 1))


def _opened(part: SealedPart, group: Sequence[int]) -> set[str]:
    """Return all that a group brings to light, with every file and its keys in any order."""
    found: set[str] = set()
    for content in part.openings.values():
        while content.startswith(b"age-encryption.org/"):
            try:
                content = age.unseal_bytes([KEYS[place] for place in group], content)
            except NoMatchingIdentity:
                break
        else:
            found.add(content.decode("ascii"))
    return found


@pytest.mark.parametrize("n", range(1, MOST + 1))
def test_a_part_opens_for_enough_of_its_holders_and_for_no_others(n: int) -> None:
    for part in _made(n):
        for group in _groups(n):
            is_enough = len(set(group) & set(part.holders)) >= part.threshold
            opened = _opened(part, group)
            assert bool(opened) is is_enough, (part.part, part.threshold, group)
            assert opened <= _opened(part, part.holders)


@pytest.mark.parametrize("n", range(1, MOST + 1))
def test_every_group_has_one_file_and_all_hold_the_same_identity(n: int) -> None:
    for part in _made(n):
        assert list(part.openings) == list(combinations(part.holders, part.threshold))
        (text,) = _opened(part, part.holders)
        identity = age.HybridIdentity.from_text(text.removesuffix("\n"))
        assert text.endswith("\n") and identity.recipient.to_text() == part.recipient


def test_the_first_holder_of_a_name_has_the_outermost_layer() -> None:
    part = next(one for one in _made(5) if one.threshold == 3)
    for group, content in part.openings.items():
        for place in group:
            content = age.unseal_bytes([KEYS[place]], content)
        assert content.startswith(b"AGE-SECRET-KEY-PQ-1")


def test_no_two_parts_have_one_identity() -> None:
    made = [*_made(5), *_made(4)]
    assert len({one.recipient for one in made}) == len(made)
