"""The recovery sheet typed back, line by line; each line says at once whether it fits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from ui.theme import Theme, mono
from ui.widgets.labels import muted, restyle
from ui.widgets.layouts import GAP
from vault.errors import SheetLineError
from vault.keys import recovery_sheet

_LONGEST = "MMMM MMMM MMMM MMMM MM MM"


class SheetEntry(QWidget):
    """Fields for the lines named in ``numbers`` (1 to 5).

    ``line_name`` is what a screen reader calls a line, with ``%1`` for its number.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(
        self,
        theme: Theme,
        numbers: tuple[int, ...] = (),
        parent: QWidget | None = None,
        *,
        line_name: str = "",
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line_name = line_name or self.tr("Line %1 of the sheet")
        self._numbers = numbers or tuple(range(1, recovery_sheet.LINE_COUNT + 1))
        self.fields = {number: self._field(number) for number in self._numbers}
        self._marks = {number: QLabel() for number in self._numbers}
        self.setLayout(self._build())
        self.setFocusProxy(self.fields[self._numbers[0]])
        theme.changed.connect(self._mark_all)

    def _field(self, number: int) -> QLineEdit:
        field = QLineEdit()
        field.setFont(mono())
        field.setMinimumWidth(QFontMetrics(field.font()).horizontalAdvance(_LONGEST) + 28)
        field.setAccessibleName(self._line_name.replace("%1", str(number)))
        field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        field.textChanged.connect(lambda: self._on_changed(number))
        field.editingFinished.connect(lambda: self._mark(number, is_left=True))
        field.returnPressed.connect(self.submitted)
        return field

    def _build(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for place, number in enumerate(self._numbers):
            caption = muted(str(number))
            caption.setBuddy(self.fields[number])
            self._marks[number].setMinimumWidth(20)
            grid.addWidget(caption, place, 0)
            grid.addWidget(self.fields[number], place, 1)
            grid.addWidget(self._marks[number], place, 2)
        return grid

    def lines(self) -> list[str]:
        """Return what was typed, line by line."""
        return [self.fields[number].text() for number in self._numbers]

    @property
    def is_right(self) -> bool:
        """Whether every line agrees with its check characters."""
        return all(self._is_right(number) for number in self._numbers)

    def clear(self) -> None:
        """Empty every field."""
        for field in self.fields.values():
            field.clear()

    def show_wrong(self, number: int) -> None:
        """Mark a line as wrong and go there."""
        if number in self.fields:
            self._set_state(number, "wrong")
            self.fields[number].setFocus()

    def _is_right(self, number: int) -> bool:
        try:
            recovery_sheet.check_line(number, self.fields[number].text())
        except SheetLineError:
            return False
        return True

    def _on_changed(self, number: int) -> None:
        self._mark(number)
        self.changed.emit()

    def _mark_all(self) -> None:
        for number in self._numbers:
            self._mark(number)

    def _mark(self, number: int, *, is_left: bool = False) -> None:
        """A line is wrong only when it is long enough to be judged, or was left."""
        text = self.fields[number].text()
        if self._is_right(number):
            self._set_state(number, "right")
        elif (is_left and text.strip()) or self._is_long(number, text):
            self._set_state(number, "wrong")
        else:
            self._set_state(number, "")

    def _is_long(self, number: int, text: str) -> bool:
        letters = sum(character.isalnum() for character in text)
        return letters >= (12 if number == recovery_sheet.LINE_COUNT - 1 else 18)

    def _set_state(self, number: int, state: str) -> None:
        field, mark = self.fields[number], self._marks[number]
        field.setProperty("state", state)
        restyle(field)
        said = {"right": self.tr("This line fits"), "wrong": self.tr("Compare this line again")}
        field.setAccessibleDescription(said.get(state, ""))
        mark.setToolTip(said.get(state, ""))
        icons = {"right": ("check", "good"), "wrong": ("circle-alert", "danger")}
        if state:
            mark.setPixmap(self._theme.picture(*icons[state], 18))
        else:
            mark.clear()
