"""Windows' Credential Manager as its documentation has it, behind win32ctypes' two modules.

https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw
"""

import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest

from tests.keys.fake_keychain import forget_module

LONGEST_BLOB = 5 * 512
ERROR_NOT_FOUND = 1168
RPC_X_BAD_STUB_DATA = 1783


class Win32Error(Exception):
    """``pywintypes.error``: number, function, text."""

    def __init__(self, winerror: int, funcname: str) -> None:
        super().__init__(winerror, funcname, "the system's text")
        self.winerror = winerror
        self.funcname = funcname


@dataclass
class FakeCredentialManager:
    """Credentials by target. ``refusal``, if set, is the error of every call."""

    credentials: dict[str, dict[str, Any]] = field(default_factory=dict)
    refusal: int | None = None

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make ``win32ctypes`` importable, and keyring's Windows class import it anew."""
        win32cred, pywintypes = ModuleType("win32cred"), ModuleType("pywintypes")
        vars(pywintypes)["error"] = Win32Error
        vars(win32cred).update(
            CRED_TYPE_GENERIC=1,
            CRED_PERSIST_SESSION=1,
            CRED_PERSIST_LOCAL_MACHINE=2,
            CRED_PERSIST_ENTERPRISE=3,
            CredRead=self.read,
            CredWrite=self.write,
            CredDelete=self.delete,
        )
        package = ModuleType("win32ctypes.pywin32")
        vars(package).update(win32cred=win32cred, pywintypes=pywintypes)
        monkeypatch.setitem(sys.modules, "win32ctypes", ModuleType("win32ctypes"))
        monkeypatch.setitem(sys.modules, "win32ctypes.pywin32", package)
        forget_module(monkeypatch, "keyring.backends.Windows")

    def read(self, *, Type: int, TargetName: str) -> dict[str, Any]:  # noqa: N803 - Windows' own names
        """CredReadW."""
        self._may("CredRead", TargetName)
        return dict(self.credentials[TargetName])

    def write(self, credential: dict[str, Any], flags: int) -> None:
        """CredWriteW; a text becomes UTF-16 without a mark."""
        self._may("CredWrite")
        blob = credential["CredentialBlob"].encode("utf-16-le")
        if len(blob) > LONGEST_BLOB:
            raise Win32Error(RPC_X_BAD_STUB_DATA, "CredWrite")
        self.credentials[credential["TargetName"]] = credential | {"CredentialBlob": blob}

    def delete(self, *, Type: int, TargetName: str) -> None:  # noqa: N803 - Windows' own names
        """CredDeleteW."""
        self._may("CredDelete", TargetName)
        del self.credentials[TargetName]

    def _may(self, function: str, target: str | None = None) -> None:
        if self.refusal is not None:
            raise Win32Error(self.refusal, function)
        if target is not None and target not in self.credentials:
            raise Win32Error(ERROR_NOT_FOUND, function)
