"""What loading code leaves behind in memory."""

import linecache


def drop_sources() -> None:
    """Forget the text of the modules that were loaded; Python reads it again if it wants it.

    PySide reads the source of every module loaded after it, in search of its own name, and
    ``linecache`` keeps the lines: 8 MB once a vault is open.
    """
    linecache.clearcache()
