"""The names of clients' folders in a part: plain letters, so that every ``unzip`` keeps them."""

import re

_NOT_PLAIN = re.compile(r"[^0-9A-Za-z_-]+")
_MOST = 40


class Folders:
    """The folders given out so far: no two are one name, whatever their letters' case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, record_number: str) -> str:
        """Return a name for a record's folder, such as ``client-0042``."""
        plain = _NOT_PLAIN.sub("-", record_number)[:_MOST].strip("-")
        first = name = f"client-{plain or 'unnumbered'}"
        number = 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{first}-{number}"
        self._taken.add(name.casefold())
        return name
