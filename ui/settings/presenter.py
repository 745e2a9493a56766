"""Settings in words, and the rules of its screens. Needs no window."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.preferences import ThemeChoice
from vault.keys.model import Slot, SlotKind, SwitchProgress
from vault.notes.model import Template

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_KEY_LENGTH = 36


def _tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLine:
    """A way to open the vault as the list shows it."""

    slot_id: str
    kind: SlotKind
    title: str
    about: str
    change: str
    opt_out: str
    """What the act is called that leaves the typed secret out; empty where that is no choice."""
    can_remove: bool


def way_lines(slots: Sequence[Slot]) -> tuple[WayLine, ...]:
    """Return the ways in, the daily one first and the sheet last."""
    order = list(SlotKind)
    return tuple(
        _way_line(slot, slots) for slot in sorted(slots, key=lambda slot: order.index(slot.kind))
    )


def _way_line(slot: Slot, slots: Sequence[Slot]) -> WayLine:
    since = _tr("Since %1.").replace("%1", wording.long_day(slot.created_at.astimezone().date()))
    return WayLine(
        slot_id=slot.id,
        kind=slot.kind,
        title=wording.way_to_open(slot.kind),
        about=f"{since} {_about(slot.kind)}",
        change=_change(slot.kind),
        opt_out=_tr("Type nothing…") if slot.kind is SlotKind.KEYRING_PASSPHRASE else "",
        can_remove=_can_remove(slot, slots),
    )


def _change(kind: SlotKind) -> str:
    words = {SlotKind.SHEET: _tr("New sheet…"), SlotKind.KEYRING: _tr("Add a passphrase to it…")}
    return words.get(kind, _tr("Change…"))


def _about(kind: SlotKind) -> str:
    words = {
        SlotKind.KEYRING_PASSPHRASE: _tr("For every day, on this computer."),
        SlotKind.KEYRING: _tr(
            "Opens without typing, on this computer, for whoever sits at it while you are logged"
            " in. Locking protects the memory, not the chair. Grave acts ask for the recovery"
            " sheet."
        ),
        SlotKind.PASSPHRASE: _tr("Opens on any computer, without a keyring."),
        SlotKind.SHEET: _tr("Opens on any computer when all else is gone."),
    }
    return words[kind]


def _can_remove(slot: Slot, slots: Sequence[Slot]) -> bool:
    """The sheet stays, and at least two ways do."""
    return slot.kind is not SlotKind.SHEET and len(slots) > 2


def strength_words(strength: int) -> str:
    """Return what an estimate of 0 to 4 means."""
    words = (
        _tr("Guessed at once"),
        _tr("Guessed within hours"),
        _tr("Not enough yet"),
        _tr("Nearly enough: make it a little longer"),
        _tr("Strong enough"),
    )
    return words[strength]


def step_words(progress: SwitchProgress) -> str:
    """Return what a change of keys is doing."""
    words = {
        "copy": _tr("Copying the records"),
        "index": _tr("Building the search index"),
        "verify": _tr("Checking the copy"),
        "keys": _tr("Sealing the keys"),
    }
    return words.get(progress.name, _tr("Changing the keys"))


def theme_words(choice: ThemeChoice) -> str:
    """Return what a theme is called."""
    words = {
        "system": _tr("As the system has it"),
        "light": _tr("Light"),
        "dark": _tr("Dark"),
        "high_contrast": _tr("High contrast"),
    }
    return words[choice.value]


def new_key(name: str, taken: Collection[str]) -> str:
    """Return a key for a template of this name that no other one has."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    base = _NOT_IN_KEYS.sub("-", folded.lower()).strip("-")[:_KEY_LENGTH] or "template"
    number, key = 2, base
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def template_about(template: Template) -> str:
    """Return what stands below a template's name in the list."""
    headings = ", ".join(template.sections) or _tr("One text without headings")
    return f"{_tr('Archived.')} {headings}" if template.is_archived else headings


def headings(text: str) -> tuple[str, ...]:
    """Return the headings typed, one a line; empty lines don't count."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
