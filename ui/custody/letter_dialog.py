"""Letters of the plan's texts, filled in: to read over, copy, print or save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QWidget

from ui.context import AppContext
from ui.custody.recipients import Letters, Recipient, first_choice, read
from ui.dialogs import Question
from ui.succession.presenter import letter_words
from ui.widgets.buttons import button, link, tinted
from ui.widgets.labels import muted, section
from ui.widgets.layouts import PAGE_MARGIN, column, field_row, holder, row
from ui.widgets.notice import Notice
from ui.worker import Token
from ui.written_pdf import letter_pdf
from vault.custody import service as custody
from vault.errors import VaultError
from vault.ids import ClientId
from vault.printing.saving import save_pdf
from vault.succession.plan_model import LetterCode

_SIZE = (720, 640)


class LettersDialog(QDialog):
    """What is changed here is for this letter alone; the plan's text stays as it is."""

    def __init__(
        self, context: AppContext, parent: QWidget, client_id: ClientId | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._client_id = client_id
        self._token = Token()
        self._found: Letters | None = None
        self._filled_for = (0, 0)
        """The letter and the recipient, by their places, that the text was filled in for."""
        self.which = QComboBox()
        self.recipient = QComboBox()
        self.reach = muted(wrap=True)
        self.rules = Notice(context.theme, parent=self)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.notice = Notice(context.theme, parent=self)
        self.copy_button = button(self.tr("&Copy"), self._on_copy)
        self.print_button = button(self.tr("&Print…"), self._on_print)
        self.save_button = button(self.tr("&Save as PDF…"), self._on_save)
        self.setWindowTitle(self.tr("Letters"))
        self.setModal(True)
        self._build()
        self.resize(*_SIZE)
        self.finished.connect(self.deleteLater)
        context.ask(self, lambda session: read(session, client_id), self._on_letters)

    def _build(self) -> None:
        for pressed, icon in (
            (self.copy_button, "copy"),
            (self.print_button, "printer"),
            (self.save_button, "save"),
        ):
            tinted(pressed, self._context.theme, icon)
        hint = muted(
            self.tr(
                "Filled in from the plan and the record. Read it over: what nobody knew is a line"
                " to write on. Never say on an envelope what the letter is about."
            ),
            wrap=True,
        )
        acts = row(self.copy_button, self.print_button, self.save_button, None)
        acts.addWidget(link(self.tr("Close"), self.accept))
        goes_to = column(field_row(self.tr("It &goes to"), self.recipient), self.reach, gap=4)
        self._goes_to = holder(goes_to)
        layout = column(
            section(self.tr("Letters")),
            field_row(self.tr("&Letter"), self.which),
            self._goes_to,
            self.rules,
            hint,
            self.notice,
            field_row(self.tr("&Text"), self.text),
            acts,
            gap=12,
        )
        layout.setStretch(layout.count() - 2, 1)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self._goes_to.hide()
        self._let_out(is_allowed=False)
        self.which.currentIndexChanged.connect(self._on_which)
        self.recipient.currentIndexChanged.connect(self._on_recipient)

    def _let_out(self, *, is_allowed: bool) -> None:
        """A letter leaves only as filled in for what is chosen above it."""
        for act in (self.copy_button, self.print_button, self.save_button):
            act.setEnabled(is_allowed)

    def _on_letters(self, found: Letters) -> None:
        self._found = found
        self.which.blockSignals(True)
        for code in filter(self._belongs, found.codes):
            self.which.addItem(letter_words(code), code)
        self.which.blockSignals(False)
        self._show_letter()
        self.text.setFocus()

    def _belongs(self, code: LetterCode) -> bool:
        """Letters about a client come from the client's page; the others need none."""
        is_to_client = code in (LetterCode.CLIENT, LetterCode.REFERRAL)
        return is_to_client == (self._client_id is not None)

    @property
    def code(self) -> LetterCode | None:
        """The letter that is shown."""
        chosen = self.which.currentData()
        return LetterCode(chosen) if chosen else None

    def _on_which(self) -> None:
        self._unless_edited(self._show_letter)

    def _on_recipient(self) -> None:
        self._unless_edited(self._fill)

    def _unless_edited(self, change: Callable[[], None]) -> None:
        """Ask before a letter in which somebody wrote is filled in anew."""
        if not self.text.document().isModified():
            change()
            return
        wanted = self.which.currentIndex(), self.recipient.currentIndex()
        self._choose(*self._filled_for)
        question = Question(
            title=self.tr("Fill the letter in anew?"),
            text=self.tr("What you wrote in it is lost then."),
            act=self.tr("Fill it in anew"),
        )

        def go_on() -> None:
            self._choose(*wanted)
            change()

        self._context.dialogs.confirm(self, question, go_on)

    def _choose(self, letter: int, recipient: int) -> None:
        for field, at in ((self.which, letter), (self.recipient, recipient)):
            field.blockSignals(True)
            field.setCurrentIndex(at)
            field.blockSignals(False)

    def _show_letter(self) -> None:
        code, found = self.code, self._found
        if code is None or found is None:
            return
        self.rules.say(found.rules if code is LetterCode.CLIENT else "", "attention")
        self._goes_to.setVisible(code in found.recipients)
        known = found.recipients.get(code, ())
        self.recipient.blockSignals(True)
        self.recipient.clear()
        self.recipient.addItem(self.tr("Somebody else: a line to write on"), None)
        for one in known:
            self.recipient.addItem(one.name, one)
        self.recipient.setCurrentIndex(first_choice(code, known) + 1)
        self.recipient.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        code, client_id = self.code, self._client_id
        chosen = self.recipient.currentData()
        person = chosen.person if isinstance(chosen, Recipient) else None
        self.reach.setText(chosen.reach if isinstance(chosen, Recipient) else "")
        self.reach.setVisible(bool(self.reach.text()))
        if code is None:
            return
        self._let_out(is_allowed=False)
        self._filled_for = self.which.currentIndex(), self.recipient.currentIndex()
        self.text.document().setModified(False)  # what was written there is given up
        self.text.setReadOnly(True)
        self._token.cancel()
        self._token = Token()
        self._context.ask(
            self,
            lambda session: custody.letters(session, code, client_id, person),
            self._on_text,
            self._on_failed,
            self._token,
        )

    def _on_text(self, text: str) -> None:
        _, _, body = text.partition("\n")  # the title says which letter it is, to no reader
        self.text.setPlainText(body.lstrip("\n"))
        self.text.setReadOnly(False)
        self._let_out(is_allowed=True)

    def _on_failed(self, error: VaultError) -> None:
        self.text.setReadOnly(False)
        self._context.show_error(self, error)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        said = self.tr("Copied. Other programs can read it until something else is copied.")
        self.notice.say(said, "good")

    def _on_print(self) -> None:
        self._context.dialogs.print_pdf(self, letter_pdf(self.text.toPlainText()), self._on_printed)

    def _on_printed(self) -> None:
        self.notice.say(self.tr("Sent to the printer."), "good")

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._context.dialogs.choose_save(
            self,
            self.tr("Save the letter"),
            Path(folder) / "letter.pdf",
            self.tr("PDF file (*.pdf)"),
            self._save,
        )

    def _save(self, file: Path) -> None:
        target = file if file.suffix else file.with_suffix(".pdf")
        pdf = letter_pdf(self.text.toPlainText())
        self._context.files.ask(self, lambda: save_pdf(target, pdf), self._on_saved)

    def _on_saved(self, _: None) -> None:
        said = self.tr("Saved. The file is not protected: delete it when it was sent.")
        self.notice.say(said, "attention")
