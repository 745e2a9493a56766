"""A record as one HTML file: no script, nothing from anywhere else, and it prints well."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import resources
from vault.exports.page import Page


def render(page: Page) -> bytes:
    """Return ``page`` as a whole HTML document in UTF-8."""
    return _template().render(page=page).encode("utf-8")


@cache
def _template() -> Template:
    # Everything a person typed is escaped: markup in a note is text of that note.
    environment = Environment(
        loader=FileSystemLoader(resources.path("exports")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("record.html")
