"""The professional will: every element of it, no secret, no client; and PDF/A."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tests.exports.samples import add_client
from tests.printing.pdf_a import check_pdf_a
from tests.succession.plans import ALTERNATE, FULL, SUCCESSOR
from tests.succession_fixtures import card_lines, hold_ceremony
from tests.vault_fixtures import STEP_UP_SECRET
from vault.errors import NoPlan
from vault.keys.recovery_sheet import PREFIX
from vault.practice import service as practice
from vault.practice.model import Practice
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service, will_service
from vault.succession import service as succession
from vault.succession.model import PartPlan
from vault.succession.plan_model import Audience, Psychotherapy, SuccessionPlan

OWNER = Practice(
    practitioner="Robin Keller, LCSW",
    practice_name="Harbor Street Practice",
    licenses="LCSW 81234 (California)",
    jurisdiction="CA",
    phone="+1 555 0100",
)
CLIENTS = ("Amara Osei", "Berit Lindqvist", "Chidi Okafor")
PARTS = (
    PartPlan(part=Part.CASELOAD, holders=(1,), threshold=1),
    PartPlan(part=Part.RECORDS, holders=(1, 2, 3), threshold=2),
    PartPlan(part=Part.PSYCHOTHERAPY, holders=(1, 3), threshold=2),
)


def read(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [str(page.get_textpage().get_text_range()) for page in document]
    return " ".join(" ".join(pages).split())


def save(session: Session, plan: SuccessionPlan = FULL) -> None:
    session.step_up(STEP_UP_SECRET)
    plan_service.save(session, plan)


def everything(session: Session) -> list[str]:
    """Fill a practice; return what opens its export, a line of a card each."""
    practice.save(session, OWNER)
    save(session)
    first, second, third = (add_client(session, name) for name in CLIENTS)
    plan_service.keep_apart(session, first, Audience.ALTERNATE, "Her cousin, Kwame")
    plan_service.keep_apart(session, second, Audience.NOBODY, "Wishes so")
    plan_service.keep_apart(session, third, Audience.NOBODY, "Wishes so")
    identities = hold_ceremony(session, parts=PARTS)
    return [line for one in identities for line in card_lines(session, one)[:4]]


# What the domain's list of a professional will asks for, and where it shows.
ELEMENTS = [
    OWNER.practitioner,
    OWNER.licenses,
    f"Successor {SUCCESSOR.name}, {SUCCESSOR.organization} {SUCCESSOR.phone} · {SUCCESSOR.email}",
    f"Alternate {ALTERNATE.name}",
    f"Authority {FULL.authority}",
    "death certificate, my incapacity, stated in letters of two clinicians or the closure",
    "Holder 1 Successor holds a printed card.",
    "Holder 3 Colleague holds a printed card.",
    "Holder 1 alone can open it.",
    "Any 2 of the holders 1, 2 and 3 can open it.",
    "Holders 1 and 3 together can open it.",
    "1 record is kept from the successor, for the alternate alone.",
    "2 records are kept from everybody",
    FULL.conflicts_note,
    FULL.where_things_are,
    "Lawyer Ines Calder",
    "Accountant Otto Reims",
    "Insurer Beacon Mutual Policy 88-1204",
    "Licensing board Board of Behavioral Sciences",
    "Landlord Pia Lund",
    "Executor Jonas Keller",
    "Family Mara Keller",
    "Other Rita Solberg",
    FULL.notification_wishes,
    "Dear {client}, with regret",
    "To the licensing board",
    "Valley Clinic +1 555 0199 couples Dr. Sunita Rao trauma",
    FULL.retention_note,
    "7 years after closing",
    "They go to the custodian, apart from the records",
    "next on 24 November 2027",
    f"{OWNER.practitioner}, practitioner: signature, place and date",
    f"{SUCCESSOR.name}, successor: signature, place and date",
    f"{ALTERNATE.name}, alternate: signature, place and date",
    "Witness: signature, place and date",
]


def test_the_will_says_all_that_the_domain_asks(session: Session) -> None:
    everything(session)
    text = read(will_service.pdf(session))
    assert [one for one in ELEMENTS if one not in text] == []


def test_it_holds_no_secret_and_names_no_client(session: Session) -> None:
    cards = everything(session)
    text = read(will_service.pdf(session))
    tight = re.sub(r"\s", "", text)
    assert PREFIX.rstrip("1") not in tight
    assert not [line for line in cards if re.sub(r"\s", "", line)[:16] in tight]
    assert not [name for full in CLIENTS for name in full.split() if name in text]
    assert "Kwame" not in text and "0001" not in text


def test_gaps_of_a_plan_show(session: Session) -> None:
    with pytest.raises(NoPlan):
        will_service.pdf(session)
    save(session, SuccessionPlan())
    text = read(will_service.pdf(session))
    assert "Successor Not said in this plan." in text
    assert "Executor Not said in this plan." in text
    assert "Nobody holds a card or a key yet." in text
    assert "No client is kept apart." in text
    assert "next on 24 November 2027" in text


def test_what_the_plan_no_longer_wants_is_in_no_export(session: Session) -> None:
    save(session)
    hold_ceremony(session, parts=tuple(one.part for one in PARTS))
    save(session, replace(FULL, psychotherapy=Psychotherapy.DESTROY))
    assert Part.PSYCHOTHERAPY not in [one.part for one in will_service.facts(session).parts]


@pytest.mark.parametrize("authority", ["Plain.", "实践 🙂 עברית " * 3, "བོད་ " * 3, "long " * 3000])
def test_it_is_pdf_a_1b(session: Session, tmp_path: Path, authority: str) -> None:
    everything(session)
    save(session, replace(FULL, authority=authority))
    pdf = will_service.pdf(session)
    check_pdf_a(pdf, tmp_path)
    assert ("stand as □" in read(pdf)) == ("བོད་" in authority)


def test_the_same_plan_makes_the_same_paper(session: Session) -> None:
    save(session)
    facts = will_service.facts(session)
    assert facts.made_on == date(2026, 11, 24)
    assert will_service.pdf(session) == will_service.pdf(session)


def test_whoever_opens_the_export_can_compare_whose_it_is(session: Session) -> None:
    save(session)
    key = session.public_key.fingerprint
    assert key in read(will_service.pdf(session)).replace(" ", "")
    hold_ceremony(session)
    said = read(will_service.pdf(session))
    ceremony = succession.current(session)
    assert ceremony is not None
    assert f"casekeep-export-{ceremony.uid[:8]}" in said and key in said.replace(" ", "")
