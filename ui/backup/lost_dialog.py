"""What did not come back with a restored vault, by client: said inside the open vault alone."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.wording import counted
from vault.backup.model import LostDocument


def _tr(text: str) -> str:
    return QCoreApplication.translate("backup", text)


def lost_line(lost: Sequence[LostDocument]) -> str:
    """Return how many documents did not come back, as the link on Home says it."""
    return counted(
        len(lost),
        _tr("1 document did not come back with the backup. Which one?"),
        _tr("%1 documents did not come back with the backup. Which?"),
    )


def lost_text(lost: Sequence[LostDocument]) -> str:
    """Return the documents under their record numbers, and what to do."""
    remedy = _tr(
        "Their entries are in the records, without their files. Another backup may have them:"
        " open the document, and Casekeep looks at every place that is connected. Keep the first"
        " vault and all backups until then. What is found goes off this list by itself."
    )
    return "\n".join([*_records(lost), "", remedy])


def _records(lost: Sequence[LostDocument]) -> Iterator[str]:
    for number, found in groupby(lost, key=attrgetter("record_number")):
        yield _tr("Record %1").replace("%1", number)
        for one in found:
            why = _tr("damaged") if one.is_damaged else _tr("missing")
            yield f"    {one.title} · {why}"


def tell_lost(
    context: AppContext,
    parent: QWidget,
    lost: Sequence[LostDocument],
    on_dismiss: Callable[[], None],
) -> None:
    """Show them; Home says so until the list is dismissed."""
    question = Question(
        title=_tr("Documents that did not come back"),
        text=lost_text(lost),
        act=_tr("Dismiss this list"),
        stay=_tr("Close"),
    )
    context.dialogs.confirm(parent, question, on_dismiss)
