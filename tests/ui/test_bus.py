"""Screens hear of the kinds they show, in the GUI thread, for as long as they live."""

import threading

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.bus import Bus, kinds
from vault.changes import Kind


def _publish(qtbot: QtBot, bus: Bus, *members: Kind) -> None:
    """Publish as the worker does, from another thread."""
    with qtbot.waitSignal(bus.changed):
        thread = threading.Thread(target=bus.publish, args=(kinds(*members),))
        thread.start()
        thread.join()


def test_only_the_kinds_asked_for_are_heard(qtbot: QtBot) -> None:
    bus, widget, heard = Bus(), QWidget(), list[int]()
    bus.subscribe(widget, kinds(Kind.NOTES), lambda: heard.append(threading.get_ident()))
    _publish(qtbot, bus, Kind.CLIENTS)
    _publish(qtbot, bus, Kind.NOTES, Kind.AUDIT)
    assert heard == [threading.get_ident()]


def test_a_screen_that_is_gone_is_not_called(qtbot: QtBot) -> None:
    bus, widget, heard = Bus(), QWidget(), list[int]()
    bus.subscribe(widget, kinds(Kind.NOTES), lambda: heard.append(1))
    widget.deleteLater()
    with qtbot.waitSignal(widget.destroyed):
        pass
    _publish(qtbot, bus, Kind.NOTES)
    assert heard == []
