"""What is signed and still not of its form: left out and told, so that the rest can be kept.

It is found by doing what the pages do. A client of whom one row cannot be read stays out whole, for
half a record that looks whole misleads; in the export it can still be read on its own page.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from vault.custody.model import Unread, Wrong
from vault.custody.opened import Opened
from vault.errors import ExportUnreadable, NotFound, RuleBroken

WRONG_VALUE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What a value of another form than ours raises where something is made of it."""
Key = tuple[str, str, str, str]


class Unfit(Exception):
    """Rows of a table are not of their form. Never tells what they hold."""

    def __init__(self, table: str, wrong: Wrong) -> None:
        super().__init__()
        self.table = table
        self.wrong = wrong


class MoreUnread(Exception):
    """More was found that cannot be read: all is begun anew without it."""


@contextmanager
def of_table(name: str) -> Iterator[None]:
    """Turn what wrong rows of a table raise into ``Unfit``."""
    try:
        yield
    except ExportUnreadable:
        raise Unfit(name, Wrong.FORM) from None
    except RuleBroken:
        raise Unfit(name, Wrong.RULE) from None
    except (*WRONG_VALUE, NotFound):
        raise Unfit(name, Wrong.VALUE) from None


class Unreads:
    """Notes what could not be read, over all attempts at one taking."""

    def __init__(self) -> None:
        self._found: dict[Key, Unread] = {}
        self._told = 0

    @property
    def all(self) -> tuple[Unread, ...]:
        """What could not be read, by part and place."""
        return tuple(one for _, one in sorted(self._found.items()))

    def is_known(self, opened: Opened, place: str, table: str = "") -> bool:
        """Whether this was found to be unreadable before."""
        return _key(opened, place, table) in self._found

    @contextmanager
    def noting(self, opened: Opened, place: str, table: str = "") -> Iterator[None]:
        """Note what is not of its form, an entry or one table of it, instead of raising."""
        try:
            with of_table(table):
                yield
        except Unfit as error:
            found = Unread(
                part=opened.part.value, place=place, table=error.table, wrong=error.wrong
            )
            self._found[_key(opened, place, table)] = found

    def require_no_more(self) -> None:
        """Raise ``MoreUnread`` where something was noted since the last time."""
        if len(self._found) > self._told:
            self._told = len(self._found)
            raise MoreUnread()


def _key(opened: Opened, place: str, table: str) -> Key:
    return opened.manifest_sha256, opened.part.value, place, table
