"""What the first look at a page or tab loads comes in turns, and nothing of it is heavy."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.subject import sheet_texts
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind

_ROOT = Path(__file__).parents[2]
_MOST_OF_OURS = 2
"""Modules in a turn: one, and what somebody else may load meanwhile."""
_MOST_OF_OTHERS = 8
"""Files of Python's own, like the four that read TOML. Who draws or prints takes hundreds."""

_PROGRAM = """
import json, os, sys, threading
from pathlib import Path
from ui.loaded_code import hash_without_openssl, import_plainly
hash_without_openssl()
import_plainly()
from PySide6.QtCore import QAbstractEventDispatcher
from tests.bench.programs.real_program import turn, wait_until, work_in
from ui import turns
from vault.clients import service as clients

turns._LOADING_S = 0  # however fast the machine is
loading, loads = [], []

def hear(event, given):
    if event == "exec" and threading.current_thread() is threading.main_thread():
        if given[0].co_filename.endswith(".py"):
            loading.append(given[0].co_filename)

def end_turn():
    if loading:
        loads.append(tuple(loading))
        loading.clear()

def look_at_clients(program, window):
    found = []
    program.context.ask(window, clients.list_ids, found.append)
    wait_until(lambda: bool(found))
    window.show_page("clients")
    program.settle()
    page = program.show_clients()
    page.open_client(found[0][0])
    wait_until(lambda: page.has_view)
    program.settle()
    look_at_tabs(program, page.view.tabs)

def look_at_tabs(program, tabs):
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        turn()
        program.settle()

def look_at_pages(program, window):
    for name in ("audit", "retention", "succession", "settings", "home"):
        window.show_page(name)
        turn()
        program.settle()
        if hasattr(window.page(name), "tabs"):
            look_at_tabs(program, window.page(name).tabs)

def look(program):
    window = program.unlock()
    sys.addaudithook(hear)
    QAbstractEventDispatcher.instance().awake.connect(end_turn)
    looks = [look_at_clients, look_at_pages]
    for one in looks if sys.argv[2] == "clients" else looks[::-1]:
        one(program, window)
    program.context.find()
    turn()
    program.settle()
    print(json.dumps(loads), flush=True)
    os._exit(0)

work_in(Path(sys.argv[1]), look)
"""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault with clients in it."""
    folder = tmp_path_factory.mktemp("first-looks") / "a.casekeep"
    plan = plan_vault("Bench")
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring())
    session = keys.unlock_with_sheet(folder, sheet_texts(plan.sheet), NoKeyring())
    clients.add(session, ClientDetails(legal_name="Ada Quill"))
    keys.lock(session, NoKeyring(), "lock")
    return folder


@pytest.mark.parametrize("first", ["clients", "pages"])
def test_a_first_look_loads_a_little_in_each_turn(vault: Path, first: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(vault), first],
        cwd=_ROOT,
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(tmp_path),
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loads = [[Path(file) for file in load] for load in json.loads(done.stdout)]
    ours = [[file.stem for file in load if _is_ours(file)] for load in loads]
    assert [load for load in ours if len(load) > _MOST_OF_OURS] == []
    assert len([load for load in ours if load]) > 100, "what the looks load is heard"
    others = [[file.name for file in load if not file.is_relative_to(_ROOT)] for load in loads]
    assert [load for load in others if len(load) > _MOST_OF_OTHERS] == []


def _is_ours(file: Path) -> bool:
    """Return whether it is a module of ours, and not what merely holds a folder together."""
    return file.is_relative_to(_ROOT) and file.name != "__init__.py"
