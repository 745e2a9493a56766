"""What each holder helps to open, and how many of them it takes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QVBoxLayout, QWidget

from ui import wording
from ui.ceremony import presenter
from ui.ceremony.answers import Answers, PartAnswer
from ui.context import AppContext
from ui.widgets.labels import label, muted, strong
from ui.widgets.layouts import card, column, holder, row
from ui.widgets.notice import Notice
from ui.wizard.parts import filled_anew
from ui.wizard.step import WizardStep
from vault.sealing.part_model import MOST_NEEDED, Part
from vault.succession import service

_USUAL = 2
_SUCCESSOR = 1
"""The place of the successor, as the page of holders suggests it."""


class PartCard(QFrame):
    """One part: a tick for each holder, and how many are needed."""

    def __init__(self, part: Part, labels: Sequence[str], answer: PartAnswer) -> None:
        super().__init__()
        self.part = part
        name = presenter.part_name(part)
        self.ticks = [QCheckBox(one.replace("&", "&&")) for one in labels]
        for place, tick in enumerate(self.ticks, start=1):
            tick.setChecked(place in answer.holders)
            tick.setMinimumHeight(32)
            said = self.tr("%1 helps to open: %2").replace("%1", labels[place - 1])
            tick.setAccessibleName(said.replace("%2", name))
            tick.toggled.connect(self._on_ticked)
        self.needed = QComboBox()
        self.needed.setAccessibleName(self.tr("How many are needed: %1").replace("%1", name))
        self._fill(answer.threshold)
        self._build(name)

    def _build(self, name: str) -> None:
        caption = label(self.tr("needed together"))
        inner = card(
            strong(name),
            muted(presenter.part_about(self.part), wrap=True),
            *self.ticks,
            row(self.needed, caption, None),
            gap=4,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner)

    def _on_ticked(self) -> None:
        self._fill(self.needed.currentData() or _USUAL)

    def _fill(self, wanted: int) -> None:
        """Offer as many as may be needed of those who are ticked."""
        least = service.least_needed(self.part)
        most = min(MOST_NEEDED, len(self.holders))
        self.needed.clear()
        for count in range(least, most + 1):
            self.needed.addItem(self._words(count), count)
        self.needed.setCurrentIndex(self.needed.findData(max(least, min(wanted, most))))

    def _words(self, count: int) -> str:
        said = self.tr("%1 of %2").replace("%1", str(count))
        return said.replace("%2", str(len(self.holders)))

    @property
    def holders(self) -> set[int]:
        """The places of those who are ticked."""
        return {place for place, one in enumerate(self.ticks, start=1) if one.isChecked()}

    @property
    def answer(self) -> PartAnswer | None:
        """What was chosen; ``None`` where too few are ticked."""
        needed = self.needed.currentData()
        return None if needed is None else PartAnswer(holders=self.holders, threshold=needed)


class PartsStep(WizardStep):
    """The parts are those that the plan wants."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            self.tr("How many are needed?"),
            self.tr(
                "For each part of the export, choose who helps to open it and how many of them it"
                " takes. Records need two at least: nobody reads them alone while you work."
            ),
        )
        self._answers = answers
        self.cards: list[PartCard] = []
        self._place = column(gap=12)
        self.warned = Notice(context.theme, parent=self)
        self.content.addWidget(self.warned)
        self.content.addWidget(holder(self._place))
        self.unused = label(wrap=True)
        self.content.addWidget(self.unused)
        self.content.addStretch(1)

    def enter(self) -> None:
        """Show a card for each part, as it was answered before where the holders still are."""
        labels = [one.label for one in self._answers.seats]
        self.cards = [
            PartCard(part, labels, self._answer(part, len(labels))) for part in self._answers.wanted
        ]
        filled_anew(self._place, self.cards)
        for one in self.cards:
            for tick in one.ticks:
                tick.toggled.connect(self._on_ticked)
        self._on_ticked()

    def _answer(self, part: Part, count: int) -> PartAnswer:
        everybody = set(range(1, count + 1))
        before = self._answers.parts.get(part)
        if before is not None and before.holders <= everybody:
            return before
        is_alone = part is Part.CASELOAD and self._answers.caseload_alone
        if is_alone:
            return PartAnswer(holders={1}, threshold=1)
        if not part.is_apart:
            return PartAnswer(holders=everybody, threshold=_USUAL)
        if part is Part.APART_CASELOAD and self._answers.caseload_alone and count == _USUAL:
            return PartAnswer(holders=everybody - {_SUCCESSOR}, threshold=1)
        holders = everybody - {_SUCCESSOR} if count > _USUAL else everybody
        return PartAnswer(holders=holders, threshold=_USUAL)

    def _on_ticked(self) -> None:
        idle = [self._answers.seats[place - 1].label for place in sorted(self._idle)]
        said = self.tr("%1 would open nothing. Tick at least one part, or go back and remove it.")
        self.unused.setText(said.replace("%1", ", ".join(idle)) if idle else "")
        self.unused.setVisible(bool(idle))
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        """Say where the successor's card helps to open what the plan keeps from her."""
        theirs = [one.part for one in self.cards if one.part.is_apart and _SUCCESSOR in one.holders]
        self.warned.say(self._warning(theirs) if theirs else "", "attention")

    def _warning(self, parts: Sequence[Part]) -> str:
        said = self.tr(
            "%1 helps to open what is kept from them: %2. Whoever holds a card is there when it"
            " is used, and may see what opens."
        )
        names = "; ".join(map(presenter.part_name, parts))
        said = wording.filled(said, self._answers.seats[_SUCCESSOR - 1].label, names)
        if len(self._answers.seats) > _USUAL:
            return f"{said} {self.tr('Untick them there: the others are enough.')}"
        more = self.tr(
            "With two holders it takes both. Go back and add a third holder to end that."
        )
        return f"{said} {more}"

    @property
    def _idle(self) -> set[int]:
        used = {place for one in self.cards for place in one.holders}
        return set(range(1, len(self._answers.seats) + 1)) - used

    @property
    def is_complete(self) -> bool:
        """Every part can be opened, and every holder opens something."""
        return not self._idle and all(one.answer is not None for one in self.cards)

    def first_focus(self) -> QWidget | None:
        """The first tick."""
        return self.cards[0].ticks[0] if self.cards else None

    def write_down(self) -> None:
        """Keep what was chosen."""
        chosen = ((one.part, one.answer) for one in self.cards)
        self._answers.parts = {part: one for part, one in chosen if one is not None}
