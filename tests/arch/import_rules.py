"""Who may import whom (the house in short: ui knows services, services know rows and keys)."""

import re
import sys
from collections.abc import Iterator

from tests.arch.source import PRODUCT, ROOT, Import, Source, calls, imports, texts

# A library and the places that may know it. Everybody else goes through them.
OWNERS = {
    "sqlcipher3": ("vault/store/connection.py",),
    "keyring": ("vault/keys/os_keyring.py",),
    "secretstorage": ("vault/keys/secret_service.py",),
    "jeepney": (
        "vault/keys/secret_service.py",
        "vault/keys/session_bus.py",
        "vault/keys/kwallet.py",
        "ui/system_signals.py",
    ),
    "cryptography": ("vault/age/", "vault/keys/", "vault/audit/", "vault/digests.py"),
    "PySide6": ("ui/",),
    "sqlite3": (),
}

# Nothing of Casekeep talks to a network.
NETWORK = (
    "socket",
    "socketserver",
    "ssl",
    "http",
    "urllib.request",
    "urllib3",
    "ftplib",
    "smtplib",
    "poplib",
    "imaplib",
    "telnetlib",
    "nntplib",
    "xmlrpc",
    "asyncio",
    "requests",
    "httpx",
    "aiohttp",
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
)

UI_MAY_KNOW = (
    "ui",
    "resources",
    "vault.errors",
    "vault.session",
    "vault.ids",
    "vault.changes",
    "vault.clock",
    "vault.progress",
    # use cases with a module of their own, beside their noun's service
    "vault.clients.episodes",
    "vault.clients.care_sessions",
    "vault.notes.drafting",
    "vault.notes.templates",
    "vault.notes.checking",
    "vault.backup.freshness",
    "vault.backup.not_restored",
    "vault.sealing.freshness",
    "vault.disposal.waiting",
    "vault.retention.overdue",
    "vault.importers.choosing",
    "vault.importers.note_staging",
    "vault.keys.creation",
    "vault.keys.passphrases",
    "vault.keys.recovery_sheet",
    "vault.printing",
    "vault.succession.letters",
    # the composition root hands the keyring on, and tests the cryptography before anything else
    "vault.keys.os_keyring",
    "vault.age.self_test",
    "vault.dumps",
)

DOORS = ("service", "model")

# What a pure module may use: no clock, no I/O, no randomness.
PURE = (
    "__future__",
    "abc",
    "bisect",
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "hmac",
    "itertools",
    "json",
    "math",
    "operator",
    "pathlib",  # a place is a value; what is there is not a model's to ask
    "re",
    "string",
    "struct",
    "textwrap",
    "types",
    "typing",
    "unicodedata",
    "zoneinfo",
)
MODEL_MAY_KNOW = ("vault.ids", "vault.clock", "vault.errors")
# Below the nouns: what each of them writes to.
GROUND = ("audit", "search", "store", "keys")


def _report(source: Source, one: Import, why: str) -> str:
    return f"{source.path}:{one.line}: imports {one.target}: {why}"


def libraries_stay_with_their_owners(source: Source) -> Iterator[str]:
    """One place knows a library, so that one place changes with it."""
    if source.top not in PRODUCT:
        return
    for one in imports(source):
        for library, owners in OWNERS.items():
            if one.is_within(library) and not source.path.startswith(owners):
                yield _report(source, one, f"only {', '.join(owners) or 'nobody'} may")


def nobody_imports_a_network(source: Source) -> Iterator[str]:
    """No server, no account, no network."""
    if source.top in PRODUCT:
        for one in imports(source):
            if one.is_within(*NETWORK):
                yield _report(source, one, "there is no network")


def ui_goes_through_the_doors(source: Source) -> Iterator[str]:
    """The window knows services, models, errors and the session; never SQL, files or keys."""
    if source.top != "ui":
        return
    for one in imports(source):
        inside = one.is_within("vault", "ui", "resources", "tests")
        if inside and not one.is_within(*UI_MAY_KNOW) and one.role not in DOORS:
            yield _report(source, one, "ui knows services, models, errors, the session")


