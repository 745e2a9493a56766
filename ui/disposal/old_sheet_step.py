"""The older sheets: what becomes of them; the backups are sealed to the new one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.backup.progress_panel import ProgressPanel
from ui.backup.resealing import plan_pending, reachable_places
from ui.backup.runner import Task, Work
from ui.backup.task_words import result_words
from ui.context import AppContext
from ui.disposal.answers import Answers
from ui.disposal.step import DisposalStep
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.wizard.parts import choice
from vault.backup.freshness import PendingCopies
from vault.disposal import service as disposal
from vault.errors import VaultError
from vault.session import Session

_KINDS = ("good", "info", "danger")
"""From the best to the worst that can come of sealing a place's backups anew."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


class OldSheetStep(DisposalStep):
    """Every older sheet is destroyed, and the backups are sealed to the new one."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _tr("Destroy the old sheet"),
            _tr("The new sheet counts from now on. The old one opens nothing but old files."),
        )
        self._is_running = self._has_failed = False
        self.is_destroyed = QCheckBox(
            self.tr("I have &destroyed the old sheet, any before it, and every copy")
        )
        about = self.tr(
            "Shred, burn or cut it up so that no line can be read. The certificate says Purge only"
            " if you attest it. You may do it later; “Disposals” on the retention page has it."
        )
        self.content.addLayout(choice(self.is_destroyed, about))
        self.panel = ProgressPanel(context)
        self._results: list[tuple[str, str]] = []
        self.result = Notice(context.theme, parent=self)
        self.away = label(wrap=True)
        self.content.addWidget(self.panel)
        self.content.addWidget(self.result)
        self.content.addWidget(self.away)
        context.backups.changed.connect(self.changed)
        context.backups.ended.connect(self._on_ended)
        self.content.addStretch(1)

    @property
    def is_wanted(self) -> bool:
        """Once new secrets were made, or where the statement was left for later."""
        found = self.answers.disposal
        renewal = None if found is None else found.renewal
        is_owed = renewal is not None and not renewal.is_sheet_destroyed
        return self.answers.makes_secrets or is_owed

    @property
    def can_go_back(self) -> bool:
        """The ways in were made new, and stay so."""
        return False

    @property
    def is_complete(self) -> bool:
        """Nothing is being entered, and nothing is under way at the backups."""
        return not self._is_running and self.context.backups.is_idle

    def first_focus(self) -> QWidget:
        """The statement."""
        return self.is_destroyed

    def enter(self) -> None:
        """The backups open with the old ways still; that needs no secret to be mended."""
        self._results.clear()
        self.result.say("")
        self.away.setText("")
        self.context.backups.look(self, plan_pending, self._reseal)

    def _reseal(self, found: PendingCopies) -> None:
        self.context.backups.reseal(reachable_places(found.reseals))
        away = dict.fromkeys(
            f"“{one.destination.label}”" for one in found.reseals if not one.is_reachable
        )
        if away:
            said = self.tr("%1 cannot be reached: its backups open with the old sheet until then.")
            self.away.setText(said.replace("%1", ", ".join(away)))

    def _on_ended(self, task: Task) -> None:
        if task.work is Work.RESEAL and self.isVisible():
            self._results.append(result_words(task))
            worst = max((kind for _, kind in self._results), key=_KINDS.index)
            self.result.say("\n".join(text for text, _ in self._results), worst)

    def proceed(self, then: Callable[[], None]) -> None:
        """Enter the statement; where that failed, one goes on without it."""
        if self._has_failed:
            then()
            return
        disposal_id, is_destroyed = self.answers.disposal_id, self.is_destroyed.isChecked()

        def job(session: Session) -> None:
            disposal.record_renewal(session, disposal_id, is_sheet_destroyed=is_destroyed)

        def done(_: None) -> None:
            self._set_running(False)
            then()

        def failed(error: VaultError) -> None:
            self._has_failed = True
            self._set_running(False)
            self.say_error(error)

        self._set_running(True)
        self.context.ask(self, job, done, failed)

    def _set_running(self, is_running: bool) -> None:
        self._is_running = is_running
        self.changed.emit()
