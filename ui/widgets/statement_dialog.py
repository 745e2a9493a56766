"""Something that no longer exists: what became of it, in the person's own words."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from vault.session import Session

T = TypeVar("T")


class StatementDialog(FormDialog):
    """The statement is kept; nobody can check it but the person."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        *,
        title: str,
        act: str,
        about: Sequence[str],
        hint: str,
        gone: Sequence[T],
        attest: Callable[[Session, T, str], None],
        is_destructive: bool = False,
    ) -> None:
        """Ask for it; ``attest`` enters it for each of ``gone``, on the worker."""
        super().__init__(context, parent, title=title, act=act, is_destructive=is_destructive)
        for line in about:
            self.content.addWidget(label(line, wrap=True))
        self.statement = text_field("")
        self.content.addLayout(field_row(self.tr("&What became of it"), self.statement, hint))
        self.fields = {"statement": self.statement}

        def enter(session: Session, statement: str) -> None:
            for one in gone:
                attest(session, one, statement)

        self._enter = enter

    def submit(self) -> None:
        """Enter the statement for each."""
        enter, statement = self._enter, self.statement.text
        said = self.context.backups.attested
        self.run(lambda session: enter(session, statement), lambda _: said.emit())
