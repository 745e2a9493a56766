"""A screen reader's hands and eyes, run by the system's Python: ``reader.py APP ORDERS``.

``ORDERS`` is JSON: a list of ["see", name], ["fill", name, text], ["press", name]. Prints as JSON
how many orders were carried out, what has no name in front of a person, and what is on the screen.
Names are those that the accessibility bus gives, never the program's own objects.
"""

import json
import sys
from typing import Any

import pyatspi  # type: ignore[import-not-found]  # Debian's python3-pyatspi, for its own Python
from gi.repository import GLib  # type: ignore[import-not-found]  # comes with it

_AGAIN_MS = 60
_PATIENCE_S = 20.0
_CONTROLS = frozenset(
    {
        pyatspi.ROLE_PUSH_BUTTON,
        pyatspi.ROLE_TOGGLE_BUTTON,
        pyatspi.ROLE_CHECK_BOX,
        pyatspi.ROLE_RADIO_BUTTON,
        pyatspi.ROLE_COMBO_BOX,
        pyatspi.ROLE_TEXT,
        pyatspi.ROLE_ENTRY,
        pyatspi.ROLE_PASSWORD_TEXT,
        pyatspi.ROLE_SPIN_BUTTON,
        pyatspi.ROLE_LIST,
        pyatspi.ROLE_TABLE,
        pyatspi.ROLE_PAGE_TAB,
    }
)


class Reader:
    """Carries out one order after the other, each as soon as its widget is shown."""

    def __init__(self, program: str, orders: list[list[str]]) -> None:
        self._program, self._orders = program, orders
        self._loop = GLib.MainLoop()
        self._done, self._waited = 0, 0.0
        self.unnamed: set[str] = set()

    def run(self) -> int:
        """Return how many orders were carried out before patience ended."""
        GLib.timeout_add(_AGAIN_MS, self._try)
        self._loop.run()
        return self._done

    def _try(self) -> bool:
        try:
            is_done = self._carry_out(*self._orders[self._done])
        except GLib.Error:
            is_done = False  # a widget went away while it was looked at
        self._waited = 0.0 if is_done else self._waited + _AGAIN_MS / 1000
        self._done += is_done
        if self._done == len(self._orders) or self._waited > _PATIENCE_S:
            self._loop.quit()
            return False
        return True

    def _carry_out(self, act: str, name: str, text: str = "") -> bool:
        shown = self.shown()
        found = [one for one in shown if one.name == name and self._takes(act, one)]
        if not found:
            return False
        self.unnamed |= {str(one.getRoleName()) for one in shown if _is_nameless(one)}
        if act == "fill":
            return bool(found[0].queryEditableText().setTextContents(text))
        if act == "press":
            return bool(found[0].queryAction().doAction(0))
        return True

    def _takes(self, act: str, one: Any) -> bool:
        wanted = {"fill": pyatspi.STATE_EDITABLE, "press": pyatspi.STATE_ENABLED}
        interface = {"fill": "EditableText", "press": "Action"}
        has_state = act == "see" or one.getState().contains(wanted[act])
        has_act = act == "see" or interface[act] in pyatspi.listInterfaces(one)
        return bool(has_state and has_act)

    def shown(self) -> list[Any]:
        """Return what the program shows now, from its window down."""
        desktop = pyatspi.Registry.getDesktop(0)
        found: list[Any] = []
        for program in desktop:
            if program is not None and program.name == self._program:
                _walk(program, found)
        return found


def _walk(one: Any, found: list[Any]) -> None:
    for place in range(one.childCount):
        child = one.getChildAtIndex(place)
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            found.append(child)
            _walk(child, found)


def _is_nameless(one: Any) -> bool:
    is_control = one.getRole() in _CONTROLS and one.getState().contains(pyatspi.STATE_FOCUSABLE)
    return bool(is_control and not one.name.strip())


def main() -> None:
    """Carry out the orders and print what was found."""
    reader = Reader(sys.argv[1], json.loads(sys.argv[2]))
    done = reader.run()
    names = sorted({one.name for one in reader.shown() if one.name})
    print(json.dumps({"done": done, "unnamed": sorted(reader.unnamed), "shown": names}))


if __name__ == "__main__":
    main()
