"""How code is loaded once Qt is there."""

import builtins


def import_plainly() -> None:
    """Load PySide, and take its own function from under the import statement.

    That reads the source of every module that loads after PySide, in search of ``__feature__``,
    which nobody uses here: a twentieth of the start, and 8 MB of text once a vault is open.
    """
    import PySide6.QtCore  # noqa: F401 - puts its function there

    builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
