"""A hold in words. Needs no window."""

from PySide6.QtCore import QCoreApplication

from ui import wording
from vault.holds.model import Hold


def _tr(text: str) -> str:
    return QCoreApplication.translate("retention", text)


def hold_words(hold: Hold) -> tuple[str, str]:
    """Return what a hold is for, and why, since when and by whom."""
    said = _tr("%1 Since %2, placed by %3.")
    said = said.replace("%2", wording.long_day(hold.starts_on)).replace("%3", hold.placed_by)
    reason = hold.reason if hold.reason.endswith(".") else f"{hold.reason}."
    kind = wording.hold_kind(hold.kind)
    return _tr("Hold: %1").replace("%1", kind[0].lower() + kind[1:]), said.replace("%1", reason)
