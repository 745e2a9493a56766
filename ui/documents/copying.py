"""Saves a copy in plain, after saying where it will lie and what that means."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.widgets.progress import ProgressDialog
from ui.worker import Token
from vault.documents import service as documents
from vault.documents.model import Document, Reading
from vault.errors import Cancelled, DocumentDamaged, DocumentMissing, VaultError


def _tr(text: str) -> str:
    return QCoreApplication.translate("documents", text)


def save_copy(
    context: AppContext,
    parent: QWidget,
    document: Document,
    on_saved: Callable[[str], None],
    on_damage: Callable[[], None],
) -> None:
    """Ask where to, warn, write that down in the audit log, then copy.

    ``on_saved`` is called with what to say when the copy is complete, ``on_damage`` where the
    document's file turns out to be damaged or missing.
    """
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    start = Path(place) / documents.safe_file_name(document.file_name)

    def chosen(target: Path) -> None:
        def saved() -> None:
            on_saved(_tr("The copy is complete: %1").replace("%1", target.name))

        question = Question(
            title=_tr("Save a copy that anybody can read?"),
            text=warning(target),
            act=_tr("Save the copy"),
        )
        context.dialogs.confirm(
            parent, question, lambda: _copy(context, parent, document, target, saved, on_damage)
        )

    title = _tr("Save a copy")
    context.dialogs.choose_save(parent, title, start, _tr("All files (*)"), chosen)


def warning(target: Path) -> str:
    """Return where the copy will lie, and what that means."""
    words = _tr(
        "The copy will lie unencrypted at\n\n%1\n\nWhoever opens that folder can read it; backups"
        " and sync programs may carry it further, and Casekeep cannot take it back. The audit log"
        " keeps that it was saved. Delete the copy when it is no longer needed."
    )
    # A path has no blanks where a line could end: zero-width ones behind its separators.
    return words.replace("%1", str(target).replace(os.sep, f"{os.sep}\u200b"))


def _copy(
    context: AppContext,
    parent: QWidget,
    document: Document,
    target: Path,
    on_saved: Callable[[], None],
    on_damage: Callable[[], None],
) -> None:
    token = Token()
    watch = ProgressDialog(parent, _tr("Saving a copy"), token.cancel)
    tell = context.files.report_to(watch, lambda percent: watch.step(_tr("Writing"), percent, 100))
    progress = context.files.progress(
        token, lambda _, done, total: tell(100 * done // max(total, 1))
    )

    def failed(error: VaultError) -> None:
        watch.end()
        if not isinstance(error, Cancelled):
            context.show_error(parent, error)
        if isinstance(error, DocumentDamaged | DocumentMissing):
            on_damage()

    def copied(_: object) -> None:
        watch.end()
        on_saved()

    def copy(reading: Reading) -> None:
        context.files.ask(
            parent, lambda: documents.copy_out(reading, target, progress), copied, failed
        )

    context.ask(
        parent,
        lambda session: documents.record_copy_out(session, document.id, target),
        copy,
        failed,
    )
