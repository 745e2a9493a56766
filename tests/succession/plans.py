"""A succession plan with everything in it."""

from datetime import date

from vault.succession.plan_model import (
    ContactRole,
    Letter,
    LetterCode,
    Outside,
    Person,
    Psychotherapy,
    SuccessionPlan,
    Trigger,
)

SUCCESSOR = Person(
    role=ContactRole.SUCCESSOR,
    name="Noor Haddad, LCSW",
    organization="Harbor Counseling",
    phone="+1 555 0142",
    email="noor@example.org",
    address="12 Quay Street\nSausalito",
    remark="Knows the practice since 2014.",
)
ALTERNATE = Person(role=ContactRole.ALTERNATE, name="Tomasz Brandt, LMFT", phone="+1 555 0177")
FULL = SuccessionPlan(
    successor=SUCCESSOR,
    alternate=ALTERNATE,
    authority="May act as custodian of all records and speak for the practice.",
    triggers=tuple(Trigger),
    conflicts_note="Noor supervised one of the clients' partners.",
    psychotherapy=Psychotherapy.TRANSFER,
    caseload_alone=True,
    where_things_are="Laptop: top drawer. Backups: blue stick in the bank box.",
    contacts=(
        Person(role=ContactRole.LAWYER, name="Ines Calder", phone="+1 555 0101"),
        Person(role=ContactRole.ACCOUNTANT, name="Otto Reims", email="otto@example.org"),
        Person(role=ContactRole.INSURER, name="Beacon Mutual", remark="Policy 88-1204"),
        Person(role=ContactRole.BOARD, name="Board of Behavioral Sciences"),
        Person(role=ContactRole.LANDLORD, name="Pia Lund", phone="+1 555 0188"),
        Person(role=ContactRole.EXECUTOR, name="Jonas Keller", address="4 Hill Road"),
        Person(role=ContactRole.FAMILY, name="Mara Keller"),
        Person(role=ContactRole.OTHER, name="Rita Solberg", remark="cleans the office"),
    ),
    referrals=(
        Person(name="Valley Clinic", phone="+1 555 0199", remark="couples"),
        Person(name="Dr. Sunita Rao", remark="trauma"),
    ),
    notification_wishes="Call those with a visit this week; write to the others.",
    letters=(
        Letter(code=LetterCode.CLIENT, title="To a client", body="Dear {client}, with regret"),
    ),
    retention_note="Seven years after closing, then shred paper too.",
    outside=Outside.NAMES,
    container_label="Records of a counseling practice",
    review_on=date(2027, 11, 24),
)
