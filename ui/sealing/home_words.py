"""What Home says of the sealed export. Needs no window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui.backup.medium_words import OLD_AFTER_DAYS, age_words
from ui.backup.tasks import Task
from ui.errors import words_for
from vault.ids import ExportPlaceId
from vault.sealing.places_model import ExportFreshness


def _tr(text: str) -> str:
    return QCoreApplication.translate("sealing", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLine:
    """The line on Home; ``kind`` is a chip's, ``can_seal`` whether a place is there for it."""

    text: str = field(repr=False)
    about: str = field(repr=False)
    kind: str
    state: str
    can_seal: bool


def home_line(
    places: Sequence[ExportFreshness], last: Mapping[ExportPlaceId, Task]
) -> HomeLine | None:
    """Return what Home says; nothing where no export is kept current, or where all is well."""
    kept = [one for one in places if one.place.is_standing]
    failed = [_failure(task) for one in kept if (task := last.get(one.place.id)) and task.error]
    old = [one for one in kept if _is_old(one)]
    if not failed and not old:
        return None
    waiting = any(not one.is_kept and not one.is_due for one in old)
    about = [*failed, *map(_away, (one for one in old if not one.is_reachable))]
    if waiting:
        about.append(_tr("Enough holders must show first that their card or key works"))
    can_seal = any(one.is_reachable and can_be_sealed(one) for one in kept)
    return HomeLine(
        text=_age(kept),
        about=" · ".join(about) or ", ".join(one.place.label for one in old),
        kind="danger" if failed else "attention",
        state=_tr("Failed") if failed else _tr("Wanted"),
        can_seal=can_seal,
    )


def can_be_sealed(one: ExportFreshness) -> bool:
    """Return whether a number can be sealed there at once: where it goes on, or is to follow."""
    return one.is_kept or one.is_due


def _is_old(one: ExportFreshness) -> bool:
    if one.is_closed:  # it is as old as the practice's end
        return one.is_due
    return one.is_unclean or one.age_days is None or not 0 <= one.age_days <= OLD_AFTER_DAYS


def _age(places: Sequence[ExportFreshness]) -> str:
    ages = [one.age_days for one in places if one.age_days is not None]
    if not ages:
        return _tr("Nothing is sealed yet for those who come after you")
    return _tr("The newest sealed export is %1").replace("%1", age_words(min(ages)))


def _failure(task: Task) -> str:
    if task.error is None:
        return ""
    said = _tr("“%1”: %2").replace("%1", task.place.label)
    return said.replace("%2", words_for(task.error).text)


def _away(one: ExportFreshness) -> str:
    said = _tr("the export is not on “%1”") if one.is_bare else _tr("“%1” is not reachable")
    return said.replace("%1", one.place.label)
