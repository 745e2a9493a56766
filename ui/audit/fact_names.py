"""What the details of an event are called. Needs no window."""

from functools import cache

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("audit", text)


def fact_name(action: str, name: str) -> str:
    """Return what a detail is called; one of a later version by its own name, readably."""
    special = _special().get((action.partition(".")[0], name))
    return special or _names().get(name) or readable(name).capitalize()


def is_known(name: str) -> bool:
    """Return whether a detail has a name for people."""
    return name in _names()


def is_count(name: str) -> bool:
    """Return whether a detail says how many, and is no number that something has."""
    return name in _of_counts()


def field_name(name: str) -> str:
    """Return what a field of a form is called, within a line."""
    return _fields().get(name) or readable(name)


def readable(name: str) -> str:
    """Return a name of the program's own as words."""
    return name.removeprefix("is_").removesuffix("_id").replace("_", " ")


@cache
def _special() -> dict[tuple[str, str], str]:
    """Return the names of what is called otherwise for actions on one noun."""
    return {
        ("succession", "place"): _tr("Holder's number"),
        ("change", "kind"): _tr("What was undone"),
        ("seal", "kind"): _tr("Why"),
        ("disposal", "kind"): _tr("Why"),
        ("export", "part"): _tr("What"),
        ("transfer", "part"): _tr("What"),
    }


@cache
def _names() -> dict[str, str]:
    return {**_of_acts(), **_of_counts()}


def _of_acts() -> dict[str, str]:
    return {
        "access_log": _tr("With the access log"),
        "audience": _tr("Who may see it"),
        "computer": _tr("By the computer's clock"),
        "damage": _tr("Damaged"),
        "document": _tr("Document number"),
        "fields": _tr("What changed"),
        "form": _tr("Form"),
        "hold": _tr("Because of"),
        "is_archived": _tr("Archived"),
        "is_drill": _tr("As each year"),
        "is_instead": _tr("In place of the rules"),
        "is_merge": _tr("Joined with a client who was there"),
        "is_on": _tr("In use"),
        "is_other_successor": _tr("Names another successor or alternate"),
        "is_proved": _tr("The answer was right"),
        "is_sheet_destroyed": _tr("Old sheet said to be destroyed"),
        "is_standing": _tr("Kept current by itself"),
        "is_synced": _tr("In a synced folder"),
        "kind": _tr("Kind"),
        "licenses": _tr("Licenses"),
        "line": _tr("Line of the list"),
        "method": _tr("How"),
        "minor_years": _tr("Years for a minor"),
        "note_id": _tr("Note number"),
        "number": _tr("Number"),
        "numbers": _tr("Numbers"),
        "outcome": _tr("What came of it"),
        "part": _tr("Part"),
        "place": _tr("Place"),
        "protection": _tr("Protection"),
        "reason": _tr("Reason"),
        "rule": _tr("Rule"),
        "sent_on": _tr("Sent on"),
        "source": _tr("From"),
        "statement": _tr("What was said"),
        "status": _tr("State"),
        "typed": _tr("Day typed"),
        "until": _tr("Not before"),
        "version": _tr("Version"),
        "warnings": _tr("What was noticed"),
        "way": _tr("How"),
        "years": _tr("Years"),
    }


@cache
def _of_counts() -> dict[str, str]:
    return {
        "certificates": _tr("Certificates"),
        "changed": _tr("Clients changed"),
        "clean": _tr("Without the record already"),
        "clients": _tr("Clients"),
        "damaged": _tr("Documents damaged"),
        "documents": _tr("Documents"),
        "dropped": _tr("Disposed of meanwhile"),
        "episodes": _tr("Episodes of care"),
        "events": _tr("Events"),
        "exports": _tr("Exports"),
        "failed": _tr("Could not be rewritten"),
        "held": _tr("Kept for a hold"),
        "holders": _tr("Holders"),
        "left_out": _tr("Left out, as disposed of"),
        "lost": _tr("Documents without their file"),
        "merged": _tr("Joined with clients who were there"),
        "missing": _tr("Documents missing"),
        "new": _tr("New clients"),
        "notes": _tr("Notes"),
        "older": _tr("Older than what is kept"),
        "papers": _tr("Records on paper"),
        "parts": _tr("Parts"),
        "proved": _tr("Holders who have shown theirs"),
        "records": _tr("Records"),
        "returned": _tr("Backups that came back"),
        "rewritten": _tr("Rewritten"),
        "same": _tr("Clients unchanged"),
        "sessions": _tr("Sessions"),
        "skipped": _tr("Not taken"),
        "snapshots": _tr("Backups"),
        "steps": _tr("Steps"),
        "unread": _tr("Could not be read"),
        "waiting": _tr("Waiting for their record"),
    }


@cache
def _fields() -> dict[str, str]:
    """Return the fields whose own name would puzzle; the others say what they are."""
    return {
        "about_whom": _tr("about whom"),
        "body": _tr("text"),
        "birth_date": _tr("date of birth"),
        "care_session_id": _tr("session"),
        "contact_rules": _tr("rules for contact"),
        "contacts": _tr("phone numbers and addresses"),
        "dated_on": _tr("day"),
        "deceased_on": _tr("date of death"),
        "episode_id": _tr("episode of care"),
        "is_covered_entity": _tr("HIPAA covered entity"),
        "jurisdiction": _tr("state"),
        "late_reason": _tr("reason for the late entry"),
        "lock_after_minutes": _tr("minutes until it locks"),
        "occurred_on": _tr("day"),
        "opened_on": _tr("day of opening"),
        "opening_reason": _tr("reason for opening"),
        "closed_on": _tr("day of closing"),
        "closing_reason": _tr("reason for closing"),
        "people": _tr("people around the client"),
        "risk_flag": _tr("risk"),
        "starts_at": _tr("time"),
        "template_key": _tr("template"),
    }
