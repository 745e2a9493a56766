"""What is left of a record elsewhere, and by when it is looked at; and why the record might go."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.disposal.conftest import TYPED, World
from tests.vault_fixtures import STRONG
from vault.audit import service as audit
from vault.backup import service as backup
from vault.clients import service as clients
from vault.disposal import certificate_words, service, waiting
from vault.disposal.certificate_model import TraceLine
from vault.disposal.model import ExportFile, Tombstone
from vault.errors import InvalidValue, NotFound, PaperGone
from vault.exports import service as exports
from vault.exports.model import ByPassphrase, ExportRequest, Form, Plain
from vault.ids import DisposalId, TombstoneId
from vault.paper import service as paper
from vault.retention import service as retention
from vault.retention.model import Policy
from vault.transfers import service as transfers

MONTH = timedelta(days=30)


def _told(world: World, disposal_id: DisposalId) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(service.issue(world.session, disposal_id)[-1].document)
    return told


def _moves_to_texas(world: World) -> None:
    """What ended in 2010 is older than California's rule."""
    there = replace(clients.get(world.session, world.old).details, jurisdiction="TX")
    clients.change(world.session, world.old, there)


def _words(world: World, disposal_id: DisposalId) -> list[str]:
    (one,) = [d for d in service.list_disposals(world.session) if d.id == disposal_id]
    return [certificate_words.trace(TraceLine.of(step)) for step in one.records[0].detail.steps]


# --- why it might go ---


def test_what_an_override_stands_in_place_of_is_kept(world: World) -> None:
    _moves_to_texas(world)
    retention.override(world.session, world.old, date(2016, 1, 2), "as she asked")
    disposal_id = world.dispose(world.old)
    law, own = _told(world, disposal_id)["retention"]["trace"]
    assert (law["rule_id"], law["citation"]) == ("tx-social-worker", "22 TAC 781.309")
    assert (law["day"], law["is_counted"]) == ("2017-06-01", False)
    assert (own["anchor"], own["day"], own["is_counted"]) == ("override", "2016-01-02", True)
    assert "shown, not counted" in _words(world, disposal_id)[0]


def test_what_a_policy_stands_in_place_of_is_kept(world: World) -> None:
    _moves_to_texas(world)
    instead = Policy(years=5, is_instead=True, reason="the board said so")
    retention.set_policy(world.session, instead)
    law, own = _told(world, world.dispose(world.old))["retention"]["trace"]
    assert (law["citation"], law["is_counted"]) == ("22 TAC 781.309", False)
    assert (own["rule_id"], own["day"], own["is_counted"]) == (
        "practice-policy",
        "2015-06-01",
        True,
    )


# --- by when what is left is looked at ---


def test_what_is_left_has_a_plan_and_a_day(world: World) -> None:
    session, today = world.session, world.session.today()
    backup.make_backup(session, world.place("blue"))
    paper.add(session, world.old, "a folder", "the cabinet")
    told = _told(world, world.dispose(world.old))
    assert [(one["kind"], one["until"]) for one in told["residual"]] == [
        ("snapshot", (today + MONTH).isoformat()),
        ("paper", (today + MONTH).isoformat()),
    ]


def test_the_practitioner_chooses_the_day(world: World) -> None:
    session, today = world.session, world.session.today()
    backup.make_backup(session, world.place("blue"))
    approval = world.approval(world.old)
    session.step_up(TYPED.encode())
    with pytest.raises(InvalidValue):
        service.begin(session, [world.old], replace(approval, review_on=today))
    chosen = today + timedelta(days=3)
    disposal_id = service.begin(session, [world.old], replace(approval, review_on=chosen))
    service.erase(session, disposal_id, TYPED, world.drawer)
    (one,) = _told(world, disposal_id)["residual"]
    assert one["until"] == chosen.isoformat()


def test_once_the_day_is_over_home_says_so_and_another_is_set(world: World) -> None:
    session, place = world.session, world.place("blue")
    backup.make_backup(session, place)
    disposal_id = world.dispose(world.old)
    (first,) = service.issue(session, disposal_id)
    world.clock.advance(MONTH)
    assert waiting.late_copies(session) is None
    assert service.issue(session, disposal_id) == ()
    world.clock.advance(timedelta(days=1))
    late = waiting.late_copies(session)
    assert late is not None
    yesterday = session.today() - timedelta(days=1)
    assert (late.disposal_id, late.copies, late.until) == (disposal_id, 1, yesterday)
    assert late.papers == 0
    (second,) = service.issue(session, disposal_id)
    assert second.supplements == first.number
    (one,) = json.loads(second.document)["residual"]
    assert one["until"] == (session.today() + MONTH).isoformat()
    assert waiting.late_copies(session) is None
    backup.rewrite(session, place)
    service.issue(session, disposal_id)
    world.clock.advance(MONTH + timedelta(days=1))
    assert waiting.late_copies(session) is None


def test_a_copy_that_is_gone_or_treated_since_is_not_late(world: World) -> None:
    session, places = world.session, [world.place(name) for name in ("blue", "red", "green")]
    for place in places:
        backup.make_backup(session, place)
    disposal_id = world.dispose(world.old)
    service.issue(session, disposal_id)
    world.clock.advance(MONTH + timedelta(days=1))
    counts = [waiting.late_copies(session)]
    backup.attest_place_destroyed(session, places[0], "cut in two")
    counts.append(waiting.late_copies(session))
    backup.rewrite(session, places[1])
    counts.append(waiting.late_copies(session))
    assert [late and late.copies for late in counts] == [3, 2, 1]
    backup.attest_place_destroyed(session, places[2], "lost on the train")
    assert waiting.late_copies(session) is None


