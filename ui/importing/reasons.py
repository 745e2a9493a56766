"""Why an entry is held, refused or remarked on, in words. No widgets; a test walks the enums."""

from PySide6.QtCore import QCoreApplication

from vault.importers.model import Finding, Reason
from vault.importers.note_model import NoteFinding

_LONGEST_VALUE = 80


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)


def finding_words(finding: Finding) -> str:
    """Return a finding with the header and value it is about."""
    value = short_value(finding.value)
    said = reason_words(finding.reason)
    if finding.header and value:
        return f"{said} {finding.header}: “{value}”"
    return (
        f"{said} “{value}”" if value else f"{said} ({finding.header})" if finding.header else said
    )


def short_value(value: str) -> str:
    """Return a value of a file as it is quoted: in one line, and the beginning of a long one."""
    value = " ".join(value.split())
    if len(value) > _LONGEST_VALUE:
        return value[: _LONGEST_VALUE - 1].rstrip() + "…"
    return value


def short_words(findings: tuple[Finding, ...]) -> str:
    """Return the reasons in one line, for a table."""
    told = dict.fromkeys(reason_words(one.reason).rstrip(".") for one in findings)
    return "; ".join(told)


def note_finding_words(finding: NoteFinding) -> str:
    """Return what there is to say about a note file, a sentence."""
    words = {
        NoteFinding.NO_TEXT: _tr("No text in it: kept as a document, without a note."),
        NoteFinding.TEXT_CUT: _tr("Too long for a note: the note has the beginning."),
        NoteFinding.ENCODING_GUESSED: _tr("Its letters were guessed: look at the text."),
        NoteFinding.UNREADABLE: _tr("Its text cannot be read: kept as a document."),
        NoteFinding.PROTECTED: _tr("Under a password of its own: kept as a document."),
        NoteFinding.TYPE_UNKNOWN: _tr("No text is read from this kind: kept as a document."),
        NoteFinding.NOT_OPENED: _tr("The file cannot be opened: left out."),
        NoteFinding.FOLDER_NOT_OPENED: _tr(
            "This folder could not be read: what is in it is left out."
        ),
        NoteFinding.DAY_AMBIGUOUS: _tr("The day may be read in two ways."),
        NoteFinding.DAY_TO_COME: _tr("The day named lies ahead, so it was not taken."),
    }
    return words[finding]


def file_there_words() -> str:
    """Return what there is to say about a file that comes a second time, a sentence."""
    return _tr("The client has this very file already.")


def file_alike_words() -> str:
    """Return what there is to say about a file that comes a second time of another day."""
    return _tr("The client has a file like it, of another day.")


def reason_words(reason: Reason) -> str:
    """Return what there is to say about an entry, a sentence."""
    return {**_of_names(), **_of_days(), **_of_rows(), **_of_values(), **_of_sessions()}[reason]


def _of_names() -> dict[Reason, str]:
    return {
        Reason.NO_NAME: _tr("There is no name."),
        Reason.NAME_TOO_LONG: _tr("The name is longer than a record takes."),
        Reason.NAME_TURNED: _tr("“Last, First” was turned round."),
        Reason.PERSON_WITHOUT_NAME: _tr("Somebody around the client has no name."),
        Reason.POSSIBLE_DUPLICATE: _tr("May be there already."),
        Reason.NO_CLIENT: _tr("No client is named."),
        Reason.NOT_A_PERSON: _tr("A group or an organization, not a person."),
    }


def _of_days() -> dict[Reason, str]:
    return {
        Reason.DATE_IMPOSSIBLE: _tr("There is no such day in the calendar."),
        Reason.DATE_UNREADABLE: _tr("The date cannot be read."),
        Reason.DATE_INCOMPLETE: _tr("The date is not whole."),
        Reason.DATE_OUT_OF_RANGE: _tr("The date lies ahead, or before 1850."),
        Reason.DATE_AMBIGUOUS: _tr("Day and month may be the other way round."),
        Reason.DATE_CONTRADICTED: _tr("Some dates of this column prove the other order."),
        Reason.DATE_SERIAL: _tr("A spreadsheet's number of days, read as a date."),
        Reason.DATE_SHORT_YEAR: _tr("A year of two digits."),
        Reason.DATES_OUT_OF_ORDER: _tr("The days are in an impossible order."),
        Reason.CLOSED_WITHOUT_START: _tr("Closed, but without a day on which it began."),
        Reason.NO_DAY: _tr("There is no day that can be read."),
    }


def _of_rows() -> dict[Reason, str]:
    return {
        Reason.ROW_LONGER: _tr("More cells than columns: a comma without quotes?"),
        Reason.ROW_SHORTER: _tr("Fewer cells than columns: a broken line?"),
        Reason.QUOTE_UNCLOSED: _tr("A quote opens here and never ends."),
        Reason.CANNOT_BE_KEPT: _tr("A record does not take this."),
        Reason.EVENT_REPEATED: _tr("The same event again; one is enough."),
        Reason.OUTSIDE: _tr("Belongs to no entry; left out."),
        Reason.CUT_OFF: _tr("It has no end: something of it may be missing."),
        Reason.DAMAGED: _tr("A line is not where it belongs; it is kept as it stands."),
        Reason.BINARY_LEFT_OUT: _tr("A picture or sound in the card is left out."),
    }


def _of_values() -> dict[Reason, str]:
    return {
        Reason.STATUS_UNKNOWN: _tr("The status is not known here; kept in a note."),
        Reason.STATE_UNKNOWN: _tr("The state is not known here; kept in a note."),
        Reason.RECORD_NUMBER_TAKEN: _tr("The record number is taken."),
        Reason.RECORD_NUMBER_UNUSABLE: _tr("Not usable as a record number; kept in a note."),
        Reason.VALUE_TOO_LONG: _tr("Longer than its field; kept in a note."),
        Reason.VALUE_CLEANED: _tr("Invisible characters were taken out."),
        Reason.VALUE_DISTORTED: _tr("A spreadsheet shortened this number."),
    }


def _of_sessions() -> dict[Reason, str]:
    return {
        Reason.TIME_UNREADABLE: _tr("The time cannot be read."),
        Reason.LENGTH_UNREADABLE: _tr("The length cannot be read; kept with the session."),
        Reason.SESSION_THERE: _tr("This session is there already."),
        Reason.SESSION_DIFFERS: _tr("A session is there at this time, with another status."),
        Reason.SESSION_REPEATED: _tr("An earlier row has the same client, day and time."),
        Reason.BEFORE_BIRTH: _tr("Before the day on which the client was born."),
        Reason.STATUS_TOO_EARLY: _tr("Held or missed, on a day that is still to come."),
        Reason.PAST_WITHOUT_STATUS: _tr("Past, and nothing says what became of it."),
        Reason.MANNER_NOT_SAID: _tr("Nothing says how some were held: entered as “other”."),
        Reason.ALL_DAY: _tr("Lasts a whole day: a session?"),
        Reason.RULE_NOT_UNDERSTOOD: _tr("It repeats by a rule not known here; the first is taken."),
        Reason.TOO_MANY_OCCURRENCES: _tr("It repeats too often; the rest is left out."),
        Reason.TIME_ZONE_UNKNOWN: _tr("Its time zone is not known; taken as it stands."),
        Reason.NOT_A_SESSION: _tr("A task or a journal, not a session; left out."),
    }
