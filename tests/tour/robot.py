"""The robot inside the program. It takes orders over a socket, one JSON object a line.

It holds no story and no text of its own: after a lock the new image knows only what it is told
from then on, so that what is found in its memory is the program's.
"""

import json
import os
import socket
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QSize, QSocketNotifier, QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from tests.tour import camera, hands, sight
from tests.tour.sight import NotYet
from ui.turns import all_are_taken

Order = dict[str, Any]

_AGAIN_MS = 15
_PATIENCE_MS = 8_000
_aboard: list[QObject] = []


def come_aboard(address: str) -> None:
    """Make the application object, which the program then takes, and put a robot into it."""
    app = QApplication(["casekeep"])
    _aboard.extend([app, Robot(app, address)])


class Robot(QObject):
    """Does one order after the other and says how it went; waits without blocking the program."""

    def __init__(self, app: QApplication, address: str) -> None:
        super().__init__(app)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(address)
        self._received = b""
        self._order: Order = {}
        self._since = QElapsedTimer()
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._try)
        self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)
        self._say({"pid": os.getpid(), "platform": app.platformName()})

    def _say(self, answer: dict[str, Any]) -> None:
        self._socket.sendall(json.dumps(answer).encode() + b"\n")

    def _on_readable(self) -> None:
        received = self._socket.recv(65536)
        if not received:
            os._exit(9)  # whoever gave the orders is gone
        self._received += received
        if self._received.endswith(b"\n"):
            self._order = json.loads(self._received)
            self._received = b""
            self._since.start()
            self._again.start(0)

    def _try(self) -> None:
        try:
            work = _ORDERS[self._order["do"]](self._order)
        except NotYet as missing:
            if self._since.elapsed() < self._order.get("patience_ms", _PATIENCE_MS):
                self._again.start(_AGAIN_MS)
            else:
                self._say({"error": str(missing), "shown": _what_is_shown()})
            return
        except BaseException as error:
            self._say({"error": f"the robot broke: {error!r}", "shown": []})
            raise
        # The answer waits in the event loop behind the act, which may open a menu's own loop.
        _later(lambda: self._say(work if work is not None else {"done": True}))


def _what_is_shown() -> list[str]:
    try:
        return sight.shown_texts()
    except NotYet:
        return []


def _target(order: Order) -> QWidget:
    """Find a widget as a person does, once the page stands still: what is made in turns moves."""
    if not all_are_taken():
        raise NotYet("the page is still being made")
    sight.make_active(sight.front_window())
    return sight.find(order["name"], order.get("kind", ""), order.get("nth", 0))


def _later(act: Callable[[], None]) -> None:
    """Act from the event loop: what opens a loop of its own does not keep the answer back."""
    QTimer.singleShot(0, act)


def _click(order: Order) -> None:
    """Click where a widget has stood twice: what comes above it while one aims moves it."""
    target = _target(order)
    place = sight.brought_into_sight(target)
    before, order["aim"] = order.get("aim"), (target, place)
    if before != order["aim"]:
        raise NotYet(f"{order['name']!r} still moves")
    _later(lambda: hands.click(target, place))


def _type(order: Order) -> None:
    hands.type_into(_target(order), order["text"], over=order.get("over", False))


def _type_on(order: Order) -> None:
    sight.make_active(sight.front_window())
    focus = QApplication.focusWidget()
    if focus is None:
        raise NotYet("nothing has the focus")
    hands.type_text(focus, order["text"])


def _press(order: Order) -> None:
    sight.make_active(sight.front_window())
    _later(lambda: hands.press(order["keys"]))


def _choose(order: Order) -> None:
    sight.make_active(sight.front_window())
    hands.choose_row(sight.find(order["name"], "QAbstractItemView"), order["row"])


def _pick(order: Order) -> None:
    sight.make_active(sight.front_window())
    hands.pick(sight.find(order["name"], "QComboBox"), order["text"])


def _tab(order: Order) -> None:
    sight.make_active(sight.front_window())
    hands.choose_tab(order["name"])


def _drop(order: Order) -> None:
    target = _target(order)
    files = [str(one) for one in order["files"]]
    _later(lambda: hands.drop(target, files))


def _resize(order: Order) -> None:
    """Be content when the program's window, below any dialog, has its size."""
    window, wanted = sight.main_window(), QSize(order["width"], order["height"])
    if window.size() != wanted:
        window.resize(wanted)
        raise NotYet(f"the window is {window.width()} x {window.height()}")


def _menu(order: Order) -> None:
    hands.choose_action(order["entry"])


def _see(order: Order) -> None:
    """Be content when a widget is there, or one text contains another."""
    if "name" in order:
        kind, enabled = order.get("kind", ""), order.get("enabled", False)
        found = sight.find(order["name"], kind, enabled=enabled)
        if order.get("ticked") and not (isinstance(found, QAbstractButton) and found.isChecked()):
            raise NotYet(f"{order['name']!r} is not ticked")
        if order.get("focus") and not found.hasFocus():
            raise NotYet(f"{order['name']!r} has not the focus")
        if "row" in order and isinstance(found, QAbstractItemView):
            sight.row_of(found, order["row"])
        if "value" in order and sight.value_of(found) != order["value"]:
            raise NotYet(f"in {order['name']!r} stands {sight.value_of(found)!r}")
        if "colors" in order and sight.colors_of(found) < order["colors"]:
            raise NotYet(f"{order['name']!r} is not painted yet")
    if "text" in order and not any(order["text"] in said for said in sight.shown_texts()):
        raise NotYet(f"nothing shows {order['text']!r}")


def _miss(order: Order) -> None:
    """Be content when a widget is gone."""
    try:
        sight.find(order["name"], order.get("kind", ""), enabled=False)
    except NotYet:
        return
    raise NotYet(f"{order['name']!r} is still there")


def _read(order: Order) -> dict[str, Any]:
    kind, window = order.get("kind", ""), sight.front_window()
    shown = [
        one
        for one in window.findChildren(QWidget)
        if one.isVisibleTo(window) and (not kind or kind in [c.__name__ for c in type(one).__mro__])
    ]
    return {"names": [sight.name_of(one) for one in shown], "texts": sight.shown_texts()}


def _texts(_: Order) -> dict[str, Any]:
    return {"texts": sight.texts()}


def _picture(order: Order) -> None:
    camera.take(order["light"], order["dark"])


def _man_cards(order: Order) -> None:
    """From now on a robot comes aboard the window of each card, and reports at ``address``."""
    from tests.tour import card_robot
    from ui.ceremony import card_process

    card_process.command = lambda: card_robot.command(order["address"])


def _leave(_: Order) -> None:
    """Close the window by its frame, as the window manager does."""
    window = sight.front_window().windowHandle()
    if window is not None:
        _later(lambda: (window.close(), None)[1])


_ORDERS: dict[str, Callable[[Order], dict[str, Any] | None]] = {
    "click": _click,
    "type": _type,
    "type_on": _type_on,
    "press": _press,
    "choose": _choose,
    "pick": _pick,
    "tab": _tab,
    "menu": _menu,
    "drop": _drop,
    "resize": _resize,
    "see": _see,
    "miss": _miss,
    "read": _read,
    "texts": _texts,
    "picture": _picture,
    "man_cards": _man_cards,
    "leave": _leave,
}
