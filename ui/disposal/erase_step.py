"""The erasure under way. Nobody can stop it; whatever stops the computer, it is ended later."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.disposal import presenter
from ui.disposal.answers import Answers
from ui.disposal.step import DisposalStep
from ui.settings.proof import Proof
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder, row
from ui.wizard.work_panel import WorkPanel
from vault.disposal import service as disposal
from vault.disposal.model import Disposal, DisposalState
from vault.errors import SheetLineError, VaultError
from vault.ids import DisposalId
from vault.keys import service as keys
from vault.keys.model import Slot, SwitchProgress
from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


class EraseStep(DisposalStep):
    """Starts by itself with the proof that was just given; opened again, it asks for one."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _tr("Erasing"),
            _tr(
                "If the power fails now, nothing is left half done: the records stay hidden, all"
                " others stay whole, and the next unlock ends it."
            ),
        )
        self._is_running = False
        self.proof: Proof | None = None
        self.panel = WorkPanel(self.tr("Erasing"))
        self.done_words = label(wrap=True)
        self.again_button = button(self.tr("Remove the old files now"), self._on_again)
        self.again_button.hide()
        self._proof = column()
        self._asking = holder(self._proof)
        self._asking.hide()
        for widget in (self.panel, self._asking):
            self.content.addWidget(widget)
        self.content.addLayout(row(self.again_button, None))
        self.content.addWidget(self.done_words)
        self.content.addStretch(1)

    @property
    def is_erased(self) -> bool:
        """Whether the records are gone from the vault."""
        found = self.answers.disposal
        return found is not None and found.state is not DisposalState.PENDING

    @property
    def is_busy(self) -> bool:
        """It cannot be called off."""
        return self._is_running

    @property
    def can_leave(self) -> bool:
        """Not while it runs."""
        return not self._is_running

    @property
    def can_go_back(self) -> bool:
        """There is no way back from an erasure."""
        return False

    @property
    def is_complete(self) -> bool:
        """Erased, or to be tried again."""
        return not self._is_running and (self.is_erased or self.proof is not None)

    @property
    def next_text(self) -> str:
        """The act, while it waits for a proof."""
        if self.is_erased or self._is_running:
            return self.tr("Next")
        return self.tr("Erase now")

    def first_focus(self) -> QWidget | None:
        """The proof, where one is asked for."""
        if self.proof is None or not self._asking.isVisible():
            return None
        return self.proof.sheet if self.proof.is_sheet else self.proof.typed

    def enter(self) -> None:
        """Begin at once, or ask for the proof."""
        if self.is_erased:
            self._show_erased()
            return
        typed = self.answers.take_secret()
        if typed:
            self._erase(typed)
        else:
            self.context.ask(self, keys.slots, self._ask_proof)

    def _ask_proof(self, slots: list[Slot]) -> None:
        if self.proof is None:
            self.proof = Proof(self.context, slots)
            self._proof.addWidget(self.proof)
        self._asking.show()
        self.proof.focus()
        self.changed.emit()

    def proceed(self, then: Callable[[], None]) -> None:
        """Go on, or erase with the proof that was typed."""
        if self.is_erased:
            then()
        elif self.proof is not None and not self.proof.is_empty:
            self._erase(self.proof.take())
        elif self.proof is not None:
            self.proof.focus()

    def _erase(self, typed: str) -> None:
        self._is_running = True
        self.notice.say("")
        self._asking.hide()
        self.panel.begin(self.tr("Copying all other records"))
        self.changed.emit()
        disposal_id, keyring = self.answers.disposal_id, self.context.keyring
        tell = self.context.worker.report_to(self, self._on_progress)

        def job(session: Session) -> Disposal:
            disposal.erase(session, disposal_id, typed, keyring, tell)
            return find_disposal(session, disposal_id)

        self.context.ask(self, job, self._on_erased, self._on_failed, is_alone=True)

    def _on_progress(self, far: SwitchProgress) -> None:
        self.panel.step(presenter.switch_words(far), far.done, far.total)

    def _on_erased(self, found: Disposal) -> None:
        self._is_running = False
        self.answers.disposal = found
        self.panel.end()
        self._show_erased()
        self.answered.emit()

    def _show_erased(self) -> None:
        found = self.answers.disposal
        if found is None:
            return
        said, kind = presenter.erased_words(found)
        is_left = found.state is DisposalState.OLD_FILES_LEFT
        head = self.tr("Gone from the records") if is_left else self.tr("Gone from this vault")
        self.head.setText(head)
        self.lead.setText(presenter.disposal_words(found))
        self.notice.say(said, kind)
        self.again_button.setVisible(is_left)
        self.done_words.setText(self.tr("Next come the backups, which hold the records still."))

    def _on_again(self) -> None:
        """Try at once what each unlock tries: it needs no secret."""
        disposal_id, keyring = self.answers.disposal_id, self.context.keyring

        def job(session: Session) -> Disposal:
            disposal.erase(session, disposal_id, "", keyring)
            return find_disposal(session, disposal_id)

        self.context.ask(self, job, self._on_erased, self.say_error)

    def _on_failed(self, error: VaultError) -> None:
        self._is_running = False
        self.panel.end()
        self.say_error(error)
        self.context.ask(self, keys.slots, self._ask_proof)
        if self.proof is not None and isinstance(error, SheetLineError):
            self.proof.sheet.show_wrong(error.line)
        self.changed.emit()

    def forget(self) -> None:
        """Empty the field."""
        self.answers.take_secret()
        if self.proof is not None:
            self.proof.clear()


def find_disposal(session: Session, disposal_id: DisposalId) -> Disposal:
    """Return a disposal as it stands now; runs on the worker. Raises ``NotFound``."""
    found = [one for one in disposal.list_disposals(session) if one.id == disposal_id]
    if not found:
        from vault.errors import NotFound

        raise NotFound
    return found[0]
