"""Windows and macOS are told as their documentation has it; Linux has nothing to tell."""

import sys

import pytest

from ui import screen_capture
from ui.screen_capture import (
    SHARING_NONE,
    SHARING_READ_ONLY,
    WDA_EXCLUDEFROMCAPTURE,
    WDA_MONITOR,
    WDA_NONE,
    MacScreen,
    WindowsScreen,
)

_VIEW, _WINDOW = 11, 12


class FakeUser32:
    """Takes top-level windows of its own process alone; older ones know no exclusion."""

    def __init__(self, *, is_old: bool = False) -> None:
        self._is_old = is_old
        self.affinity = {_WINDOW: WDA_NONE}

    def set_affinity(self, handle: int, affinity: int) -> bool:
        if handle not in self.affinity or (self._is_old and affinity == WDA_EXCLUDEFROMCAPTURE):
            return False
        self.affinity[handle] = affinity
        return True


class FakeObjectiveC:
    """A view, its window, and nil, which answers everything with nil."""

    def __init__(self) -> None:
        self.sharing = SHARING_READ_ONLY

    def send(self, receiver: int, selector: str, *numbers: int) -> int:
        if (receiver, selector) == (_VIEW, "window"):
            return _WINDOW
        if (receiver, selector) == (_WINDOW, "setSharingType:"):
            (self.sharing,) = numbers
        return 0


@pytest.mark.parametrize(
    ("is_old", "affinity"), [(False, WDA_EXCLUDEFROMCAPTURE), (True, WDA_MONITOR)]
)
def test_windows_leaves_a_window_out_or_blackens_it(is_old: bool, affinity: int) -> None:
    user32 = FakeUser32(is_old=is_old)
    screen = WindowsScreen(user32.set_affinity)
    assert screen.set_kept_out(_WINDOW, True)
    assert user32.affinity[_WINDOW] == affinity
    assert screen.set_kept_out(_WINDOW, False)
    assert user32.affinity[_WINDOW] == WDA_NONE
    assert not screen.set_kept_out(_VIEW, True)


def test_macos_shares_the_window_of_the_view_no_longer() -> None:
    runtime = FakeObjectiveC()
    screen = MacScreen(runtime.send)
    assert screen.set_kept_out(_VIEW, True)
    assert runtime.sharing == SHARING_NONE
    assert screen.set_kept_out(_VIEW, False)
    assert runtime.sharing == SHARING_READ_ONLY
    assert not screen.set_kept_out(99, True)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems offer it")
def test_linux_offers_nothing() -> None:
    assert screen_capture.screen_of_this_system() is None
