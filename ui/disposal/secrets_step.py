"""New secrets: what opened the old files shall open nothing that is left of them."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ui.context import AppContext
from ui.disposal.answers import Answers
from ui.disposal.step import DisposalStep
from ui.settings.sheet_dialog import NewSheetStep, ReadBackStep
from ui.wizard.parts import choice


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


class SheetPage(NewSheetStep):
    """The new sheet, to be printed or copied by hand."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers.sheet)
        self._disposal = answers

    @property
    def is_wanted(self) -> bool:
        """Where new secrets are made."""
        return self._disposal.makes_secrets


class ReadBackPage(ReadBackStep):
    """Two lines of it, read back."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers.sheet)
        self._disposal = answers

    @property
    def is_wanted(self) -> bool:
        """Where new secrets are made."""
        return self._disposal.makes_secrets
