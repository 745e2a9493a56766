"""Another part, or a later number, of the same practice: looked at as ever, and taken in.

When it closes the vault is locked: a card's secret may still be anywhere in the memory.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.successor.answers import SuccessorAnswers
from ui.successor.cards_step import CardsStep
from ui.successor.notes_apart import NotesApart
from ui.successor.presenter import number_words, part_name, step_words
from ui.successor.receipt_words import merge_receipt
from ui.successor.source_step import SourceStep
from ui.successor.step import SuccessorStep
from ui.successor.verdict_step import VerdictStep
from ui.successor.verdict_words import is_sound, is_whole
from ui.widgets.layouts import column, holder
from ui.wizard.act_step import ActStep
from ui.wizard.dialog import WizardDialog
from ui.wizard.parts import fact_card, filled_anew
from vault.custody import service as custody
from vault.custody.model import MergeReport
from vault.errors import Cancelled
from vault.progress import Progress

_SIZE = QSize(820, 720)


class SummaryStep(SuccessorStep):
    """What is merged, before it is."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Merge it with the records you keep"),
            self.tr(
                "What is new or newer comes in; nothing is doubled, and what is yours stays: notes,"
                " tasks, contacts and holds."
            ),
        )
        self.psychotherapy = NotesApart(context)
        self.psychotherapy.tick.toggled.connect(self._show)
        self._facts = column(gap=8)
        self.content.addWidget(holder(self._facts))
        self.content.addWidget(self.psychotherapy)
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """Something was opened that the practice signed, and that is whole."""
        return bool(self.answers.taken) and is_sound(self.held) and is_whole(self.held)

    @property
    def next_text(self) -> str:
        """The act."""
        return self.tr("Merge")

    def enter(self) -> None:
        """Say what comes in."""
        self.psychotherapy.enter(self.held)
        self._show()

    def _show(self) -> None:
        self.answers.with_psychotherapy = self.psychotherapy.is_wanted
        parts = [
            f"{part_name(one)} · {number_words(self.held.opened[one].number)}"
            for one in self.answers.taken
        ]
        filled_anew(self._facts, [fact_card(self.tr("What is merged"), *parts)] if parts else [])
        if not self.is_complete:
            text = self.tr(
                "The cards open no records that are signed and whole, so there is nothing to merge."
            )
            self.notice.say(text, "attention")
        self.changed.emit()


class MergeStep(ActStep):
    """Begins on entering; a receipt after it."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            self.tr("Merging"),
            self.tr("It counts once all of it is in; until then nothing has changed."),
            step_words,
        )
        self.answers = answers
        self.stopped = self.tr("Stopped. Nothing was changed.")

    @property
    def can_leave(self) -> bool:
        """Until it is through: then only its receipt is left."""
        return not self.is_complete

    @property
    def next_text(self) -> str:
        """The vault is locked."""
        return self.tr("Lock the vault")

    def enter(self) -> None:
        """Merge, with the session."""
        self.begin()
        opened = [self.answers.held.opened[one] for one in self.answers.taken]
        progress = self._progress()
        self.context.ask(
            self,
            lambda session: custody.merge(session, opened, progress),
            self._on_merged,
            self.on_failed,
        )

    def _progress(self) -> Progress:
        tell = self.context.worker.report_to(self, self.on_progress)
        token = self.token

        def step(name: str, done: int, total: int) -> None:
            if token.is_cancelled():
                raise Cancelled
            tell(name, done, total)

        return step

    def _on_merged(self, report: MergeReport) -> None:
        said = self.tr("The vault is locked now, so that nothing of the cards stays in memory.")
        self.end_well(self.tr("Merged"), said, merge_receipt(report))


class MergeDialog(WizardDialog):
    """The pages of opening an export, over Home."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        self.answers = answers = SuccessorAnswers()
        self.source = SourceStep(context, answers)
        self.cards = CardsStep(context, answers)
        self.verdict = VerdictStep(context, answers)
        self.summary = SummaryStep(context, answers)
        self.merging = MergeStep(context, answers)
        steps = (self.source, self.cards, self.verdict, self.summary, self.merging)
        super().__init__(context, parent, steps, _SIZE)
        self.setWindowTitle(self.tr("Merge another export"))
        context.about_to_lock.connect(self.merging.call_off)

    def question(self) -> Question | None:
        """Ask where cards would be typed again."""
        if not self.answers.held.is_touched:
            return None
        return Question(
            title=self.tr("Leave without merging"),
            text=self.tr(
                "Nothing was changed. The vault is locked then, so that nothing of the cards stays"
                " in memory."
            ),
            act=self.tr("Leave and lock"),
        )

    def done(self, result: int) -> None:
        """Close; where a card was given, the process is replaced as at every lock."""
        touched, held = self.answers.held.is_touched, self.answers.held
        super().done(result)
        if touched:
            self._context.lock()
        else:
            self._context.files.ask(self._context, held.close)


def open_merge(context: AppContext, parent: QWidget) -> None:
    """Open the wizard that merges another export of the same practice."""
    MergeDialog(context, parent).open()
