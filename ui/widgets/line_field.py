"""A field for one line: what is pasted into it stands on one line too."""

import re

from PySide6.QtWidgets import QLineEdit, QWidget

# Qt keeps what it cannot show in a line, as a blank: nobody would see why it is refused later.
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class LineField(QLineEdit):
    """Line breaks and tabs become a space as they come in."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.textChanged.connect(self._flatten)

    def _flatten(self, text: str) -> None:
        flat = _BREAKS.sub(" ", text)
        if flat == text:
            return
        before = text.encode("utf-16-le")[: 2 * self.cursorPosition()].decode("utf-16-le", "ignore")
        self.selectAll()
        self.insert(flat)
        self.setCursorPosition(len(_BREAKS.sub(" ", before).encode("utf-16-le")) // 2)
