"""Holding a ceremony: what is entered, what is refused, what is never there."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.succession_fixtures import card_holders, hold_ceremony
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from vault import age
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.errors import (
    CeremonyFailed,
    InvalidValue,
    NotARecipient,
    RuleBroken,
    SameRecipientTwice,
    StepUpRequired,
    VaultError,
)
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import child_process, part_making, rows, service
from vault.succession.model import HolderKind, HolderPlan, PartPlan

RECORDS = PartPlan(part=Part.RECORDS, holders=(1, 2, 3))


def test_a_ceremony_is_read_back_as_it_was_held(session: Session, clock: StoppedClock) -> None:
    alone = PartPlan(part=Part.CASELOAD, holders=(1,), threshold=1)
    hold_ceremony(session, n=3, parts=[RECORDS, alone])
    found = service.current(session)
    assert found is not None and found.at == clock.instant
    assert [one.part for one in found.parts] == [Part.CASELOAD, Part.RECORDS]
    assert [one.place for one in found.holders] == [1, 2, 3]
    records = found.part(Part.RECORDS)
    assert records is not None and list(records.openings) == [(1, 2), (1, 3), (2, 3)]
    assert found.part(Part.PSYCHOTHERAPY) is None
    assert service.is_ready(session)


def test_a_later_ceremony_takes_the_place_of_the_first(session: Session) -> None:
    hold_ceremony(session)
    first = service.current(session)
    hold_ceremony(session, n=2)
    second = service.current(session)
    assert first is not None and second is not None and first.uid != second.uid
    assert {one.recipient for one in first.parts}.isdisjoint(one.recipient for one in second.parts)
    again = service.get(session, first.id)
    assert (again.uid, again.parts) == (first.uid, first.parts)


def test_a_ceremony_takes_the_step_up(session: Session) -> None:
    with pytest.raises(StepUpRequired):
        service.hold(session, card_holders(session, 3), [RECORDS])
    assert service.current(session) is None


def test_screens_and_the_audit_log_hear_of_it(session: Session) -> None:
    heard: list[Changes] = []
    session.on_change.append(heard.append)
    hold_ceremony(session, is_proved=False)
    assert Kind.SUCCESSION in heard[-1]
    event = audit.page(session)[0]
    assert event.action == "succession.ceremony"
    assert event.detail == {"ceremony": 1, "holders": 3, "parts": 2, "proved": 0}


def test_cards_that_nobody_has_shown_make_it_wait(session: Session) -> None:
    hold_ceremony(session, is_proved=False)
    ceremony = service.current(session)
    assert ceremony is not None and all(one.is_pending for one in ceremony.holders)
    assert service.lacking(ceremony) == {Part.CASELOAD: 2, Part.RECORDS: 2}
    assert not service.is_ready(session)


def test_ceremonies_stay_in_the_vault(session: Session) -> None:
    hold_ceremony(session)
    with pytest.raises(RuleBroken), session.begin("test") as tx:
        tx.rows.run("DELETE FROM ceremony")


def _holders() -> list[HolderPlan]:
    return [_own(place) for place in (1, 2, 3)]


def _own(place: int) -> HolderPlan:
    recipient = age.X25519Identity.generate().recipient.to_text()
    return HolderPlan(place=place, label="Own", kind=HolderKind.OWN_KEY, recipient=recipient)


def _refused(holders: list[HolderPlan], *parts: PartPlan) -> VaultError:
    with pytest.raises(VaultError) as caught:
        service.make(holders, parts)
    return caught.value


def test_what_is_no_recipient_is_refused() -> None:
    secret = age.HybridIdentity.generate().to_text()
    yubikey = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t"
    for text in ("", "age1", "nobody", secret, yubikey, _own(1).recipient[:-1]):
        holders = [replace(_own(1), recipient=text), _own(2), _own(3)]
        assert isinstance(_refused(holders, RECORDS), NotARecipient)


def test_one_key_does_not_count_twice() -> None:
    twin = _own(1)
    assert isinstance(
        _refused([twin, replace(twin, place=2), _own(3)], RECORDS), SameRecipientTwice
    )


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (replace(RECORDS, threshold=4), "threshold"),
        (replace(RECORDS, threshold=0), "threshold"),
        (replace(RECORDS, threshold=1), "threshold"),
        (replace(RECORDS, part=Part.PSYCHOTHERAPY, threshold=1), "threshold"),
        (replace(RECORDS, holders=()), "holders"),
        (replace(RECORDS, holders=(1, 2, 4)), "holders"),
        (replace(RECORDS, holders=(2, 1, 3)), "holders"),
        (replace(RECORDS, holders=(1, 1, 2, 3)), "holders"),
        (replace(RECORDS, holders=(1, 2)), "holders"),
    ],
)
def test_a_part_that_may_not_be_is_refused(plan: PartPlan, field: str) -> None:
    error = _refused(_holders(), plan)
    assert isinstance(error, InvalidValue) and error.field == field


def test_more_may_not_be_needed_than_there_are() -> None:
    parts = PartPlan(part=Part.RECORDS, holders=(1, 2), threshold=3)
    error = _refused([_own(1), _own(2)], parts)
    assert isinstance(error, InvalidValue) and error.field == "threshold"


def test_holders_that_may_not_be_are_refused(session: Session) -> None:
    cards = card_holders(session, 3)
    cases = {
        "holders": [_own(place) for place in range(1, 9)],
        "place": [_own(1), _own(1), _own(2)],
        "label": [replace(_own(1), label=" "), _own(2), _own(3)],
        "proof": [replace(cards[0], proof=None), cards[1], cards[2]],
    }
    for field, holders in cases.items():
        error = _refused(holders, RECORDS)
        assert isinstance(error, InvalidValue) and error.field == field
    plain = replace(cards[0], recipient=_own(1).recipient)
    for broken in (plain, replace(_own(1), is_proved=True)):
        error = _refused([broken, *cards[1:]], RECORDS)
        assert isinstance(error, InvalidValue) and error.field == "proof"
    assert isinstance(_refused([], RECORDS), InvalidValue)
    assert isinstance(_refused(_holders()), InvalidValue)
    assert isinstance(_refused(_holders(), RECORDS, RECORDS), InvalidValue)


def test_parts_made_for_others_are_not_entered(session: Session) -> None:
    session.step_up(STEP_UP_SECRET)
    holders = _holders()
    made = service.make(holders, [RECORDS])
    with pytest.raises(InvalidValue):
        service.hold(session, holders, [replace(RECORDS, threshold=3)], made=made)
    assert service.current(session) is None


def test_no_part_is_made_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    holders = _holders()

    def refuse() -> age.HybridIdentity:
        raise AssertionError("an identity was made beside the vault")

    monkeypatch.setattr(age.HybridIdentity, "generate", refuse)
    (part,) = service.make(holders, [RECORDS])
    assert len(part.openings) == 3


def test_an_answer_of_the_child_that_is_not_whole_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = (b"", b"[]", b"{}", b'[{"part": "records", "recipient": "age1pq1", "openings": {}}]')
    for answer in answers:
        told = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({answer!r})"
        monkeypatch.setattr(child_process, "_PROGRAM", told)
        with pytest.raises(CeremonyFailed):
            part_making.made(_holders(), [RECORDS])


def test_a_child_that_dies_leaves_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.step_up(STEP_UP_SECRET)
    monkeypatch.setattr(child_process, "_PROGRAM", "raise SystemExit(3)")
    with pytest.raises(CeremonyFailed):
        service.hold(session, _holders(), [RECORDS])
    assert rows.count(session.rows) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others have fewer fences")
def test_the_child_that_has_the_identities_can_open_no_file() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        " from vault.succession import ceremony_child as child;"
        " child.answered = lambda asked: open(asked['path'], asked['mode']).close() or [];"
        " child.main(int(sys.argv[2]))"
    )
    root = str(Path(child_process.__file__).parents[2])
    command = [sys.executable, "-I", "-c", program, root, str(os.getpid())]
    for path, mode in ((child_process.__file__, "rb"), (str(Path(root) / "leak"), "wb")):
        asked = json.dumps({"path": path, "mode": mode}).encode()
        done = subprocess.run(command, input=asked, capture_output=True, check=False)
        assert done.returncode != 0 and done.stdout == b"" and b"Too many open" in done.stderr


def test_the_child_answers_the_whole_of_a_large_ceremony() -> None:
    holders = [_own(place) for place in range(1, 8)]
    everybody = tuple(range(1, 8))
    parts = [
        PartPlan(part=part, holders=everybody, threshold=3) for part in Part if not part.is_apart
    ]
    assert sum(len(one.openings) for one in service.make(holders, parts)) == 3 * 35
