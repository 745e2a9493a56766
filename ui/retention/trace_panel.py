"""One record: its date, how that came about with citations, what is missing, what holds it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui import wording
from ui.context import AppContext
from ui.retention import presenter, trace_words
from ui.retention.hold_words import hold_words
from ui.retention.notice_words import method_words, waiting_words
from ui.retention.trace_words import ABOUT_NOTICES, DECIDED_HERE, TraceLine
from ui.widgets.buttons import button, link
from ui.widgets.elided import ElidedLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import chip, label, muted, strong
from ui.widgets.layouts import card, column, holder, row, scrolling
from vault.holds.model import Hold
from vault.retention.model import Notice, Question, RetentionLine, Verdict

_CHIPS = {"decides": "good", "known": "", "latest": "attention", "earlier": "", "aside": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What the panel shows of one record."""

    line: RetentionLine
    holds: tuple[Hold, ...] = ()
    notices: tuple[Notice, ...] = field(default=(), repr=False)


class TracePanel(QWidget):
    """Built anew for each record; covered while the privacy shield is up."""

    override_requested = Signal(object)
    """A ``RetentionLine``."""
    override_ended = Signal(object)
    notice_requested = Signal(object)
    client_requested = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.traced: Traced | None = None
        self.links: list[QWidget] = []
        """The ways to settle what is missing."""
        self.name = ElidedLabel(1.15)
        self.open_button = button(self.tr("Open the record"), self._on_open)
        self.override_button = button(self.tr("Override…"), self._on_override)
        self.end_button = button(self.tr("End the override"), self._on_end)
        self.notice_button = button(self.tr("Notice sent…"), self._on_notice)
        self._body = column(gap=12)
        self._pages = QStackedWidget()
        self._build()
        context.shield_changed.connect(lambda _: self._show_page())
        self.show_nothing("")

    def _build(self) -> None:
        body = column(self._body, None)
        body.setContentsMargins(0, 0, 12, 16)
        acts = FlowLayout()
        for one in (self.open_button, self.override_button, self.notice_button, self.end_button):
            acts.addWidget(one)
        whole = column(self.name, scrolling(holder(body)), holder(acts), gap=12)
        whole.setStretch(1, 1)
        self._empty = muted(wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shield = muted(self.tr("The privacy shield is up. Ctrl+Shift+H shows it again."), wrap=True)
        shield.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (whole, column(None, self._empty, None), column(None, shield, None)):
            self._pages.addWidget(holder(page))
        layout = column(self._pages)
        layout.setContentsMargins(16, 0, 0, 0)
        self.setLayout(layout)

    def show_nothing(self, words: str) -> None:
        """No record is chosen, or several are."""
        self.traced = None
        self._empty.setText(words)
        self._show_page()

    def show_traced(self, traced: Traced) -> None:
        """Show a record."""
        self.traced = traced
        line = traced.line
        self.name.say(f"{line.name} · {line.record_number}")
        self._empty_body()
        for item in self._items(traced):
            self._body.addWidget(item)
        # Made later, the links would come last in the window: once around, and they lead.
        acts = (self.open_button, self.override_button, self.notice_button, self.end_button)
        for before, after in pairwise((self.end_button, *self.links, *acts)):
            QWidget.setTabOrder(before, after)
        self.end_button.setVisible(line.outcome.override is not None)
        for one in acts:
            one.setAccessibleName(f"{one.text().rstrip('…')}: {line.record_number}")
        self._show_page()

    def _show_page(self) -> None:
        is_shielded = self._context.is_shielded and self.traced is not None
        self._pages.setCurrentIndex(2 if is_shielded else 0 if self.traced else 1)

    def _empty_body(self) -> None:
        self.links = []
        while (item := self._body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _items(self, traced: Traced) -> list[QWidget]:
        line, found = traced.line, list[QWidget]()
        found.append(holder(self._build_date(line)))
        found += [self._hold_card(one) for one in traced.holds if one.is_active]
        found += [self._question_card(one) for one in line.outcome.questions]
        if line.outcome.override is not None:
            words = presenter.override_words(line.outcome.override)
            found.append(card(strong(self.tr("Override")), label(words, wrap=True), gap=4))
        traces = trace_words.trace_lines(line.outcome)
        if traces:
            found.append(self._trace_card(traces))
        if traced.notices:
            found.append(self._notice_card(traced.notices))
        return found

    def _build_date(self, line: RetentionLine) -> QVBoxLayout:
        day = strong(trace_words.day_words(line.outcome))
        day.setWordWrap(True)
        layout = column(day, gap=4)
        if line.verdict is Verdict.HELD:
            said = self.tr("It is held, so it stays whatever the date says.")
            layout.addWidget(label(said, "attention", wrap=True))
        for words in trace_words.class_words(line.outcome):
            layout.addWidget(label(words, wrap=True))
        if latest := trace_words.latest_words(line.outcome):
            layout.addWidget(label(latest, "attention", wrap=True))
        return layout

    def _hold_card(self, hold: Hold) -> QWidget:
        heading, about = hold_words(hold)
        return card(strong(heading), label(about, wrap=True), gap=4)

    def _question_card(self, question: Question) -> QWidget:
        words = trace_words.question_words(question)
        acts: dict[bool, Callable[[], None]] = {
            True: self._on_override,
            False: self._on_notice if question in ABOUT_NOTICES else self._on_open,
        }
        way = link(words.remedy, acts[question in DECIDED_HERE])
        self.links.append(way)
        return card(strong(words.short), label(words.full, wrap=True), row(way, None), gap=4)

    def _trace_card(self, traces: tuple[TraceLine, ...]) -> QWidget:
        items = column(gap=12)
        for one in traces:
            items.addLayout(self._trace_rows(one))
        return card(strong(self.tr("How the date came about"), wrap=True), holder(items), gap=8)

    def _trace_rows(self, one: TraceLine) -> QVBoxLayout:
        text = _readable(label(one.text, wrap=True))
        state = chip(trace_words.state_words(one.state), _CHIPS[one.state])
        about = row(state, _readable(muted(one.citation, wrap=True)))
        about.setStretch(1, 1)
        return column(text, about, gap=4)

    def _notice_card(self, notices: tuple[Notice, ...]) -> QWidget:
        said = self.tr("%1, sent on %2. %3 %4")
        lines = column(gap=4)
        for one in notices:
            words = said.replace("%1", method_words(one.method)).replace(
                "%2", wording.short_day(one.sent_on)
            )
            words = words.replace("%3", waiting_words(one))
            lines.addWidget(label(words.replace("%4", one.remark).strip(), wrap=True))
        return card(strong(self.tr("Notice to the client")), holder(lines), gap=4)

    def _on_open(self) -> None:
        self._tell(self.client_requested.emit)

    def _on_override(self) -> None:
        self._tell(self.override_requested.emit)

    def _on_end(self) -> None:
        self._tell(self.override_ended.emit)

    def _on_notice(self) -> None:
        self._tell(self.notice_requested.emit)

    def _tell(self, emit: Callable[[object], None]) -> None:
        if self.traced is not None:
            emit(self.traced.line)


def _readable(text: QLabel) -> QLabel:
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text
