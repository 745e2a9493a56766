"""Third-party tools that tests call: absent ones skip a test at home and fail it in CI."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def require(tool: str | Path, hint: str) -> str:
    """Return the path of ``tool`` (a command, or a file or folder that must exist).

    Where it is absent the test is skipped with ``hint``; with ``CI=true`` it fails.
    """
    found = shutil.which(tool) if isinstance(tool, str) else (str(tool) if tool.exists() else None)
    if found:
        return found
    missing(f"{tool} is not there: {hint}")


def missing(reason: str) -> NoReturn:
    """Skip the test; with ``CI=true`` fail it. For what is looked for otherwise than by name."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
