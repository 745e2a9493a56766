"""What was written, where, and what is not in it; to be copied and kept."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui import wording
from ui.context import AppContext
from ui.exporting import presenter
from ui.exporting.answers import Answers, Place
from ui.exporting.step import ExportStep
from ui.theme import mono
from ui.widgets.buttons import button, tinted
from ui.widgets.labels import label, muted, set_role
from ui.widgets.layouts import row
from ui.wizard.parts import fact_card, filled_anew
from vault.exports.model import ExportPlan, Written


class ReceiptStep(ExportStep):
    """The last page. What can be copied from it names no client."""

    is_last = True

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers, self.tr("It is exported"), "")
        self._place = QVBoxLayout()
        self._text = ""
        self.copy_button = button(self.tr("&Copy the receipt"), self._on_copy)
        tinted(self.copy_button, context.theme, "copy")
        self.content.addLayout(self._place)
        self.content.addLayout(row(self.copy_button, None))
        self.content.addStretch(1)

    @property
    def next_text(self) -> str:
        """Back to the work."""
        return self.tr("Done")

    def enter(self) -> None:
        """Say what came of it; the passphrase is needed no more."""
        plan, written, place = self.answers.plan, self.answers.written, self.answers.place
        if plan is None or written is None or place is None:
            return
        name = place.path.name
        self._text = presenter.receipt_text(plan, written, name, plan.made_at)
        self.lead.setText(presenter.verified_words(plan))
        self.notice.say("\n".join(presenter.heed_lines(written)), "attention")
        filled_anew(self._place, self._cards(plan, written, place))
        self.answers.forget_secret()

    def _cards(self, plan: ExportPlan, written: Written, place: Place) -> list[QFrame]:
        lines = [
            str(place.path),
            wording.size_words(written.size),
            presenter.protection_words(plan.request.protection),
        ]
        file_card = fact_card(place.path.name, *lines)
        layout = file_card.layout()
        assert layout is not None
        layout.addWidget(muted("SHA-256"))
        layout.addWidget(_hash_label(written.sha256))
        found = [file_card, fact_card(self.tr("In it"), *presenter.written_lines(plan, written))]
        damaged = presenter.damaged_lines(written)
        if damaged:
            found.append(fact_card(self.tr("Damaged, listed but not enclosed"), *damaged))
        missing = presenter.missing(written.not_inside)
        return [*found, fact_card(self.tr("Not in the file"), *missing)]

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy_button.setText(self.tr("Copied; it names no client"))


def _hash_label(sha256: str) -> QFrame:
    # In blocks: so it wraps, and two people can read it to each other.
    blocks = " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))
    shown = label(blocks, "mono", wrap=True)
    shown.setFont(mono())
    set_role(shown, "mono")
    shown.setAccessibleName(f"SHA-256 {blocks}")
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return shown
