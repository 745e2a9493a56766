"""A disposal from its review to its certificate."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.disposal.conftest import OLD, TYPED, World
from vault.audit import service as audit
from vault.backup import service as backup
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.disposal import service
from vault.disposal.model import CopyState, DisposalKind, DisposalState, Obstacle
from vault.errors import (
    ClockInDoubt,
    CopiesMissing,
    Held,
    InvalidValue,
    NotAMistake,
    NotEligible,
    NotFound,
    StepUpRequired,
    WrongConfirmation,
)
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import ClientId
from vault.keys import service as keys
from vault.keys.signing import CERTIFICATE
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.retention import service as retention
from vault.retention.model import ClockState
from vault.store import erasures

HOUR = timedelta(hours=1)


def test_a_record_goes_and_its_certificate_says_so(world: World) -> None:
    session = world.session
    before = session.opened.header.records
    disposal_id = world.dispose(world.old)
    (one,) = service.list_disposals(session)
    assert (one.id, one.state) == (disposal_id, DisposalState.ERASED)
    assert one.erased is not None and one.erased.change == "records.erase"
    assert (one.erased.old_records, one.erased.new_records) == (
        before,
        session.opened.header.records,
    )
    assert one.erased.attachments == 1
    with pytest.raises(NotFound):
        clients.get(session, world.old)
    (certificate,) = service.issue(session, disposal_id)
    copy = keys.instance_id(session)[:4]
    assert certificate.number == f"2026-{one.uid[:8]}-{copy}-01"
    session.public_key.verify(certificate.document.encode(), certificate.signature, CERTIFICATE)
    told = json.loads(certificate.document)
    assert told["method"] == "clear"
    assert told["record"]["record_number"] == "0001"
    assert told["record"]["name"] == ""
    assert told["retention"]["eligible_on"] == "2017-06-01"
    assert told["keys_destroyed"][0]["key_id"] == one.erased.old_key
    assert {check["result"] for check in told["checks"]} == {"passed"}
    assert service.list_disposals(session)[0].state is DisposalState.FINISHED
    assert service.pending(session) == []
    assert service.issue(session, disposal_id) == ()  # nothing changed
    assert service.certificate_pdf(session, certificate.id).startswith(b"%PDF")
    assert audit.verify(session).is_sound
    session.rows.check()


# --- what begin asks for ---


def _is_untouched(world: World) -> bool:
    return (
        service.list_disposals(world.session) == []
        and erasures.pending(world.session.rows).is_nothing
    )


def test_begin_needs_the_step_up_and_the_numbers(world: World) -> None:
    session, approval = world.session, world.approval(world.old)
    with pytest.raises(StepUpRequired):
        service.begin(session, [world.old], approval)
    session.step_up(TYPED.encode())
    for typed in ({}, {world.old: ""}, {world.old: "0002"}, {world.other_old: "0001"}):
        with pytest.raises(WrongConfirmation):
            service.begin(session, [world.old], replace(approval, confirmations=typed))
    with pytest.raises(InvalidValue):
        service.begin(session, [], approval)
    with pytest.raises(InvalidValue):
        service.begin(session, [world.old], replace(approval, approved_by=" "))
    with pytest.raises(NotFound):
        service.begin(session, [ClientId(77)], approval)
    assert _is_untouched(world)
    service.begin(session, [world.old], replace(approval, confirmations={world.old: " 0001 "}))
    with pytest.raises(NotFound):  # once is enough
        service.begin(session, [world.old], approval)


def test_no_record_goes_that_may_not(world: World) -> None:
    session = world.session
    with pytest.raises(NotEligible):
        world.begin(world.old, world.present)
    hold = holds.place(session, world.old, HoldKind.LEGAL, "a subpoena", date(2026, 11, 1))
    with pytest.raises(Held) as caught:
        world.begin(world.old, world.other_old)
    assert caught.value.clients == {world.old}
    holds.release(session, hold.id, "settled")
    world.clock.advance(timedelta(days=40))
    with pytest.raises(ClockInDoubt):
        world.begin(world.old)
    assert _is_untouched(world)


def test_two_fresh_copies_or_a_reason(world: World) -> None:
    session = world.session
    approval = world.approval(world.old, acceptance=" ")
    for made, place in enumerate(("blue", "red")):
        session.step_up(TYPED.encode())
        with pytest.raises(CopiesMissing) as caught:
            service.begin(session, [world.old], approval)
        assert caught.value.fresh == made
        backup.make_backup(session, world.place(place))
        backup.make_backup(session, backup.destinations(session)[0].id)  # the same place twice
    world.clock.advance(24 * HOUR)
    session.step_up(TYPED.encode())
    with pytest.raises(CopiesMissing):
        service.begin(session, [world.old], approval)
    world.clock.advance(-HOUR)
    session.step_up(TYPED.encode())
    disposal_id = service.begin(session, [world.old], approval)
    (one,) = service.list_disposals(session)
    assert one.id == disposal_id and one.approved is not None
    assert {copy.label for copy in one.approved.copies} == {"blue", "red"}
    assert (one.approved.by, one.approved.acceptance) == ("Robin Keller", "")


# --- what stays ---


def test_the_name_stays_only_where_it_was_chosen(world: World) -> None:
    session = world.session
    world.begin(world.old)
    session.step_up(TYPED.encode())
    approval = replace(world.approval(world.other_old), keep_names=True)
    service.begin(session, [world.other_old], approval)
    texts = [row["detail"] for row in session.rows.all("SELECT detail FROM tombstone ORDER BY id")]
    assert OLD not in texts[0] and "Tobiah Marchbanks" in texts[1]
    told = json.loads(texts[0])
    (_, first) = service.list_disposals(session)
    assert told["disposal_uid"] == first.uid
    assert (told["first_service"], told["last_service"]) == ("2008-02-04", "2008-02-04")
    assert told["eligible_on"] == "2017-06-01"
    assert told["steps"][0]["rule_id"] and told["steps"][0]["citation"]
    detail = first.records[0].detail
    assert detail.steps[0].day == date(2017, 6, 1)
    assert (detail.documents, detail.holds_checked_at) == (1, world.clock())


def test_a_number_that_was_given_stays_taken(world: World) -> None:
    with_number = clients.add(world.session, ClientDetails(legal_name="Bo"))
    assert clients.get(world.session, with_number).record_number == "0004"
    world.session.step_up(TYPED.encode())
    disposal_id = service.begin_mistake(world.session, with_number, "0004")
    service.erase(world.session, disposal_id, TYPED, world.drawer)
    again = clients.add(world.session, ClientDetails(legal_name="Cy"))
    assert clients.get(world.session, again).record_number == "0005"


# --- the review ---


def _note(world: World, client: ClientId, shelf: Shelf, text: str) -> None:
    kind = NoteKind.PSYCHOTHERAPY if shelf is Shelf.PSYCHOTHERAPY else NoteKind.PROGRESS
    head = NoteHead(client_id=client, kind=kind, shelf=shelf, occurred_on=date(2026, 5, 6))
    notes.start(world.session, head, Body.of((Section(heading="", text=text),)))


def test_the_review_tells_who_mentions_whom(world: World) -> None:
    session = world.session
    session.step_up(TYPED.encode())
    _note(world, world.present, Shelf.RECORD, "She met odalys QUINCE at the market.")
    _note(world, world.present, Shelf.RECORD, "Quince jam; Odalys was not there.")
    _note(world, world.present, Shelf.PSYCHOTHERAPY, "Odalys Quince again, in a dream.")
    _note(world, world.old, Shelf.RECORD, "Odalys Quince herself.")
    (line,) = service.review(session, [world.old]).clients
    assert [(one.client_id, one.is_psychotherapy) for one in line.mentions] == [
        (world.present, False),
        (world.present, True),
    ]
    assert line.is_psychotherapy_searched and line.are_all_mentions
    assert (line.notes, line.drafts, line.sessions, line.documents) == (2, 1, 1, 1)
    world.clock.advance(HOUR)
    (line,) = service.review(session, [world.old]).clients
    assert [one.is_psychotherapy for one in line.mentions] == [False]
    assert not line.is_psychotherapy_searched
    assert line.psychotherapy_notes == 1  # how many there are is no secret


def test_the_review_tells_what_is_in_the_way(world: World) -> None:
    session = world.session
    backup.make_backup(session, world.place("blue"))
    found = service.review(session, [world.old, world.present])
    assert [line.obstacles for line in found.clients] == [(), (Obstacle.NOT_ELIGIBLE,)]
    assert (found.copies.fresh, found.copies.labels, found.can_begin) == (1, ("blue",), False)
    holds.place(session, world.old, HoldKind.LEGAL, "a subpoena", date(2026, 11, 1))
    world.clock.advance(timedelta(days=40))
    (line,) = service.review(session, [world.old]).clients
    assert line.obstacles == (Obstacle.HELD, Obstacle.CLOCK_IN_DOUBT)
    assert len(line.holds) == 1


# --- entered by mistake ---


def test_a_mistake_goes_within_a_day_and_has_no_certificate(world: World) -> None:
    session = world.session
    client = clients.add(session, ClientDetails(legal_name="Twice Entered"))
    assert service.may_be_mistake(session, client)
    with pytest.raises(StepUpRequired):
        service.begin_mistake(session, client, "0004")
    session.step_up(TYPED.encode())
    with pytest.raises(WrongConfirmation):
        service.begin_mistake(session, client, "0001")
    disposal_id = service.begin_mistake(session, client, "0004")
    service.erase(session, disposal_id, TYPED, world.drawer)
    (one,) = service.pending(session)
    assert (one.kind, one.state, one.approved) == (
        DisposalKind.MISTAKE,
        DisposalState.ERASED,
        None,
    )
    assert service.issue(session, disposal_id) == ()
    assert service.pending(session) == []
    assert service.certificates(session) == []
    assert audit.verify(session).is_sound


def test_what_is_no_mistake_any_more(world: World) -> None:
    session = world.session
    session.step_up(TYPED.encode())
    client = clients.add(session, ClientDetails(legal_name="Twice Entered"))
    hold = holds.place(session, client, HoldKind.LEGAL, "a subpoena", date(2026, 11, 1))
    with pytest.raises(Held):
        service.begin_mistake(session, client, "0004")
    holds.release(session, hold.id, "settled")
    assert service.may_be_mistake(session, client)
    world.clock.advance(24 * HOUR)
    assert not service.may_be_mistake(session, client)
    world.clock.advance(-25 * HOUR)  # a clock set back makes nobody young
    assert not service.may_be_mistake(session, client)
    world.clock.advance(2 * HOUR)
    session.step_up(TYPED.encode())
    _note(world, client, Shelf.RECORD, "Hello.")
    (draft,) = notes.timeline_ids(session, client)
    assert service.may_be_mistake(session, client)
    notes.sign(session, Shelf.RECORD, draft)
    with pytest.raises(NotAMistake):
        service.begin_mistake(session, client, "0004")


def test_who_was_told_of_the_disposal_is_no_mistake(world: World) -> None:
    """They were told that nothing goes before the waiting time is over."""
    client = clients.add(world.session, ClientDetails(legal_name="Twice Entered"))
    assert service.may_be_mistake(world.session, client)
    retention.add_notice(world.session, client, "email", world.session.today())
    assert not service.may_be_mistake(world.session, client)


def test_who_was_entered_under_a_wrong_clock_is_no_mistake_when_that_day_comes(
    world: World,
) -> None:
    session, today = world.session, world.session.today()
    world.clock.advance(timedelta(days=400))
    ahead = session.today()
    client = clients.add(session, ClientDetails(legal_name="Twice Entered"))
    assert service.may_be_mistake(session, client)
    assert retention.type_today(session, today) is ClockState.WRONG
    world.clock.advance(timedelta(days=-400))
    assert retention.type_today(session, today) is ClockState.OK
    world.clock.advance(timedelta(days=400, hours=1))
    assert retention.type_today(session, ahead) is ClockState.OK
    assert not service.may_be_mistake(session, client)
    session.step_up(TYPED.encode())
    with pytest.raises(NotAMistake):
        service.begin_mistake(session, client, "0004")


# --- copies and certificates ---


def test_a_pending_copy_that_is_treated_is_told_in_a_supplement(world: World) -> None:
    session, place = world.session, world.place("blue")
    backup.make_backup(session, place)
    disposal_id = world.dispose(world.old)
    world.clock.advance(HOUR)
    backup.make_backup(session, place)
    states = [(one.number, one.state) for one in service.copies(session, disposal_id)]
    assert states == [(2, CopyState.CLEAN), (1, CopyState.PENDING)]
    (first,) = service.issue(session, disposal_id)
    told = json.loads(first.document)
    assert [(one["number"], one["cause"]) for one in told["residual"]] == [(1, "not_treated")]
    assert told["copies"] == []  # what was made later is no copy of it
    blue = world.folder.parent / "blue"
    blue.rename(blue.with_name("drawer"))
    assert not any(one.is_reachable for one in service.copies(session, disposal_id))
    assert service.issue(session, disposal_id) == ()  # a stick that is away is nothing new
    blue.with_name("drawer").rename(blue)
    assert backup.rewrite(session, place).rewritten == (1,)
    assert {one.state for one in service.copies(session, disposal_id)} == {CopyState.CLEAN}
    (second,) = service.issue(session, disposal_id)
    told = json.loads(second.document)
    assert (second.supplements, told["residual"]) == (first.number, [])
    assert [(one["number"], one["fate"]) for one in told["copies"]] == [(1, "rewritten")]
    assert told["not_purge_because"] == ["ways_not_reissued"]
    assert service.certificates(session, disposal_id) == [first, second]


def test_a_certificate_is_handed_out_as_three_files(world: World, tmp_path: Path) -> None:
    disposal_id = world.dispose(world.old)
    (one,) = service.issue(world.session, disposal_id)
    text, signature, paper = service.save(world.session, one.id, tmp_path)
    world.session.public_key.verify(text.read_bytes(), signature.read_text(), CERTIFICATE)
    assert [text.name, signature.name, paper.name] == [
        f"{one.number}.json",
        f"{one.number}.json.sig",
        f"{one.number}.pdf",
    ]
    assert paper.read_bytes() == service.certificate_pdf(world.session, one.id)
