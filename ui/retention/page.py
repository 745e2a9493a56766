"""Retention: which records may go, which soon, which not and why; by year; and what begins it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QTabBar, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.retention import presenter
from ui.retention.decision_dialogs import NoticeDialog, OverrideDialog, TodayDialog
from ui.retention.presenter import Row, Segment
from ui.retention.table import RetentionModel, retention_table
from ui.retention.trace_panel import Traced, TracePanel
from ui.retention.year_strip import YearStrip
from ui.widgets.buttons import button, link, primary
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import muted, set_role, title
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, holder, row
from ui.widgets.notice import Notice
from ui.worker import Token
from vault.changes import Kind
from vault.holds import service as holds
from vault.ids import ClientId
from vault.retention import service as retention
from vault.retention.model import ClockState, RetentionLine
from vault.session import Session

_SHOWN = kinds(
    Kind.RETENTION,
    Kind.HOLDS,
    Kind.CLIENTS,
    Kind.EPISODES,
    Kind.CARE_SESSIONS,
    Kind.NOTES,
    Kind.PSYCHOTHERAPY_NOTES,
    Kind.PRACTICE,
    Kind.DISPOSALS,
)
_SPLITTER = "retention"
_SIZES_PX = (600, 420)
_LEAST_PX = (300, 280)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What stands before the first line: the day, whether it can be believed, and who there is."""

    today: date
    clock: ClockState
    ids: tuple[ClientId, ...]


