"""The architecture holds, and each rule that says so can fail."""

from collections.abc import Callable, Iterator

import pytest

from tests.arch import import_rules, text_rules, tree_rules
from tests.arch.source import Source, all_sources, parse

Rule = Callable[[Source], Iterator[str]]
RULES: tuple[Rule, ...] = (*import_rules.RULES, *text_rules.RULES)

# A rule's name, a path, and a text that breaks the rule there.
BAD = (
    ("libraries_stay_with_their_owners", "vault/notes/rows.py", "import sqlcipher3.dbapi2"),
    ("libraries_stay_with_their_owners", "vault/keys/slots.py", "def f():\n    import keyring"),
    ("libraries_stay_with_their_owners", "vault/keys/slots.py", "import secretstorage"),
    ("libraries_stay_with_their_owners", "vault/notes/x.py", "from cryptography import x509"),
    ("libraries_stay_with_their_owners", "vault/notes/x.py", "from PySide6 import QtCore"),
    ("libraries_stay_with_their_owners", "vault/store/x.py", "import sqlite3"),
    ("nobody_imports_a_network", "vault/backup/x.py", "from urllib.request import urlopen"),
    ("nobody_imports_a_network", "vault/backup/x.py", "from urllib import request"),
    ("nobody_imports_a_network", "vault/backup/x.py", "import socket"),
    ("nobody_imports_a_network", "ui/app.py", "from PySide6 import QtNetwork"),
    ("nobody_imports_a_network", "ui/app.py", "from PySide6.QtNetwork import QTcpSocket"),
    ("ui_goes_through_the_doors", "ui/notes/page.py", "from vault.notes import rows"),
    ("ui_goes_through_the_doors", "ui/notes/page.py", "from vault.store.connection import Row"),
    ("ui_goes_through_the_doors", "ui/notes/page.py", "import vault.keys.bag"),
    ("core_knows_no_window", "vault/notes/service.py", "from ui import theme"),
    ("core_knows_no_window", "resources/__init__.py", "import vault"),
    ("models_are_pure", "vault/notes/model.py", "from vault.store import connection"),
    ("models_are_pure", "vault/notes/model.py", "from os import environ"),
    ("models_are_pure", "vault/notes/model.py", "import time"),
    ("models_are_pure", "vault/notes/model.py", "from . import rows"),
    ("services_use_their_own_rows", "vault/notes/service.py", "from vault.clients import rows"),
    ("services_use_their_own_rows", "vault/notes/service.py", "from ..clients.rows import find"),
    ("rows_know_no_service", "vault/notes/rows.py", "from vault.notes.service import sign"),
    ("age_stands_alone", "vault/age/stream.py", "from vault.keys import bag"),
    ("imports_are_declared", "vault/notes/x.py", "import numpy"),
    ("imports_are_visible", "vault/notes/x.py", "importlib.import_module('so' + 'cket')"),
    ("modules_named_are_doors", "ui/notes/page.py", 'x = ("vault.notes.rows",)'),
    ("sql_stays_in_rows", "vault/notes/service.py", 'x = "SELECT id FROM notes"'),
    ("sql_stays_in_rows", "vault/notes/service.py", 'x = "  \\n UPDATE notes SET body = ?"'),
    ("sql_stays_in_rows", "vault/notes/service.py", 'x = f"INSERT INTO {table} VALUES (?)"'),
    ("sql_stays_in_rows", "ui/notes/page.py", 'x = "delete from notes where id = 1"'),
    ("sql_stays_in_rows", "vault/keys/bag.py", 'x = "PRAGMA user_version"'),
    ("nobody_rekeys", "vault/store/connection.py", "x = \"PRAGMA rekey = 'x'\""),
    ("nobody_rekeys", "vault/store/connection.py", 'x = "pragma REKEY"'),
    ("files_are_replaced_in_one_place", "vault/keys/bag.py", "os.replace(a, b)"),
    ("files_are_replaced_in_one_place", "vault/keys/bag.py", "from os import replace"),
    ("files_are_replaced_in_one_place", "vault/keys/bag.py", "path.replace(other)"),
    ("files_are_replaced_in_one_place", "vault/keys/bag.py", "Path(a).rename(b)"),
    ("only_the_command_line_prints", "vault/session.py", 'print("x")'),
    ("colors_live_in_the_theme", "ui/notes/page.py", 'x = "color: #a1b2c3;"'),
    ("colors_live_in_the_theme", "ui/notes/page.py", 'x = f"color: #fff; {y}"'),
    ("colors_live_in_the_theme", "ui/notes/page.py", 'x = "rgba(1, 2, 3, 4)"'),
    ("names_say_what_is_inside", "vault/notes/utils.py", ""),
    ("names_say_what_is_inside", "vault/common/text.py", ""),
    ("names_say_what_is_inside", "ui/widgets.py", ""),
    ("files_are_short", "tests/notes/test_x.py", "x = 1\n" * 401),
    ("only_the_outermost_catch_all", "vault/session.py", "try: f()\nexcept Exception: raise"),
    ("only_the_outermost_catch_all", "vault/session.py", "try: f()\nexcept: pass"),
    ("only_the_outermost_catch_all", "ui/x.py", "try: f()\nexcept (A, BaseException): raise"),
    ("nobody_sleeps", "tests/notes/test_x.py", "time.sleep(1)"),
    ("nobody_sleeps", "vault/session.py", "from time import sleep"),
    ("nobody_sleeps", "tests/ui/test_x.py", "qtbot.wait(100)"),
    ("exceptions_say_why", "ui/x.py", "f(x)  # type: ignore"),
    ("exceptions_say_why", "ui/x.py", "f(x)  # type: ignore[arg-type]"),
    ("exceptions_say_why", "ui/x.py", "f(x)  # type: ignore[arg-type]  #"),
    ("exceptions_say_why", "tests/x.py", "f(x)  # type: ignore  # the stubs are wrong"),
    ("exceptions_say_why", "tests/x.py", "f(x)  # noqa"),
    ("exceptions_say_why", "tests/x.py", "f(x)  # noqa: PTH102"),
    ("exceptions_say_why", "tests/x.py", "f(x)  # noqa: PTH102 - x"),
    ("burnt_children_dread", "ui/worker.py", "worker.moveToThread(thread)"),
    ("burnt_children_dread", "ui/notes/editor.py", "document.toMarkdown()"),
    ("burnt_children_dread", "vault/search/service.py", "connection.interrupt()"),
)

