"""What did not come back with a restored vault, by client: said inside the open vault alone."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.wording import counted
from vault.backup.model import RestoreReport


def _tr(text: str) -> str:
    return QCoreApplication.translate("backup", text)


def lost_line(report: RestoreReport) -> str:
    """Return how many documents did not come back, as the link on Home says it."""
    return counted(
        len(report.lost),
        _tr("1 document did not come back with the backup. Which one?"),
        _tr("%1 documents did not come back with the backup. Which?"),
    )


def lost_text(report: RestoreReport) -> str:
    """Return the documents under their record numbers, and what to do."""
    remedy = _tr(
        "Their entries are in the records, without their files. Another backup may have them:"
        " keep the first vault and all backups until you have looked."
    )
    return "\n".join([*_records(report), "", remedy])


def _records(report: RestoreReport) -> Iterator[str]:
    by_record = sorted(report.lost, key=attrgetter("record_number"))
    for number, found in groupby(by_record, key=attrgetter("record_number")):
        yield _tr("Record %1").replace("%1", number)
        for one in found:
            why = _tr("damaged") if one.is_damaged else _tr("missing")
            yield f"    {one.title} · {why}"


def tell_lost(context: AppContext, parent: QWidget, report: RestoreReport) -> None:
    """Show them."""
    context.dialogs.tell(parent, _tr("Documents that did not come back"), lost_text(report))
