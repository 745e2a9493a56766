"""From a folder and some cards to the caseload, and on: looking around, or a vault of one's own.

When it closes the program starts anew: a card's secret may still be anywhere in its memory.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication

from ui.context import AppContext
from ui.dialogs import Question
from ui.idle import IdleTimer
from ui.successor.answers import SuccessorAnswers, Way
from ui.successor.cards_step import CardsStep
from ui.successor.caseload_step import CaseloadStep
from ui.successor.choice_step import ChoiceStep
from ui.successor.custody_steps import (
    CustodianStep,
    CustodyDailyStep,
    CustodyPlaceStep,
    CustodySheetStep,
    CustodyTypedStep,
)
from ui.successor.look_step import LookStep
from ui.successor.run_step import RunStep
from ui.successor.source_step import SourceStep
from ui.successor.summary_step import SummaryStep
from ui.successor.verdict_step import VerdictStep
from ui.system_signals import SystemSignals
from ui.wizard.frame import WizardFrame
from vault.sealing.part_model import Part

GONE_AFTER_MS = 15 * 60_000
WIDE = (1080, 756)


class SuccessorWizard(WizardFrame):
    """``left`` before a card was given, else ``ended`` with the vault to open next, or ``None``."""

    left = Signal()
    ended = Signal(object)

    def __init__(self, context: AppContext) -> None:
        self.answers = answers = SuccessorAnswers()
        self.source = SourceStep(context, answers)
        self.cards = CardsStep(context, answers)
        self.verdict = VerdictStep(context, answers)
        self.caseload = CaseloadStep(context, answers, Part.CASELOAD)
        self.apart_caseload = CaseloadStep(context, answers, Part.APART_CASELOAD)
        self.choice = ChoiceStep(context, answers)
        self.look = LookStep(context, answers)
        self.custodian = CustodianStep(context, answers)
        self.place = CustodyPlaceStep(context, answers)
        self.daily = CustodyDailyStep(context, answers)
        self.sheet = CustodySheetStep(context, answers)
        self.typed_back = CustodyTypedStep(context, answers)
        self.summary = SummaryStep(context, answers)
        self.run = RunStep(context, answers)
        opening = (self.source, self.cards, self.verdict)
        looking = (self.caseload, self.apart_caseload, self.choice, self.look)
        taking = (self.custodian, self.place, self.daily, self.sheet, self.typed_back)
        super().__init__((*opening, *looking, *taking, self.summary, self.run))
        self._context = context
        self._was_widened = False
        self._idle: IdleTimer | None = None
        self.refreshed.connect(self._watch)
        self.finished.connect(self._on_finished)
        self.leaving.connect(self.ask_to_leave)
        for field in (self.place.name, self.daily.typed, self.daily.again):
            field.returnPressed.connect(self.go_on)

    def showEvent(self, event: QShowEvent) -> None:
        """Pages to be read want more room than the lock page; the window grows once."""
        super().showEvent(event)
        window, room = self.window(), self.screen().availableSize()
        if not self._was_widened and not window.isMaximized():
            self._was_widened = True
            width, height = WIDE
            window.resize(
                min(max(window.width(), width), room.width()),
                min(max(window.height(), height), room.height()),
            )

    def _watch(self) -> None:
        """Once a card was given, what is open closes by itself when nobody is there."""
        program = QApplication.instance()
        if self._idle is not None or program is None or not self.answers.held.is_touched:
            return
        self._idle = IdleTimer(program, GONE_AFTER_MS)
        self._system = SystemSignals(self)
        for gone in (self._idle.idle, self._system.gone):
            gone.connect(self.close_for_absence)
        self._idle.start()
        self._system.listen()

    def close_for_absence(self) -> None:
        """Nobody is there any more; custody that is being taken is let come to its end."""
        if self.run.is_running and self._idle is not None:
            self._idle.start()
        else:
            self._on_finished()

    def ask_to_leave(self) -> None:
        """Ask where something would be typed again; a busy page is called off first."""
        if self.step.is_busy:
            self.step.call_off()
        elif not self.answers.held.is_touched or self._is_only_looking:
            self.leave()
        else:
            question = Question(
                title=self.tr("Close the export"),
                text=self.tr(
                    "Nothing was made, and the export is as it was. To read it again you need the"
                    " same cards."
                ),
                act=self.tr("Close it"),
            )
            self._context.dialogs.confirm(self, question, self.leave)

    @property
    def _is_only_looking(self) -> bool:
        return self.step is self.look

    def leave(self) -> None:
        """Leave, with every secret gone from its field; after a card the process is replaced."""
        self._end(None)

    def _on_finished(self) -> None:
        report = self.answers.report
        taken = self.answers.way_on is Way.CUSTODY and report is not None
        self._end(report.folder if taken and report is not None else None)

    def _end(self, folder: Path | None) -> None:
        self.forget()
        if self.answers.held.is_touched:
            self.ended.emit(folder)
        else:
            self.left.emit()

    def forget(self) -> None:
        """Empty what is secret on every page, and let go of the export."""
        super().forget()
        self.answers.forget()
        if self._idle is not None:
            self._idle.stop()
        self._context.files.ask(self, self.answers.held.close)
