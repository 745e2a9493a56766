"""A day that may be left empty, typed in the locale's order or as ISO."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QLineEdit

from ui.widgets.labels import restyle
from vault.errors import InvalidValue

_YEAR = re.compile("y+")


def short_pattern() -> str:
    """Return the locale's pattern for a short date, with all four digits of the year."""
    return _YEAR.sub("yyyy", QLocale().dateFormat(QLocale.FormatType.ShortFormat))


def parse_day(text: str) -> date | None:
    """Return the day typed; ``None`` for nothing. Raises ``ValueError`` for anything else."""
    typed = text.strip()
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        found = QLocale().toDate(typed, short_pattern())
    if not found.isValid():
        raise ValueError
    return date(found.year(), found.month(), found.day())


class DayField(QLineEdit):
    """Says while typing whether it can be read as a day. ``name`` is the field's in the record."""

    def __init__(self, name: str, day: date | None = None) -> None:
        super().__init__()
        self._name = name
        self.setPlaceholderText(short_pattern())
        self.setMinimumWidth(116)
        if day is not None:
            self.setText(QLocale().toString(QDate(day.year, day.month, day.day), short_pattern()))
        self.editingFinished.connect(self._mark)

    @property
    def day(self) -> date | None:
        """The day, or ``None`` where nothing was typed. Raises ``InvalidValue``."""
        try:
            return parse_day(self.text())
        except ValueError as error:
            raise InvalidValue(self._name) from error

    @property
    def filled(self) -> date:
        """The day. Raises ``InvalidValue``, also where nothing was typed."""
        day = self.day
        if day is None:
            raise InvalidValue(self._name)
        return day

    def _mark(self) -> None:
        try:
            parse_day(self.text())
            state = ""
        except ValueError:
            state = "wrong"
        self.setProperty("state", state)
        restyle(self)
