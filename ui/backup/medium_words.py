"""A medium that holds copies, in words: a place for backups or for sealed exports."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from ui.wording import counted

OLD_AFTER_DAYS = 7


def _tr(text: str) -> str:
    return QCoreApplication.translate("backup", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediumView:
    """What every card of a place shows."""

    label: str = field(repr=False)
    folder: str = field(repr=False)
    is_reachable: bool
    is_another: bool = False

    @property
    def reach(self) -> str:
        """Whether it is there, in a word or two."""
        if self.is_another:
            return _tr("Another stick is here")
        return _tr("Reachable") if self.is_reachable else _tr("Not reachable")


def age_words(days: int) -> str:
    """Return how old a copy is, as it stands within a line."""
    if days < 0:
        return _tr("from a day that is still to come: this computer's clock is behind")
    if days == 0:
        return _tr("from today")
    return counted(days, _tr("1 day old"), _tr("%1 days old"))
