"""What Home says of the backups. Needs no window."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui.backup.medium_words import OLD_AFTER_DAYS, age_words
from ui.backup.presenter import drill_words, missing_words
from ui.backup.runner import Task
from ui.backup.task_words import step_words, task_title
from ui.errors import words_for
from vault.backup.model import Freshness
from vault.ids import DestinationId


def _tr(text: str) -> str:
    return QCoreApplication.translate("backup", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLine:
    """The line on Home. ``act`` is "add", "back_up", "settings" or "cancel"; ``is_whole`` says
    that no backup is known to lack a document."""

    text: str = field(repr=False)
    about: str = field(repr=False)
    kind: str
    act: str
    act_text: str
    is_whole: bool = True


def home_line(
    places: Sequence[Freshness], now: Task | None, last: Mapping[DestinationId, Task]
) -> HomeLine:
    """Return what Home says of the backups."""
    if now is not None:
        return HomeLine(
            text=task_title(now),
            about=step_words(now),
            kind="",
            act="cancel",
            act_text=_tr("Stop"),
        )
    if not places:
        return HomeLine(
            text=_tr("No backup yet"),
            about=_tr(
                "If this computer breaks or is stolen, your records are gone with it."
                " A stick in a drawer is enough."
            ),
            kind="attention",
            act="add",
            act_text=_tr("Add a place…"),
        )
    return _state_line(places, last)


def _state_line(places: Sequence[Freshness], last: Mapping[DestinationId, Task]) -> HomeLine:
    ages = [one.age_days for one in places if one.age_days is not None]
    text = _tr("No backup yet")
    if ages:
        text = _tr("Newest backup is %1").replace("%1", age_words(min(ages)))
    failed = [
        _failure(task) for one in places if (task := last.get(one.destination.id)) and task.error
    ]
    lost = [words for one in places for words in _lost(one)]
    away = [_away(one) for one in places if not one.is_reachable]
    is_late = not ages or not 0 <= min(ages) <= OLD_AFTER_DAYS
    can_act = any(one.is_reachable for one in places)
    return HomeLine(
        text=text,
        about=" · ".join([*failed, *lost, *away]) or _where(places),
        kind="danger" if failed or lost else "attention" if is_late else "good",
        act="back_up" if can_act else "settings",
        act_text=_tr("Back up now") if can_act else _tr("Backup settings"),
        is_whole=not lost,
    )


def _lost(one: Freshness) -> Iterator[str]:
    """Yield what of the newest backup, or of the newest that was checked, would not come back."""
    said = _tr("“%1”, backup %2: ").replace("%1", one.destination.label)
    if one.checked is not None and one.checked.drill is not None and one.checked.would_lose:
        yield said.replace("%2", str(one.checked.number)) + drill_words(one.checked.drill)
    if one.newest is not None and one.newest.missing:
        yield said.replace("%2", str(one.newest.number)) + missing_words(one.newest.missing)


def _failure(task: Task) -> str:
    if task.error is None:
        return ""
    said = _tr("“%1”: %2").replace("%1", task.place.label)
    return said.replace("%2", words_for(task.error).text)


def _away(one: Freshness) -> str:
    said = _tr("“%1” is not reachable")
    if one.is_another:
        said = _tr("another stick is where “%1” was")
    said = said.replace("%1", one.destination.label)
    if one.age_days is None:
        return said
    return f"{said}, {_tr('its newest is %1').replace('%1', age_words(one.age_days))}"


def _where(places: Sequence[Freshness]) -> str:
    return ", ".join(one.destination.label for one in places)


def state_words(line: HomeLine) -> str:
    """Return the word that goes with the color of the line."""
    if not line.is_whole:
        return _tr("Not whole")
    words = {"good": _tr("Up to date"), "attention": _tr("Wanted"), "danger": _tr("Failed")}
    return words.get(line.kind, "")
