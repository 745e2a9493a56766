"""Says which backup still has a damaged document, and fetches it back from there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.backup.tasks import Part
from ui.context import AppContext
from ui.documents import presenter
from ui.widgets.buttons import button, tinted
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import column, holder
from ui.widgets.notice import Notice
from ui.widgets.progress import ProgressDialog
from ui.worker import Token
from vault.backup import service as backup
from vault.backup.model import Destination, HeldCopy
from vault.documents.model import Document
from vault.errors import Cancelled, VaultError
from vault.session import Session


class RecoveryPanel(QWidget):
    """Hidden until ``search``. Looking reads from sticks: it is done on the thread for copies."""

    fetched = Signal()
    """The document that was searched for is whole again."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._document: Document | None = None
        self._token = Token()
        self.buttons: list[QPushButton] = []
        self.notice = Notice(context.theme, parent=self)
        self._acts = FlowLayout()
        self.setLayout(column(self.notice, holder(self._acts)))
        self.hide()

    def search(self, document: Document) -> None:
        """Look which backups that are there have this document whole."""
        self.forget()
        self._document, token = document, self._token
        self._say(self.tr("Looking which backup still has it whole…"), "info")
        progress = self._context.copies.progress(token, lambda name, done, total: None)

        def look(work: Callable[[], tuple[HeldCopy, ...]]) -> None:
            self._context.copies.ask(self, work, self._on_found, self._on_failed, token)

        self._context.ask(
            self,
            lambda session: backup.begin_search(session, document.id, progress).look,
            look,
            self._on_failed,
            token,
        )

    def forget(self) -> None:
        """Stop looking and hide."""
        self._token.cancel()
        self._token, self._document = Token(), None
        self._clear_acts()
        self.hide()

    def _say(self, words: str, kind: str) -> None:
        self._clear_acts()
        self.notice.say(words, kind)
        self.show()

    def _clear_acts(self) -> None:
        for one in self.buttons:
            self._acts.removeWidget(one)
            one.deleteLater()
        self.buttons = []

    def _offer(self, act: QPushButton) -> None:
        self._acts.addWidget(act)
        self.buttons.append(act)

    def _on_found(self, held: tuple[HeldCopy, ...]) -> None:
        self._say(presenter.held_words(held), "good" if held else "attention")
        for one in held:
            words = self.tr("Fetch it from %1").replace("%1", presenter.place_name(one.destination))
            fetch = button(words.replace("&", "&&"), partial(self._fetch, one.destination))
            tinted(fetch, self._context.theme, "archive-restore")
            self._offer(fetch)
        if not held:
            self._offer(button(self.tr("Look again"), self._on_again))

    def _on_again(self) -> None:
        if self._document is not None:
            self.search(self._document)

    def _on_failed(self, error: VaultError) -> None:
        self.forget()
        if not isinstance(error, Cancelled):
            self._context.show_error(self, error)

    def _fetch(self, place: Destination) -> None:
        if self._document is None:
            return
        document, token = self._document, Token()
        watch = ProgressDialog(self, self.tr("Fetching the document back"), token.cancel)
        tell = self._context.copies.report_to(
            watch, lambda percent: watch.step(self.tr("Reading the backup"), percent, 100)
        )
        progress = self._context.copies.progress(
            token, lambda _, done, total: tell(100 * done // max(total, 1))
        )

        def plan(session: Session) -> Part:
            run = backup.begin_fetch(session, document.id, place.id, progress)
            return Part(steps=list(run.steps), finish=self._finish, abandon=run.abandon)

        self._context.ask(
            self,
            plan,
            lambda part: self._run(part, watch),
            lambda error: self._on_not_fetched(error, watch),
        )

    def _run(self, part: Part, watch: ProgressDialog) -> None:
        fetch, confirm = part.steps

        def abandon(session: Session) -> None:
            if part.abandon is not None:
                part.abandon()

        def failed(error: VaultError) -> None:
            # Locking takes nothing more: then the next unlock clears away.
            self._context.ask(self, abandon, on_error=lambda _: None)
            self._on_not_fetched(error, watch)

        def done(_: None) -> None:
            watch.end()
            part.finish()

        self._context.copies.ask(
            self,
            fetch.work,
            lambda _: self._context.ask(self, lambda session: confirm.work(), done, failed),
            failed,
        )

    def _finish(self) -> None:
        self.forget()
        self.fetched.emit()

    def _on_not_fetched(self, error: VaultError, watch: ProgressDialog) -> None:
        watch.end()
        if not isinstance(error, Cancelled):
            self._context.show_error(self, error)
