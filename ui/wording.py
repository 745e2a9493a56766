"""Days, times and the words that several pages share, in the person's own locale.

Needs no window, so that presenters which use it are tested without one.
"""

import re
from datetime import date, datetime, time

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from vault.clients.model import (
    CareSessionStatus,
    ClientStatus,
    ContactKind,
    Modality,
    PersonRole,
)
from vault.holds.model import HoldKind
from vault.keys.model import SlotKind
from vault.notes.model import NoteKind, Privilege

_WEEKDAY = re.compile(r"[,،]?\s*d{4}[,،]?\s*")
_LETTER = re.compile(r"[^\W\d_]")


def _tr(text: str) -> str:
    return QCoreApplication.translate("wording", text)


def counted(count: int, one: str, many: str) -> str:
    """Return ``one``, or ``many`` with the number in it: "1 note", "1,200 notes"."""
    return one if count == 1 else many.replace("%1", f"{count:,}")


def filled(said: str, *parts: str) -> str:
    """Return ``said`` with the first part for "%1", the next for "%2"; no part holds a "%"."""
    for place, part in enumerate(parts, start=1):
        said = said.replace(f"%{place}", part)
    return said


def size_words(size: int) -> str:
    """Return a number of bytes as people read it: "1.4 MB"."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def long_day(day: date) -> str:
    """Return "22 November 2026", in the order of the locale."""
    return QLocale().toString(_qdate(day), _without_weekday())


def short_day(day: date) -> str:
    """Return "22 Nov 2026", in the order of the locale."""
    return QLocale().toString(_qdate(day), _without_weekday().replace("MMMM", "MMM"))


def month_of_year(month: str) -> str:
    """Return "March 2026" of ``2026-03``."""
    return QLocale().toString(QDate(int(month[:4]), int(month[5:7]), 1), "MMMM yyyy")


def weekday_and_day(day: date) -> str:
    """Return "Sunday, 22 November 2026", in the order of the locale."""
    return QLocale().toString(_qdate(day), QLocale.FormatType.LongFormat)


def clock_time(moment: time) -> str:
    """Return "10:30", or as the locale has it."""
    shown = QTime(moment.hour, moment.minute)
    return QLocale().toString(shown, QLocale.FormatType.ShortFormat)


def instant(moment: datetime) -> str:
    """Return the day and time of an instant where this computer stands."""
    local = moment.astimezone()
    return f"{short_day(local.date())}, {clock_time(local.time())}"


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day is: "today", "yesterday", "12 days ago"."""
    days = (today - day).days
    if days <= 0:
        return _tr("today")
    if days == 1:
        return _tr("yesterday")
    return _tr("%1 days ago").replace("%1", f"{days:,}")


def shown_name(name: str, is_shielded: bool) -> str:
    """Return the name, or its initials while the privacy shield is up."""
    if not is_shielded:
        return name
    found = [_LETTER.search(word) for word in name.split()]
    return " ".join(f"{one.group().upper()}." for one in found if one) or "–"


def note_kind(kind: NoteKind) -> str:
    """Return what a kind of note is called."""
    words = {
        NoteKind.PROGRESS: _tr("Progress note"),
        NoteKind.PSYCHOTHERAPY: _tr("Psychotherapy note"),
        NoteKind.INTAKE: _tr("Intake"),
        NoteKind.PLAN: _tr("Treatment plan"),
        NoteKind.TERMINATION: _tr("Termination"),
        NoteKind.CONTACT: _tr("Contact"),
        NoteKind.COLLATERAL: _tr("Collateral contact"),
        NoteKind.RISK: _tr("Risk assessment"),
        NoteKind.CONSULTATION: _tr("Consultation"),
        NoteKind.NO_SHOW: _tr("No-show"),
        NoteKind.IMPORTED_DETAILS: _tr("Imported details"),
    }
    return words[kind]


def care_session_status(status: CareSessionStatus) -> str:
    """Return what became of a session."""
    words = {
        CareSessionStatus.PLANNED: _tr("Planned"),
        CareSessionStatus.HELD: _tr("Held"),
        CareSessionStatus.CANCELLED: _tr("Cancelled"),
        CareSessionStatus.NO_SHOW: _tr("No-show"),
    }
    return words[status]


def modality(way: Modality) -> str:
    """Return how client and social worker met, as it stands within a line."""
    words = {
        Modality.IN_PERSON: _tr("in person"),
        Modality.VIDEO: _tr("video"),
        Modality.PHONE: _tr("phone"),
        Modality.TEXT: _tr("text"),
        Modality.HOME_VISIT: _tr("home visit"),
        Modality.OTHER: _tr("other"),
    }
    return words[way]


def client_status(status: ClientStatus) -> str:
    """Return where a client stands, in a word."""
    words = {
        ClientStatus.PROSPECTIVE: _tr("Prospective"),
        ClientStatus.ACTIVE: _tr("Active"),
        ClientStatus.CLOSED: _tr("Closed"),
        ClientStatus.DECEASED: _tr("Deceased"),
        ClientStatus.DISPOSED: _tr("Disposed"),
    }
    return words[status]


def contact_kind(kind: ContactKind) -> str:
    """Return a way to reach somebody, in a word."""
    words = {
        ContactKind.PHONE: _tr("Phone"),
        ContactKind.EMAIL: _tr("Email"),
        ContactKind.ADDRESS: _tr("Address"),
        ContactKind.OTHER: _tr("Other"),
    }
    return words[kind]


def person_role(role: PersonRole) -> str:
    """Return what somebody is to the client, in words."""
    words = {
        PersonRole.EMERGENCY: _tr("Emergency contact"),
        PersonRole.REPRESENTATIVE: _tr("Representative"),
        PersonRole.OTHER: _tr("Other person"),
    }
    return words[role]


def privilege(state: Privilege) -> str:
    """Return whether a note is privileged, in words."""
    words = {
        Privilege.PRIVILEGED: _tr("Privileged"),
        Privilege.NOT_PRIVILEGED: _tr("Not privileged"),
        Privilege.WAIVED: _tr("Privilege waived"),
        Privilege.EXCEPTION: _tr("Exception to privilege"),
    }
    return words[state]


def hold_kind(kind: HoldKind) -> str:
    """Return what a hold is for."""
    words = {
        HoldKind.LEGAL: _tr("Legal matter"),
        HoldKind.COMPLAINT: _tr("Complaint to a board"),
        HoldKind.ACCESS: _tr("Request for access"),
        HoldKind.OTHER: _tr("Another reason"),
    }
    return words[kind]


def way_to_open(kind: SlotKind) -> str:
    """Return what a way into the vault is called."""
    words = {
        SlotKind.KEYRING_PASSPHRASE: _tr("Passphrase with this computer's keyring"),
        SlotKind.KEYRING: _tr("This computer's keyring alone"),
        SlotKind.PASSPHRASE: _tr("Strong passphrase"),
        SlotKind.SHEET: _tr("Recovery sheet"),
    }
    return words[kind]


def new_way(kind: SlotKind) -> str:
    """Return what opens a vault from day to day that was just made."""
    words = {
        SlotKind.KEYRING_PASSPHRASE: _tr("Your new passphrase, with this computer's keyring"),
        SlotKind.PASSPHRASE: _tr("Your new strong passphrase"),
        SlotKind.KEYRING: _tr("This computer's keyring alone"),
    }
    return words[kind]


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _without_weekday() -> str:
    pattern = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    return _WEEKDAY.sub("", pattern).strip(" ,،")
