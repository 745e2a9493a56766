"""The pages of a part: HTML without a script, from nowhere else, good on paper."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import resources
from vault.exports import wording

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **values: Any) -> Iterator[bytes]:
    """Yield a page in UTF-8, piece by piece. Whatever a person typed is escaped."""
    for piece in _environment().get_template(template).generate(**values):
        yield piece.encode("utf-8")


@cache
def _environment() -> "Environment":
    # Who only looks where exports lie waits for none of it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.path("sealing")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = wording.day
    environment.filters["instant"] = wording.instant
    return environment
