"""The filters of Find as chips: client, kind, dates, psychotherapy notes."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLabel, QMenu, QPushButton, QWidget

from ui import wording
from ui.context import AppContext
from ui.find.presenter import Filters, Period, origin_word, period_days, period_word
from ui.widgets.buttons import button
from ui.widgets.layouts import GAP, column, holder, row
from vault.ids import ClientId
from vault.notes.model import NoteKind

_MOST_CLIENTS_OFFERED = 12


class Chips(QWidget):
    """Emits ``changed`` when a filter did; ``filters`` says how they stand."""

    changed = Signal()

    def __init__(self, context: AppContext, client: tuple[ClientId, str] | None) -> None:
        super().__init__()
        self._context = context
        self._client = client
        self._kind: NoteKind | None = None
        self._period = Period.ANY
        self._is_inherited: bool | None = None
        self._offered: tuple[tuple[ClientId, str], ...] = ()
        self._build()
        self._tell()

    @property
    def filters(self) -> Filters:
        """How the filters stand now."""
        since, until = period_days(self._period, date.today())  # noqa: DTZ011 - the person's day
        if self._period is Period.CHOSEN:
            since, until = _day(self.since), _day(self.until)
        return Filters(
            client_id=None if self._client is None else self._client[0],
            kind=self._kind,
            since=since,
            until=until,
            is_inherited=self._is_inherited,
            with_psychotherapy=self.psychotherapy.isChecked(),
        )

    def offer_clients(self, clients: Sequence[tuple[ClientId, str]]) -> None:
        """Offer the clients of the answer to narrow it to."""
        self._offered = tuple(clients)[:_MOST_CLIENTS_OFFERED]

    def forget_psychotherapy(self) -> None:
        """Take the tick away: the step-up is too old."""
        self._tick(False)

    def _build(self) -> None:
        self.client = self._chip(self._fill_clients)
        self.kind = self._chip(self._fill_kinds)
        self.dates = self._chip(self._fill_periods)
        self.origin = self._chip(self._fill_origins)
        if not self._context.is_in_custody:
            self.origin.hide()
        self.psychotherapy = QCheckBox(self.tr("&Psychotherapy notes too"))
        self.psychotherapy.setAccessibleName(self.tr("Psychotherapy notes too"))
        self.psychotherapy.setMinimumHeight(32)
        self.psychotherapy.toggled.connect(self._on_psychotherapy)
        today = QDate.currentDate()
        self.since = self._date(self.tr("From"), today.addYears(-1))
        self.until = self._date(self.tr("To"), today)
        self._range = holder(
            row(QLabel(self.tr("From")), self.since, QLabel(self.tr("to")), self.until, None)
        )
        self._range.hide()
        chips = row(self.client, self.kind, self.dates, self.origin, None, self.psychotherapy)
        self.setLayout(column(chips, self._range, gap=GAP))

    def _chip(self, fill: Callable[[QMenu], None]) -> QPushButton:
        result = button("")
        menu = QMenu(result)
        menu.aboutToShow.connect(lambda: _refill(menu, fill))
        result.setMenu(menu)
        return result

    def _date(self, name: str, day: QDate) -> QDateEdit:
        edit = QDateEdit(day)
        edit.setCalendarPopup(True)
        edit.setAccessibleName(name)
        edit.dateChanged.connect(lambda: self.changed.emit())
        return edit

    def _fill_clients(self, menu: QMenu) -> None:
        self._option(
            menu, self.tr("Any client"), self._client is None, lambda: self._set_client(None)
        )
        known = dict(self._offered)
        if self._client is not None:
            known[self._client[0]] = self._client[1]
        for client_id, name in known.items():
            is_on = self._client is not None and self._client[0] == client_id
            shown = wording.shown_name(name, self._context.is_shielded)
            self._option(menu, shown, is_on, partial(self._set_client, (client_id, name)))

    def _fill_kinds(self, menu: QMenu) -> None:
        self._option(menu, self.tr("Any kind"), self._kind is None, partial(self._set_kind, None))
        for kind in NoteKind:
            word = wording.note_kind(kind)
            self._option(menu, word, kind is self._kind, partial(self._set_kind, kind))

    def _fill_periods(self, menu: QMenu) -> None:
        for period in Period:
            is_on = period is self._period
            self._option(menu, period_word(period), is_on, partial(self._set_period, period))

    def _fill_origins(self, menu: QMenu) -> None:
        for origin in (None, True, False):
            is_on = origin is self._is_inherited
            self._option(menu, origin_word(origin), is_on, partial(self._set_origin, origin))

    def _option(self, menu: QMenu, text: str, is_on: bool, act: Callable[[], None]) -> None:
        group = menu.findChild(QActionGroup) or QActionGroup(menu)
        # A lone "&" in a name would be taken for a shortcut's mark.
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda: act())
        group.addAction(action)

    def _set_client(self, client: tuple[ClientId, str] | None) -> None:
        self._client = client
        self._tell()

    def _set_kind(self, kind: NoteKind | None) -> None:
        self._kind = kind
        self._tell()

    def _set_period(self, period: Period) -> None:
        self._period = period
        self._range.setVisible(period is Period.CHOSEN)
        if period is Period.CHOSEN:
            self.since.setFocus()
        self._tell()

    def _set_origin(self, is_inherited: bool | None) -> None:
        self._is_inherited = is_inherited
        self._tell()

    def _tell(self) -> None:
        client = self.tr("Any client")
        if self._client is not None:
            client = wording.shown_name(self._client[1], self._context.is_shielded)
        kind = self.tr("Any kind") if self._kind is None else wording.note_kind(self._kind)
        dates = period_word(self._period)
        for chip, name, text in (
            (self.client, self.tr("Client"), client),
            (self.kind, self.tr("Kind of note"), kind),
            (self.dates, self.tr("Dates"), dates),
            (self.origin, self.tr("Where it is from"), origin_word(self._is_inherited)),
        ):
            chip.setText(text.replace("&", "&&"))
            chip.setAccessibleName(f"{name}: {text}")
        self.changed.emit()

    def _on_psychotherapy(self, is_wanted: bool) -> None:
        if not is_wanted:
            self.changed.emit()
            return
        self._tick(False)
        # Without a step-up this asks for one and comes back; dismissed, the tick stays away.
        self._context.ask(self, lambda session: session.require_step_up(), self._on_allowed)

    def _on_allowed(self, _: None) -> None:
        self._tick(True)
        self.changed.emit()

    def _tick(self, is_ticked: bool) -> None:
        # ``toggled`` is for what a person does, by mouse, key or screen reader.
        self.psychotherapy.blockSignals(True)
        self.psychotherapy.setChecked(is_ticked)
        self.psychotherapy.blockSignals(False)


def _refill(menu: QMenu, fill: Callable[[QMenu], None]) -> None:
    menu.clear()
    fill(menu)


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
