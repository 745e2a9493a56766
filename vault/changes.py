"""What kinds of thing a transaction changed; screens listen and refresh themselves."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of thing that a screen may show."""

    PRACTICE = "practice"
    CLIENTS = "clients"
    EPISODES = "episodes"
    CARE_SESSIONS = "care_sessions"
    NOTES = "notes"
    PSYCHOTHERAPY_NOTES = "psychotherapy_notes"
    DRAFTS = "drafts"
    TEMPLATES = "templates"
    AUDIT = "audit"
    SLOTS = "slots"
    DOCUMENTS = "documents"
    IMPORTS = "imports"
    COPIES = "copies"
    RETENTION = "retention"
    HOLDS = "holds"
    PAPER_RECORDS = "paper_records"
    TRANSFERS = "transfers"
    DISPOSALS = "disposals"
    SUCCESSION = "succession"
    SEALED_EXPORTS = "sealed_exports"
    CUSTODY = "custody"


Changes = frozenset[Kind]
