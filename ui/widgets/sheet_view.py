"""The recovery sheet on the screen, as it stands on paper: to be copied by hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from ui.theme import mono
from ui.widgets.labels import label, muted, set_role
from vault.keys.recovery_sheet import SheetLine, SheetText


class SheetView(QFrame):
    """Numbers, letters in groups of four, two check characters in a column of their own."""

    def __init__(self, sheet: SheetText) -> None:
        super().__init__()
        set_role(self, "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        prefix = muted(sheet.prefix)
        prefix.setFont(mono())
        set_role(prefix, "mono")
        grid.addWidget(prefix, 0, 1)
        grid.addWidget(muted(self.tr("check")), 0, 2)
        for place, line in enumerate(sheet.lines, start=1):
            grid.addWidget(muted(str(line.number)), place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._letters(" ".join(line.groups), line), place, 1)
            grid.addWidget(self._letters(line.check, line), place, 2)
        grid.setColumnStretch(3, 1)

    def _letters(self, text: str, line: SheetLine) -> QLabel:
        letters = label(text)
        letters.setFont(mono(1.25))
        set_role(letters, "secret")
        said = self.tr("Line %1: %2")
        letters.setAccessibleName(
            said.replace("%1", str(line.number)).replace("%2", " ".join(text))
        )
        return letters
