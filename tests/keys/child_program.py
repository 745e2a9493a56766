"""Short Python programs in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path


def run_python(
    program: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``program`` in this process's environment and return what it printed."""
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
