"""The words of a professional will."""

from collections.abc import Iterable, Iterator

from vault.exports.wording import day
from vault.sealing.part_model import Part
from vault.succession.model import HolderKind
from vault.succession.plan_model import ContactRole, Person, Psychotherapy, Trigger
from vault.succession.will_model import WillFacts, WillHolder, WillPart

NOT_SAID = "Not said in this plan."
ROLES = {
    ContactRole.SUCCESSOR: "Successor",
    ContactRole.ALTERNATE: "Alternate",
    ContactRole.LAWYER: "Lawyer",
    ContactRole.ACCOUNTANT: "Accountant",
    ContactRole.INSURER: "Insurer",
    ContactRole.BOARD: "Licensing board",
    ContactRole.LANDLORD: "Landlord",
    ContactRole.EXECUTOR: "Executor",
    ContactRole.FAMILY: "Family",
    ContactRole.OTHER: "Other",
}
TRIGGERS = {
    Trigger.DEATH_CERTIFICATE: "my death, shown by a death certificate",
    Trigger.TWO_CLINICIAN_LETTER: "my incapacity, stated in letters of two clinicians",
    Trigger.CLOSURE: "the closure of my practice, stated by me in writing",
}
PSYCHOTHERAPY = {
    Psychotherapy.DESTROY: "They are to be destroyed unread. No sealed export holds them.",
    Psychotherapy.KEEP_SEALED: "They are to be kept sealed and unread until they may be destroyed.",
    Psychotherapy.TRANSFER: "They go to the custodian, apart from the records, in their own part.",
}
PARTS = {
    Part.CASELOAD: "The caseload",
    Part.RECORDS: "The records",
    Part.PSYCHOTHERAPY: "The psychotherapy notes",
    Part.APART_CASELOAD: "The caseload of those kept apart",
    Part.APART_RECORDS: "The records of those kept apart",
    Part.APART_PSYCHOTHERAPY: "The psychotherapy notes of those kept apart",
}
LEAD = (
    "This paper says who looks after my clients and their records when I no longer can. It holds "
    "no secret and names no client, and it is no substitute for legal advice."
)
NO_SECRET = (
    "No secret stands on this paper. A card, or the key on a holder’s own device, stays with its "
    "holder until the plan begins."
)
SIGNING = (
    "I have read this plan and it is mine. Those who sign below accept what it asks of them, and "
    "will keep confidential what they learn by it."
)


def person(one: Person) -> str:
    """Return who somebody is and how to reach them, a line for each."""
    name = f"{one.name}, {one.organization}" if one.organization else one.name
    reach = " · ".join(part for part in (one.phone, one.email) if part)
    return "\n".join(part for part in (name, reach, one.address, one.remark) if part)


def triggers(facts: WillFacts) -> str:
    """Return what makes the plan begin."""
    told = [TRIGGERS[one] for one in facts.plan.triggers]
    return f"This plan begins with {_listed(told, 'or')}." if told else NOT_SAID


def holder(one: WillHolder) -> str:
    """Return who holds which card or key."""
    what = "a printed card" if one.kind is HolderKind.CARD else "a key of their own"
    return f"{one.label} holds {what}."


def part(one: WillPart) -> str:
    """Return how many of whom open a part."""
    places = _listed([str(place) for place in one.holders], "and")
    if one.threshold < len(one.holders):
        count = f"Any {one.threshold} of" if one.threshold > 1 else "Any one of"
        return f"{count} the holders {places} can open it."
    if one.threshold == 1:
        return f"Holder {places} alone can open it."
    return f"Holders {places} together can open it."


def key(facts: WillFacts) -> str:
    """Return the fingerprint by which who opens the export knows that it is the practice's."""
    return f"{facts.fingerprint} (whoever opens the export compares this)"


def conflicts(facts: WillFacts) -> Iterator[str]:
    """Return what the successor must not see, in numbers, and what the plan says of it."""
    if not facts.for_alternate and not facts.for_nobody:
        yield "No client is kept apart."
    if facts.for_alternate:
        yield f"{_records(facts.for_alternate)} kept from the successor, for the alternate alone."
    if facts.for_nobody:
        yield f"{_records(facts.for_nobody)} kept from everybody: in no sealed export."
    if facts.plan.conflicts_note:
        yield facts.plan.conflicts_note


def retention(facts: WillFacts) -> str:
    """Return how long records are kept, by the practice's policy and the law's rules."""
    years, minor = facts.policy.years, facts.policy.minor_years
    longer = "" if facts.policy.is_instead else ", or longer where a rule of the state says so"
    return (
        f"{years} years after closing, those of a minor {minor} years after coming of age{longer}. "
        "Each record shows its own day, and a hold keeps it beyond that."
    )


def review(facts: WillFacts) -> str:
    """Return when the plan was kept and when it is to be looked at again."""
    written, next_time = day(facts.kept_on), day(facts.next_review)
    return f"Written {written}. To be reviewed every year, next on {next_time}."


def named(label: str, people: Iterable[Person]) -> list[tuple[str, str]]:
    """Return somebody a line, the first beside ``label``; or that there is nobody."""
    told = [person(one) for one in people] or [NOT_SAID]
    return [(label if place == 0 else "", one) for place, one in enumerate(told)]


def _records(count: int) -> str:
    return "1 record is" if count == 1 else f"{count} records are"


def _listed(told: list[str], word: str) -> str:
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])} {word} {told[-1]}"
