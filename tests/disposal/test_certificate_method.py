"""How much a certificate may claim: every combination of what can be known."""

from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest

from tests.disposal.certificate_samples import COPIES, ERASED_AT, PENDING, REWRITTEN_AT, at, facts
from vault.disposal.certificate_claim_model import Method, NotPurge, method, not_purge
from vault.disposal.certificate_model import (
    CertificateFacts,
    Check,
    CheckKind,
    CheckResult,
    Reissued,
    Residual,
    ResidualKind,
    TreatedCopy,
    TreatedFate,
)

LATER = at(11)


def _check(*results: CheckResult) -> tuple[Check, ...]:
    return tuple(Check(kind=CheckKind.CLIENT_ABSENT, result=result) for result in results)


def _copy(fate: TreatedFate, when: datetime | None) -> tuple[TreatedCopy, ...]:
    return (replace(COPIES[0], fate=fate, at=when), COPIES[1])


def _residual(kind: ResidualKind) -> tuple[Residual, ...]:
    return (replace(PENDING, kind=kind),)


KEYS = {"destroyed": facts().keys_destroyed, "none": ()}
CHECKS = {
    "passed": _check(CheckResult.PASSED, CheckResult.PASSED),
    "none": (),
    "failed": _check(CheckResult.PASSED, CheckResult.FAILED),
    "not done": _check(CheckResult.NOT_DONE, CheckResult.PASSED),
}
RESIDUAL = {"nothing": (), **{kind.value: _residual(kind) for kind in ResidualKind}}
REISSUED = {
    "never": None,
    "before the erasure": at(10, 1),
    "at the erasure": ERASED_AT,
    "before the rewriting": at(10, 8),
    "at the rewriting": REWRITTEN_AT,
    "after": at(10, 30),
}
TREATED = {
    "no copies": (),
    "rewritten": _copy(TreatedFate.REWRITTEN, REWRITTEN_AT),
    "rewritten, nobody knows when": _copy(TreatedFate.REWRITTEN, None),
    "rewritten late": _copy(TreatedFate.REWRITTEN, LATER),
    "pruned": _copy(TreatedFate.PRUNED, at(9)),
    "pruned late": _copy(TreatedFate.PRUNED, LATER),
    "made later": _copy(TreatedFate.MADE_LATER, None),
    "destroyed late": _copy(TreatedFate.ATTESTED_DESTROYED, LATER),
}
ATTESTED = {"never": None, "before all": at(9), "at all": LATER, "after all": at(12)}

# The one corner of the table where Purge may stand.
PURGE_KEYS = {"destroyed"}
PURGE_CHECKS = {"passed"}
PURGE_RESIDUAL = {"nothing", "paper", "transfer", "export_file"}
PURGE_ATTESTED = {"at all", "after all"}
PURGE_COURSE = {
    ("at the erasure", "no copies"),
    ("before the rewriting", "no copies"),
    ("at the rewriting", "no copies"),
    ("after", "no copies"),
    *(
        (reissued, treated)
        for reissued in ("at the rewriting", "after")
        for treated in ("rewritten", "pruned", "made later", "destroyed late")
    ),
}


def _facts(
    key: str, check: str, left: str, renewed: str, treated: str, attested: str
) -> CertificateFacts:
    moment = REISSUED[renewed]
    reissued = None
    if moment is not None:
        reissued = Reissued(at=moment, ways=(), old_sheet_destroyed_at=ATTESTED[attested])
    return replace(
        facts(),
        keys_destroyed=KEYS[key],
        checks=CHECKS[check],
        residual=RESIDUAL[left],
        copies=TREATED[treated],
        reissued=reissued,
    )


def test_purge_stands_in_one_corner_of_the_table_and_nowhere_else() -> None:
    cases = list(product(KEYS, CHECKS, RESIDUAL, REISSUED, TREATED, ATTESTED))
    found = {case for case in cases if method(_facts(*case)) is Method.PURGE}
    expected = {
        case
        for case in cases
        if case[0] in PURGE_KEYS
        and case[1] in PURGE_CHECKS
        and case[2] in PURGE_RESIDUAL
        and (case[3], case[4]) in PURGE_COURSE
        and case[5] in PURGE_ATTESTED
    }
    assert found == expected
    assert (len(cases), len(expected)) == (12288, 96)


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ()),
        ({"keys_destroyed": ()}, (NotPurge.NO_KEY_DESTROYED,)),
        ({"checks": ()}, (NotPurge.NOT_VERIFIED,)),
        ({"residual": (PENDING,)}, (NotPurge.COPY_PENDING,)),
        ({"reissued": None}, (NotPurge.WAYS_NOT_REISSUED,)),
        (
            {"residual": (PENDING,), "reissued": None},
            (NotPurge.COPY_PENDING, NotPurge.WAYS_NOT_REISSUED),
        ),
        ({"erased_at": LATER}, (NotPurge.WAYS_REISSUED_TOO_EARLY,)),
        (
            {"reissued": Reissued(at=LATER, ways=(), old_sheet_destroyed_at=None)},
            (NotPurge.OLD_SHEET_NOT_ATTESTED,),
        ),
        (
            {"reissued": Reissued(at=LATER, ways=(), old_sheet_destroyed_at=at(10))},
            (NotPurge.OLD_SHEET_NOT_ATTESTED,),
        ),
    ],
)
def test_each_reason_is_named(changed: dict[str, object], reasons: tuple[NotPurge, ...]) -> None:
    told = replace(facts(), **changed)  # type: ignore[arg-type]  # fields by name
    assert not_purge(told) == reasons
    assert method(told) is (Method.CLEAR if reasons else Method.PURGE)


def test_a_sheet_attested_before_the_new_one_was_made_is_another_sheet() -> None:
    early = Reissued(at=at(10, 30), ways=(), old_sheet_destroyed_at=at(10, 29))
    assert method(replace(facts(), reissued=early)) is Method.CLEAR
