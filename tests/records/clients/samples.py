"""Invented clients."""

from datetime import date

from vault.clients.model import (
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.session import Session

PLAIN = ClientDetails(legal_name="Amara Osei")

# Nothing stands at its default, so that a field which is not stored is missed.
FULL = ClientDetails(
    legal_name="Zo\u00eb Marguerite D\u2019Angelo-N\u00fa\u00f1ez",
    preferred_name="Max",
    pronouns="they/them",
    birth_date=date(2010, 5, 20),
    status=ClientStatus.DECEASED,
    deceased_on=date(2026, 10, 1),
    jurisdiction="NE",
    risk_flag="Plan of 3 March\nsee the note of that day",
    restrictions="Do not bill",
    privilege_holders="The client; both parents",
    contact_rules=("No voicemail", "Never at work"),
    referral="Lincoln High School",
    contacts=(
        ContactMethod(
            kind=ContactKind.PHONE,
            value="+1 402 555 0100",
            label="mother's",
            rule="no voicemail",
            is_preferred=True,
        ),
        ContactMethod(kind=ContactKind.ADDRESS, value="12 Elm St\nLincoln"),
    ),
    people=(
        RelatedPerson(
            role=PersonRole.REPRESENTATIVE,
            name="Ana N\u00fa\u00f1ez",
            relation="mother",
            phone="+1 402 555 0101",
            email="ana@example.org",
            authority="parent with sole custody",
            authority_from=date(2020, 1, 1),
            authority_to=date(2029, 5, 20),
            remark="Order seen",
        ),
        RelatedPerson(role=PersonRole.EMERGENCY, name="Luis"),
    ),
    diagnoses=(
        Diagnosis(
            code="F43.21",
            description="Adjustment disorder",
            since=date(2024, 2, 29),
            until=date(2025, 1, 1),
        ),
    ),
)


def mark_disposed(session: Session, client_id: int) -> None:
    """Put a client into the state that only disposal gives."""
    session.rows.run("UPDATE client SET status = 'disposed' WHERE id = ?", (client_id,))
