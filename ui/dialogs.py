"""The one seam for questions to the person: tests hand in another one and patch nothing.

No call waits: each takes what to do with the answer, so there are no nested event loops.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

    from vault.errors import VaultError


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question before an act. ``act`` names the object: "Discard this draft"."""

    title: str
    text: str
    act: str
    is_destructive: bool = False
    stay: str = ""
    """The button that changes nothing, where it shall be what Return means; else "Cancel"."""
    must_type: str = ""
    """What the person has to type before the act can be chosen; empty asks for nothing."""


class Dialogs(Protocol):
    """How a person is told or asked something in a window of its own."""

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Say something that needs no answer."""

    def show_error(self, parent: QWidget, error: VaultError) -> None:
        """Say what happened, what is safe and what to do next."""

    def confirm(self, parent: QWidget, question: Question, on_yes: Callable[[], None]) -> None:
        """Ask before an act; ``on_yes`` runs if the person goes on."""

    def choose_folder(
        self, parent: QWidget, title: str, start: Path, on_chosen: Callable[[Path], None]
    ) -> None:
        """Let the person choose a folder that exists."""

    def choose_files(
        self, parent: QWidget, title: str, start: Path, on_chosen: Callable[[list[Path]], None]
    ) -> None:
        """Let the person choose one or more files that exist."""

    def choose_save(
        self,
        parent: QWidget,
        title: str,
        start: Path,
        kind: str,
        on_chosen: Callable[[Path], None],
    ) -> None:
        """Let the person choose where to save; ``kind`` is as in "PDF file (*.pdf)"."""

    def print_pdf(self, parent: QWidget, pdf: bytes, on_printed: Callable[[], None]) -> None:
        """Let the person choose a printer and print; no file is made on the way."""


class WindowDialogs:
    """The real one. Its windows' code loads when one opens: the lock window waits for none."""

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Say something that needs no answer."""
        from ui.widgets.message import MessageDialog

        MessageDialog(parent, title=title, text=text).open()

    def show_error(self, parent: QWidget, error: VaultError) -> None:
        """Say what happened, what is safe and what to do next."""
        from ui.errors import words_for
        from ui.widgets.message import MessageDialog

        words = words_for(error)
        MessageDialog(parent, title=words.title, text=words.body, is_error=True).open()

    def confirm(self, parent: QWidget, question: Question, on_yes: Callable[[], None]) -> None:
        """Ask before an act; ``on_yes`` runs if the person goes on."""
        from ui.widgets.message import MessageDialog

        dialog = MessageDialog(
            parent,
            title=question.title,
            text=question.text,
            act=question.act,
            is_destructive=question.is_destructive,
            stay=question.stay,
            must_type=question.must_type,
        )
        dialog.accepted.connect(on_yes)
        dialog.open()

    def choose_folder(
        self, parent: QWidget, title: str, start: Path, on_chosen: Callable[[Path], None]
    ) -> None:
        """Let the person choose a folder that exists."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(parent, title, str(start))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        _open(dialog, on_chosen)

    def choose_files(
        self, parent: QWidget, title: str, start: Path, on_chosen: Callable[[list[Path]], None]
    ) -> None:
        """Let the person choose one or more files that exist."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(parent, title, str(start))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda chosen: on_chosen([Path(one) for one in chosen]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_save(
        self,
        parent: QWidget,
        title: str,
        start: Path,
        kind: str,
        on_chosen: Callable[[Path], None],
    ) -> None:
        """Let the person choose where to save; ``kind`` is as in "PDF file (*.pdf)"."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(parent, title, str(start.parent), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(start.name)
        _open(dialog, on_chosen)

    def print_pdf(self, parent: QWidget, pdf: bytes, on_printed: Callable[[], None]) -> None:
        """Let the person choose a printer and print; no file is made on the way."""
        from ui.paper import open_print_dialog  # Qt's printing loads when somebody prints

        open_print_dialog(parent, pdf, on_printed)


def _open(dialog: QFileDialog, on_chosen: Callable[[Path], None]) -> None:
    dialog.fileSelected.connect(lambda chosen: on_chosen(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
