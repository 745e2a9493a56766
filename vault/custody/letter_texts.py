"""Letters of the plan's texts, filled in for a client or for whoever else is to be told."""

from datetime import date

from vault.clients.model import Client
from vault.custody.model import Custody
from vault.practice.model import Practice
from vault.succession import letters
from vault.succession.plan_model import Letter, LetterCode, Person, SuccessionPlan


def of_plan(plan: SuccessionPlan | None) -> dict[LetterCode, Letter]:
    """Return the plan's letters by what they are for; the shipped ones where it has none."""
    own = () if plan is None else plan.letters
    return {one.code: one for one in letters.of_plan(own)}


def filled(
    letter: Letter,
    *,
    plan: SuccessionPlan | None,
    custody: Custody,
    custodian: Practice,
    today: date,
    client: Client | None,
    kept_until: date | None,
    recipient: Person | None = None,
) -> str:
    """Return a letter's title and text; what nobody knows is a line to write on.

    A letter to the client says the name that they go by; others the one that the record is under.
    """
    theirs = custody.practice
    is_theirs = letter.code is LetterCode.CLIENT
    values = {
        "date": _day(today),
        "client": "" if client is None else _name(client, is_theirs=is_theirs),
        "recipient": "" if recipient is None else recipient.name or recipient.organization,
        "practitioner": theirs.practitioner,
        "practice": theirs.practice_name or theirs.practitioner,
        "licenses": theirs.licenses,
        "custodian": custodian.practitioner,
        "custodian_contact": _one_line(custodian.phone, custodian.email, custodian.address),
        "kept_until": "" if kept_until is None else _day(kept_until),
        "referrals": "" if plan is None else "\n".join(map(_person, plan.referrals)),
    }
    title, body = (letters.merged(text, values) for text in (letter.title, letter.body))
    return f"{title}\n{body}"


def _name(client: Client, *, is_theirs: bool) -> str:
    return client.name if is_theirs else client.details.legal_name


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _person(one: Person) -> str:
    return _one_line(one.name, one.organization, one.phone, one.email, one.address)


def _one_line(*parts: str) -> str:
    return ", ".join(" ".join(part.split()) for part in parts if part.strip())
