"""How long work says how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much is done, and of how much; may raise ``Cancelled``.

What is counted depends on the step: rows, files, bytes. A total of 0 means that nobody knows it.
"""


def no_progress(name: str, done: int, total: int) -> None:
    """The progress of work that nobody watches."""
