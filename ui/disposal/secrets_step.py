"""New secrets: what opened the old files shall open nothing that is left of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from ui.backup.progress_panel import ProgressPanel
from ui.backup.resealing import plan_pending, reachable_places
from ui.context import AppContext
from ui.disposal.answers import Answers
from ui.disposal.step import DisposalStep
from ui.settings.new_secret import NewSecret
from ui.settings.presenter import step_words
from ui.settings.proof import Proof
from ui.settings.sheet_dialog import NewSheetStep, ReadBackStep
from ui.widgets.labels import label, section
from ui.widgets.layouts import column, holder
from ui.wizard.parts import choice
from ui.wizard.work_panel import WorkPanel
from vault.backup.freshness import PendingCopies
from vault.disposal import service as disposal
from vault.errors import SheetLineError, VaultError
from vault.keys import service as keys
from vault.keys.model import Slot, SlotKind, SwitchProgress
from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


class SecretsStep(DisposalStep):
    """The choice. Without new secrets the certificate says Clear and no more."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _tr("New sheet and passphrase"),
            _tr(
                "Disks and sticks keep remains of old files, and a forgotten copy may lie"
                " somewhere. All of that opens with today's sheet and passphrase, and no other way."
            ),
        )
        self.yes = QRadioButton(self.tr("&Make them new now (recommended)"))
        self.no = QRadioButton(self.tr("&Keep the ones I have"))
        self._group = QButtonGroup(self)
        about_yes = self.tr(
            "You print a new recovery sheet and destroy the old one. Then no secret that is left"
            " opens an old file, and the certificate may say so (Purge)."
        )
        about_no = self.tr(
            "Whoever finds an old copy, and has today's sheet, can open it with the records in it."
            " The certificate says no more than Clear."
        )
        self.content.addLayout(choice(self.yes, about_yes, self._group))
        self.content.addLayout(choice(self.no, about_no, self._group))
        self.content.addStretch(1)
        (self.yes if answers.is_renewing else self.no).setChecked(True)
        self._group.buttonToggled.connect(self._on_chosen)

    @property
    def is_wanted(self) -> bool:
        """Not after a mistake, and once."""
        return not self.answers.is_mistake

    def first_focus(self) -> QWidget:
        """The choice that is ticked."""
        return self.yes if self.yes.isChecked() else self.no

    def _on_chosen(self) -> None:
        self.answers.is_renewing = self.yes.isChecked()
        self.changed.emit()


def _is_renewing(answers: Answers) -> bool:
    return answers.is_renewing and not answers.is_mistake


class SheetPage(NewSheetStep):
    """The new sheet, to be printed or copied by hand."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers.sheet)
        self._disposal = answers

    @property
    def is_wanted(self) -> bool:
        """Where new secrets are made."""
        return _is_renewing(self._disposal)


class ReadBackPage(ReadBackStep):
    """Two lines of it, read back."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers.sheet)
        self._disposal = answers

    @property
    def is_wanted(self) -> bool:
        """Where new secrets are made."""
        return _is_renewing(self._disposal)


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
        return _is_renewing(self.answers)

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
            self.answers.is_renewed = True
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


class OldSheetStep(DisposalStep):
    """The old sheet is destroyed, and the backups are sealed to the new one."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _tr("Destroy the old sheet"),
            _tr("The new sheet counts from now on. The old one opens nothing but old files."),
        )
        self._is_running = self._has_failed = False
        self.is_destroyed = QCheckBox(
            self.tr("I have &destroyed the old sheet, and every copy of it")
        )
        about = self.tr(
            "Shred, burn or cut it up so that no line can be read. The certificate says Purge only"
            " if you attest it. You may do it later; “Disposals” on the retention page has it."
        )
        self.content.addLayout(choice(self.is_destroyed, about))
        self.panel = ProgressPanel(context)
        self.backups = label(wrap=True)
        self.content.addWidget(self.panel)
        self.content.addWidget(self.backups)
        context.backups.changed.connect(self.changed)
        self.content.addStretch(1)

    @property
    def is_wanted(self) -> bool:
        """Once new secrets were made, or where the statement was left for later."""
        found = self.answers.disposal
        renewal = None if found is None else found.renewal
        is_owed = renewal is not None and not renewal.is_sheet_destroyed
        return _is_renewing(self.answers) or is_owed

    @property
    def can_go_back(self) -> bool:
        """The ways in were made new, and stay so."""
        return False

    @property
    def is_complete(self) -> bool:
        """Nothing is being entered, and the backups that are there open with the new sheet."""
        return not self._is_running and self.context.backups.is_idle

    def first_focus(self) -> QWidget:
        """The statement."""
        return self.is_destroyed

    def enter(self) -> None:
        """The backups open with the old ways still; that needs no secret to be mended."""
        self.context.backups.look(self, plan_pending, self._reseal)

    def _reseal(self, found: PendingCopies) -> None:
        pending, there = found.reseals, reachable_places(found.reseals)
        self.context.backups.reseal(there)
        away = dict.fromkeys(
            f"“{one.destination.label}”" for one in pending if not one.is_reachable
        )
        if away:
            said = self.tr("%1 cannot be reached: its backups open with the old sheet until then.")
            self.backups.setText(said.replace("%1", ", ".join(away)))
        elif there:
            self.backups.setText(self.tr("The backups open with the new sheet, too."))

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
