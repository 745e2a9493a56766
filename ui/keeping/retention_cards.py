"""The date of one record on cards: the day, what is missing, and the arithmetic behind it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui import wording
from ui.retention import presenter, trace_words
from ui.retention.notice_words import method_words, waiting_words
from ui.retention.trace_words import TraceLine
from ui.widgets.labels import chip, label, muted, strong
from ui.widgets.layouts import Item, card, column, holder, row
from vault.retention.model import Notice, RetentionLine, Verdict

_CHIPS = {"decides": "good", "known": "", "latest": "attention", "earlier": "", "aside": ""}


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


def retention_cards(line: RetentionLine) -> list[QFrame]:
    """Return the date and what bears on it, then how it came about."""
    found = [card(strong(trace_words.day_words(line.outcome)), *_lines(line), gap=4)]
    traces = trace_words.trace_lines(line.outcome)
    if traces:
        rows = holder(column(*(_trace_rows(one) for one in traces), gap=12))
        found.append(card(strong(_tr("How the date came about")), rows))
    return found


def _lines(line: RetentionLine) -> Iterator[Item]:
    outcome = line.outcome
    if line.verdict is Verdict.HELD:
        yield label(_tr("It is held, so it stays whatever the date says."), "attention", wrap=True)
    for words in trace_words.class_words(outcome):
        yield label(words, wrap=True)
    if latest := trace_words.latest_words(outcome):
        yield label(latest, "attention", wrap=True)
    if outcome.override is not None:
        yield label(presenter.override_words(outcome.override), wrap=True)
    for question in outcome.questions:
        asked = trace_words.question_words(question)
        yield label(f"{asked.short}: {asked.full}", wrap=True)


def _trace_rows(one: TraceLine) -> QVBoxLayout:
    state = chip(trace_words.state_words(one.state), _CHIPS[one.state])
    about = row(state, muted(one.citation, wrap=True))
    about.setStretch(1, 1)
    return column(label(one.text, wrap=True), about, gap=4)


def notice_cards(notices: Sequence[Notice]) -> list[QFrame]:
    """Return how the client was told, the newest letter first."""
    return [_notice_card(one) for one in reversed(notices)]


def _notice_card(notice: Notice) -> QFrame:
    sent = _tr("%1, sent on %2").replace("%2", wording.long_day(notice.sent_on))
    lines: list[Item] = [label(waiting_words(notice), wrap=True)]
    if notice.remark:
        lines.append(label(notice.remark, wrap=True))
    return card(strong(sent.replace("%1", method_words(notice.method))), *lines, gap=4)
