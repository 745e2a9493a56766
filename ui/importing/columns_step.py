"""What each column of the table was taken for, and what it shall be taken for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.importing import reasons
from ui.importing.answers import Answers
from ui.importing.column_rows import ColumnRow
from ui.importing.planning import choose_sheet, make_plan
from ui.importing.step import ImportStep
from ui.widgets.labels import muted
from ui.widgets.layouts import GAP, column, field_row, holder, scrolling
from ui.wizard.watched import Watched
from vault.errors import VaultError
from vault.importers import preview_service
from vault.importers.preview_service import Content
from vault.importers.table_model import Field, Table

_WIDTH = 760
_SAMPLES = 3
_MOST_ABOVE = 4


class ColumnsStep(ImportStep):
    """A line for each column. Nothing is dropped: what no field takes is kept in a note."""

    is_wide = True

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Is each column taken for what it is?"),
            self.tr(
                "What has no field of its own is kept in a note of the client, so nothing is lost."
            ),
        )
        self.above = muted("", wrap=True)
        self.sheet = QComboBox()
        self._sheet_row = holder(field_row(self.tr("&Sheet of the workbook"), self.sheet))
        self._sheet_row.setMaximumWidth(360)
        self.rows: list[ColumnRow] = []
        self._shown: Content | None = None
        self._reading: Watched | None = None
        self._lines = column(gap=GAP)
        self._area = scrolling(self._build_lines())
        self.content.addWidget(self.above)
        self.content.addWidget(self._sheet_row)
        self.content.addWidget(self._area, 1)
        self.sheet.activated.connect(self._on_sheet)

    def _build_lines(self) -> QWidget:
        inner: QVBoxLayout = column(self._lines, None)
        inner.setContentsMargins(0, 0, 16, 8)
        lines = holder(inner)
        lines.setMaximumWidth(_WIDTH)
        return lines

    @property
    def is_wanted(self) -> bool:
        """Cards and calendars say themselves what is what."""
        return self.answers.is_table

    @property
    def is_complete(self) -> bool:
        """A plan of the sheet before would be shown as that of the one that is being read."""
        return not self.is_busy

    @property
    def is_busy(self) -> bool:
        """Whether another sheet is being read."""
        return self._reading is not None

    def call_off(self) -> None:
        """Stay with the sheet that is shown."""
        if self._reading is not None:
            self._reading.call_off()

    def first_focus(self) -> QWidget | None:
        """The first column."""
        return self.rows[0].combo if self.rows else None

    def enter(self) -> None:
        """Show the columns of the table that was read."""
        content = self.answers.content
        if content is None or content.table is None:
            return
        if not self.answers.brings_clients:
            self.lead.setText(
                self.tr(
                    "What has no field of its own is kept with the session, so nothing is lost."
                )
            )
        if content is not self._shown:
            self._shown = content
            self._show_above(preview_service.above_header(content))
            self._show_sheets(content.table)
            self._show_columns(content.table)

    def _show_above(self, found: Sequence[str]) -> None:
        """Lines above the header belong to no entry: they are what is left out after all."""
        words = self.tr("What stands above the header is left out:")
        shown = [f"“{reasons.short_value(one)}”" for one in found[:_MOST_ABOVE]]
        if len(found) > _MOST_ABOVE:
            shown.append("…")
        self.above.setText("\n".join([words, *shown]))
        self.above.setVisible(bool(found))

    def _show_sheets(self, table: Table) -> None:
        self.sheet.clear()
        self.sheet.addItems([table.sheet, *table.other_sheets])
        self._sheet_row.setVisible(bool(table.other_sheets))

    def _on_sheet(self, at: int) -> None:
        name = self.sheet.itemText(at)
        table = self.answers.content.table if self.answers.content else None
        if table is not None and name != table.sheet and not self.is_busy:
            self.notice.say("")
            self._reading = choose_sheet(self, name, self._on_read, self._on_unread)
            self.changed.emit()

    def _on_read(self) -> None:
        self._reading = None
        self.enter()
        self.changed.emit()

    def _on_unread(self, error: VaultError) -> None:
        self._reading = None
        self.sheet.setCurrentIndex(0)
        self.say_error(error)
        self.changed.emit()

    def _show_columns(self, table: Table) -> None:
        for old in self.rows:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        kind = self.answers.kind
        fields: Sequence[Field] = preview_service.fields(kind) if kind is not None else ()
        self.rows = [
            ColumnRow(one, _samples(table, one.position), fields) for one in self.answers.columns
        ]
        for row in self.rows:
            row.chosen.connect(partial(self._on_chosen, row))
            row.order_chosen.connect(partial(self._on_order, row))
            self._lines.addWidget(row)
        self._show_orders()

    def _on_chosen(self, row: ColumnRow) -> None:
        self.answers.columns = tuple(
            replace(one, field=row.field) if one.position == row.position else one
            for one in self.answers.columns
        )
        self.answers.forget_plan()
        self._show_orders()

    def _on_order(self, row: ColumnRow) -> None:
        self.answers.day_first[row.position] = row.is_day_first
        self.answers.forget_plan()

    def _show_orders(self) -> None:
        """Ask for the order of day and month where the values of a column leave it open."""
        content = self.answers.content
        if content is None:
            return
        columns = self.answers.columns

        def show(places: frozenset[int]) -> None:
            for row in self.rows:
                row.ask_order(is_open=row.position in places)

        self.context.files.ask(self, lambda: preview_service.open_orders(content, columns), show)

    def proceed(self, then: Callable[[], None]) -> None:
        """Plan, by the columns as they are now."""
        self.notice.say("")
        if self.answers.clients is None and self.answers.sessions is None:
            make_plan(self, then)
        else:
            then()


def _samples(table: Table, position: int) -> str:
    found: dict[str, None] = {}
    for row in table.rows:
        value = " ".join(row.cells[position].split()) if position < len(row.cells) else ""
        if value:
            found[value] = None
        if len(found) == _SAMPLES:
            break
    return " · ".join(found)