def core_knows_no_window(source: Source) -> Iterator[str]:
    """The core runs without the window; the program without its tests."""
    outside = {"vault": ("ui", "tests"), "resources": ("vault", "ui", "tests")}
    for one in imports(source):
        if one.is_within(*outside.get(source.top, ())):
            yield _report(source, one, "the arrow points the other way")


def models_are_pure(source: Source) -> Iterator[str]:
    """A model imports ids, clock types, errors, another noun's model; no clock, no I/O."""
    if source.top != "vault" or source.role != "model":
        return
    for one in imports(source):
        if one.role != "model" and not one.is_within(*MODEL_MAY_KNOW, *PURE):
            yield _report(source, one, "a model is pure")


def _noun(path: str) -> str:
    return path.split("/")[1]


def services_use_their_own_rows(source: Source) -> Iterator[str]:
    """A service asks another noun's service, not its tables; what all stand on belongs to all."""
    if source.top != "vault" or source.role != "service":
        return
    for one in imports(source):
        if one.role == "rows" and one.noun not in (_noun(source.path), *GROUND):
            yield _report(source, one, "ask that noun's service")


def rows_know_no_service(source: Source) -> Iterator[str]:
    """Rows turn SQL into models and back; a use case is above them."""
    if source.top != "vault" or source.role != "rows":
        return
    for one in imports(source):
        if one.role == "service":
            yield _report(source, one, "rows stand below services")


def age_stands_alone(source: Source) -> Iterator[str]:
    """The file format knows errors and nothing else of ours, so that it can be read alone."""
    if not source.path.startswith("vault/age/"):
        return
    for one in imports(source):
        if one.is_within("vault", "resources") and not one.is_within(
            "vault.age", "vault.errors", "vault.store.atomic"
        ):
            yield _report(source, one, "vault.age stands alone")


def imports_are_declared(source: Source) -> Iterator[str]:
    """The program imports the standard library, itself and its declared dependencies."""
    if source.top not in PRODUCT:
        return
    known = {*sys.stdlib_module_names, *PRODUCT, *DECLARED}
    for one in imports(source):
        if one.target.split(".")[0] not in known:
            yield _report(source, one, "not among the dependencies of pyproject.toml")


def imports_are_visible(source: Source) -> Iterator[str]:
    """A module named by a string passes these rules unseen; the keyring's backends need it.

    ``ui/turns.py`` loads by name too: ``modules_named_are_doors`` sees the names that it is given.
    """
    if source.top in PRODUCT and source.path not in ("vault/keys/os_keyring.py", "ui/turns.py"):
        for name, call in calls(source):
            if name.split(".")[-1] in ("import_module", "__import__"):
                yield f"{source.path}:{call.lineno}: {name}: write an import"


_MODULE_NAME = re.compile(r"(vault|ui)(\.[a-z_]+)+")


def modules_named_are_doors(source: Source) -> Iterator[str]:
    """A module's name in the window's code stands for an import of it: ``ui/turns.py`` loads so."""
    if source.top != "ui":
        return
    for text in texts(source):
        if not _MODULE_NAME.fullmatch(text.value):
            continue
        named = Import(target=text.value, line=text.line)
        is_module = (ROOT / f"{text.value.replace('.', '/')}.py").is_file()
        if is_module and not named.is_within(*UI_MAY_KNOW) and named.role not in DOORS:
            yield _report(source, named, "ui knows services, models, errors, the session")


# Import names of the dependencies in pyproject.toml; the keyring's Linux parts come with it.
DECLARED = (
    "PySide6",
    "shiboken6",
    "cryptography",
    "sqlcipher3",
    "keyring",
    "jeepney",
    "secretstorage",
    "jinja2",
    "fpdf",
    "segno",
    "pypdfium2",
    "PIL",
    "pi_heif",
    "docx",
    "striprtf",
    "openpyxl",
    "zxcvbn",
)

RULES = (
    libraries_stay_with_their_owners,
    nobody_imports_a_network,
    ui_goes_through_the_doors,
    core_knows_no_window,
    models_are_pure,
    services_use_their_own_rows,
    rows_know_no_service,
    age_stands_alone,
    imports_are_declared,
    imports_are_visible,
    modules_named_are_doors,
)
