"""The text of one letter that a successor sends."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import line_field, text_field
from ui.context import AppContext
from ui.succession.plan_dialog import Change, PlanDialog
from ui.succession.presenter import letter_words
from ui.widgets.buttons import link
from ui.widgets.labels import label, muted
from ui.widgets.layouts import column, field_row, holder, row, scrolling
from vault.succession import letters
from vault.succession.plan_model import Letter, SuccessionPlan

_LINES = 14
_TALL_PX = 600


def _tr(text: str) -> str:
    return QCoreApplication.translate("succession", text)


class LetterDialog(PlanDialog):
    """Title and body; what stands in braces is filled in for each letter."""

    def __init__(self, context: AppContext, parent: QWidget, letter: Letter) -> None:
        title = _tr("Letter: %1").replace("%1", letter_words(letter.code))
        super().__init__(context, parent, form=f"letter.{letter.code}", title=title, width=680)
        self._code = letter.code
        self.heading = line_field(letter.title)
        self.body = text_field(letter.body, _LINES)
        self.shipped_link = link(_tr("Write the text that came with Casekeep"), self._on_shipped)
        self.unknown = label("", "attention", wrap=True)
        self.body.textChanged.connect(self._judge)
        self._build()
        self.fields = {
            f"letters.{letter.code}.title": self.heading,
            f"letters.{letter.code}.body": self.body,
        }
        self.setMinimumHeight(_TALL_PX)
        self._judge()

    def _build(self) -> None:
        self.content.addLayout(field_row(_tr("&Title"), self.heading))
        names = ", ".join(f"{{{name}}}" for name in letters.FIELDS)
        hint = _tr("Filled in for each letter: %1.").replace("%1", names)
        body = column(field_row(_tr("Te&xt"), self.body), None)
        body.setContentsMargins(0, 0, 16, 0)
        self.content.addWidget(scrolling(holder(body)))
        self.content.addWidget(muted(hint, wrap=True))
        self.content.addWidget(self.unknown)
        self.content.addLayout(row(self.shipped_link, None))

    def _on_shipped(self) -> None:
        (letter,) = (one for one in letters.shipped() if one.code is self._code)
        self.heading.setText(letter.title)
        self.body.setPlainText(letter.body)
        self.body.document().setModified(True)
        self.body.setFocus()

    def _judge(self) -> None:
        found = letters.unknown_fields(self.body.text)
        named = ", ".join(f"{{{name}}}" for name in dict.fromkeys(found))
        said = _tr("Stays as it is typed, for it is no field: %1").replace("%1", named)
        self.unknown.setText(said if found else "")
        self.unknown.setVisible(bool(found))

    def change(self) -> Change:
        """Return the letter as typed. The one that ships is not kept: it may be bettered."""
        typed = Letter(code=self._code, title=self.heading.text().strip(), body=self.body.text)
        return lambda plan: _with(plan, typed)


def _with(plan: SuccessionPlan, letter: Letter) -> SuccessionPlan:
    others = tuple(one for one in plan.letters if one.code is not letter.code)
    kept = () if letter in letters.shipped() else (letter,)
    return replace(plan, letters=(*others, *kept))
