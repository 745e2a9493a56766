"""Every action that the core can write into the audit log, read off its code.

An action is followed from where a transaction begins back to the text it was given as, through
constants and parameters. What cannot be followed is an error: no action escapes the test.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import vault
from vault.importers.batch_model import ImportKind

# Where an action goes in, and as which argument. An intent's kind becomes one when it ends.
_ENTRANCES = {"transaction": 0, "claim": 1, "unchanged": 1}
_CHOSEN = {"import.": [kind.value for kind in ImportKind]}
_INTENT_KIND = ("intent", "kind")

# A method, and what it is called on; functions of that name are others.
_METHODS = {"begin": "session"}

_Function = ast.FunctionDef


@dataclass(frozen=True, slots=True)
class _Call:
    """A call, where it stands."""

    node: ast.Call
    module: ast.Module
    inside: _Function | None

    @property
    def name(self) -> str:
        called = self.node.func
        if isinstance(called, ast.Attribute):
            return called.attr
        return called.id if isinstance(called, ast.Name) else ""

    def is_of(self, function: _Function) -> bool:
        """Whether this may be a call of ``function``."""
        owner = _METHODS.get(function.name)
        called = self.node.func
        on = ast.unparse(called.value) if isinstance(called, ast.Attribute) else ""
        return self.name == function.name and (owner is None or on.endswith(owner))


def written_actions() -> set[str]:
    """Return all of them. Raises ``AssertionError`` for one that cannot be read off."""
    calls = [call for module in _modules() for call in _calls(module, module, None)]
    found: set[str] = set()
    for call in calls:
        if call.name in _ENTRANCES:
            found |= _texts(call.node.args[_ENTRANCES[call.name]], call, calls)
    return found


def written_details() -> set[str]:
    """Return the names under which details are kept, where they are written as such."""
    calls = [call for module in _modules() for call in _calls(module, module, None)]
    told = [call for call in calls if call.name in ("audit", "tell")]
    return {str(one.arg) for call in told for one in call.node.keywords if one.arg is not None}


def _modules() -> Iterator[ast.Module]:
    for file in sorted(Path(vault.__file__).parent.rglob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"), str(file))


def _calls(node: ast.AST, module: ast.Module, inside: _Function | None) -> Iterator[_Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield _Call(child, module, inside)
        yield from _calls(child, module, child if isinstance(child, _Function) else inside)


def _texts(value: ast.expr, at: _Call, calls: list[_Call]) -> set[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return {value.value}
    if isinstance(value, ast.IfExp):
        return _texts(value.body, at, calls) | _texts(value.orelse, at, calls)
    if isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        beginning = str(value.values[0].value)
        return {beginning + one for one in _CHOSEN[beginning]}
    if isinstance(value, ast.Attribute) and ast.unparse(value) == ".".join(_INTENT_KIND):
        return set()
    if isinstance(value, ast.Name):
        return _named(value.id, at, calls)
    raise AssertionError(f"line {value.lineno}: no action can be read off {ast.unparse(value)}")


def _named(name: str, at: _Call, calls: list[_Call]) -> set[str]:
    own: list[ast.AST] = [at.module] if at.inside is None else [at.inside, at.module]
    for place in [*own, *_imported_from(name, at.module)]:
        for one in ast.iter_child_nodes(place):
            is_set = isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == name
            if is_set and isinstance(one, ast.Assign):
                return _texts(one.value, at, calls)
    if at.inside is None:
        raise AssertionError(f"{name} is set nowhere")
    return _given(name, at.inside, calls)


def _imported_from(name: str, module: ast.Module) -> Iterator[ast.Module]:
    """Yield the module from which a constant is imported."""
    for one in ast.walk(module):
        if isinstance(one, ast.ImportFrom) and name in (alias.name for alias in one.names):
            file = Path(vault.__file__).parent.parent / f"{str(one.module).replace('.', '/')}.py"
            yield ast.parse(file.read_text(encoding="utf-8"), str(file))


def _given(name: str, function: _Function, calls: list[_Call]) -> set[str]:
    """Return what is given as a parameter, wherever a function of that name is called."""
    places = [one.arg for one in function.args.args if one.arg != "self"]
    found: set[str] = set()
    for call in calls:
        if not call.is_of(function):
            continue
        keywords = {one.arg: one.value for one in call.node.keywords}
        if name in keywords:
            found |= _texts(keywords[name], call, calls)
        elif name in places and places.index(name) < len(call.node.args):
            found |= _texts(call.node.args[places.index(name)], call, calls)
    if not found:
        raise AssertionError(f"{function.name} is never called with {name}")
    return found
