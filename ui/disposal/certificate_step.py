"""The last page: what was certified, to be saved with its signature and printed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ui.context import AppContext
from ui.disposal import certificate_words as words
from ui.disposal.answers import Answers
from ui.disposal.step import DisposalStep
from ui.disposal.supplements import supplement
from ui.widgets.buttons import button, tinted
from ui.widgets.labels import chip, label, muted, strong
from ui.widgets.layouts import card, row
from ui.wizard.parts import filled_anew
from vault.disposal import service as disposal
from vault.disposal.model import Certificate
from vault.disposal.reach_model import Reach
from vault.errors import VaultError
from vault.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


class CertificateStep(DisposalStep):
    """Issues what is due: a first certificate, or a supplement where something changed since."""

    is_last = True

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            _tr("The certificate"),
            _tr("It says what was verified and no more. It is kept in the vault, too."),
        )
        self.certificates: tuple[Certificate, ...] = ()
        self.print_buttons: list[QPushButton] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.save_button = button(self.tr("&Save to a folder…"), self._on_save)
        tinted(self.save_button, context.theme, "save")
        self.save_button.setEnabled(False)
        self.content.addLayout(row(self.save_button, None))
        self.content.addLayout(self._list)
        self.content.addStretch(1)

    @property
    def is_wanted(self) -> bool:
        """What was entered by mistake has none."""
        return not self.answers.is_mistake

    @property
    def can_leave(self) -> bool:
        """The disposal is over; only where issuing failed there is a way out."""
        return not self.certificates

    @property
    def is_complete(self) -> bool:
        """Whether it is issued."""
        return bool(self.certificates)

    @property
    def next_text(self) -> str:
        """Back to the work."""
        return self.tr("Done")

    def enter(self) -> None:
        """Issue what is due, as the places are now."""
        self.context.backups.look(self, disposal.plan_reach, self._issue, self._on_failed)

    def _issue(self, reachable: Reach) -> None:
        disposal_id = self.answers.disposal_id

        def job(session: Session) -> list[Certificate]:
            supplement(session, reachable)
            disposal.issue(session, disposal_id, reachable)
            return list(disposal.certificates(session, disposal_id))

        self.context.ask(self, job, self._on_issued, self._on_failed)

    def _on_failed(self, error: VaultError) -> None:
        self.say_error(error)
        self.changed.emit()

    def _on_issued(self, found: Sequence[Certificate]) -> None:
        self.certificates = words.newest(found)
        self.print_buttons = []
        cards = [self._card(one) for one in self.certificates]
        filled_anew(self._list, cards, self.save_button)
        self.save_button.setEnabled(bool(self.certificates))
        self.changed.emit()

    def _card(self, one: Certificate) -> QFrame:
        view = words.certificate_view(one)
        printing = button(self.tr("Print…"), partial(self._on_print, one))
        printing.setAccessibleName(self.tr("Print: %1").replace("%1", view.title))
        tinted(printing, self.context.theme, "printer")
        self.print_buttons.append(printing)
        method = chip(view.method, "good" if view.is_purge else "")
        method.setAccessibleName(self.tr("Method: %1").replace("%1", view.method))
        head = row(strong(view.title), method, None, printing)
        head.setAlignment(method, Qt.AlignmentFlag.AlignVCenter)
        left = [label(f"· {said}", "attention", wrap=True) for said in view.residual]
        return card(
            head,
            label(words.method_words(view), wrap=True),
            *(label(f"· {said}", wrap=True) for said in view.reasons),
            muted(words.residual_words(view), wrap=True),
            *left,
            gap=6,
        )

    def _on_save(self) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(place))
        title = self.tr("Choose a folder for the certificate")
        self.context.dialogs.choose_folder(self, title, start, self._save_to)

    def _save_to(self, folder: Path) -> None:
        ids = [one.id for one in self.certificates]

        def job(session: Session) -> None:
            for one in ids:
                disposal.save(session, one, folder)

        said = self.tr("Saved in %1: the PDF, the exact text that was signed, and the signature.")
        name = folder.name or str(folder)
        self.context.ask(
            self,
            job,
            lambda _: self.notice.say(said.replace("%1", f"“{name}”"), "good"),
            self.say_error,
        )

    def _on_print(self, one: Certificate) -> None:
        self.context.ask(
            self,
            lambda session: disposal.certificate_pdf(session, one.id),
            lambda pdf: self.context.dialogs.print_pdf(self, pdf, self._on_printed),
            self.say_error,
        )

    def _on_printed(self) -> None:
        self.notice.say(self.tr("Sent to the printer."), "good")
