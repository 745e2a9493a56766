"""People who do not exist."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from vault.clients.model import (
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
    age,
)
from vault.demo.model import Voice
from vault.demo.words import pick, table, weighted

_ADULT = 18
_STATES = ("AZ", "CO", "FL", "MD", "NJ", "NY", "PA", "TX")
_STYLES = {"soap": 30, "dap": 26, "birp": 14, "girp": 10, "pirp": 6, "narrative": 14}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name and what it takes to give a relative a fitting one."""

    group: str
    given: str
    family: str
    pronoun: str

    @property
    def name(self) -> str:
        """The full name in the order of its language."""
        group = table("people")["groups"][self.group]
        if group.get("order") == "family first":
            # No blank stands between the names in Han or Hangul.
            return (" " if self.family.isascii() or self._has_blank else "").join(
                (self.family, self.given)
            )
        return f"{self.given} {self.family}"

    @property
    def _has_blank(self) -> bool:
        return self.group in ("vietnamese", "japanese")


def person(rng: Random, relative_of: Person | None = None) -> Person:
    """Return a new person, or one of the family of another."""
    groups = table("people")["groups"]
    group = relative_of.group if relative_of else weighted(rng, groups)
    pronoun = rng.choices(("she", "he", "they"), (55, 41, 4))[0]
    given = rng.choice(groups[group][pronoun if pronoun != "they" else rng.choice(("she", "he"))])
    family = relative_of.family if relative_of else rng.choice(groups[group]["family"])
    return Person(group=group, given=given, family=family, pronoun=pronoun)


def voice(rng: Random, who: Person, problem: str, diagnosis: str) -> Voice:
    """Return how this client is spoken of in every note."""
    is_young = table("problems")[problem]["ages"][1] < _ADULT
    young = "young_" if is_young else ""
    fixed = {
        "who": who.given if rng.random() < 0.35 else "Client",
        "ally": pick(rng, f"{young}allies"),
        "strain": pick(rng, f"{young}strains"),
        "job": pick(rng, "student_jobs" if is_young else "jobs"),
        "referral": pick(rng, "referrals"),
        "diagnosis": diagnosis.split(" ", 1)[1][0].lower() + diagnosis.split(" ", 1)[1][1:],
    }
    style = rng.choices(list(_STYLES), list(_STYLES.values()))[0]
    return Voice(problem=problem, template_key=style, pronoun=who.pronoun, fixed=fixed)


def birth_date(rng: Random, problem: str, start: date) -> date:
    """Return a birthday that makes the client of an age for ``problem`` on ``start``."""
    youngest, oldest = table("problems")[problem]["ages"]
    return start - timedelta(days=rng.randrange(youngest * 366, (oldest + 1) * 365))


def details(
    rng: Random,
    who: Person,
    problem: str,
    *,
    born: date,
    start: date,
    status: ClientStatus,
    deceased_on: date | None,
    jurisdiction: str,
    diagnosis: str,
    address: str,
) -> ClientDetails:
    """Return what the record says of ``who``, seen first on ``start``."""
    is_minor = age(born, start) < _ADULT
    code, description = diagnosis.split(" ", 1)
    return ClientDetails(
        legal_name=who.name,
        preferred_name=_preferred(rng, who),
        pronouns=_pronouns(who.pronoun) if rng.random() < 0.6 else "",
        birth_date=born,
        status=status,
        deceased_on=deceased_on,
        jurisdiction=jurisdiction if rng.random() < 0.93 else rng.choice(_STATES),
        risk_flag=pick(rng, "risk_flags") if rng.random() < 0.04 else "",
        restrictions=pick(rng, "restrictions") if rng.random() < 0.05 else "",
        privilege_holders=_holders(is_minor, problem),
        contact_rules=(pick(rng, "contact_rules"),) if rng.random() < 0.3 else (),
        referral=pick(rng, "referrals"),
        contacts=_contacts(rng, address),
        people=_people(rng, who, born, is_minor),
        diagnoses=(Diagnosis(code=code, description=description, since=start),),
    )


def address(rng: Random) -> str:
    """Return a place that is on no map."""
    return f"{rng.randint(1, 999)} {pick(rng, 'streets')}\n{pick(rng, 'towns')}"


def _preferred(rng: Random, who: Person) -> str:
    return f"{pick(rng, 'nicknames')} {who.family}" if rng.random() < 0.08 else ""


def _pronouns(pronoun: str) -> str:
    return {"she": "she/her", "he": "he/him", "they": "they/them"}[pronoun]


def _holders(is_minor: bool, problem: str) -> str:
    if is_minor:
        return "The minor, through the legal representative"
    return "Each partner for what they said" if problem == "couple" else ""


def _phone(rng: Random) -> str:
    # 555-0100 to 555-0199 are kept free for fiction.
    return f"({rng.randint(201, 989)}) 555-01{rng.randint(0, 99):02d}"


def _contacts(rng: Random, place: str) -> tuple[ContactMethod, ...]:
    rule = pick(rng, "contact_rules") if rng.random() < 0.2 else ""
    found = [
        ContactMethod(
            kind=ContactKind.PHONE, value=_phone(rng), label="mobile", rule=rule, is_preferred=True
        ),
        ContactMethod(kind=ContactKind.ADDRESS, value=place, label="home"),
    ]
    if rng.random() < 0.7:
        mail = f"reader{rng.randrange(10_000):04d}@example.org"
        found.append(ContactMethod(kind=ContactKind.EMAIL, value=mail))
    return tuple(found)


def _people(rng: Random, who: Person, born: date, is_minor: bool) -> tuple[RelatedPerson, ...]:
    relative = person(rng, relative_of=who)
    phone = _phone(rng)
    if not is_minor:
        relation = rng.choice(("spouse", "sibling", "parent", "friend", "adult child"))
        return (
            RelatedPerson(
                role=PersonRole.EMERGENCY, name=relative.name, relation=relation, phone=phone
            ),
        )
    parent = RelatedPerson(
        role=PersonRole.REPRESENTATIVE,
        name=relative.name,
        relation={"she": "mother", "he": "father", "they": "parent"}[relative.pronoun],
        phone=phone,
        authority=rng.choice(("Parent with legal custody", "Joint legal custody", "Guardian")),
        authority_from=born,
        authority_to=_birthday(born, _ADULT) - timedelta(days=1),
    )
    emergency = RelatedPerson(
        role=PersonRole.EMERGENCY, name=relative.name, relation=parent.relation, phone=phone
    )
    return (emergency, parent)


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