def test_paper_whose_day_is_over_is_late_as_well(world: World) -> None:
    session = world.session
    for what in ("a folder", "drawings"):
        paper.add(session, world.old, what, "the cabinet")
    disposal_id = world.dispose(world.old)
    service.issue(session, disposal_id)
    world.clock.advance(MONTH)
    assert waiting.late_copies(session) is None
    world.clock.advance(timedelta(days=1))
    late = waiting.late_copies(session)
    assert late is not None
    assert (late.disposal_id, late.copies, late.papers) == (disposal_id, 0, 2)
    assert late.until == session.today() - timedelta(days=1)
    service.issue(session, disposal_id)
    assert waiting.late_copies(session) is None


# --- what was handed out ---


def test_a_packet_that_was_handed_on_is_named_once(world: World, tmp_path: Path) -> None:
    """It is an export as well, of which no log says where it went; of a packet it is known."""
    session = world.session
    session.step_up(TYPED.encode())
    sealed, target = ByPassphrase(text=STRONG), tmp_path / "packet.zip.age"
    transfers.make(session, world.old, "Dr. Lind", "he asked", target, sealed)
    (line,) = service.review(session, [world.old]).clients
    assert (line.export_files, len(line.transfers)) == ((), 1)
    told = _told(world, world.dispose(world.old))
    assert [one["kind"] for one in told["residual"]] == ["transfer"]


def test_files_that_were_exported_are_named_by_time_and_kind(world: World, tmp_path: Path) -> None:
    session = world.session
    session.step_up(TYPED.encode())
    request = ExportRequest(client_id=world.old, form=Form.JSON, protection=Plain())
    exports.export(session, request, tmp_path / "r.json")
    made_at = world.clock()
    world.clock.advance(timedelta(hours=1))
    (line,) = service.review(session, [world.old]).clients
    assert line.export_files == (
        ExportFile(made_at=made_at, form="json", part="record", protection="plain"),
    )
    (other,) = service.review(session, [world.other_old]).clients
    assert other.export_files == ()
    told = _told(world, world.dispose(world.old))
    (one,) = told["residual"]
    assert (one["kind"], one["place"]) == ("export_file", "JSON of the record, not sealed")
    assert (one["made_at"][:16], one["until"]) == (made_at.isoformat()[:16], None)
    assert (one["cause"], one["plan"]) == ("out_of_hands", "recipient_keeps")


# --- paper that outlived its record ---


def _with_paper(world: World, count: int) -> tuple[DisposalId, Tombstone]:
    for number in range(count):
        paper.add(world.session, world.old, f"folder {number}", "the cabinet")
    disposal_id = world.dispose(world.old)
    service.issue(world.session, disposal_id)
    (stone,) = service.left_on_paper(world.session, disposal_id)
    return disposal_id, stone


def test_paper_that_is_destroyed_later_stands_on_a_supplement(world: World) -> None:
    session = world.session
    disposal_id, stone = _with_paper(world, 3)
    first = service.certificates(session, disposal_id)[0]
    world.clock.advance(MONTH + timedelta(days=1))
    assert waiting.late_copies(session) is not None
    today = session.today()
    service.dispose_paper(session, stone.id, today, "pulped", "Vale & Sons", count=2)
    told = _told(world, disposal_id)
    assert told["supplements"] == first.number
    assert (
        told["paper"]
        == [{"disposed_on": today.isoformat(), "method": "pulped", "vendor": "Vale & Sons"}] * 2
    )
    assert [one["kind"] for one in told["residual"]] == ["paper"]
    service.dispose_paper(session, stone.id, today, "burnt")
    told = _told(world, disposal_id)
    assert ([one["method"] for one in told["paper"]], told["residual"]) == (
        ["pulped", "pulped", "burnt"],
        [],
    )
    assert service.left_on_paper(session, disposal_id) == ()
    assert service.issue(session, disposal_id) == ()
    world.clock.advance(2 * MONTH)
    assert waiting.late_copies(session) is None


def test_what_is_said_of_paper_is_checked(world: World) -> None:
    session = world.session
    _, stone = _with_paper(world, 2)
    today = session.today()
    refused = [
        ("disposed_on", (today + timedelta(days=1), "burnt", "", None)),
        ("disposed_on", (date(26, 1, 2), "burnt", "", None)),
        ("method", (today, "  ", "", None)),
        ("vendor", (today, "burnt", "two\nlines", None)),
        ("count", (today, "burnt", "", 3)),
        ("count", (today, "burnt", "", 0)),
    ]
    for field, (day, method, vendor, count) in refused:
        with pytest.raises(InvalidValue) as found:
            service.dispose_paper(session, stone.id, day, method, vendor, count)
        assert found.value.field == field
    service.dispose_paper(session, stone.id, today, "burnt")
    with pytest.raises(PaperGone):
        service.dispose_paper(session, stone.id, today, "burnt")
    with pytest.raises(NotFound):
        service.dispose_paper(session, TombstoneId(99), today, "burnt")


def test_what_became_of_paper_is_in_the_log_and_outlives_a_lock(world: World) -> None:
    disposal_id, stone = _with_paper(world, 1)
    service.dispose_paper(world.session, stone.id, world.session.today(), "burnt")
    session = world.unlock_again()
    assert service.left_on_paper(session, disposal_id) == ()
    (event,) = [one for one in audit.page(session) if one.action == "disposal.paper"]
    assert event.detail == {"disposal": stone.detail.disposal_uid, "papers": 1}
