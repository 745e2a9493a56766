"""START-HERE: plain words, nobody's name unless the plan says so, the same for every number."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from vault.keys.signing import SigningKey
from vault.sealing import start_here
from vault.sealing.part_model import Part
from vault.sealing.start_here import Opening, StartHereFacts
from vault.sealing.statement_model import HolderLine
from vault.succession.plan_model import ContactRole, Outside, Person, SuccessionPlan

KEY = SigningKey.from_seed(bytes(32)).public
OPENINGS = (
    Opening(part=Part.CASELOAD, holders=(1,), threshold=1),
    Opening(part=Part.RECORDS, holders=(1, 2, 3), threshold=2),
    Opening(part=Part.PSYCHOTHERAPY, holders=(2, 3), threshold=2),
)
HOLDERS = tuple(HolderLine(place=p, label=f"Holder <{p}>") for p in (1, 2, 3))
PLAN = SuccessionPlan(
    successor=Person(name="Mara Ellison", role=ContactRole.SUCCESSOR, phone="+1 512 555 0144"),
    alternate=Person(name="Jo Sandoval", role=ContactRole.ALTERNATE),
    contacts=(Person(name="Ruth Abel", role=ContactRole.LAWYER, email="ruth@example.org"),),
)
PRACTITIONER = "Dana Whitfield"
NAMES = (PRACTITIONER, "Mara Ellison", "Jo Sandoval", "Ruth Abel", "555", "ruth@")


def _facts(plan: SuccessionPlan | None = PLAN) -> StartHereFacts:
    return start_here.facts(
        plan,
        PRACTITIONER,
        export_id="0123456789abcdef" * 2,
        public_key=KEY,
        openings=OPENINGS,
        holders=HOLDERS,
    )


def _pages(facts: StartHereFacts) -> tuple[str, str]:
    return start_here.render_html(facts).decode(), start_here.render_text(facts).decode()


@pytest.mark.parametrize("plan", [None, PLAN])
def test_nobody_is_named_unless_the_plan_says_so(plan: SuccessionPlan | None) -> None:
    for page in _pages(_facts(plan)):
        assert not [name for name in NAMES if name in page]
        assert "professional will names the colleague" in " ".join(page.split())
        assert "Records of a social work practice required to be maintained" in " ".join(
            page.split()
        )


def test_the_plan_may_let_people_be_named() -> None:
    for page in _pages(_facts(replace(PLAN, outside=Outside.NAMES))):
        assert all(name in page for name in NAMES)
        assert page.index("Mara") < page.index("Jo Sandoval") < page.index("Ruth")
        assert "Custodian: Mara Ellison" in " ".join(page.split())


def test_the_label_is_hers_where_she_wrote_one() -> None:
    facts = _facts(replace(PLAN, container_label="Sealed records. Call 555-0100."))
    assert start_here.label(facts) == "Sealed records. Call 555-0100."
    assert all("Sealed records. Call 555-0100." in page for page in _pages(facts))


def test_a_label_says_whose_records_under_which_duty_until_when_and_who_keeps_them() -> None:
    facts = replace(_facts(), duty="22 TAC 781.309", not_before=2040, custodian="M. E.")
    assert start_here.label(facts) == (
        "Records of a social work practice required to be maintained under 22 TAC 781.309 until the"
        " last of the dates that stand in the records themselves, 2040 or later. Custodian: M. E."
    )


def test_without_a_year_the_label_names_none() -> None:
    assert "or later" not in start_here.label(_facts())


def test_who_opens_what_is_said_in_words() -> None:
    for page in _pages(_facts()):
        words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
        assert "card 1" in words
        assert "any 2 of the cards 1, 2, 3" in words or "any 2 of the cards" in words
        assert KEY.fingerprint in page and KEY.to_text() in page and "01234567" in page
        assert "I am a successor custodian" in words


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [v or "" for name, v in attrs if name in ("src", "href", "action")]


def test_the_page_has_no_script_and_fetches_nothing() -> None:
    html, text = _pages(_facts())
    parser = _Tags()
    parser.feed(html)
    assert not parser.tags & {"script", "img", "link", "iframe", "form"} and not parser.addresses
    assert "default-src 'none'" in html
    assert "Holder &lt;1&gt;" in html and "Holder <1>" in text


def test_the_text_fits_a_narrow_window() -> None:
    _, text = _pages(_facts())
    prose = [line for line in text.splitlines() if not line.startswith("    ")]
    assert max(map(len, prose)) <= 78 or all(
        " " not in line.strip("- ") for line in prose if len(line) > 78
    )


def test_it_is_the_same_each_time() -> None:
    assert _pages(_facts()) == _pages(_facts())
