"""The field of one section: plain text, exactly as typed, growing with what is in it."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

MOST_CHARACTERS = 1_000_000
"""What one field takes. More would make each keystroke slow; the clipboard keeps it."""
_LONGEST_LINE = 200_000
_LONGEST_WORD = 20_000
_LINES = (2, 16)
_PADDING_PX = 16


class SectionField(QPlainTextEdit):
    """Pastes plain text only. What nobody touched comes back byte for byte as it was given."""

    paste_refused = Signal(int)
    """Somebody pasted more than a field can hold; the number of words it had."""

    def __init__(self, heading: str, text: str, least_lines: int = _LINES[0]) -> None:
        super().__init__()
        self._given = text
        self._least_lines = least_lines
        self.setAccessibleName(heading)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlainText(text)
        self.document().setModified(False)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    @property
    def text(self) -> str:
        """What stands in the field, each character as typed, lines ended by LF."""
        if not self.document().isModified():
            return self._given
        # Not toPlainText(): it turns no-break spaces into spaces.
        # tests/ui/notes/test_section_field.py holds this.
        return _storable(self.document().toRawText()).replace("\u2029", "\n")

    def sizeHint(self) -> QSize:
        """At most sixteen lines, as many as the text needs."""
        line = self.fontMetrics().lineSpacing()
        # A plain text document counts its height in lines, wrapped ones included.
        wanted = int(self.document().size().height())
        lines = min(max(wanted, self._least_lines), _LINES[1])
        return QSize(240, lines * line + _PADDING_PX + 2 * int(self.document().documentMargin()))

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be: the page scrolls, not the field."""
        return QSize(120, self.sizeHint().height())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, nothing else."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the plain text of what was copied, if it fits."""
        text = pasteable(source.text())
        room = MOST_CHARACTERS - self.document().characterCount()
        if len(text) > room or _is_unwieldy(text, len(self.textCursor().block().text())):
            self.paste_refused.emit(len(text.split()))
        else:
            self.insertPlainText(text)

    def surround(self, mark: str) -> None:
        """Put ``mark`` around the selection, or around the cursor."""
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        cursor.insertText(f"{mark}{chosen}{mark}")
        if not chosen:
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(mark)
            )
        self.setTextCursor(cursor)

    def begin_lines(self, mark: str) -> None:
        """Put ``mark`` before each line of the selection."""
        cursor = self.textCursor()
        end = cursor.selectionEnd()
        cursor.setPosition(cursor.selectionStart())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        while True:
            cursor.insertText(mark)
            end += len(mark)
            if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
                break
            if cursor.position() > end:
                break
        cursor.endEditBlock()


def pasteable(text: str) -> str:
    """Return ``text`` without what cannot be stored or shown, lines ended by LF."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    # Qt marks the borders of frames with these two; NUL cannot be stored.
    cleared = lines.replace("\x00", "").replace("\ufdd0", "\ufffd").replace("\ufdd1", "\ufffd")
    return _storable(cleared)


def _storable(text: str) -> str:
    """Return ``text`` with half emoji, which no file can hold, as a replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_unwieldy(text: str, line_so_far: int) -> bool:
    """Return whether laying it out would take seconds: one endless line, or an endless word."""
    if len(text) < _LONGEST_WORD:
        return line_so_far + len(text) > _LONGEST_LINE
    longest_line = line_so_far + max(map(len, text.split("\n")))
    return longest_line > _LONGEST_LINE or max(map(len, text.split()), default=0) > _LONGEST_WORD