class RetentionPage(QWidget):
    """Asks again when it is seen, if something changed meanwhile."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asked, self._traced = Token(), Token()
        self._lines: dict[ClientId, RetentionLine] = {}
        self._rows: tuple[Row, ...] = ()
        self._today: date | None = None
        self._clock = ClockState.OK
        self._is_stale = True
        set_role(self, "page")
        self.setAccessibleName(self.tr("Retention"))
        self.model = RetentionModel(context)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.rules_button = button(self.tr("Rules…"), self._on_rules)
        self.disposals_button = button(self.tr("Disposals…"), self._on_disposals)
        self.clock_notice = Notice(self._context.theme, parent=self)
        self.today_button = button(self.tr("Type today's date…"), self._on_today)
        self.clock = holder(column(self.clock_notice, row(self.today_button, None)))
        self.clock.hide()
        self.segments = QTabBar()
        self.segments.setDrawBase(False)
        self.segments.setExpanding(False)
        self.segments.setAccessibleName(self.tr("Where records stand"))
        for one in Segment:
            self.segments.addTab(presenter.segment_words(one))
        self.years = YearStrip(self._context)
        self.lead = muted(wrap=True)
        self.table = retention_table(self._context, self.model, self.tr("Records"))
        self.all_link = link(self.tr("Choose all"), self.table.selectAll)
        self.export_button = link(self.tr("Export…"), self._on_export)
        self.export_button.setToolTip(self.tr("Save the clients listed here, or their records"))
        self.review_button = primary("", self._on_review)
        self.panel = TracePanel(self._context)
        head = row(title(self.tr("Retention")), None, self.disposals_button, self.rules_button)
        layout = column(head, self.clock, self.segments, self.years, self._build_split(), gap=12)
        layout.setStretch(4, 1)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, PAGE_MARGIN - GAP)
        self.setLayout(layout)

    def _build_split(self) -> QSplitter:
        left = column(self.lead, self.table, self._build_acts(), gap=GAP)
        left.setStretch(1, 1)
        left.setContentsMargins(0, 0, 16, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for place, one in enumerate((holder(left), self.panel)):
            one.setMinimumWidth(_LEAST_PX[place])
            split.addWidget(one)
            split.setStretchFactor(place, 1)
        split.setSizes(list(_SIZES_PX))
        self._context.preferences.restore_splitter(split, _SPLITTER)
        return split

    def _build_acts(self) -> FlowLayout:
        acts = FlowLayout(last_at_end=True)
        for one in (self.all_link, self.export_button, self.review_button):
            acts.addWidget(one)
        return acts

    def _connect(self) -> None:
        context = self._context
        context.bus.subscribe(self, _SHOWN, self._on_changed)
        self.segments.currentChanged.connect(lambda _: self._show_rows())
        self.years.chosen.connect(lambda _: self._show_chosen_year())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        self.table.activated.connect(self._on_activated)
        self.panel.client_requested.connect(lambda line: context.open_client(line.client_id))
        self.panel.override_requested.connect(self._on_override)
        self.panel.override_ended.connect(self._on_override_ended)
        self.panel.notice_requested.connect(self._on_notice)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up: the day may be another, and much may have been entered."""
        super().showEvent(event)
        self.refresh()

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Work every date out anew; an answer that is still on its way is not waited for."""
        if not self._is_stale and self._today is not None:
            self._context.ask(self, _today, self._on_day)
            return
        self._is_stale = False
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _ask, self._on_begun, token=self._asked)

    def _on_begun(self, begun: Begun) -> None:
        self._ask_lines(begun, [], 0)

    def _ask_lines(self, begun: Begun, found: list[RetentionLine], start: int) -> None:
        """Ask for the next page: in between, the worker saves what is typed elsewhere."""
        ids = begun.ids[start : start + retention.PAGE]
        if not ids:
            self._on_lines(begun, found)
            return

        def take(lines: list[RetentionLine]) -> None:
            self._ask_lines(begun, [*found, *lines], start + retention.PAGE)

        self._context.ask(
            self, lambda session: retention.lines(session, ids), take, token=self._asked
        )

    def _on_day(self, today: date) -> None:
        if today != self._today:
            self._is_stale = True
            self.refresh()

    def _on_lines(self, begun: Begun, lines: Sequence[RetentionLine]) -> None:
        self._today, self._clock = begun.today, begun.clock
        self._lines = {line.client_id: line for line in lines}
        self._rows = tuple(presenter.row(line, begun.today) for line in lines)
        self.clock_notice.say(presenter.clock_words(begun.clock, begun.today), "attention")
        self.clock.setVisible(begun.clock is not ClockState.OK)
        self._count()
        self._show_rows()

    def _count(self) -> None:
        counts = Counter(one.segment for one in self._rows)
        for place, one in enumerate(Segment):
            count = counts[one]
            words = presenter.segment_words(one)
            self.segments.setTabText(place, f"{words}  {count:,}" if count else words)

    @property
    def segment(self) -> Segment:
        """The part of the list in front."""
        return tuple(Segment)[self.segments.currentIndex()]

    def show_segment(self, which: Segment) -> None:
        """Bring a part of the list to the front."""
        self.segments.setCurrentIndex(tuple(Segment).index(which))

    @property
    def _in_segment(self) -> list[Row]:
        return [one for one in self._rows if one.segment is self.segment]

    def _show_rows(self) -> None:
        found = self._in_segment
        years = presenter.years(found)
        self.years.blockSignals(True)
        self.years.show_years(years)
        self.years.blockSignals(False)
        self.years.setVisible(bool(years))
        self._show_chosen_year()

    def _show_chosen_year(self) -> None:
        year, kept = self.years.year, self.chosen_ids
        shown = [
            one
            for one in self._in_segment
            if year is None or (one.day is not None and one.day.year == year)
        ]
        words = presenter.lead_words if self._in_segment else presenter.empty_words
        overdue = presenter.overdue_words(self._in_segment)
        self.lead.setText(" ".join(filter(None, (words(self.segment), overdue))))
        self.model.show_rows(shown, self.segment)
        self._choose(kept)
        is_eligible = self.segment is Segment.ELIGIBLE
        self.all_link.setVisible(is_eligible and len(shown) > 1)
        self.export_button.setVisible(bool(shown))
        self.review_button.setVisible(is_eligible and bool(shown))
        self._on_selected()

    def _choose(self, clients: Sequence[ClientId]) -> None:
        """Choose these again, as far as they are shown."""
        flags = QItemSelectionModel.SelectionFlag
        places = [self.model.place_of(one) for one in clients]
        found = [place for place in places if place is not None]
        if not found and len(self.model.rows) and not self.table.hasFocus():
            found = [0]
        for number, place in enumerate(found):
            index, selection = self.model.index(place, 0), self.table.selectionModel()
            selection.select(index, flags.Select | flags.Rows)
            if number == 0:
                selection.setCurrentIndex(index, flags.NoUpdate)

    @property
    def chosen(self) -> list[Row]:
        """The records that are chosen, in their order."""
        places = sorted(one.row() for one in self.table.selectionModel().selectedRows())
        rows = self.model.rows
        return [rows[place] for place in places if place < len(rows)]

    @property
    def chosen_ids(self) -> list[ClientId]:
        """Whose records are chosen."""
        return [one.client_id for one in self.chosen]

    def _on_selected(self) -> None:
        chosen = self.chosen
        self.review_button.setText(presenter.review_words(chosen))
        self.review_button.setEnabled(bool(chosen) and self._clock is ClockState.OK)
        self._traced.cancel()
        self._traced = Token()
        if len(chosen) != 1:
            several = self.tr("%1 records are chosen. Choose one to see how its date came about.")
            one = self.tr("Choose a record to see how its date came about.")
            words = several.replace("%1", f"{len(chosen):,}") if chosen else one
            self.panel.show_nothing(words if self.model.rows else "")
            return
        line = self._lines[chosen[0].client_id]

        def work(session: Session) -> Traced:
            found = holds.list_holds(session, line.client_id)
            told = retention.notices(session, line.client_id)
            return Traced(line=line, holds=tuple(found), notices=tuple(told))

        self._context.ask(self, work, self.panel.show_traced, token=self._traced)

    def _on_activated(self, index: QModelIndex) -> None:
        self._context.open_client(self.model.rows[index.row()].client_id)

    def _on_rules(self) -> None:
        from ui.retention.rules_dialog import RulesDialog  # loads when somebody asks for it

        RulesDialog(self._context, self).open()

    def _on_disposals(self) -> None:
        from ui.disposal.list_dialog import DisposalsDialog

        DisposalsDialog(self._context, self).open()

    def _on_today(self) -> None:
        TodayDialog(self._context, self).open()

    def _on_override(self, line: RetentionLine) -> None:
        OverrideDialog(self._context, self, line).open()

    def _on_override_ended(self, line: RetentionLine) -> None:
        client_id = line.client_id
        self._context.ask(self, lambda session: retention.end_override(session, client_id))

    def _on_notice(self, line: RetentionLine) -> None:
        if self._today is not None:
            NoticeDialog(self._context, self, line, self._today).open()

    def _on_export(self) -> None:
        from ui.exporting.answers import ExportScope  # its code loads when somebody exports
        from ui.exporting.wizard import open_export

        among = tuple(one.client_id for one in self.model.rows)
        open_export(self._context, self, ExportScope(among=among))

    def _on_review(self) -> None:
        from ui.disposal.wizard import open_disposal  # the wizard loads when somebody disposes

        if self.chosen_ids:
            open_disposal(self._context, self, self.chosen_ids)


def _today(session: Session) -> date:
    return session.today()


def _ask(session: Session) -> Begun:
    """Read what the page begins with; runs on the worker."""
    return Begun(
        today=session.today(),
        clock=retention.clock_state(session),
        ids=tuple(retention.ids(session)),
    )
