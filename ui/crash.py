"""What is written when the program itself fails: where, never what. A value may be a client's."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the error's type and its lines of code; no message, no arguments, no values."""
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"  {code.co_qualname} ({code.co_filename}:{trace.tb_lineno})")
        trace = trace.tb_next
    return "\n".join([f"casekeep: {kind.__name__} in", *places])


def install_hooks(on_bug: Callable[[], None]) -> None:
    """Take over what Python prints of an error nobody caught; ``on_bug`` then tells the person."""

    def on_error(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        _write(describe(kind, trace))
        on_bug()

    def on_thread_error(arguments: threading.ExceptHookArgs) -> None:
        _write(describe(arguments.exc_type, arguments.exc_traceback))

    def on_unraisable(arguments: "sys.UnraisableHookArgs") -> None:
        _write(describe(arguments.exc_type, arguments.exc_traceback))

    sys.excepthook = on_error
    threading.excepthook = on_thread_error
    sys.unraisablehook = on_unraisable


def _write(text: str) -> None:
    # A program without a console has no stderr.
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
