"""How a client was told, in words. Needs no window."""

from PySide6.QtCore import QCoreApplication


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
