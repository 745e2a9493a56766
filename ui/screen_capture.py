"""Keeping windows out of screenshots, screen sharing and thumbnails, where a system offers that.

Windows: ``SetWindowDisplayAffinity`` of user32. macOS: the ``sharingType`` of an ``NSWindow``,
which recordings by ScreenCaptureKit no longer heed from macOS 15 on. Linux offers nothing of
the kind, neither under X11 nor under Wayland. None of them is proof against a camera.
"""

import ctypes
import sys
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

# winuser.h
WDA_NONE, WDA_MONITOR, WDA_EXCLUDEFROMCAPTURE = 0x0, 0x1, 0x11
# NSWindow.h
SHARING_NONE, SHARING_READ_ONLY = 0, 1

SetAffinity = Callable[[int, int], bool]
"""Takes a window's handle and an affinity; returns whether the system took it."""
SendMessage = Callable[..., int]
"""Takes an Objective-C object, a selector and whole numbers; returns the answer, 0 for none."""


class Screen(Protocol):
    """How a system is told what may be seen of a window elsewhere than on this screen."""

    def set_kept_out(self, handle: int, is_kept_out: bool) -> bool:
        """Keep the window behind ``handle`` out of captures, or no longer; return whether so."""


class WindowsScreen:
    """Behind ``SetWindowDisplayAffinity``."""

    def __init__(self, set_affinity: SetAffinity) -> None:
        self._set_affinity = set_affinity

    def set_kept_out(self, handle: int, is_kept_out: bool) -> bool:
        """Leave the window out; before Windows 10 version 2004 it is blackened instead."""
        if not is_kept_out:
            return self._set_affinity(handle, WDA_NONE)
        found = self._set_affinity(handle, WDA_EXCLUDEFROMCAPTURE)
        return found or self._set_affinity(handle, WDA_MONITOR)


class MacScreen:
    """Behind ``NSWindow``; Qt's handle is the window's content view."""

    def __init__(self, send: SendMessage) -> None:
        self._send = send

    def set_kept_out(self, handle: int, is_kept_out: bool) -> bool:
        """Set the sharing type of the view's window; a view without one is left alone."""
        window = self._send(handle, "window")
        if not window:
            return False
        self._send(window, "setSharingType:", SHARING_NONE if is_kept_out else SHARING_READ_ONLY)
        return True


def screen_of_this_system() -> Screen | None:
    """Return how this system is told; ``None`` where it offers nothing."""
    if sys.platform == "win32":
        return WindowsScreen(_user32())
    if sys.platform == "darwin":
        return MacScreen(_objective_c())
    return None


def keep_out(screen: Screen | None, window: QWidget, is_kept_out: bool) -> bool:
    """Keep a window that is shown out of captures; return whether the system took it."""
    return screen is not None and screen.set_kept_out(int(window.winId()), is_kept_out)


def _user32() -> SetAffinity:
    # Not by windll, which ctypes has on Windows alone; 64 bits know one calling convention.
    function: Any = ctypes.CDLL("user32").SetWindowDisplayAffinity
    function.argtypes, function.restype = (ctypes.c_void_p, ctypes.c_uint32), ctypes.c_int
    return lambda handle, affinity: bool(function(handle, affinity))


def _objective_c() -> SendMessage:
    library: Any = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    library.sel_registerName.argtypes = (ctypes.c_char_p,)
    library.sel_registerName.restype = ctypes.c_void_p

    def send(receiver: int, selector: str, *numbers: int) -> int:
        kinds = [ctypes.c_ulong] * len(numbers)
        shape = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, *kinds)
        message = shape(("objc_msgSend", library))
        return int(message(receiver, library.sel_registerName(selector.encode()), *numbers) or 0)

    return send
