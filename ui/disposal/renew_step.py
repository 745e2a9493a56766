"""All ways to open the vault, made anew at once, after the sheet was read back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from ui.context import AppContext
from ui.disposal.answers import Answers
from ui.disposal.step import DisposalStep
from ui.settings.new_secret import NewSecret
from ui.settings.presenter import step_words
from ui.settings.proof import Proof
from ui.widgets.labels import label, section
from ui.widgets.layouts import column, holder
from ui.wizard.work_panel import WorkPanel
from vault.disposal import service as disposal
from vault.errors import SheetLineError, VaultError
from vault.keys import service as keys
from vault.keys.model import Slot, SlotKind, SwitchProgress
from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


class RenewStep(DisposalStep):
    """A new passphrase where there is one, the proof, and all ways in are made anew at once."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _tr("Make it count"),
            _tr("All ways to open the vault are made anew at once. The old ones open nothing."),
        )
        self._is_running = False
        self.new_secret: NewSecret | None = None
        self.proof: Proof | None = None
        self.panel = WorkPanel(self.tr("Making the ways to open the vault anew"))
        self._fields = column(gap=16)
        self.content.addWidget(holder(self._fields))
        self.content.addWidget(self.panel)
        self.content.addStretch(1)

    @property
    def is_wanted(self) -> bool:
        """Where new secrets are made."""
        return self.answers.makes_secrets

    @property
    def is_busy(self) -> bool:
        """It cannot be called off."""
        return self._is_running

    @property
    def can_leave(self) -> bool:
        """Not while it runs."""
        return not self._is_running

    @property
    def is_complete(self) -> bool:
        """The new passphrase is good, where one is needed."""
        if self._is_running or self.proof is None:
            return False
        return self.new_secret is None or self.new_secret.is_complete

    @property
    def next_text(self) -> str:
        """The act."""
        return self.tr("Make them new")

    def enter(self) -> None:
        """Ask what ways there are."""
        if self.proof is None:
            self.context.ask(self, keys.slots, self._on_slots)

    def _on_slots(self, slots: Sequence[Slot]) -> None:
        found = {slot.kind for slot in slots}
        if SlotKind.PASSPHRASE in found:
            self.new_secret = NewSecret(self.context, must_be_strong=True)
            self.new_secret.changed.connect(self.changed)
            self._fields.addWidget(section(self.tr("A new strong passphrase")))
            self._fields.addWidget(self.new_secret)
        elif SlotKind.KEYRING_PASSPHRASE in found:
            said = self.tr(
                "The short passphrase stays as it is. The keyring's half of it is made anew."
            )
            self._fields.addWidget(label(said, wrap=True))
        self.proof = Proof(self.context, slots)
        self._fields.addWidget(section(self.tr("Proof that it is you")))
        self._fields.addWidget(self.proof)
        (self.new_secret.typed if self.new_secret else self.proof.typed).setFocus()
        self.changed.emit()

    def proceed(self, then: Callable[[], None]) -> None:
        """Make every way in anew, in one switch."""
        proof, plan = self.proof, self.answers.sheet.plan
        if proof is None or plan is None:
            return
        if proof.is_empty:
            proof.focus()
            return
        typed, keyring = proof.take(), self.context.keyring
        new = self.new_secret.typed.text() if self.new_secret else None
        tell = self.context.worker.report_to(self, self._on_progress)

        def job(session: Session) -> None:
            keys.renew(session, typed, plan.recovery, new, keyring, tell)

        def done(_: None) -> None:
            self.forget()
            self._record(then)

        self._set_running(True)
        self.context.ask(self, job, done, self._on_failed, is_alone=True)

    def _record(self, then: Callable[[], None]) -> None:
        """Write down that it was done; the next page does it again and says what is wrong."""
        disposal_id = self.answers.disposal_id

        def end(_: object) -> None:
            self._set_running(False)
            then()

        def job(session: Session) -> None:
            disposal.record_renewal(session, disposal_id, is_sheet_destroyed=False)

        self.context.ask(self, job, end, end)

    def _set_running(self, is_running: bool) -> None:
        self._is_running = is_running
        if is_running:
            self.notice.say("")
            self.panel.begin(self.tr("Copying the records"))
        else:
            self.panel.end()
        self.changed.emit()

    def _on_progress(self, far: SwitchProgress) -> None:
        self.panel.step(step_words(far), far.done, far.total)

    def _on_failed(self, error: VaultError) -> None:
        self._set_running(False)
        self.say_error(error)
        if self.proof is not None and isinstance(error, SheetLineError):
            self.proof.sheet.show_wrong(error.line)
        elif self.proof is not None:
            self.proof.focus()

    def forget(self) -> None:
        """Empty the fields."""
        if self.proof is not None:
            self.proof.clear()
        if self.new_secret is not None:
            self.new_secret.clear()
