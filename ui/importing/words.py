"""What the words of an import are called: kinds, fields, verdicts, choices. No widgets."""

from PySide6.QtCore import QCoreApplication

from vault.importers.batch_model import ImportKind
from vault.importers.model import Choice, Likeness, Verdict
from vault.importers.note_model import DayFrom
from vault.importers.table_model import Field


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)


def kind_name(kind: ImportKind) -> str:
    """Return what an import brings, as a list of imports has it."""
    words = {
        ImportKind.CLIENTS: _tr("Client list"),
        ImportKind.CONTACTS: _tr("Contacts"),
        ImportKind.APPOINTMENTS: _tr("Appointments report"),
        ImportKind.CALENDAR: _tr("Calendar"),
        ImportKind.NOTES: _tr("Notes from a folder"),
    }
    return words[kind]


def kind_about(kind: ImportKind) -> str:
    """Return what a person has in hand for such an import."""
    words = {
        ImportKind.CLIENTS: _tr("A table with a client a row: CSV or XLSX."),
        ImportKind.CONTACTS: _tr("Contact cards from an address book: vCard, a file in .vcf."),
        ImportKind.APPOINTMENTS: _tr("A table with a session a row: CSV or XLSX."),
        ImportKind.CALENDAR: _tr("Sessions from a calendar program: a file in .ics."),
        ImportKind.NOTES: _tr(
            "Word, PDF and text files, scans too. Each is kept as it is, sealed; its text "
            "becomes a note that can be found."
        ),
    }
    return words[kind]


def source_question(kind: ImportKind) -> str:
    """Return the question for where it lies."""
    words = {
        ImportKind.CLIENTS: _tr("Which file is the client list?"),
        ImportKind.CONTACTS: _tr("Which file holds the contacts?"),
        ImportKind.APPOINTMENTS: _tr("Which file is the report?"),
        ImportKind.CALENDAR: _tr("Which file is the calendar?"),
        ImportKind.NOTES: _tr("Which folder holds the notes?"),
    }
    return words[kind]


def verdict_word(verdict: Verdict) -> str:
    """Return what a dry run says of an entry, in a word."""
    words = {
        Verdict.TAKEN: _tr("Coming in"),
        Verdict.HELD: _tr("Held back"),
        Verdict.REFUSED: _tr("Refused"),
    }
    return words[verdict]


def choice_word(choice: Choice) -> str:
    """Return what becomes of an entry."""
    words = {
        Choice.NEW: _tr("New client"),
        Choice.MERGE: _tr("Merged"),
        Choice.SKIP: _tr("Left out"),
    }
    return words[choice]


def likeness_words(likeness: Likeness) -> str:
    """Return by what two entries may be one person."""
    words = {
        Likeness.NAME_AND_BIRTH_DATE: _tr("same name and birth date"),
        Likeness.NAME: _tr("same name; one has no birth date"),
        Likeness.RECORD_NUMBER: _tr("same record number"),
    }
    return words[likeness]


def day_from_words(day_from: DayFrom) -> str:
    """Return where the day of an imported note comes from."""
    words = {
        DayFrom.FILE_NAME: _tr("from the file's name"),
        DayFrom.CONTENT: _tr("from its text"),
        DayFrom.FILE_TIME: _tr("the file's own date"),
        DayFrom.CHOSEN: _tr("chosen by you"),
    }
    return words[day_from]


def field_name(field: Field | None) -> str:
    """Return what a column holds; ``None`` is what no field has room for."""
    return _tr("Kept in a note") if field is None else _field_words()[field]


def _field_words() -> dict[Field, str]:
    return {
        Field.FULL_NAME: _tr("Full name"),
        Field.FIRST_NAME: _tr("First name"),
        Field.MIDDLE_NAME: _tr("Middle name"),
        Field.LAST_NAME: _tr("Last name"),
        Field.SUFFIX: _tr("Suffix of the name"),
        Field.PREFERRED_NAME: _tr("Preferred name"),
        Field.PRONOUNS: _tr("Pronouns"),
        Field.BIRTH_DATE: _tr("Birth date"),
        Field.DECEASED_ON: _tr("Day of death"),
        Field.STATUS: _tr("Status of the client"),
        Field.RECORD_NUMBER: _tr("Record number"),
        Field.JURISDICTION: _tr("Jurisdiction"),
        Field.RISK: _tr("Risk"),
        Field.RESTRICTIONS: _tr("Restrictions"),
        Field.CONTACT_RULE: _tr("Safe-contact rule"),
        Field.REFERRAL: _tr("Referred by"),
        Field.PHONE: _tr("Phone"),
        Field.EMAIL: _tr("Email"),
        Field.ADDRESS: _tr("Whole address"),
        Field.STREET: _tr("Street"),
        Field.STREET_MORE: _tr("Second line of the street"),
        Field.CITY: _tr("City"),
        Field.STATE: _tr("State"),
        Field.ZIP: _tr("ZIP code"),
        Field.COUNTRY: _tr("Country"),
        Field.EMERGENCY_NAME: _tr("Emergency contact: name"),
        Field.EMERGENCY_RELATION: _tr("Emergency contact: relation"),
        Field.EMERGENCY_PHONE: _tr("Emergency contact: phone"),
        Field.EMERGENCY_EMAIL: _tr("Emergency contact: email"),
        Field.GUARDIAN_NAME: _tr("Guardian: name"),
        Field.GUARDIAN_RELATION: _tr("Guardian: relation"),
        Field.GUARDIAN_PHONE: _tr("Guardian: phone"),
        Field.GUARDIAN_EMAIL: _tr("Guardian: email"),
        Field.DIAGNOSIS_CODE: _tr("Code of a diagnosis"),
        Field.DIAGNOSIS: _tr("Diagnosis"),
        Field.OPENED_ON: _tr("Episode opened on"),
        Field.CLOSED_ON: _tr("Episode closed on"),
        Field.CLOSING_REASON: _tr("Why the episode closed"),
        Field.CLIENT: _tr("Client"),
        Field.STARTS: _tr("Day, or day and time"),
        Field.START_TIME: _tr("Time it began"),
        Field.ENDS: _tr("Day and time it ended"),
        Field.END_TIME: _tr("Time it ended"),
        Field.MINUTES: _tr("Length"),
        Field.SESSION_STATUS: _tr("What became of it"),
        Field.SESSION_KIND: _tr("Kind of session"),
        Field.PLACE: _tr("Place or manner"),
    }


def step_words(name: str) -> str:
    """Return what an import is doing."""
    words = {
        "files": _tr("Reading the files"),
        "clients": _tr("Entering the clients"),
        "sessions": _tr("Entering the sessions"),
        "plans": _tr("Making room for the originals"),
        "originals": _tr("Sealing the originals"),
        "notes": _tr("Entering the notes"),
    }
    return words.get(name, _tr("Working"))
