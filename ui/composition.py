"""The composition root: puts the parts of the program together."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from ui import crash, relaunch
from ui.bus import Bus
from ui.collecting import Collector
from ui.context import AppContext
from ui.desktop import Desktop
from ui.dialogs import WindowDialogs
from ui.preferences import Preferences
from ui.theme import STYLE, Theme
from ui.worker import Worker
from vault.keys.os_keyring import OsKeyring

if TYPE_CHECKING:
    from datetime import datetime

    from ui.main_window import PageFactory


def _home(context: AppContext) -> QWidget:
    if context.is_in_custody:
        from ui.custody.home_page import CustodyHomePage

        return CustodyHomePage(context)
    from ui.home.page import HomePage  # each page's code loads when it is first opened

    return HomePage(context)


def _clients(context: AppContext) -> QWidget:
    from ui.clients.page import ClientsPage

    return ClientsPage(context)


def _retention(context: AppContext) -> QWidget:
    from ui.retention.page import RetentionPage

    return RetentionPage(context)


def _succession(context: AppContext) -> QWidget:
    if context.is_in_custody:
        from ui.custody.succession_page import CustodySuccessionPage

        return CustodySuccessionPage(context)
    from ui.succession.page import SuccessionPage

    return SuccessionPage(context)


def _audit(context: AppContext) -> QWidget:
    from ui.audit.page import AuditPage

    return AuditPage(context)


def _settings(context: AppContext) -> QWidget:
    from ui.settings.page import SettingsPage

    return SettingsPage(context)


def open_find(context: AppContext, parent: QWidget) -> QWidget:
    """Return Find over everything, for ``parent``."""
    from ui.find.dialog import FindDialog

    return FindDialog(context, parent)


def _step_up(context: AppContext, parent: QWidget, then: Callable[[], None]) -> None:
    from ui.widgets.step_up import ask_step_up

    ask_step_up(context, parent, then)


def _self_test() -> None:
    from vault.age.self_test import run_self_test  # loads on the worker: the window comes first

    run_self_test()


PAGES: dict[str, PageFactory] = {
    "home": _home,
    "clients": _clients,
    "retention": _retention,
    "succession": _succession,
    "audit": _audit,
    "settings": _settings,
}


def open_desktop(folder: Path | None, *, is_locked: bool) -> Desktop:
    """Return the program with its lock window shown, for ``folder`` or the vault open last."""
    app = _application()
    context = build_context(app)
    desktop = Desktop(app, context, pages=PAGES, find=open_find, replace=_replace)
    crash.install_hooks(desktop.on_bug)
    Collector(app)
    desktop.show_lock(folder or context.preferences.last_vault, _now() if is_locked else None)
    return desktop


def _now() -> datetime:
    from datetime import datetime  # the lock window needs none at the day's first start

    return datetime.now().astimezone()


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*sys.argv[:1], "-style", STYLE])
    app.setApplicationName("casekeep")
    app.setApplicationDisplayName("Casekeep")
    app.setDesktopFileName("casekeep")
    app.setQuitOnLastWindowClosed(False)
    return app


def build_context(app: QApplication, preferences: Preferences | None = None) -> AppContext:
    """Return the context of a running program, with the real keyring and dialogs."""
    kept = preferences or Preferences()
    context = AppContext(
        worker=Worker(before_first=_self_test),
        bus=Bus(),
        preferences=kept,
        theme=Theme(app, kept, as_last_time=True),
        dialogs=WindowDialogs(),
        keyring=OsKeyring(),
        step_up=lambda parent, then: _step_up(context, parent, then),
    )
    app.setWindowIcon(context.theme.icon("shield", "accent"))
    return context


def _replace(folder: Path | None) -> None:
    relaunch.replace_process([] if folder is None else [str(folder)])
