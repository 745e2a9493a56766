"""The words that people read in an export. Dates are written out, never in digits alone."""

from datetime import date, datetime

from vault.clients.model import CareSessionStatus, ClientStatus, ContactKind, Modality, PersonRole
from vault.exports.model import Missing, NotInside, SignatureState
from vault.notes.model import NoteKind, Privilege

NOTE_KINDS = {
    NoteKind.PROGRESS: "Progress note",
    NoteKind.PSYCHOTHERAPY: "Psychotherapy note",
    NoteKind.INTAKE: "Intake assessment",
    NoteKind.PLAN: "Treatment plan",
    NoteKind.TERMINATION: "Termination summary",
    NoteKind.CONTACT: "Contact",
    NoteKind.COLLATERAL: "Collateral contact",
    NoteKind.RISK: "Risk assessment",
    NoteKind.CONSULTATION: "Consultation",
    NoteKind.NO_SHOW: "No-show",
    NoteKind.IMPORTED_DETAILS: "Imported details",
}
# The mark on a paper, for whoever holds it in proceedings.
PRIVILEGES = {
    Privilege.PRIVILEGED: "Privileged",
    Privilege.NOT_PRIVILEGED: "Not privileged",
    Privilege.WAIVED: "Privilege waived",
    Privilege.EXCEPTION: "Exception to privilege",
}
SIGNATURES = {
    SignatureState.VALID: "Signature verified when this was made",
    SignatureState.INVALID: "The signature does not agree with this text",
    SignatureState.UNSIGNED: "Draft, not signed",
    SignatureState.NOT_SIGNED_HERE: "Imported, not signed here",
}
STATUSES = {
    ClientStatus.PROSPECTIVE: "Prospective",
    ClientStatus.ACTIVE: "Active",
    ClientStatus.CLOSED: "Closed",
    ClientStatus.DECEASED: "Deceased",
    ClientStatus.DISPOSED: "Disposed",
}
CONTACTS = {
    ContactKind.PHONE: "Phone",
    ContactKind.EMAIL: "Email",
    ContactKind.ADDRESS: "Address",
    ContactKind.OTHER: "Other contact",
}
ROLES = {
    PersonRole.EMERGENCY: "Emergency contact",
    PersonRole.REPRESENTATIVE: "Representative",
    PersonRole.OTHER: "Related person",
}
SESSIONS = {
    CareSessionStatus.PLANNED: "Planned",
    CareSessionStatus.HELD: "Held",
    CareSessionStatus.CANCELLED: "Cancelled",
    CareSessionStatus.NO_SHOW: "No-show",
}
MODALITIES = {
    Modality.IN_PERSON: "in person",
    Modality.VIDEO: "video",
    Modality.PHONE: "phone",
    Modality.TEXT: "text",
    Modality.HOME_VISIT: "home visit",
    Modality.OTHER: "other",
}
DAYS_FROM = {
    "file_name": "from the file’s name",
    "content": "from the text",
    "file_time": "from the file’s own date",
    "chosen": "chosen when it was imported",
}
_MISSING = {
    Missing.PSYCHOTHERAPY: "Psychotherapy notes. They are kept apart from the record and never "
    "stand in the same file (45 CFR 164.501); whether there are any is not said here.",
    Missing.RECORD: "The record itself: this file holds psychotherapy notes alone.",
    Missing.DRAFTS: "Unsigned drafts: %N%.",
    Missing.DOCUMENTS: "The content of documents: %N% listed with their SHA-256, not enclosed.",
    Missing.DAMAGED_DOCUMENTS: "Damaged or missing documents: %N% listed, not enclosed.",
    Missing.DOCUMENTS_IN_ERROR: "Documents entered in error: %N% listed with their SHA-256, not "
    "enclosed.",
    Missing.ACCESS_LOG: "The log of who opened and changed the record, and when.",
    Missing.OFFICE: "What the practice notes about the keeping of the record: holds, transfers, "
    "paper, retention, notices, a custodian’s notes; whether there is any is not said here.",
    Missing.ALL_BUT_THE_LIST: "Everything but the list: no notes, no documents, no sessions.",
    Missing.DISPOSED: "Records that were disposed of: %N%.",
    Missing.OTHERS: "Clients who were not on the list that was exported: %N%.",
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def missing(one: NotInside) -> str:
    """Return a sentence about something that is not in the export."""
    return _MISSING[one.what].replace("%N%", str(one.count or 0))


def day(value: date) -> str:
    """Return a day as ``24 November 2026``, which no reader takes for another."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def instant(value: datetime) -> str:
    """Return an instant in the time of this computer, its distance from UTC beside it."""
    here = value.astimezone()
    return f"{day(here.date())}, {here:%H:%M} (UTC{here:%z})"


def size(count: int) -> str:
    """Return a number of bytes, in a unit that suits it (1 kB is 1,000 bytes)."""
    for unit, limit in (("bytes", 1_000), ("kB", 1_000_000), ("MB", 1_000_000_000)):
        if count < limit:
            return f"{count * 1000 // limit:,} {unit}"
    return f"{count / 1_000_000_000:,.1f} GB"
