"""Asking a holder: two lines of a card are asked for here, an own key gets a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from vault.errors import VaultError
from vault.succession import service
from vault.succession.model import Ceremony, Challenge, Holder


def _tr(text: str) -> str:
    return QCoreApplication.translate("ceremony", text)


def save_question(
    context: AppContext,
    owner: QWidget,
    ceremony: Ceremony,
    holder: Holder,
    then: Callable[[], None],
    *,
    is_drill: bool = False,
) -> None:
    """Let the person choose a file, ask the question and write it there; then call ``then``."""

    def write(asked: Challenge, target: Path) -> None:
        context.files.ask(
            owner, lambda: service.save_question(asked, target), lambda _: then(), fail
        )

    def chosen(target: Path) -> None:
        context.ask(
            owner,
            lambda session: service.ask(session, holder.id, is_drill=is_drill),
            lambda asked: write(asked, target),
        )

    def fail(error: VaultError) -> None:
        context.show_error(owner, error)

    start = Path.home() / service.question_name(ceremony, holder)
    context.dialogs.choose_save(
        owner, _tr("Save the question"), start, _tr("age file (*.age)"), chosen
    )
