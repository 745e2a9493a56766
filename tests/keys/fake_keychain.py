"""macOS's Security and Core Foundation libraries as far as keyring calls them by ctypes.

keyring's own ``api.py`` runs on them unchanged, but for reading C symbols by name.
https://developer.apple.com/documentation/security/keychain-items
"""

import ctypes
import ctypes.util
import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from types import ModuleType
from typing import Any

import pytest

SUCCESS = 0
DUPLICATE_ITEM = -25299
ITEM_NOT_FOUND = -25300
Function = Callable[..., int]


@dataclass
class FakeKeychain:
    """Items by (service, account). ``refusal``, if set, is the status of every call."""

    items: dict[tuple[str, str], bytes] = field(default_factory=dict)
    refusal: int | None = None
    _objects: dict[int, Any] = field(default_factory=dict)
    _handles: Iterator[int] = field(default_factory=lambda: count(1))

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put this in place of the libraries and let keyring's macOS class load anew."""
        library = _Library(self)
        for name in ("keyring.backends.macOS.api", "keyring.backends.macOS"):
            forget_module(monkeypatch, name)
        with monkeypatch.context() as loading:
            loading.setattr(ctypes.util, "find_library", lambda name: name)
            loading.setattr(ctypes, "CDLL", lambda name: library)
            api = importlib.import_module("keyring.backends.macOS.api")
            importlib.import_module("keyring.backends.macOS")
        monkeypatch.setattr(api, "k_", lambda name: ctypes.c_void_p(self.handle(name)))

    def handle(self, value: Any) -> int:
        """Return a number that stands for ``value``, as a pointer would."""
        handle = next(self._handles)
        self._objects[handle] = value
        return handle

    def query(self, handle: int) -> dict[str, Any]:
        """Return what a CFDictionary holds."""
        found: dict[str, Any] = self._objects[handle]
        return found

    def cf_string(self, _allocator: None, text: bytes, _encoding: int) -> int:
        """CFStringCreateWithCString."""
        return self.handle(text.split(b"\0")[0].decode())

    def cf_number(self, _allocator: None, _kind: int, _pointer: object) -> int:
        """CFNumberCreate; the value itself is not used by any query."""
        return self.handle(1)

    def cf_dictionary(
        self, _allocator: None, keys: Any, values: Any, size: int, *_callbacks: object
    ) -> int:
        """CFDictionaryCreate."""
        found = {self._objects[keys[i]]: self._objects[values[i]] for i in range(size)}
        return self.handle(found)

    def data_pointer(self, data: ctypes.c_void_p) -> int:
        """CFDataGetBytePtr."""
        return ctypes.addressof(self._objects[data.value or 0])

    def data_length(self, data: ctypes.c_void_p) -> int:
        """CFDataGetLength."""
        return ctypes.sizeof(self._objects[data.value or 0]) - 1

    def add(self, query: int, _result: None) -> int:
        """SecItemAdd."""
        place = self._place(query)
        if self.refusal is not None or place in self.items:
            return self.refusal or DUPLICATE_ITEM
        self.items[place] = self.query(query)["kSecValueData"].encode()
        return SUCCESS

    def copy_matching(self, query: int, result: Any) -> int:
        """SecItemCopyMatching; ``result`` is what ``byref`` made."""
        place = self._place(query)
        if self.refusal is not None or place not in self.items:
            return self.refusal or ITEM_NOT_FOUND
        result._obj.value = self.handle(ctypes.create_string_buffer(self.items[place]))
        return SUCCESS

    def delete(self, query: int) -> int:
        """SecItemDelete."""
        place = self._place(query)
        if self.refusal is not None or place not in self.items:
            return self.refusal or ITEM_NOT_FOUND
        del self.items[place]
        return SUCCESS

    def _place(self, query: int) -> tuple[str, str]:
        found = self.query(query)
        assert found["kSecClass"] == "kSecClassGenericPassword"
        return found["kSecAttrService"], found["kSecAttrAccount"]


class _Library:
    """A ``CDLL``: functions that take ``restype`` and ``argtypes``."""

    kCFTypeDictionaryKeyCallBacks = None  # noqa: N815 - macOS' own name
    kCFTypeDictionaryValueCallBacks = None  # noqa: N815 - macOS' own name

    def __init__(self, keychain: FakeKeychain) -> None:
        self.CFStringCreateWithCString = _function(keychain.cf_string)
        self.CFNumberCreate = _function(keychain.cf_number)
        self.CFDictionaryCreate = _function(keychain.cf_dictionary)
        self.CFDataGetBytePtr = _function(keychain.data_pointer)
        self.CFDataGetLength = _function(keychain.data_length)
        self.SecItemAdd = _function(keychain.add)
        self.SecItemCopyMatching = _function(keychain.copy_matching)
        self.SecItemDelete = _function(keychain.delete)


def forget_module(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let ``name`` be imported anew, and what was there before come back after the test."""
    monkeypatch.setitem(sys.modules, name, ModuleType(name))
    del sys.modules[name]


def _function(method: Function) -> Function:
    def call(*arguments: Any) -> int:
        return method(*arguments)

    return call
