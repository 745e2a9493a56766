"""Calls of the command line: in a process of its own, or, where only the answer counts, in this."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from vault import cli

Call = Callable[[list[str]], tuple[int, Any]]


def as_program(arguments: list[str]) -> tuple[int, Any]:
    """Start ``casekeep``; return its exit code and what it printed, parsed if it is JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "vault.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, _told(arguments, done.stdout, done.stderr)


def in_process(arguments: list[str]) -> tuple[int, Any]:
    """Call the program's ``main``; return what ``as_program`` would."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = cli.main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, _told(arguments, out.getvalue(), err.getvalue())


def _told(arguments: list[str], out: str, err: str) -> Any:
    if "--json" not in arguments:
        return out
    return json.loads(out) if out else err
