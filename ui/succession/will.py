"""The professional will: saved or printed. The worker reads; another thread draws the pages."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from vault.printing.saving import save_pdf
from vault.succession import will_service
from vault.succession.will_model import WillFacts

FILE = "professional-will.pdf"


def _tr(text: str) -> str:
    return QCoreApplication.translate("succession", text)


def save_will(context: AppContext, parent: QWidget, say: Callable[[str], None]) -> None:
    """Ask where, write the PDF, then ``say`` that it is there."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    start = Path(QStandardPaths.writableLocation(place)) / FILE
    said = _tr("The will is saved. It holds no secret: print it, sign it, hand out copies.")

    def write(file: Path, facts: WillFacts) -> None:
        def job() -> None:
            save_pdf(file, will_service.render(facts))

        context.files.ask(parent, job, lambda _: say(said), _shows(context, parent))

    def chosen(file: Path) -> None:
        context.ask(parent, will_service.facts, lambda facts: write(file, facts))

    title, kind = _tr("Save the professional will"), _tr("PDF file (*.pdf)")
    context.dialogs.choose_save(parent, title, start, kind, chosen)


def print_will(context: AppContext, parent: QWidget, say: Callable[[str], None]) -> None:
    """Draw the pages, ask for a printer, then ``say`` that they went there."""

    def printed() -> None:
        say(_tr("Sent to the printer. It counts once it is signed."))

    def draw(facts: WillFacts) -> None:
        context.files.ask(
            parent,
            lambda: will_service.render(facts),
            lambda pdf: context.dialogs.print_pdf(parent, pdf, printed),
            _shows(context, parent),
        )

    context.ask(parent, will_service.facts, draw)


def _shows(context: AppContext, parent: QWidget) -> Callable[..., None]:
    return lambda error: context.show_error(parent, error)
