"""The professional will on paper: PDF/A-1b, to be printed and signed. It holds no secret."""

from vault.exports.wording import day
from vault.printing.document import SANS, SANS_STRONG, Style
from vault.printing.flow import LEFT, Flow, flowing
from vault.succession import letters, will_words
from vault.succession.plan_model import ContactRole
from vault.succession.will_model import WillFacts
from vault.succession.will_words import NOT_SAID

TITLE = "Professional will"
_TITLE = Style(SANS_STRONG, 20, line=10)
_LEAD = Style(SANS, 9.5, grey=60, line=4.8)
_CHAPTER = Style(SANS_STRONG, 12, line=6.4)
_LABEL = Style(SANS, 9, grey=95, line=4.7)
_VALUE = Style(SANS, 9.6, line=4.7)
_LETTER = Style(SANS_STRONG, 10, line=5.2)
_VALUES_LEFT = LEFT + 42
_CHAPTER_HEIGHT = 20.0
_LETTER_HEIGHT = 30.0
_SIGNATURE_HEIGHT = 16.0
_PAGE_HEIGHT = 200.0  # the letters begin a page of their own: what is signed stands before them
_CONTACTS = tuple(
    role for role in ContactRole if role not in (ContactRole.SUCCESSOR, ContactRole.ALTERNATE)
)
# those whom every practice has: a gap in the plan shows
_EXPECTED = (
    ContactRole.LAWYER,
    ContactRole.ACCOUNTANT,
    ContactRole.INSURER,
    ContactRole.BOARD,
    ContactRole.LANDLORD,
    ContactRole.EXECUTOR,
)
_ID_SHOWN = 8  # as in the folder's name
_LOST = "%N% characters have no letter in the fonts of this paper and stand as □."

Fact = tuple[str, str]


def render(facts: WillFacts) -> bytes:
    """Return the will as a PDF; every page says whose it is and which of how many."""
    pdf, lost = _drawn(facts, "")
    if lost:  # known only now, and to be said on the first page
        pdf, _ = _drawn(facts, _LOST.replace("%N%", str(lost)))
    return pdf


def _drawn(facts: WillFacts, notice: str) -> tuple[bytes, int]:
    head = f"{TITLE} of {facts.practice.practitioner} · Confidential"
    with flowing(TITLE, head, facts.made_on, lambda page: None) as flow:
        _head(flow, facts, notice)
        for name, told in _chapters(facts):
            _chapter(flow, name, told)
        _signing(flow, facts)
        _scripts(flow, facts)
        return flow.finish(), flow.undrawable


def _head(flow: Flow, facts: WillFacts, notice: str) -> None:
    flow.text(TITLE, _TITLE)
    flow.text(f"Printed {day(facts.made_on)}. {will_words.LEAD}", _LEAD)
    if notice:
        flow.text(notice, _LEAD)


def _chapter(flow: Flow, name: str, told: list[Fact], height: float = _CHAPTER_HEIGHT) -> None:
    flow.space(3.4)
    flow.keep(height)
    flow.rule()
    flow.space(2)
    flow.text(name, _CHAPTER)
    flow.space(0.8)
    for label, value in told:
        flow.fact(label, value or NOT_SAID, (_LABEL, _VALUE), _VALUES_LEFT)
        flow.space(1)


def _chapters(facts: WillFacts) -> list[tuple[str, list[Fact]]]:
    return [
        ("Practitioner", _practitioner(facts)),
        ("Who takes over", _successors(facts)),
        ("The sealed export", _sealed(facts)),
        ("Kept from the successor", [("", one) for one in will_words.conflicts(facts)]),
        ("Where things are", [("Laptop, backups, keys", facts.plan.where_things_are)]),
        ("Whom to call", _contacts(facts)),
        ("Clients", _clients(facts)),
        ("Records", _records(facts)),
        ("Review", [("", will_words.review(facts))]),
    ]


def _practitioner(facts: WillFacts) -> list[Fact]:
    practice = facts.practice
    reach = " · ".join(part for part in (practice.phone, practice.email) if part)
    told = [
        ("Name", practice.practitioner),
        ("Licenses", practice.licenses),
        ("Practice", practice.practice_name),
        ("State", practice.jurisdiction),
        ("Reached at", "\n".join(part for part in (reach, practice.address) if part)),
    ]
    return [(label, value) for label, value in told if value or label in ("Name", "Licenses")]


def _successors(facts: WillFacts) -> list[Fact]:
    plan = facts.plan
    return [
        ("Successor", will_words.person(plan.successor) if plan.successor else ""),
        ("Alternate", will_words.person(plan.alternate) if plan.alternate else ""),
        ("Authority", plan.authority),
        ("Triggers", will_words.triggers(facts)),
    ]


def _sealed(facts: WillFacts) -> list[Fact]:
    signed = [("Signed by the key", will_words.key(facts))]
    if not facts.holders:
        nobody = ("Holders", "Nobody holds a card or a key yet.")
        return [nobody, *signed, ("", will_words.NO_SECRET)]
    held = [(f"Holder {one.place}", will_words.holder(one)) for one in facts.holders]
    parts = [(will_words.PARTS[one.part], will_words.part(one)) for one in facts.parts]
    folder = ("Folder or ZIP file", f"casekeep-export-{facts.export_id[:_ID_SHOWN]}")
    return [folder, *held, *parts, *signed, ("", will_words.NO_SECRET)]


def _contacts(facts: WillFacts) -> list[Fact]:
    contacts = facts.plan.contacts
    told = list[Fact]()
    for role in _CONTACTS:
        people = [one for one in contacts if one.role is role]
        if people or role in _EXPECTED:
            told += will_words.named(will_words.ROLES[role], people)
    return told


def _clients(facts: WillFacts) -> list[Fact]:
    return [
        ("How to tell them", facts.plan.notification_wishes),
        *will_words.named("Referral list", facts.plan.referrals),
        ("Texts of letters", "On the last pages; fields in braces are filled in for each."),
    ]


def _records(facts: WillFacts) -> list[Fact]:
    return [
        ("Kept", will_words.retention(facts)),
        ("Retention, disposal", facts.plan.retention_note),
        ("Psychotherapy notes", will_words.PSYCHOTHERAPY[facts.plan.psychotherapy]),
    ]


def _signing(flow: Flow, facts: WillFacts) -> None:
    plan = facts.plan
    roles = [(facts.practice.practitioner, "practitioner")]
    roles += [(one.name, "successor") for one in (plan.successor,) if one]
    roles += [(one.name, "alternate") for one in (plan.alternate,) if one]
    signing = [f"{name}, {role}" for name, role in roles] + ["Witness", "Witness"]
    height = _CHAPTER_HEIGHT + _SIGNATURE_HEIGHT * len(signing)
    _chapter(flow, "Signatures", [("", will_words.SIGNING)], height)
    for who in signing:
        flow.space(10)
        flow.rule()
        flow.space(1)
        flow.text(f"{who}: signature, place and date", _LABEL)


def _scripts(flow: Flow, facts: WillFacts) -> None:
    _chapter(flow, "Texts of letters", [], _PAGE_HEIGHT)
    for letter in letters.of_plan(facts.plan.letters):
        flow.space(2)
        flow.keep(_LETTER_HEIGHT)
        flow.text(letter.title, _LETTER)
        flow.space(0.6)
        flow.text(letter.body.rstrip("\n"), _VALUE)
        flow.space(2)
