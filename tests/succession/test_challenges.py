"""Asking holders to show a card or key: lines typed back, a code given back, drills."""

from datetime import timedelta

import pytest

from tests.succession_fixtures import card_lines, hold_ceremony
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from vault import age
from vault.audit import service as audit
from vault.errors import (
    ChallengeAnswered,
    CodeMistyped,
    NoCeremony,
    NotFound,
    SheetLineError,
)
from vault.ids import ChallengeId, HolderId
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import card_proof, codes, service
from vault.succession.model import Challenge, Holder, HolderKind, HolderPlan, PartPlan

OwnKey = age.X25519Identity | age.HybridIdentity


def _holder(session: Session, place: int = 1) -> Holder:
    ceremony = service.current(session)
    assert ceremony is not None
    return ceremony.holder(place)


def _typed(session: Session, asked: Challenge, identity: age.HybridIdentity) -> dict[int, str]:
    lines = card_lines(session, identity)
    return {number: lines[number - 1] for number in asked.lines}


def test_two_lines_of_the_card_prove_it(session: Session, clock: StoppedClock) -> None:
    (identity, *_) = hold_ceremony(session, is_proved=False)
    asked = service.ask(session, _holder(session).id)
    assert len(asked.lines) == 2 and set(asked.lines) <= {1, 2, 3, 4} and not asked.file
    clock.advance(timedelta(hours=3))
    assert service.answer(session, asked.id, lines=_typed(session, asked, identity))
    holder = _holder(session)
    assert holder.is_proved and holder.proved_at == clock.instant and not holder.open_challenge


def test_lines_of_another_card_prove_nothing(session: Session) -> None:
    (_, other, _) = hold_ceremony(session)
    asked = service.ask(session, _holder(session).id)
    assert not service.answer(session, asked.id, lines=_typed(session, asked, other))
    holder = _holder(session)
    assert not holder.is_proved and not holder.is_pending and holder.proved_at is not None


def test_one_right_line_of_two_is_not_enough(session: Session) -> None:
    (identity, other, _) = hold_ceremony(session)
    asked = service.ask(session, _holder(session).id)
    first, second = asked.lines
    mixed = {
        first: _typed(session, asked, identity)[first],
        second: _typed(session, asked, other)[second],
    }
    assert not service.answer(session, asked.id, lines=mixed)


def test_a_slip_of_the_hand_is_no_answer(session: Session) -> None:
    (identity, *_) = hold_ceremony(session, is_proved=False)
    asked = service.ask(session, _holder(session).id)
    typed = _typed(session, asked, identity)
    last = asked.lines[-1]
    for wrong in ("", typed[last][:-1] + ("Q" if typed[last][-1] != "Q" else "P")):
        with pytest.raises(SheetLineError) as caught:
            service.answer(session, asked.id, lines=typed | {last: wrong})
        assert caught.value.line == last
    assert _holder(session).open_challenge == asked.id
    assert service.answer(session, asked.id, lines=typed)


def test_a_question_that_waits_is_not_replaced_by_one_about_other_lines(session: Session) -> None:
    hold_ceremony(session)
    holder = _holder(session)
    asked = {service.ask(session, holder.id).lines for _ in range(8)}
    assert len(asked) == 1


def test_every_pair_of_lines_is_asked_for_some_time(session: Session) -> None:
    assert len({card_proof.asked_lines() for _ in range(300)}) == 6


def test_a_question_counts_once(session: Session) -> None:
    (identity, *_) = hold_ceremony(session)
    asked = service.ask(session, _holder(session).id)
    service.answer(session, asked.id, lines=_typed(session, asked, identity))
    with pytest.raises(ChallengeAnswered):
        service.answer(session, asked.id, lines=_typed(session, asked, identity))


def test_nobody_is_asked_of_a_ceremony_that_is_over(session: Session) -> None:
    hold_ceremony(session)
    old = _holder(session)
    asked = service.ask(session, old.id)
    hold_ceremony(session)
    with pytest.raises(NoCeremony):
        service.ask(session, old.id)
    with pytest.raises(NoCeremony):
        service.answer(session, asked.id, lines={})
    with pytest.raises(NotFound):
        service.ask(session, HolderId(99))
    with pytest.raises(NotFound):
        service.answer(session, ChallengeId(99))


def _own_keys(session: Session) -> list[OwnKey]:
    mine: list[OwnKey] = [age.X25519Identity.generate(), age.HybridIdentity.generate()]
    holders = [
        HolderPlan(
            place=place,
            label=f"Own {place}",
            kind=HolderKind.OWN_KEY,
            recipient=one.recipient.to_text(),
        )
        for place, one in enumerate(mine, start=1)
    ]
    session.step_up(STEP_UP_SECRET)
    service.hold(session, holders, [PartPlan(part=Part.RECORDS, holders=(1, 2))])
    return mine


def _code(file: bytes, identity: age.Identity) -> str:
    text = age.unseal_bytes([identity], file).decode("utf-8")
    return next(line.strip() for line in text.splitlines() if line.startswith("    "))


@pytest.mark.parametrize("place", [1, 2])
def test_the_code_in_a_challenge_file_proves_an_own_key(session: Session, place: int) -> None:
    mine = _own_keys(session)
    asked = service.ask(session, _holder(session, place).id)
    code = _code(asked.file, mine[place - 1])
    assert asked.lines == ()
    assert service.answer(session, asked.id, code=code.lower().replace(" ", "-"))
    assert _holder(session, place).is_proved


