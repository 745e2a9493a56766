"""Checks every document of the vault: its file is there, and opens whole."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.audit import presenter
from ui.context import AppContext
from ui.widgets.progress import ProgressDialog
from ui.worker import Token
from vault.documents import service as documents
from vault.documents.model import FilesReport, Reading
from vault.errors import Cancelled, VaultError
from vault.session import Session

End = Callable[[tuple[str, str] | None], None]
"""Called once, with a notice and its kind; with ``None`` where there is nothing to say."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("audit", text)


class DocumentCheck:
    """Decrypting gigabytes takes minutes: it is done on the thread for files, and cancelled."""

    def __init__(self, context: AppContext, page: QWidget) -> None:
        self._context = context
        self._page = page
        self._token = Token()

    def begin(self, end: End) -> None:
        """Begin to check; ``end`` is called when it is over, well or not."""
        watch = ProgressDialog(self._page, _tr("Checking all documents"), self._token.cancel)
        tell = self._context.files.report_to(
            watch, lambda percent: watch.step(_tr("Decrypting"), percent, 100)
        )
        progress = self._context.files.progress(
            self._token, lambda _, done, total: tell(100 * done // max(total, 1))
        )

        def failed(error: VaultError) -> None:
            watch.end()
            if not isinstance(error, Cancelled):
                self._context.show_error(self._page, error)
            end(None)

        def decrypt(found: tuple[FilesReport, list[Reading]]) -> None:
            files, readings = found
            self._context.files.ask(
                self._page,
                lambda: presenter.document_words(files, documents.verify(readings, progress)),
                done,
                failed,
            )

        def done(words: tuple[str, str]) -> None:
            watch.end()
            end(words)

        self._context.ask(self._page, _look, decrypt, failed)


def _look(session: Session) -> tuple[FilesReport, list[Reading]]:
    return documents.check_files(session), documents.readings(session)
