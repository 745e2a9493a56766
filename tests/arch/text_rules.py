"""What may stand where: SQL, colors, prints, replaced files, broad excepts, long files."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.arch.source import PRODUCT, Source, calls, dotted, imports, texts

MOST_LINES = 400
OUTERMOST = ("ui/app.py", "ui/worker.py", "vault/cli.py")

# Two spellings, so that "Delete from the list" on a button is no SQL.
_UPPER = (
    r"(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|ATTACH|VACUUM|REPLACE|WITH"
    r"|BEGIN|SAVEPOINT|RELEASE)\s+[\w\"*(]"
)
_LOWER = (
    r"(select\s.+\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s"
    r"|(create|drop|alter)\s+(virtual\s+)?(table|index|trigger|view)\s|pragma\s+\w)"
)
SQL = re.compile(rf"\s*(?:{_UPPER}|{_LOWER})", re.DOTALL)
SQL_PLACES = ("vault/store/", "vault/search/")

COLOR = re.compile(r"(?<![\w&])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgba?\(\s*\d")

VAGUE = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}

SLEEPS = {"time.sleep", "QThread.sleep", "QThread.msleep", "QTest.qWait", "QTest.qSleep"}

# One kind of complaint, never all of them; then a reason of two words or more.
SILENCED = re.compile(
    r"#\s*(?:type:\s*ignore|noqa|pragma:\s*no cover)\b(?P<rest>.*)", re.IGNORECASE
)
EXCUSED = re.compile(r"(?:\[[\w, -]+\]\s+#|: [A-Z]+\d+(?:, ?[A-Z]+\d+)* -) \w+\W+\w+")

# Calls that a measurement or an accident taught us never to make, by their last name.
NEVER = {
    "moveToThread": "plain callables then run on the worker",
    "toMarkdown": "Qt's round trip destroys text",
    "interrupt": "it rolls a write back; cancel by a progress handler",
    "set_key": "passes the authorizer",
    "reset_key": "passes the authorizer",
}


def sql_stays_in_rows(source: Source) -> Iterator[str]:
    """SQL stands in rows.py, store/ and search/, where a reader looks for it."""
    if source.top not in PRODUCT or source.role == "rows":
        return
    if not source.path.startswith(SQL_PLACES):
        for text in texts(source):
            if SQL.match(text.value):
                yield f"{source.path}:{text.line}: SQL outside rows.py, store/, search/"


def nobody_rekeys(source: Source) -> Iterator[str]:
    """After one I/O error a rekey reports success, and the next insert destroys the file."""
    if source.top in PRODUCT:
        for text in texts(source):
            if re.search(r"\brekey\b", text.value, re.IGNORECASE):
                yield f"{source.path}:{text.line}: rekey loses databases"


def files_are_replaced_in_one_place(source: Source) -> Iterator[str]:
    """Whole or not at all, and durable: one place gets that right."""
    if source.top not in PRODUCT or source.path == "vault/store/atomic.py":
        return
    for name, call in calls(source):
        last = name.split(".")[-1]
        path_replace = last == "replace" and _is_path_replace(name, call)
        if name in ("os.replace", "os.rename", "shutil.move") or last == "rename" or path_replace:
            yield f"{source.path}:{call.lineno}: {name}: only vault/store/atomic.py replaces files"
    for one in imports(source):
        if one.target in ("os.replace", "os.rename"):
            yield f"{source.path}:{one.line}: {one.target}: only vault/store/atomic.py may"


def _is_path_replace(name: str, call: ast.Call) -> bool:
    """``Path.replace`` takes one value; ``str.replace`` two, ``dataclasses.replace`` names."""
    return "." in name and len(call.args) == 1 and not call.keywords


def only_the_command_line_prints(source: Source) -> Iterator[str]:
    """A print from the core may carry a name to a terminal's scrollback."""
    if source.top not in PRODUCT or source.path.startswith("vault/cli"):
        return
    for name, call in calls(source):
        if name == "print":
            yield f"{source.path}:{call.lineno}: print outside the command line"


def colors_live_in_the_theme(source: Source) -> Iterator[str]:
    """Light, dark and high contrast follow from one file."""
    if source.top == "ui" and source.path != "ui/theme.py":
        for text in texts(source):
            if COLOR.search(text.value):
                yield f"{source.path}:{text.line}: a color outside ui/theme.py"


def names_say_what_is_inside(source: Source) -> Iterator[str]:
    """A drawer named for nothing fills with everything."""
    parts = source.path.removesuffix(".py").split("/")
    is_drawer = source.name == "widgets.py" or VAGUE.intersection(parts)
    if is_drawer:
        yield f"{source.path}: a name that says nothing"


def files_are_short(source: Source) -> Iterator[str]:
    """Past 400 lines a file has two reasons to change."""
    lines = len(source.text.splitlines())
    if lines > MOST_LINES:
        yield f"{source.path}: {lines} lines, more than {MOST_LINES}"


def only_the_outermost_catch_all(source: Source) -> Iterator[str]:
    """A bug stays an exception. What catches all to clean up raises it again."""
    if source.top not in PRODUCT or source.path in OUTERMOST:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _hands_on(node):
            yield f"{source.path}:{node.lineno}: catches everything"


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(dotted(kind) in ("Exception", "BaseException") for kind in kinds)


def _hands_on(handler: ast.ExceptHandler) -> bool:
    """A cleanup raises again, a thread hands on; ``except Exception`` has no such excuse."""
    if handler.type is not None and dotted(handler.type) != "BaseException":
        return False
    return any(_goes_on(node) for node in ast.walk(handler))


def _goes_on(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return dotted(node.func).endswith(".set_exception")
    return isinstance(node, ast.Raise) and node.exc is None


def nobody_sleeps(source: Source) -> Iterator[str]:
    """Wait for the signal: a sleep is too long on one machine and too short on another."""
    for name, call in calls(source):
        if name in SLEEPS or name == "qtbot.wait":
            yield f"{source.path}:{call.lineno}: {name}: wait for what happens instead"
    for one in imports(source):
        if one.target == "time.sleep":
            yield f"{source.path}:{one.line}: {one.target}: wait for what happens instead"


def exceptions_say_why(source: Source) -> Iterator[str]:
    """Where a checker is told to look away, the reader hears why, on the same line."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        said = SILENCED.match(token.string) if token.type == tokenize.COMMENT else None
        if said and not EXCUSED.match(said["rest"]):
            yield f"{source.path}:{token.start[0]}: {token.string}: what for?"


def burnt_children_dread(source: Source) -> Iterator[str]:
    """Each of these calls cost data or an afternoon once."""
    if source.top not in PRODUCT:
        return
    for name, call in calls(source):
        reason = NEVER.get(name.split(".")[-1])
        if reason and "." in name:
            yield f"{source.path}:{call.lineno}: {name}: {reason}"


RULES = (
    sql_stays_in_rows,
    nobody_rekeys,
    files_are_replaced_in_one_place,
    only_the_command_line_prints,
    colors_live_in_the_theme,
    names_say_what_is_inside,
    files_are_short,
    only_the_outermost_catch_all,
    nobody_sleeps,
    exceptions_say_why,
    burnt_children_dread,
)