def test_a_wrong_code_proves_nothing_and_a_mistyped_one_is_no_answer(session: Session) -> None:
    mine = _own_keys(session)
    asked = service.ask(session, _holder(session).id)
    code = _code(asked.file, mine[0])
    for wrong in ("", code[:-1], code + "Q", ("Q" if code[0] != "Q" else "P") + code[1:]):
        with pytest.raises(CodeMistyped):
            service.answer(session, asked.id, code=wrong)
    assert not service.answer(session, asked.id, code=codes.new_code())
    assert not _holder(session).is_proved


def test_a_second_file_has_another_code(session: Session) -> None:
    mine = _own_keys(session)
    first = service.ask(session, _holder(session).id)
    second = service.ask(session, _holder(session).id)
    assert not service.answer(session, second.id, code=_code(first.file, mine[0]))


def test_an_older_file_is_done_with_once_there_is_a_newer_one(session: Session) -> None:
    mine = _own_keys(session)
    first = service.ask(session, _holder(session).id)
    second = service.ask(session, _holder(session).id)
    with pytest.raises(ChallengeAnswered):
        service.answer(session, first.id, code=_code(first.file, mine[0]))
    assert _holder(session).open_challenge == second.id
    assert service.answer(session, second.id, code=_code(second.file, mine[0]))
    assert _holder(session).is_proved and _holder(session).open_challenge is None
    with pytest.raises(ChallengeAnswered):
        service.answer(session, first.id, code=codes.new_code())


def test_an_answer_under_a_clock_that_ran_ahead_is_followed_by_today_s(
    session: Session, clock: StoppedClock
) -> None:
    (identity, other, _) = hold_ceremony(session)
    clock.advance(timedelta(days=400))
    asked = service.ask(session, _holder(session).id)
    assert not service.answer(session, asked.id, lines=_typed(session, asked, other))
    clock.advance(timedelta(days=-399))
    asked = service.ask(session, _holder(session).id)
    assert service.answer(session, asked.id, lines=_typed(session, asked, identity))
    assert _holder(session).is_proved


def test_a_card_is_asked_for_the_same_two_lines_every_year(session: Session) -> None:
    (identity, *_) = hold_ceremony(session)
    found = set()
    for _ in range(8):
        asked = service.ask(session, _holder(session).id, is_drill=True)
        found.add(asked.lines)
        assert service.answer(session, asked.id, lines=_typed(session, asked, identity))
    assert len(found) == 1


def test_a_challenge_file_names_nobody(session: Session) -> None:
    mine = _own_keys(session)
    asked = service.ask(session, _holder(session).id)
    text = age.unseal_bytes([mine[0]], asked.file).decode("utf-8")
    assert "Keller" not in text and "Own" not in text and b"age1" not in asked.file


def test_the_vault_keeps_no_line_and_no_code(session: Session) -> None:
    (identity, *_) = hold_ceremony(session, is_proved=False)
    asked = service.ask(session, _holder(session).id)
    typed = _typed(session, asked, identity)
    service.answer(session, asked.id, lines=typed)
    kept = str([tuple(row) for row in session.rows.all("SELECT * FROM holder_challenge")])
    kept += str([tuple(row) for row in session.rows.all("SELECT * FROM holder")])
    for line in card_lines(session, identity)[:4]:
        letters = line.replace(" ", "")[:-2]
        assert letters not in kept and line not in kept


def test_a_drill_is_due_a_year_after_the_oldest_answer(
    session: Session, clock: StoppedClock
) -> None:
    assert service.drill_due(session) is None
    identities = hold_ceremony(session)
    assert service.drill_due(session) == session.today() + timedelta(days=365)
    clock.advance(timedelta(days=366))
    for place, identity in enumerate(identities, start=1):
        due = service.drill_due(session)
        assert due is not None and due < session.today()
        asked = service.ask(session, _holder(session, place).id, is_drill=True)
        assert service.answer(session, asked.id, lines=_typed(session, asked, identity))
    assert service.drill_due(session) == session.today() + timedelta(days=365)
    assert [one.place for one in service.drills(session)] == [3, 2, 1]


def test_a_failed_drill_takes_the_holder_out(session: Session, clock: StoppedClock) -> None:
    identities = hold_ceremony(session, n=2)
    clock.advance(timedelta(days=300))
    asked = service.ask(session, _holder(session).id, is_drill=True)
    assert not service.answer(session, asked.id, lines=_typed(session, asked, identities[1]))
    assert not service.is_ready(session)
    assert _holder(session).last_drill == clock.instant
    (drill,) = service.drills(session)
    assert not drill.is_proved and drill.place == 1
    assert audit.page(session)[0].detail == {
        "holder": 1,
        "place": 1,
        "is_drill": True,
        "is_proved": False,
    }


def test_the_ceremonys_own_answers_are_no_drill(session: Session) -> None:
    hold_ceremony(session)
    assert service.drills(session) == []


def test_a_code_is_whole_only_with_its_check_letters() -> None:
    wrong = 0
    for _ in range(40):
        letters = codes.new_code().replace(" ", "")
        swapped = letters[1] + letters[0] + letters[2:]
        try:
            codes.letters_of(swapped)
        except CodeMistyped:
            wrong += 1
    assert wrong > 30  # two letters that are the same, or one chance in 1,024
