"""Day, about whom, privilege and late entry of a note that is being written."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QDateEdit, QLineEdit, QWidget

from ui import wording
from ui.widgets.layouts import column, field_row, holder, row
from ui.widgets.typed_day import short_pattern
from vault.notes.model import NoteHead, Privilege


class HeadForm(QWidget):
    """All about a note but its text."""

    changed = Signal()

    def __init__(self, head: NoteHead, today: date) -> None:
        super().__init__()
        self._head, self._today = head, today
        self._build_fields()
        self._late_row = holder(
            field_row(
                self.tr("&Late entry: why it is written now"),
                self.late,
            )
        )
        day = field_row(self.tr("&Date"), self.day)
        about = field_row(self.tr("&About whom"), self.about)
        privilege = field_row(self.tr("Pri&vilege"), self.privilege)
        self._fields = row(day, about, privilege, gap=12)
        self._fields.setStretch(1, 1)
        self.setLayout(column(self._fields, self._late_row))
        self._show_late()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest field: where all have no room side by side, they stack."""
        return QSize(max(self._least_widths()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields side by side, or one below the other."""
        super().resizeEvent(event)
        gaps = (self._fields.count() - 1) * self._fields.spacing()
        is_narrow = event.size().width() < sum(self._least_widths()) + gaps
        directions = QBoxLayout.Direction
        self._fields.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)

    def _least_widths(self) -> list[int]:
        items = map(self._fields.itemAt, range(self._fields.count()))
        return [item.minimumSize().width() for item in items if item is not None]

    def _build_fields(self) -> None:
        head = self._head
        day = head.occurred_on
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(short_pattern())
        self.day.setMaximumDate(QDate(self._today.year, self._today.month, self._today.day))
        self.about = QLineEdit(head.about_whom)
        self.about.setPlaceholderText(self.tr("the client"))
        self.privilege = QComboBox()
        self.privilege.setMinimumContentsLength(10)
        for one in Privilege:
            self.privilege.addItem(wording.privilege(one), one)
        self.privilege.setCurrentIndex(list(Privilege).index(head.privilege))
        self.late = QLineEdit(head.late_reason)
        self.day.dateChanged.connect(self._on_changed)
        self.about.editingFinished.connect(self._on_changed)
        self.privilege.activated.connect(self._on_changed)
        self.late.editingFinished.connect(self._on_changed)

    @property
    def head(self) -> NoteHead:
        """The head as it stands in the fields."""
        day = self.day.date()
        return replace(
            self._head,
            occurred_on=date(day.year(), day.month(), day.day()),
            about_whom=self.about.text().strip(),
            privilege=Privilege(self.privilege.currentData()),
            late_reason=self.late.text().strip() if self._is_late() else "",
        )

    def _is_late(self) -> bool:
        shown = self.day.date()
        return date(shown.year(), shown.month(), shown.day()) < self._today

    def _on_changed(self) -> None:
        self._show_late()
        self.changed.emit()

    def _show_late(self) -> None:
        self._late_row.setVisible(self._is_late())
