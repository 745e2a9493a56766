"""The disposal, from the review to the certificate; opened again where it was left."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.disposal.answers import Answers
from ui.disposal.approve_step import ApproveStep
from ui.disposal.certificate_step import CertificateStep
from ui.disposal.copies_step import CopiesStep
from ui.disposal.erase_step import EraseStep
from ui.disposal.old_sheet_step import OldSheetStep
from ui.disposal.renew_step import RenewStep
from ui.disposal.review_step import ReviewStep
from ui.disposal.secrets_step import ReadBackPage, SecretsStep, SheetPage
from ui.disposal.step import DisposalStep
from ui.widgets.labels import set_role
from ui.wizard.dialog import WizardDialog
from ui.wizard.step import WizardStep
from vault.disposal.model import Disposal, DisposalKind, DisposalState, Mention
from vault.ids import ClientId
from vault.notes.model import Shelf

_SIZE = QSize(760, 700)


class DisposalWizard(WizardDialog):
    """``answers`` with a disposal that was begun open it where that one stands."""

    def __init__(self, context: AppContext, parent: QWidget, answers: Answers) -> None:
        self.answers = answers
        self.review: ReviewStep | None = None
        self.approve: ApproveStep | None = None
        self.erase: EraseStep | None = None
        self.copies = CopiesStep(context, answers)
        self.secrets = SecretsStep(context, answers)
        self.sheet = SheetPage(context, answers)
        self.back = ReadBackPage(context, answers)
        self.renew = RenewStep(context, answers)
        self.old_sheet = OldSheetStep(context, answers)
        self.certificate = CertificateStep(context, answers)
        super().__init__(context, parent, self._steps(context), _SIZE)
        self.setWindowTitle(self.tr("Dispose of records"))
        self.frame.refreshed.connect(self._dress)
        self._dress()

    def _steps(self, context: AppContext) -> Sequence[WizardStep]:
        """Return the pages from where the disposal stands."""
        found: list[WizardStep] = []
        state = None if self.answers.disposal is None else self.answers.disposal.state
        if state is None:
            self.review = ReviewStep(context, self.answers)
            self.review.mention_opened.connect(self._on_mention)
            self.approve = ApproveStep(context, self.answers)
            found += [self.review, self.approve]
        if state in (None, DisposalState.PENDING, DisposalState.OLD_FILES_LEFT):
            self.erase = EraseStep(context, self.answers)
            found.append(self.erase)
        rest = (self.secrets, self.sheet, self.back, self.renew, self.old_sheet)
        return [*found, self.copies, *rest, self.certificate]

    def _dress(self) -> None:
        """The button that destroys is outlined in red; once begun, one leaves for later."""
        step = self.step
        is_danger = isinstance(step, DisposalStep) and step.is_destructive
        role = "danger" if is_danger else "primary"
        if self.next_button.property("role") != role:
            set_role(self.next_button, role)
        later = self.tr("Finish later") if self._is_unfinished else self.tr("Leave")
        self.leave_button.setText(later)

    @property
    def _is_unfinished(self) -> bool:
        found = self.answers.disposal
        is_finished = found is not None and found.state is DisposalState.FINISHED
        return self.answers.begun is not None and not is_finished

    def question(self) -> Question | None:
        """Nothing was done before it began, and nothing is lost after."""
        if not self._is_unfinished:
            return None
        return Question(
            title=self.tr("Finish the disposal later?"),
            text=self.tr(
                "What was done stays done. Home says that it waits to be finished, and opens it"
                " again where you left it."
            ),
            act=self.tr("Finish later"),
        )

    def _on_mention(self, mention: Mention) -> None:
        """Nothing is begun yet: leave, and show the other record."""
        self.done(0)
        context = self._context
        shelf = Shelf.PSYCHOTHERAPY if mention.is_psychotherapy else None
        if mention.document_id is not None:
            context.open_document(mention.client_id, mention.document_id)
        else:
            context.open_client(mention.client_id, mention.note_id, shelf)


def open_disposal(
    context: AppContext, parent: QWidget, client_ids: Sequence[ClientId]
) -> DisposalWizard:
    """Open the wizard for records whose time is over."""
    answers = Answers(kind=DisposalKind.RETENTION, client_ids=tuple(client_ids))
    return _opened(context, parent, answers)


def open_mistake(context: AppContext, parent: QWidget, client_id: ClientId) -> DisposalWizard:
    """Open the wizard for a client who was entered by mistake."""
    return _opened(context, parent, Answers(kind=DisposalKind.MISTAKE, client_ids=(client_id,)))


def reopen(context: AppContext, parent: QWidget, begun: Disposal) -> DisposalWizard:
    """Open the wizard where a disposal was left."""
    answers = Answers(kind=begun.kind, begun=begun.id, disposal=begun)
    answers.is_renewing = begun.renewal is None
    return _opened(context, parent, answers)


def _opened(context: AppContext, parent: QWidget, answers: Answers) -> DisposalWizard:
    wizard = DisposalWizard(context, parent.window(), answers)
    wizard.open()
    return wizard
