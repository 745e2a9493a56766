"""How documents come in: chosen files, a folder, dropped ones, a pasted picture."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QStandardPaths
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.documents import presenter
from ui.documents.adder import Adder, Wanted
from ui.documents.dialogs import AddDialog, Offer
from vault.documents import service as documents
from vault.documents.model import DocumentFacts, DocumentKind
from vault.ids import ClientId


class Bringing:
    """Asks for the facts of what comes in, then hands it to the adder."""

    def __init__(self, context: AppContext, owner: QWidget, adder: Adder) -> None:
        self._context = context
        self._owner = owner
        self._adder = adder
        self.client_id: ClientId | None = None
        """Into whose record it comes; for none nothing does."""
        self.today = date.min

    def choose_files(self) -> None:
        """Let the person choose files."""
        title = self._owner.tr("Add files to the record")
        self._context.dialogs.choose_files(self._owner, title, _start(), self.bring)

    def choose_folder(self) -> None:
        """Let the person choose a folder, of which all files are added."""
        title = self._owner.tr("Add the files of a folder to the record")
        self._context.dialogs.choose_folder(
            self._owner, title, _start(), lambda folder: self.bring([folder])
        )

    def paste(self) -> None:
        """Add the picture, or the files, that were copied; say so if there are none."""
        copied = QGuiApplication.clipboard().mimeData()
        if copied.hasImage():
            self._bring_picture(QImage(QGuiApplication.clipboard().image()))
        elif files_of(copied):
            self.bring(files_of(copied))
        else:
            title = self._owner.tr("There is no picture to paste")
            text = self._owner.tr(
                "Nothing was added. Copy a picture, or files, in another program; then paste here."
            )
            self._context.dialogs.tell(self._owner, title, text)

    def bring(self, chosen: list[Path]) -> None:
        """Add files, and all that is in folders."""
        client_id = self.client_id
        if client_id is None:
            return

        def found(paths: list[Path]) -> None:
            sources: list[tuple[str, Path | bytes]] = [(path.name, path) for path in paths]
            guesses = {presenter.guessed_kind(path.name) for path in paths}
            kind = guesses.pop() if len(guesses) == 1 else DocumentKind.OTHER
            self._offer(client_id, sources, kind)

        self._context.files.ask(self._owner, lambda: documents.files_in(chosen), found)

    def _bring_picture(self, picture: QImage) -> None:
        client_id = self.client_id
        if client_id is None:
            return
        name = self._owner.tr("Pasted picture of %1.png").replace("%1", self.today.isoformat())

        def take(data: bytes) -> None:
            self._offer(client_id, [(name, data)], DocumentKind.PHOTO)

        self._context.files.ask(self._owner, lambda: png(picture), take)

    def _offer(
        self, client_id: ClientId, sources: list[tuple[str, Path | bytes]], kind: DocumentKind
    ) -> None:
        if not sources:
            title = self._owner.tr("There is nothing to add")
            text = self._owner.tr("No files are in that folder. Nothing was added.")
            self._context.dialogs.tell(self._owner, title, text)
            return
        title = sources[0][0] if len(sources) == 1 else ""
        facts = DocumentFacts(title=title, kind=kind)
        offer = Offer(count=len(sources), facts=facts, today=self.today)
        dialog = AddDialog(self._context, self._owner, offer)
        dialog.accepted.connect(lambda: self._add(client_id, sources, dialog.facts))
        dialog.open()

    def _add(
        self, client_id: ClientId, sources: list[tuple[str, Path | bytes]], facts: DocumentFacts
    ) -> None:
        self._adder.add(
            [
                Wanted(client_id=client_id, name=name, facts=facts, source=source)
                for name, source in sources
            ]
        )


def files_of(mime: QMimeData) -> list[Path]:
    """Return the files and folders that are dragged or were copied."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def png(picture: QImage) -> bytes:
    """Return a picture as a PNG file, without any words about where it came from."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    for key in picture.textKeys():
        picture.setText(key, "")
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, it wants str
    return bytes(buffer.data().data())


def _start() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
