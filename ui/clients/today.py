"""The vault's day, as the last answer of the worker gave it."""

from datetime import date


class Today:
    """Kept by the page, read by what it draws."""

    def __init__(self) -> None:
        self.day = date.min
