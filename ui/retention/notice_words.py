"""How a client was told, in words. Needs no window."""

from PySide6.QtCore import QCoreApplication

from ui import wording
from vault.retention.model import Notice


def _tr(text: str) -> str:
    return QCoreApplication.translate("retention", text)


def method_words(method: str) -> str:
    """Return what a way to tell a client is called; an unknown code speaks for itself."""
    words = {
        "first_class_mail": _tr("First-class mail"),
        "certified_mail": _tr("Certified mail"),
        "email": _tr("Email"),
        "in_person": _tr("In person"),
        "other": _tr("Another way"),
    }
    return words.get(method, method)


def waiting_words(notice: Notice) -> str:
    """Return what the notice keeps, or that it counts for nothing."""
    if notice.is_under_wrong_clock:
        return _tr("It was entered while the computer's clock was wrong: enter it anew.")
    return _tr("Nothing goes before %1.").replace("%1", wording.long_day(notice.wait_until))