# What looks like a breach and is none: a rule that cries wolf is soon switched off.
GOOD = (
    ("ui_goes_through_the_doors", "ui/notes/page.py", "from vault.notes.service import sign"),
    ("ui_goes_through_the_doors", "ui/notes/page.py", "from vault.notes import model"),
    ("models_are_pure", "vault/search/model.py", "from vault.notes.model import NoteKind"),
    ("sql_stays_in_rows", "ui/notes/page.py", 'x = "Delete from the list", "Update the sheet"'),
    ("sql_stays_in_rows", "vault/notes/service.py", 'def f():\n    "SELECT is not here."'),
    ("sql_stays_in_rows", "vault/notes/rows.py", 'x = "SELECT 1 FROM notes"'),
    ("files_are_replaced_in_one_place", "vault/keys/bag.py", 'text.replace("a", "b")'),
    ("files_are_replaced_in_one_place", "vault/keys/bag.py", "replace(note, body=body)"),
    ("colors_live_in_the_theme", "ui/theme.py", 'x = "#ffffff"'),
    ("colors_live_in_the_theme", "ui/notes/page.py", 'x = "record #1"'),
    ("exceptions_say_why", "ui/x.py", "f(x)  # type: ignore[arg-type]  # the stubs want bytes"),
    ("exceptions_say_why", "ui/x.py", "f(x)  # noqa: SIM115, PTH123 - read to its end"),
    ("exceptions_say_why", "ui/x.py", 'x = "# type: ignore"'),
    ("only_the_command_line_prints", "vault/cli.py", 'print("x")'),
    ("only_the_outermost_catch_all", "ui/worker.py", "try: f()\nexcept Exception: g()"),
    ("only_the_outermost_catch_all", "vault/x.py", "try: f()\nexcept BaseException: raise"),
    ("names_say_what_is_inside", "ui/widgets/banner.py", ""),
)


def findings(rule_name: str, path: str, text: str) -> list[str]:
    rule = next(rule for rule in RULES if rule.__name__ == rule_name)
    return list(rule(parse(path, text)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_the_rule_holds(rule: Rule) -> None:
    found = [finding for source in all_sources() for finding in rule(source)]
    assert not found, "\n".join([str(rule.__doc__), *found])


@pytest.mark.parametrize(("rule_name", "path", "text"), BAD)
def test_the_rule_sees_a_breach(rule_name: str, path: str, text: str) -> None:
    assert findings(rule_name, path, text)


@pytest.mark.parametrize(("rule_name", "path", "text"), GOOD)
def test_the_rule_cries_no_wolf(rule_name: str, path: str, text: str) -> None:
    assert not findings(rule_name, path, text)


def test_each_rule_was_seen_to_fail() -> None:
    assert {rule.__name__ for rule in RULES} == {name for name, _, _ in BAD}


def test_there_is_something_to_check() -> None:
    assert {source.top for source in all_sources()} >= {"vault", "tests", "packaging"}


def test_no_file_names_a_registry_or_a_private_place() -> None:
    found = [one for path, file in tree_rules.written_files() for one in _tree(path, file)]
    assert not found, "\n".join(found)


_tree = tree_rules.findings_of


@pytest.mark.parametrize(
    "line",
    [
        "https://files.python" + "hosted.org/x",
        "cd /wo" + "rk/main",
        "--index-url" + "=x",
        "registry.npm" + "js.org",
        "/tmp/" + "venv/bin/python",
    ],
)
def test_a_foreign_word_is_seen(line: str) -> None:
    assert list(tree_rules.foreign_words("README.md", line))


@pytest.mark.parametrize("line", ["a framework/work", "the workflow", "docs/work.md", "PyPI"])
def test_plain_words_are_none(line: str) -> None:
    assert not list(tree_rules.foreign_words("README.md", line))


def test_sql_outside_the_migrations_is_seen() -> None:
    assert list(tree_rules.stray_sql("resources/demo.sql"))
    assert not list(tree_rules.stray_sql("vault/store/migrations/0001_records.sql"))
