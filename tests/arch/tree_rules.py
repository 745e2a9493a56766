"""What no file of the repository may hold: a registry's host, a path of somebody's machine."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.arch.source import ROOT, walk

# In pieces, so that this file does not break its own rule.
_HOSTS = "|".join(
    (r"pypi\." + "org", "pythonhosted" + r"\.", "npmjs" + r"\.", r"deb(ian)?\.debian\." + "org")
)
_PLACES = "|".join((r"(?<![\w.])/" + "work/", "/tmp/" + "(venv|plan)", r"(?<![\w.])/" + "root/"))
FOREIGN = re.compile(rf"{_HOSTS}|{_PLACES}|--(extra-)?index-url[ =]", re.IGNORECASE)
_BINARY = {".ttf", ".otf", ".png", ".ico", ".icns", ".pdf", ".age", ".db"}
SQL_FOLDER = "vault/store/migrations/"


def foreign_words(path: str, text: str) -> Iterator[str]:
    """Yield each line of ``text`` that names a registry's host or a private place."""
    for number, line in enumerate(text.splitlines(), 1):
        if FOREIGN.search(line):
            yield f"{path}:{number}: names a registry or a place on one machine"


def stray_sql(path: str) -> Iterator[str]:
    """SQL files are migrations, and stand with them."""
    if path.endswith(".sql") and not path.startswith(SQL_FOLDER):
        yield f"{path}: SQL outside {SQL_FOLDER}"


def written_files() -> Iterator[tuple[str, Path]]:
    """Yield what people wrote in this checkout, the root's hidden tool folders left out."""
    for file in walk(ROOT):
        path = file.relative_to(ROOT).as_posix()
        is_tool_folder = path.startswith(".") and "/" in path and not path.startswith(".ci/")
        if not is_tool_folder:
            yield path, file


def findings_of(path: str, file: Path) -> Iterator[str]:
    """Yield what is wrong with one file."""
    yield from stray_sql(path)
    if file.suffix not in _BINARY:
        yield from foreign_words(path, file.read_text("utf-8", errors="replace"))
