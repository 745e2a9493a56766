"""Clients whom the successor must not see: for the alternate alone, or for nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui import wording
from ui.audit.client_picker import ClientPicker
from ui.bus import kinds
from ui.context import AppContext
from ui.dialogs import Question
from ui.succession.apart_dialog import ApartDialog
from ui.succession.presenter import audience_words
from ui.widgets.buttons import button, primary
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import chip, label, muted, strong
from ui.widgets.layouts import (
    GAP,
    PAGE_MARGIN,
    card,
    column,
    field_row,
    holder,
    row,
    scrolling_column,
)
from ui.widgets.notice import Notice
from ui.worker import Token
from vault.changes import Kind
from vault.clients import service as clients
from vault.clients.model import ClientLine
from vault.ids import ClientId
from vault.session import Session
from vault.succession import plan_service
from vault.succession import service as ceremonies
from vault.succession.plan_model import Apart, Audience

_BOTTOM = Qt.AlignmentFlag.AlignBottom
_COLUMN_PX = 760
_PICKER_PX = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Who is kept apart, and whether the alternate could open what is theirs."""

    apart: tuple[Apart, ...]
    lines: Mapping[ClientId, ClientLine]
    has_alternate: bool
    is_part_missing: bool


class ApartTab(QWidget):
    """A card each, and a field that finds the next one."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asked = Token()
        self._shown: Shown | None = None
        self.change_buttons: list[QPushButton] = []
        self.end_buttons: list[QPushButton] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.notice = Notice(context.theme, parent=self)
        self.empty = muted(
            self.tr("Nobody is kept apart: the successor will see every record."), wrap=True
        )
        self._build()
        self.picker.chosen.connect(self._judge)
        context.bus.subscribe(self, kinds(Kind.SUCCESSION, Kind.CLIENTS), self.refresh)
        context.shield_changed.connect(self._show)
        self.refresh()

    def _build(self) -> None:
        self.picker = ClientPicker(self._context)
        self.picker.setPlaceholderText(self.tr("Type a name or number"))
        self.picker.setAccessibleName(self.tr("Client"))
        self.picker.setFixedWidth(_PICKER_PX)
        self.add_button = primary(self.tr("Keep apart…"), self._on_add)
        self.add_button.setEnabled(False)
        said = label(
            self.tr(
                "A client who is a relative, friend or colleague of your successor belongs here."
                " The professional will says how many there are, and never who."
            ),
            wrap=True,
        )
        finding = row(field_row(self.tr("&Client"), self.picker), self.add_button, None)
        finding.setAlignment(self.add_button, _BOTTOM)
        stack = column(said, self.notice, finding, self.empty, self._cards, None, gap=16)
        stack.setContentsMargins(0, 16, 12, PAGE_MARGIN)
        self.setLayout(column(scrolling_column(stack, _COLUMN_PX)))

    def refresh(self) -> None:
        """Ask again who is kept apart."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _ask, self._on_shown, token=self._asked)

    def _on_shown(self, shown: Shown) -> None:
        self._shown = shown
        self._show()
        self._judge()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.change_buttons, self.end_buttons = [], []
        for one in shown.apart:
            if one.client_id in shown.lines:
                self._cards.addWidget(self._card(one, shown.lines[one.client_id]))
        self.empty.setVisible(not shown.apart)
        self.notice.say(self._warning(shown), "attention")

    def _card(self, one: Apart, line: ClientLine) -> QFrame:
        name = wording.shown_name(line.name, self._context.is_shielded)
        change = button(self.tr("Change…"), partial(self._on_change, one, line))
        end = button(self.tr("Show again…"), partial(self._on_end, one, line))
        number = line.record_number
        change.setAccessibleName(self.tr("Change: record %1").replace("%1", number))
        end.setAccessibleName(
            self.tr("Show to the successor again: record %1").replace("%1", number)
        )
        self.change_buttons.append(change)
        self.end_buttons.append(end)
        is_nobodys = one.audience is Audience.NOBODY
        state = chip(audience_words(one.audience), "attention" if is_nobodys else "")
        who = row(strong(name), muted(number), state, gap=GAP)
        who.setAlignment(state, Qt.AlignmentFlag.AlignVCenter)
        head = FlowLayout(last_at_end=True)
        head.addWidget(holder(who))
        head.addWidget(holder(row(change, end)))
        reason = label("" if self._context.is_shielded else one.reason, wrap=True)
        since = self.tr("Since %1").replace("%1", wording.short_day(one.at.astimezone().date()))
        return card(head, reason, muted(since), gap=4)

    def _warning(self, shown: Shown) -> str:
        if not any(one.audience is Audience.ALTERNATE for one in shown.apart):
            return ""
        if not shown.has_alternate:
            return self.tr("The plan names no alternate: nobody is there for these records yet.")
        if shown.is_part_missing:
            return self.tr(
                "The last ceremony made no part for these records, so no export holds them. Hold a"
                " new ceremony, under Holders."
            )
        return ""

    def _judge(self) -> None:
        self.add_button.setEnabled(self.picker.client_id is not None)

    def _on_add(self) -> None:
        client_id = self.picker.client_id
        if client_id is None:
            return

        def found(lines: list[ClientLine]) -> None:
            for line in lines:
                self._open(line, self._kept(line.id))
                self.picker.clear()

        self._context.ask(self, lambda session: clients.lines(session, [client_id]), found)

    def _kept(self, client_id: ClientId) -> Apart | None:
        known = self._shown.apart if self._shown else ()
        return next((one for one in known if one.client_id == client_id), None)

    def _on_change(self, one: Apart, line: ClientLine) -> None:
        self._open(line, one)

    def _open(self, line: ClientLine, kept: Apart | None) -> None:
        dialog = ApartDialog(self._context, self, line.id, line.record_number, kept)
        dialog.finished.connect(lambda _: self.picker.setFocus())  # its button may be gone
        dialog.open()

    def _on_end(self, one: Apart, line: ClientLine) -> None:
        number = line.record_number
        question = Question(
            title=self.tr("Show record %1 to the successor again?").replace("%1", number),
            text=self.tr("From the next sealing on it is among what the successor opens."),
            act=self.tr("Show record %1 again").replace("%1", number),
        )

        def end() -> None:
            client_id = one.client_id
            self._context.ask(self, lambda session: plan_service.end_apart(session, client_id))

        self._context.dialogs.confirm(self, question, end)


def _ask(session: Session) -> Shown:
    """Read who is kept apart; runs on the worker."""
    apart = plan_service.kept_apart(session)
    plan, ceremony = plan_service.current(session), ceremonies.current(session)
    wanted = [part for part in plan_service.parts_wanted(session) if part.is_apart]
    return Shown(
        apart=tuple(apart),
        lines={one.id: one for one in clients.lines(session, [one.client_id for one in apart])},
        has_alternate=plan is not None and plan.alternate is not None,
        is_part_missing=ceremony is not None and any(ceremony.part(one) is None for one in wanted),
    )
