"""One client in the review: what goes, since when it may, what holds it, who else names them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ui.disposal import presenter
from ui.retention import trace_words
from ui.retention.hold_words import hold_words
from ui.widgets.buttons import button, link
from ui.widgets.labels import chip, label, muted, rule, set_role, strong
from ui.widgets.layouts import column, row
from vault.disposal.model import Mention, ReviewLine

_MOST_MENTIONS = 12
# A name stands at the left also where its script runs to the left.
_AT_LEFT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardActs:
    """What a card's buttons do; ``on_leave_out`` of ``None`` offers none."""

    on_mention: Callable[[Mention], None]
    on_leave_out: Callable[[ReviewLine], None] | None


class ReviewCard(QFrame):
    """``is_mistake`` leaves retention out: what was entered by mistake has no date."""

    def __init__(self, line: ReviewLine, acts: CardActs, *, is_mistake: bool) -> None:
        super().__init__()
        set_role(self, "card")
        self.line = line
        self._acts = acts
        self.mention_links: list[QPushButton] = []
        self.leave_out_button: QPushButton | None = None
        layout = column(self._build_head(), gap=8)
        layout.addWidget(label(presenter.contents_words(line), wrap=True))
        layout.addWidget(muted(presenter.service_words(line), wrap=True))
        if not is_mistake:
            self._add_dates(layout)
            self._add_obstacles(layout)
        for words in presenter.left_words(line):
            layout.addWidget(label(words, "attention", wrap=True))
        self._add_mentions(layout)
        layout.setContentsMargins(16, 12, 16, 14)
        self.setLayout(layout)

    def _build_head(self) -> QVBoxLayout:
        name = strong(presenter.title_of(self.line))
        name.setWordWrap(True)
        name.setAlignment(_AT_LEFT)
        head = row(name)
        head.setStretch(0, 1)
        if self._acts.on_leave_out is not None:
            leave_out = button(_tr("Leave it out"), self._on_leave_out)
            number = self.line.record_number
            leave_out.setAccessibleName(_tr("Leave record %1 out").replace("%1", number))
            head.addWidget(leave_out)
            self.leave_out_button = leave_out
        return column(head)

    def _on_leave_out(self) -> None:
        if self._acts.on_leave_out is not None:
            self._acts.on_leave_out(self.line)

    def _add_dates(self, layout: QVBoxLayout) -> None:
        outcome = self.line.outcome
        layout.addWidget(rule())
        day = strong(trace_words.day_words(outcome))
        day.setWordWrap(True)
        layout.addWidget(day)
        if outcome.override is not None:
            from ui.retention.presenter import override_words

            layout.addWidget(label(override_words(outcome.override), wrap=True))
        for one in trace_words.trace_lines(outcome):
            state = trace_words.state_words(one.state)
            words = f"{one.text} {one.citation} ({state.lower()})"
            layout.addWidget(muted(words, wrap=True))

    def _add_obstacles(self, layout: QVBoxLayout) -> None:
        for obstacle in self.line.obstacles:
            stop = row(chip(_tr("Cannot go"), "danger"), None)
            words = label(presenter.obstacle_words(self.line, obstacle), "danger", wrap=True)
            stop.insertWidget(1, words, 1)
            layout.addLayout(stop)
        for hold in self.line.holds:
            if hold.is_active:
                layout.addWidget(label(" · ".join(hold_words(hold)), wrap=True))

    def _add_mentions(self, layout: QVBoxLayout) -> None:
        mentions: Sequence[Mention] = self.line.mentions
        layout.addWidget(rule())
        layout.addWidget(label(presenter.mentions_words(self.line), wrap=True))
        for one in mentions[:_MOST_MENTIONS]:
            way = link(presenter.mention_words(one), partial(self._acts.on_mention, one))
            self.mention_links.append(way)
            layout.addLayout(row(way, None))
        if len(mentions) > _MOST_MENTIONS:
            said = _tr("And %1 more.").replace("%1", f"{len(mentions) - _MOST_MENTIONS:,}")
            layout.addWidget(muted(said))
