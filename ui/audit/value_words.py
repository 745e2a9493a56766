"""The values that the log keeps, as people read them. Needs no window."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.audit.action_words import action_words
from ui.audit.fact_names import field_name, is_count
from ui.backup.presenter import damage_words
from ui.custody.presenter import outcome_words, way_words
from ui.exporting.presenter import form_name
from ui.retention.notice_words import method_words
from ui.succession.presenter import audience_words
from vault.clients.model import CareSessionStatus
from vault.custody.model import ContactOutcome, ContactWay
from vault.exports.model import Form
from vault.holds.model import HoldKind
from vault.succession.plan_model import Audience

Value = str | int | bool | None
Kept = TypeVar("Kept", bound=StrEnum)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("audit", text)


def value_words(action: str, name: str, value: Value) -> str:
    """Return a value of an event's detail; one of a later version in a readable form."""
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    say = _sayers().get(name)
    if say is not None:
        return say(str(value))
    if action == "change.undone" and name == "kind":
        return action_words(str(value))
    if isinstance(value, int):
        return f"{value:,}" if is_count(name) else str(value)
    return _said(str(value))


def _said(text: str) -> str:
    if _DAY.fullmatch(text):
        with suppress(ValueError):  # the month 99: as it stands
            return wording.short_day(date.fromisoformat(text))
    return _codes().get(text, text)


@cache
def _sayers() -> dict[str, Callable[[str], str]]:
    """Return what says the values of which names; a reason or a source stands as it was typed."""
    as_typed = str
    return {
        "reason": as_typed,
        "source": as_typed,
        "statement": as_typed,
        "numbers": as_typed,
        "fields": lambda text: ", ".join(field_name(one) for one in text.split(", ")),
        "licenses": lambda text: ", ".join(_readable(one) for one in text.split(", ")),
        "warnings": lambda text: "; ".join(_warning(one) for one in text.split(", ")),
        "hold": _of(HoldKind, wording.hold_kind),
        "status": _of(CareSessionStatus, wording.care_session_status),
        "audience": _of(Audience, audience_words),
        "way": _of(ContactWay, way_words),
        "outcome": _of(ContactOutcome, outcome_words),
        "form": _of(Form, form_name),
        "method": method_words,
        "damage": damage_words,
    }


def _of(kind: type[Kept], words: Callable[[Kept], str]) -> Callable[[str], str]:
    return lambda text: words(kind(text)) if text in set(kind) else _readable(text)


def _readable(code: str) -> str:
    return code.replace("_", " ").replace("-", " ")


@cache
def _codes() -> dict[str, str]:
    """Return the words of single codes, which mean one thing wherever they stand."""
    return {
        "standing": _tr("kept current by itself"),
        "closure": _tr("the practice closes"),
        "retention": _tr("its time is over"),
        "mistake": _tr("entered by mistake"),
        "record": _tr("the record"),
        "records": _tr("records"),
        "caseload": _tr("caseload"),
        "psychotherapy": _tr("psychotherapy notes"),
        "apart-records": _tr("records, for the alternate"),
        "apart-caseload": _tr("caseload, for the alternate"),
        "apart-psychotherapy": _tr("psychotherapy notes, for the alternate"),
        "recipient": _tr("sealed to a public key"),
        "passphrase": _tr("sealed under a passphrase"),
        "plain": _tr("not protected"),
        "note_original": _tr("the original of a note"),
    }


def _warning(code: str) -> str:
    words = {
        "older_than_anchor": _tr("older than this computer saw it last"),
        "anchor_unreadable": _tr("the keyring could not say whether it is the newest state"),
        "synced_folder": _tr("it lies in a synced folder"),
        "clock_set_back": _tr("this computer's clock was behind"),
        "conflict_copy": _tr("a second copy of a file was in its folder"),
        "unknown_files": _tr("unknown files were in its folder"),
        "no_room": _tr("little room was left on the disk"),
        "disposal_pending": _tr("a disposal was not ended yet"),
        "copied_folder": _tr("the folder was a copy"),
    }
    return words.get(code, _readable(code))
