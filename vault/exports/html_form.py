"""A record as one HTML file: no script, nothing from anywhere else, and it prints well."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import resources
from vault.exports.page import Page

if TYPE_CHECKING:
    from jinja2 import Template


def render(page: Page) -> bytes:
    """Return ``page`` as a whole HTML document in UTF-8."""
    return b"".join(pieces(page))


def pieces(page: Page) -> Iterator[bytes]:
    """Yield the same document piece by piece, for a record of any length."""
    for piece in _template().generate(page=page):
        yield piece.encode("utf-8")


@cache
def _template() -> "Template":
    # Who only chooses what to export waits for none of it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Everything a person typed is escaped: markup in a note is text of that note.
    environment = Environment(
        loader=FileSystemLoader(resources.path("exports")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("record.html")
