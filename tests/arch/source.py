"""Our own Python files as syntax trees, and the questions the rules ask of them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("vault", "ui", "resources")
FOLDERS = (*PRODUCT, "tests", "packaging")
# Not ours, or made by tools.
SKIPPED = {"node_modules", ".git", ".venv", "__pycache__", "build", "dist"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One Python file: its path from the root, with slashes, and its text."""

    path: str
    text: str
    tree: ast.Module = field(repr=False)

    @property
    def top(self) -> str:
        return self.path.split("/")[0]

    @property
    def name(self) -> str:
        return self.path.split("/")[-1]

    @property
    def role(self) -> str:
        """``rows`` for ``rows.py`` and ``query_rows.py``; so for ``service`` and ``model``."""
        return role_of(self.name.removesuffix(".py"))


def role_of(module_name: str) -> str:
    """Return the last word of a module's name."""
    return module_name.split("_")[-1]


def parse(path: str, text: str) -> Source:
    """Return ``text`` as if it stood at ``path``."""
    return Source(path=path, text=text, tree=ast.parse(text))


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files below ``folder`` that people wrote."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and entry.name not in SKIPPED and not entry.name.endswith("_cache"):
            yield from walk(entry)
        elif entry.is_file():
            yield entry


@cache
def all_sources() -> tuple[Source, ...]:
    """Return every Python file of ours."""
    found = []
    for top in FOLDERS:
        for file in walk(ROOT / top):
            if file.suffix == ".py":
                path = file.relative_to(ROOT).as_posix()
                found.append(parse(path, file.read_text("utf-8")))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a line imports: ``from vault.notes import rows`` is ``vault.notes.rows``."""

    target: str
    line: int

    @property
    def role(self) -> str:
        """The role of a noun's module: ``rows`` of ``vault.notes.query_rows``, else nothing."""
        parts = self.target.split(".")
        return role_of(parts[2]) if parts[0] == "vault" and len(parts) > 2 else ""

    @property
    def noun(self) -> str:
        return self.target.split(".")[1] if "." in self.target else ""

    def is_within(self, *modules: str) -> bool:
        return any(self.target == one or self.target.startswith(f"{one}.") for one in modules)


def imports(source: Source) -> Iterator[Import]:
    """Yield what ``source`` imports, at its top or within functions."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(target=alias.name, line=node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = _base(source, node)
            for alias in node.names:
                yield Import(target=f"{base}.{alias.name}", line=node.lineno)


def _base(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.path.split("/")[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def _docstrings(tree: ast.Module) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr):
            found.add(id(node.body[0].value))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A string of the program, docstrings left out; a part of an f-string is one too."""

    value: str
    line: int


def texts(source: Source) -> Iterator[Text]:
    """Yield the strings of ``source``."""
    skipped = _docstrings(source.tree)
    constants = (node for node in ast.walk(source.tree) if isinstance(node, ast.Constant))
    for node in constants:
        if isinstance(node.value, str) and id(node) not in skipped:
            yield Text(value=node.value, line=node.lineno)


def calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call with the dotted name called (``os.replace``; ``?.wait`` of a value)."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.expr) -> str:
    """Return the name that ``node`` spells, with ``?`` for what is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"
