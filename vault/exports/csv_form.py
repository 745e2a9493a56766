"""The caseload as a list for a spreadsheet: one line a client, no notes."""

from collections.abc import Iterable

from vault.clients.model import Client
from vault.printing import spreadsheet

_COLUMNS = (
    "record_number",
    "legal_name",
    "preferred_name",
    "pronouns",
    "birth_date",
    "status",
    "jurisdiction",
    "contact_rules",
    "contacts",
    "restrictions",
    "has_risk_flag",
)


def render(clients: Iterable[Client]) -> bytes:
    """Return the list: UTF-8 with a mark at the start, by which spreadsheets know it."""
    return spreadsheet.csv_text(_COLUMNS, map(_cells, clients)).encode("utf-8-sig")


def _cells(client: Client) -> tuple[str, ...]:
    details = client.details
    return (
        client.record_number,
        details.legal_name,
        details.preferred_name,
        details.pronouns,
        details.birth_date.isoformat() if details.birth_date else "",
        details.status.value,
        details.jurisdiction,
        "; ".join(details.contact_rules),
        "; ".join(
            " ".join(filter(None, (one.kind.value, one.value, f"({one.rule})" if one.rule else "")))
            for one in details.contacts
        ),
        details.restrictions,
        "yes" if details.risk_flag else "no",
    )
