"""Taking the list of clients out of the vault: the warning, the place, the receipt."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.dialogs import Question
from vault.clients import export_service
from vault.ids import ClientId


def _tr(text: str) -> str:
    return QCoreApplication.translate("clients", text)


def ask_to_export(context: AppContext, parent: QWidget, ids: Sequence[ClientId]) -> None:
    """Warn, ask for a place, step up, write the clients of ``ids`` as CSV, and say so."""
    text = _tr(
        "The file will lie unprotected where you save it: anybody who finds it can read the names,"
        " birth dates and next sessions of %1 clients. Casekeep cannot dispose of it. Delete it"
        " when it has served its purpose."
    )
    question = Question(
        title=_tr("Export this list"),
        text=text.replace("%1", f"{len(ids):,}"),
        act=_tr("Choose where to save"),
    )
    context.dialogs.confirm(parent, question, lambda: _choose_place(context, parent, ids))


def _choose_place(context: AppContext, parent: QWidget, ids: Sequence[ClientId]) -> None:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    name = f"casekeep-clients-{date.today().isoformat()}.csv"  # noqa: DTZ011 - the person's day
    start = Path(QStandardPaths.writableLocation(documents)) / name
    context.dialogs.choose_save(
        parent,
        _tr("Export this list"),
        start,
        _tr("CSV file (*.csv)"),
        lambda path: _export(context, parent, ids, path),
    )


def _export(context: AppContext, parent: QWidget, ids: Sequence[ClientId], path: Path) -> None:
    target = path if path.suffix else path.with_suffix(".csv")

    def say(count: int) -> None:
        text = _tr("%1 clients stand in the file now. It is not protected.")
        context.dialogs.tell(parent, _tr("Exported"), text.replace("%1", f"{count:,}"))

    context.ask(parent, lambda session: export_service.write_csv(session, target, ids), say)
