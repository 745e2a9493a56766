"""What the screen says of a client, without a window."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ui.clients import presenter
from vault.clients.model import (
    Client,
    ClientDetails,
    ClientLine,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Episode,
    PersonRole,
    RelatedPerson,
)
from vault.ids import ClientId, EpisodeId

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINE = ClientLine(
    id=ClientId(1),
    record_number="0417",
    name="Amara Osei",
    status=ClientStatus.ACTIVE,
    birth_date=None,
    next_session=None,
    draft_day=None,
    has_risk=False,
)


def client(**details: object) -> Client:
    made = ClientDetails(legal_name="Amara Osei", **details)  # type: ignore[arg-type]  # by name
    return Client(
        id=ClientId(1),
        uid="00",
        record_number="0417",
        details=made,
        created_at=NOON,
        changed_at=NOON,
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "0417"),
        ({"status": ClientStatus.CLOSED}, "0417 · closed"),
        ({"draft_day": date(2026, 11, 12)}, "0417 · draft of 12 Nov"),
        ({"draft_day": date(2025, 1, 2)}, "0417 · draft of 2 Jan 2025"),
        ({"next_session": NOON + timedelta(days=40)}, "0417 · next 1 Jan 2027"),
    ],
)
def test_the_second_line_says_what_is_next(changes: dict[str, object], words: str) -> None:
    line = replace(LINE, **changes)  # type: ignore[arg-type]  # by name
    assert presenter.line_aside(line, TODAY) == words


def test_a_session_this_week_says_its_day() -> None:
    line = replace(LINE, next_session=NOON + timedelta(days=3))
    assert presenter.line_aside(line, TODAY).startswith("0417 · next Wed ")


def test_the_shield_leaves_no_name_to_a_screen_reader() -> None:
    assert presenter.spoken_line(LINE, TODAY, True) == "A. O., 0417"


def test_the_head_shows_what_to_know_before_one_calls() -> None:
    mobile = ContactMethod(kind=ContactKind.PHONE, value="555", label="Mobile", rule="texts only")
    found = presenter.chips(
        client(
            birth_date=date(2012, 5, 5),
            risk_flag="Plan of 3 June",
            contact_rules=("No voicemail",),
            contacts=(mobile,),
            restrictions="Not to the father",
            privilege_holders="client",
        ),
        TODAY,
    )
    assert [(one.text, one.kind) for one in found] == [
        ("Active", ""),
        ("Risk: Plan of 3 June", "danger"),
        ("No voicemail", "attention"),
        ("Mobile: texts only", "attention"),
        ("Restricted: Not to the father", "attention"),
        ("Minor, 14", ""),
        ("Privilege: client", ""),
    ]


def test_a_long_chip_keeps_all_of_it_for_the_tooltip() -> None:
    (_, risk) = presenter.chips(client(risk_flag="danger " * 30), TODAY)
    assert len(risk.text) <= 44
    assert risk.full.count("danger") == 30


def test_episodes_say_since_when() -> None:
    episode = Episode(id=EpisodeId(1), client_id=ClientId(1), opened_on=date(2024, 3, 3))
    assert presenter.episode_words([episode]).startswith("Episode since 3 March 2024")
    closed = replace(episode, closed_on=date(2025, 3, 3))
    assert presenter.episode_words([closed]) == "Last episode closed 3 March 2025"
    assert presenter.episode_words([]) == "No episode of care yet"


def test_a_representative_whose_authority_has_ended_is_told() -> None:
    guardian = RelatedPerson(
        role=PersonRole.REPRESENTATIVE,
        name="K. D.",
        authority="court order",
        authority_to=date(2025, 1, 1),
    )
    assert "not in force today" in presenter.person_fact(guardian, TODAY).text
