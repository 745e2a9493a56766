"""What an operating system's keyring must offer to ``os_keyring``, and the call with a limit."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any, Protocol, TypeVar

from vault.errors import KeyringError, KeyringTimeout

T = TypeVar("T")

# Gives a module of the ``keyring`` package by its name below it ("backends.Windows").
# ``os_keyring`` alone imports that package, and hands this to the adapters that need it.
Package = Callable[[str], Any]


class Backend(Protocol):
    """The part of keyring's backend classes that is used; missing items read as ``None``."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Platform(Protocol):
    """One operating system's keyring. All three methods run in the thread of the call."""

    def prepare(self, *, may_prompt: bool) -> Backend:
        """Return the backend, ready to be called; a locked keyring asks only if it may."""
        ...

    def foreign_errors(self) -> tuple[type[Exception], ...]:
        """Return the types that this platform's libraries raise for a world that failed."""
        ...

    def translate(self, error: Exception) -> KeyringError:
        """Return the error of ours that says the same."""
        ...


def without_overrides(backend_class: type[Any]) -> Any:
    """Return an instance whose constructor did not run.

    The constructor's only work is to copy ``KEYRING_PROPERTY_*`` of the environment over
    any attribute or method of the instance.
    """
    return object.__new__(backend_class)


def bounded(work: Callable[[threading.Event], T], timeout_s: float) -> T:
    """Return what ``work`` returns, or raise ``KeyringTimeout`` after ``timeout_s`` seconds.

    A keyring that does not answer cannot be interrupted, so the call is left alone in a
    daemon thread of its own; the event tells ``work`` that nobody waits any more.
    """
    answer: Future[T] = Future()
    is_abandoned = threading.Event()

    def run() -> None:
        try:
            answer.set_result(work(is_abandoned))
        except BaseException as error:  # noqa: BLE001 - it goes on in the caller's thread
            answer.set_exception(error)

    threading.Thread(target=run, name="keyring-call", daemon=True).start()
    if not wait([answer], timeout_s).done:
        is_abandoned.set()
        raise KeyringTimeout
    return answer.result()
