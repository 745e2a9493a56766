"""What the child can do with a document, whatever its kind."""

import math
from typing import Protocol

from vault.viewing.model import LONGEST_SIDE, MOST_SHOWN_PIXELS, PageSize, Pixels, ViewKind


class Unshowable(Exception):
    """The file is not what it says, or is broken."""


class Protected(Exception):
    """The file asks for a password of its own."""


class TooLarge(Exception):
    """The file asks for more than a viewer is granted."""


class Pages(Protocol):
    """A document in memory, page by page; pages count from 0."""

    kind: ViewKind

    def __len__(self) -> int:
        """Return how many pages can be shown."""

    def size(self, page: int) -> PageSize:
        """Return a page's size at scale 1."""

    def draw(self, page: int, scale: float, rotation: int) -> Pixels:
        """Draw a page, turned clockwise by 0, 90, 180 or 270 degrees."""

    def text(self, page: int) -> str:
        """Return a page's text; empty where it has none."""


def bounded_scale(size: PageSize, scale: float) -> float:
    """Return ``scale``, or the largest at which the drawn page keeps to its bounds."""
    pixels = max(size.width * size.height, 1.0)
    longest = max(size.width, size.height)
    return min(scale, math.sqrt(MOST_SHOWN_PIXELS / pixels), LONGEST_SIDE / longest)
