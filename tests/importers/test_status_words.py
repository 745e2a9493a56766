"""What a cell says became of a session, and what it only seems to say."""

from itertools import chain

import pytest

from vault.importers import headers
from vault.importers import phrases as phrases_module

HELD = """
    Show | show | Showed | Attended | ATTENDED | Completed | Complete | Held | Kept | Seen | Present
    Checked in | Checked-Out | Arrived | Arrived late | Fulfilled | Yes | yes | Billed | Documented
    Client attended | Client was seen | Session held | Appointment kept | Completed (video)
    Attended - 15 min late | Completed - no charge | Show, not billed | Completed; note pending
    Seen by A. Stone | Show - payment pending | Attended / completed
"""
NO_SHOW = """
    No Show | no-show | NO SHOW | Noshow | No showed | No call no show | No call/No show | NCNS
    DNA | D.N.A. | DNS | FTA | Did not attend | Did Not Attend (DNA) | Did not show | Did not arrive
    Missed | Failed to attend | Not attended | Client did not attend | Absent | No | NO
    No show - billed | No show, no charge | No-show (fee waived) | Client no show
    Didn't attend | Didn’t show
    No show documented | Missed appointment
"""
CANCELLED = """
    Cancelled | Canceled | cancel | Cancellation | Late Canceled | Late cancellation
    Clinician cancelled | Client cancelled | Canceled by client | Cancelled and rescheduled
    Rescheduled | CX | LC | Late cancel, billed | Late cancel - no fee | Cancelled without notice
    Entered in error | Revoked | Canceled (no charge) | Cancelled < 24 hours
"""
PLANNED = """
    Scheduled | Confirmed | Booked | Upcoming | Tentative | Unconfirmed | Needs action | Pending
    Proposed | Not yet held | Booked by client
"""
UNKNOWN = """
    Not held | Session not held | Client was not seen | Not present | Not completed | Never arrived
    No charge | Not billed | Pending - not yet attended | Not confirmed | Not cancelled
    Un-attended
    Unattended | Incomplete | Not kept | Not arrived | Not shown | Wasn't seen | Wasnt seen
    Hasn’t arrived | Isn't completed | Not a no show | Was not a no-show | No-show? No, attended
    Show / No show | Yes/No | Attended: No | Attended: N | Attended - false | Attended: 0
    Attended? | No one attended | Nobody attended | None attended | No session held
    Without being seen | Could not be seen | Couldn't be completed | To be completed | To be seen
    Will be cancelled | May be rescheduled | Pending cancellation | Pending - completed
    Should have attended | Failed to complete | Unable to attend; not seen | Neither held nor billed
    Did not complete | Did not cancel | Didn't cancel | Never cancelled | Not scheduled
    Not rescheduled | Not booked | No longer scheduled | Cancelled - no show fee waived
    Cancelled; did not attend | Attended, then cancelled | Confirmed but cancelled
    DNA test completed
    Father absent, client attended | No answer | No response | No fee | No notice | Not applicable
    Note completed | Notes complete | Payment completed | Billed: yes | Pending payment
    Client forgot to show | Slot held | Time held for client | Kept on hold | Attended w/o client
    Nothing held
    Bill pending | Billing: no | Level 3 | Blue | N/A | ? | -
"""


def phrases(text: str) -> list[str]:
    return [one.strip() for line in text.split("\n") for one in line.split("|") if one.strip()]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((one, "held") for one in phrases(HELD)),
        *((one, "no_show") for one in phrases(NO_SHOW)),
        *((one, "cancelled") for one in phrases(CANCELLED)),
        *((one, "planned") for one in phrases(PLANNED)),
        *((one, None) for one in phrases(UNKNOWN)),
        ("", None),
    ],
)
def test_a_status_is_known_or_asked_but_never_the_opposite(text: str, status: str | None) -> None:
    assert headers.session_status(text) == status


@pytest.mark.parametrize("status", ["held", "cancelled", "no_show", "planned"])
def test_no_word_for_a_status_outlives_a_not(status: str) -> None:
    for word in headers._data()["session_status"][status]:
        for denied in (f"not {word}", f"never {word}", f"was not {word}", f"{word}: no"):
            assert headers.session_status(denied) is None or headers.words(denied) in _NAMED


# A denial that is a status itself.
_NAMED = ("not attended", "was not attended")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Video Office", "video"),
        ("Telehealth", "video"),
        ("10", "video"),
        ("POS 02", "video"),
        ("11 - Office", "in_person"),
        ("Phone (no video)", "phone"),
        ("Not in person, by phone", "phone"),
        ("No video", None),
        ("Phone, w/o video", "phone"),
        ("In-person; telehealth not possible", "in_person"),
        ("Video not possible", None),
        ("Telehealth, no copay", "video"),
        ("In person not billed", "in_person"),
        ("Office, client waiting", "in_person"),
        ("Phone; video is not available", "phone"),
        ("Slot: video", "video"),
        ("Room 10", "in_person"),
        ("10 Main Street", None),
        ("Suite 12", None),
        ("", None),
    ],
)
def test_the_way_of_meeting(text: str, modality: str | None) -> None:
    assert headers.modality(text) == modality


def test_every_phrase_can_be_found() -> None:
    read = headers._data()
    lists = [*read["session_status"].values(), *read["modality"].values()]
    for phrase in (*chain(*lists), *read["said_aside"]["phrases"], *read["denials"]["phrases"]):
        assert headers.words(phrase) == phrase
        assert len(phrase.split()) <= phrases_module._LONGEST
