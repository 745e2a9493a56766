"""To whom a letter goes, by the plan, and how a client may be reached. Needs no window."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.succession.presenter import role_words
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.custody import service as custody
from vault.ids import ClientId
from vault.session import Session
from vault.succession import letters
from vault.succession.plan_model import ContactRole, LetterCode, Person

_FIELD = "{recipient}"
_WANTED = {LetterCode.INSURER: ContactRole.INSURER, LetterCode.BOARD: ContactRole.BOARD}


def _tr(text: str) -> str:
    return QCoreApplication.translate("custody", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody whom the plan names; ``name`` says who that is to the practice."""

    name: str = field(repr=False)
    person: Person = field(repr=False)

    @property
    def reach(self) -> str:
        """How to reach them, for the envelope."""
        one = self.person
        parts = (one.organization, one.address, one.phone, one.email)
        return ", ".join(" ".join(part.split()) for part in parts if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Which letters there are, who can be chosen for those that want it, and a client's rules."""

    codes: tuple[LetterCode, ...]
    recipients: dict[LetterCode, tuple[Recipient, ...]] = field(repr=False)
    rules: str = field(repr=False)


def read(session: Session, client_id: ClientId | None) -> Letters:
    """Read what a choice of letters needs; runs on the worker."""
    details = None if client_id is None else clients.get(session, client_id).details
    plan = custody.plan(session)
    bodies = {one.code: one.body for one in letters.of_plan(plan.letters if plan else ())}
    wanting = [code for code, body in bodies.items() if _FIELD in body]
    contacts = [_contact(one) for one in plan.contacts] if plan else []
    referrals = [_referral(one) for one in plan.referrals] if plan else []
    return Letters(
        codes=tuple(custody.letter_codes(session)),
        recipients={
            code: tuple(referrals if code is LetterCode.REFERRAL else contacts) for code in wanting
        },
        rules="" if details is None else rule_words(details),
    )


def _contact(one: Person) -> Recipient:
    return Recipient(name=f"{role_words(one.role)}: {one.name or one.organization}", person=one)


def _referral(one: Person) -> Recipient:
    return Recipient(name=_tr("Colleague: %1").replace("%1", one.name), person=one)


def first_choice(code: LetterCode, found: tuple[Recipient, ...]) -> int:
    """Return the place of whom a letter goes to by its kind; -1 where the plan names nobody."""
    role = _WANTED.get(code)
    places = (place for place, one in enumerate(found) if one.person.role is role)
    return next(places, -1)


def rules_of(details: ClientDetails) -> tuple[str, ...]:
    """Return a client's safe-contact rules: the general ones, then those of a number or address."""
    own = (
        f"{one.label or wording.contact_kind(one.kind)}: {one.rule}"
        for one in details.contacts
        if one.rule
    )
    return (*details.contact_rules, *own)


def rule_words(details: ClientDetails) -> str:
    """Return what to heed before a letter is sent to a client."""
    rules = rules_of(details)
    if not rules:
        return _tr("No rule for safe contact is written down: ask before you send a letter.")
    return _tr("Before you send it: %1").replace("%1", " · ".join(rules))
