"""What is said of files that are not in a record yet. Text in, text out; no widgets."""

from PySide6.QtCore import QCoreApplication

from ui.dialogs import Question
from ui.documents.left_out import LeftOut, LeftOutOfRecord
from ui.wording import counted, filled, instant


def _tr(text: str) -> str:
    return QCoreApplication.translate("documents", text)


def leaving_question(count: int) -> Question:
    """Return what is asked before the program ends while files are on their way."""
    return Question(
        title=counted(
            count,
            _tr("1 file is not in the record yet"),
            _tr("%1 files are not in the record yet"),
        ),
        text=_tr(
            "What is still on its way, or waits for your answer, stays out of the record if you"
            " quit now. What is in the record is safe. Cancel to let the rest come in; or quit,"
            " and Home says after the next unlock whose record it was."
        ),
        act=_tr("Quit all the same"),
        is_destructive=True,
    )


def count_words(count: int) -> str:
    """Return how many files did not get in, for a line on Home that says so."""
    return counted(count, _tr("1 file"), _tr("%1 files"))


def left_out_words(left: LeftOutOfRecord) -> str:
    """Return what happened, what is safe and what to do, on the page of a record."""
    said = counted(
        len(left.files),
        _tr("1 file was not in the record yet when the vault was locked on %2."),
        _tr("%1 files were not in the record yet when the vault was locked on %2."),
    )
    rest = _tr(
        "What lies in a folder was left as it is: add it once more from there, and paste a picture"
        " anew."
    )
    return f"{said.replace('%2', instant(left.saved_at))} {rest}"


def names_text(left: LeftOutOfRecord) -> str:
    """Return the names, one on a line."""
    return "\n".join(_line(one) for one in left.files)


def _line(one: LeftOut) -> str:
    if not one.is_twin:
        return one.name
    return filled(_tr("%1 (its content is there already)"), one.name)
